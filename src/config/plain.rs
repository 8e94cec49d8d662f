//! How texts are compared: headers and words loosely, names and values strictly.

use unicode_normalization::UnicodeNormalization;

/// Headers and words: NFKC, lower case, letters and digits only.
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names and values: width, case, spaces, quotes, brackets and dots apart, every sign counts that could be
/// part of a name. A+ 科技, A- 科技 and A 科技 are three; Coca-Cola and coca cola are one.
pub fn name_key(text: &str) -> String {
    let mut words = name_words(text);
    words.retain(|c| c != ' ');
    words
}

/// The same with a space wherever something was left out.
pub fn name_words(text: &str) -> String {
    if text.is_ascii() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ') {
        return text.to_ascii_lowercase();
    }
    let marks = ['®', '™', '©', '℠'];
    let folded: String =
        text.chars().filter(|c| !marks.contains(c)).nfkc().flat_map(char::to_lowercase).collect();
    let mut words = String::with_capacity(folded.len());
    let mut before = None;
    let mut letters = folded.chars().peekable();
    while let Some(c) = letters.next() {
        let after = letters.peek().copied();
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            // A dash between two words is a space; behind one alone (A-) it is a sign.
            _ if is_dash(c) => words.push(if joins(before) == joins(after) { ' ' } else { '-' }),
            _ if c.is_alphanumeric() || is_sign(c) => words.push(c),
            _ => words.push(' '),
        }
        before = Some(c);
    }
    words
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A sign that can tell names apart: all but spaces and the punctuation that people leave out.
fn is_sign(c: char) -> bool {
    let punctuation = match c {
        '+' | '#' | '&' | '%' | '@' | '$' | '=' | '<' | '>' | '~' | '^' | '|' => false,
        '·' | '¡' | '¿' | '«' | '»' | '´' | '¨' | '¸' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' => {
            true
        }
        '∙' | '⋅' | '・' | '･' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => true,
        _ => c.is_ascii_punctuation(),
    };
    !punctuation && !c.is_whitespace() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::{name_key, plain};

    #[test]
    fn signs_that_are_part_of_a_name_count() {
        let names =
            ["A+ 科技", "A- 科技", "A 科技", "A# 科技", "A& 科技", "😀", "😂", "A++ 科技", "B+", "B-", "B"];
        for (at, one) in names.iter().enumerate() {
            assert!(!name_key(one).is_empty(), "{one}");
            assert!(names[at + 1..].iter().all(|other| name_key(one) != name_key(other)), "{one}");
        }
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        for (one, other) in [
            ("Coca-Cola", "coca cola"),
            ("Smith – Jones", "Smith-Jones"),
            ("华为（中国）", "华为(中国)"),
            ("Ａ＋　科技", "a+科技"),
            ("“O’Neil”", "O'Neil"),
            ("阿·甲", "阿・甲"),
            ("Acme®", "ACME"),
            ("A&B", "A & B"),
            ("Yahoo!", "Yahoo"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one}");
        }
        assert_eq!(plain("A+ 科技"), "a科技");
    }
}

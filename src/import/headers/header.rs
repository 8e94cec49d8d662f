//! One header taken apart: its name, and what it says beside the name (unit, scale, currency).

use crate::config::{ColumnId, ColumnNames, Phrase, Quantities, Typing};
use crate::model::Scale;
use unicode_normalization::UnicodeNormalization;

/// Characters of the longest header or unit; a longer text is neither.
pub const LONGEST: usize = 200;
/// Characters of the longest unit behind a name.
const LONGEST_UNIT: usize = 40;

/// A header, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// 0-based column.
    pub column: u32,
    /// As written.
    pub text: String,
    /// The whole, normalised.
    pub plain: String,
    /// Without brackets, normalised.
    pub bare: String,
    /// Without brackets, as written.
    pub name: String,
    /// Its words, those of its brackets too where they make one name with it.
    pub phrase: Phrase,
    /// Columns that its words name, all of them understood.
    pub columns: Vec<ColumnId>,
    /// Columns that its words name if one of them has a typing error.
    pub mistyped: Vec<ColumnId>,
    /// Columns that it comes near to: by the words that are known, or by likeness.
    pub nearly: Vec<ColumnId>,
    /// Factor that a unit in the header states.
    pub unit: Option<f64>,
    /// The header says per cent.
    pub percent: bool,
    /// Scale of scores that the header states.
    pub scale: Option<Scale>,
    /// Currency code that the header shows.
    pub currency: Option<String>,
    /// What its brackets say beside that: (budget), (Q1), (incl. tax).
    pub remarks: Vec<String>,
}

impl Header {
    /// Looks for what a header that nobody understands may mean.
    pub fn guess(&mut self, names: &ColumnNames) {
        if self.phrase.unknown.is_empty() {
            return;
        }
        let typed = names.headers.phrase(&self.name, Typing::OneError);
        self.mistyped = names.headers.columns(&typed);
        self.nearly = names.headers.named(&self.phrase);
        if self.nearly.is_empty() {
            self.nearly = names.headers.named(&names.headers.phrase(&self.name, Typing::Near));
        }
    }

    /// Whether somebody knows what the header says: it names a field, or something else that lists have.
    pub fn is_read(&self, names: &ColumnNames) -> bool {
        !self.columns.is_empty() || names.has_alias(&self.plain) || names.has_alias(&self.bare)
    }
}

/// Whether a text is too long for a header or a unit: a note, an agreement.
pub fn is_long(text: &str) -> bool {
    text.len() > LONGEST && text.chars().nth(LONGEST).is_some()
}

/// What stands where a header should and is none.
fn no_header(column: u32, text: &str) -> Header {
    Header {
        column,
        text: text.chars().take(LONGEST).chain(['…']).collect(),
        plain: String::new(),
        bare: String::new(),
        name: String::new(),
        phrase: Phrase::default(),
        columns: Vec::new(),
        mistyped: Vec::new(),
        nearly: Vec::new(),
        unit: None,
        percent: false,
        scale: None,
        currency: None,
        remarks: Vec::new(),
    }
}

/// Takes a header apart.
pub fn parse(column: u32, text: &str, names: &ColumnNames) -> Header {
    let words = &names.quantities;
    let text = text.trim();
    if is_long(text) {
        return no_header(column, text);
    }
    let folded: String = text.trim_start_matches(|c| ('①'..='⑳').contains(&c)).nfkc().collect();
    // Customer # is the number of a customer, 1. Customer the first column.
    let folded = match folded.trim_end().strip_suffix('#') {
        Some(name) => format!("{name} no"),
        None => unnumbered(&folded).to_owned(),
    };
    let (mut bare, mut inner) = (String::new(), Vec::new());
    let mut open: Option<String> = None;
    for c in folded.chars() {
        match (c, &mut open) {
            ('(' | '[' | '【' | '〔', None) => open = Some(String::new()),
            (')' | ']' | '】' | '〕', Some(_)) => inner.extend(open.take()),
            (_, Some(content)) => content.push(c),
            (_, None) => bare.push(c),
        }
    }
    // An unclosed bracket is text like any other.
    bare.extend(open);
    if let Some((name, unit)) = bare.rsplit_once(['/', ',', '、', ':'])
        && (words.header_factor(unit).is_some() || words.is_percent(unit))
    {
        inner.push(unit.to_owned());
        bare = name.to_owned();
    }
    if let Some((name, unit)) = unit_behind(&bare, names) {
        inner.push(unit);
        bare = name;
    }
    let spoken = bare.clone();
    if let Some(name) = one_of_two_languages(&bare, names) {
        bare = name;
    }
    let percent = inner.iter().any(|i| words.is_percent(i)) || spoken.trim_end().ends_with('%');
    let said = |i: &String| {
        words.header_factor(i).is_some()
            || words.is_percent(i)
            || words.currency_of(i).is_some()
            || scale(i).is_some()
            || names.is_neutral(i)
    };
    let unit = inner.iter().find_map(|i| words.header_factor(i));
    let scale = inner.iter().find_map(|i| scale(i));
    // A header all in brackets has no remark.
    inner.retain(|i| !said(i) && !bare.trim().is_empty());
    let (phrase, mut columns) = understood(&spoken, percent, &mut inner, names);
    // 单位：万元 is a line about units, no header.
    if text.contains([':', '：']) && names.unit_remarks.unit(text, words).is_some() {
        columns.clear();
    }
    Header {
        column,
        text: text.trim().to_owned(),
        plain: names.plain(&folded),
        bare: names.plain(&bare),
        name: spoken,
        phrase,
        columns,
        mistyped: Vec::new(),
        nearly: Vec::new(),
        unit,
        percent,
        scale,
        currency: words.currency_of(&folded).map(str::to_owned),
        remarks: inner,
    }
}

/// The words of a header and what they name, with those of its brackets first: Umsatz (Brutto), 金額（税抜）.
/// Remarks that are understood so are taken out.
fn understood(
    text: &str,
    percent: bool,
    remarks: &mut Vec<String>,
    names: &ColumnNames,
) -> (Phrase, Vec<ColumnId>) {
    let mut alone = names.headers.phrase(text, Typing::Exact);
    if percent && !text.trim_end().ends_with('%') {
        alone.words.push(names.headers.percent());
    }
    if !remarks.is_empty() {
        let whole =
            remarks.iter().fold(alone.clone(), |all, r| all.with(&names.headers.phrase(r, Typing::Exact)));
        let columns = names.headers.columns(&whole);
        if !columns.is_empty() {
            remarks.clear();
            return (whole, columns);
        }
    }
    let columns = names.headers.columns(&alone);
    // 商机阶段;1：初步沟通2：方案报价, 拜访方式, 1 上门 2 电话: what follows explains the values.
    if columns.is_empty()
        && let Some((name, rest)) = text.split_once([';', ',', ':'])
        && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
    {
        let alone = names.headers.phrase(name, Typing::Exact);
        let columns = names.headers.columns(&alone);
        return (alone, columns);
    }
    (alone, columns)
}

/// 1. 客户名称, 2、年销售额: without the place in front.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.trim_start_matches(['.', '、', ')']).trim_start();
    let numbered = rest.len() < text.trim_start().len() && behind.len() < rest.len();
    if numbered && behind.starts_with(char::is_alphabetic) { behind } else { text }
}

/// 客户名称 Customer Name, 年销售额/Annual Revenue: one name in two languages that mean the same field.
fn one_of_two_languages(bare: &str, names: &ColumnNames) -> Option<String> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if bare.is_ascii()
        || !bare.contains(|c: char| c.is_ascii_alphabetic())
        || names.has_alias(&names.plain(bare))
    {
        return None;
    }
    let chinese: String = bare.chars().filter(|c| !c.is_ascii_alphabetic()).collect();
    let english: String = bare.chars().map(|c| if han(c) { ' ' } else { c }).collect();
    names.agree(&names.plain(&chinese), &names.plain(&english)).then_some(chinese)
}

/// 重复销售 万元, 年销售额万元, Revenue USD k: a unit right behind a known name.
fn unit_behind(bare: &str, names: &ColumnNames) -> Option<(String, String)> {
    let words = &names.quantities;
    let is_unit = |unit: &str| {
        let letters = names.plain(unit);
        // One Latin letter (Plan B) is no unit by itself.
        (letters.chars().count() > 1 || !letters.is_ascii())
            && (words.header_factor(unit).is_some() || is_currency(unit, words) || words.is_percent(unit))
    };
    let read = |name: &str| names.has_alias(&names.plain(name)) || names.knows(name);
    if names.has_alias(&names.plain(bare)) {
        return None;
    }
    let from = bare.chars().count().saturating_sub(LONGEST_UNIT).max(1);
    let cuts = bare.char_indices().map(|(at, _)| at).skip(from);
    let cut = |at: &usize| {
        let (name, unit) = bare.split_at(*at);
        let apart = unit.starts_with(|c: char| c.is_whitespace() || c == '_') || !unit.is_ascii();
        apart && is_unit(unit.trim_start_matches('_')) && read(name)
    };
    let at = cuts.into_iter().find(cut)?;
    Some((bare[..at].to_owned(), bare[at..].trim_start_matches('_').to_owned()))
}

/// Nothing but the name or sign of a currency.
fn is_currency(text: &str, words: &Quantities) -> bool {
    let folded = words.folded(text);
    words.currency(folded.trim()).is_some_and(|(at, _)| at == (0..folded.trim().len()))
}

fn scale(content: &str) -> Option<Scale> {
    let digits: String = content.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "110" | "10" | "010" => Some(Scale::Ten),
        "15" | "5" | "05" => Some(Scale::Five),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::config::{Config, Templates};

    #[test]
    fn units_and_marks_come_apart_from_the_name() {
        let names = Config::load(&Templates::default()).unwrap().columns;
        for (text, bare, unit, percent) in [
            ("年銷售額萬元", "年销售额", Some(1e4), false),
            ("Revenue USD k", "revenue", Some(1e3), false),
            ("Plan B", "planb", None, false),
            ("年销售额(万元)", "年销售额", Some(1e4), false),
            ("毛利（千元）", "毛利", Some(1e3), false),
            ("Revenue (USD k)", "revenue", Some(1e3), false),
            ("概率(%)", "概率", None, true),
            ("*客户 名称", "客户名称", None, false),
            (" Sales\n", "sales", None, false),
            ("年销售额/万元", "年销售额", Some(1e4), false),
            ("省/自治区", "省自治区", None, false),
        ] {
            let header = parse(0, text, &names);
            assert_eq!((header.bare.as_str(), header.unit, header.percent), (bare, unit, percent), "{text}");
        }
    }
}

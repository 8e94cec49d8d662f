//! Words of rows that are no records, from `rows.toml`: totals, remainders, footers; and of columns under a
//! heading that makes them another figure.

use super::plain;
use super::traditional::Traditional;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Characters of the longest text that can be a total or a remainder.
const LONGEST: usize = 80;

type Lists = BTreeMap<String, Vec<String>>;

/// The tables of rows.
#[derive(Deserialize)]
pub(super) struct RawRowWords {
    total: Lists,
    statistic: Lists,
    beside: Lists,
    remainder: Lists,
    remainder_beside: Lists,
    footer: Lists,
    other_figure: Lists,
    page: Lists,
    note: Lists,
}

/// What a text says of the row that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowWord {
    /// Nothing but words of a total: Total, Grand Totals (3 records), 本月合计.
    Total,
    /// A figure that is no sum: Average, Max.
    Statistic,
    /// A remainder of several customers: Other customers.
    Remainder,
}

/// The words of rows.
#[derive(Debug, Clone, Default)]
pub struct RowWords {
    total: BTreeSet<String>,
    statistic: BTreeSet<String>,
    beside: BTreeSet<String>,
    remainder: BTreeSet<String>,
    remainder_beside: BTreeSet<String>,
    footer: Vec<String>,
    other_figure: BTreeSet<String>,
    page: BTreeSet<String>,
    note: BTreeSet<String>,
    /// Heads of ideographs.
    ideographs: Vec<String>,
    traditional: Traditional,
}

/// A word, a run of ideographs or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Ideographs,
    Number,
}

impl RowWords {
    pub(super) fn new(raw: &RawRowWords, traditional: Traditional) -> Self {
        let fold = |text: &String| traditional.fold(lower(text));
        let set = |lists: &Lists| lists.values().flatten().map(fold).collect::<BTreeSet<String>>();
        let heads = [&raw.total, &raw.statistic, &raw.remainder].map(set);
        let ideographs = heads.into_iter().flatten().filter(|w| w.chars().all(is_ideograph)).collect();
        RowWords {
            ideographs,
            total: set(&raw.total),
            statistic: set(&raw.statistic),
            beside: set(&raw.beside),
            remainder: set(&raw.remainder),
            remainder_beside: set(&raw.remainder_beside),
            footer: set(&raw.footer).into_iter().collect(),
            other_figure: set(&raw.other_figure),
            page: set(&raw.page),
            note: set(&raw.note),
            traditional,
        }
    }

    /// Whether letters are those of a page's number: Page 2 of 2 without its digits and spaces.
    pub fn is_page(&self, letters: &str) -> bool {
        self.page.contains(&self.folded(letters))
    }

    /// Whether a text is a numbered note: 注1, 注 2; 注塑机厂 is a name.
    pub fn is_note(&self, text: &str) -> bool {
        let text = self.folded(text.trim_start());
        let rest = self.note.iter().find_map(|word| text.strip_prefix(word.as_str()));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    }

    fn folded(&self, text: &str) -> String {
        self.traditional.fold(lower(text))
    }

    /// Whether a text may hold such a word: a quick look that most texts do not pass.
    pub fn may_say(&self, text: &str) -> bool {
        if text.len() > 4 * LONGEST {
            return false;
        }
        if !text.is_ascii() {
            let folded = self.folded(text);
            return tokens(&folded).iter().any(|(kind, word)| match kind {
                Kind::Ideographs => self.ideographs.iter().any(|w| word.contains(w.as_str())),
                Kind::Word => self.heads(word),
                Kind::Number => false,
            });
        }
        let mut buffer = [0_u8; 16];
        text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
            let Some(space) = buffer.get_mut(..word.len()).filter(|_| word.len() >= 3) else { return false };
            space.copy_from_slice(word.as_bytes());
            space.make_ascii_lowercase();
            std::str::from_utf8(space).is_ok_and(|word| self.heads(word))
        })
    }

    fn heads(&self, word: &str) -> bool {
        [&self.total, &self.statistic, &self.remainder].iter().any(|set| set.contains(word))
    }

    /// What a text of nothing but such words says.
    pub fn of(&self, text: &str) -> Option<RowWord> {
        if text.len() > 4 * LONGEST || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let folded = self.folded(text);
        let tokens = tokens(&folded);
        let all = |heads: &[&BTreeSet<String>], beside: &[&BTreeSet<String>]| {
            let mut found = false;
            let whole = tokens.iter().all(|(kind, word)| match kind {
                Kind::Number => true,
                Kind::Word => {
                    let head = heads.iter().any(|h| h.contains(*word));
                    found |= head;
                    head || beside.iter().any(|b| b.contains(*word))
                }
                Kind::Ideographs => {
                    let (head, whole) = segment(word, heads, beside);
                    found |= head;
                    whole
                }
            });
            whole && found
        };
        if all(&[&self.total], &[&self.beside]) {
            Some(RowWord::Total)
        } else if all(&[&self.statistic], &[&self.beside, &self.total]) {
            Some(RowWord::Statistic)
        } else if all(&[&self.remainder], &[&self.remainder_beside, &self.beside]) {
            Some(RowWord::Remainder)
        } else {
            None
        }
    }

    /// What a text names beside the word of a total before or behind it, normalised: Total for Alfa, Alfa 小计.
    /// Several where the words beside it may belong to the name.
    pub fn total_of(&self, text: &str) -> Vec<String> {
        if text.len() > 4 * LONGEST {
            return Vec::new();
        }
        let folded = self.folded(text);
        let tokens = tokens(&folded);
        let word = |at: usize| self.total.contains(tokens[at].1);
        let beside = |at: usize| self.beside.contains(tokens[at].1);
        let join = |range: std::ops::Range<usize>| {
            tokens[range].iter().map(|(_, word)| *word).collect::<Vec<_>>().concat()
        };
        let mut found = Vec::new();
        let (mut at, mut said) = (0, false);
        while at < tokens.len() && (word(at) || beside(at)) {
            said |= word(at);
            at += 1;
            if said && at < tokens.len() {
                found.push(join(at..tokens.len()));
            }
        }
        let (mut end, mut said) = (tokens.len(), false);
        while end > 0 && (word(end - 1) || beside(end - 1)) {
            said |= word(end - 1);
            end -= 1;
            if said && end > 0 {
                found.push(join(0..end));
            }
        }
        let whole = plain(&folded);
        for word in self.total.iter().filter(|w| !w.is_ascii() && w.chars().count() >= 2) {
            let cut = whole.strip_suffix(word.as_str()).or_else(|| whole.strip_prefix(word.as_str()));
            found.extend(cut.filter(|rest| !rest.is_empty()).map(str::to_owned));
        }
        found.iter_mut().for_each(|rest| *rest = plain(rest));
        found.retain(|rest| !rest.is_empty());
        found.dedup();
        found
    }

    /// Whether a text begins as remarks below a table do: Prepared by, Page 2 of 2, 以下空白, 1、含税.
    pub fn begins_footer(&self, text: &str) -> bool {
        let folded = self.folded(text);
        let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
        let begins = |word: &String| {
            start.strip_prefix(word.as_str()).is_some_and(|rest| {
                let ideograph = word.chars().next_back().is_some_and(is_ideograph);
                ideograph || !rest.starts_with(char::is_alphanumeric)
            })
        };
        let digits = start.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < start.len()
            && digits.starts_with(['、', '.', ')', '）', '．'])
            && digits.chars().nth(1).is_some_and(|c| !c.is_ascii_digit());
        let marked = folded.starts_with(['*', '※', '†', '#', '©', '•', '·']);
        start.is_empty() || numbered || marked || self.footer.iter().any(begins)
    }

    /// Whether a heading over columns makes them another figure: target, budget, 计划.
    pub fn is_other_figure(&self, text: &str) -> bool {
        let folded = self.folded(text);
        tokens(&folded).iter().any(|(kind, word)| match kind {
            Kind::Ideographs => self.other_figure.iter().any(|w| !w.is_ascii() && word.contains(w.as_str())),
            _ => self.other_figure.contains(*word),
        })
    }
}

/// Whether a run of ideographs is wholly made of known words, and whether one of them is a head.
fn segment(run: &str, heads: &[&BTreeSet<String>], beside: &[&BTreeSet<String>]) -> (bool, bool) {
    let mut ends: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    ends.push(run.len());
    // Reachable places, without and with a head before them.
    let mut reach = vec![[false; 2]; run.len() + 1];
    reach[0][0] = true;
    for (place, start) in ends.iter().enumerate() {
        for said in [0, 1] {
            if !reach[*start][said] {
                continue;
            }
            for end in &ends[place + 1..] {
                let word = &run[*start..*end];
                if heads.iter().any(|h| h.contains(word)) {
                    reach[*end][1] = true;
                }
                if beside.iter().any(|b| b.contains(word)) {
                    reach[*end][said] = true;
                }
            }
        }
    }
    let end = reach[run.len()];
    (end[1], end[0] || end[1])
}

fn tokens(folded: &str) -> Vec<(Kind, &str)> {
    let kind = |c: char| {
        if is_ideograph(c) {
            Some(Kind::Ideographs)
        } else if c.is_numeric() {
            Some(Kind::Number)
        } else if c.is_alphabetic() {
            Some(Kind::Word)
        } else {
            None
        }
    };
    let mut found = Vec::new();
    let mut open: Option<(Kind, usize)> = None;
    for (at, c) in folded.char_indices().chain([(folded.len(), ' ')]) {
        let now = kind(c);
        if let Some((was, start)) = open.filter(|(was, _)| Some(*was) != now) {
            found.push((was, &folded[start..at]));
            open = None;
        }
        if open.is_none() {
            open = now.map(|kind| (kind, at));
        }
    }
    found
}

/// Chinese and Japanese characters, which stand without spaces.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々')
}

fn lower(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::RowWord::{Remainder, Statistic, Total};
    use crate::config::{Config, Templates};

    #[test]
    fn totals_and_remainders_are_whole_phrases() {
        let words = Config::load(&Templates::default()).unwrap().columns.rows;
        for (text, found) in [
            ("Total", Some(Total)),
            ("Sub-total:", Some(Total)),
            ("Grand Totals (3 records)", Some(Total)),
            ("Total (3 customers)", Some(Total)),
            ("Overall total", Some(Total)),
            ("本月合计", Some(Total)),
            ("本年累计", Some(Total)),
            ("合计（2家）", Some(Total)),
            ("總計", Some(Total)),
            ("小計", Some(Total)),
            ("Gesamtsumme", Some(Total)),
            ("Total général", Some(Total)),
            ("Max", Some(Statistic)),
            ("平均值", Some(Statistic)),
            ("Other customers", Some(Remainder)),
            ("其他客户", Some(Remainder)),
            ("Sonstige Kunden", Some(Remainder)),
            ("Total Wine & More", None),
            ("合计贸易有限公司", None),
            ("Sumace", None),
            ("SUMMIT HEALTHCARE", None),
            ("Other Stories Ltd", None),
            ("上海计量所", None),
            ("Sum Yi Foods", None),
        ] {
            assert_eq!(words.of(text), found, "{text}");
        }
        for (text, of) in [
            ("Total for Alfa Ltd", "alfaltd"),
            ("Sub-total Beta", "beta"),
            ("Gamma - Total", "gamma"),
            ("北辰机电有限公司小计", "北辰机电有限公司"),
            ("合计：华东", "华东"),
            ("Summe Müller AG", "müllerag"),
        ] {
            assert!(words.total_of(text).contains(&of.to_owned()), "{text}: {:?}", words.total_of(text));
        }
    }
}

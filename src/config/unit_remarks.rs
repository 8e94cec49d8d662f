//! Units of money in remarks: 单位：万元, Figures in $000, All amounts in k€, Beträge in TEUR.

use super::Quantities;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Words of the longest unit.
const LONGEST: usize = 4;

/// The table of `rows.toml`.
#[derive(Deserialize)]
pub(super) struct RawUnitRemarks {
    unit_mark: Raw,
}

#[derive(Deserialize)]
struct Raw {
    words: Vec<String>,
    inside: Vec<String>,
    figures: Vec<String>,
    thousands: Vec<String>,
    behind: Vec<String>,
}

/// Words around the unit of a remark.
#[derive(Debug, Clone, Default)]
pub struct UnitRemarks {
    /// Before the unit: in, en.
    marks: BTreeSet<String>,
    /// Within the unit: of, de.
    inside: BTreeSet<String>,
    /// What it is the unit of: figures, amounts.
    figures: Vec<String>,
    /// Thousands of one currency, in one word.
    thousands: BTreeSet<String>,
    /// Before a unit of ideographs: 单位均为.
    behind: Vec<String>,
}

impl UnitRemarks {
    pub(super) fn new(raw: RawUnitRemarks, words: &Quantities) -> Self {
        let fold = |list: Vec<String>| list.into_iter().map(|w| words.folded(&w));
        let mut behind: Vec<String> = fold(raw.unit_mark.behind).collect();
        behind.sort_by_key(|w| std::cmp::Reverse(w.len()));
        UnitRemarks {
            marks: fold(raw.unit_mark.words).collect(),
            inside: fold(raw.unit_mark.inside).collect(),
            figures: fold(raw.unit_mark.figures).collect(),
            thousands: fold(raw.unit_mark.thousands).collect(),
            behind,
        }
    }

    /// The factor that a remark states for all money.
    pub fn unit(&self, text: &str, words: &Quantities) -> Option<f64> {
        if text.chars().count() > 200 {
            return None;
        }
        let folded = words.folded(text);
        self.after_mark(&folded, words).or_else(|| self.in_sentence(&folded, words))
    }

    /// 以上金额单位均为万元, 单位: 千元.
    fn after_mark(&self, folded: &str, words: &Quantities) -> Option<f64> {
        let mark = self.behind.iter().find_map(|w| Some(folded.find(w.as_str())? + w.len()))?;
        let rest = folded[mark..].trim_start_matches([':', ' ', '(', '为', '是', '均', '以', '、', '“', '"']);
        let unit: String =
            rest.chars().take_while(|c| c.is_alphanumeric() || "$€£¥ '".contains(*c)).collect();
        let ends = unit.char_indices().map(|(at, c)| at + c.len_utf8());
        let found: Vec<f64> = ends.filter_map(|end| words.header_factor(&unit[..end])).collect();
        // The longest beginning that is a unit: 万 in 万元, k in k€.
        found.last().copied()
    }

    /// Figures in EUR thousands.
    fn in_sentence(&self, folded: &str, words: &Quantities) -> Option<f64> {
        let tokens: Vec<&str> = folded
            .split(|c: char| c.is_whitespace() || ",;:()[]\"“”".contains(c))
            .filter(|t| !t.is_empty())
            .collect();
        let speaks =
            tokens.len() <= LONGEST + 1 || tokens.iter().any(|t| self.figures.iter().any(|f| f == t));
        let marked =
            tokens.iter().enumerate().filter(|(_, t)| self.marks.contains(**t)).map(|(at, _)| at + 1);
        marked.filter(|_| speaks).find_map(|start| self.factor(&tokens[start..], words))
    }

    fn factor(&self, tokens: &[&str], words: &Quantities) -> Option<f64> {
        if tokens.first().is_some_and(|t| self.thousands.contains(*t)) {
            return Some(1e3);
        }
        let most = tokens.len().min(LONGEST);
        (1..=most).rev().find_map(|len| {
            let kept: Vec<&str> =
                tokens[..len].iter().filter(|t| !self.inside.contains(**t)).copied().collect();
            let unit = kept.join(" ");
            let currency = words.currency_of(&unit).is_some();
            // One letter may mean anything: a k of euros is a thousand, an m alone a metre.
            let sure = currency || unit.chars().filter(|c| c.is_alphanumeric()).count() > 1;
            words.header_factor(&unit).filter(|factor| sure && *factor > 1.0)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Templates};

    #[test]
    fn units_stand_in_sentences() {
        let names = Config::load(&Templates::default()).unwrap().columns;
        for (text, unit) in [
            ("All figures in EUR thousands", Some(1e3)),
            ("Figures in $000", Some(1e3)),
            ("All amounts in k€", Some(1e3)),
            ("Beträge in TEUR", Some(1e3)),
            ("in TEUR", Some(1e3)),
            ("in T€", Some(1e3)),
            ("Amounts are in thousands of US dollars", Some(1e3)),
            ("Alle Angaben in Mio. EUR", Some(1e6)),
            ("Montants en milliers d'euros", Some(1e3)),
            ("(in millions of USD)", Some(1e6)),
            ("以上金额单位均为万元", Some(1e4)),
            ("单位：千元", Some(1e3)),
            ("單位：萬元", Some(1e4)),
            ("単位：百万円", Some(1e6)),
            ("金额单位为人民币万元，含税", Some(1e4)),
            ("Unit: USD k", Some(1e3)),
            ("Sales in North and South", None),
            ("One in thousand customers left us", None),
            ("Distances in m", None),
            ("客户单位名称", None),
            ("Prepared in January", None),
        ] {
            assert_eq!(names.unit_remarks.unit(text, &names.quantities), unit, "{text}");
        }
    }
}

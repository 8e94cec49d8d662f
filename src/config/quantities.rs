//! Words around numbers, from `columns.toml`: signs of currencies, 万 and M behind an amount, units of
//! headers, words behind a count.

use super::traditional::Traditional;
use super::{OrSaid, wrong};
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The words around numbers.
#[derive(Debug, Clone, Default)]
pub struct Quantities {
    /// Sign and code; longer signs first.
    currencies: Vec<(String, String)>,
    /// Word and factor; longer words first.
    scales: Vec<(String, f64)>,
    unit: Unit,
    traditional: Traditional,
}

/// The table `unit`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    plain: Vec<String>,
    around: Vec<String>,
    thousand: Vec<String>,
    hundredth: Vec<String>,
    percent: Vec<String>,
    lines: Vec<String>,
    count: Vec<String>,
}

impl Quantities {
    /// From the tables `currency`, `scale` and `unit`.
    pub(super) fn new(
        currency: &BTreeMap<String, Vec<String>>,
        scale: &BTreeMap<String, Vec<String>>,
        mut unit: Unit,
        traditional: Traditional,
    ) -> anyhow::Result<Self> {
        let mut currencies: Vec<(String, String)> = currency
            .iter()
            .flat_map(|(code, signs)| signs.iter().map(|sign| (lower(sign), code.clone())))
            .collect();
        let mut scales = Vec::new();
        for (factor, words) in scale {
            let factor: f64 = factor
                .parse()
                .or_said(|| wrong::expected("columns.toml: scale", factor, "@expected.number"))?;
            scales.extend(words.iter().map(|word| (lower(word), factor)));
        }
        // 万 is in 百万, $ in US$.
        currencies.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let lists = [
            &mut unit.plain,
            &mut unit.around,
            &mut unit.thousand,
            &mut unit.hundredth,
            &mut unit.percent,
            &mut unit.lines,
            &mut unit.count,
        ];
        for list in lists {
            list.iter_mut().for_each(|word| *word = lower(word));
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Ok(Quantities { currencies, scales, unit, traditional })
    }

    /// A text as these words are compared: full width, case and traditional characters folded.
    pub fn folded(&self, text: &str) -> String {
        if text.is_ascii() { text.to_ascii_lowercase() } else { self.traditional.fold(lower(text)) }
    }

    /// Where a folded text names a currency, and its code.
    pub fn currency(&self, folded: &str) -> Option<(std::ops::Range<usize>, &str)> {
        self.currencies.iter().find_map(|(sign, code)| {
            let found = folded.match_indices(sign.as_str()).find(|(at, _)| stands_alone(folded, *at, sign));
            found.map(|(at, _)| (at..at + sign.len(), code.as_str()))
        })
    }

    /// Currency code that a text names or shows.
    pub fn currency_of(&self, text: &str) -> Option<&str> {
        self.currency(&self.folded(text)).map(|(_, code)| code)
    }

    /// A folded amount without 元 and its kin at the end.
    pub fn without_plain_unit<'t>(&self, folded: &'t str) -> &'t str {
        let cut = self.unit.plain.iter().find_map(|word| folded.strip_suffix(word.as_str()));
        cut.unwrap_or(folded).trim_end()
    }

    /// The factor of a word at the end of a folded amount, and what stands before it.
    pub fn scale<'t>(&self, folded: &'t str) -> Option<(&'t str, f64)> {
        self.scales.iter().find_map(|(word, factor)| {
            folded.strip_suffix(word.as_str()).map(|rest| (rest.trim_end(), *factor))
        })
    }

    /// A folded count without its unit word (12次, 3 visits).
    pub fn without_count_unit<'t>(&self, folded: &'t str) -> &'t str {
        let cut = self.unit.count.iter().find_map(|word| folded.strip_suffix(word.as_str()));
        cut.unwrap_or(folded).trim_end()
    }

    /// Factor of a header's unit such as 万元, USD k, million.
    pub fn header_factor(&self, unit: &str) -> Option<f64> {
        let folded = self.folded(unit);
        let mut word: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if word.is_empty() {
            return None;
        }
        for _ in 0..2 {
            for around in &self.unit.around {
                let cut = word.strip_prefix(around.as_str()).or_else(|| word.strip_suffix(around.as_str()));
                if let Some(rest) = cut.filter(|rest| !rest.is_empty()) {
                    word = rest.to_owned();
                    break;
                }
            }
        }
        if self.unit.plain.contains(&word) {
            return Some(1.0);
        }
        let word = self.without_plain_unit(&word);
        if self.unit.thousand.iter().any(|w| w == word) {
            return Some(1e3);
        }
        if self.unit.hundredth.iter().any(|w| w == word) {
            return Some(0.01);
        }
        self.scales.iter().find(|(known, _)| known == word).map(|(_, factor)| *factor)
    }

    /// Whether the text of a unit says per cent.
    pub fn is_percent(&self, unit: &str) -> bool {
        let folded = self.folded(unit);
        self.unit
            .percent
            .iter()
            .any(|word| folded.trim() == word || (!word.is_ascii() && folded.contains(word)))
    }

    /// Whether a header is that of a column of units.
    pub fn heads_units(&self, header: &str) -> bool {
        let folded = self.folded(header);
        let word = folded.trim().trim_end_matches('s');
        self.unit
            .lines
            .iter()
            .any(|line| line == word || word == format!("货币{line}") || word == format!("金额{line}"))
    }
}

fn lower(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// EUR is a currency, in Entrepreneur it is none.
fn stands_alone(text: &str, at: usize, sign: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic();
    let before = text[..at].chars().next_back().is_some_and(letter);
    let after = text[at + sign.len()..].chars().next();
    let after_letter = after.is_some_and(letter);
    // USD5k and 5kUSD are fine: letters that touch must not make one word with the sign.
    let first = sign.chars().next().is_some_and(letter);
    let last = sign.chars().next_back().is_some_and(letter);
    !(first && before && !amount_before(text, at) || last && after_letter)
}

/// 5kUSD: the letters before the sign follow a digit.
fn amount_before(text: &str, at: usize) -> bool {
    let rest = text[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    rest.ends_with(|c: char| c.is_ascii_digit())
}

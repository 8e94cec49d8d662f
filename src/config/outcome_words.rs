//! What a stage that no table knows says by its words: lost to a competitor, 输单关闭, PO received.

use super::traditional::Traditional;
use crate::model::Outcome;
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Words of won and lost deals, and those that leave a deal open whatever else stands there.
#[derive(Debug, Clone, Default)]
pub struct OutcomeWords {
    open: Vec<Word>,
    lost: Vec<Word>,
    won: Vec<Word>,
    traditional: Traditional,
}

/// The table of `rules.toml`, by language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOutcomeWords {
    open: BTreeMap<String, Vec<String>>,
    lost: BTreeMap<String, Vec<String>>,
    won: BTreeMap<String, Vec<String>>,
}

/// Words with spaces between them stand apart; those without, such as 输单, stand anywhere.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    apart: bool,
}

impl OutcomeWords {
    pub(super) fn new(raw: RawOutcomeWords) -> Self {
        let words = |by_language: BTreeMap<String, Vec<String>>| -> Vec<Word> {
            let all = by_language.into_values().flatten();
            all.map(|w| Word { apart: w.chars().all(|c| (c as u32) < 0x2000), text: w.to_lowercase() })
                .collect()
        };
        OutcomeWords {
            open: words(raw.open),
            lost: words(raw.lost),
            won: words(raw.won),
            traditional: Traditional::default(),
        }
    }

    pub(super) fn learn(&mut self, traditional: &Traditional) {
        self.traditional = traditional.clone();
    }

    /// Won or lost, where the words say so and none of them leaves it open.
    pub(super) fn outcome(&self, text: &str) -> Option<Outcome> {
        let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
        let lower = self.traditional.fold(lower);
        let apart: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let apart = format!(" {} ", apart.join(" "));
        let says = |words: &[Word]| {
            words.iter().any(|w| match w.apart {
                true => apart.contains(&format!(" {} ", w.text)),
                false => lower.contains(&w.text),
            })
        };
        if says(&self.open) {
            return None;
        }
        match (says(&self.lost), says(&self.won)) {
            (true, _) => Some(Outcome::Lost),
            (false, true) => Some(Outcome::Won),
            (false, false) => None,
        }
    }
}

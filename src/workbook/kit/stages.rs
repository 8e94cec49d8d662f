//! What the stages of the opportunities mean, a row a text, so that a deal's formulas can look it up. The stages
//! of the list and one name of every stage come first: they are the dropdown.

use crate::config::{Rules, StageRule};
use crate::method::Plan;
use crate::model::Language;
use std::collections::BTreeSet;

/// Name of the dropdown's range.
pub const NAMES: &str = "stage_names";

/// The stages of one plan.
pub struct Stages {
    /// What is written in the list, and what it means.
    pub rows: Vec<(String, StageRule)>,
    /// How many of the rows are in the dropdown.
    pub offered: usize,
}

impl Stages {
    /// The stages of a plan with opportunities.
    pub fn new(plan: &Plan, rules: &Rules, language: Language) -> Self {
        let used: BTreeSet<&str> =
            plan.portfolio.opportunities.iter().filter_map(|d| d.stage.as_deref()).collect();
        let known =
            used.into_iter().filter_map(|text| Some((text.to_owned(), rules.stage_of(text)?.into_owned())));
        let mut offered: Vec<(String, StageRule)> = known.collect();
        let ours = |name: &str| (language == Language::Zh) != name.is_ascii();
        for (name, rule) in rules.stage_names() {
            if ours(name) && !offered.iter().any(|(_, r)| r.code == rule.code) {
                offered.push((name.clone(), rule.clone()));
            }
        }
        let place = |code: &str| rules.stage_names().iter().position(|(_, r)| r.code == code);
        offered.sort_by_key(|(_, rule)| place(&rule.code));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut rows: Vec<(String, StageRule)> = Vec::new();
        let mut front = 0;
        let further = rules.stage_names().iter().cloned();
        for (at, (name, rule)) in offered.iter().cloned().chain(further).enumerate() {
            // A sheet compares without case: one row a text.
            if seen.insert(name.to_lowercase()) {
                rows.push((name, rule));
                front += usize::from(at < offered.len());
            }
        }
        Stages { rows, offered: front }
    }

    /// The names in the dropdown.
    pub fn names(&self) -> Vec<String> {
        self.rows.iter().take(self.offered).map(|(name, _)| name.clone()).collect()
    }

    /// Place of a stage's text in the table, from 1.
    pub fn line(&self, text: &str) -> Option<u32> {
        let text = text.to_lowercase();
        let at = self.rows.iter().position(|(name, _)| name.to_lowercase() == text)?;
        u32::try_from(at + 1).ok()
    }
}

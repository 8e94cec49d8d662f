//! Decision tables from `rules.toml`: role weights, commitment points, stages of opportunities.

use super::plain;
use super::traditional::Traditional;
use crate::model::{CommitmentLevel, Outcome, Role};
use anyhow::{Context, anyhow};
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The decision tables.
#[derive(Debug, Clone)]
pub struct Rules {
    role_weights: BTreeMap<Role, f64>,
    commitment_points: BTreeMap<CommitmentLevel, f64>,
    stages: BTreeMap<String, StageRule>,
    traditional: Traditional,
}

/// What a stage means.
#[derive(Debug, Clone, PartialEq)]
pub struct StageRule {
    /// Stable code of the stage.
    pub code: String,
    /// Open, won or lost.
    pub outcome: Outcome,
    /// Probability of an open stage, 0…1.
    pub probability: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    role_weights: BTreeMap<String, f64>,
    commitment_points: BTreeMap<String, f64>,
    stages: BTreeMap<String, RawStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    outcome: String,
    probability: Option<f64>,
    names: Vec<String>,
}

impl Rules {
    /// Reads `rules.toml`.
    ///
    /// # Errors
    /// Unknown codes, missing weights, probabilities outside 0…1.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: RawRules = toml::from_str(text).context("rules.toml")?;
        let mut stages = BTreeMap::new();
        for (code, stage) in raw.stages {
            let outcome = Outcome::from_code(&stage.outcome)
                .ok_or_else(|| anyhow!("rules.toml: stage {code}: unknown outcome {}", stage.outcome))?;
            if stage.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
                anyhow::bail!("rules.toml: stage {code}: probability must lie in 0…1");
            }
            let rule = StageRule { code: code.clone(), outcome, probability: stage.probability };
            for name in stage.names.iter().chain([&code]) {
                stages.insert(plain(name), rule.clone());
            }
        }
        Ok(Rules {
            role_weights: keyed(raw.role_weights, Role::from_code, Role::ALL)?,
            commitment_points: keyed(raw.commitment_points, CommitmentLevel::from_code, &[])?,
            stages,
            traditional: Traditional::default(),
        })
    }

    /// Stage names in traditional characters are known too.
    pub(super) fn learn(&mut self, traditional: &Traditional) {
        self.traditional = traditional.clone();
    }

    /// Weight of a decision role.
    pub fn role_weight(&self, role: Role) -> f64 {
        self.role_weights.get(&role).copied().unwrap_or(0.0)
    }

    /// Points of a commitment level, −2…+2; none for unknown.
    pub fn commitment_points(&self, level: CommitmentLevel) -> Option<f64> {
        self.commitment_points.get(&level).copied()
    }

    /// The stage that a text of the list names; a number before it (5 - Negotiation, 3.方案报价) and a
    /// percentage beside it (Proposal (60%)) are none of its name.
    pub fn stage(&self, text: &str) -> Option<&StageRule> {
        let whole = self.traditional.fold(plain(text));
        self.stages.get(&whole).or_else(|| {
            let folded: String = text.nfkc().collect();
            let name = match percentage(&folded) {
                Some((range, _)) => format!("{} {}", &folded[..range.start], &folded[range.end..]),
                None => folded,
            };
            let name = self.traditional.fold(plain(name.trim_start_matches(numbering)));
            (!name.is_empty()).then(|| self.stages.get(&name))?
        })
    }

    /// The probability that a text states where it names no stage: 60%, Phase 3 (60%).
    pub fn stated_probability(&self, text: &str) -> Option<f64> {
        let folded: String = text.nfkc().collect();
        let (_, points) = percentage(&folded)?;
        (0.0..=100.0).contains(&points).then_some(points / 100.0)
    }
}

/// What stands before a stage's name: digits, points, dashes, brackets.
fn numbering(c: char) -> bool {
    c.is_ascii_digit() || !c.is_alphanumeric()
}

/// The only percentage of a text: where it stands and its points.
fn percentage(text: &str) -> Option<(std::ops::Range<usize>, f64)> {
    let end = text.find('%')?;
    let before = text[..end].trim_end();
    let start = before.len() - before.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let once = !text[end + 1..].contains('%');
    let points = before[start..].parse().ok().filter(|_| once)?;
    Some((start..end + 1, points))
}

fn keyed<K: Ord + Copy + std::fmt::Display>(
    raw: BTreeMap<String, f64>,
    code: fn(&str) -> Option<K>,
    required: &[K],
) -> anyhow::Result<BTreeMap<K, f64>> {
    let mut table = BTreeMap::new();
    for (key, value) in raw {
        table.insert(code(&key).ok_or_else(|| anyhow!("rules.toml: unknown code {key}"))?, value);
    }
    match required.iter().find(|k| !table.contains_key(k)) {
        Some(missing) => Err(anyhow!("rules.toml: {missing} is missing")),
        None => Ok(table),
    }
}

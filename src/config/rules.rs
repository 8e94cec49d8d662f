//! Decision tables from `rules.toml`: role weights, commitment points, stages of opportunities.

use super::plain;
use crate::model::{CommitmentLevel, Outcome, Role};
use anyhow::{Context, anyhow};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The decision tables.
#[derive(Debug, Clone)]
pub struct Rules {
    role_weights: BTreeMap<Role, f64>,
    commitment_points: BTreeMap<CommitmentLevel, f64>,
    stages: BTreeMap<String, StageRule>,
    names: Vec<(String, StageRule)>,
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
        let mut names = Vec::new();
        for (code, stage) in raw.stages {
            let outcome = Outcome::from_code(&stage.outcome)
                .ok_or_else(|| anyhow!("rules.toml: stage {code}: unknown outcome {}", stage.outcome))?;
            if stage.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
                anyhow::bail!("rules.toml: stage {code}: probability must lie in 0…1");
            }
            let rule = StageRule { code: code.clone(), outcome, probability: stage.probability };
            for name in stage.names.iter().chain([&code]) {
                if stages.insert(plain(name), rule.clone()).is_none() {
                    names.push((name.clone(), rule.clone()));
                }
            }
        }
        // From the first contact to the last: open stages by probability, then won and lost.
        names.sort_by(|(_, a), (_, b)| {
            let chance = |r: &StageRule| r.probability.unwrap_or(0.0);
            a.outcome.cmp(&b.outcome).then(chance(a).total_cmp(&chance(b))).then(a.code.cmp(&b.code))
        });
        Ok(Rules {
            role_weights: keyed(raw.role_weights, Role::from_code, Role::ALL)?,
            commitment_points: keyed(raw.commitment_points, CommitmentLevel::from_code, &[])?,
            stages,
            names,
        })
    }

    /// Weight of a decision role.
    pub fn role_weight(&self, role: Role) -> f64 {
        self.role_weights.get(&role).copied().unwrap_or(0.0)
    }

    /// Points of a commitment level, −2…+2; none for unknown.
    pub fn commitment_points(&self, level: CommitmentLevel) -> Option<f64> {
        self.commitment_points.get(&level).copied()
    }

    /// The stage that a text of the list names.
    pub fn stage(&self, text: &str) -> Option<&StageRule> {
        self.stages.get(&plain(text))
    }

    /// Every name of a stage as `rules.toml` writes it, with what it means; in the order of a deal's life.
    pub fn stage_names(&self) -> &[(String, StageRule)] {
        &self.names
    }
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

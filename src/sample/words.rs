//! The words the sample is built from, from `sample.toml`.

use crate::config::{self, OrSaid, wrong};
use crate::model::Language;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleWords {
    /// File stem of the list.
    pub file: String,
    /// Names of the nine sheets.
    pub sheets: [String; 9],
    pub(super) brands: Vec<String>,
    pub(super) industries: Vec<String>,
    pub(super) suffixes: Vec<String>,
    pub(super) regions: Vec<String>,
    pub(super) owners: Vec<String>,
    pub(super) surnames: Vec<String>,
    pub(super) given_names: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) focuses: Vec<String>,
    pub(super) purposes: Vec<String>,
    pub(super) needs: Vec<String>,
    pub(super) products: Vec<String>,
    pub(super) stages: Vec<String>,
    pub(super) name_pattern: String,
    pub(super) account_headers: Vec<String>,
    pub(super) person_headers: Vec<String>,
    pub(super) opportunity_headers: Vec<String>,
    pub(super) roles: Vec<String>,
    pub(super) orientations: Vec<String>,
    pub(super) modes: Vec<String>,
    pub(super) alliances: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) levels: Vec<String>,
    pub(super) truths: Vec<String>,
    pub(super) characteristics: Vec<String>,
    pub(super) concerns: Vec<String>,
    pub(super) visit_purposes: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) alliance_goals: Vec<String>,
    pub(super) feasibilities: Vec<String>,
    pub(super) obstacles: Vec<String>,
    pub(super) ways: Vec<String>,
    pub(super) actions: Vec<String>,
    pub(super) sub_strategies: Vec<String>,
    pub(super) resource_names: Vec<String>,
    pub(super) goal_kinds: Vec<String>,
    pub(super) strategic_goals: Vec<String>,
    pub(super) volume_goals: Vec<String>,
    pub(super) value_goals: Vec<String>,
    pub(super) goal_metrics: Vec<String>,
    pub(super) goal_statuses: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) problems: Vec<String>,
    pub(super) strategies: Vec<String>,
    pub(super) plan_actions: Vec<String>,
    pub(super) budget_items: Vec<String>,
    pub(super) approvals: Vec<String>,
    pub(super) reviews: Vec<String>,
    pub(super) executions: Vec<String>,
    pub(super) statuses: Vec<String>,
    pub(super) visit_headers: Vec<String>,
    pub(super) value_headers: Vec<String>,
    pub(super) cost_headers: Vec<String>,
    pub(super) goal_headers: Vec<String>,
    pub(super) plan_headers: Vec<String>,
    pub(super) resource_headers: Vec<String>,
    pub(super) evidences: Vec<String>,
    pub(super) proposals: Vec<String>,
    pub(super) choices: Vec<String>,
    /// Layer and name of each cost item.
    pub(super) cost_items: Vec<[String; 2]>,
    pub(super) value_items: Vec<ValueWords>,
}

/// A value item of the sample, with typical numbers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueWords {
    pub(super) element: String,
    pub(super) benefit: String,
    pub(super) text: String,
    pub(super) metric: String,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) unit_value: f64,
    pub(super) times: Option<f64>,
}

impl SampleWords {
    /// Reads the words of a language.
    ///
    /// # Errors
    /// Not TOML, unknown keys, or no such language.
    pub fn parse(text: &str, language: Language) -> anyhow::Result<Self> {
        let mut all: BTreeMap<String, SampleWords> = config::toml_value("sample.toml", text)?;
        all.remove(language.code()).or_said(|| wrong::missing("sample.toml", language))
    }
}

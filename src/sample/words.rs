//! The words the sample is built from, from `sample.toml`.

use crate::model::Language;
use anyhow::{Context, anyhow};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleWords {
    /// File stem of the list.
    pub file: String,
    /// Names of the three sheets.
    pub sheets: [String; 3],
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
}

impl SampleWords {
    /// Reads the words of a language.
    ///
    /// # Errors
    /// Not TOML, unknown keys, or no such language.
    pub fn parse(text: &str, language: Language) -> anyhow::Result<Self> {
        let mut all: BTreeMap<String, SampleWords> = toml::from_str(text).context("sample.toml")?;
        all.remove(language.code()).ok_or_else(|| anyhow!("sample.toml: no words for {language}"))
    }
}

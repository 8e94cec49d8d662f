//! What reading a file may cost: `limits.toml`, overridable by the section `[limits]` of `keyplan.toml`.

use super::settings::ParameterSpec;
use super::{OrSaid, Said, toml_text, wrong};
use std::collections::BTreeMap;

codes! {
    /// A limit of reading a file.
    Limit {
        /// Filled cells.
        Cells = "cells",
        /// Rows of all lists together.
        Rows = "rows",
        /// Rows of the lists of accounts among them.
        Accounts = "accounts",
        /// Sheets.
        Sheets = "sheets",
        /// MB once unpacked.
        Unpacked = "unpacked",
        /// MB of memory that the cells of a file take, or reading a format that can only be read whole.
        Memory = "memory",
        /// Seconds.
        Seconds = "seconds",
    }
}

/// All limits; whole numbers.
#[derive(Debug, Clone)]
pub struct Limits(BTreeMap<Limit, ParameterSpec>);

impl Limits {
    /// Reads `limits.toml`: one table a limit.
    ///
    /// # Errors
    /// Unknown or missing limits, values out of range.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: BTreeMap<String, ParameterSpec> = toml_text::value("limits.toml", text)?;
        let mut specs = BTreeMap::new();
        for (key, spec) in raw {
            let limit = Limit::from_code(&key).or_said(|| unknown(&key))?;
            check(limit, &spec, spec.value)?;
            specs.insert(limit, spec);
        }
        if let Some(missing) = Limit::ALL.iter().find(|l| !specs.contains_key(l)) {
            return wrong::missing("limits.toml", missing).err();
        }
        Ok(Limits(specs))
    }

    /// A limit.
    pub fn get(&self, limit: Limit) -> u64 {
        self.0.get(&limit).map_or(0, |spec| spec.value as u64)
    }

    /// All limits in catalogue order.
    pub fn iter(&self) -> impl Iterator<Item = (Limit, &ParameterSpec)> {
        self.0.iter().map(|(limit, spec)| (*limit, spec))
    }

    /// Applies the section `[limits]` of a user's settings.
    ///
    /// # Errors
    /// Unknown keys, values that are no whole number or out of range.
    pub fn apply(&mut self, section: &toml::Value) -> anyhow::Result<()> {
        let table = section.as_table().or_said(|| wrong::expected("limits", section, "@expected.table"))?;
        for (key, value) in table {
            let limit = Limit::from_code(key).or_said(|| unknown(key))?;
            let number = value
                .as_integer()
                .or_said(|| wrong::expected(&format!("limits.{key}"), value, "@expected.whole"))?;
            if let Some(spec) = self.0.get_mut(&limit) {
                check(limit, spec, number as f64)?;
                spec.value = number as f64;
            }
        }
        Ok(())
    }
}

fn check(limit: Limit, spec: &ParameterSpec, value: f64) -> anyhow::Result<()> {
    if spec.min <= value && value <= spec.max && value.fract() == 0.0 {
        return Ok(());
    }
    wrong::out_of_range(&format!("limits.{limit}"), value, spec.min, spec.max).err()
}

fn unknown(key: &str) -> Said {
    wrong::unknown("limits", key, Limit::ALL.iter().map(|l| l.code()))
}

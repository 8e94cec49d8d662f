//! What reading a file may cost: `limits.toml`, overridable by the section `[limits]` of `keyplan.toml`.

use super::nearest;
use super::settings::ParameterSpec;
use anyhow::{Context, anyhow, bail};
use std::collections::BTreeMap;

codes! {
    /// A limit of reading a file.
    Limit {
        /// Filled cells.
        Cells = "cells",
        /// MB once unpacked.
        Unpacked = "unpacked",
        /// MB of memory where a format can only be read whole.
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
        let raw: BTreeMap<String, ParameterSpec> = toml::from_str(text).context("limits.toml")?;
        let mut specs = BTreeMap::new();
        for (key, spec) in raw {
            let limit = Limit::from_code(&key).ok_or_else(|| unknown(&key))?;
            check(limit, &spec, spec.value)?;
            specs.insert(limit, spec);
        }
        if let Some(missing) = Limit::ALL.iter().find(|l| !specs.contains_key(l)) {
            bail!("limits.toml: the limit {missing} is missing");
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
        let table =
            section.as_table().ok_or_else(|| anyhow!("limits: found {section}, expected [limits]"))?;
        for (key, value) in table {
            let limit = Limit::from_code(key).ok_or_else(|| unknown(key))?;
            let number = value
                .as_integer()
                .ok_or_else(|| anyhow!("limits.{key}: found {value}, expected a whole number"))?;
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
    bail!("limits.{limit}: found {value}, expected {} to {}", spec.min, spec.max)
}

fn unknown(key: &str) -> anyhow::Error {
    let all: Vec<&str> = Limit::ALL.iter().map(|l| l.code()).collect();
    match nearest(key, all.iter().copied()) {
        Some(name) => anyhow!("limits: unknown key {key}: did you mean {name}?"),
        None => anyhow!("limits: unknown key {key}; there are {}", all.join(", ")),
    }
}

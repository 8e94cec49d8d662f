//! Resources in `keyplan.toml` and on the command line: capacity, cost, step, floors and caps by segment.

use super::plain;
use crate::model::Resource;
use anyhow::{anyhow, bail};

/// What can be said of a resource.
pub const KEYS: [&str; 9] = [
    "capacity",
    "unit_cost",
    "step",
    "floor_core",
    "floor_growth",
    "floor_laggard",
    "cap_core",
    "cap_growth",
    "cap_laggard",
];

/// Reads the table `[resource.NAME]`s: amounts of 0 or more, a step above 0.
///
/// # Errors
/// Unknown keys, values that are no amount.
pub fn resources(table: &toml::Value) -> anyhow::Result<Vec<Resource>> {
    let table =
        table.as_table().ok_or_else(|| anyhow!("resource: expected tables such as [resource.visits]"))?;
    let mut found = Vec::new();
    for (name, keys) in table {
        let keys = keys.as_table().ok_or_else(|| anyhow!("resource.{name}: expected a table"))?;
        let mut resource = Resource { name: name.clone(), ..Resource::default() };
        for (key, value) in keys {
            let amount = value.as_float().or_else(|| value.as_integer().map(|i| i as f64));
            let amount = amount.filter(|a| a.is_finite() && *a >= 0.0);
            let amount =
                amount.ok_or_else(|| anyhow!("resource.{name}.{key}: found {value}, expected 0 or more"))?;
            match key.as_str() {
                "capacity" => resource.capacity = Some(amount),
                "unit_cost" => resource.unit_cost = Some(amount),
                "step" if amount > 0.0 => resource.step = Some(amount),
                "step" => bail!("resource.{name}.step: found 0, expected more than 0"),
                "floor_core" => resource.floor[0] = Some(amount),
                "floor_growth" => resource.floor[1] = Some(amount),
                "floor_laggard" => resource.floor[2] = Some(amount),
                "cap_core" => resource.cap[0] = Some(amount),
                "cap_growth" => resource.cap[1] = Some(amount),
                "cap_laggard" => resource.cap[2] = Some(amount),
                _ => {
                    let near = KEYS
                        .iter()
                        .max_by(|a, b| strsim::jaro_winkler(key, a).total_cmp(&strsim::jaro_winkler(key, b)));
                    bail!(
                        "resource.{name}: unknown key {key}; did you mean {}?",
                        near.unwrap_or(&"capacity")
                    );
                }
            }
        }
        found.push(resource);
    }
    Ok(found)
}

/// Merges resources of one name; what comes later wins.
pub fn put(resources: &mut Vec<Resource>, new: Resource) {
    let same = |r: &&mut Resource| r.name == new.name || plain(&r.name) == plain(&new.name);
    let Some(known) = resources.iter_mut().find(same) else { return resources.push(new) };
    known.capacity = new.capacity.or(known.capacity);
    known.unit_cost = new.unit_cost.or(known.unit_cost);
    known.step = new.step.or(known.step);
    for at in 0..3 {
        known.floor[at] = new.floor[at].or(known.floor[at]);
        known.cap[at] = new.cap[at].or(known.cap[at]);
    }
}

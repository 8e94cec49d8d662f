//! Resources in `keyplan.toml` and on the command line: capacity, cost, step, floors and caps by segment.

use super::{OrSaid, plain, wrong};
use crate::model::Resource;

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
    let table = table.as_table().or_said(|| wrong::expected("resource", table, "@expected.resources"))?;
    let mut found = Vec::new();
    for (name, keys) in table {
        let place = format!("resource.{name}");
        let keys = keys.as_table().or_said(|| wrong::expected(&place, keys, "@expected.table"))?;
        let mut resource = Resource { name: name.clone(), ..Resource::default() };
        for (key, value) in keys {
            let amount = value.as_float().or_else(|| value.as_integer().map(|i| i as f64));
            let amount = amount.filter(|a| a.is_finite() && *a >= 0.0);
            let at = format!("{place}.{key}");
            let amount = amount.or_said(|| wrong::expected(&at, value, "@expected.amount"))?;
            match key.as_str() {
                "capacity" => resource.capacity = Some(amount),
                "unit_cost" => resource.unit_cost = Some(amount),
                "step" if amount > 0.0 => resource.step = Some(amount),
                "step" => return wrong::expected(&at, value, "@expected.above_zero").err(),
                "floor_core" => resource.floor[0] = Some(amount),
                "floor_growth" => resource.floor[1] = Some(amount),
                "floor_laggard" => resource.floor[2] = Some(amount),
                "cap_core" => resource.cap[0] = Some(amount),
                "cap_growth" => resource.cap[1] = Some(amount),
                "cap_laggard" => resource.cap[2] = Some(amount),
                _ => return wrong::unknown(&place, key, KEYS).err(),
            }
        }
        found.push(resource);
    }
    Ok(found)
}

/// No floor above its cap.
///
/// # Errors
/// One that is.
pub fn agree(resource: &Resource) -> anyhow::Result<()> {
    for (at, segment) in ["core", "growth", "laggard"].into_iter().enumerate() {
        if let (Some(floor), Some(cap)) = (resource.floor[at], resource.cap[at])
            && floor > cap
        {
            let name = |which: &str| format!("resource.{}.{which}_{segment}", resource.name);
            return wrong::exceeds(&name("floor"), floor, &name("cap"), cap).err();
        }
    }
    Ok(())
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

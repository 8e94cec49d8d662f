//! `--capacity NAME=AMOUNT`: how much of a resource there is to share out.

use crate::config::Config;
use crate::import::amount;
use crate::model::Resource;
use anyhow::anyhow;

/// A name and an amount as typed.
pub type Capacity = (String, String);

/// Takes `visits=400`, `budget=36万`, `样品=1,200` apart.
pub fn parse(text: &str) -> Result<Capacity, String> {
    match text.split_once('=') {
        Some((name, amount)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), amount.trim().to_owned()))
        }
        _ => Err("expected NAME=AMOUNT".to_owned()),
    }
}

/// Sets the capacities; any word for on-site visits or budget means these, another name itself.
///
/// # Errors
/// An amount that is not a number of 0 or more.
pub fn apply(capacities: &[Capacity], config: &mut Config) -> anyhow::Result<()> {
    for (name, typed) in capacities {
        let found = amount(typed, &config.columns.quantities).filter(|a| a.is_finite() && *a >= 0.0);
        let found = found
            .ok_or_else(|| anyhow!("--capacity {name}: found {typed}, expected an amount of 0 or more"))?;
        let name = config.columns.word("resource", name).unwrap_or(name).to_owned();
        config.settings.put_resource(Resource { name, capacity: Some(found), ..Resource::default() });
    }
    Ok(())
}

//! `--capacity NAME=AMOUNT`: how much of a resource there is to share out.

use crate::config::{Config, OrSaid, wrong};
use crate::import::amount;
use crate::model::Resource;

/// A name and an amount as typed.
pub type Capacity = (String, String);

/// Sets the capacities; any word for on-site visits or budget means these, another name itself.
///
/// # Errors
/// An amount that is not a number of 0 or more.
pub fn apply(capacities: &[Capacity], config: &mut Config) -> anyhow::Result<()> {
    for (name, typed) in capacities {
        let found = amount(typed, &config.columns.quantities).filter(|a| a.is_finite() && *a >= 0.0);
        let place = || format!("--capacity {name}");
        let found = found.or_said(|| wrong::expected(&place(), typed, "@expected.amount"))?;
        let name = config.columns.word("resource", name).unwrap_or(name).to_owned();
        config.settings.put_resource(Resource { name, capacity: Some(found), ..Resource::default() });
    }
    Ok(())
}

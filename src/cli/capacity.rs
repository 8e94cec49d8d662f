//! `--capacity NAME=AMOUNT`: how much of a resource there is to share out.

use crate::config::Config;
use crate::import::amount;
use crate::model::Resource;

/// A name as typed, and an amount of 0 or more.
pub type Capacity = (String, f64);

/// Reads `visits=400`, `budget=36万`, `样品=1,200`.
pub fn parse(text: &str) -> Result<Capacity, String> {
    let (name, number) = text.split_once('=').ok_or("expected NAME=AMOUNT")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("expected NAME=AMOUNT".to_owned());
    }
    let found = amount(number).filter(|a| a.is_finite() && *a >= 0.0);
    let found = found.ok_or_else(|| format!("found {number}, expected an amount of 0 or more"))?;
    Ok((name.to_owned(), found))
}

/// Sets the capacities; any word for on-site visits or budget means these, another name itself.
pub fn apply(capacities: &[Capacity], config: &mut Config) {
    for (name, amount) in capacities {
        let name = config.columns.word("resource", name).unwrap_or(name).to_owned();
        config.settings.put_resource(Resource { name, capacity: Some(*amount), ..Resource::default() });
    }
}

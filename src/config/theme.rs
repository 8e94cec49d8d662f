//! What a theme may say: colours as RRGGBB, a unit of money that there is.

use super::wrong;
use toml::{Table, Value};

/// Units of money, `auto` for the one that fits.
const UNITS: [&str; 6] = ["auto", "yuan", "wan", "yi", "k", "m"];

/// Checks the values of `theme.toml`; its keys are ours.
///
/// # Errors
/// A colour that is not RRGGBB, a unit that there is not.
pub fn check(theme: &Table) -> anyhow::Result<()> {
    let unit = theme.get("unit").and_then(Value::as_str).unwrap_or_default();
    if !unit.is_empty() && !UNITS.contains(&unit) {
        return wrong::expected("theme.toml: unit", unit, "@expected.money_unit").err();
    }
    let good = |hex: &str| hex.len() == 6 && u32::from_str_radix(hex, 16).is_ok();
    for (name, value) in theme.get("colors").and_then(Value::as_table).into_iter().flatten() {
        if !value.as_str().is_some_and(good) {
            return wrong::expected(&format!("theme.toml: colors.{name}"), value, "@expected.color").err();
        }
    }
    Ok(())
}

//! A user's template laid over ours key by key: what it does not say stays as it is, what there is not is refused
//! with the nearest there is.

use super::wrong;
use toml::{Table, Value};

/// Tables of a template that may say more than ours does, by path; `*` is every table below one. What stands in them
/// is checked by who reads them.
const OPEN: &[(&str, &[&str])] = &[
    ("columns.toml", &["*"]),
    ("rows.toml", &["*"]),
    ("fields.toml", &["*"]),
    ("labels.zh.toml", &["field", "field_of"]),
    ("labels.en.toml", &["field", "field_of"]),
    (
        "rules.toml",
        &[
            "stages",
            "resource_sub_strategies",
            "alliance_sub_strategies",
            "commitment_points",
            "matching_modes",
            "outcome_words",
        ],
    ),
];

/// Lays a template over ours.
///
/// # Errors
/// A key that there is not, or a value of another kind.
pub fn over(name: &str, ours: &mut Table, theirs: Table) -> anyhow::Result<()> {
    let open = OPEN.iter().find(|(file, _)| *file == name).map_or(&[][..], |(_, paths)| paths);
    lay(name, "", ours, theirs, open)
}

fn lay(file: &str, path: &str, ours: &mut Table, theirs: Table, open: &[&str]) -> anyhow::Result<()> {
    let may_say_more = open.iter().any(|open| match *open {
        "*" => !path.is_empty() && path != "words",
        open => path == open || path.strip_prefix(open).is_some_and(|rest| rest.starts_with('.')),
    });
    for (key, value) in theirs {
        let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (ours.get_mut(&key), value) {
            (Some(Value::Table(ours)), Value::Table(theirs)) => lay(file, &inner, ours, theirs, open)?,
            (Some(known), value) if alike(known, &value) => *known = value,
            (Some(known), value) => {
                return wrong::expected(&format!("{file}: {inner}"), value, kind(known)).err();
            }
            (None, value) if may_say_more => drop(ours.insert(key, value)),
            (None, _) => {
                let place = if path.is_empty() { file.to_owned() } else { format!("{file}: {path}") };
                return wrong::unknown(&place, &key, ours.keys().map(String::as_str)).err();
            }
        }
    }
    Ok(())
}

fn alike(ours: &Value, theirs: &Value) -> bool {
    let number = |value: &Value| value.is_integer() || value.is_float();
    ours.same_type(theirs) || (number(ours) && number(theirs))
}

/// What a value is, as a label.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "@expected.text",
        Value::Integer(_) | Value::Float(_) => "@expected.number",
        Value::Boolean(_) => "@expected.truth",
        Value::Array(_) => "@expected.list",
        Value::Table(_) | Value::Datetime(_) => "@expected.table",
    }
}

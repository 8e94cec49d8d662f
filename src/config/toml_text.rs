//! TOML texts read: what is wrong is told with file and line in words of the labels.

use super::Said;
use serde::de::DeserializeOwned;

/// Reads a TOML text; `file` names it in messages.
///
/// # Errors
/// No TOML, with the line.
pub fn table(file: &str, text: &str) -> anyhow::Result<toml::Table> {
    text.parse().map_err(|error: toml::de::Error| syntax(file, text, &error).into())
}

/// Reads a TOML text as a value.
///
/// # Errors
/// No TOML, with the line; keys that are missing or of another kind.
pub fn value<T: DeserializeOwned>(file: &str, text: &str) -> anyhow::Result<T> {
    typed(file, table(file, text)?)
}

/// A table as a value.
///
/// # Errors
/// Keys that are unknown, missing or of another kind.
pub fn typed<T: DeserializeOwned>(file: &str, table: toml::Table) -> anyhow::Result<T> {
    T::deserialize(toml::Value::Table(table)).map_err(|error| {
        // Of the library's sentence the name of the key is worth telling.
        let key = error.message().split('`').nth(1).unwrap_or_default().to_owned();
        Said::new("wrong.form").with("file", file).with("key", key).into()
    })
}

fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Said {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line: String = text.lines().nth(number - 1).unwrap_or_default().trim().chars().take(60).collect();
    Said::new("wrong.no_toml").with("file", file).with("line", number).with("text", line)
}

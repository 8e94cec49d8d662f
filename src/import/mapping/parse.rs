//! A saved mapping read back; everything unknown is refused with its place and the nearest known name.

use super::table::{Choice, SavedColumn, SavedMapping, SavedTable};
use crate::config::{Config, Said, nearest};
use crate::model::{Field, Language, RecordKind};
use toml::{Table, Value};

const TABLE_KEYS: &[&str] = &["file", "sheet", "kind", "header_row", "columns"];
const COLUMN_KEYS: &[&str] = &["column", "header", "field", "unit"];

/// Reads a mapping; `path` names it in messages.
///
/// # Errors
/// No TOML; unknown keys, kinds or fields; values of the wrong kind.
pub fn parse(
    text: &str,
    path: &str,
    config: &Config,
    language: Option<Language>,
) -> anyhow::Result<SavedMapping> {
    let reader = Reader { config, language, path };
    let whole: Table = text.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.get(..start).unwrap_or_default().matches('\n').count();
        let found: String = text.lines().nth(line).unwrap_or_default().trim().chars().take(60).collect();
        reader.wrong("mapping.no_toml", "", &[("line", (line + 1).to_string()), ("detail", found)])
    })?;
    let mut tables = Vec::new();
    for (key, value) in &whole {
        if key != "sheet" {
            return Err(reader.unknown("mapping.unknown_key", "", key, &["sheet"]));
        }
        let Value::Array(list) = value else {
            return Err(reader.expected("", "sheet", value, "[[sheet]]"));
        };
        for value in list {
            let Value::Table(table) = value else {
                return Err(reader.expected("", "sheet", value, "[[sheet]]"));
            };
            tables.push(reader.table(table)?);
        }
    }
    Ok(SavedMapping { path: path.to_owned(), tables })
}

struct Reader<'a> {
    config: &'a Config,
    language: Option<Language>,
    path: &'a str,
}

impl Reader<'_> {
    fn table(&self, raw: &Table) -> anyhow::Result<SavedTable> {
        let mut table = SavedTable::default();
        for (key, slot) in [("file", &mut table.file), ("sheet", &mut table.sheet)] {
            if let Some(value) = raw.get(key) {
                *slot = Some(self.text("", key, value)?.to_owned());
            }
        }
        let at = table.name();
        for (key, value) in raw {
            match key.as_str() {
                "file" | "sheet" => {}
                "kind" => table.kind = Some(self.kind(&at, value)?),
                "header_row" => {
                    let row = value.as_integer().and_then(|n| u32::try_from(n).ok());
                    let row = row.filter(|n| (1..=1_048_576).contains(n));
                    table.header_row =
                        Some(row.ok_or_else(|| self.expected(&at, key, value, "1 … 1048576"))?);
                }
                "columns" => {
                    let Value::Array(list) = value else {
                        return Err(self.expected(&at, key, value, "[ { … } ]"));
                    };
                    for value in list {
                        let Value::Table(column) = value else {
                            return Err(self.expected(&at, key, value, "{ header = \"…\", field = \"…\" }"));
                        };
                        table.columns.push(self.column(&at, column)?);
                    }
                }
                _ => return Err(self.unknown("mapping.unknown_key", &at, key, TABLE_KEYS)),
            }
        }
        Ok(table)
    }

    fn column(&self, at: &str, raw: &Table) -> anyhow::Result<SavedColumn> {
        let mut column = SavedColumn::default();
        for (key, slot) in [("column", &mut column.letter), ("header", &mut column.header)] {
            if let Some(value) = raw.get(key) {
                *slot = Some(self.text(at, key, value)?.trim().to_owned()).filter(|t| !t.is_empty());
            }
        }
        let at = format!("{at} › {}", column.name());
        for (key, value) in raw {
            match key.as_str() {
                "column" | "header" => {}
                "field" => {
                    column.choice = Some(match self.text(&at, key, value)?.trim() {
                        "" => Choice::Along,
                        "ignore" => Choice::Ignore,
                        code => Choice::Field(Field::from_code(code).ok_or_else(|| {
                            let known: Vec<&str> =
                                Field::ALL.iter().map(|f| f.code()).chain(["ignore"]).collect();
                            self.unknown("mapping.unknown_field", &at, code, &known)
                        })?),
                    });
                }
                "unit" => {
                    let number = value.as_float().or_else(|| value.as_integer().map(|i| i as f64));
                    let number = number.filter(|n| n.is_finite() && *n > 0.0);
                    column.unit = Some(number.ok_or_else(|| self.expected(&at, key, value, "> 0"))?);
                }
                _ => return Err(self.unknown("mapping.unknown_key", &at, key, COLUMN_KEYS)),
            }
        }
        if column.header.is_none() && column.letter.is_none() {
            return Err(self.wrong("mapping.nameless_column", &at, &[]));
        }
        Ok(column)
    }

    fn kind(&self, at: &str, value: &Value) -> anyhow::Result<RecordKind> {
        let code = self.text(at, "kind", value)?;
        let readable = |kind: &RecordKind| {
            *kind == RecordKind::Ignored || self.config.columns.aliases(*kind).next().is_some()
        };
        RecordKind::from_code(code).filter(readable).ok_or_else(|| {
            let known: Vec<&str> = RecordKind::ALL.iter().filter(|k| readable(k)).map(|k| k.code()).collect();
            self.unknown("mapping.unknown_kind", at, code, &known)
        })
    }

    fn text<'v>(&self, at: &str, key: &str, value: &'v Value) -> anyhow::Result<&'v str> {
        value.as_str().ok_or_else(|| self.expected(at, key, value, "\"…\""))
    }

    fn expected(&self, at: &str, key: &str, found: &Value, expected: &str) -> anyhow::Error {
        let found = found.to_string().chars().take(40).collect();
        let args = [("key", key.to_owned()), ("found", found), ("expected", expected.to_owned())];
        self.wrong("mapping.wrong_value", at, &args)
    }

    fn unknown(&self, message: &'static str, at: &str, found: &str, known: &[&str]) -> anyhow::Error {
        let few = || if known.len() <= 12 { known.join(", ") } else { String::new() };
        let near = nearest(found, known.iter().copied()).map_or_else(few, str::to_owned);
        let mut text = self.words(message, at, &[("found", found.to_owned())]);
        if !near.is_empty() {
            text.push_str(&self.config.say(self.language, "mapping.did_you_mean", &[("near", near)]));
        }
        Said::worded(text).into()
    }

    fn wrong(&self, message: &'static str, at: &str, args: &[(&'static str, String)]) -> anyhow::Error {
        Said::worded(self.words(message, at, args)).into()
    }

    fn words(&self, message: &'static str, at: &str, args: &[(&'static str, String)]) -> String {
        let mut place = self.path.to_owned();
        if !at.is_empty() {
            place = format!("{place}: {at}");
        }
        format!("{place}: {}", self.config.say(self.language, message, args))
    }
}

//! How the sheets of a portfolio were read, as a mapping for a person to edit. What the program did not
//! decide (sheets not used, doubtful columns) stands there without a decision.

use super::table::file_name;
use crate::config::{Config, Said};
use crate::model::{
    ColumnReading, Field, Issue, IssueCode, Language, Portfolio, RecordKind, SheetReading, column_letters,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Writes the mapping of a portfolio.
///
/// # Errors
/// Two files of one name whose sheets read differently: a mapping cannot tell them apart.
pub fn save(portfolio: &Portfolio, config: &Config, language: Language) -> anyhow::Result<String> {
    let labels = config.labels(language);
    let mut text = comment("", labels.text("mapping.intro"));
    let mut written: BTreeMap<(&str, &str), (u32, Vec<String>)> = BTreeMap::new();
    for (at, sheet) in (0..).zip(&portfolio.sheets) {
        let path = portfolio.inputs.get(sheet.input as usize).map_or("", |i| i.path.as_str());
        let file = file_name(path);
        let table = table(at, sheet, file, portfolio, config, language);
        let known = written.entry((file, &sheet.name)).or_insert_with(|| (sheet.input, Vec::new()));
        if known.0 == sheet.input {
            text.push_str(&table);
            known.1.push(table);
        } else if !known.1.contains(&table) {
            return Said::new("mapping.same_name").with("file", file).err();
        }
    }
    text.push('\n');
    text.push_str(&comment("", labels.text("mapping.fields")));
    let kinds: Vec<RecordKind> =
        RecordKind::ALL.iter().filter(|k| portfolio.sheets.iter().any(|s| s.kind == **k)).copied().collect();
    for kind in kinds.into_iter().filter(|k| *k != RecordKind::Ignored) {
        let mut fields: Vec<Field> = config.columns.aliases(kind).map(|(_, field)| field).collect();
        fields.sort_unstable();
        fields.dedup();
        let named: Vec<String> = fields.iter().map(|f| format!("{f} ({})", labels.field(kind, *f))).collect();
        let _ = writeln!(text, "# {kind} ({}):", labels.value("kind", kind.code()));
        text.push_str(&comment("  ", &wrapped(&named)));
    }
    Ok(text)
}

fn table(
    at: u32,
    sheet: &SheetReading,
    file: &str,
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
) -> String {
    let labels = config.labels(language);
    let mut text = String::from("\n[[sheet]]\n");
    let _ = writeln!(text, "file = {}", quoted(file));
    let _ = writeln!(text, "sheet = {}", quoted(&sheet.name));
    let unused = sheet.kind == RecordKind::Ignored;
    if unused {
        let reason = [("reason", labels.note(&sheet.reason))];
        text.push_str(&comment("", &labels.fill("mapping.not_used", &reason)));
        text.push_str("# kind = \"ignored\"\n");
    } else {
        let _ = writeln!(text, "kind = \"{}\"  # {}", sheet.kind, labels.value("kind", sheet.kind.code()));
    }
    let row = sheet.header_row.map_or_else(String::new, |row| format!("header_row = {row}\n"));
    text.push_str(&row);
    if sheet.columns.is_empty() {
        return text;
    }
    let doubts: BTreeMap<u32, &Issue> = portfolio
        .issues
        .iter()
        .filter(|i| i.place.sheet == Some(at) && is_doubt(i.code))
        .filter_map(|i| Some((i.place.column?, i)))
        .collect();
    let ambiguous = |column: &ColumnReading| {
        doubts.values().find(|i| {
            let names = i.args.iter().find(|(name, _)| *name == "columns").map_or("", |(_, v)| v.as_str());
            i.code == IssueCode::AmbiguousColumn && names.split(" | ").any(|n| n == column.header)
        })
    };
    let mut lines = Vec::new();
    for column in &sheet.columns {
        let doubt = doubts.get(&column.column).or_else(|| ambiguous(column));
        let mut line = format!("{{ column = \"{}\"", column_letters(column.column));
        let _ = write!(line, ", header = {}", quoted(&one_line(&column.header)));
        let remark = match (column.field, doubt) {
            (Some(field), _) => {
                let _ = write!(line, ", field = \"{field}\"");
                let scaled = field.is_money() || field.is_probability() || field.is_fraction();
                if scaled || (column.unit - 1.0).abs() > 0.0 {
                    let _ = write!(line, ", unit = {}", column.unit);
                }
                labels.field(sheet.kind, field).to_owned()
            }
            (None, Some(issue)) => labels.message(issue),
            (None, None) if unused => String::new(),
            (None, None) => {
                line.push_str(", field = \"\"");
                labels.text("terminal.unmapped").to_owned()
            }
        };
        line.push_str(" },");
        lines.push((line, remark));
    }
    let width = lines.iter().map(|(line, _)| line.width()).max().unwrap_or(0);
    text.push_str("columns = [\n");
    for (line, remark) in lines {
        let gap = " ".repeat(width - line.width());
        let remark =
            if remark.is_empty() { String::new() } else { format!("{gap}  # {}", one_line(&remark)) };
        let _ = writeln!(text, "  {line}{remark}");
    }
    text.push_str("]\n");
    text
}

/// Findings that leave a column without a decision.
fn is_doubt(code: IssueCode) -> bool {
    use IssueCode::{AmbiguousColumn, ColumnUnused, HeaderSuggestion, HeaderVetoed};
    matches!(code, AmbiguousColumn | ColumnUnused | HeaderSuggestion | HeaderVetoed)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A header of several lines on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn comment(indent: &str, text: &str) -> String {
    text.lines().fold(String::new(), |all, line| all + format!("# {indent}{line}").trim_end() + "\n")
}

/// Names one after another, in lines of some 90 columns.
fn wrapped(names: &[String]) -> String {
    let mut text = String::new();
    let mut used = 0;
    for name in names {
        let width = name.width() + 2;
        if used > 0 {
            text.push_str(if used + width > 90 { "\n" } else { "  " });
        }
        used = if used + width > 90 { width } else { used + width };
        text.push_str(name);
    }
    text
}

//! The summary and the issues as a person reads them in a terminal: the same kind grouped, with its first places.

use super::number::money;
use crate::config::{Config, Labels};
use crate::method::Plan;
use crate::model::{Issue, IssueCode, Language, Portfolio, RecordKind, Segment, Severity, column_letters};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Places shown of one kind of issue.
const PLACES: usize = 3;

/// Headline figures and the row reconciliation of a plan.
pub fn summary(plan: &Plan, config: &Config, language: Language) -> String {
    let labels = config.labels(language);
    let unknown = || labels.text("terminal.unknown").to_owned();
    let count = |s: Segment| plan.diagnosis.of(s).accounts.to_string();
    let mut text = labels.fill(
        "terminal.summary",
        &[
            ("accounts", plan.accounts.len().to_string()),
            ("persons", plan.persons.len().to_string()),
            ("expected_value", plan.totals.expected_value.map_or_else(unknown, |v| money(v, language))),
            ("assumed", plan.totals.assumed_values.to_string()),
        ],
    );
    text.push('\n');
    let segments = [
        ("core", count(Segment::Core)),
        ("growth", count(Segment::Growth)),
        ("laggard", count(Segment::Laggard)),
    ];
    text.push_str(&labels.fill("terminal.segments", &segments));
    text.push('\n');
    text.push_str(&rows(&plan.portfolio, labels));
    text
}

/// The reconciliation of all rows of used sheets.
pub fn rows(portfolio: &Portfolio, labels: &Labels) -> String {
    let used = || portfolio.sheets.iter().filter(|s| s.kind != RecordKind::Ignored).map(|s| s.rows);
    let sum = |part: fn(&crate::model::RowCounts) -> u64| used().map(|r| part(&r)).sum::<u64>().to_string();
    let args = [
        ("read", sum(|r| r.read)),
        ("planned", sum(|r| r.planned)),
        ("merged", sum(|r| r.merged)),
        ("rejected", sum(|r| r.rejected)),
        ("ignored", sum(|r| r.ignored)),
    ];
    labels.fill("terminal.rows", &args) + "\n"
}

/// Issues by severity and code, each kind with a count, its first places and one hint.
pub fn issues(portfolio: &Portfolio, config: &Config, language: Language) -> String {
    let labels = config.labels(language);
    let mut groups: BTreeMap<(Severity, IssueCode), Vec<&Issue>> = BTreeMap::new();
    for issue in &portfolio.issues {
        groups.entry((issue.code.severity(), issue.code)).or_default().push(issue);
    }
    let mut text = String::new();
    for ((severity, code), group) in groups {
        let word = labels.value("severity", severity.code());
        let _ = writeln!(text, "{word} {code} × {}", group.len());
        for issue in group.iter().take(PLACES) {
            let _ = writeln!(text, "    {}{}", place(issue, portfolio), labels.message(issue));
        }
        if group.len() > PLACES {
            let more = [("count", (group.len() - PLACES).to_string())];
            let _ = writeln!(text, "    {}", labels.fill("terminal.more", &more));
        }
        if let Some(first) = group.first() {
            let hint = labels.hint(first);
            if !hint.is_empty() {
                let _ = writeln!(text, "    → {hint}");
            }
        }
    }
    text
}

fn place(issue: &Issue, portfolio: &Portfolio) -> String {
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let input = issue.place.input.or(sheet.map(|s| s.input));
    let mut parts: Vec<String> = Vec::new();
    parts.extend(input.and_then(|i| portfolio.inputs.get(i as usize)).map(|f| f.path.clone()));
    parts.extend(sheet.map(|s| s.name.clone()));
    parts.extend(issue.place.a1().or_else(|| issue.place.row.map(|r| r.to_string())));
    if parts.is_empty() { String::new() } else { parts.join(" › ") + ": " }
}

/// How every sheet was read: kind, header row, column → field.
pub fn columns(portfolio: &Portfolio, config: &Config, language: Language) -> String {
    let labels = config.labels(language);
    let mut text = String::new();
    for sheet in &portfolio.sheets {
        let file = portfolio.inputs.get(sheet.input as usize).map_or("", |f| f.path.as_str());
        let args = [
            ("file", file.to_owned()),
            ("sheet", sheet.name.clone()),
            ("kind", labels.value("kind", sheet.kind.code()).to_owned()),
            ("row", sheet.header_row.unwrap_or(0).to_string()),
        ];
        let ignored = sheet.kind == RecordKind::Ignored;
        let key = if ignored { "terminal.sheet_ignored" } else { "terminal.sheet" };
        let _ = writeln!(text, "{}", labels.fill(key, &args));
        let _ = writeln!(text, "    {}", labels.note(&sheet.reason));
        for column in sheet.columns.iter().filter(|_| !ignored) {
            let field = match column.field {
                Some(field) => format!("{} ({field})", labels.field(sheet.kind, field)),
                None => labels.text("terminal.unmapped").to_owned(),
            };
            let unit = if (column.unit - 1.0).abs() > f64::EPSILON {
                format!(" × {}", column.unit)
            } else {
                String::new()
            };
            let header = column.header.replace(['\n', '\r'], " ");
            let confidence = if column.field.is_some() {
                format!("  {:.0}%", column.confidence * 100.0)
            } else {
                String::new()
            };
            let letters = column_letters(column.column);
            let _ = writeln!(text, "    {letters:>3}  {header} → {field}{unit}{confidence}");
        }
    }
    text
}

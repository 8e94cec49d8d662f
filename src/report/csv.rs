//! The plan as CSV files, one a record kind, for spreadsheets and scripts: the records of the JSON with its
//! codes as headers (`resources.visits.current`), UTF-8 with BOM, CRLF (RFC 4180), numbers unrounded, absent
//! is empty. A list is one cell, its parts joined by `; `. A text that a spreadsheet would take for a formula
//! gets a leading apostrophe.

use super::csv_columns as columns;
use super::{json, json_lists, json_records};
use crate::config::Config;
use crate::method::Plan;
use crate::model::{Language, RecordKind, column_letters};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;

/// Bytes that tell spreadsheets that a file is UTF-8.
const BOM: &str = "\u{feff}";

/// One CSV file of a plan.
pub struct CsvFile<'a> {
    /// File name.
    pub name: &'static str,
    columns: Vec<Vec<String>>,
    rows: Box<dyn Iterator<Item = Value> + 'a>,
}

impl CsvFile<'_> {
    /// What every file of this kind begins with, whatever the plan: by this an earlier one is known.
    pub fn beginning(&self) -> String {
        let first: Vec<String> = self.columns.iter().take(3).map(|c| c.join(".")).collect();
        format!("{BOM}{}", first.join(","))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(self, out: &mut dyn Write) -> anyhow::Result<()> {
        out.write_all(BOM.as_bytes())?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(self.columns.iter().map(|c| guarded(Cow::Owned(c.join("."))).into_owned()))?;
        for row in self.rows {
            csv.write_record(self.columns.iter().map(|c| cell(at(&row, c)).into_owned()))?;
        }
        csv.flush()?;
        Ok(())
    }
}

/// All files of a plan. Order lines and visits are not among them: the accounts hold their sums.
pub fn files<'a>(plan: &'a Plan, config: &'a Config, language: Language) -> Vec<CsvFile<'a>> {
    let portfolio = &plan.portfolio;
    let labels = config.labels(language);
    let names: Vec<&str> = plan.resources.iter().map(|r| r.name.as_str()).collect();
    let file = |name, codes: &[&str], rows: Box<dyn Iterator<Item = Value> + 'a>| CsvFile {
        name,
        columns: codes.iter().map(|c| c.split('.').map(str::to_owned).collect()).collect(),
        rows,
    };
    let mut rejected = file("rejected.csv", columns::REJECTED, Box::new(json_lists::rejected(plan, labels)));
    let widths = portfolio.rejected.iter().flat_map(|r| r.cells.iter().map(|(column, _)| *column));
    let cells = widths.collect::<BTreeSet<u32>>().into_iter();
    rejected.columns.extend(cells.map(|c| vec!["cells".to_owned(), column_letters(c)]));
    let accounts = plan.accounts.iter().map(|a| json_records::account(plan, a));
    vec![
        CsvFile { name: "accounts.csv", columns: columns::accounts(&names), rows: Box::new(accounts) },
        file(
            "persons.csv",
            &columns::with_stated(columns::PERSONS, RecordKind::Persons),
            Box::new(plan.persons.iter().map(|p| json_records::person(plan, p))),
        ),
        file(
            "opportunities.csv",
            &columns::with_stated(columns::OPPORTUNITIES, RecordKind::Opportunities),
            Box::new(json_lists::opportunities(plan, config)),
        ),
        file(
            "resources.csv",
            columns::RESOURCES,
            Box::new(plan.resources.iter().map(json_records::resource)),
        ),
        file(
            "values.csv",
            &columns::of(RecordKind::Values, &["value", "net"]),
            Box::new(json_lists::values(plan)),
        ),
        file("costs.csv", &columns::of(RecordKind::Costs, &[]), Box::new(json_lists::costs(plan))),
        file("goals.csv", &columns::of(RecordKind::Goals, &["progress"]), Box::new(json_lists::goals(plan))),
        file(
            "plan_items.csv",
            &columns::of(RecordKind::PlanItems, &[]),
            Box::new(json_lists::plan_items(plan)),
        ),
        file(
            "issues.csv",
            columns::ISSUES,
            Box::new(portfolio.issues.iter().map(move |i| json::issue(i, portfolio, config, language))),
        ),
        rejected,
        file(
            "decisions.csv",
            columns::DECISIONS,
            Box::new(plan.findings.iter().map(move |f| json_records::finding(plan, f, labels))),
        ),
    ]
}

/// The value at a path; places in a list count from 1.
fn at<'a>(value: &'a Value, path: &[String]) -> &'a Value {
    path.iter().fold(value, |value, step| match value {
        Value::Array(list) => {
            let place = step.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            place.and_then(|n| list.get(n)).unwrap_or(&Value::Null)
        }
        _ => value.get(step).unwrap_or(&Value::Null),
    })
}

fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => guarded(Cow::Borrowed(text)),
        Value::Array(parts) => {
            guarded(Cow::Owned(parts.iter().map(plain_text).collect::<Vec<_>>().join("; ")))
        }
        other => Cow::Owned(plain_text(other)),
    }
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        // Without an exponent, and without a point behind a whole number.
        Value::Number(n) if n.is_f64() => n.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

/// Spreadsheets run a text that begins with one of these signs, narrow or wide, as a formula.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(SIGNS) { Cow::Owned(format!("'{text}")) } else { text }
}

//! What somebody typed into a plan where nothing is read back: over a formula, beside the tables, into comments. It is
//! told, cell by cell.

use super::book::PlanBook;
use super::found::{Found, is_ours};
use super::plan_file::{PlanFile, plan_file};
use crate::config::Config;
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawSheet};
use crate::import::raw::{cell_kinds, comments};
use crate::layout::{Part, TableId};
use crate::model::{CellPlace, Issue, IssueCode, column_letters};
use std::collections::BTreeSet;
use std::path::Path;

/// Cells of a comment that are named.
const NAMED: usize = 8;

/// The findings about a plan that somebody saved.
pub fn unkept(path: &Path, sheets: &[RawSheet], book: &PlanBook, config: &Config) -> Vec<Issue> {
    if plan_file(path) == PlanFile::Untouched {
        return Vec::new();
    }
    let mut told = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let tables: Vec<&Found> = book.found.iter().filter(|t| t.sheet == at).collect();
        let carried = book.added.iter().any(|added| added.name == sheet.name);
        if carried || tables.is_empty() && !is_ours(sheet, config) {
            continue;
        }
        let Some(kinds) = cell_kinds(path, &sheet.name) else { continue };
        for table in &tables {
            over_formulas(sheet, table, &kinds.formulas, &mut told);
            over_parts(sheet, table, &kinds.formulas, &mut told);
        }
        let inside = |row: u32, column: u32| {
            tables.iter().any(|t| t.header_row <= row && t.has(column) && !below(sheet, t, row))
        };
        for row in sheet.rows() {
            for (column, cell) in row.cells() {
                let place = (row.number, column);
                if kinds.plain.contains(&place)
                    && !kinds.formulas.contains(&place)
                    && !inside(row.number, column)
                {
                    told.push(issue(IssueCode::NoteNotKept, sheet, place, &shown(cell)));
                }
            }
        }
    }
    let cells = comments(path);
    if !cells.is_empty() {
        let named = cells.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let issue = Issue::new(IssueCode::CommentsNotKept, CellPlace::default());
        told.push(issue.with("count", cells.len()).with("cells", named));
    }
    told
}

/// Whether a row stands below a table's last one.
fn below(sheet: &RawSheet, table: &Found, row: u32) -> bool {
    table.rows.end < sheet.len() && row >= sheet.row(table.rows.end).number
}

/// Values in columns of ours whose other rows hold formulas.
fn over_formulas(sheet: &RawSheet, table: &Found, formulas: &BTreeSet<(u32, u32)>, told: &mut Vec<Issue>) {
    let ours = |part: Part| matches!(part, Part::Computed | Part::Proposed);
    for column in table.columns.iter().filter(|c| c.of.is_some_and(|of| ours(of.part))) {
        let rows = || table.rows.clone().map(|at| sheet.row(at));
        if !rows().any(|row| formulas.contains(&(row.number, column.column))) {
            continue;
        }
        for row in rows() {
            let place = (row.number, column.column);
            let Some(cell) = row.get(column.column).filter(|_| !formulas.contains(&place)) else { continue };
            let value = shown(cell);
            if !value.trim().is_empty() {
                told.push(issue(IssueCode::FormulaOverwritten, sheet, place, &value));
            }
        }
    }
}

/// A probability typed beside those of its parts, which rule it: then it is EV / SP.
fn over_parts(sheet: &RawSheet, table: &Found, formulas: &BTreeSet<(u32, u32)>, told: &mut Vec<Issue>) {
    let Some(column) = table.column("probability").filter(|_| table.table.id == TableId::Accounts) else {
        return;
    };
    for row in table.rows.clone().map(|at| sheet.row(at)) {
        let number = |key: &str| match row.get(table.column(key)?)? {
            Cell::Number(number, _) => Some(number),
            _ => None,
        };
        let parts = ["probability_repeat", "probability_new"].map(number);
        let Some(typed) = number("probability").filter(|_| parts.iter().any(Option::is_some)) else {
            continue;
        };
        let shown_as = number("expected_value").zip(number("sales_potential")).map(|(ev, sp)| ev / sp);
        let same = shown_as.is_some_and(|p| (p - typed).abs() < 1e-9);
        if !same && !formulas.contains(&(row.number, column)) {
            told.push(issue(IssueCode::FormulaOverwritten, sheet, (row.number, column), &typed.to_string()));
        }
    }
}

fn issue(code: IssueCode, sheet: &RawSheet, (row, column): (u32, u32), value: &str) -> Issue {
    let cell = format!("{} › {}{row}", sheet.name, column_letters(column));
    let mut issue = Issue::new(code, CellPlace::default()).with("cell", cell);
    issue.value = Some(value.to_owned());
    issue
}

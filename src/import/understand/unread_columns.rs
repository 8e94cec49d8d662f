//! A column headed as a probability in which no cell can be read as one: one question about the column
//! instead of an error at every cell.

use super::sheet_plan::{FieldColumn, SheetPlan};
use super::surveyed::Surveyed;
use crate::config::{Config, plain};
use crate::import::cells::{probability, shown};
use crate::import::raw::raw_sheet::Cell;
use crate::model::{CellPlace, Field, Issue, IssueCode};

const PROBABILITIES: [Field; 3] = [Field::Probability, Field::ProbabilityRepeat, Field::ProbabilityNew];
/// One cell alone is told as what it is.
const FEWEST: u64 = 2;

/// Sets such columns of all sheets aside.
pub fn set_aside(surveyed: &mut [Surveyed<'_>], config: &Config) {
    for sheet in surveyed {
        let Some(plan) = &mut sheet.plan else { continue };
        for field in PROBABILITIES {
            let Some(column) = plan.fields.get(&field) else { continue };
            let Some((count, first)) = unread(plan, column, config) else { continue };
            let place = CellPlace {
                input: Some(plan.input),
                sheet: Some(plan.sheet),
                row: sheet.reading.header_row,
                column: Some(column.column),
            };
            let mut issue = Issue::new(IssueCode::ColumnUnreadable, place)
                .with("count", count)
                .with("header", &column.header)
                .with("field", format!("@field.{field}"))
                .with("first", &first);
            (issue.header, issue.field, issue.value) =
                (Some(column.header.clone()), Some(field), Some(first));
            sheet.issues.push(issue);
            let at = column.column;
            plan.fields.remove(&field);
            for reading in sheet.reading.columns.iter_mut().filter(|reading| reading.column == at) {
                (reading.field, reading.unit, reading.confidence) = (None, 1.0, 0.0);
            }
        }
    }
}

/// How many cells a column has and the first of them, if none can be read.
fn unread(plan: &SheetPlan<'_>, column: &FieldColumn, config: &Config) -> Option<(u64, String)> {
    let (mut count, mut first) = (0, None);
    for at in plan.first_data..plan.end {
        let Some(cell) = plan.raw.row(at).get(column.column) else { continue };
        let nothing = matches!(cell, Cell::Text(text) if {
            let word = plain(text);
            word.is_empty() || config.columns.nothing.contains(&word)
        });
        if nothing || matches!(cell, Cell::Error(_)) {
            continue;
        }
        let read = probability(cell, column.unit, column.decimal, config);
        if read.is_ok_and(|p| (0.0..=1.0).contains(&p)) {
            return None;
        }
        count += 1;
        first.get_or_insert_with(|| shown(cell));
    }
    first.filter(|_| count >= FEWEST).map(|first| (count, first))
}

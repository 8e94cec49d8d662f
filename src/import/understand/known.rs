//! A sheet of entries from a plan: its columns are known, nothing is guessed.

use super::outcomes::Outcomes;
use super::row_kind::Marks;
use super::sheet_plan::{FieldColumn, Merged, SheetPlan};
use super::surveyed::Rejected;
use super::surveyed::{Surveyed, unmapped};
use crate::config::Config;
use crate::import::cells::{DateOrder, Decimal};
use crate::import::plan::{Known, Outcome};
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{
    CellPlace, ColumnReading, Issue, IssueCode, Note, RowCounts, Scale, SheetReading, SourceRow, Spoken,
};
use std::collections::BTreeMap;

/// A sheet of a plan, whose columns are known; `within` is its place among those of its file.
pub fn known<'a>(
    raw: &'a RawSheet,
    table: &'a Known,
    input: u32,
    (sheet, within): (u32, u32),
    config: &'a Config,
) -> Surveyed<'a> {
    let mut columns: Vec<ColumnReading> = Vec::new();
    let mut fields = BTreeMap::new();
    for (column, field, header) in &table.columns {
        columns.push(ColumnReading { field: Some(*field), confidence: 1.0, ..unmapped(*column, header) });
    }
    for (column, field, header) in table.columns.iter().chain(&table.joined.columns) {
        let column = FieldColumn {
            column: *column,
            header: header.clone(),
            parts: Vec::new(),
            times: None,
            unit: 1.0,
            date_order: DateOrder::Unknown,
            decimal: Decimal::default(),
        };
        fields.insert(*field, column);
    }
    columns.extend(table.extras.iter().map(|(column, header)| unmapped(*column, header)));
    columns.sort_by_key(|c| c.column);
    let reading = SheetReading {
        input,
        name: raw.name.clone(),
        kind: table.kind,
        reason: Note::new("reason.plan_table"),
        header_row: Some(table.header_row),
        spoken: Spoken::default(),
        columns,
        rows: RowCounts::default(),
        money: Vec::new(),
        preview: Vec::new(),
    };
    let place = CellPlace { input: Some(input), sheet: Some(sheet), ..CellPlace::default() };
    if let Some(outcome) = &table.outcome {
        return further(reading, outcome, place);
    }
    let plan = SheetPlan {
        raw,
        sheet,
        input,
        kind: table.kind,
        first_data: 0,
        end: raw.len(),
        marks: Marks::new(),
        merged: Merged::default(),
        unit_column: None,
        fields,
        extra: Vec::new(),
        scale: Scale::Ten,
        outcomes: Outcomes::default(),
        headers: Vec::new(),
        titles: BTreeMap::new(),
        period: None,
        homes: BTreeMap::new(),
        elsewhere: Some((sheet - within, &table.joined)),
        config,
    };
    let further = table.extras.clone();
    Surveyed { plan: Some(plan), further, ..bare(reading) }
}

fn bare<'a>(reading: SheetReading) -> Surveyed<'a> {
    let (further, currencies, issues, rejected) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Surveyed { reading, plan: None, further, currencies, issues, rejected }
}

/// A table whose rows hold entries of another table's records: what became of them.
fn further<'a>(mut reading: SheetReading, outcome: &Outcome, place: CellPlace) -> Surveyed<'a> {
    let lost = outcome.lost.len() as u64;
    let (merged, ignored) = (outcome.merged, outcome.ignored);
    reading.rows =
        RowCounts { read: merged + ignored + lost, merged, ignored, rejected: lost, ..RowCounts::default() };
    let rejected = outcome.lost.iter().map(|lost| {
        let code = if lost.repeated { IssueCode::EntriesRepeated } else { IssueCode::EntriesUnjoined };
        let place = CellPlace { row: Some(lost.row), column: Some(lost.column), ..place };
        let issue = Issue::new(code, place).with("who", &lost.who);
        let source = SourceRow { sheet: place.sheet.unwrap_or_default(), row: lost.row };
        Rejected { issue, source, cells: lost.cells.clone() }
    });
    Surveyed { rejected: rejected.collect(), ..bare(reading) }
}

//! A sheet of entries from a plan: its columns are known, nothing is guessed.

use super::cells::{DateOrder, Decimal};
use super::plan_reader::Known;
use super::raw_sheet::RawSheet;
use super::rows::Marks;
use super::sheet_plan::{FieldColumn, Merged, SheetPlan};
use super::survey::{Surveyed, unmapped};
use crate::config::Config;
use crate::model::{ColumnReading, Note, RowCounts, Scale, SheetReading};
use std::collections::BTreeMap;

/// A sheet of a plan, whose columns are known.
pub fn known<'a>(
    raw: &'a RawSheet,
    table: &Known,
    input: u32,
    sheet: u32,
    config: &'a Config,
) -> Surveyed<'a> {
    let mut columns: Vec<ColumnReading> = Vec::new();
    let mut fields = BTreeMap::new();
    for (column, field, header) in &table.columns {
        columns.push(ColumnReading { field: Some(*field), confidence: 1.0, ..unmapped(*column, header) });
        let column = FieldColumn {
            column: *column,
            header: header.clone(),
            parts: Vec::new(),
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
        columns,
        rows: RowCounts::default(),
    };
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
        headers: Vec::new(),
        homes: BTreeMap::new(),
        config,
    };
    let further = table.extras.clone();
    Surveyed { reading, plan: Some(plan), further, currencies: Vec::new(), issues: Vec::new() }
}

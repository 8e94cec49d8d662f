//! What a survey hands on of a sheet.

use super::sheet_plan::SheetPlan;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{
    CellPlace, ColumnReading, Issue, Note, RecordKind, RowCounts, SheetReading, SourceRow, Spoken,
};
use std::ops::Range;

/// A sheet surveyed: what is reported of it, how its rows are to be read (if they are), what was found.
pub struct Surveyed<'a> {
    /// The report.
    pub reading: SheetReading,
    /// How to read its rows; none for an ignored sheet.
    pub plan: Option<SheetPlan<'a>>,
    /// Headers of its further columns.
    pub further: Vec<(u32, String)>,
    /// Currency codes that headers and a currency column state, with their place.
    pub currencies: Vec<(String, CellPlace)>,
    /// What was found.
    pub issues: Vec<Issue>,
    /// Rows that were rejected before they were read.
    pub rejected: Vec<Rejected>,
}

/// A rejected row with the issue that rejected it.
pub struct Rejected {
    /// Why.
    pub issue: Issue,
    /// Where it stands.
    pub source: SourceRow,
    /// The row, whole.
    pub cells: Vec<(u32, String)>,
}

/// A sheet that is not read, and why.
pub fn ignored<'a>(
    raw: &RawSheet,
    region: &Range<usize>,
    input: u32,
    reason: Note,
    issues: Vec<Issue>,
) -> Surveyed<'a> {
    let read = region.len() as u64;
    let reading = SheetReading {
        input,
        name: raw.name.clone(),
        kind: RecordKind::Ignored,
        reason,
        header_row: None,
        spoken: Spoken::default(),
        columns: Vec::new(),
        rows: RowCounts { read, ignored: read, ..RowCounts::default() },
        money: Vec::new(),
        preview: Vec::new(),
    };
    let (further, currencies, rejected) = (Vec::new(), Vec::new(), Vec::new());
    Surveyed { reading, plan: None, further, currencies, issues, rejected }
}

/// A column that is no field.
pub fn unmapped(column: u32, header: &str) -> ColumnReading {
    ColumnReading {
        column,
        header: header.to_owned(),
        field: None,
        unit: 1.0,
        confidence: 0.0,
        spoken: Spoken::default(),
        examples: Vec::new(),
    }
}

//! A sheet as understood, before its rows are read: kind, header, columns with units, further columns.

use super::cells::DateOrder;
use super::mended::Home;
use super::raw_sheet::RawSheet;
use crate::config::Config;
use crate::model::{CellPlace, Field, RecordKind, Scale, SourceRow};
use std::collections::BTreeMap;

/// A column that holds a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldColumn {
    /// 0-based column.
    pub column: u32,
    /// Header as written.
    pub header: String,
    /// Factor from cell to base unit.
    pub unit: f64,
    /// How the column writes 03/01/2026.
    pub date_order: DateOrder,
}

/// Everything the row readers need to know of a sheet.
pub struct SheetPlan<'a> {
    /// The sheet.
    pub raw: &'a RawSheet,
    /// Index into `Portfolio::sheets`.
    pub sheet: u32,
    /// Index into `Portfolio::inputs`.
    pub input: u32,
    /// What it holds.
    pub kind: RecordKind,
    /// Index of the first data row among the non-blank rows.
    pub first_data: usize,
    /// Index behind the last row of the table.
    pub end: usize,
    /// Columns by field.
    pub fields: BTreeMap<Field, FieldColumn>,
    /// Further columns: column and index into `Portfolio::extra_columns`.
    pub extra: Vec<(u32, u32)>,
    /// Scale of scores.
    pub scale: Scale,
    /// Normalised headers by column, to know a header that is repeated among the data.
    pub headers: Vec<(u32, String)>,
    /// Where rows really stand that were mended elsewhere.
    pub homes: BTreeMap<u32, Home>,
    /// The configuration.
    pub config: &'a Config,
}

impl SheetPlan<'_> {
    /// Where a row stands: mended ones in their own file.
    pub fn source(&self, row: u32) -> SourceRow {
        self.homes.get(&row).map_or(SourceRow { sheet: self.sheet, row }, |home| home.source)
    }

    /// The place of a row, or of a cell of it.
    pub fn place(&self, row: u32, column: Option<u32>) -> CellPlace {
        let source = self.source(row);
        let (input, column) = match self.homes.get(&row) {
            Some(home) => (home.input, column.and_then(|c| home.columns.get(&c).copied())),
            None => (self.input, column),
        };
        CellPlace { input: Some(input), sheet: Some(source.sheet), row: Some(source.row), column }
    }

    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }
}

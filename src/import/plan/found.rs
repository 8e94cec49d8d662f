//! A table of a plan as found on a sheet.

use crate::config::{Config, Labels};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::RawSheet;
use crate::layout::{Column, Table};

/// A column of a table.
#[derive(Debug, Clone)]
pub struct FoundColumn {
    /// 0-based column of the sheet.
    pub column: u32,
    /// Its header, blank where there is none.
    pub header: String,
    /// What it is; none: the user's own.
    pub of: Option<&'static Column>,
}

/// A table found on a sheet.
pub struct Found {
    /// Index of its sheet.
    pub sheet: usize,
    /// What it is.
    pub table: &'static Table,
    /// 1-based row of the header.
    pub header_row: u32,
    /// Columns from left to right.
    pub columns: Vec<FoundColumn>,
    /// Indices of its first row and behind its last one, among the non-blank rows.
    pub rows: std::ops::Range<usize>,
}

impl Found {
    /// Column of a key.
    pub fn column(&self, key: &str) -> Option<u32> {
        self.columns.iter().find(|c| c.of.is_some_and(|of| of.key == key)).map(|c| c.column)
    }

    /// Whether a column of the sheet is the table's.
    pub fn has(&self, column: u32) -> bool {
        self.columns.iter().any(|c| c.column == column)
    }
}

/// Runs of text cells in a row: tables that stand side by side have a gap between them.
pub fn runs(sheet: &RawSheet, row: u32) -> Vec<Vec<(u32, String)>> {
    let mut runs: Vec<Vec<(u32, String)>> = Vec::new();
    for (column, cell) in sheet.find(row).into_iter().flat_map(|row| row.cells()) {
        let text = shown(cell);
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == column) => run.push((column, text)),
            _ => runs.push(vec![(column, text)]),
        }
    }
    runs
}

/// The rows below a header.
pub fn rows_below(sheet: &RawSheet, header_row: u32) -> std::ops::Range<usize> {
    let first = sheet.rows().position(|row| row.number > header_row).unwrap_or(sheet.len());
    first..sheet.len()
}

/// Whether a sheet is one of ours: it has the way back to the Overview, or is the Overview.
pub fn is_ours(sheet: &RawSheet, config: &Config) -> bool {
    let ours = |labels: &Labels| {
        let back = labels.text("workbook.back");
        let name = labels.value("sheet", "overview");
        sheet.name == name
            || (0..sheet.len().min(4)).any(|at| sheet.row(at).cells().any(|(_, cell)| shown(cell) == back))
    };
    config.every_labels().any(|(_, labels)| ours(labels))
}

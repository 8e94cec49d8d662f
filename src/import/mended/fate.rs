//! Mended sheets, and what becomes of their rows.

use std::collections::BTreeMap;

/// Original column to column of the mended sheet.
pub type Columns = BTreeMap<u32, u32>;

/// A row of a file: input, sheet within it, row.
pub type Spot = (usize, usize, u32);

/// The mended sheets of all inputs, by input and sheet within it.
#[derive(Debug, Clone, Default)]
pub struct Mends {
    /// Their rows.
    pub sheets: BTreeMap<(usize, usize), MendedSheet>,
}

/// A mended sheet.
#[derive(Debug, Clone, Default)]
pub struct MendedSheet {
    /// 1-based row of the headers.
    pub header_row: u32,
    /// Headers.
    pub headers: Vec<(u32, String)>,
    /// Rows below.
    pub rows: Vec<(u32, MendedFate)>,
}

/// What becomes of a mended row.
#[derive(Debug, Clone, PartialEq)]
pub enum MendedFate {
    /// It replaces a row of a list; with the mended column of each original one.
    Replaces {
        /// The original.
        original: Spot,
        /// Its code.
        code: String,
        /// Original column to column here.
        columns: Columns,
    },
    /// A later row replaces the same original.
    Superseded(Spot),
    /// Nothing stands in the list's own columns.
    Blank,
    /// The original is not among the inputs.
    Missing,
    /// The original is not what it was.
    Changed,
}

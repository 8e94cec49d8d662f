//! A sheet as it stands in a file: non-blank cells with absolute places, compact enough for a million rows.

use chrono::NaiveDateTime;
use std::collections::HashMap;

/// What the number format of a cell says about its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormatHint {
    /// Nothing.
    #[default]
    Plain,
    /// A percent format: the number is a fraction.
    Percent,
    /// A currency format; the index is into `RawSheet::currencies`.
    Currency(u8),
}

/// A non-blank cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// A number.
    Number(f64, FormatHint),
    /// A text, not blank.
    Text(&'a str),
    /// A truth value.
    Bool(bool),
    /// A date or date and time.
    Date(NaiveDateTime),
    /// An error value such as `#N/A`.
    Error(&'a str),
}

#[derive(Debug, Clone, Copy)]
enum Stored {
    Number(f64, FormatHint),
    Text(u32),
    Bool(bool),
    Date(NaiveDateTime),
    Error(u32),
}

/// A sheet as read. Rows without any non-blank cell are left out.
#[derive(Debug, Clone, Default)]
pub struct RawSheet {
    /// Name; a CSV's is its file stem.
    pub name: String,
    /// Hidden or very hidden in the workbook.
    pub hidden: bool,
    /// Merged ranges: first row, first column, last row, last column (rows 1-based, columns 0-based).
    pub merged: Vec<(u32, u32, u32, u32)>,
    /// Currency symbols or codes seen in number formats.
    pub currencies: Vec<String>,
    texts: Vec<Box<str>>,
    known: HashMap<Box<str>, u32>,
    rows: Vec<(u32, usize)>,
    cells: Vec<(u16, Stored)>,
}

impl RawSheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        RawSheet { name: name.into(), ..RawSheet::default() }
    }

    /// Adds a cell; `row` is 1-based and never smaller than the last one, `column` is 0-based.
    /// Blank texts are not stored. Returns false for a place outside the grid or out of order.
    pub fn push(&mut self, row: u32, column: u32, cell: Cell<'_>) -> bool {
        let Ok(column) = u16::try_from(column) else { return false };
        let last = self.rows.last().map_or(0, |r| r.0);
        if column >= 16_384 || row == 0 || row < last {
            return false;
        }
        let stored = match cell {
            Cell::Text(text) if text.trim().is_empty() => return true,
            Cell::Text(text) => Stored::Text(self.intern(text)),
            Cell::Error(text) => Stored::Error(self.intern(text)),
            Cell::Number(number, hint) => Stored::Number(number, hint),
            Cell::Bool(truth) => Stored::Bool(truth),
            Cell::Date(date) => Stored::Date(date),
        };
        if row > last {
            self.rows.push((row, self.cells.len()));
        }
        self.cells.push((column, stored));
        true
    }

    /// Frees what only reading needed.
    pub fn finish(&mut self) {
        self.known = HashMap::new();
        self.cells.shrink_to_fit();
        self.texts.shrink_to_fit();
    }

    fn intern(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.known.insert(text.into(), at);
        at
    }

    /// Number of non-blank rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the sheet has no non-blank cell.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of non-blank cells.
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// The `at`-th non-blank row, from 0.
    pub fn row(&self, at: usize) -> RawRow<'_> {
        let (number, start) = self.rows[at];
        let end = self.rows.get(at + 1).map_or(self.cells.len(), |r| r.1);
        RawRow { sheet: self, number, cells: &self.cells[start..end] }
    }

    /// All non-blank rows in order.
    pub fn rows(&self) -> impl Iterator<Item = RawRow<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }
}

/// A non-blank row.
#[derive(Debug, Clone, Copy)]
pub struct RawRow<'a> {
    sheet: &'a RawSheet,
    /// 1-based row of the sheet, or line of a CSV.
    pub number: u32,
    cells: &'a [(u16, Stored)],
}

impl<'a> RawRow<'a> {
    /// Non-blank cells: 0-based column and value.
    pub fn cells(self) -> impl Iterator<Item = (u32, Cell<'a>)> {
        self.cells.iter().map(move |(column, stored)| (u32::from(*column), self.value(*stored)))
    }

    /// The cell of a column, if it is not blank.
    pub fn get(self, column: u32) -> Option<Cell<'a>> {
        let at = self.cells.binary_search_by_key(&column, |(c, _)| u32::from(*c)).ok()?;
        Some(self.value(self.cells[at].1))
    }

    fn value(self, stored: Stored) -> Cell<'a> {
        match stored {
            Stored::Number(number, hint) => Cell::Number(number, hint),
            Stored::Text(at) => Cell::Text(&self.sheet.texts[at as usize]),
            Stored::Error(at) => Cell::Error(&self.sheet.texts[at as usize]),
            Stored::Bool(truth) => Cell::Bool(truth),
            Stored::Date(date) => Cell::Date(date),
        }
    }
}

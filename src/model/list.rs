//! A list to be written: sheets of plain cells with their headers in row 1.

use chrono::NaiveDate;

/// A workbook of plain tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// Sheets in order.
    pub sheets: Vec<ListSheet>,
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub struct ListSheet {
    /// Sheet name, at most 31 characters.
    pub name: String,
    /// Headers, row 1.
    pub headers: Vec<String>,
    /// Rows from row 2 on.
    pub rows: Vec<Vec<ListCell>>,
}

/// A plain cell.
#[derive(Debug, Clone, PartialEq)]
pub enum ListCell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A number; money in base units.
    Number(f64),
    /// A fraction shown as per cent.
    Percent(f64),
    /// A date.
    Date(NaiveDate),
}

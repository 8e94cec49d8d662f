//! A list to be written: sheets of plain cells with their headers in row 1.

use super::SourceRow;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A workbook of plain tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// Sheets in order.
    pub sheets: Vec<ListSheet>,
}

/// A sheet that a person added to a plan, carried over as values.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedSheet {
    /// Sheet name.
    pub name: String,
    /// Non-blank cells: 0-based row and column.
    pub cells: Vec<(u32, u32, ListCell)>,
}

/// A column that a person added to a table of a plan, carried over as values.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnColumn {
    /// Code of the table; of what a plan carries of rows, the key of its column.
    pub table: &'static str,
    /// Its header.
    pub header: String,
    /// Non-blank cells by the row of the record that they are of.
    pub cells: BTreeMap<SourceRow, ListCell>,
}

impl OwnColumn {
    /// Stands for the table of what a plan carries of one product.
    pub const PRODUCT: &'static str = "product_#";
    /// Stands for the table of what a plan carries of the other products together.
    pub const OTHER_PRODUCTS: &'static str = "products_rest";

    /// The same with the rows of its cells changed.
    #[must_use]
    pub fn moved(mut self, change: impl Fn(&mut SourceRow)) -> Self {
        let cells = std::mem::take(&mut self.cells).into_iter();
        self.cells = cells
            .map(|(mut row, cell)| {
                change(&mut row);
                (row, cell)
            })
            .collect();
        self
    }
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

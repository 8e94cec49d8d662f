//! Sheets that somebody added to a plan, carried over as values.

use crate::model::{AddedSheet, ListCell};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Column;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::write_cell;
use rust_xlsxwriter::Worksheet;

/// Writes the cells where they stood.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>, added: &AddedSheet) -> anyhow::Result<()> {
    for (row, column, value) in &added.cells {
        let (form, cell) = match value {
            ListCell::Blank => continue,
            ListCell::Text(text) => (Form::Text, Cell::text(text.as_str())),
            ListCell::Number(number) => (Form::Number, Cell::Number(*number)),
            ListCell::Percent(number) => (Form::Percent, Cell::Number(*number)),
            ListCell::Date(date) => (Form::Date, Cell::Date(*date)),
        };
        let described = Column::new("", "", form, Look::Plain);
        write_cell(sheet, &context.styles, *row, u16::try_from(*column)?, &described, cell)?;
    }
    crate::workbook::kit::page::print(sheet, context, 0);
    Ok(())
}

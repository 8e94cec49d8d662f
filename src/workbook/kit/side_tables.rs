//! Tables side by side on one sheet, written row by row over all of them, so that the sheet can stream.

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::measure::Heights;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::table;
use rust_xlsxwriter::Worksheet;

/// Gives the content of a row's column (0-based sheet row).
type Content<'p, 'c> = Box<dyn Fn(usize, &Column, u32) -> Cell<'c> + 'p>;

/// One of the tables, with the number of its rows.
pub struct Part<'p, 'c> {
    pub schema: &'p Schema,
    pub rows: usize,
    pub cell: Content<'p, 'c>,
}

/// Writes tables whose headers stand in one row; returns the last row of each.
pub fn write(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    parts: &[Part<'_, '_>],
) -> anyhow::Result<Vec<u32>> {
    let mut measured = Vec::new();
    for part in parts {
        measured.push(table::begin(sheet, context, part.schema, &part.schema.spot(), part.rows, &part.cell)?);
    }
    for part in parts.iter().filter(|p| p.rows == 0) {
        table::blank_row(sheet, context, part.schema, &part.schema.spot())?;
    }
    let most = parts.iter().map(|p| p.rows).max().unwrap_or(0);
    for index in 0..most {
        for (part, measured) in parts.iter().zip(&mut measured).filter(|(p, _)| index < p.rows) {
            let (schema, row) = (part.schema, part.schema.first + u32::try_from(index)?);
            table::row(sheet, context, schema, &schema.spot(), (index, row), &part.cell, measured)?;
        }
    }
    let (mut heights, mut last) = (Heights::default(), Vec::new());
    for (at, (part, measured)) in parts.iter().zip(&measured).enumerate() {
        let (schema, rows) = (part.schema, part.rows);
        // The first is read and printed: the rows are as high as its texts ask for.
        let mut beside = Heights::default();
        let heights = if at == 0 { &mut heights } else { &mut beside };
        last.push(table::end(sheet, context, schema, &schema.spot(), rows, measured, heights)?);
    }
    heights.set(sheet)?;
    Ok(last)
}

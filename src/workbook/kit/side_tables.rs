//! Tables side by side on one sheet, written row by row over all of them, so that the sheet can stream.

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
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
    let mut widths = Vec::new();
    for part in parts {
        widths.push(table::begin(sheet, context, part.schema, &part.schema.spot(), part.rows, &part.cell)?);
    }
    for part in parts.iter().filter(|p| p.rows == 0) {
        table::blank_row(sheet, context, part.schema, &part.schema.spot())?;
    }
    let most = parts.iter().map(|p| p.rows).max().unwrap_or(0);
    for index in 0..most {
        let (mut highest, mut tall) = (1, None);
        for (part, widths) in parts.iter().zip(&mut widths).filter(|(p, _)| index < p.rows) {
            let (schema, row) = (part.schema, part.schema.first + u32::try_from(index)?);
            let lines = table::row(sheet, context, schema, &schema.spot(), (index, row), &part.cell, widths)?;
            if lines > highest {
                (highest, tall) = (lines, Some((schema, row)));
            }
        }
        if let Some((schema, row)) = tall {
            table::set_height(sheet, schema, row, highest)?;
        }
    }
    parts
        .iter()
        .zip(&widths)
        .map(|(p, widths)| table::end(sheet, context, p.schema, &p.schema.spot(), p.rows, widths))
        .collect()
}

//! A sheet of twelve equal columns laid out freely: texts, formulas and their formats by place.

use crate::workbook::kit::cell::{Cell, Value, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::{self, limited};
use rust_xlsxwriter::{Format, Worksheet};

/// Columns of the page.
pub const COLUMNS: u16 = 12;

/// A sheet laid out freely: texts, formulas and their formats by place.
pub struct Canvas<'s, 'c, 'a> {
    pub sheet: &'s mut Worksheet,
    pub context: &'c Context<'a>,
}

impl Canvas<'_, '_, '_> {
    /// A text.
    pub fn text(&mut self, row: u32, column: u16, text: &str, piece: Piece) -> anyhow::Result<()> {
        self.sheet.write_string_with_format(row, column, limited(text), self.context.styles.piece(piece))?;
        Ok(())
    }

    /// A formula with a number or blank as its value.
    pub fn number(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: Option<f64>,
        format: &Format,
    ) -> anyhow::Result<()> {
        let value = value.filter(|v| v.is_finite()).map_or(Value::Blank, Value::Number);
        table::write_formula(self.sheet, row, column, formula, &value, format)?;
        Ok(())
    }

    /// A formula with a text as its value; a text that reads as a number is written as it is.
    pub fn words(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: &str,
        format: &Format,
    ) -> anyhow::Result<()> {
        match Cell::text_formula(formula.to_owned(), value) {
            Cell::Formula(formula, value) => {
                table::write_formula(self.sheet, row, column, &formula, &value, format)?;
            }
            _ => {
                self.sheet.write_string_with_format(row, column, limited(value), format)?;
            }
        }
        Ok(())
    }

    /// A heading over a range of columns.
    pub fn heading(&mut self, row: u32, first: u16, last: u16, text: &str) -> anyhow::Result<()> {
        self.text(row, first, text, Piece::Heading)?;
        for column in first + 1..=last {
            self.sheet.write_blank(row, column, self.context.styles.piece(Piece::Heading))?;
        }
        Ok(())
    }

    /// Header cells; the format runs on to `last`.
    pub fn headers(&mut self, row: u32, columns: &[(u16, &str, bool)], last: u16) -> anyhow::Result<()> {
        let first = columns.first().map_or(0, |c| c.0);
        for column in first..=last {
            self.sheet.write_blank(row, column, self.context.styles.piece(Piece::Header))?;
        }
        for (column, text, right) in columns {
            self.text(row, *column, text, if *right { Piece::HeaderRight } else { Piece::Header })?;
        }
        self.sheet.set_row_height_pixels(row, 36)?;
        Ok(())
    }

    /// Rules under the blank cells of a row.
    pub fn ruled(&mut self, row: u32, first: u16, last: u16) -> anyhow::Result<()> {
        for column in first..=last {
            self.sheet.write_blank(row, column, self.context.styles.cell(Look::Computed, Form::Text))?;
        }
        Ok(())
    }
}

/// The word of a code as a literal of a formula.
pub fn word(context: &Context<'_>, group: &str, code: &str) -> String {
    quoted(context.labels.value(group, code))
}

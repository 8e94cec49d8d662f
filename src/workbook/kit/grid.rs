//! A sheet of many narrow columns, on which cards and account pages are laid out: blocks of cells by place.

use crate::model::column_letters;
use crate::workbook::kit::cell::{Cell, Value};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::table::{limited, write_formula};
use crate::workbook::kit::width::cut;
use rust_xlsxwriter::{Format, Worksheet};

/// A block of cells, both ends included.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// First row.
    pub row: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u16,
    /// Last column.
    pub right: u16,
}

impl Area {
    /// Part of one row.
    pub fn line(row: u32, left: u16, right: u16) -> Self {
        Area { row, bottom: row, left, right }
    }
}

/// A sheet laid out in narrow columns.
pub struct Grid<'s, 'c, 'a> {
    pub sheet: &'s mut Worksheet,
    pub context: &'c Context<'a>,
    /// Width of a column in pixels.
    pub column_px: u32,
}

impl<'s, 'c, 'a> Grid<'s, 'c, 'a> {
    /// A sheet of `columns` narrow columns without grid lines.
    pub fn new(
        sheet: &'s mut Worksheet,
        context: &'c Context<'a>,
        columns: u16,
        column_px: u32,
    ) -> anyhow::Result<Self> {
        sheet.set_screen_gridlines(false);
        for column in 0..columns {
            sheet.set_column_width_pixels(column, column_px)?;
        }
        Ok(Grid { sheet, context, column_px })
    }

    /// Width of a block in pixels.
    pub fn width(&self, area: Area) -> u32 {
        u32::from(area.right - area.left + 1) * self.column_px
    }

    /// Writes a block.
    pub fn put(&mut self, area: Area, cell: Cell<'_>, paper: Paper) -> anyhow::Result<()> {
        let context = self.context;
        let starts_like_formula = |text: &str| text.starts_with(['=', '+', '-', '@']);
        let format = match &cell {
            Cell::Text(text) if starts_like_formula(text) => context.papers.quoted(paper),
            _ => context.papers.of(paper),
        };
        self.put_as(area, cell, format)
    }

    /// Writes a block in a format of the tables' or Overview's.
    pub fn put_as(&mut self, area: Area, cell: Cell<'_>, format: &Format) -> anyhow::Result<()> {
        let Area { row, bottom, left, right } = area;
        if row < bottom || left < right {
            self.sheet.merge_range(row, left, bottom, right, "", format)?;
        }
        match cell {
            Cell::Text(text) | Cell::AssumedText(text) => {
                self.sheet.write_string_with_format(row, left, limited(&text), format)?;
            }
            Cell::Number(number) | Cell::Assumed(number) | Cell::Shown(number, _, _) => {
                self.sheet.write_number_with_format(row, left, number, format)?;
            }
            Cell::Date(date) => {
                self.sheet.write_datetime_with_format(row, left, date, format)?;
            }
            Cell::Formula(formula, value) => {
                write_formula(self.sheet, row, left, &formula, &value, format)?;
            }
            Cell::Blank => {
                self.sheet.write_blank(row, left, format)?;
            }
        }
        Ok(())
    }

    /// Width that a text may have in 10 points: one that shrinks to its place holds half as much again.
    pub fn room(&self, area: Area, paper: Paper) -> u32 {
        if paper.shrinks() { self.width(area) * 3 / 2 } else { self.width(area) }
    }

    /// Writes a text, by formula or not, cut where it would shrink beyond reading.
    pub fn put_short(&mut self, area: Area, cell: Cell<'_>, paper: Paper) -> anyhow::Result<()> {
        let (Cell::Text(text) | Cell::Formula(_, Value::Text(text))) = &cell else {
            return self.put(area, cell, paper);
        };
        match cut(text, self.room(area, paper), 1) {
            Some(cut) => self.text(area, &cut, paper),
            None => self.put(area, cell, paper),
        }
    }

    /// A text.
    pub fn text(&mut self, area: Area, text: &str, paper: Paper) -> anyhow::Result<()> {
        self.put(area, Cell::text(text), paper)
    }

    /// A heading over a range of columns.
    pub fn heading(&mut self, row: u32, left: u16, right: u16, text: &str) -> anyhow::Result<()> {
        let format = self.context.styles.piece(crate::workbook::kit::styles::Piece::Heading);
        self.put_as(Area::line(row, left, right), Cell::text(text), format)
    }
}

/// The address of a cell that formulas elsewhere on its sheet refer to.
pub fn address(row: u32, column: u16) -> String {
    format!("${}${}", column_letters(u32::from(column)), row + 1)
}

/// A label with places as a formula: each place stands for an expression.
pub fn worded(label: &str, places: &[(&str, String)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        if !before.is_empty() {
            parts.push(crate::workbook::kit::cell::quoted(before));
        }
        parts.push(places.iter().find(|p| p.0 == name).map_or("\"\"".to_owned(), |p| p.1.clone()));
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(crate::workbook::kit::cell::quoted(rest));
    }
    parts.join("&")
}

/// A formula that gives a text, with the text it gives now; a text alone where nothing is live.
pub fn words<'a>(formula: Option<String>, value: String) -> Cell<'a> {
    match formula {
        Some(formula) => Cell::text_formula(formula, value),
        None => Cell::text(value),
    }
}

/// A formula that gives a number, with the number it gives now; a number alone where nothing is live.
pub fn number<'a>(formula: Option<String>, value: Option<f64>) -> Cell<'a> {
    match (formula, value.filter(|v| v.is_finite())) {
        (Some(formula), value) => Cell::Formula(formula, value.map_or(Value::Blank, Value::Number)),
        (None, value) => Cell::number(value),
    }
}

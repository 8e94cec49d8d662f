//! Rows of cards with the gutters and lines between them.

use crate::workbook::cards::influence_card::{CARD_COLUMNS, CARD_ROWS, card};
use crate::workbook::cards::influence_lines::{ACROSS, Lines};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::grid::Grid;
use std::ops::Range;

impl Context<'_> {
    /// Where an account's key persons stand in the plan.
    pub fn persons_of(&self, account: usize) -> Range<usize> {
        let persons = &self.plan.persons;
        let first = persons.partition_point(|p| p.account < account);
        first..persons.partition_point(|p| p.account <= account)
    }
}

/// Writes rows of cards with their gutters and lines; returns the row below.
pub fn cards(
    grid: &mut Grid<'_, '_, '_>,
    top: u32,
    left: u16,
    persons: Range<usize>,
    lines: &Lines,
) -> anyhow::Result<u32> {
    let strips = persons.len().div_ceil(ACROSS);
    for strip in 0..=strips {
        let gutter = top + u32::try_from(strip)? * (CARD_ROWS + 1);
        grid.sheet.set_row_height_pixels(gutter, lines.gutter_px(strip))?;
    }
    for (place, person) in persons.enumerate() {
        let row = top + 1 + u32::try_from(place / ACROSS)? * (CARD_ROWS + 1);
        let column = left + u16::try_from(place % ACROSS)? * (CARD_COLUMNS + 1);
        card(grid, row, column, person)?;
    }
    lines.draw(grid, top, left)?;
    Ok(top + u32::try_from(strips)? * (CARD_ROWS + 1) + 1)
}

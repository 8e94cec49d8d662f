//! The page of a key account: everything above for one account on one printable A4 page. Figures are
//! formulas over the tables, found by the account's Order in the title band.

pub mod below;
mod entered;
pub mod head;
pub mod plan;
mod second;
pub mod side;
mod subject;
mod value_forms;

use crate::layout::TableId;
use crate::workbook::cards::influence_card::color_boxes;
use crate::workbook::cards::influence_lines::{ACROSS, Lines};
use crate::workbook::cards::strips::cards;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::grid::{Area, Grid};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::sheet::{Drawn, Sheet};
use crate::workbook::kit::width::cut;
use crate::workbook::pages::entered::linked;
use crate::workbook::pages::plan as plan_blocks;
use crate::workbook::pages::subject::{COLUMNS, MAP, STRIPS, Subject};
use rust_xlsxwriter::Worksheet;

/// Width of a column in pixels.
const COLUMN_PX: u32 = 27;
/// Rows of cards whose height the blocks beside them need.
const STRIPS_AT_LEAST: usize = 2;
/// Last column of the map.
const MAP_RIGHT: u16 = 26;
/// Space between blocks in pixels.
const SPACE_PX: u32 = 8;

/// The pages of the accounts of highest rank.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    Ok(Some(Drawn::boxed(0, facts.pages.len(), |sheet, context, part| match context.pages.get(part - 1) {
        Some((account, _)) => fill(sheet, context, *account),
        None => Ok(()),
    })))
}

/// Fills the page of the `at`-th account.
fn fill(sheet: &mut Worksheet, context: &Context<'_>, at: usize) -> anyhow::Result<()> {
    let account = &context.plan.accounts[at];
    let subject = Subject {
        context,
        at,
        account,
        record: context.plan.record(account),
        found: Found::account(context, &head::order_address()),
        segment: Found::segment(context, &head::order_address()),
        allocation: Found::allocation(context, &head::order_address()),
    };
    let mut grid = Grid::new(sheet, context, COLUMNS, COLUMN_PX)?;
    grid.sheet.set_tab_color(context.theme.color(account.segment.code()));
    head::band(&mut grid, &subject)?;
    head::tiles(&mut grid, &subject)?;
    let row = map_and_side(&mut grid, &subject)?;
    let row = space(&mut grid, row)?;
    let row = below::goals_and_value(&mut grid, &subject, row)?;
    let row = space(&mut grid, row)?;
    let row = below::contact_plan(&mut grid, &subject, row)?;
    let row = space(&mut grid, row)?;
    page::print(grid.sheet, context, 1);
    let last = if second::wanted(&subject) {
        let row = plan_blocks::flag_lines(&mut grid, &subject, row)?;
        let row = space(&mut grid, row)?;
        let row = plan_blocks::do_now(&mut grid, &subject, row)?;
        // One page wide, so that no text is cut in two; programs that then break pages by themselves need no third.
        page::print(grid.sheet, context, 0);
        grid.sheet.set_page_breaks(&[row])?.set_margins(0.3, 0.3, 0.35, 0.5, 0.2, 0.2);
        second::fill(&mut grid, &subject, row)?
    } else {
        let row = plan_blocks::plan_and_flags(&mut grid, &subject, row)?;
        let row = space(&mut grid, row)?;
        let row = plan_blocks::do_now(&mut grid, &subject, row)?;
        let row = space(&mut grid, row)?;
        plan_blocks::approval(&mut grid, &subject, row)?
    };
    grid.sheet.set_print_center_horizontally(true);
    grid.sheet.set_print_area(0, 0, last, COLUMNS - 1)?;
    Ok(())
}

/// A row that keeps two blocks apart; returns the next one.
fn space(grid: &mut Grid<'_, '_, '_>, row: u32) -> anyhow::Result<u32> {
    grid.sheet.set_row_height_pixels(row, SPACE_PX)?;
    Ok(row + 1)
}

/// Left the influence map, right what describes the account; returns the row below.
fn map_and_side(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(MAP, 22)?;
    let persons = context.persons_of(subject.at);
    let shown = persons.len().min(STRIPS * ACROSS);
    let mut heading = context.sheet("influence_map").to_owned();
    if shown < persons.len() {
        let count = [("count", (persons.len() - shown).to_string())];
        heading = format!("{heading}  {}", context.labels.fill("workbook.page.more", &count));
    }
    linked(grid, subject, (MAP, 0, MAP_RIGHT), Cell::text(heading), TableId::Persons)?;
    let strips = shown.div_ceil(ACROSS).max(STRIPS_AT_LEAST);
    let lines = Lines::new(context, &context.plan.persons[persons.clone()], shown);
    let top = MAP + 1;
    let rows = side::Rows::new(top, strips);
    rows.set_heights(grid, &lines)?;
    if shown == 0 {
        let area = Area { row: rows.line(0), bottom: rows.line(1), left: 0, right: MAP_RIGHT };
        grid.text(area, context.labels.value("workbook.page_collect", "persons"), Paper::Collect)?;
    } else {
        let after = cards(grid, top, 0, persons.start..persons.start + shown, &lines)?;
        color_boxes(grid, Area { row: top, bottom: after, left: 0, right: MAP_RIGHT })?;
    }
    side::describe(grid, subject, &rows)?;
    Ok(rows.end() + 1)
}

impl Grid<'_, '_, '_> {
    /// A text that fits its place on so many lines: by formula, or cut where it is too long.
    pub fn fitted(
        &mut self,
        area: Area,
        formula: Option<String>,
        text: &str,
        lines: u32,
        paper: Paper,
    ) -> anyhow::Result<()> {
        let cell = match cut(text, self.room(area, paper), lines) {
            Some(cut) => Cell::text(cut),
            None => crate::workbook::kit::grid::words(formula, text.to_owned()),
        };
        self.put(area, cell, paper)
    }
}

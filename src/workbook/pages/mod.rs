//! The page of a key account: everything above for one account on one printable A4 page. Figures are
//! formulas over the tables, found by the account's Order in the title band.

pub mod below;
pub mod head;
pub mod plan;
pub mod side;

use crate::method::AccountPlan;
use crate::model::Account;
use crate::workbook::cards::influence_card::{CARD_COLUMNS, CARD_ROWS, color_boxes};
use crate::workbook::cards::influence_lines::{ACROSS, Lines};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::grid::{Area, Grid};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::width;
use crate::workbook::pages::plan as plan_blocks;
use crate::workbook::sheets::influence_map::cards;
use rust_xlsxwriter::Worksheet;

/// Columns of the page, and their width in pixels.
pub const COLUMNS: u16 = 48;
const COLUMN_PX: u32 = 28;
/// Rows of cards on a page; the others are on the influence map.
const STRIPS: usize = 3;
/// Rows of cards whose height the blocks beside them need.
const STRIPS_AT_LEAST: usize = 2;
/// Row of the map's heading.
const MAP: u32 = 7;
/// Last column of the map.
const MAP_RIGHT: u16 = 26;
/// Space between blocks in pixels.
const SPACE_PX: u32 = 8;

/// What the blocks of a page look at.
pub struct Subject<'c, 'a> {
    pub context: &'c Context<'a>,
    /// Index into the plan's accounts.
    pub at: usize,
    pub account: &'c AccountPlan,
    pub record: &'c Account,
    /// Its row of Relative value.
    pub found: Option<Found<'c>>,
    /// Its row of Segments.
    pub segment: Option<Found<'c>>,
    /// Its row of Resources.
    pub allocation: Option<Found<'c>>,
}

/// Fills the page of the `at`-th account.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>, at: usize) -> anyhow::Result<()> {
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
    let row = plan_blocks::plan_and_flags(&mut grid, &subject, row)?;
    let row = space(&mut grid, row)?;
    let row = plan_blocks::do_now(&mut grid, &subject, row)?;
    let row = space(&mut grid, row)?;
    let last = plan_blocks::approval(&mut grid, &subject, row)?;
    page::print(grid.sheet, context, 1);
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
    grid.heading(MAP, 0, MAP_RIGHT, &heading)?;
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

/// Top left corner of the card at a place of the map.
pub fn card_place(place: usize) -> (u32, u16) {
    let strip = u32::try_from(place / ACROSS).unwrap_or(0);
    let column = u16::try_from(place % ACROSS).unwrap_or(0) * (CARD_COLUMNS + 1);
    (MAP + 2 + strip * (CARD_ROWS + 1), column)
}

/// `… and n more`.
pub fn more(grid: &mut Grid<'_, '_, '_>, area: Area, count: usize) -> anyhow::Result<()> {
    let text = grid.context.labels.fill("workbook.page.more", &[("count", count.to_string())]);
    grid.text(area, &text, Paper::Collect)
}

/// A text cut to what so many lines of a place hold; none where all of it fits.
pub fn cut(text: &str, px: u32, lines: u32) -> Option<String> {
    // Widths are those of 10 points, and a line of several seldom fills to its end.
    let whole = px.saturating_sub(16) * lines * 5 / 4;
    let room = if lines > 1 { whole * 9 / 10 } else { whole }.max(40) + width::MARGIN;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width::text_px(&joined, room + 1) <= room && text.lines().count() <= lines as usize {
        return None;
    }
    let mut kept = String::new();
    for character in joined.chars() {
        if width::text_px(&kept, room + 1) + 2 * width::WIDE > room {
            break;
        }
        kept.push(character);
    }
    (kept.len() < joined.len()).then(|| format!("{}…", kept.trim_end())).or(Some(joined))
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
            Some(cut) => crate::workbook::kit::cell::Cell::text(cut),
            None => crate::workbook::kit::grid::words(formula, text.to_owned()),
        };
        self.put(area, cell, paper)
    }
}

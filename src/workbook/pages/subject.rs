//! What the blocks of an account's page share: the account, its rows in the tables, the page's measures.

use crate::method::AccountPlan;
use crate::model::Account;
use crate::workbook::cards::influence_card::{CARD_COLUMNS, CARD_ROWS};
use crate::workbook::cards::influence_lines::ACROSS;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::grid::{Area, Grid};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;

/// Columns of the page.
pub const COLUMNS: u16 = 48;
/// Rows of cards on a page; the others are on the influence map.
pub const STRIPS: usize = 2;
/// Row of the map's heading.
pub const MAP: u32 = 7;

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

impl Subject<'_, '_> {
    /// Whether the account has goals.
    pub fn has_goals(&self) -> bool {
        self.context.plan.portfolio.goals.iter().any(|g| g.account == self.account.account)
    }
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

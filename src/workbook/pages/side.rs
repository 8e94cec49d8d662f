//! The right side of an account page, beside the map: what the customer needs and worries about, the
//! alliance now and aimed at with its six conditions, and what the matching selling mode means.

use crate::layout::TableId;
use crate::model::Field;
use crate::workbook::cards::influence_card::{CARD_ROW_PX, CARD_ROWS};
use crate::workbook::cards::influence_lines::Lines;
use crate::workbook::kit::alliance::CONDITIONS;
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::grid::{Area, Grid, worded, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::pages::entered::{Entered, linked};
use crate::workbook::pages::head::order_address;
use crate::workbook::pages::subject::{COLUMNS, Subject};

/// First column of the right side.
const LEFT: u16 = 28;
/// Last column of the labels.
const LABEL: u16 = 30;
const RIGHT: u16 = COLUMNS - 1;

/// The rows that the map's cards and gutters give: blocks beside them use the rows of cards.
pub struct Rows {
    top: u32,
    strips: usize,
}

impl Rows {
    /// Rows below the heading, for so many rows of cards.
    pub fn new(top: u32, strips: usize) -> Self {
        Rows { top, strips }
    }

    /// The `n`-th row that is not a gutter.
    pub fn line(&self, n: u32) -> u32 {
        self.top + 1 + n / CARD_ROWS * (CARD_ROWS + 1) + n % CARD_ROWS
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.strips).unwrap_or(1) * CARD_ROWS
    }

    /// The last gutter.
    pub fn end(&self) -> u32 {
        self.top + u32::try_from(self.strips).unwrap_or(1) * (CARD_ROWS + 1)
    }

    /// Sets the heights of all of them, those without cards too.
    pub fn set_heights(&self, grid: &mut Grid<'_, '_, '_>, lines: &Lines) -> anyhow::Result<()> {
        for strip in 0..=self.strips {
            let gutter = self.top + u32::try_from(strip)? * (CARD_ROWS + 1);
            grid.sheet.set_row_height_pixels(gutter, lines.gutter_px(strip))?;
        }
        for n in 0..self.count() {
            grid.sheet.set_row_height_pixels(self.line(n), CARD_ROW_PX)?;
        }
        Ok(())
    }
}

/// Writes the right side.
pub fn describe(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, rows: &Rows) -> anyhow::Result<()> {
    Entered { table: TableId::Customers, label: "workbook.page.customer" }.write(
        grid,
        subject,
        (rows.line(0) - 2, LEFT, RIGHT),
        0,
    )?;
    detail(grid, subject, (rows.line(0), rows.line(1)), Field::Needs)?;
    detail(grid, subject, (rows.line(2), rows.line(2)), Field::Characteristics)?;
    detail(grid, subject, (rows.line(3), rows.line(4)), Field::Concerns)?;
    alliance(grid, subject, rows)?;
    mode(grid, subject, rows)
}

/// Needs, characteristics, concerns: by formula, or what to ask.
fn detail(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    (row, bottom): (u32, u32),
    field: Field,
) -> anyhow::Result<()> {
    let context = subject.context;
    let label = context.labels.field(crate::model::RecordKind::Accounts, field);
    grid.text(Area { row, bottom, left: LEFT, right: LABEL }, label, Paper::Label)?;
    let place = Area { row, bottom, left: LABEL + 1, right: RIGHT };
    match subject.record.details.get(field) {
        Some(text) => {
            let found = Found::customer(context, &order_address());
            let formula = found.and_then(|f| f.detail(field));
            grid.fitted(place, formula, text, bottom - row + 1, Paper::Body)
        }
        None => grid.text(place, context.labels.value("workbook.page_collect", field.code()), Paper::Collect),
    }
}

fn alliance(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, rows: &Rows) -> anyhow::Result<()> {
    let (context, record) = (subject.context, subject.record);
    let stated = record.conditions.iter().any(Option::is_some);
    let name = |level: Option<u8>| {
        level.map_or("—".to_owned(), |l| context.labels.value("alliance", &l.to_string()).to_owned())
    };
    let facts = [("now", name(record.alliance_level)), ("target", name(record.alliance_target))];
    let row = rows.line(5);
    let known = record.alliance_level.is_some() || record.alliance_target.is_some();
    let heading = if known {
        context.labels.fill("workbook.page.alliance", &facts)
    } else {
        context.label("workbook.page.alliance_unknown").to_owned()
    };
    let found = Found::alliance(context, &order_address());
    let level = |key: &str| {
        let cell = found.as_ref().filter(|_| known)?.text(key)?;
        Some(format!("IF({cell}=\"\",\"—\",{cell})"))
    };
    let formula = level("level").zip(level("target")).map(|(now, target)| {
        worded(context.label("workbook.page.alliance"), &[("now", now), ("target", target)])
    });
    linked(grid, subject, (row, LEFT, RIGHT), words(formula, heading), TableId::Alliance)?;
    if !known && !stated {
        let place = Area { row: rows.line(6), bottom: rows.line(7), left: LEFT, right: RIGHT };
        return grid.text(place, context.labels.value("workbook.page_collect", "alliance"), Paper::Collect);
    }
    let mark = |code: &str| context.labels.value("workbook.page_mark", code);
    for (at, met) in (0_u16..).zip(&record.conditions) {
        let code = match met {
            Some(true) => "met",
            Some(false) => "unmet",
            None => "unknown",
        };
        let number = (at + 1).to_string();
        let text = context.labels.value("workbook.page_condition", &number);
        let left = LEFT + at % 3 * 7;
        let right = (left + 6).min(RIGHT);
        let line = Area::line(rows.line(6 + u32::from(at / 3)), left, right);
        let stated = found.as_ref().and_then(|f| f.text(CONDITIONS[usize::from(at)]));
        let formula = stated.map(|cell| {
            let word = |code: &str| quoted(context.labels.value("truth", code));
            let [met, unmet, unknown] = ["met", "unmet", "unknown"].map(|code| quoted(mark(code)));
            let answers =
                format!("IF({cell}={},{met},IF({cell}={},{unmet},{unknown}))", word("yes"), word("no"));
            format!("{answers}&{}", quoted(&format!(" {text}")))
        });
        grid.put(line, words(formula, format!("{} {text}", mark(code))), Paper::Short)?;
    }
    Ok(())
}

/// Value orientation, the mode that matches it, the mode now, and what the matching mode means.
fn mode(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, rows: &Rows) -> anyhow::Result<()> {
    let (context, record) = (subject.context, subject.record);
    let place = Area { row: rows.line(9), bottom: rows.line(9) + 1, left: LEFT, right: RIGHT };
    let Some(orientation) = record.value_orientation else {
        let area = Area { row: rows.line(8), ..place };
        let text = context.labels.value("workbook.page_collect", "orientation");
        return grid.text(area, text, Paper::Collect);
    };
    let mode = |m: Option<crate::model::SellingMode>| {
        m.map_or("—".to_owned(), |m| context.labels.value("selling_mode", m.code()).to_owned())
    };
    let facts = [
        ("orientation", context.labels.value("orientation", orientation.code()).to_owned()),
        ("matching", mode(subject.account.matching_mode)),
        ("mode", mode(record.selling_mode)),
    ];
    let line = context.labels.fill("workbook.page.mode", &facts);
    let differs = record.selling_mode.is_some() && record.selling_mode != subject.account.matching_mode;
    let paper = if differs { Paper::Strong } else { Paper::Short };
    grid.put(Area::line(rows.line(8), LEFT, RIGHT), words(None, line), paper)?;
    grid.text(place, context.labels.value("workbook.page_mode", orientation.code()), Paper::Body)
}

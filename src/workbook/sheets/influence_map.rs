//! The influence map: for every top account with key persons, cards in role order and the lines between
//! them. Pages break between accounts and rows of cards, never through a card.

use crate::method::Plan;
use crate::model::CommitmentLevel;
use crate::workbook::cards::influence_card::{CARD_COLUMNS, CARD_ROW_PX, CARD_ROWS, color_boxes};
use crate::workbook::cards::influence_lines::{ACROSS, Lines};
use crate::workbook::cards::strips::cards;
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::grid::{Area, Grid, address, number, worded, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page;
use crate::workbook::kit::page_names::link_to;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::schema::{NOTE_ROW, TITLE_ROW};
use crate::workbook::kit::sheet::{Drawn, Sheet};
use crate::workbook::kit::styles::Piece;
use rust_xlsxwriter::{Url, Worksheet};

/// Columns of the sheet: four cards and the gutters between them.
const COLUMNS: u16 = 4 * CARD_COLUMNS + 3;
/// Page breaks that a sheet holds.
const MOST_BREAKS: usize = 1023;
const COLUMN_PX: u32 = 34;
const FIRST: u32 = NOTE_ROW + 3;
const HEADING_PX: u32 = 28;
const SPACE_PX: u32 = 16;
/// What fits one printed page below the repeated band, with room to spare for other fonts.
const PAGE_PX: u32 = 690;
/// Percent: four cards across landscape A4, also where a wider font stands in for the usual one.
const SCALE: u16 = 84;

/// The accounts on the map: the top ones that have key persons.
fn accounts<'c>(plan: &'c Plan, pages: &'c [(usize, String)]) -> impl Iterator<Item = usize> + 'c {
    pages.iter().map(|(account, _)| *account).filter(|account| plan.accounts[*account].persons > 0)
}

/// The sheet, where there are such accounts.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let wanted = accounts(facts.plan, &facts.pages).next().is_some();
    Ok(wanted.then(|| Drawn::boxed(0, 1, |sheet, context, _| fill(sheet, context))))
}

/// Fills the sheet.
fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let mut grid = Grid::new(sheet, context, COLUMNS, COLUMN_PX)?;
    band(&mut grid)?;
    let (mut row, mut used, mut breaks) = (FIRST, 0, Vec::new());
    for account in accounts(context.plan, &context.pages) {
        let persons = context.persons_of(account);
        let lines = Lines::new(context, &context.plan.persons[persons.clone()], persons.len());
        let strip = |r: usize| lines.gutter_px(r) + CARD_ROWS * CARD_ROW_PX;
        let strips = persons.len().div_ceil(ACROSS);
        let whole: u32 =
            HEADING_PX + SPACE_PX + (0..strips).map(strip).sum::<u32>() + lines.gutter_px(strips);
        if used > 0 && used + whole > PAGE_PX {
            breaks.push(row);
            used = 0;
        }
        heading(&mut grid, row, account)?;
        let top = row + 1;
        used += HEADING_PX;
        for r in 0..strips {
            let at = top + u32::try_from(r)? * (CARD_ROWS + 1);
            if used + strip(r) > PAGE_PX {
                breaks.push(at);
                used = 0;
            }
            used += strip(r);
        }
        row = cards(&mut grid, top, 0, persons, &lines)?;
        used += lines.gutter_px(strips) + SPACE_PX;
        grid.sheet.set_row_height_pixels(row, SPACE_PX)?;
        row += 1;
    }
    color_boxes(&mut grid, Area { row: NOTE_ROW, bottom: row, left: 0, right: COLUMNS - 1 })?;
    grid.sheet.set_freeze_panes(FIRST, 0)?;
    grid.sheet.set_repeat_rows(TITLE_ROW, FIRST - 1)?;
    page::print(grid.sheet, context, 0);
    // Breaks hold only where the sheet is not fitted to pages.
    grid.sheet.set_print_scale(SCALE);
    grid.sheet.set_print_center_horizontally(true);
    // Further on the program breaks pages by itself.
    breaks.truncate(MOST_BREAKS);
    grid.sheet.set_page_breaks(&breaks)?;
    grid.sheet.set_print_area(0, 0, row - 1, COLUMNS - 1)?;
    Ok(())
}

fn band(grid: &mut Grid<'_, '_, '_>) -> anyhow::Result<()> {
    let context = grid.context;
    grid.sheet.set_row_height(TITLE_ROW, 27)?;
    let title = Area::line(TITLE_ROW, 0, COLUMNS - 1);
    let text = crate::workbook::kit::cell::Cell::text(context.sheet("influence_map"));
    grid.put_as(title, text, context.styles.piece(Piece::Title))?;
    let link = context.styles.cell_link();
    let back = Url::new(page::target(context.sheet("overview"))).set_text(context.label("workbook.back"));
    grid.sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, 2, "", link)?;
    grid.sheet.write_url_with_format(NOTE_ROW, 0, back, link)?;
    grid.put_as(
        Area::line(NOTE_ROW, 3, COLUMNS - 1),
        crate::workbook::kit::cell::Cell::text(context.label("workbook.map.note")),
        context.styles.piece(Piece::Note),
    )?;
    legend(grid, NOTE_ROW + 1)
}

/// What the boxes and lines mean.
fn legend(grid: &mut Grid<'_, '_, '_>, row: u32) -> anyhow::Result<()> {
    let context = grid.context;
    let mut column = 0;
    for level in CommitmentLevel::ALL.iter().filter(|l| **l != CommitmentLevel::Unknown) {
        let symbol = context.labels.value("workbook.symbol", level.code());
        grid.text(Area::line(row, column, column), symbol, Paper::CardBox)?;
        let name = context.labels.value("commitment", level.code());
        grid.text(Area::line(row, column + 1, column + 3), name, Paper::Label)?;
        column += 4;
    }
    grid.text(Area::line(row, column, COLUMNS - 1), context.label("workbook.map.legend"), Paper::Label)
}

/// Rank and name with the way to the account's page, commitment index and coverage, Order.
fn heading(grid: &mut Grid<'_, '_, '_>, row: u32, at: usize) -> anyhow::Result<()> {
    let context = grid.context;
    let account = &context.plan.accounts[at];
    grid.sheet.set_row_height_pixels(row, HEADING_PX)?;
    let found = Found::account(context, &address(row, COLUMNS - 1));
    let found = found.as_ref();
    let rank = account.rank.map_or("—".to_owned(), |r| r.to_string());
    let name = format!("{rank}  {}", context.plan.record(account).name);
    let shown = found.and_then(|f| {
        let (rank, name) = (f.text("rank")?, f.text("account")?);
        Some(format!("IF({rank}=\"\",\"—\",{rank})&\"  \"&{name}"))
    });
    let target = context.page_of(at).map(|page| {
        let text = shown.clone().unwrap_or_else(|| quoted(&name));
        format!("HYPERLINK({},{text})", link_to(page))
    });
    grid.put(Area::line(row, 0, 14), words(target.or(shown), name), Paper::MapHeading)?;
    let percent = |v: f64| format!("{}%", (v * 100.0).round());
    let facts = [
        ("index", account.commitment_index.map_or("—".to_owned(), |v| v.round().to_string())),
        ("coverage", account.coverage.map_or("—".to_owned(), percent)),
        ("persons", account.persons.to_string()),
    ];
    let value = context.labels.fill("workbook.map.facts", &facts);
    let formula = found.and_then(|f| {
        let (index, coverage) = (f.value("commitment_index")?, f.value("coverage")?);
        let places = [
            ("index", format!("IF({index}=\"\",\"—\",ROUND({index},0))")),
            ("coverage", format!("IF({coverage}=\"\",\"—\",ROUND(100*{coverage},0)&\"%\")")),
            ("persons", f.text("persons")?),
        ];
        Some(worded(context.label("workbook.map.facts"), &places))
    });
    grid.put(Area::line(row, 15, COLUMNS - 3), words(formula, value), Paper::MapFacts)?;
    let order = context.labels.value("workbook.column", "order");
    grid.text(Area::line(row, COLUMNS - 2, COLUMNS - 2), order, Paper::Number)?;
    let here = Area::line(row, COLUMNS - 1, COLUMNS - 1);
    grid.put(here, number(None, Some(f64::from(account.order))), Paper::Number)
}

//! The head of an account page: title band with rank, name, segment, owner and the ways back; the tiles.

use crate::layout::TableId;
use crate::method::resources::ResourceUse;
use crate::model::{Field, Segment};
use crate::workbook::kit::cell::{Cell, Value, quoted};
use crate::workbook::kit::grid::{Area, Grid, address, worded, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_names::link_to;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::resource_keys::{self, KEYS};
use crate::workbook::kit::schema::{NOTE_ROW, TITLE_ROW};
use crate::workbook::kit::styles::Piece;
use crate::workbook::pages::subject::{COLUMNS, Subject};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format};

/// Columns of the segment badge, and after it the owner.
const BADGE: u16 = 33;
const OWNER: u16 = 38;
const TILES: u32 = 3;
/// Columns of a tile.
const TILE: u16 = 6;

/// The cell by which the page's formulas find the account.
pub fn order_address() -> String {
    address(NOTE_ROW, COLUMNS - 2)
}

/// Rank and name, segment, owner; below the ways back and the facts behind the segment.
pub fn band(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>) -> anyhow::Result<()> {
    let context = subject.context;
    let found = subject.found.as_ref();
    for (row, px) in [(TITLE_ROW, 40), (NOTE_ROW, 24), (NOTE_ROW + 1, 8)] {
        grid.sheet.set_row_height_pixels(row, px)?;
    }
    let rank = subject.account.rank.map_or("—".to_owned(), |r| r.to_string());
    let value = format!("{rank}  {}", subject.record.name);
    let formula = found.and_then(|f| {
        let (rank, name) = (f.text("rank")?, f.text("account")?);
        Some(format!("IF({rank}=\"\",\"—\",{rank})&\"  \"&{name}"))
    });
    grid.put(Area::line(TITLE_ROW, 0, BADGE - 1), words(formula, value), Paper::BandTitle)?;
    let segment = context.labels.value("segment", subject.account.segment.code());
    let badge = Area::line(TITLE_ROW, BADGE, OWNER - 1);
    grid.put(badge, words(found.and_then(|f| f.text("segment")), segment.to_owned()), Paper::Badge)?;
    for segment in Segment::ALL {
        let word = context.labels.value("segment", segment.code()).to_owned();
        let Some(format) = context.styles.badge(segment.code()) else { continue };
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
        grid.sheet.add_conditional_format(
            TITLE_ROW,
            BADGE,
            TITLE_ROW,
            OWNER - 1,
            &rule.set_format(format),
        )?;
    }
    let owner = subject.record.details.get(Field::Owner).unwrap_or("—");
    let label = context.label("workbook.page.owner");
    let value = context.labels.fill("workbook.page.owner", &[("owner", owner.to_owned())]);
    let formula = found
        .and_then(|f| f.detail(Field::Owner))
        .map(|cell| worded(label, &[("owner", format!("IF({cell}=\"\",\"—\",{cell})"))]));
    grid.put(Area::line(TITLE_ROW, OWNER, COLUMNS - 1), words(formula, value), Paper::BandText)?;
    ways(grid, subject)
}

fn ways(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>) -> anyhow::Result<()> {
    let context = subject.context;
    let found = subject.found.as_ref();
    let link = context.styles.piece(Piece::BandLink);
    // By formula, since some programs show other links in a colour of their own, unreadable on the band.
    let back = context.label("workbook.back");
    let target = format!("HYPERLINK({},{})", link_to(context.sheet("overview")), quoted(back));
    grid.put_as(Area::line(NOTE_ROW, 0, 3), words(Some(target), back.to_owned()), link)?;
    row_link(grid, subject, Area::line(NOTE_ROW, 4, 9), link)?;
    let reason = context.labels.value("segment_reason", subject.account.segment_reason.code());
    let unit = context.money_unit();
    let of = |field| subject.record.details.get(field).unwrap_or_default().to_owned();
    let rest: Vec<String> = [of(Field::Region), of(Field::Industry), unit, context.plan.today.to_string()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect();
    let rest = format!("  ·  {}", rest.join("  ·  "));
    let formula =
        found.and_then(|f| f.text("segment_reason")).map(|cell| format!("{cell}&{}", quoted(&rest)));
    let facts = words(formula, format!("{reason}{rest}"));
    // The pages before and after this one.
    let place = context.pages.iter().position(|(at, _)| *at == subject.at).unwrap_or(0);
    let beside = [("workbook.page.previous", place.checked_sub(1)), ("workbook.page.next", Some(place + 1))];
    for ((key, place), left) in beside.into_iter().zip([10, 14]) {
        let area = Area::line(NOTE_ROW, left, left + 3);
        match place.and_then(|place| context.pages.get(place)) {
            Some((_, page)) => {
                let text = context.label(key);
                let target = format!("HYPERLINK({},{})", link_to(page), quoted(text));
                grid.put_as(area, words(Some(target), text.to_owned()), link)?;
            }
            None => grid.text(area, "", Paper::BandText)?,
        }
    }
    grid.put(Area::line(NOTE_ROW, 18, COLUMNS - 7), facts, Paper::BandText)?;
    let order = context.labels.value("workbook.column", "order");
    grid.text(Area::line(NOTE_ROW, COLUMNS - 6, COLUMNS - 3), order, Paper::BandText)?;
    let place = Area::line(NOTE_ROW, COLUMNS - 2, COLUMNS - 1);
    grid.put(place, Cell::count(subject.account.order), Paper::BandNumber)
}

/// The way to the account's row of Relative value, wherever a sort has put it.
fn row_link(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    area: Area,
    format: &Format,
) -> anyhow::Result<()> {
    let schema = &subject.context.table(TableId::Accounts);
    let sheet = schema.sheet.replace('\'', "''");
    let letters = crate::model::column_letters(u32::from(schema.place("account")));
    let text = &schema.sheet;
    if subject.found.is_none() {
        let row = schema.first + subject.account.order;
        let target = quoted(&format!("#'{sheet}'!{letters}{row}"));
        let link = format!("HYPERLINK({target},{})", quoted(text));
        return grid.put_as(area, words(Some(link), text.clone()), format);
    }
    let orders = schema.all("order");
    let formula = format!(
        "IFERROR(HYPERLINK(\"#'{}'!{letters}\"&(MATCH({},{orders},0)+MIN(ROW({orders}))-1),{}),\"\")",
        sheet.replace('"', "\"\""),
        order_address(),
        quoted(text),
    );
    grid.put_as(area, words(Some(formula), text.clone()), format)
}

/// A tile: label, value, small line.
struct Tile<'t> {
    label: &'static str,
    value: Cell<'t>,
    piece: Piece,
    sub: String,
}

/// The row of tiles.
pub fn tiles(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>) -> anyhow::Result<()> {
    let context = subject.context;
    for (row, px) in [(TILES, 20), (TILES + 1, 32), (TILES + 2, 20), (TILES + 3, 8)] {
        grid.sheet.set_row_height_pixels(row, px)?;
    }
    for (left, tile) in (0..).step_by(usize::from(TILE)).zip(tile_list(subject)) {
        let area = |offset: u32| Area::line(TILES + offset, left, left + TILE - 1);
        let label = context.labels.value("workbook.page_tile", tile.label);
        grid.put_as(area(0), Cell::text(label), context.styles.piece(Piece::TileLabel))?;
        match tile.value {
            Cell::Text(text) => grid.put(area(1), Cell::Text(text), Paper::TileWords)?,
            Cell::Formula(formula, Value::Text(text)) => {
                grid.put(area(1), Cell::Formula(formula, Value::Text(text)), Paper::TileWords)?;
            }
            money if tile.piece == Piece::TileMoney => grid.put(area(1), money, Paper::TileMoney)?,
            number => grid.put_as(area(1), number, context.styles.piece(tile.piece))?,
        }
        grid.text(area(2), &tile.sub, Paper::TileSmall)?;
    }
    Ok(())
}

fn tile_list<'t>(subject: &'t Subject<'_, '_>) -> Vec<Tile<'t>> {
    let (context, account) = (subject.context, subject.account);
    let found = subject.found.as_ref();
    let unit = context.unit.factor;
    let value = |key: &str| found.and_then(|f| f.value(key));
    let percent = |v: Option<f64>| v.map_or("—".to_owned(), |v| format!("{:.0}%", v * 100.0));
    // A small line without its figure says nothing.
    let tile = |label, value, piece, sub: &[(&'static str, String)]| Tile {
        label,
        value,
        piece,
        sub: if sub.iter().any(|(_, text)| text == "—") {
            String::new()
        } else {
            context.labels.fill(&format!("workbook.page_tile_sub.{label}"), sub)
        },
    };
    let money = |key, v: Option<f64>| {
        let scaled = value(key).map(|f| format!("IF({f}=\"\",\"—\",{})", context.unit.scaled(&f)));
        shown(scaled, v.map(|v| v / unit))
    };
    let plain = |key, v| shown(value(key).map(|f| format!("IF({f}=\"\",\"—\",{f})")), v);
    let decision = context.labels.value("decision", account.decision.code());
    let planned = Found::completeness(context, &order_address());
    let completed = planned.and_then(|f| f.value("completeness")).map(|f| format!("IF({f}=\"\",\"—\",{f})"));
    let complete = account.completeness.as_ref().map(|c| c.overall());
    let index = account.value_index.map_or("—".to_owned(), |v| format!("{v:.1}"));
    let persons = account.persons.to_string();
    vec![
        tile(
            "expected_value",
            money("expected_value", account.expected_value),
            Piece::TileMoney,
            &[("share", percent(account.cumulative_share))],
        ),
        tile(
            "relative_value",
            plain("relative_value", account.relative_value),
            Piece::TilePercent,
            &[("index", index)],
        ),
        tile("probability", plain("probability", account.probability), Piece::TilePercent, &[]),
        tile(
            "gross_profit",
            money("gross_profit", account.gross_profit),
            Piece::TileMoney,
            &[("share", percent(account.gross_profit_share))],
        ),
        tile("visits", visits(subject), Piece::TileCount, &[("share", percent(account.visit_share))]),
        tile(
            "commitment_index",
            plain("commitment_index", account.commitment_index),
            Piece::TileCount,
            &[("coverage", percent(account.coverage)), ("persons", persons)],
        ),
        tile("completeness", shown(completed, complete), Piece::TilePercent, &[]),
        tile(
            "decision",
            words(found.and_then(|f| f.text("decision")), decision.to_owned()),
            Piece::TileText,
            &[("reason", context.labels.value("decision_reason", account.decision_reason.code()).to_owned())],
        ),
    ]
}

/// A number by formula, or a dash where it is unknown.
fn shown(formula: Option<String>, value: Option<f64>) -> Cell<'static> {
    match (formula, value.filter(|v| v.is_finite())) {
        (Some(formula), Some(value)) => Cell::formula(formula, Some(value)),
        (Some(formula), None) => Cell::text_formula(formula, "—"),
        (None, Some(value)) => Cell::Number(value),
        (None, None) => Cell::text("—"),
    }
}

/// Visits now → recommended.
fn visits(subject: &Subject<'_, '_>) -> Cell<'static> {
    let whole = |v: Option<f64>| v.map_or("—".to_owned(), |v| v.round().to_string());
    let then = visit_use(subject).and_then(|u| u.recommended);
    let now = subject.segment.as_ref().and_then(|f| f.value("visits"));
    let rounded = |cell: String| format!("IF({cell}=\"\",\"—\",ROUND({cell},0))");
    let keys = resource_keys::visits(subject.context.plan).map(|at| KEYS[at].recommended);
    let shared = subject.allocation.as_ref().zip(keys).and_then(|(f, key)| f.value(key)).map(rounded);
    let formula =
        now.map(|now| format!("{}&\" → \"&{}", rounded(now), shared.unwrap_or_else(|| quoted(&whole(then)))));
    if subject.account.visits.is_none() && then.is_none() {
        return Cell::text("—");
    }
    words(formula, format!("{} → {}", whole(subject.account.visits), whole(then)))
}

/// The account's use of visits.
fn visit_use(subject: &Subject<'_, '_>) -> Option<ResourceUse> {
    let at = subject.context.plan.resources.iter().position(|r| r.name == "visits")?;
    subject.account.resources.get(at).copied()
}

//! The Overview: one page with headline figures, charts, segments, top accounts and the way to every sheet.

pub mod overview_blocks;
pub mod overview_decisions;

use crate::config::{OrSaid, Said};
use crate::layout::TableId;
use crate::method::headlines;
use crate::model::Severity;
use crate::workbook::kit::canvas::{COLUMNS, Canvas};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::charts;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{NOTE_ROW, TITLE_ROW};
use crate::workbook::kit::sheet::{Drawn, Sheet};
use crate::workbook::kit::styles::Piece;
use crate::workbook::sheets::overview::overview_blocks::{self as blocks, CHART_ROWS, CHARTS, SEGMENTS};
use crate::workbook::sheets::overview::overview_decisions::decisions;
use rust_xlsxwriter::{Image, Url, Worksheet};

/// Width of a column and height of the logo in pixels.
const COLUMN: u32 = 112;
const LOGO: u32 = 40;
const TILES: u32 = 3;
/// Columns that say whether inputs were changed since planning.
const CHANGED: u16 = 3;
/// Row of the heading of the decisions.
const DECISIONS: u32 = SEGMENTS + 8;

/// The sheet.
pub fn make<'d>(_facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    Ok(Some(Drawn::boxed(0, 1, |sheet, context, _| fill(sheet, context))))
}

fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    sheet.set_screen_gridlines(false);
    for column in 0..COLUMNS {
        sheet.set_column_width_pixels(column, COLUMN)?;
    }
    let mut canvas = Canvas { sheet, context };
    band(&mut canvas)?;
    tiles(&mut canvas)?;
    blocks::segments(&mut canvas)?;
    let top = decisions(&mut canvas, DECISIONS)?;
    let ranked = blocks::top(&mut canvas, top)?;
    let below = top + ranked.max(1) + 3;
    let left = blocks::concentration(&mut canvas, below)?;
    let right = blocks::commitment(&mut canvas, below)?;
    let next = blocks::missing(&mut canvas, left.max(right) + 2)?;
    blocks::contents(&mut canvas, next + 2)?;
    insert_charts(sheet, context, top, ranked)?;
    // On one page its letters had four points. Links to other sheets are none on paper.
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, next, COLUMNS - 1)?;
    Ok(())
}

fn band(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<()> {
    let context = canvas.context;
    let name = [("name", context.options.portfolio_name.clone())];
    let title = context.labels.fill("workbook.title", &name);
    let facts = [
        ("today", context.plan.today.to_string()),
        ("unit", context.money_unit()),
        ("basis", context.labels.value("basis", context.plan.basis.code()).to_owned()),
        ("assumed", context.plan.totals.assumed_values.to_string()),
    ];
    let mut subtitle = context.labels.fill("workbook.subtitle", &facts);
    for line in [&context.theme.company, &context.theme.confidentiality].into_iter().filter(|l| !l.is_empty())
    {
        subtitle.push_str("  |  ");
        subtitle.push_str(line);
    }
    let styles = &context.styles;
    canvas.sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, COLUMNS - 1, &title, styles.piece(Piece::Title))?;
    let (piece, right) = (styles.piece(Piece::Subtitle), COLUMNS - CHANGED);
    canvas.sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, right - 1, &subtitle, piece)?;
    canvas.sheet.merge_range(NOTE_ROW, right, NOTE_ROW, COLUMNS - 1, "", piece)?;
    let (same, other) =
        (context.label("workbook.inputs_as_planned"), context.label("workbook.inputs_changed"));
    let formula = format!("IF(ROUND(inputs_now-inputs_planned,2)=0,{},{})", quoted(same), quoted(other));
    canvas.words(NOTE_ROW, right, &formula, same, piece)?;
    logo(canvas)?;
    canvas.sheet.set_row_height(TITLE_ROW, 33)?;
    canvas.sheet.set_row_height(NOTE_ROW, 20)?;
    unused(canvas)?;
    canvas.sheet.set_row_height(TILES + 3, 8)?;
    Ok(())
}

/// The theme's logo at the right end of the band.
fn logo(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<()> {
    let Some(bytes) = &canvas.context.config.logo else { return Ok(()) };
    let known = bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    let picture = || Said::new("writer.logo");
    known.then_some(()).or_said(picture)?;
    let image = Image::new_from_buffer(bytes).or_said(picture)?;
    let (most, height) = (2.0 * f64::from(COLUMN) - 8.0, f64::from(LOGO));
    (image.width() >= 1.0 && image.height() >= 1.0).then_some(()).or_said(picture)?;
    let width = (image.width() / image.height() * height).clamp(1.0, most);
    let company = &canvas.context.theme.company;
    let alt = if company.is_empty() { canvas.context.label("workbook.logo") } else { company };
    let image = image.set_scale_to_size(width, height, true).set_alt_text(alt);
    let left = (2.0 * f64::from(COLUMN) - 4.0 - width).max(0.0) as u32;
    canvas.sheet.insert_image_with_offset(TITLE_ROW, COLUMNS - 2, &image, left, 2)?;
    Ok(())
}

/// What of the lists was not used, with the way to it.
fn unused(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<()> {
    let context = canvas.context;
    let of = |severity| context.plan.issues().iter().filter(|i| i.code.severity() == severity).count() as u64;
    let rejected: u64 = context.plan.portfolio.sheets.iter().map(|s| s.rows.rejected).sum();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let row = NOTE_ROW + 1;
    let told = headlines::warnings(context.plan);
    if rejected + errors + warnings == 0 && told.is_empty() {
        canvas.sheet.set_row_height(row, 8)?;
        return Ok(());
    }
    let facts = [
        ("rejected", rejected.to_string()),
        ("errors", errors.to_string()),
        ("warnings", warnings.to_string()),
        ("sheet", context.sheet("data_issues").to_owned()),
    ];
    let format = context.styles.piece(Piece::Warning);
    let mut text = context.labels.fill("workbook.unused", &facts);
    for note in told {
        text.push_str("  |  ");
        text.push_str(&context.labels.note(&note));
    }
    let link = Url::new(page::target(context.sheet("data_issues"))).set_text(text);
    canvas.sheet.merge_range(row, 0, row, COLUMNS - 1, "", format)?;
    canvas.sheet.write_url_with_format(row, 0, link, format)?;
    canvas.sheet.set_row_height(row, 20)?;
    Ok(())
}

/// A tile: two columns wide, label, number and a small line.
struct Tile {
    label: &'static str,
    formula: String,
    value: Option<f64>,
    piece: Piece,
    sub: String,
}

fn tiles(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<()> {
    let context = canvas.context;
    canvas.sheet.set_row_height(TILES, 20)?;
    canvas.sheet.set_row_height(TILES + 1, 30)?;
    canvas.sheet.set_row_height(TILES + 2, 20)?;
    for (at, tile) in (0_u16..).step_by(2).zip(tile_list(context)) {
        let styles = &context.styles;
        let label = context.labels.value("workbook.tile", tile.label);
        let row = |offset: u32| TILES + offset;
        canvas.sheet.merge_range(row(0), at, row(0), at + 1, label, styles.piece(Piece::TileLabel))?;
        canvas.sheet.merge_range(row(1), at, row(1), at + 1, "", styles.piece(tile.piece))?;
        canvas.sheet.merge_range(row(2), at, row(2), at + 1, &tile.sub, styles.piece(Piece::TileSub))?;
        match tile.value {
            Some(value) => canvas.number(row(1), at, &tile.formula, Some(value), styles.piece(tile.piece))?,
            None => canvas.text(row(1), at, "—", Piece::TileText)?,
        }
    }
    Ok(())
}

fn tile_list(context: &Context<'_>) -> Vec<Tile> {
    let plan = context.plan;
    let scaled = |v: Option<f64>| v.map(|v| v / context.unit.factor);
    let all = |key| context.table(TableId::Accounts).all(key);
    let fill = |key: &str, args: &[(&'static str, String)]| {
        context.labels.fill(&format!("workbook.tile_sub.{key}"), args)
    };
    let tile = |label, formula, value, piece, sub| Tile { label, formula, value, piece, sub };
    let percent = |p: crate::config::Parameter| format!("{:.0}", context.config.settings.get(p) * 100.0);
    use crate::config::Parameter::{CoreShare, LaggardVisitsHigh, LaggardVisitsLow};
    let band = [("low", percent(LaggardVisitsLow)), ("high", percent(LaggardVisitsHigh))];
    let profitable = plan.accounts.iter().filter(|a| a.gross_profit.is_some()).count();
    let quota = plan.core_quota as usize;
    let top: f64 = match (&context.options.whole, plan.totals.expected_value) {
        (Some(_), Some(total)) => {
            let first = plan.accounts.iter().filter(|a| a.rank.is_some_and(|r| r as usize <= quota));
            first.filter_map(|a| a.expected_value).sum::<f64>() / total
        }
        _ => plan.accounts.iter().take(quota).filter_map(|a| a.relative_value).sum(),
    };
    let known = plan.totals.expected_value.is_some_and(|v| v > 0.0);
    let top_formula = format!(
        "SUMPRODUCT(--({0}<=core_quota),{1})/total_expected_value",
        all("rank"),
        all("expected_value")
    );
    let laggards = plan.diagnosis.of(crate::model::Segment::Laggard).visit_share;
    let persons = context.over_persons(|p| format!("COUNT({})", p.all("order")));
    let reached = plan.accounts.iter().filter(|a| a.persons > 0).count();
    let people = (!plan.persons.is_empty()).then_some(plan.persons.len() as f64);
    let profit = context.unit.scaled(&format!("SUM({})", all("gross_profit")));
    vec![
        tile(
            "accounts",
            "account_count".to_owned(),
            Some(plan.accounts.len() as f64),
            Piece::TileCount,
            fill("accounts", &[("segments", plan.core_quota.to_string())]),
        ),
        tile(
            "expected_value",
            context.unit.scaled("total_expected_value"),
            scaled(plan.totals.expected_value),
            Piece::TileMoney,
            fill("expected_value", &[]),
        ),
        tile(
            "gross_profit",
            profit,
            scaled(plan.totals.gross_profit),
            Piece::TileMoney,
            fill("gross_profit", &[("accounts", profitable.to_string())]),
        ),
        tile(
            "top_share",
            top_formula,
            known.then_some(top),
            Piece::TilePercent,
            fill("top_share", &[("share", percent(CoreShare))]),
        ),
        tile(
            "laggard_visits",
            blocks::visit_share_formula(context, "laggard"),
            laggards,
            Piece::TilePercent,
            fill("laggard_visits", &band),
        ),
        tile(
            "persons",
            persons,
            people,
            Piece::TileCount,
            fill("persons", &[("accounts", reached.to_string())]),
        ),
    ]
}

fn insert_charts(sheet: &mut Worksheet, context: &Context<'_>, top: u32, ranked: u32) -> anyhow::Result<()> {
    let name = context.sheet("overview");
    let range = |column: u16, first: u32, rows: u32| (name, first, column, first + rows.max(1) - 1, column);
    for row in CHARTS..CHARTS + CHART_ROWS {
        sheet.set_row_height_pixels(row, 20)?;
    }
    let height = CHART_ROWS * 20 - 6;
    if ranked > 0 {
        let top = top + 2;
        let (names, values, shares) = (range(0, top, ranked), range(5, top, ranked), range(7, top, ranked));
        let mut chart = charts::pareto(context, names, values, shares);
        chart.set_width(666).set_height(height);
        sheet.insert_chart_with_offset(CHARTS, 0, &chart, 2, 2)?;
    }
    if context.plan.totals.visits.is_some() || context.plan.totals.gross_profit.is_some() {
        let first = SEGMENTS + 2;
        let mut chart = charts::shares(context, range(0, first, 3), range(8, first, 3), range(7, first, 3));
        chart.set_width(666).set_height(height);
        sheet.insert_chart_with_offset(CHARTS, 6, &chart, 2, 2)?;
    }
    Ok(())
}

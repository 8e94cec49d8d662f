//! The page of changes: tiles old → new, the bridge, top movers, segments, goals and actions, the way on.

use super::bridge;
use super::changes::{Changes, named};
use super::tiles::{TILES, tiles};
use crate::method::comparison::{AccountChange, Outcome, Presence, Record};
use crate::model::Segment;
use crate::workbook::kit::canvas::{COLUMNS, Canvas};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{NOTE_ROW, TITLE_ROW};
use crate::workbook::kit::styles::{Form, Look, Piece};
use rust_xlsxwriter::{Url, Worksheet};

const COLUMN: u32 = 112;
const BRIDGE: u32 = 7;
const CHART_ROWS: u32 = 15;
const MOVERS: u32 = BRIDGE + CHART_ROWS + 1;
/// Movers listed each way.
const LISTED: u32 = 8;
const BELOW: u32 = MOVERS + LISTED + 3;
const CONTENTS: u32 = BELOW + 9;
/// Where the movers' numbers stand, beside the page.
const NUMBERS: u16 = 13;

/// Fills the sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    changes: &Changes<'_>,
) -> anyhow::Result<()> {
    sheet.set_screen_gridlines(false);
    sheet.set_formula_result_default("");
    for column in 0..COLUMNS {
        sheet.set_column_width_pixels(column, COLUMN)?;
    }
    let mut canvas = Canvas { sheet, context };
    band(&mut canvas, changes)?;
    tiles(&mut canvas, changes)?;
    canvas.heading(BRIDGE, 0, COLUMNS - 1, context.labels.value("workbook.comparison", "bridge"))?;
    for row in BRIDGE + 1..MOVERS {
        canvas.sheet.set_row_height_pixels(row, 20)?;
    }
    bridge::table(&mut canvas, changes, BRIDGE + 1)?;
    let up = changes.found.movers(1.0);
    let down = changes.found.movers(-1.0);
    movers(&mut canvas, changes, "up", &up, 0)?;
    movers(&mut canvas, changes, "down", &down, 6)?;
    segments(&mut canvas, changes)?;
    outcomes(&mut canvas, changes, Record::Goal, 6)?;
    outcomes(&mut canvas, changes, Record::Item, 9)?;
    let last = contents(&mut canvas)?;
    bridge::chart(sheet, context, (changes, BRIDGE + 1), (7 * COLUMN - 8, CHART_ROWS * 20 + 4))?;
    page::print(sheet, context, 1);
    sheet.set_print_area(0, 0, last, COLUMNS - 1)?;
    Ok(())
}

fn band(canvas: &mut Canvas<'_, '_, '_>, changes: &Changes<'_>) -> anyhow::Result<()> {
    let context = canvas.context;
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |d| d.to_string());
    let title = context.labels.fill("workbook.comparison.title", &named(changes.names));
    let count = |p| changes.found.of(p).count().to_string();
    let facts = [
        ("old", day(changes.found.today.old)),
        ("new", day(changes.found.today.new)),
        ("unit", context.money_unit()),
        ("kept", count(Presence::Kept)),
        ("added", count(Presence::New)),
        ("gone", count(Presence::Gone)),
    ];
    let mut subtitle = context.labels.fill("workbook.comparison.subtitle", &facts);
    if !changes.found.ambiguous.is_empty() {
        let names = changes.found.ambiguous.join(context.label("workbook.list_separator"));
        subtitle =
            format!("{subtitle}  |  {}", context.labels.fill("comparison.ambiguous", &[("names", names)]));
    }
    let subtitle = crate::workbook::kit::table::limited(&subtitle);
    let styles = &context.styles;
    canvas.sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, COLUMNS - 1, &title, styles.piece(Piece::Title))?;
    canvas.sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, COLUMNS - 1, &subtitle, styles.piece(Piece::Subtitle))?;
    canvas.sheet.set_row_height(TITLE_ROW, 33)?;
    canvas.sheet.set_row_height(NOTE_ROW, 20)?;
    canvas.sheet.set_row_height(NOTE_ROW + 1, 8)?;
    canvas.sheet.set_row_height(TILES + 3, 8)?;
    Ok(())
}

/// Accounts that gained or lost most EV, found in the table by their number.
fn movers(
    canvas: &mut Canvas<'_, '_, '_>,
    changes: &Changes<'_>,
    key: &'static str,
    movers: &[&AccountChange],
    left: u16,
) -> anyhow::Result<()> {
    let context = canvas.context;
    let label = |key: &str| context.labels.value("workbook.comparison", key);
    let unit = [("unit", context.money_unit())];
    let value = context.labels.fill("workbook.expected_value_in", &unit);
    let heading = format!("{} · {value}", context.labels.value("comparison", key));
    canvas.heading(MOVERS, left, left + 5, &heading)?;
    let account = context.labels.value("workbook.column", "account");
    let headers = [
        (left, account, false),
        (left + 2, label("old"), true),
        (left + 3, label("new"), true),
        (left + 4, label("delta"), true),
        (left + 5, label("cause"), false),
    ];
    canvas.headers(MOVERS + 1, &headers, left + 5)?;
    let number = if left == 0 { NUMBERS } else { NUMBERS + 1 };
    canvas.text(MOVERS + 1, number, label("number"), Piece::HeaderRight)?;
    if movers.is_empty() {
        canvas.text(MOVERS + 2, left, context.label("workbook.none"), Piece::Note)?;
    }
    let factor = context.unit.factor;
    for (row, account) in (MOVERS + 2..).zip(movers.iter().take(LISTED as usize)) {
        let place = changes.found.accounts.iter().position(|a| std::ptr::eq(a, *account)).unwrap_or(0) + 1;
        let format = |form| context.styles.cell(Look::Computed, form);
        canvas.ruled(row, left, left + 5)?;
        canvas.sheet.write_number_with_format(row, number, place as f64, format(Form::Count))?;
        let letters = crate::model::column_letters(u32::from(number));
        let look = |key: &str| {
            format!(
                "INDEX({},MATCH({letters}{},{},0))",
                changes.accounts.schema.all(key),
                row + 1,
                changes.accounts.schema.all("no")
            )
        };
        canvas.sheet.merge_range(row, left, row, left + 1, "", format(Form::Text))?;
        canvas.words(row, left, &look("account"), &account.name, format(Form::Text))?;
        let value = account.expected_value;
        for (column, key, value) in
            [(left + 2, "expected_value_old", value.old), (left + 3, "expected_value_new", value.new)]
        {
            let formula = context.unit.scaled_literal(&format!("N({})", look(key)));
            canvas.number(
                row,
                column,
                &formula,
                Some(value.unwrap_or(0.0) / factor),
                format(Form::Scaled),
            )?;
        }
        let cell = |column: u16| format!("{}{}", crate::model::column_letters(u32::from(column)), row + 1);
        let delta = value.new.unwrap_or(0.0) / factor - value.old.unwrap_or(0.0) / factor;
        let formula = format!("{}-{}", cell(left + 3), cell(left + 2));
        canvas.number(row, left + 4, &formula, Some(delta), format(Form::Scaled))?;
        let cause = account.causes.main().map_or("", |c| context.labels.value("cause", c.code()));
        canvas.words(row, left + 5, &look("main_cause"), cause, format(Form::Text))?;
    }
    Ok(())
}

/// From which segment to which: accounts by both.
fn segments(canvas: &mut Canvas<'_, '_, '_>, changes: &Changes<'_>) -> anyhow::Result<()> {
    let context = canvas.context;
    let all = |key: &str| changes.accounts.schema.all(key);
    let segment = |s: Segment| context.labels.value("segment", s.code());
    let presence = |p: Presence| context.labels.value("presence", p.code());
    canvas.heading(BELOW, 0, 4, context.labels.value("workbook.comparison", "segments"))?;
    let corner = context.labels.value("workbook.comparison", "from_to");
    let mut headers = vec![(0, corner, false)];
    headers.extend((1..).zip(Segment::ALL).map(|(at, s)| (at, segment(*s), true)));
    headers.push((4, presence(Presence::Gone), true));
    canvas.headers(BELOW + 1, &headers, 4)?;
    let format = |form| context.styles.cell(Look::Computed, form);
    for (row, from) in (BELOW + 2..).zip(Segment::ALL.iter().map(|s| Some(*s)).chain([None])) {
        let name = from.map_or(presence(Presence::New), segment);
        canvas.sheet.write_string_with_format(row, 0, name, format(Form::Text))?;
        for (column, to) in (1..).zip(Segment::ALL.iter().map(|s| Some(*s)).chain([None])) {
            if from.is_none() && to.is_none() {
                canvas.ruled(row, column, column)?;
                continue;
            }
            let criterion =
                |key: &str, s: Option<Segment>| s.map(|s| format!("{},{}", all(key), quoted(segment(s))));
            let other = |p: Presence| format!("{},{}", all("presence"), quoted(presence(p)));
            let first = criterion("segment_old", from).unwrap_or_else(|| other(Presence::New));
            let second = criterion("segment_new", to).unwrap_or_else(|| other(Presence::Gone));
            let hits = changes.found.accounts.iter().filter(|a| a.segment.old == from && a.segment.new == to);
            let count = hits.count() as f64;
            canvas.number(
                row,
                column,
                &format!("COUNTIFS({first},{second})"),
                Some(count),
                format(Form::Count),
            )?;
        }
    }
    Ok(())
}

/// What became of the goals or plan items.
fn outcomes(
    canvas: &mut Canvas<'_, '_, '_>,
    changes: &Changes<'_>,
    record: Record,
    left: u16,
) -> anyhow::Result<()> {
    let context = canvas.context;
    let (key, shown): (&str, &[Outcome]) = match record {
        Record::Goal => {
            use Outcome::{Gone, Met, Missed, NewlyMet, NewlyMissed, Open};
            ("goals", &[NewlyMet, Met, NewlyMissed, Missed, Open, Gone])
        }
        Record::Item => {
            use Outcome::{Done, DoneBefore, Gone, NewlyOverdue, Open, Overdue};
            ("actions", &[Done, DoneBefore, NewlyOverdue, Overdue, Open, Gone])
        }
    };
    canvas.heading(BELOW, left, left + 2, context.labels.value("comparison", key))?;
    let label = |key: &str| context.labels.value("workbook.comparison", key);
    let headers = [(left, label("column.outcome"), false), (left + 2, label("count"), true)];
    canvas.headers(BELOW + 1, &headers, left + 2)?;
    let format = |form| context.styles.cell(Look::Computed, form);
    let table = &changes.entries.schema;
    for (row, outcome) in (BELOW + 2..).zip(shown) {
        let word = context.labels.value("entry_outcome", outcome.code());
        canvas.ruled(row, left, left + 2)?;
        canvas.sheet.write_string_with_format(row, left, word, format(Form::Text))?;
        let record_word = quoted(context.labels.value("record", record.code()));
        let formula = format!(
            "COUNTIFS({},{record_word},{},{})",
            table.all("record"),
            table.all("outcome"),
            quoted(word)
        );
        let count = changes.found.count(record, *outcome) as f64;
        canvas.number(row, left + 2, &formula, Some(count), format(Form::Count))?;
    }
    Ok(())
}

/// The way to the other sheets; returns the last row.
fn contents(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(CONTENTS, 0, COLUMNS - 1, context.label("workbook.heading.contents"))?;
    let mut row = CONTENTS;
    for key in ["account_changes", "entry_changes"] {
        row += 1;
        let name = context.sheet(key);
        let link = Url::new(page::target(name)).set_text(name);
        canvas.sheet.merge_range(row, 0, row, 1, "", context.styles.cell_link())?;
        canvas.sheet.write_url_with_format(row, 0, link, context.styles.cell_link())?;
        canvas.text(row, 2, context.labels.value("workbook.note", key), Piece::Note)?;
    }
    Ok(row)
}

//! The blocks of the Overview below the charts: segments, top accounts, concentration, commitment,
//! what is missing, contents.

use crate::layout::TableId;
use crate::method::diagnosis::Verdict;
use crate::model::{CommitmentLevel, Segment};
use crate::workbook::kit::canvas::{COLUMNS, Canvas, word};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::styles::{Form, Look, Piece};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Url};

/// First row of the charts, and how many they take.
pub const CHARTS: u32 = 7;
pub const CHART_ROWS: u32 = 16;
/// Row of the segment table's heading.
pub const SEGMENTS: u32 = CHARTS + CHART_ROWS + 1;
/// How many top accounts are listed.
const TOP_ROWS: u32 = 10;

const SEGMENT_COLUMNS: [&str; 8] = [
    "segment",
    "account_count",
    "account_share",
    "expected_value",
    "expected_value_share",
    "gross_profit",
    "gross_profit_share",
    "visit_share",
];

/// Part over whole of a segment as a formula, blank where nothing of it is known.
fn share_formula(members: &str, values: &str, word: &str, whole: &str) -> String {
    let known = |criterion: &str| format!("COUNTIFS({members},{word},{values},\"{criterion}\")");
    format!(
        "IF({whole}<=0,\"\",IF(AND(COUNTIF({members},{word})>0,{}+{}=0),\"\",\
         SUMIFS({values},{members},{word})/{whole}))",
        known(">=0"),
        known("<0"),
    )
}

/// Share of visits of a segment.
pub fn visit_share_formula(context: &Context<'_>, code: &str) -> String {
    let schema = context.table(TableId::Segments);
    share_formula(
        &schema.all("segment"),
        &schema.all("visits"),
        &word(context, "segment", code),
        "total_visits",
    )
}

fn header<'c>(context: &'c Context<'_>, key: &str) -> &'c str {
    context.labels.value("workbook.column", key)
}

/// The segments with their shares and the verdict beside the benchmark.
pub fn segments(canvas: &mut Canvas<'_, '_, '_>) -> anyhow::Result<()> {
    let context = canvas.context;
    canvas.heading(SEGMENTS, 0, COLUMNS - 1, context.label("workbook.heading.segments"))?;
    // The segment's name takes two columns.
    let place = |at: usize| u16::try_from(at + usize::from(at > 0)).unwrap_or(0);
    let mut headers: Vec<(u16, &str, bool)> = SEGMENT_COLUMNS
        .iter()
        .enumerate()
        .map(|(at, key)| (place(at), header(context, key), at > 0))
        .collect();
    headers.push((9, header(context, "verdict"), false));
    let last = headers.pop().map_or("", |h| h.1);
    canvas.headers(SEGMENTS + 1, &headers, COLUMNS - 1)?;
    let style = context.styles.piece(Piece::Header);
    canvas.sheet.merge_range(SEGMENTS + 1, 9, SEGMENTS + 1, COLUMNS - 1, last, style)?;
    for (row, segment) in (SEGMENTS + 2..).zip(Segment::ALL) {
        segment_row(canvas, row, *segment)?;
    }
    verdict_row(canvas, SEGMENTS + 4)?;
    badges(canvas, SEGMENTS + 2, SEGMENTS + 5, 0)
}

/// Segments in their colours.
fn badges(canvas: &mut Canvas<'_, '_, '_>, first: u32, last: u32, column: u16) -> anyhow::Result<()> {
    let context = canvas.context;
    for segment in Segment::ALL {
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(
            context.labels.value("segment", segment.code()).to_owned(),
        ));
        if let Some(format) = context.styles.badge(segment.code()) {
            let rule = rule.set_format(format);
            canvas.sheet.add_conditional_format(first, column, last, column, &rule)?;
        }
    }
    Ok(())
}

fn segment_row(canvas: &mut Canvas<'_, '_, '_>, row: u32, segment: Segment) -> anyhow::Result<()> {
    let context = canvas.context;
    let all = |key| context.table(TableId::Accounts).all(key);
    let shares = context.plan.diagnosis.of(segment);
    let own = word(context, "segment", segment.code());
    let (members, ev, gp) = (all("segment"), all("expected_value"), all("gross_profit"));
    let sum = |values: &str| context.unit.scaled(&format!("SUMIFS({values},{members},{own})"));
    let known = |values: &str, sum: &str| format!("IF(COUNT({values})=0,\"\",{sum})");
    let any_value = context.plan.accounts.iter().any(|a| a.expected_value.is_some());
    let any_profit = context.plan.accounts.iter().any(|a| a.gross_profit.is_some());
    let scaled = |v: Option<f64>, any: bool| any.then(|| v.unwrap_or(0.0) / context.unit.factor);
    let count = f64::from(shares.accounts);
    let n = context.plan.accounts.len() as f64;
    let cells = [
        (2, format!("COUNTIF({members},{own})"), Some(count), Form::Count),
        (
            3,
            format!("IF(account_count=0,\"\",COUNTIF({members},{own})/account_count)"),
            (n > 0.0).then_some(count / n),
            Form::Percent,
        ),
        (4, known(&ev, &sum(&ev)), scaled(shares.expected_value, any_value), Form::Scaled),
        (
            5,
            share_formula(&members, &ev, &own, "total_expected_value"),
            shares.expected_value_share,
            Form::Percent,
        ),
        (6, known(&gp, &sum(&gp)), scaled(shares.gross_profit, any_profit), Form::Scaled),
        (
            7,
            share_formula(&members, &gp, &own, "positive_gross_profit"),
            shares.gross_profit_share,
            Form::Percent,
        ),
        (8, visit_share_formula(context, segment.code()), shares.visit_share, Form::Percent),
    ];
    canvas.ruled(row, 0, COLUMNS - 1)?;
    let name = context.labels.value("segment", segment.code());
    canvas.sheet.write_string_with_format(row, 0, name, context.styles.cell(Look::Computed, Form::Text))?;
    for (column, formula, value, form) in cells {
        canvas.number(row, column, &formula, value, context.styles.cell(Look::Computed, form))?;
    }
    Ok(())
}

/// Laggards beside the course's benchmarks.
fn verdict_row(canvas: &mut Canvas<'_, '_, '_>, row: u32) -> anyhow::Result<()> {
    let context = canvas.context;
    let label = |key: &str| context.labels.value("workbook.verdict", key).to_owned();
    let text = context.styles.cell(Look::Computed, Form::Text);
    let verdict = |v: Verdict| v.code();
    let (visits, profit) = (format!("I{}", row + 1), format!("H{}", row + 1));
    let q = |key: String| crate::workbook::kit::cell::quoted(&label(&key));
    let formula = format!(
        "IF({visits}=\"\",{},IF(ROUND({visits},9)<laggard_visits_low,{},IF(ROUND({visits},9)>laggard_visits_high,{},{})))",
        q("visits_unknown".into()),
        q("visits_below".into()),
        q("visits_above".into()),
        q("visits_within".into()),
    );
    let value = label(&format!("visits_{}", verdict(context.plan.diagnosis.laggard_visits)));
    canvas.words(row, 9, &formula, &value, text)?;
    let formula = format!(
        "IF({profit}=\"\",{},IF(ROUND({profit},9)<laggard_profit_share,{},{}))",
        q("profit_unknown".into()),
        q("profit_below".into()),
        q("profit_above".into()),
    );
    let value = label(&format!("profit_{}", verdict(context.plan.diagnosis.laggard_profit)));
    sentence(canvas, row, (&formula, &value))?;
    Ok(())
}

/// Both verdicts on the laggards with their figures, in a sentence below the table.
fn sentence(canvas: &mut Canvas<'_, '_, '_>, row: u32, profit: (&str, &str)) -> anyhow::Result<()> {
    let context = canvas.context;
    let label = |key: &str| context.labels.value("workbook.verdict", key);
    let laggards = context.plan.diagnosis.of(Segment::Laggard);
    let figure = |place: &str| format!("IF({place}=\"\",\"\",\" (\"&TEXT({place},\"0.0%\")&\")\")");
    let share = |value: Option<f64>| value.map_or(String::new(), |v| format!(" ({:.1}%)", v * 100.0));
    let formula = format!(
        "{}&J{1}&{2}&{3}&{4}&{5}",
        crate::workbook::kit::cell::quoted(label("title")),
        row + 1,
        figure(&format!("I{}", row + 1)),
        crate::workbook::kit::cell::quoted(label("and")),
        profit.0,
        figure(&format!("H{}", row + 1)),
    );
    let value = format!(
        "{}{}{}{}{}{}",
        label("title"),
        label(&format!("visits_{}", context.plan.diagnosis.laggard_visits.code())),
        share(laggards.visit_share),
        label("and"),
        profit.1,
        share(laggards.gross_profit_share),
    );
    // The accounts to assess stand between.
    canvas.words(row + 2, 0, &formula, &value, context.styles.piece(Piece::Note))
}

/// The top accounts by expected value; returns how many there are.
pub fn top(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 0, COLUMNS - 1, context.label("workbook.heading.top"))?;
    let unit = context.labels.fill("workbook.expected_value_in", &[("unit", context.money_unit())]);
    let headers = [
        (0, header(context, "rank"), false),
        (1, header(context, "account"), false),
        (4, header(context, "segment"), false),
        (5, unit.as_str(), true),
        (6, header(context, "relative_value"), true),
        (7, header(context, "cumulative_share"), true),
        (8, header(context, "probability"), true),
        (9, header(context, "segment_reason"), false),
        (11, header(context, "link"), false),
    ];
    canvas.headers(at + 1, &headers, COLUMNS - 1)?;
    let ranked =
        context.plan.accounts.iter().take_while(|a| a.rank.is_some()).take(TOP_ROWS as usize).count();
    for index in 0..ranked {
        top_row(canvas, at + 2 + u32::try_from(index)?, index)?;
    }
    badges(canvas, at + 2, at + 1 + TOP_ROWS, 4)?;
    if ranked == 0 {
        canvas.text(at + 2, 0, context.label("workbook.none"), Piece::Note)?;
    }
    Ok(u32::try_from(ranked)?)
}

fn top_row(canvas: &mut Canvas<'_, '_, '_>, row: u32, at: usize) -> anyhow::Result<()> {
    let context = canvas.context;
    let account = &context.plan.accounts[at];
    let styles = &context.styles;
    canvas.ruled(row, 0, COLUMNS - 1)?;
    let place = styles.cell(Look::Computed, Form::Center);
    // In a part of a plan the ranks have the whole's gaps.
    let rank = account.rank.map_or((at + 1) as f64, f64::from);
    canvas.sheet.write_number_with_format(row, 0, rank, place)?;
    let found = format!("MATCH($A{},{},0)", row + 1, context.table(TableId::Accounts).all("rank"));
    let look =
        |key: &str| format!("IFERROR(INDEX({},{found}),\"\")", context.table(TableId::Accounts).all(key));
    let text = styles.cell(Look::Computed, Form::Text);
    let record = context.plan.record(account);
    canvas.words(row, 1, &look("account"), &record.name, text)?;
    let segment = context.labels.value("segment", account.segment.code());
    canvas.words(row, 4, &look("segment"), segment, text)?;
    let reason = context.labels.value("segment_reason", account.segment_reason.code());
    canvas.words(row, 9, &look("segment_reason"), reason, text)?;
    let value = format!(
        "IFERROR(INDEX({},{found})/display_unit,\"\")",
        context.table(TableId::Accounts).all("expected_value")
    );
    let scaled = account.expected_value.map(|v| v / context.unit.factor);
    canvas.number(row, 5, &value, scaled, styles.cell(Look::Computed, Form::Scaled))?;
    let numbers = [
        (6, "relative_value", account.relative_value, Form::FinePercent),
        (7, "cumulative_share", account.cumulative_share, Form::Percent),
        (8, "probability", account.probability, Form::Probability),
    ];
    for (column, key, value, form) in numbers {
        canvas.number(row, column, &look(key), value, styles.cell(Look::Computed, form))?;
    }
    let link = context.label("workbook.open_row");
    let sheet = context.table(TableId::Accounts).sheet.replace('\'', "''").replace('"', "\"\"");
    let letters = crate::model::column_letters(u32::from(context.table(TableId::Accounts).place("account")));
    let rank = context.table(TableId::Accounts).all("rank");
    let mut place = format!("\"#'{sheet}'!{letters}\"&({found}+MIN(ROW({rank}))-1)");
    if context.table(TableId::Accounts).has("page") {
        let page = format!("INDEX({},{found})", context.table(TableId::Accounts).all("page"));
        let of_page = format!("\"#'\"&SUBSTITUTE({page},\"'\",\"''\")&\"'!A1\"");
        place = format!("IF({page}=\"\",{place},{of_page})");
    }
    let target = format!("IFERROR(HYPERLINK({place},{}),\"\")", crate::workbook::kit::cell::quoted(link));
    canvas.words(row, 11, &target, link, styles.cell_link())
}

/// How many accounts make most of the value; returns the last row.
pub fn concentration(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 0, 5, context.label("workbook.heading.concentration"))?;
    let share = context.config.settings.get(crate::config::Parameter::ConcentrationShare);
    let measured = [
        ("expected_value", context.plan.ev_concentration),
        ("gross_profit", context.plan.profit_concentration),
    ];
    let mut row = at;
    for (key, found) in measured {
        row += 1;
        let args = |c: crate::method::concentration::Concentration| {
            [
                ("accounts", c.accounts.to_string()),
                ("share", format!("{:.0}", c.account_share * 100.0)),
                ("of", format!("{:.0}", share * 100.0)),
                ("gini", format!("{:.2}", c.gini)),
            ]
        };
        let text = match found {
            Some(c) => context.labels.fill(&format!("workbook.concentration.{key}"), &args(c)),
            None => context.labels.value("workbook.concentration_unknown", key).to_owned(),
        };
        canvas.text(row, 0, &text, Piece::Note)?;
    }
    Ok(row)
}

/// How many key persons stand where; returns the last row.
pub fn commitment(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 6, COLUMNS - 1, context.label("workbook.heading.commitment"))?;
    if context.tables.find(TableId::Persons).is_none() {
        canvas.text(at + 1, 6, context.label("workbook.missing.persons"), Piece::Note)?;
        return Ok(at + 1);
    }
    for (place, level) in (6_u16..).zip(CommitmentLevel::ALL) {
        let name = context.labels.value("commitment", level.code());
        let symbol = context.labels.value("workbook.symbol", level.code());
        canvas.text(at + 1, place, &format!("{symbol} {name}"), Piece::HeaderCenter)?;
        let wanted = word(context, "commitment", level.code());
        let formula = context.over_persons(|p| format!("COUNTIF({},{wanted})", p.all("commitment")));
        let count = context.plan.persons.iter().filter(|p| p.commitment == *level).count();
        let format = context.styles.cell(Look::Computed, Form::Center);
        canvas.number(at + 2, place, &formula, Some(count as f64), format)?;
    }
    canvas.sheet.set_row_height_pixels(at + 1, 36)?;
    Ok(at + 2)
}

/// What the list does not have, and what it would unlock; returns the last row.
pub fn missing(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 0, COLUMNS - 1, context.label("workbook.heading.missing"))?;
    let mut row = at;
    for gap in &context.plan.gaps {
        row += 1;
        canvas.text(row, 0, context.labels.value("workbook.missing", gap.code()), Piece::Note)?;
    }
    if row == at {
        row += 1;
        canvas.text(row, 0, context.label("workbook.missing.nothing"), Piece::Note)?;
    }
    Ok(row)
}

/// Links to every sheet; returns the last row.
pub fn contents(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 0, COLUMNS - 1, context.label("workbook.heading.contents"))?;
    let mut row = at;
    for (index, (key, parts)) in context.contents.iter().skip(1).enumerate() {
        let half = index % 2;
        row = at + 1 + u32::try_from(index / 2)?;
        let column = if half == 0 { 0 } else { 6 };
        let name = context.sheet(key);
        let url = Url::new(page::target(name)).set_text(name);
        canvas.sheet.write_url_with_format(row, column, url, context.styles.cell_link())?;
        let content = context.labels.value("workbook.content", key);
        let content = context.note(content, name, parts - 1);
        canvas.text(row, column + 2, &content, Piece::Note)?;
    }
    Ok(row)
}

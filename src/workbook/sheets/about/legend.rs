//! What the looks and colours of the workbook say, and the method in a page.

use crate::method::headlines::headlines;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::width::text_px;
use rust_xlsxwriter::Worksheet;

const METHOD_LINES: [&str; 19] = [
    "value",
    "assumed",
    "derived",
    "windows",
    "order",
    "segments",
    "laggards",
    "losing",
    "resources",
    "returns",
    "decision",
    "decisions",
    "commitment",
    "contact",
    "whitespace",
    "live",
    "again",
    "rows",
    "money",
];

/// Writes both below row `last`.
pub(super) fn write(sheet: &mut Worksheet, context: &Context<'_>, last: u32) -> anyhow::Result<()> {
    let mut at = heading(sheet, context, last, "workbook.heading.legend")?;
    at = legend(sheet, context, at)?;
    at = heading(sheet, context, at, "workbook.heading.figures")?;
    let figures: Vec<String> = headlines(context.plan).iter().map(|n| context.labels.note(n)).collect();
    paragraphs(sheet, context, at, figures.iter().map(String::as_str))?;
    // A heading leaves two rows above it.
    at = at.saturating_sub(1) + u32::try_from(figures.len())?;
    at = heading(sheet, context, at, "workbook.heading.method")?;
    method(sheet, context, at)
}

fn heading(sheet: &mut Worksheet, context: &Context<'_>, at: u32, key: &'static str) -> anyhow::Result<u32> {
    sheet.write_string_with_format(at + 2, 0, context.label(key), context.styles.piece(Piece::Heading))?;
    Ok(at + 3)
}

fn legend(sheet: &mut Worksheet, context: &Context<'_>, mut at: u32) -> anyhow::Result<u32> {
    let styles = &context.styles;
    let looks = [
        ("entry", Look::Entry),
        ("assumed", Look::Assumed),
        ("computed", Look::Computed),
        ("proposed", Look::Proposed),
    ];
    for (key, look) in looks {
        let name = context.labels.value("workbook.legend", key);
        sheet.write_string_with_format(at, 0, name, styles.cell(look, Form::Text))?;
        let meaning = context.labels.value("workbook.legend_meaning", key);
        sheet.write_string_with_format(at, 1, meaning, styles.piece(Piece::Note))?;
        at += 1;
    }
    for (group, code) in [("segment", "core"), ("segment", "growth"), ("segment", "laggard")] {
        badge(sheet, context, at, (group, code))?;
        at += 1;
    }
    for code in ["champion", "supporter", "doubter", "obstructionist"] {
        badge(sheet, context, at, ("commitment", code))?;
        at += 1;
    }
    Ok(at - 1)
}

fn badge(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    at: u32,
    (group, code): (&'static str, &'static str),
) -> anyhow::Result<()> {
    let name = context.labels.value(group, code);
    if let Some(format) = context.styles.badge_cell(code) {
        sheet.write_string_with_format(at, 0, name, format)?;
    }
    let meaning = context.labels.value("workbook.legend_meaning", code);
    sheet.write_string_with_format(at, 1, meaning, context.styles.piece(Piece::Note))?;
    Ok(())
}

fn method(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<()> {
    let text = |key| {
        let live = key == "live" && !context.live;
        let key = if live { "values" } else { key };
        let key = if live && context.options.whole.is_some() { "part" } else { key };
        context.labels.value("workbook.method", key)
    };
    paragraphs(sheet, context, at, METHOD_LINES.into_iter().map(text))
}

fn paragraphs<'t>(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    at: u32,
    texts: impl Iterator<Item = &'t str>,
) -> anyhow::Result<()> {
    let paragraph = context.styles.piece(Piece::Paragraph);
    for (row, text) in (at..).zip(texts) {
        sheet.merge_range(row, 0, row, 8, text, paragraph)?;
        let lines = text_px(text, 10_000) / 920 + 1;
        sheet.set_row_height(row, f64::from(lines * 17))?;
    }
    Ok(())
}

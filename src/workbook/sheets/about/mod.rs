//! The sheet about the plan: sources, checks, legend, the method in a page, version.

pub mod checks;
mod money;

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::sheets::about::checks::{Check, checks};
use crate::workbook::sheets::data_issues::file_name;
use rust_xlsxwriter::Worksheet;

const METHOD_LINES: [&str; 10] =
    ["value", "order", "segments", "laggards", "commitment", "assumed", "live", "again", "rows", "money"];

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let version =
        [("version", env!("CARGO_PKG_VERSION").to_owned()), ("today", context.plan.today.to_string())];
    let note = context.labels.fill("workbook.note.about", &version);
    page::title(sheet, context, context.sheet("about"), &note, 10)?;
    let mut at = sources(sheet, context, HEADER_ROW)?;
    if money::is_wanted(context) {
        at = heading(sheet, context, at, "workbook.heading.money")?;
        at = money::table(sheet, context, at)?;
    }
    at = heading(sheet, context, at, "workbook.heading.checks")?;
    at = check_table(sheet, context, at)?;
    at = heading(sheet, context, at, "workbook.heading.legend")?;
    at = legend(sheet, context, at)?;
    at = heading(sheet, context, at, "workbook.heading.method")?;
    method(sheet, context, at)?;
    for (column, width) in (0_u16..).zip([230, 170, 130, 100, 80, 80, 80, 80, 80, 110]) {
        sheet.set_column_width_pixels(column, width)?;
    }
    page::freeze_band(sheet)?;
    page::print(sheet, context, 0);
    Ok(())
}

fn heading(sheet: &mut Worksheet, context: &Context<'_>, at: u32, key: &'static str) -> anyhow::Result<u32> {
    sheet.write_string_with_format(at + 2, 0, context.label(key), context.styles.piece(Piece::Heading))?;
    Ok(at + 3)
}

fn sources(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<u32> {
    let portfolio = &context.plan.portfolio;
    let own = |key, form| Column::new(key, context.labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("file", Form::Text),
        own("sheet", Form::Text),
        own("kind", Form::Text),
        own("header_row", Form::Count),
        own("rows_read", Form::Count),
        own("rows_planned", Form::Count),
        own("rows_merged", Form::Count),
        own("rows_rejected", Form::Count),
        own("rows_ignored", Form::Count),
    ];
    let schema = Schema::new("Sources", String::new(), columns, portfolio.sheets.len());
    let spot = Spot { header_row: at, column: 0, name: "Sources" };
    table::write(sheet, context, &schema, &spot, portfolio.sheets.len(), |index, column, _| {
        let reading = &portfolio.sheets[index];
        let rows = reading.rows;
        let count = |n: u64| Cell::Number(n as f64);
        match column.key {
            "file" => {
                Cell::text(portfolio.inputs.get(reading.input as usize).map_or("", |i| file_name(&i.path)))
            }
            "sheet" => Cell::text(reading.name.as_str()),
            "kind" => Cell::text(context.labels.value("kind", reading.kind.code())),
            "header_row" => Cell::number(reading.header_row.map(f64::from)),
            "rows_read" => count(rows.read),
            "rows_planned" => count(rows.planned),
            "rows_merged" => count(rows.merged),
            "rows_rejected" => count(rows.rejected),
            _ => count(rows.ignored),
        }
    })
}

fn check_table(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<u32> {
    let checks = checks(context);
    let own =
        |key, form| Column::new(key, context.labels.value("workbook.column", key), form, Look::Computed);
    let columns = vec![
        own("check", Form::Text),
        own("expected", Form::Number),
        own("found", Form::Number),
        own("result", Form::Center),
    ];
    let schema = Schema::new("Checks", String::new(), columns, checks.len());
    let spot = Spot { header_row: at, column: 0, name: "Checks" };
    table::write(sheet, context, &schema, &spot, checks.len(), |index, column, row| {
        let check = &checks[index];
        match column.key {
            "check" => Cell::text(context.labels.value("workbook.check", check.key)),
            "expected" => Cell::formula(check.expected.0.clone(), Some(check.expected.1)),
            "found" => Cell::formula(check.found.0.clone(), Some(check.found.1)),
            _ => result(context, &schema, check, row),
        }
    })
}

/// `OK` where both agree to nine digits.
fn result<'c>(context: &'c Context<'_>, schema: &Schema, check: &Check, row: u32) -> Cell<'c> {
    let wrong = context.label("workbook.wrong");
    let pattern = format!(
        "IF(ROUND(({{expected}}-{{found}})/MAX(1,ABS({{expected}})),9)=0,\"OK\",{})",
        crate::workbook::kit::cell::quoted(wrong)
    );
    let good = ((check.expected.1 - check.found.1) / check.expected.1.abs().max(1.0)).abs() < 5e-10;
    Cell::text_formula(schema.formula(&pattern, row), if good { "OK" } else { wrong })
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
    let paragraph = context.styles.piece(Piece::Paragraph);
    for (row, key) in (at..).zip(METHOD_LINES) {
        let live = key == "live" && !context.live;
        let key = if live { "values" } else { key };
        let key = if live && context.options.whole.is_some() { "part" } else { key };
        let text = context.labels.value("workbook.method", key);
        sheet.merge_range(row, 0, row, 8, text, paragraph)?;
        let lines = crate::workbook::kit::width::text_px(text, 10_000) / 920 + 1;
        sheet.set_row_height(row, f64::from(lines * 17))?;
    }
    Ok(())
}

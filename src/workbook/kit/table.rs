//! Writes a table: header, rows, limits of its entries, widths; on more than one sheet if it must.

use crate::workbook::kit::cell::{Cell, Value};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::measure::{Heights, Measured};
use crate::workbook::kit::pattern::Bound;
use crate::workbook::kit::schema::{Column, Limit, Schema, Spot};
use crate::workbook::kit::styles::{Form, Look, Piece, Styles};
use crate::workbook::kit::width;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle,
    DataValidationRule, Format, Formula, IgnoreError, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};
use std::borrow::Cow;

const MAX_TEXT: usize = 32_767;
/// Pixels of a column whose width nobody set.
const DEFAULT_PX: u32 = 64;
/// Characters of a formula, less its sign.
const MAX_FORMULA: usize = 8_191;
/// Characters of a rule's list and message, and of its title.
const MAX_RULE: usize = 255;
const MAX_RULE_TITLE: usize = 32;

/// Writes `rows` rows of a table; `cell` gives the content of a row's column (0-based sheet row).
/// A table without rows gets one that says so.
pub fn write<'c>(
    sheet: &mut Worksheet,
    context: &'c Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
    rows: usize,
    cell: impl Fn(usize, &Column, u32) -> Cell<'c>,
) -> anyhow::Result<u32> {
    write_beside(sheet, context, schema, spot, rows, cell, |_, _, _| Ok(()))
}

/// The same, with something else to the right of its rows: streamed sheets are written row by row.
pub fn write_beside<'c>(
    sheet: &mut Worksheet,
    context: &'c Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
    rows: usize,
    cell: impl Fn(usize, &Column, u32) -> Cell<'c>,
    beside: impl Fn(&mut Worksheet, usize, u32) -> anyhow::Result<()>,
) -> anyhow::Result<u32> {
    let mut measured = begin(sheet, context, schema, spot, rows, &cell)?;
    let first = spot.header_row + 1;
    for index in 0..rows {
        let at = first + u32::try_from(index)?;
        row(sheet, context, schema, spot, (index, at), &cell, &mut measured)?;
        beside(sheet, index, at)?;
    }
    if rows == 0 {
        blank_row(sheet, context, schema, spot)?;
    }
    let mut heights = Heights::default();
    let last = end(sheet, context, schema, spot, rows, &measured, &mut heights)?;
    heights.set(sheet)?;
    Ok(last)
}

/// Writes name and header of a table; returns what its headers ask for.
pub fn begin<'c>(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
    rows: usize,
    cell: impl Fn(usize, &Column, u32) -> Cell<'c>,
) -> anyhow::Result<Measured> {
    let last = spot.header_row + u32::try_from(rows.max(1))?;
    let fills = fills(context, schema, rows, spot.header_row + 1, cell);
    header(sheet, &context.styles, schema, spot, last, &fills)?;
    Ok(Measured::new(schema))
}

/// Writes a row of a table and notes what it asks for.
pub fn row<'c>(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
    (index, row): (usize, u32),
    cell: impl Fn(usize, &Column, u32) -> Cell<'c>,
    measured: &mut Measured,
) -> anyhow::Result<()> {
    for (at, column) in schema.columns.iter().enumerate() {
        let place = spot.column + u16::try_from(at)?;
        let content = cell(index, column, row);
        // A big table leaves blanks out that would only have a rule below.
        if schema.compact && column.look != Look::Entry && matches!(content, Cell::Blank) {
            continue;
        }
        if matches!(column.form, Form::Folded | Form::Wrapped) && !schema.compact && !column.shut {
            match &content {
                Cell::Text(text) | Cell::AssumedText(text) | Cell::Formula(_, Value::Text(text)) => {
                    measured.text(row, at, text);
                }
                _ => {}
            }
        }
        measured.cell(at, write_cell(sheet, &context.styles, row, place, column, content)?);
    }
    Ok(())
}

/// Widths, limits and colours of a table's columns and the lines of its rows, once they stand; returns its last row.
pub fn end(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
    rows: usize,
    measured: &Measured,
    heights: &mut Heights,
) -> anyhow::Result<u32> {
    let first = spot.header_row + 1;
    let last = spot.header_row + u32::try_from(rows.max(1))?;
    let reach = schema.reach(last);
    let widths = measured.widths(schema);
    measured.heights(&widths, heights);
    for (at, column) in schema.columns.iter().enumerate() {
        let place = spot.column + u16::try_from(at)?;
        if column.fill.is_some() && !schema.compact {
            sheet.ignore_error_range(first, place, last, place, IgnoreError::InconsistentColumnFormula)?;
        }
        // The library writes a shut column of the default width without any: opened it would stay unseen.
        let unseen = column.shut && widths[at] == DEFAULT_PX;
        sheet.set_column_width_pixels(place, widths[at] + u32::from(unseen))?;
        if column.form == Form::Money {
            let below = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::LessThan(0.0));
            let below = below.set_format(&context.styles.negative);
            sheet.add_conditional_format(first, place, reach, place, &below)?;
        }
        if let Some(limit) = &column.limit {
            sheet.add_data_validation(first, place, reach, place, &validation(context, limit)?)?;
        }
    }
    let (open, all) = (u16::try_from(schema.open())?, u16::try_from(schema.columns.len())?);
    if open < all {
        sheet.group_columns_collapsed(spot.column + open, spot.column + all - 1)?;
    }
    Ok(last)
}

/// Formulas of rows that a user adds: a column's own, else the one that all its rows share. A program
/// that knows tables fills them in. Streamed tables cannot have them.
fn fills<'c>(
    context: &Context<'_>,
    schema: &Schema,
    rows: usize,
    first: u32,
    cell: impl Fn(usize, &Column, u32) -> Cell<'c>,
) -> Vec<Option<String>> {
    let fill = |column: &Column| {
        if schema.compact || rows == 0 {
            return None;
        }
        if let Some(pattern) = &column.fill {
            return Some(Bound::new(pattern, schema, context).of_row(first));
        }
        let Cell::Formula(shared, _) = cell(0, column, first) else { return None };
        let same = |(row, index)| matches!(cell(index, column, row), Cell::Formula(f, _) if f == shared);
        (first + 1..).zip(1..rows).all(same).then_some(shared)
    };
    schema.columns.iter().map(fill).collect()
}

/// Name, header cells and range of the table. It comes before its rows, so that the rows can stream.
fn header(
    sheet: &mut Worksheet,
    styles: &Styles,
    schema: &Schema,
    spot: &Spot<'_>,
    last: u32,
    fills: &[Option<String>],
) -> anyhow::Result<()> {
    let described =
        schema.columns.iter().zip(fills).map(|(c, fill)| table_column(styles, c, fill.as_deref()));
    let columns: Vec<TableColumn> = described.collect();
    let table = Table::new().set_name(spot.name).set_style(TableStyle::None).set_columns(&columns);
    sheet.set_row_height(spot.header_row, 33)?;
    let right = spot.column + u16::try_from(schema.columns.len())? - 1;
    sheet.add_table(spot.header_row, spot.column, last, right, &table)?;
    Ok(())
}

fn table_column(styles: &Styles, column: &Column, fill: Option<&str>) -> TableColumn {
    let right = matches!(
        column.form,
        Form::Money
            | Form::Percent
            | Form::FinePercent
            | Form::Probability
            | Form::Count
            | Form::Number
            | Form::Scaled
    );
    let piece = if right { Piece::HeaderRight } else { Piece::Header };
    let described = TableColumn::new().set_header(&column.header).set_header_format(styles.piece(piece));
    let described = if column.form == Form::Center {
        described.set_header_format(styles.piece(Piece::HeaderCenter))
    } else {
        described
    };
    match fill {
        Some(formula) => described.set_formula(Formula::new(formula)),
        None => described,
    }
}

/// Writes one cell; returns the width it needs.
pub fn write_cell(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    at: u16,
    column: &Column,
    content: Cell<'_>,
) -> Result<u32, XlsxError> {
    let format = styles.cell(column.look, column.form);
    let (_, most) = width::bounds(column.form);
    match content {
        Cell::Blank => {
            sheet.write_blank(row, at, format)?;
            Ok(0)
        }
        Cell::Text(text) => {
            write_text(sheet, styles, row, at, column, &text)?;
            Ok(width::text_px(&text, most))
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, at, number, format)?;
            Ok(width::number_px(number, column.form))
        }
        Cell::Assumed(number) => {
            let assumed = styles.cell(Look::Assumed, column.form);
            sheet.write_number_with_format(row, at, number, assumed)?;
            Ok(width::number_px(number, column.form))
        }
        Cell::Shown(number, look, form) => {
            sheet.write_number_with_format(row, at, number, styles.cell(look, form))?;
            Ok(width::number_px(number, form))
        }
        Cell::AssumedText(text) => {
            let assumed = styles.cell(Look::Assumed, column.form);
            sheet.write_string_with_format(row, at, limited(&text), assumed)?;
            Ok(width::text_px(&text, most))
        }
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, at, date, styles.cell(column.look, Form::Date))?;
            Ok(width::number_px(1.0, Form::Date))
        }
        Cell::Formula(formula, value) => {
            let px = match &value {
                Value::Blank => 0,
                Value::Text(text) => width::text_px(text, most),
                Value::Number(number) => width::number_px(*number, column.form),
            };
            let own = column.form == Form::Link || column.look == Look::Proposed;
            let look = if own { column.look } else { Look::Computed };
            write_formula(sheet, row, at, &formula, &value, styles.cell(look, column.form))?;
            Ok(px)
        }
    }
}

/// Writes a formula with its value.
pub fn write_formula(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    formula: &str,
    value: &Value<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    // A formula with a text of many pages in it: what it says stands there without it.
    if formula.len() > MAX_FORMULA && formula.encode_utf16().count() > MAX_FORMULA {
        return match value {
            Value::Blank => sheet.write_blank(row, at, format),
            Value::Text(text) => sheet.write_string_with_format(row, at, limited(text), format),
            Value::Number(number) => sheet.write_number_with_format(row, at, *number, format),
        }
        .map(|_| ());
    }
    let result = match value {
        Value::Blank => String::new(),
        Value::Text(text) => limited(text).into_owned(),
        Value::Number(number) => number.to_string(),
    };
    sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), format)?;
    Ok(())
}

fn write_text(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    at: u16,
    column: &Column,
    text: &str,
) -> Result<(), XlsxError> {
    let dangerous = text.starts_with(['=', '+', '-', '@']);
    let format = if dangerous { styles.quoted(column.look) } else { styles.cell(column.look, column.form) };
    sheet.write_string_with_format(row, at, limited(text), format)?;
    Ok(())
}

/// A text cut to what a cell holds, counted in UTF-16 units.
pub fn limited(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units >= MAX_TEXT
    });
    end.map_or(Cow::Borrowed(text), |(at, _)| Cow::Owned(format!("{}…", &text[..at])))
}

/// The only row of a table without rows: it says so.
pub fn blank_row(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    spot: &Spot<'_>,
) -> anyhow::Result<()> {
    for (at, column) in schema.columns.iter().enumerate() {
        let none = if at == 0 { Cell::text(context.label("workbook.none")) } else { Cell::Blank };
        let place = spot.column + u16::try_from(at)?;
        write_cell(sheet, &context.styles, spot.header_row + 1, place, column, none)?;
    }
    Ok(())
}

/// A limit as the sheet checks it.
pub fn validation(context: &Context<'_>, limit: &Limit) -> anyhow::Result<DataValidation> {
    let rule = DataValidation::new().ignore_blank(true);
    let (rule, message) = match limit {
        Limit::Share => {
            (rule.allow_decimal_number(DataValidationRule::Between(0.0, 1.0)), "workbook.limit.share")
        }
        Limit::NotNegative => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "workbook.limit.not_negative",
        ),
        Limit::Number => {
            (rule.allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)), "workbook.limit.number")
        }
        Limit::Between(least, most) => {
            (rule.allow_decimal_number(DataValidationRule::Between(*least, *most)), "workbook.limit.between")
        }
        Limit::Score => {
            let words = format!("{},{}", context.label("score.high"), context.label("score.low"));
            let scores = (1..=10).map(|n| n.to_string()).chain(words.split(',').map(str::to_owned));
            (listed(rule, &scores.collect::<Vec<_>>())?, "workbook.limit.score")
        }
        Limit::Choice(words) => (listed(rule, words)?, "workbook.limit.choice"),
        Limit::Suggested(words) => (listed(rule, words)?, "workbook.limit.suggested"),
        Limit::Known(name) => {
            (rule.allow_list_formula(Formula::new(format!("={name}"))), "workbook.limit.known")
        }
    };
    let style = match limit {
        Limit::Known(_) | Limit::Suggested(_) => DataValidationErrorStyle::Warning,
        _ => DataValidationErrorStyle::Stop,
    };
    Ok(rule
        .set_error_style(style)
        .set_error_title(cut(context.label("workbook.limit.title"), MAX_RULE_TITLE))?
        .set_error_message(cut(context.label(message), MAX_RULE))?)
}

/// A choice of words, where a sheet can hold it: more of them, as people's own stages, are not checked.
fn listed(rule: DataValidation, words: &[String]) -> Result<DataValidation, XlsxError> {
    let units: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    if units > MAX_RULE { Ok(rule.allow_any_value()) } else { rule.allow_list_strings(words) }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

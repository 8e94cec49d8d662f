//! The blank input workbook: headers in row 1, a remark on each, dropdowns and limits below, and one example
//! row that the import passes over.

pub mod template_columns;

use crate::config::{Config, OrSaid, Said};
use crate::method::Plan;
use crate::model::{Field, Language};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Limit};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::validation;
use crate::workbook::options::{Formulas, WorkbookOptions};
use crate::workbook::registry;
use crate::workbook::template::template_columns::{TemplateSheet, sheets};
use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Note, Workbook, Worksheet,
};
use unicode_width::UnicodeWidthStr;

/// The last row (0-based) that dropdowns and limits reach.
const LAST: u32 = 5_000;
/// Pixels of a remark, and of a line in it.
const REMARK: (u32, u32) = (260, 17);

/// Writes the template; `plan` is of a portfolio that has everything. The same date gives the same bytes.
///
/// # Errors
/// The writer's.
pub fn write_template(plan: &Plan, config: &Config, language: Language) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let options = WorkbookOptions { formulas: Formulas::Values, ..WorkbookOptions::default() };
    let facts = Facts::new(plan, config, language, &options)?;
    let context = registry::sheets(&facts)?.context(&facts, &mut workbook)?;
    let created = ExcelDateTime::parse_from_str(&format!("{}T00:00:00Z", plan.today))?;
    let title = context.label("template.title");
    let properties = DocProperties::new().set_title(title).set_author("keyplan");
    workbook.set_properties(&properties.set_creation_datetime(&created));
    for sheet in sheets(&context) {
        let name = context.labels.value("kind", sheet.kind.code());
        let out = workbook.add_worksheet();
        out.set_name(name).or_said(|| Said::new("writer.sheet_name").with("name", name))?;
        fill(out, &context, language, &sheet)?;
    }
    context.faults.check()?;
    crate::workbook::kit::finish::bytes(workbook)
}

fn fill(
    out: &mut Worksheet,
    context: &Context<'_>,
    language: Language,
    sheet: &TemplateSheet,
) -> anyhow::Result<()> {
    let styles = &context.styles;
    out.set_freeze_panes(1, u16::from(sheet.columns.len() > 2) * 2)?;
    out.set_row_height_pixels(0, 36)?;
    let whose = name_field(sheet);
    for (at, (field, column)) in (0_u16..).zip(&sheet.columns) {
        let header = styles.piece(Piece::HeaderCenter);
        out.write_string_with_format(0, at, &column.header, header)?;
        let example = if *field == whose {
            context.label("template.ignored").to_owned()
        } else {
            example(context, language, sheet, *field, column)
        };
        let form = if column.form == Form::Wrapped { Form::Text } else { column.form };
        let widest = column.header.width().max(example.width().min(24));
        out.set_column_width_pixels(at, 28 + 8 * u32::try_from(widest)?)?;
        out.set_column_format(at, styles.cell(Look::Plain, form))?;
        let format = styles.cell(Look::Assumed, form);
        match (number(column.form, &example), date(column.form, &example)) {
            (_, Some(date)) => out.write_date_with_format(1, at, date, format)?,
            (Some(number), None) => out.write_number_with_format(1, at, number, format)?,
            (None, None) => out.write_string_with_format(1, at, &example, format)?,
        };
        if let Some(rule) = rule(context, column)? {
            out.add_data_validation(1, at, LAST, at, &rule)?;
        }
        let text = remark(context, language, sheet, *field, column, &example);
        let lines: usize = text.lines().map(|l| l.width().div_ceil(34)).sum();
        let height = REMARK.1 * (u32::try_from(lines)? + 1);
        let note = Note::new(text).add_author_prefix(false).set_width(REMARK.0).set_height(height);
        out.insert_note(0, at, &note.set_author("keyplan"))?;
    }
    Ok(())
}

/// The field whose 示例 or Example makes a row an example.
fn name_field(sheet: &TemplateSheet) -> Field {
    let account = sheet.columns.iter().any(|(field, _)| *field == Field::Account);
    if account { Field::Account } else { Field::Name }
}

/// A column's example: the first choice where there is one to make, else that of the dictionary.
fn example(
    context: &Context<'_>,
    language: Language,
    sheet: &TemplateSheet,
    field: Field,
    column: &Column,
) -> String {
    match &column.limit {
        Some(Limit::Choice(words) | Limit::Suggested(words)) => words.first().cloned().unwrap_or_default(),
        _ => context.config.fields.example(sheet.kind, field, language).to_owned(),
    }
}

fn number(form: Form, example: &str) -> Option<f64> {
    let counts = !matches!(form, Form::Text | Form::Wrapped | Form::Link | Form::Date);
    example.parse().ok().filter(|_| counts)
}

fn date(form: Form, example: &str) -> Option<NaiveDate> {
    example.parse().ok().filter(|_| form == Form::Date)
}

fn rule(context: &Context<'_>, column: &Column) -> anyhow::Result<Option<DataValidation>> {
    let days = (NaiveDate::from_ymd_opt(1990, 1, 1), NaiveDate::from_ymd_opt(2199, 12, 31));
    if let (Form::Date, (Some(first), Some(last))) = (column.form, days) {
        let day = |date: NaiveDate| ExcelDateTime::parse_from_str(&date.to_string());
        let rule = DataValidation::new().ignore_blank(true);
        let rule = rule.allow_date(DataValidationRule::Between(day(first)?, day(last)?));
        let rule = rule.set_error_title(context.label("workbook.limit.title"))?;
        return Ok(Some(rule.set_error_message(context.label("template.range.date"))?));
    }
    column.limit.as_ref().map(|limit| validation(context, limit)).transpose()
}

/// Meaning, unit, allowed range, example: a line each.
fn remark(
    context: &Context<'_>,
    language: Language,
    sheet: &TemplateSheet,
    field: Field,
    column: &Column,
    example: &str,
) -> String {
    let range = match &column.limit {
        _ if column.form == Form::Date => Some("template.range.date"),
        Some(Limit::Share) => Some("workbook.limit.share"),
        Some(Limit::NotNegative) => Some("workbook.limit.not_negative"),
        Some(Limit::Number) => Some("workbook.limit.number"),
        Some(Limit::Score) => Some("workbook.limit.score"),
        Some(Limit::Choice(_)) => Some("workbook.limit.choice"),
        Some(Limit::Suggested(_)) => Some("template.range.suggested"),
        Some(Limit::Between(..) | Limit::Known(_)) | None => Some("template.range.text"),
    };
    let line = |key: &str, text: &str| context.labels.fill(key, &[("text", text.to_owned())]);
    let fields = &context.config.fields;
    let mut lines = vec![fields.meaning(sheet.kind, field, language).to_owned()];
    let unit = fields.unit(sheet.kind, field).map(|unit| context.labels.value("template.unit", unit));
    lines.extend(unit.map(|unit| line("template.unit_line", unit)));
    lines.extend(range.map(|key| line("template.range_line", context.label(key))));
    lines.push(line("template.example_line", example));
    lines.join("\n")
}

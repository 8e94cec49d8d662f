//! The summary of a batch as a workbook: one row a file, linked to its plan.

use crate::config::Config;
use crate::method;
use crate::model::{BatchFile, BatchStatus, Language, Portfolio};
use crate::workbook::WorkbookOptions;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, NOTE_ROW, Schema, TITLE_ROW};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::{self, Spot};
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook};
use std::path::Path;

const COLUMNS: [(&str, Form); 8] = [
    ("file", Form::Text),
    ("batch_accounts", Form::Count),
    ("expected_value", Form::Money),
    ("errors", Form::Count),
    ("warnings", Form::Count),
    ("batch_result", Form::Text),
    ("batch_output", Form::Text),
    ("batch_reason", Form::Wrapped),
];

/// Writes the summary; the same files and date give the same bytes.
///
/// # Errors
/// The theme or a label does not fit a workbook.
pub fn write_summary(
    files: &[BatchFile],
    config: &Config,
    language: Language,
    today: NaiveDate,
) -> anyhow::Result<Vec<u8>> {
    // Formats and print set-up are those of a plan.
    let plan = method::plan(Portfolio::default(), config, today);
    let options = WorkbookOptions::default();
    let mut workbook = Workbook::new();
    let facts = Facts::new(&plan, config, language, &options)?;
    let context = Context::new(&facts, [], &mut workbook)?;
    let labels = &context.labels;
    let created = ExcelDateTime::parse_from_str(&format!("{today}T00:00:00Z"))?;
    workbook.set_properties(&DocProperties::new().set_author("keyplan").set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(labels.text("workbook.batch.sheet"))?;
    let styles = &context.styles;
    sheet.set_row_height(TITLE_ROW, 27)?;
    sheet.write_string_with_format(
        TITLE_ROW,
        0,
        labels.text("workbook.batch.sheet"),
        styles.piece(Piece::Title),
    )?;
    for column in 1..u16::try_from(COLUMNS.len())? {
        sheet.write_blank(TITLE_ROW, column, styles.piece(Piece::Title))?;
    }
    let count = |status| files.iter().filter(|f| f.status == status).count().to_string();
    let note = labels.fill(
        "terminal.batch",
        &[
            ("files", files.len().to_string()),
            ("planned", count(BatchStatus::Planned)),
            ("current", count(BatchStatus::UpToDate)),
            ("withheld", count(BatchStatus::NotWritten)),
            ("failed", count(BatchStatus::Failed)),
        ],
    );
    sheet.write_string_with_format(NOTE_ROW, 0, note, styles.piece(Piece::Note))?;
    let column = |(key, form): (&'static str, Form)| {
        Column::new(key, labels.value("workbook.column", key), form, Look::Plain)
    };
    let name = labels.text("workbook.batch.sheet").to_owned();
    let schema = Schema::new("Batch", name, COLUMNS.map(column).to_vec(), files.len());
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: "Batch" };
    let figures = |file: &BatchFile, n: u64| Cell::number(file.accounts.map(|_| n as f64));
    table::write(sheet, &context, &schema, &spot, files.len(), |index, column, _| {
        let file = &files[index];
        match column.key {
            "file" => Cell::text(file.file.as_str()),
            "batch_accounts" => Cell::number(file.accounts.map(|n| n as f64)),
            "expected_value" => Cell::number(file.expected_value),
            "errors" => figures(file, file.errors),
            "warnings" => figures(file, file.warnings),
            "batch_result" => Cell::text(labels.value("batch_status", file.status.code())),
            "batch_output" => Cell::text(output_name(file)),
            _ => Cell::text(file.message.as_deref().unwrap_or_default()),
        }
    })?;
    for (row, file) in (HEADER_ROW + 1..).zip(files) {
        let name = output_name(file);
        // The plans stand beside the summary. What no link can say stays text.
        if !name.is_empty() && !name.contains(['#', '%']) {
            let url = Url::new(format!("file:///{name}")).set_text(&name);
            sheet.write_url_with_format(row, schema.place("batch_output"), url, styles.cell_link())?;
        }
    }
    page::freeze(sheet, 1)?;
    page::print(sheet, &context, 0);
    context.faults.check()?;
    crate::workbook::kit::finish::bytes(workbook)
}

fn output_name(file: &BatchFile) -> String {
    let name = file.output.as_deref().and_then(|path| Path::new(path).file_name());
    name.unwrap_or_default().to_string_lossy().into_owned()
}

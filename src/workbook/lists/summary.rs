//! The summary of a batch as a workbook: one row a file, linked to its plan.

use crate::config::Config;
use crate::method;
use crate::model::{BatchFile, BatchStatus, Language, Portfolio};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{HEADER_ROW, NOTE_ROW, TITLE_ROW};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::tabled::Tabled;
use crate::workbook::options::WorkbookOptions;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook};
use std::path::Path;

/// How many columns there are.
const COLUMNS: u16 = 8;

/// The columns.
fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d BatchFile>> {
    let own = |key, form| Described::new(key, facts.header(key), form, Look::Plain);
    let counted = |file: &BatchFile, n: u64| Cell::number(file.accounts.map(|_| n as f64));
    vec![
        own("file", Form::Text).text(|f: &&BatchFile| f.file.as_str()),
        own("batch_accounts", Form::Count).number(|f| f.accounts.map(|n| n as f64)),
        own("expected_value", Form::Money).number(|f| f.expected_value),
        own("errors", Form::Count).cell(move |f| counted(f, f.errors)),
        own("warnings", Form::Count).cell(move |f| counted(f, f.warnings)),
        own("batch_result", Form::Text).text(|f| facts.labels.value("batch_status", f.status.code())),
        own("batch_output", Form::Text).text(|f| output_name(f)),
        own("batch_reason", Form::Wrapped).text(|f| f.message.as_deref().unwrap_or_default()),
    ]
}

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
    for column in 1..COLUMNS {
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
    let title = labels.text("workbook.batch.sheet");
    let table = Tabled::unread(&facts, "Batch", title, columns(&facts), files.iter().collect());
    let schema = &table.schema;
    table.write(sheet, &context)?;
    for (row, file) in (HEADER_ROW + 1..).zip(files) {
        let name = output_name(file);
        // The plans stand beside the summary. What no link can say stays text.
        if !name.is_empty() && !name.contains(['#', '%']) {
            let url = Url::new(format!("file:///{name}")).set_text(&name);
            sheet.write_url_with_format(row, schema.place("batch_output"), url, styles.cell_link())?;
        }
    }
    page::freeze(sheet, schema, 1)?;
    page::print(sheet, &context, 0);
    context.faults.check()?;
    crate::workbook::kit::finish::bytes(workbook)
}

fn output_name(file: &BatchFile) -> String {
    let name = file.output.as_deref().and_then(|path| Path::new(path).file_name());
    name.unwrap_or_default().to_string_lossy().into_owned()
}

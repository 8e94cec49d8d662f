//! The table of the kinds of data issues: severity, what it is, what to do, how many, and the first one.

use crate::model::Issue;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::sheets::data_issues::{count_formula, found};
use rust_xlsxwriter::Worksheet;

/// Writes the table above the one of all `issues`.
pub fn write(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    issues: &Schema,
    kinds: &[(&Issue, usize)],
    total: usize,
) -> anyhow::Result<()> {
    let own = |key, form| Column::new(key, context.labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("severity", Form::Center),
        own("issue_kind", Form::Wrapped),
        own("hint", Form::Wrapped),
        own("issue_count", Form::Count),
        own("issue_first", Form::Link),
    ];
    let schema = Schema::new("IssueKinds", issues.sheet.clone(), columns, kinds.len());
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    table::write(sheet, context, &schema, &spot, kinds.len(), |index, column, _| {
        let (first, count) = kinds[index];
        match column.key {
            "severity" => Cell::text(context.labels.value("severity", first.code.severity().code())),
            "issue_kind" => {
                let kind = context.labels.issue_kind(first.code);
                // Where the message is nothing but its places, the first one says it.
                let said = kind.chars().any(char::is_alphanumeric);
                Cell::text(if said { kind } else { context.labels.message(first) })
            }
            "hint" => Cell::text(context.labels.issue_advice(first.code)),
            "issue_count" => {
                let formula = count_formula(context, issues, first.code.code(), total);
                Cell::formula(formula, Some(count as f64))
            }
            _ => link(context, issues, first),
        }
    })?;
    Ok(())
}

/// A link that finds the first issue of its kind wherever a sort has put it.
fn link<'c>(context: &Context<'_>, issues: &Schema, first: &Issue) -> Cell<'c> {
    let place = found(context, first);
    let shown = if place.is_empty() { "→".to_owned() } else { place };
    if shown.chars().count() > 200 {
        return Cell::text(shown);
    }
    let codes = issues.all("code");
    let sheet = issues.sheet.replace('\'', "''").replace('"', "\"\"");
    let code = quoted(first.code.code());
    let formula = format!(
        "IFERROR(HYPERLINK(\"#'{sheet}'!A\"&(MATCH({code},{codes},0)+MIN(ROW({codes}))-1),{0}),{0})",
        quoted(&shown)
    );
    Cell::text_formula(formula, shown)
}

//! The table of the kinds of data issues: severity, what it is, what to do, how many, and the first one.

use crate::model::Issue;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::pattern::literal;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use crate::workbook::sheets::data_issues::{count_formula, found};
use rust_xlsxwriter::Worksheet;

/// The first issue of a kind, and how many there are.
pub type Kind<'a> = (&'a Issue, usize);

/// Writes the table above the one of all `issues`.
pub fn write(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    issues: &Schema,
    kinds: &[Kind<'_>],
    total: usize,
) -> anyhow::Result<()> {
    let labels = &context.labels;
    let own = |key, form| Described::new(key, labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("severity", Form::Center)
            .text(|k: &Kind<'_>| labels.value("severity", k.0.code.severity().code())),
        own("issue_kind", Form::Wrapped).text(|k| {
            let kind = labels.issue_kind(k.0.code);
            // Where the message is nothing but its places, the first one says it.
            let said = kind.chars().any(char::is_alphanumeric);
            if said { kind } else { labels.message(k.0) }
        }),
        own("hint", Form::Wrapped).text(|k| labels.issue_advice(k.0.code)),
        own("issue_count", Form::Count)
            .each(|k| (literal(&count_formula(context, issues, k.0.code.code(), total)), Some(k.1 as f64))),
        own("issue_first", Form::Link).cell(|k| link(context, issues, k.0)),
    ];
    let name = issues.sheet.clone();
    Tabled::noting(&context.faults, "IssueKinds", name, columns, kinds.to_vec()).write(sheet, context)?;
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

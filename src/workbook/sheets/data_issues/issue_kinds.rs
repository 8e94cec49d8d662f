//! The table of the kinds of data issues: severity, what it is, what to do, how many, and the first one.

use crate::model::Issue;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::page_names::file_name;
use crate::workbook::kit::pattern::literal;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// A kind of issues.
#[derive(Clone)]
pub struct Kind<'a> {
    /// The first of them.
    pub first: &'a Issue,
    /// How many there are.
    pub count: usize,
    /// The formula that counts them.
    pub counted: String,
}

/// Writes the table above the one of all `issues`.
pub fn write(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    issues: &Schema,
    kinds: Vec<Kind<'_>>,
) -> anyhow::Result<()> {
    let labels = &context.labels;
    let own = |key, form| Described::new(key, labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("severity", Form::Center)
            .text(|k: &Kind<'_>| labels.value("severity", k.first.code.severity().code())),
        own("issue_kind", Form::Wrapped).text(|k| {
            let kind = labels.issue_kind(k.first.code);
            // Where the message is nothing but its places, the first one says it.
            let said = kind.chars().any(char::is_alphanumeric);
            if said { kind } else { labels.message(k.first) }
        }),
        own("hint", Form::Wrapped).text(|k| labels.issue_advice(k.first.code)),
        own("issue_count", Form::Count).each(|k| (literal(&k.counted), Some(k.count as f64))),
        own("issue_first", Form::Link).cell(|k| link(context, issues, k.first)),
    ];
    let name = issues.sheet.clone();
    Tabled::noting(&context.faults, "IssueKinds", name, columns, kinds).write(sheet, context)?;
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

/// Where an issue was found: file, sheet and cell.
fn found(context: &Context<'_>, issue: &Issue) -> String {
    let portfolio = &context.plan.portfolio;
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let input = issue.place.input.or(sheet.map(|s| s.input)).and_then(|i| portfolio.inputs.get(i as usize));
    let cell = issue.place.a1().or(issue.place.row.map(|r| r.to_string()));
    let parts = [input.map(|i| file_name(&i.path).to_owned()), sheet.map(|s| s.name.clone()), cell];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" › ")
}

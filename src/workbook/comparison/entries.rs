//! Goals and plan items, old and new, with what became of them.

use super::changes::{Changes, header};
use crate::method::comparison::{Comparison, EntryChange, EntryState, Outcome, Record};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// The table.
pub(super) fn table<'d>(facts: &'d Facts<'d>, found: &'d Comparison) -> Tabled<'d, &'d EntryChange> {
    let rows = found.entries.iter().collect();
    Tabled::unread(facts, "EntryChanges", facts.sheet("entry_changes"), columns(facts), rows)
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d EntryChange>> {
    let labels = &facts.labels;
    let label = |key: &str| labels.value("workbook.comparison.column", key);
    let own = |key, form| Described::new(key, label(key), form, Look::Plain);
    let part =
        |key, part, name, form, look| Described::new(key, header(labels, part, label(name)), form, look);
    let status = |entry: &EntryChange, state: &Option<EntryState>| {
        let code = state.as_ref().and_then(|s| s.status);
        code.map_or("", |code| labels.value(groups(entry.record).1, code))
    };
    vec![
        own("account_id", Form::Text).text(|e: &&EntryChange| e.account.0.as_deref().unwrap_or_default()),
        own("account", Form::Text).text(|e| e.account.1.as_str()),
        own("record", Form::Center).text(|e| labels.value("record", e.record.code())),
        own("kind", Form::Center).text(|e| e.kind.map_or("", |code| labels.value(groups(e.record).0, code))),
        own("text", Form::Wrapped).text(|e| e.text.as_str()),
        own("owner", Form::Text).text(|e| e.last().and_then(|s| s.owner.as_deref()).unwrap_or_default()),
        own("due", Form::Date).case(|e| e.last()?.due.map(Cell::Date)),
        own("outcome", Form::Center).text(|e| labels.value("entry_outcome", e.outcome.code())),
        part("status_old", "was", "status", Form::Center, Look::Plain)
            .text(move |e: &&EntryChange| status(e, &e.old)),
        part("status_new", "is", "status", Form::Center, Look::Plain)
            .text(move |e: &&EntryChange| status(e, &e.new)),
        own("target", Form::Money).number(|e| e.last().and_then(|s| s.target)),
        part("actual_old", "was", "actual", Form::Money, Look::Plain).number(|e| e.actual().old),
        part("actual_new", "is", "actual", Form::Money, Look::Plain).number(|e| e.actual().new),
        part("actual_change", "change", "actual", Form::Money, Look::Computed)
            .formula(DELTA, |e| e.actual().delta()),
    ]
}

const DELTA: &str = "IF(OR({actual_old}=\"\",{actual_new}=\"\"),\"\",{actual_new}-{actual_old})";

/// Groups of words for kind and status of a record.
fn groups(record: Record) -> (&'static str, &'static str) {
    match record {
        Record::Goal => ("goal_kind", "goal_status"),
        Record::Item => ("plan_part", "plan_status"),
    }
}

/// Fills the sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    changes: &Changes<'_>,
) -> anyhow::Result<()> {
    let schema = &changes.entries.schema;
    let note = context.label("workbook.note.entry_changes");
    page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
    let last = changes.entries.write(sheet, context)?;
    page::freeze(sheet, schema, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, u16::try_from(schema.columns.len())? - 1)?;
    let place = schema.place("outcome");
    let colors = [
        (Outcome::NewlyMet, "champion"),
        (Outcome::Done, "champion"),
        (Outcome::NewlyMissed, "obstructionist"),
        (Outcome::NewlyOverdue, "obstructionist"),
        (Outcome::Missed, "doubter"),
        (Outcome::Overdue, "doubter"),
    ];
    for (outcome, badge) in colors {
        let word = context.labels.value("entry_outcome", outcome.code()).to_owned();
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
        if let Some(format) = context.styles.badge(badge) {
            sheet.add_conditional_format(schema.first, place, last, place, &rule.set_format(format))?;
        }
    }
    Ok(())
}

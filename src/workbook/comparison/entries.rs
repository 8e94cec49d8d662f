//! Goals and plan items, old and new, with what became of them.

use super::{Changes, header};
use crate::method::comparison::{Comparison, EntryChange, EntryState, Outcome, Record};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table;
use crate::workbook::kit::texts::Texts;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// The table.
pub(super) fn schema(found: &Comparison, labels: &Texts<'_>) -> Schema {
    let label = |key: &str| labels.value("workbook.comparison.column", key);
    let own = |key, form| Column::new(key, label(key), form, Look::Plain);
    let part = |key, part, name, form, look| Column::new(key, header(labels, part, label(name)), form, look);
    let columns = vec![
        own("account_id", Form::Text),
        own("account", Form::Text),
        own("record", Form::Center),
        own("kind", Form::Center),
        own("text", Form::Wrapped),
        own("owner", Form::Text),
        own("due", Form::Date),
        own("outcome", Form::Center),
        part("status_old", "was", "status", Form::Center, Look::Plain),
        part("status_new", "is", "status", Form::Center, Look::Plain),
        own("target", Form::Money),
        part("actual_old", "was", "actual", Form::Money, Look::Plain),
        part("actual_new", "is", "actual", Form::Money, Look::Plain),
        part("actual_change", "change", "actual", Form::Money, Look::Computed),
    ];
    Schema::new(
        "EntryChanges",
        labels.value("sheet", "entry_changes").to_owned(),
        columns,
        found.entries.len(),
    )
}

/// Fills the sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    changes: &Changes<'_>,
) -> anyhow::Result<()> {
    let (schema, entries) = (&changes.entries, &changes.found.entries);
    let note = context.label("workbook.note.entry_changes");
    page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
    let last = table::write(sheet, context, schema, &schema.spot(), entries.len(), |index, column, row| {
        cell(context, schema, &entries[index], column.key, row)
    })?;
    page::freeze(sheet, schema.place("account") + 1)?;
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

fn cell<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    entry: &'c EntryChange,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let labels = &context.labels;
    let (kinds, statuses) = match entry.record {
        Record::Goal => ("goal_kind", "goal_status"),
        Record::Item => ("plan_part", "plan_status"),
    };
    let last = entry.last();
    let status = |state: &Option<EntryState>| {
        Cell::text(state.as_ref().and_then(|s| s.status).map_or("", |code| labels.value(statuses, code)))
    };
    match key {
        "account_id" => Cell::text(entry.account.0.as_deref().unwrap_or_default()),
        "account" => Cell::text(entry.account.1.as_str()),
        "record" => Cell::text(labels.value("record", entry.record.code())),
        "kind" => Cell::text(entry.kind.map_or("", |code| labels.value(kinds, code))),
        "text" => Cell::text(entry.text.as_str()),
        "owner" => Cell::text(last.and_then(|s| s.owner.as_deref()).unwrap_or_default()),
        "due" => last.and_then(|s| s.due).map_or(Cell::Blank, Cell::Date),
        "outcome" => Cell::text(labels.value("entry_outcome", entry.outcome.code())),
        "status_old" => status(&entry.old),
        "status_new" => status(&entry.new),
        "target" => Cell::number(last.and_then(|s| s.target)),
        "actual_old" => Cell::number(entry.actual().old),
        "actual_new" => Cell::number(entry.actual().new),
        _ => {
            let pattern = "IF(OR({actual_old}=\"\",{actual_new}=\"\"),\"\",{actual_new}-{actual_old})";
            Cell::formula(schema.formula(pattern, row), entry.actual().delta())
        }
    }
}

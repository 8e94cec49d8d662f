//! Rows of the planning sheets to records: plan items and resources, which have rules of their own, and the rest.

use super::records::{AccountKey, key};
use super::row_reader::RowReader;
use crate::model::{Choice, Field, PlanItem, Record, Resource};

/// A record of an account, read as it declares itself, and how the row names that account.
pub fn child<R: Record>(reader: &mut RowReader<'_>) -> (R, AccountKey) {
    let account = key(reader);
    (reader.record(), account)
}

/// A plan item and how the row names its account. None: a proposal of an earlier plan that nobody
/// answered; it is made anew. An accepted proposal, or one that somebody worked on, counts as an item with
/// the proposal's text; a dismissed one is remembered.
pub fn plan_item(reader: &mut RowReader<'_>) -> (Option<PlanItem>, AccountKey) {
    let account = key(reader);
    let offered = reader.text(Field::Proposal);
    let mut text = reader.text(Field::Text).unwrap_or_default();
    let choice = choice(reader, offered.is_some(), &mut text);
    let mut item = PlanItem { text, choice, source: reader.source(), ..reader.record() };
    if let (Some(offered), true) = (offered, item.text.is_empty()) {
        let worked_on = item.owner.is_some()
            || item.due.is_some()
            || item.amount.is_some()
            || item.status.is_some()
            || item.links.is_some();
        match choice {
            Some(Choice::Dismiss) => {}
            None if !worked_on => return (None, account),
            _ => item.text = offered,
        }
    }
    (Some(item), account)
}

/// Accepted, dismissed, or the person's own words beside a proposal, which become the item's text.
fn choice(reader: &mut RowReader<'_>, offered: bool, text: &mut String) -> Option<Choice> {
    let said = reader.text(Field::Choice)?;
    if offered && text.is_empty() && reader.plan.config.columns.word("choice", &said).is_none() {
        *text = said;
        return None;
    }
    reader.word(Field::Choice, "choice").and_then(Choice::from_code)
}

/// A resource; one that is called visits or budget in any known word has that code as its name.
pub fn resource(reader: &mut RowReader<'_>) -> Resource {
    let mut resource: Resource = reader.record();
    if let Some(code) = reader.plan.config.columns.word("resource", &resource.name) {
        resource.name = code.to_owned();
    }
    resource.step = resource.step.filter(|step| *step > 0.0);
    Resource { source: Some(reader.source()), ..resource }
}

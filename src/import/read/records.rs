//! Rows to records: one pure function a kind. A record names its account as the list does; `join` finds it.

use super::row_reader::RowReader;
use crate::model::{Account, Details, Field, KeyPerson, Opportunity, OrderLine, Scale, Score};

/// How a child row names its account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountKey {
    /// Its number.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its e-mail domain.
    pub domain: Option<String>,
    /// The domain is only that of a person's e-mail address.
    pub by_email: bool,
    /// A title that may begin with its name.
    pub title: Option<String>,
}

impl AccountKey {
    /// Whether the row says nothing about its account.
    pub fn is_blank(&self) -> bool {
        *self == AccountKey::default()
    }
}

/// How the row names its account: by number, name or domain.
pub fn key(reader: &mut RowReader<'_>) -> AccountKey {
    AccountKey {
        id: reader.id(Field::AccountId),
        name: reader.name(Field::Account),
        domain: reader.text(Field::Domain).map(|d| d.to_lowercase()),
        by_email: false,
        title: None,
    }
}

fn details(reader: &mut RowReader<'_>, fields: &[Field]) -> Details {
    let mut details = Details::default();
    for field in fields {
        if let Some(text) = reader.text(*field) {
            details.set(*field, &text);
        }
    }
    details
}

/// An account and, where the row has one, its contact.
pub fn account(reader: &mut RowReader<'_>) -> (Account, Option<KeyPerson>) {
    let mut account = Account { source: reader.source(), ..reader.record() };
    for (column, extra) in &reader.plan.extra {
        if let Some(cell) = reader.row.get(*column) {
            account.extra.push((*extra, crate::import::cells::shown(cell)));
        }
    }
    account.unreadable = std::mem::take(&mut reader.unreadable);
    let contact = contact(reader);
    (account, contact)
}

fn contact(reader: &mut RowReader<'_>) -> Option<KeyPerson> {
    let name = reader.text(Field::Contact)?;
    let details = details(reader, &[Field::Title, Field::Email]);
    Some(KeyPerson { name, details, source: reader.source(), ..KeyPerson::default() })
}

/// A key person and how the row names its account.
pub fn person(reader: &mut RowReader<'_>) -> (KeyPerson, AccountKey) {
    let mut account = key(reader);
    let first = reader.text(Field::FirstName);
    let last = reader.text(Field::LastName);
    let name = reader.text(Field::Name).or_else(|| full_name(first, last)).unwrap_or_default();
    let mut person = KeyPerson { name, source: reader.source(), ..reader.record() };
    // How the list words the level is told where it contradicts the scores.
    if let Some(text) = reader.text(Field::Commitment) {
        person.details.set(Field::Commitment, &text);
    }
    if account.is_blank() {
        let email = person.details.get(Field::Email).and_then(|e| e.rsplit_once('@'));
        account.domain = email.map(|(_, domain)| domain.to_lowercase());
        account.by_email = account.domain.is_some();
    }
    let own_scale = reader.word(Field::Scale, "scale").and_then(Scale::from_code);
    let scale = own_scale.unwrap_or(reader.plan.scale);
    person.receptivity = reader.score(Field::Receptivity, scale);
    person.dynamics = reader.score(Field::Dynamics, scale);
    let scores = [person.receptivity, person.dynamics];
    let words = scores.iter().flatten().all(|s| !matches!(s, Score::Number(_)));
    let scored = scores.iter().any(Option::is_some);
    person.scale = scored.then_some(if words { Scale::Words } else { scale });
    (person, account)
}

/// Chinese names are written family name first, without a space.
fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if last.is_ascii() => Some(format!("{first} {last}")),
        (Some(first), Some(last)) => Some(format!("{last}{first}")),
        (one, other) => one.or(other),
    }
}

/// An opportunity and how the row names its account.
pub fn opportunity(reader: &mut RowReader<'_>) -> (Opportunity, AccountKey) {
    let mut account = key(reader);
    let title = reader.text(Field::Name);
    let number = reader.id(Field::Id);
    // A blank cell in an account column says nothing; only without such a column the title is asked.
    if !reader.plan.has(Field::Account) && !reader.plan.has(Field::AccountId) {
        account.title.clone_from(&title);
    }
    let mut deal = Opportunity { name: title.or(number), source: reader.source(), ..reader.record() };
    deal.stage = reader.plan.outcomes.staged(reader.row, deal.stage, reader.plan.config);
    (deal, account)
}

/// An order line, how the row names its account, and what it says about that account.
pub fn order(reader: &mut RowReader<'_>) -> (Option<OrderLine>, AccountKey, Details) {
    let account = key(reader);
    let line = OrderLine { source: reader.source(), ..reader.record() };
    let about = details(reader, &[Field::Region, Field::Industry, Field::Owner]);
    ((!reader.rejected()).then_some(line), account, about)
}

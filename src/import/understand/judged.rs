//! What a table holds, judged by its headers, values and periods, and by what `--map` says of it.

use super::column_notes;
use super::computed::{amount, lacks_amount};
use super::kind::{Decided, NO_AMOUNT, decide};
use super::seen::Seen;
use super::series;
use super::survey_columns::{shared_numbers, telling, turnover};
use crate::import::mapping::ByHand;
use crate::model::{Field, Issue, Note, RecordKind};
use std::collections::BTreeMap;

/// Kinds that `--map` can make of a sheet that nobody understood.
pub const HAND_KINDS: [RecordKind; 5] = [
    RecordKind::Accounts,
    RecordKind::Orders,
    RecordKind::Opportunities,
    RecordKind::Persons,
    RecordKind::Visits,
];

/// Whether a mapping has what the records of its kind cannot do without.
pub fn is_whole(decided: &Decided) -> bool {
    let mapping = &decided.mapping;
    let has = |fields: &[Field]| fields.iter().any(|f| mapping.has(*f));
    let joined = has(&[Field::Account, Field::AccountId, Field::Domain]);
    match decided.kind {
        RecordKind::Accounts => {
            mapping.has(Field::Name) || mapping.has(Field::Id) && mapping.fields.len() >= 2
        }
        RecordKind::Orders => joined && mapping.has(Field::Amount),
        RecordKind::Opportunities => joined && has(&[Field::Amount, Field::Stage, Field::CloseDate]),
        RecordKind::Persons => joined && has(&[Field::Name, Field::FirstName, Field::LastName]),
        RecordKind::Visits => joined && mapping.has(Field::Date),
        _ => false,
    }
}

/// Kind and columns of a table, what is worth telling about them, and columns that are added to a field's.
pub struct Judged {
    /// Kind and columns.
    pub decided: Decided,
    /// What is worth telling.
    pub issues: Vec<Issue>,
    /// Columns that are added to a field.
    pub parts: BTreeMap<Field, Vec<usize>>,
}

/// Kind and columns, with what is worth telling about them.
pub fn judged(seen: &Seen<'_, '_>, hand: &ByHand, given: Option<RecordKind>) -> Judged {
    let Seen { rows, profiles, .. } = seen;
    let (place, config) = (seen.table.place(), seen.config());
    let mut hand = hand.clone();
    let mut all = series::find(rows, profiles, &hand);
    let mut decided = loop {
        let (headers, spoken) = series::spoken_for(&rows.headers, &all, &hand);
        let decided = decide(&headers, profiles, &spoken, given, seen.table.near.as_deref(), config);
        if hand.put_as_in(decided.kind) {
            continue;
        }
        let undisputed = series::undisputed(&all, &decided);
        if undisputed.len() == all.len() {
            break decided;
        }
        all = undisputed;
    };
    let mut found = series::spread(&all, &mut decided, rows, profiles, place);
    if decided.kind == RecordKind::Accounts && !hand.fields.contains_key(&Field::Id) {
        shared_numbers(seen.table.raw, seen.data(), rows, &mut decided.mapping);
    }
    let mut issues = telling(&decided.mapping, rows, place, decided.kind);
    issues.append(&mut found.issues);
    if decided.kind == RecordKind::Accounts {
        if !hand.fields.contains_key(&Field::AnnualRevenue) {
            turnover(&mut decided, rows, profiles, place, config, &mut issues);
        }
        issues.extend(column_notes::unused_money(rows, &decided.mapping, profiles, place, &config.columns));
    }
    if decided.is_usable() && lacks_amount(&decided) && amount(rows, &decided, profiles, config).is_none() {
        decided.reason = Note::new(NO_AMOUNT);
    }
    Judged { decided, issues, parts: found.parts }
}

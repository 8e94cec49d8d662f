//! A customer column whose header nobody knows, placed by its values: names of companies, the names or numbers
//! that another sheet has of its accounts, texts that repeat beside the number of a document. Always told.

use super::column_values::suits;
use super::columns::is_called;
use super::mapped::{Mapped, Mapping, Placed, Proof};
use super::names_of;
use super::neighbours::Neighbours;
use super::profile::Profile;
use crate::config::Config;
use crate::import::headers::header::Header;
use crate::model::{Field, RecordKind};
use std::collections::{BTreeMap, BTreeSet};

/// From these shares on the values are those of customers.
const COMPANIES: f64 = 0.5;
const KNOWN: f64 = 0.6;
const REPEATED: f64 = 0.3;
/// It is taken, with less than any header that says it.
const CONFIDENCE: f64 = 0.9;
const RANK: u32 = 25;

/// Gives the one column that must be the customer its field, where no header says which one is.
pub fn customer(
    kind: RecordKind,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    near: Option<&Neighbours>,
    mapping: &mut Mapping,
    config: &Config,
) {
    let (key, id) = match kind {
        RecordKind::Accounts => (Field::Name, Field::Id),
        _ => (Field::Account, Field::AccountId),
    };
    let open = mapping.ambiguous.iter().any(|(field, _)| [key, id].contains(field));
    if mapping.has(key) || mapping.has(id) || open || !is_line(kind, headers, mapping, config) {
        return;
    }
    let taken: BTreeSet<usize> = mapping.fields.values().map(|m| m.header).collect();
    let mut proofs: Vec<(usize, Field, Proof)> = Vec::new();
    for (at, header) in headers.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        let Some(profile) = profiles.get(&header.column).filter(|p| p.looked_at > 0) else { continue };
        let unknown = !header.is_read(&config.columns);
        // Only a word of the header is missing: a list of customers says somewhere that it is one.
        let near_name = mapping.suggested.iter().any(|(h, field)| *h == at && *field == key);
        if !unknown || kind == RecordKind::Accounts && !near_name {
            continue;
        }
        proofs.extend(proof(kind, (headers, profile), (key, id), near, config).map(|(f, p)| (at, f, p)));
    }
    // Names on another sheet prove more than legal forms, these more than repetition.
    let best = proofs.iter().map(|(_, _, proof)| proof.weight()).max();
    proofs.retain(|(_, _, proof)| Some(proof.weight()) == best);
    match proofs.as_slice() {
        [] => {}
        [(at, field, proof)] => {
            let mapped = Mapped { header: *at, field: *field, confidence: CONFIDENCE, rank: RANK };
            mapping.fields.insert(*field, mapped);
            mapping.placed = Some(Placed { header: *at, field: *field, proof: proof.clone() });
        }
        several => mapping.ambiguous.push((key, several.iter().map(|(at, _, _)| *at).collect())),
    }
}

/// What the values of a column prove about it.
fn proof(
    kind: RecordKind,
    (headers, profile): (&[Header], &Profile),
    (key, id): (Field, Field),
    near: Option<&Neighbours>,
    config: &Config,
) -> Option<(Field, Proof)> {
    if let Some(near) = near {
        if let Some(sheet) = near.named(profile, KNOWN, config) {
            return Some((key, Proof::Named(sheet)));
        }
        if let Some(sheet) = near.numbered(profile, KNOWN, config) {
            return Some((id, Proof::Numbered(sheet)));
        }
    }
    if !suits(key, Some(profile)) || profile.texts * 2 <= profile.values() {
        return None;
    }
    if names_of::companies(profile, config) >= COMPANIES {
        return Some((key, Proof::Companies));
    }
    let document = || headers.iter().any(|h| is_called(h, "order_no", &config.columns));
    let words = profile.samples.iter().all(|s| !s.chars().any(|c| c.is_ascii_digit()));
    let several = profile.samples.len() > 2;
    let repeats = kind == RecordKind::Orders && several && words && profile.repeated() >= REPEATED;
    (repeats && document()).then_some((key, Proof::Repeats))
}

/// Whether the rest of the columns says what the rows are.
fn is_line(kind: RecordKind, headers: &[Header], mapping: &Mapping, config: &Config) -> bool {
    let has = |field| mapping.has(field);
    let called = |column| headers.iter().any(|h| is_called(h, column, &config.columns));
    match kind {
        RecordKind::Accounts => true,
        RecordKind::Orders => has(Field::Date) && has(Field::Amount),
        RecordKind::Opportunities => has(Field::Amount) && (has(Field::Stage) || has(Field::Probability)),
        RecordKind::Visits => has(Field::Date) && (called("visit_date") || called("visit_mode")),
        RecordKind::Persons => {
            let named = has(Field::Name) || has(Field::FirstName) || has(Field::LastName);
            named && (has(Field::Role) || has(Field::Title) || has(Field::Email) || has(Field::Commitment))
        }
        _ => false,
    }
}

//! Which column names the account: a list may name a buyer and an end customer, a full name and a short one.

use super::columns::{Mapped, Mapping};
use super::header::Header;
use crate::config::ColumnNames;
use crate::model::Field;
use std::collections::{BTreeMap, BTreeSet};

/// A party's column is no exact name of the account's.
const LIKENESS: f64 = 0.95;

/// Takes the one column that can name the account as `key`, or tells all that could.
pub fn choose(
    key: Field,
    headers: &[Header],
    candidates: &mut BTreeMap<Field, Vec<Mapped>>,
    mapping: &mut Mapping,
    names: &ColumnNames,
) {
    let among = |set: &BTreeSet<String>| -> Vec<usize> {
        (0..headers.len())
            .filter(|at| [&headers[*at].plain, &headers[*at].bare].iter().any(|h| set.contains(*h)))
            .collect()
    };
    let (end, buyer, short) =
        (among(&names.parties.end), among(&names.parties.buyer), among(&names.parties.short));
    let found = candidates.entry(key).or_default();
    if found.iter().any(|m| !short.contains(&m.header)) {
        found.retain(|m| !short.contains(&m.header));
    }
    let plain: Vec<usize> =
        found.iter().map(|m| m.header).filter(|h| !end.contains(h) && !buyer.contains(h)).collect();
    let rivals: BTreeSet<usize> = if plain.is_empty() {
        end.iter().chain(&buyer).copied().collect()
    } else {
        plain.iter().chain(&end).copied().collect()
    };
    match (rivals.len(), plain.is_empty()) {
        (1, true) => {
            *found = rivals
                .iter()
                .map(|header| Mapped { header: *header, field: key, confidence: LIKENESS })
                .collect()
        }
        (2.., _) if !end.is_empty() || plain.is_empty() => {
            found.clear();
            mapping.ambiguous.push((key, rivals.into_iter().collect()));
        }
        _ => {}
    }
    if found.is_empty() {
        candidates.remove(&key);
    }
}

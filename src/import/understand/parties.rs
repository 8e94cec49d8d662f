//! Which column names the account: a list may name a buyer and an end customer, a full name and a short one.

use super::mapped::{Mapped, Mapping};
use crate::config::{ColumnNames, Party};
use crate::import::headers::header::Header;
use crate::model::Field;
use std::collections::{BTreeMap, BTreeSet};

/// Takes the one column that can name the account as `key`, or tells all that could.
pub fn choose(
    key: Field,
    headers: &[Header],
    candidates: &mut BTreeMap<Field, Vec<Mapped>>,
    mapping: &mut Mapping,
    names: &ColumnNames,
) {
    let party = |m: &Mapped| headers[m.header].columns.iter().find_map(|id| names.headers.column(*id).party);
    let Some(found) = candidates.get_mut(&key) else { return };
    // Several columns of one party: the best named one stands for it.
    let of = |wanted: Option<Party>, found: &[Mapped]| -> Vec<Mapped> {
        found.iter().filter(|m| party(m) == wanted).copied().collect()
    };
    if found.iter().all(|m| party(m) == Some(Party::Short)) {
        return;
    }
    found.retain(|m| party(m) != Some(Party::Short));
    let (plain, end, buyer) = (of(None, found), of(Some(Party::End), found), of(Some(Party::Buyer), found));
    let best = |all: &[Mapped]| {
        let top = all.iter().map(|m| m.rank).max();
        all.iter().filter(|m| Some(m.rank) == top).map(|m| m.header).collect::<Vec<usize>>()
    };
    let rivals: BTreeSet<usize> = if plain.is_empty() {
        best(&end).into_iter().chain(best(&buyer)).collect()
    } else {
        best(&plain).into_iter().chain(best(&end)).collect()
    };
    if rivals.len() > 1 && (!end.is_empty() || plain.is_empty()) {
        found.clear();
        mapping.ambiguous.push((key, rivals.into_iter().collect()));
    } else {
        found.retain(|m| rivals.contains(&m.header));
    }
    if found.is_empty() {
        candidates.remove(&key);
    }
}

//! Headers to fields, for one kind of records: what each header can be (`words.toml`, `columns.toml`), checked
//! against its values, then the best assignment over the whole row; two columns for one field are refused.

use super::column_values::{fits, suits};
use super::mapped::{Mapped, Mapping};
use super::parties;
use super::profile::Profile;
use crate::config::{ColumnNames, Config, undated};
use crate::import::headers::header::Header;
use crate::import::mapping::ByHand;
use crate::model::{Field, RecordKind};
use std::collections::{BTreeMap, BTreeSet};

/// From here on a header is taken for the field; below it is only suggested.
pub const TAKEN: f64 = 0.9;
/// Confidence of a header that says it another way, that is mistyped, that is not wholly understood.
const OTHERWISE: f64 = 0.95;
const MISTYPED: f64 = 0.9;
const PARTLY: f64 = 0.8;
/// Rank of a document's total beside the amounts that it adds up.
const TOTAL_OF_MORE: u32 = 88;
/// From this rank on a header says it as most people do.
const USUAL: u32 = 70;
/// A header of which words are unknown suggests nothing weaker than this.
const WORTH_SUGGESTING: u32 = 60;

/// Maps headers for a kind; what was decided `by_hand` stands.
pub fn map(
    kind: RecordKind,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    by_hand: &ByHand,
    config: &Config,
) -> Mapping {
    let key = if kind == RecordKind::Accounts { Field::Name } else { Field::Account };
    let mut mapping = Mapping::default();
    let mut candidates: BTreeMap<Field, Vec<Mapped>> = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        if by_hand.left.contains(&at) || by_hand.fields.values().any(|h| *h == at) {
            continue;
        }
        let mut found = namings(kind, header, &config.columns);
        found.retain(|n| !by_hand.fields.contains_key(&n.field));
        let profile = profiles.get(&header.column);
        if found.len() > 1 {
            found.retain(|n| suits(n.field, profile));
        }
        for Said { field, rank, confidence } in found {
            // GM is a rate, GM$ and GM (USD) what it comes to.
            let field = if header.currency.is_some() { as_money(field) } else { field };
            // Shipping is who it goes to, or what that costs.
            let numeric = profile.is_some_and(|p| p.numbers * 2 > p.values());
            if numeric && field == key && is_called(header, "line_money", &config.columns) {
                continue;
            }
            // 毛利（%） is a rate, not money; 销售额（预算） and Revenue (Q1) are other numbers.
            if header.percent && field.is_money() {
                continue;
            }
            let other_number = field.is_number() && !header.remarks.is_empty();
            if confidence < TAKEN || other_number {
                mapping.suggested.push((at, field));
            } else if fits(field, rank, profile, config) {
                candidates.entry(field).or_default().push(Mapped { header: at, field, confidence, rank });
            } else if !is_called(header, "employees", &config.columns) {
                mapping.vetoed.push((at, field));
            }
        }
    }
    beside_one_another(&mut candidates, headers, &config.columns);
    same_values(&mut candidates, headers, profiles);
    first_of_numbered(&mut candidates, headers);
    if kind == RecordKind::Accounts && has_their_facts(headers, profiles, &config.columns) {
        ours_and_theirs(&mut candidates, headers, &config.columns);
    }
    numbers_are_ids(&mut candidates, headers, profiles);
    if !by_hand.fields.contains_key(&key) {
        parties::choose(key, headers, &mut candidates, &mut mapping, &config.columns);
    }
    assign(candidates, &mut mapping);
    if kind == RecordKind::Persons {
        name_beside_its_half(&mut mapping);
    }
    for (field, header) in &by_hand.fields {
        mapping.fields.insert(*field, Mapped { header: *header, field: *field, confidence: 1.0, rank: 100 });
    }
    let taken: BTreeSet<usize> = mapping.fields.values().map(|m| m.header).collect();
    mapping.suggested.retain(|(at, field)| !mapping.fields.contains_key(field) && !taken.contains(at));
    mapping.vetoed.retain(|(at, _)| !taken.contains(at));
    mapping
}

/// What columns say beside one another: an address, the sums of a document, a plan beside what came about.
fn beside_one_another(
    candidates: &mut BTreeMap<Field, Vec<Mapped>>,
    headers: &[Header],
    names: &ColumnNames,
) {
    let called = |column| headers.iter().any(|h| is_called(h, column, names));
    if called("address_line") {
        // Beside a street or postcode, state and country are parts of an address, no sales region.
        let part =
            |m: &Mapped| ["state", "country", "city"].iter().any(|c| is_called(&headers[m.header], c, names));
        candidates.entry(Field::Region).or_default().retain(|m| !part(m));
    }
    if called("line_money") {
        // Tax, discount or freight explain why the total of a document is another sum.
        let total = |m: &Mapped| is_called(&headers[m.header], "order_total", names);
        let amounts = candidates.entry(Field::Amount).or_default();
        amounts.iter_mut().filter(|m| total(m)).for_each(|m| m.rank = m.rank.min(TOTAL_OF_MORE));
    }
    if called("actual_figure") || called("last_year_figure") {
        // Budget beside Actual is what was to be sold.
        let planned = |m: &Mapped| is_called(&headers[m.header], "planned_figure", names);
        candidates.entry(Field::CurrentBudget).or_default().retain(|m| !planned(m));
    }
}

/// Whether a header names a column of `words.toml`.
pub fn is_called(header: &Header, column: &str, names: &ColumnNames) -> bool {
    header.columns.iter().any(|id| names.headers.column(*id).name == column)
}

/// Whether a column tells how large the customer is: headcount, capital, a listing.
pub fn has_their_facts(headers: &[Header], profiles: &BTreeMap<u32, Profile>, names: &ColumnNames) -> bool {
    // Employees may be those who serve the customer: their names have no digits.
    let counted = |h: &Header| {
        profiles
            .get(&h.column)
            .is_none_or(|p| p.numbers > 0 || p.samples.iter().any(|s| s.chars().any(|c| c.is_ascii_digit())))
    };
    headers.iter().filter(|h| !is_called(h, "employees", names) || counted(h)).any(|h| {
        names.turnover_evidence.contains(&h.bare)
            || h.columns.iter().any(|id| names.headers.column(*id).turnover)
    })
}

/// Beside such facts, of two revenues the one that is said to be ours is ours, and the other theirs.
fn ours_and_theirs(candidates: &mut BTreeMap<Field, Vec<Mapped>>, headers: &[Header], names: &ColumnNames) {
    let Some(found) = candidates.get_mut(&Field::AnnualRevenue) else { return };
    let ours = |m: &Mapped| is_called(&headers[m.header], "our_revenue", names);
    if found.iter().any(ours) && !found.iter().all(ours) {
        let (kept, theirs): (Vec<Mapped>, Vec<Mapped>) = found.drain(..).partition(ours);
        *found = kept;
        let theirs = theirs.into_iter().map(|m| Mapped { field: Field::CompanyRevenue, ..m });
        candidates.entry(Field::CompanyRevenue).or_default().extend(theirs);
    }
}

/// Beside a first name, Name is the last name, and the other way round.
fn name_beside_its_half(mapping: &mut Mapping) {
    let other = match (mapping.has(Field::FirstName), mapping.has(Field::LastName)) {
        (true, false) => Field::LastName,
        (false, true) => Field::FirstName,
        _ => return,
    };
    if let Some(name) = mapping.fields.remove(&Field::Name) {
        mapping.fields.insert(other, Mapped { field: other, ..name });
    }
}

/// The best assignment: what says a field best is that field; a header is one field only; two headers that say
/// one field equally well are told.
fn assign(candidates: BTreeMap<Field, Vec<Mapped>>, mapping: &mut Mapping) {
    let mut ranks: Vec<u32> = candidates.values().flatten().map(|m| m.rank).collect();
    ranks.sort_unstable_by(|a, b| b.cmp(a));
    ranks.dedup();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut settled: BTreeSet<Field> = mapping.ambiguous.iter().map(|(field, _)| *field).collect();
    for rank in ranks {
        for (field, found) in &candidates {
            if settled.contains(field) {
                continue;
            }
            let mut best: Vec<&Mapped> =
                found.iter().filter(|m| m.rank == rank && !used.contains(&m.header)).collect();
            best.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            match best.as_slice() {
                [] => continue,
                [one] => {
                    used.insert(one.header);
                    mapping.fields.insert(*field, **one);
                }
                [first, second, ..] if first.confidence > second.confidence => {
                    used.insert(first.header);
                    mapping.fields.insert(*field, **first);
                }
                many => {
                    used.extend(many.iter().map(|m| m.header));
                    mapping.ambiguous.push((*field, many.iter().map(|m| m.header).collect()));
                }
            }
            settled.insert(*field);
        }
    }
}

/// The money of which a field is the rate.
fn as_money(field: Field) -> Field {
    match field {
        Field::GrossMargin => Field::GrossProfit,
        Field::Margin => Field::Profit,
        other => other,
    }
}

/// Of Name 1 and Name 2 the first is the name, the others are its further lines.
fn first_of_numbered(candidates: &mut BTreeMap<Field, Vec<Mapped>>, headers: &[Header]) {
    let stem = |m: &Mapped| headers[m.header].bare.trim_end_matches(|c: char| c.is_ascii_digit());
    for (field, found) in candidates.iter_mut().filter(|(_, found)| found.len() > 1) {
        if field.is_number() {
            continue;
        }
        let all = found.clone();
        let numbered = |m: &Mapped| stem(m).len() < headers[m.header].bare.len();
        found.retain(|m| {
            let before =
                |other: &Mapped| other.header < m.header && stem(other) == stem(m) && other.rank == m.rank;
            !(numbered(m) && all.iter().any(before))
        });
    }
}

/// Two columns that say the same in every row need no question: the fuller one is taken, else the first.
fn same_values(
    candidates: &mut BTreeMap<Field, Vec<Mapped>>,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
) {
    let profile = |m: &Mapped| profiles.get(&headers[m.header].column);
    for found in candidates.values_mut().filter(|found| found.len() > 1) {
        let mut kept: Vec<Mapped> = Vec::new();
        for mapped in std::mem::take(found) {
            let twin = kept.iter_mut().find(|k| {
                k.rank == mapped.rank
                    && profile(k).zip(profile(&mapped)).is_some_and(|(one, other)| one.agrees_with(other))
            });
            match twin {
                None => kept.push(mapped),
                Some(twin) if profile(&mapped).map(Profile::values) > profile(twin).map(Profile::values) => {
                    *twin = mapped;
                }
                Some(_) => {}
            }
        }
        *found = kept;
    }
}

/// "Account" can hold the number, with the company under "Name".
fn numbers_are_ids(
    candidates: &mut BTreeMap<Field, Vec<Mapped>>,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
) {
    for (name, id) in [(Field::Name, Field::Id), (Field::Account, Field::AccountId)] {
        let numeric = |m: &Mapped| {
            let profile = profiles.get(&headers[m.header].column);
            profile.is_some_and(|p| p.numbers > 0 && p.texts == 0 && p.dates == 0 || are_codes(p))
        };
        // A deal's own name is not the company's.
        let plain_name = |all: &Vec<Mapped>| all.iter().any(|m| m.rank <= 60);
        let named = name == Field::Account && candidates.get(&Field::Name).is_some_and(plain_name);
        let Some(found) = candidates.get_mut(&name) else { continue };
        let Some(at) = found.iter().position(numeric) else { continue };
        let other = found.len() > 1 || named;
        if !other || candidates.contains_key(&id) {
            continue;
        }
        let Some(found) = candidates.get_mut(&name) else { continue };
        let number = found.remove(at);
        candidates.insert(id, vec![Mapped { field: id, ..number }]);
        if candidates.get(&name).is_some_and(Vec::is_empty) {
            candidates.remove(&name);
            if let Some(named) = candidates.remove(&Field::Name) {
                let named = named.into_iter().map(|m| Mapped { field: name, ..m }).collect();
                candidates.insert(name, named);
            }
        }
    }
}

/// C1001, A-17: every text has digits and no spaces.
fn are_codes(profile: &Profile) -> bool {
    let code = |s: &String| {
        s.chars().any(|c| c.is_ascii_digit()) && s.is_ascii() && !s.contains(' ') && s.len() <= 16
    };
    !profile.samples.is_empty() && profile.dates == 0 && profile.samples.iter().all(code)
}

/// What a header says in a list of a kind.
struct Said {
    field: Field,
    rank: u32,
    confidence: f64,
}

/// Fields that a header can name in a list of a kind.
pub fn fields(kind: RecordKind, header: &Header, names: &ColumnNames) -> Vec<Field> {
    namings(kind, header, names).into_iter().filter(|n| n.confidence >= TAKEN).map(|n| n.field).collect()
}

/// By the table of names, else by all words of the header; else what it would be without a typing error or
/// without the words that nobody knows.
fn namings(kind: RecordKind, header: &Header, names: &ColumnNames) -> Vec<Said> {
    let said = |columns: Vec<crate::config::ColumnId>, most: f64| -> Vec<Said> {
        let mut found: BTreeMap<Field, Said> = BTreeMap::new();
        for naming in columns.into_iter().filter_map(|id| names.headers.column(id).naming(kind)) {
            let exact = if naming.rank >= USUAL { 1.0 } else { OTHERWISE };
            let confidence = if naming.only_suggested { PARTLY } else { f64::min(exact, most) };
            let known = found.get(&naming.field).is_some_and(|s| s.rank >= naming.rank);
            if !known {
                found.insert(naming.field, Said { field: naming.field, rank: naming.rank, confidence });
            }
        }
        found.into_values().collect()
    };
    let mut read = said(header.columns.clone(), 1.0);
    match alias(kind, header, names) {
        // The words tell better how well they say so; a listed name comes before others that mean the same.
        Some(field) if read.iter().any(|s| s.field == field) => {
            let listed = header.bare != crate::config::plain(field.code());
            read.iter_mut().filter(|s| s.field == field && listed).for_each(|s| s.rank += 1);
            return read;
        }
        Some(field) => return vec![Said { field, rank: 100, confidence: 1.0 }],
        None if header.phrase.unknown.is_empty() => return read,
        None => {}
    }
    if !header.mistyped.is_empty() {
        return said(header.mistyped.clone(), MISTYPED);
    }
    let mut partly = said(header.nearly.clone(), PARTLY);
    partly.retain(|s| s.rank >= WORTH_SUGGESTING);
    partly
}

fn alias(kind: RecordKind, header: &Header, names: &ColumnNames) -> Option<Field> {
    if let Some(field) = names.alias(kind, &header.plain).or_else(|| names.alias(kind, &header.bare)) {
        return Some(field);
    }
    if let Some(field) = undated(&header.bare).and_then(|name| names.alias(kind, name)) {
        return Some(field);
    }
    // 1. 客户名称 is numbered; a number before a number's name may mean anything.
    let unnumbered = header.bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = unnumbered.len() < header.bare.len();
    numbered.then(|| names.alias(kind, unnumbered).filter(|f| !f.is_number())).flatten()
}

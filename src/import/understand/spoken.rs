//! What spoke for and against the reading of each column: its words, its values, the columns beside it.

use super::columns::{TAKEN, fields};
use super::kind::Decided;
use super::mapped::Mapped;
use super::names_of;
use super::profile::Profile;
use super::seen::Seen;
use crate::config::Config;
use crate::import::cells::{self, DateOrder};
use crate::import::headers::header::Header;
use crate::import::mapping::ByHand;
use crate::import::raw::raw_sheet::Cell;
use crate::model::{Field, Note, RecordKind, Spoken};

/// Below it a header says a field less well than others do.
const USUAL: u32 = 70;

/// For each header of a table.
pub fn columns(seen: &Seen<'_, '_>, decided: &Decided, hand: &ByHand) -> Vec<Spoken> {
    let headers = seen.rows.headers.iter().enumerate();
    headers
        .map(|(at, header)| {
            let mapped = decided.mapping.fields.values().find(|m| m.header == at);
            let profile = seen.profiles.get(&header.column);
            match mapped {
                Some(mapped) => taken(mapped, header, profile, decided, hand, seen.config()),
                None => left(at, header, decided, seen),
            }
        })
        .collect()
}

/// Of a column that is a field.
fn taken(
    mapped: &Mapped,
    header: &Header,
    profile: Option<&Profile>,
    decided: &Decided,
    hand: &ByHand,
    config: &Config,
) -> Spoken {
    let mut spoken = Spoken::default();
    let placed = decided.mapping.placed.as_ref().filter(|p| p.header == mapped.header);
    let words = match placed {
        Some(placed) => {
            let (why, sheet) = placed.proof.told();
            Note::new("spoken.placed").with("why", why).with("sheet", sheet)
        }
        None if hand.fields.get(&mapped.field) == Some(&mapped.header) => Note::new("spoken.by_hand"),
        None if mapped.confidence <= TAKEN => Note::new("spoken.mistyped"),
        None => Note::new("spoken.words"),
    };
    spoken.favour.push(words);
    if !header.phrase.unknown.is_empty() {
        spoken.against.push(Note::new("spoken.unknown").with("words", header.phrase.unknown.join(", ")));
    } else if mapped.rank < USUAL {
        spoken.against.push(Note::new("spoken.weak"));
    }
    if placed.is_some() {
        return spoken;
    }
    let Some(profile) = profile.filter(|p| p.values() > 0) else {
        spoken.against.push(Note::new("spoken.no_values"));
        return spoken;
    };
    let Some((key, found, of)) = counted(mapped.field, decided.kind, profile, config) else { return spoken };
    let note = Note::new(key).with("count", found).with("of", of);
    if found * 2 > of {
        spoken.favour.push(note)
    } else {
        spoken.against.push(note)
    }
    spoken
}

/// Values that are what the field holds: label, how many, of how many.
fn counted(
    field: Field,
    kind: RecordKind,
    profile: &Profile,
    config: &Config,
) -> Option<(&'static str, u64, u64)> {
    let texts = profile.samples.len() as u64;
    let known = |test: &dyn Fn(&str) -> bool| profile.samples.iter().filter(|s| test(s)).count() as u64;
    let word = |group: &str| known(&|s| config.columns.word(group, s).is_some());
    if field.is_date() {
        let date = |s: &str| {
            cells::date(Cell::Text(s), DateOrder::DayFirst).is_ok()
                || cells::month_by_name(s, &config.columns.periods).is_some()
        };
        return Some(match profile.dates {
            0 => ("spoken.dates", known(&date), texts.max(1)),
            dates => ("spoken.dates", dates, profile.values()),
        });
    }
    if field.is_number() {
        let money = |s: &str| s.chars().any(|c| c.is_ascii_digit());
        return Some(match profile.numbers + profile.percents {
            0 => ("spoken.numbers", known(&money), texts.max(1)),
            numbers => ("spoken.numbers", numbers, profile.values()),
        });
    }
    let customer = field == Field::Account || field == Field::Name && kind == RecordKind::Accounts;
    match field {
        Field::Stage => Some(("spoken.known_words", known(&|s| config.rules.stage_of(s).is_some()), texts)),
        Field::Role => Some(("spoken.known_words", word("role"), texts)),
        Field::Commitment => Some(("spoken.known_words", word("commitment"), texts)),
        Field::Email => Some(("spoken.emails", known(&|s| s.contains('@')), texts)),
        _ if customer && names_of::companies(profile, config) > 0.0 => {
            let share = names_of::companies(profile, config);
            Some(("spoken.companies", (share * texts as f64).round() as u64, texts))
        }
        Field::Id | Field::Name if profile.looked_at > 1 => {
            Some(("spoken.different", u64::from(profile.different), u64::from(profile.looked_at)))
        }
        _ => None,
    }
    .filter(|(_, _, of)| *of > 0)
}

/// Why a column is no field.
fn left(at: usize, header: &Header, decided: &Decided, seen: &Seen<'_, '_>) -> Spoken {
    let (mapping, names) = (&decided.mapping, &seen.config().columns);
    let field = |key, field: Field| Note::new(key).with("field", format!("@field.{field}"));
    let text = |at: usize| seen.rows.headers.get(at).map_or("", |h| h.text.as_str());
    let mut spoken = Spoken::default();
    let against = &mut spoken.against;
    for (wanted, rivals) in mapping.ambiguous.iter().filter(|(_, rivals)| rivals.contains(&at)) {
        let others: Vec<&str> = rivals.iter().filter(|h| **h != at).map(|h| text(*h)).collect();
        against.push(field("spoken.torn", *wanted).with("columns", others.join(" | ")));
    }
    against.extend(mapping.vetoed.iter().filter(|v| v.0 == at).map(|v| field("spoken.unfit", v.1)));
    against.extend(mapping.suggested.iter().filter(|s| s.0 == at).map(|s| field("spoken.near", s.1)));
    let said = fields(decided.kind, header, names).into_iter();
    let better = said.filter_map(|f| Some((f, mapping.fields.get(&f)?))).find(|(_, m)| m.header != at);
    if let Some((wanted, other)) = better.filter(|_| against.is_empty()) {
        against.push(field("spoken.other_says", wanted).with("header", text(other.header)));
    }
    if !header.phrase.unknown.is_empty() {
        against.push(Note::new("spoken.unknown").with("words", header.phrase.unknown.join(", ")));
    } else if against.is_empty() {
        against.push(Note::new(if header.is_read(names) { "spoken.no_field" } else { "spoken.no_name" }));
    }
    spoken
}

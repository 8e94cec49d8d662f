//! Headers to fields, for one kind of records: exact alias, then near match with confidence; values veto;
//! two columns for one field are refused.

use super::cells::DateOrder;
use super::header::Header;
use super::mapping::ByHand;
use super::profile::Profile;
use super::raw_sheet::Cell;
use super::{near, parties};
use crate::config::{ColumnNames, Config, undated};
use crate::model::{Field, RecordKind};
use std::collections::BTreeMap;

/// From here on a header is taken for the field; below it is only suggested.
pub const TAKEN: f64 = 0.9;

/// A header taken for a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mapped {
    /// Index of the header.
    pub header: usize,
    /// Field it names.
    pub field: Field,
    /// 1 is an exact alias.
    pub confidence: f64,
}

/// How the headers of a sheet read for one kind.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Header of each field.
    pub fields: BTreeMap<Field, Mapped>,
    /// Fields that several headers name equally well.
    pub ambiguous: Vec<(Field, Vec<usize>)>,
    /// Headers that only come near a field.
    pub suggested: Vec<(usize, Field)>,
    /// Headers whose values do not fit their field.
    pub vetoed: Vec<(usize, Field)>,
}

impl Mapping {
    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }
}

/// Maps headers for a kind; what was decided `by_hand` stands.
pub fn map(
    kind: RecordKind,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    by_hand: &ByHand,
    config: &Config,
) -> Mapping {
    let mut mapping = Mapping::default();
    let mut candidates: BTreeMap<Field, Vec<Mapped>> = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        if by_hand.left.contains(&at) || by_hand.fields.values().any(|h| *h == at) {
            continue;
        }
        let Some((field, confidence)) = matched(kind, header, &config.columns) else { continue };
        // 毛利（%） is a rate, not money.
        if header.percent && field.is_money() {
            continue;
        }
        if by_hand.fields.contains_key(&field) {
            continue;
        }
        // 销售额（预算） and Revenue (Q1) are other numbers.
        let other_number = field.is_number() && !header.remarks.is_empty();
        if confidence < TAKEN || other_number {
            mapping.suggested.push((at, field));
        } else if fits(field, profiles.get(&header.column), config) {
            candidates.entry(field).or_default().push(Mapped { header: at, field, confidence });
        } else {
            mapping.vetoed.push((at, field));
        }
    }
    numbers_are_ids(&mut candidates, headers, profiles);
    let key = if kind == RecordKind::Accounts { Field::Name } else { Field::Account };
    if !by_hand.fields.contains_key(&key) {
        parties::choose(key, headers, &mut candidates, &mut mapping, &config.columns);
    }
    for (field, mut found) in candidates {
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        match found.as_slice() {
            [one] => drop(mapping.fields.insert(field, *one)),
            [first, second, ..] if first.confidence > second.confidence => {
                mapping.fields.insert(field, *first);
            }
            many => mapping.ambiguous.push((field, many.iter().map(|m| m.header).collect())),
        }
    }
    for (field, header) in &by_hand.fields {
        mapping.fields.insert(*field, Mapped { header: *header, field: *field, confidence: 1.0 });
    }
    mapping.suggested.retain(|(_, field)| !mapping.fields.contains_key(field));
    mapping
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
            profile.is_some_and(|p| p.numbers > 0 && p.texts == 0 && p.dates == 0)
        };
        let Some(found) = candidates.get_mut(&name) else { continue };
        let Some(at) = found.iter().position(numeric) else { continue };
        let other = found.len() > 1 || (name == Field::Account && candidates.contains_key(&Field::Name));
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

fn matched(kind: RecordKind, header: &Header, names: &ColumnNames) -> Option<(Field, f64)> {
    if let Some(field) = names.field(kind, &header.plain).or_else(|| names.field(kind, &header.bare)) {
        return Some((field, 1.0));
    }
    if let Some(field) = undated(&header.bare).and_then(|name| names.field(kind, name)) {
        return Some((field, 0.95));
    }
    // 1. 客户名称 is numbered; a number before a number's name may mean anything.
    let unnumbered = header.bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if unnumbered.len() < header.bare.len()
        && let Some(field) = names.field(kind, unnumbered).filter(|f| !f.is_number())
    {
        return Some((field, 0.95));
    }
    near::field(kind, header, names)
}

/// Whether the values can be what the header says.
fn fits(field: Field, profile: Option<&Profile>, config: &Config) -> bool {
    let Some(profile) = profile.filter(|p| p.values() > 0) else { return true };
    let half = profile.values() / 2;
    let known = |test: &dyn Fn(&str) -> bool| profile.samples.iter().any(|s| test(s));
    match field {
        Field::Probability | Field::ProbabilityRepeat | Field::ProbabilityNew => {
            profile.dates <= half && profile.outside_percent <= half
        }
        Field::Stage => known(&|s| config.rules.stage_of(s).is_some()),
        Field::Role => profile.samples.is_empty() || known(&|s| config.columns.word("role", s).is_some()),
        Field::Kind => {
            known(&|s| ["opportunity_kind", "goal_kind"].iter().any(|g| config.columns.word(g, s).is_some()))
        }
        Field::Element => known(&|s| config.columns.word("impact", s).is_some()),
        Field::Part => known(&|s| config.columns.word("plan_part", s).is_some()),
        Field::Layer => known(&|s| config.columns.word("cost_layer", s).is_some()),
        Field::Commitment => known(&|s| config.columns.word("commitment", s).is_some()),
        Field::Name | Field::Account => profile.dates <= half,
        _ if field.is_money() => {
            let amount = |s: &str| {
                let date = super::cells::date(Cell::Text(s), DateOrder::DayFirst).is_ok();
                let digits = s.chars().any(char::is_numeric) && !date;
                digits || config.columns.nothing.contains(&config.columns.plain(s))
            };
            // Sales may hold the names of salespeople, Renewal a yes or no.
            profile.dates <= half && (profile.numbers + profile.percents > 0 || known(&amount))
        }
        _ if field.is_number() => profile.dates <= half,
        // An area may be one in square metres.
        Field::Region | Field::Industry => profile.numbers <= half,
        _ => true,
    }
}

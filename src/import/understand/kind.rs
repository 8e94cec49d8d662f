//! What a sheet holds. Every kind is scored over the whole row of headers and their values; the best total wins,
//! and what spoke for it is told.

mod evidence;

use self::evidence::Evidence;
use super::columns::{has_their_facts, map};
use super::mapped::Mapping;
use super::neighbours::Neighbours;
use super::placed;
use super::profile::Profile;
use crate::config::Config;
use crate::import::headers::header::Header;
use crate::import::mapping::ByHand;
use crate::model::{Field, Note, RecordKind, Spoken};
use std::collections::BTreeMap;

/// Kind of a sheet with its mapping and the reason.
pub struct Decided {
    /// What it holds.
    pub kind: RecordKind,
    /// Its columns.
    pub mapping: Mapping,
    /// Why.
    pub reason: Note,
    /// What spoke for and against it.
    pub spoken: Spoken,
}

/// Why a sheet whose kind is known cannot be used.
pub const AMBIGUOUS: &str = "reason.ambiguous_name";
/// See above.
pub const NO_ACCOUNT: &str = "reason.no_account_column";

/// See above.
pub const NO_AMOUNT: &str = "reason.no_amount_column";

/// Whether other sheets may tell what a sheet holds.
pub fn is_open(reason: &Note) -> bool {
    [NO_ACCOUNT, AMBIGUOUS, "reason.nothing_known"].contains(&reason.key)
}

impl Decided {
    /// Whether the rows can be read.
    pub fn is_usable(&self) -> bool {
        self.kind != RecordKind::Ignored && ![AMBIGUOUS, NO_ACCOUNT, NO_AMOUNT].contains(&self.reason.key)
    }
}

/// Kinds that are weighed against each other; the others have columns that no other list has.
const WEIGHED: [RecordKind; 5] = [
    RecordKind::Accounts,
    RecordKind::Persons,
    RecordKind::Opportunities,
    RecordKind::Orders,
    RecordKind::Visits,
];

/// Decides the kind of a sheet, unless it is `given`.
pub fn decide(
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    by_hand: &ByHand,
    given: Option<RecordKind>,
    near: Option<&Neighbours>,
    config: &Config,
) -> Decided {
    let of = |kind| {
        let mut mapping = map(kind, headers, profiles, by_hand, config);
        if WEIGHED.contains(&kind) {
            placed::customer(kind, headers, profiles, near, &mut mapping, config);
        }
        mapping
    };
    if let Some(kind) = given {
        let spoken = Spoken::default();
        return Decided { kind, mapping: of(kind), reason: Note::new("reason.by_mapping"), spoken };
    }
    if let Some(planning) = planning_sheet(&of, headers) {
        return planning;
    }
    let evidence = Evidence::new(headers, profiles, by_hand, config);
    let mut found: Vec<(RecordKind, f64, Mapping)> = WEIGHED
        .into_iter()
        .map(|kind| (kind, of(kind)))
        .filter(|(kind, mapping)| evidence.allows(*kind, mapping))
        .map(|(kind, mapping)| (kind, evidence.score(kind, &mapping), mapping))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ignored = |key, spoken| Decided {
        kind: RecordKind::Ignored,
        mapping: Mapping::default(),
        reason: Note::new(key),
        spoken,
    };
    let mut found = found.into_iter();
    let Some((kind, score, mapping)) = found.next() else {
        return ignored("reason.nothing_known", Spoken::default());
    };
    if evidence.others() > score {
        return ignored("reason.others", evidence.spoken_against(kind));
    }
    let spoken = evidence.spoken_for(kind, found.next().filter(|(_, score, _)| *score > 0.0).map(|f| f.0));
    let reason = if torn(kind, &mapping) {
        Note::new(AMBIGUOUS)
    } else if !usable(kind, &mapping) {
        Note::new(NO_ACCOUNT)
    } else {
        Note::new(key(kind)).with("for", evidence.told(kind))
    };
    Decided { kind, mapping, reason, spoken }
}

fn key(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Persons => "reason.persons",
        RecordKind::Opportunities => "reason.opportunities",
        RecordKind::Orders => "reason.orders",
        RecordKind::Visits => "reason.visits",
        _ => "reason.accounts",
    }
}

/// Two columns could be the account, and no number tells which; or two the amount of a line.
fn torn(kind: RecordKind, mapping: &Mapping) -> bool {
    let open = |wanted| mapping.ambiguous.iter().any(|(field, _)| *field == wanted);
    match kind {
        RecordKind::Accounts => open(Field::Name),
        RecordKind::Orders => open(Field::Amount) || open(Field::Account) && !mapping.has(Field::AccountId),
        _ => {
            open(Field::Account) && !mapping.has(Field::AccountId)
                || open(Field::Amount) && !mapping.has(Field::Stage)
        }
    }
}

/// Whether the rows can find their account.
fn usable(kind: RecordKind, mapping: &Mapping) -> bool {
    let joined = [Field::Account, Field::AccountId, Field::Domain].iter().any(|f| mapping.has(*f));
    match kind {
        RecordKind::Accounts => true,
        // A deal may name its account in its title, a person by its e-mail.
        RecordKind::Opportunities => joined || mapping.has(Field::Name),
        RecordKind::Persons => true,
        _ => joined,
    }
}

/// The sheets that only planners keep: each has columns that no list of accounts or deals has.
fn planning_sheet(of: &dyn Fn(RecordKind) -> Mapping, headers: &[Header]) -> Option<Decided> {
    let kinds: [(RecordKind, &'static str, &[Field]); 5] = [
        (RecordKind::Values, "reason.values", &[Field::Element, Field::UnitValue]),
        (RecordKind::Costs, "reason.costs", &[Field::CostOurs, Field::CostAlternative]),
        (RecordKind::Goals, "reason.goals", &[Field::Kind, Field::Statement]),
        (RecordKind::PlanItems, "reason.plan_items", &[Field::Part, Field::Text]),
        (RecordKind::Resources, "reason.resources", &[Field::Name, Field::Capacity]),
    ];
    let _ = headers;
    kinds.into_iter().find_map(|(kind, reason, needed)| {
        let mapping = of(kind);
        let joined = mapping.has(Field::Account) || mapping.has(Field::AccountId);
        let fits = if kind == RecordKind::Resources { !joined } else { joined };
        (fits && needed.iter().all(|f| mapping.has(*f))).then(|| Decided {
            kind,
            mapping,
            reason: Note::new(reason),
            spoken: Spoken::default(),
        })
    })
}

/// Annual Revenue beside employees or sector, and nothing about our dealings, is the customer's own turnover.
pub fn is_turnover(
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    mapping: &Mapping,
    config: &Config,
) -> bool {
    let names = &config.columns;
    let named = |h: &Header| h.columns.iter().any(|id| names.headers.column(*id).name == "our_revenue");
    if mapping.fields.get(&Field::AnnualRevenue).is_some_and(|m| headers.get(m.header).is_some_and(named)) {
        return false;
    }
    has_their_facts(headers, profiles, names)
        && !config.columns.dealings.iter().any(|field| mapping.has(*field))
}

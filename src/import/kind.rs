//! What a sheet holds, from its headers and values together.

use super::columns::{Mapping, map};
use super::header::Header;
use super::mapping::ByHand;
use super::profile::Profile;
use crate::config::Config;
use crate::model::{Field, Note, RecordKind};
use std::collections::BTreeMap;

/// Kind of a sheet with its mapping and the reason.
pub struct Decided {
    /// What it holds.
    pub kind: RecordKind,
    /// Its columns.
    pub mapping: Mapping,
    /// Why.
    pub reason: Note,
}

/// Decides the kind of a sheet, unless it is `given`.
pub fn decide(
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
    by_hand: &ByHand,
    given: Option<RecordKind>,
    config: &Config,
) -> Decided {
    let of = |kind| map(kind, headers, profiles, by_hand, config);
    if let Some(kind) = given {
        return Decided { kind, mapping: of(kind), reason: Note::new("reason.by_mapping") };
    }
    let (accounts, persons) = (of(RecordKind::Accounts), of(RecordKind::Persons));
    let (deals, orders) = (of(RecordKind::Opportunities), of(RecordKind::Orders));
    let decided = |kind, mapping, key| Decided { kind, mapping, reason: Note::new(key) };
    let joined = |m: &Mapping| m.has(Field::Account) || m.has(Field::AccountId) || m.has(Field::Domain);
    if let Some(planning) = planning_sheet(&of, headers, config) {
        return planning;
    }
    let evidence = headers.iter().filter(|h| config.columns.order_evidence.contains(&h.bare)).count();
    // Two columns could be the account, and no number tells which.
    let torn = |m: &Mapping| {
        let open = |wanted| m.ambiguous.iter().any(|(field, _)| *field == wanted);
        open(Field::Account) && !m.has(Field::AccountId) || open(Field::Amount) && !m.has(Field::Stage)
    };
    if is_deals(&deals, &accounts) {
        if torn(&deals) {
            return decided(RecordKind::Ignored, deals, "reason.ambiguous_name");
        }
        let usable = joined(&deals) || deals.has(Field::Name);
        if usable && (joined(&deals) || named_in_title(headers, &deals)) {
            return decided(RecordKind::Opportunities, deals, "reason.opportunities");
        }
        return decided(RecordKind::Ignored, deals, "reason.no_account_column");
    }
    if is_persons(&persons, &accounts) {
        return decided(RecordKind::Persons, persons, "reason.persons");
    }
    if evidence >= 1 && torn(&orders) && !plans(&accounts) {
        return decided(RecordKind::Ignored, orders, "reason.ambiguous_name");
    }
    // An amount and a date a row are order lines too, unless the amount is the account's own.
    let dated = orders.has(Field::Date) && !accounts.has(Field::AnnualRevenue);
    if orders.has(Field::Amount) && joined(&orders) && (evidence >= 1 || dated) && !plans(&accounts) {
        return decided(RecordKind::Orders, orders, "reason.orders");
    }
    if lists_others(&accounts, headers, config) {
        return decided(RecordKind::Ignored, Mapping::default(), "reason.others");
    }
    if accounts.ambiguous.iter().any(|(field, _)| *field == Field::Name) {
        return decided(RecordKind::Ignored, accounts, "reason.ambiguous_name");
    }
    if accounts.has(Field::Name) || (accounts.has(Field::Id) && accounts.fields.len() >= 2) {
        return decided(RecordKind::Accounts, accounts, "reason.accounts");
    }
    if orders.has(Field::Amount) && evidence >= 2 {
        return decided(RecordKind::Ignored, orders, "reason.no_account_column");
    }
    decided(RecordKind::Ignored, Mapping::default(), "reason.nothing_known")
}

/// The sheets that only planners keep: each has columns that no list of accounts or deals has.
fn planning_sheet(
    of: &dyn Fn(RecordKind) -> Mapping,
    headers: &[Header],
    config: &Config,
) -> Option<Decided> {
    let kinds: [(RecordKind, &'static str, &[Field]); 6] = [
        (RecordKind::Values, "reason.values", &[Field::Element, Field::UnitValue]),
        (RecordKind::Costs, "reason.costs", &[Field::CostOurs, Field::CostAlternative]),
        (RecordKind::Goals, "reason.goals", &[Field::Kind, Field::Statement]),
        (RecordKind::PlanItems, "reason.plan_items", &[Field::Part, Field::Text]),
        (RecordKind::Resources, "reason.resources", &[Field::Name, Field::Capacity]),
        (RecordKind::Visits, "reason.visits", &[Field::Date]),
    ];
    kinds.into_iter().find_map(|(kind, reason, needed)| {
        let mapping = of(kind);
        let joined = mapping.has(Field::Account) || mapping.has(Field::AccountId);
        let says = |h: &Header| config.columns.visit_evidence.iter().any(|w| h.plain.contains(w.as_str()));
        let dated = mapping.fields.get(&Field::Date).map(|m| &headers[m.header]);
        let visit_like =
            mapping.has(Field::VisitPurpose) || mapping.has(Field::VisitMode) || dated.is_some_and(says);
        let fits = match kind {
            RecordKind::Resources => !joined,
            RecordKind::Visits => joined && visit_like,
            _ => joined,
        };
        (fits && needed.iter().all(|f| mapping.has(*f))).then(|| Decided {
            kind,
            mapping,
            reason: Note::new(reason),
        })
    })
}

/// A stage column with known stages, or a close date beside an amount.
fn is_deals(deals: &Mapping, accounts: &Mapping) -> bool {
    let amount = deals.has(Field::Amount) || deals.has(Field::CloseDate);
    let staged = deals.has(Field::Stage) && (amount || deals.has(Field::Name) || deals.has(Field::Account));
    let dated = deals.has(Field::CloseDate) && deals.has(Field::Amount);
    let has = |fields: &[Field]| fields.iter().any(|f| accounts.has(*f));
    let account_like = has(&[Field::RepeatSales, Field::NewBusiness]);
    // A customer may have a status too: new, active.
    let of_dealings = has(&[Field::AnnualRevenue, Field::GrossProfit, Field::Visits, Field::SellingMode]);
    (staged || dated) && !account_like && (amount || !of_dealings)
}

/// Staff, goods and ledger accounts have names too.
fn lists_others(accounts: &Mapping, headers: &[Header], config: &Config) -> bool {
    let names = &config.columns;
    let name = accounts.fields.get(&Field::Name).map(|m| &headers[m.header].bare);
    name.is_some_and(|name| names.generic.contains(name))
        && headers.iter().any(|h| names.other_evidence.contains(&h.bare))
        && !accounts.has(Field::Industry)
}

/// Persons have roles or scores, or names without anything that only accounts have.
fn is_persons(persons: &Mapping, accounts: &Mapping) -> bool {
    let named = persons.has(Field::Name) || (persons.has(Field::FirstName) && persons.has(Field::LastName));
    let placed =
        [Field::Role, Field::Receptivity, Field::Dynamics, Field::Commitment].iter().any(|f| persons.has(*f));
    let both_names = persons.has(Field::FirstName) && persons.has(Field::LastName);
    let joined = persons.has(Field::Account) || persons.has(Field::AccountId) || persons.has(Field::Domain);
    let own_name = persons.fields.get(&Field::Name).map(|m| m.header);
    let account_name = accounts.fields.get(&Field::Name).map(|m| m.header);
    let of_accounts = [
        Field::AnnualRevenue,
        Field::GrossProfit,
        Field::RepeatSales,
        Field::NewBusiness,
        Field::Industry,
        Field::Region,
        Field::Owner,
        Field::CompanyRevenue,
    ];
    let account_like = account_name.is_some() && of_accounts.iter().any(|f| accounts.has(*f));
    (named && placed) || both_names || (named && joined && own_name != account_name && !account_like)
}

/// Fields that only a list of accounts has: a product column beside them makes no order lines.
fn plans(accounts: &Mapping) -> bool {
    let fields = [
        Field::RepeatSales,
        Field::NewBusiness,
        Field::Probability,
        Field::Visits,
        Field::SellingMode,
        Field::AllianceLevel,
        Field::GrowthRate,
        Field::ServiceCost,
    ];
    accounts.has(Field::Name) && fields.iter().any(|f| accounts.has(*f))
}

/// Deals without an account column may name the account in their title.
fn named_in_title(headers: &[Header], deals: &Mapping) -> bool {
    deals.fields.get(&Field::Name).is_some_and(|m| {
        let bare = &headers[m.header].bare;
        bare.contains("deal")
            || bare.contains("opportunity")
            || bare.contains("商机")
            || bare.contains("项目")
    })
}

/// Annual Revenue beside employees or sector, and nothing about our dealings, is the customer's own turnover.
pub fn is_turnover(headers: &[Header], mapping: &Mapping, config: &Config) -> bool {
    let beside = headers.iter().any(|h| config.columns.turnover_evidence.contains(&h.bare));
    beside && !config.columns.dealings.iter().any(|field| mapping.has(*field))
}

//! Resources of a portfolio (METHOD §4): visits, budget, then the others by name, each with its capacity
//! (as set, else the sum of the current use), cost, step, floors and caps; shared out by relative value.

use super::allocation::{Allocation, Claim, Shared, allocate};
use super::ranking::Ranked;
use crate::config::{Parameter, Settings, plain};
use crate::model::{CellPlace, Issue, IssueCode, Portfolio, Resource, Segment};
use std::cmp::Ordering;

/// A resource as it is planned with.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourcePlan {
    /// `visits`, `budget`, else the name given.
    pub name: String,
    /// Amount to share out.
    pub capacity: f64,
    /// The capacity was set; otherwise it is the sum of the current use.
    pub capacity_set: bool,
    /// Money a unit; none: unknown.
    pub unit_cost: Option<f64>,
    /// Smallest step.
    pub step: f64,
    /// Least amount of core, growth, laggard accounts.
    pub floor: [Option<f64>; 3],
    /// Most amount of core, growth, laggard accounts.
    pub cap: [Option<f64>; 3],
    /// Σ current use, of the accounts that state it.
    pub current: Option<f64>,
    /// Σ recommended; none if the floors cannot be met.
    pub recommended: Option<f64>,
    /// Capacity − Σ recommended.
    pub reserve: Option<f64>,
    /// Steps that all floors take.
    pub kept: f64,
    /// Steps that the largest remainders get.
    pub missing: f64,
}

/// Current and recommended amount of a resource for one account, with the working.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ResourceUse {
    /// Used now, a year.
    pub current: Option<f64>,
    /// Recommended, a year.
    pub recommended: Option<f64>,
    /// Floor in whole steps.
    pub floor: f64,
    /// Steps before rounding; none if the floors exceed the capacity.
    pub quota: Option<f64>,
    /// Place of its remainder, 1 for the largest; none where nothing remains.
    pub place: Option<u32>,
}

impl ResourceUse {
    /// Recommended − current.
    pub fn gap(&self) -> Option<f64> {
        Some(self.recommended? - self.current?)
    }
}

/// The resources shared out.
#[derive(Debug, Default)]
pub struct Resources {
    /// Every resource that there is something to share of.
    pub planned: Vec<ResourcePlan>,
    /// By account, its use of every resource.
    pub uses: Vec<Vec<ResourceUse>>,
    /// Findings.
    pub issues: Vec<Issue>,
}

/// Shares every resource out; accounts and their segments stand in METHOD's Order.
pub fn resources(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    segments: &[Segment],
    settings: &Settings,
) -> Resources {
    let mut found = Resources { uses: vec![Vec::new(); accounts.len()], ..Resources::default() };
    for resource in wanted(portfolio, settings) {
        let current = current_use(portfolio, accounts, &resource);
        let known: Vec<f64> = current.iter().flatten().copied().collect();
        let total = (!known.is_empty()).then(|| known.iter().sum::<f64>());
        let Some(capacity) = resource.capacity.or(total) else { continue };
        let (step, unit_cost) = defaults(&resource, settings);
        let claims: Vec<Claim> =
            accounts.iter().zip(segments).map(|(a, segment)| claim(a, *segment, &resource)).collect();
        let Allocation { floors, kept, shared } = allocate(capacity, step, &claims);
        let place = place(portfolio, &resource);
        let label = format!("@resource.{}", resource.name);
        let mut plan = ResourcePlan {
            capacity,
            capacity_set: resource.capacity.is_some(),
            unit_cost,
            step,
            floor: resource.floor,
            cap: resource.cap,
            current: total,
            recommended: None,
            reserve: None,
            kept,
            missing: 0.0,
            name: resource.name.clone(),
        };
        match &shared {
            Ok(shared) => {
                plan.recommended = Some(shared.amounts.iter().sum());
                plan.reserve = Some(shared.reserve);
                plan.missing = shared.missing;
                if shared.capped {
                    let issue = Issue::new(IssueCode::CapsLeaveReserve, place);
                    found.issues.push(issue.with("resource", &label).with("reserve", shown(shared.reserve)));
                }
            }
            Err(by) => found.issues.push(
                Issue::new(IssueCode::FloorsExceedCapacity, place)
                    .with("resource", &label)
                    .with("capacity", shown(capacity))
                    .with("by", shown(by.0)),
            ),
        }
        let shared = shared.ok();
        for (at, uses) in found.uses.iter_mut().enumerate() {
            uses.push(resource_use(at, current[at], floors[at], shared.as_ref()));
        }
        found.planned.push(plan);
    }
    found
}

fn resource_use(at: usize, current: Option<f64>, floor: f64, shared: Option<&Shared>) -> ResourceUse {
    ResourceUse {
        current,
        floor,
        recommended: shared.map(|s| s.amounts[at]),
        quota: shared.map(|s| s.quotas[at]),
        place: shared.and_then(|s| s.places[at]),
    }
}

/// Visits, budget, then the others by name; settings win over the list.
fn wanted(portfolio: &Portfolio, settings: &Settings) -> Vec<Resource> {
    let named = |name: &str| Resource { name: name.to_owned(), ..Resource::default() };
    let mut all = vec![named(Resource::VISITS), named(Resource::BUDGET)];
    for resource in portfolio.resources.iter().chain(settings.resources()) {
        let same = |r: &&mut Resource| r.name == resource.name || plain(&r.name) == plain(&resource.name);
        match all.iter_mut().find(same) {
            Some(known) => overlay(known, resource),
            None => all.push(resource.clone()),
        }
    }
    let rank = |r: &Resource| match r.name.as_str() {
        Resource::VISITS => 0,
        Resource::BUDGET => 1,
        _ => 2,
    };
    all.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name)));
    all
}

fn overlay(under: &mut Resource, over: &Resource) {
    under.capacity = over.capacity.or(under.capacity);
    under.unit_cost = over.unit_cost.or(under.unit_cost);
    under.step = over.step.or(under.step);
    for at in 0..3 {
        under.floor[at] = over.floor[at].or(under.floor[at]);
        under.cap[at] = over.cap[at].or(under.cap[at]);
    }
    if !over.current.is_empty() {
        under.current.clone_from(&over.current);
    }
    under.source = over.source.or(under.source);
}

/// Step, and money a unit: a cost per visit of 0 is not set, a unit of budget costs itself.
fn defaults(resource: &Resource, settings: &Settings) -> (f64, Option<f64>) {
    let (step, cost) = match resource.name.as_str() {
        Resource::VISITS => (Parameter::VisitStep, Some(settings.get(Parameter::CostPerVisit))),
        Resource::BUDGET => (Parameter::BudgetStep, Some(settings.get(Parameter::BudgetUnitCost))),
        _ => (Parameter::ResourceStep, None),
    };
    let cost = resource.unit_cost.or(cost.filter(|c| *c > 0.0));
    (resource.step.unwrap_or_else(|| settings.get(step)), cost)
}

fn current_use(portfolio: &Portfolio, accounts: &[Ranked], resource: &Resource) -> Vec<Option<f64>> {
    let other = |at: usize| {
        let found = resource.current.binary_search_by(|(a, _)| a.cmp(&at));
        found.ok().map(|i| resource.current[i].1)
    };
    accounts
        .iter()
        .map(|account| match resource.name.as_str() {
            Resource::VISITS => account.own.visits,
            Resource::BUDGET => portfolio.accounts[account.own.account].current_budget,
            _ => other(account.own.account),
        })
        .collect()
}

fn claim(account: &Ranked, segment: Segment, resource: &Resource) -> Claim {
    let at = segment_at(segment);
    Claim {
        relative_value: account.standing.relative_value,
        floor: resource.floor[at].unwrap_or(0.0),
        cap: resource.cap[at],
    }
}

/// Place of a segment in floors and caps.
fn segment_at(segment: Segment) -> usize {
    match segment {
        Segment::Core => 0,
        Segment::Growth => 1,
        Segment::Laggard => 2,
    }
}

fn place(portfolio: &Portfolio, resource: &Resource) -> CellPlace {
    let Some(source) = resource.source else { return CellPlace::default() };
    let input = portfolio.sheets.get(source.sheet as usize).map(|s| s.input);
    CellPlace { input, sheet: Some(source.sheet), row: Some(source.row), column: Some(0) }
}

/// An amount in a message: at most two decimals.
fn shown(amount: f64) -> String {
    let rounded = (amount * 100.0).round() / 100.0;
    match rounded.partial_cmp(&amount) {
        Some(Ordering::Equal) => format!("{amount}"),
        _ => format!("{rounded:.2}"),
    }
}

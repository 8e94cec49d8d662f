//! Resources of a portfolio (METHOD §4): visits, budget, then the others by name, each with its capacity
//! (as set, else the sum of the current use), cost, step, floors and caps; shared out by relative value.

use super::allocation::{Allocation, Claim, Shared, allocate};
use super::potential::Potential;
use super::ranking::Ranked;
use crate::config::{Parameter, Settings, plain};
use crate::model::{CellPlace, Drag, Issue, IssueCode, Portfolio, Resource, Segment};
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
    /// Nobody stated a resource: visits shared out for every so many of them, never part of a cost.
    pub assumed: bool,
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
    /// Accounts without RV keep what they have: the capacity allows it.
    pub keeps: bool,
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
    /// Most, in whole steps; none: no limit.
    pub most: Option<f64>,
    /// Floor in whole steps, were accounts without RV to keep what they have.
    pub keeping: f64,
    /// Floor in whole steps, as it is set.
    pub own_floor: f64,
    /// Floor in force, in whole steps.
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

/// Shares every resource out; accounts and their potentials stand in METHOD's Order.
pub fn resources(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    potentials: &[Potential],
    settings: &Settings,
) -> Resources {
    let mut found = Resources { uses: vec![Vec::new(); accounts.len()], ..Resources::default() };
    for resource in wanted(portfolio, accounts, settings) {
        let current = current_use(portfolio, accounts, &resource.own);
        let known: Vec<f64> = current.iter().flatten().copied().collect();
        let total = (!known.is_empty()).then(|| known.iter().sum::<f64>());
        let notional = Some(settings.get(Parameter::NotionalVisits)).filter(|_| resource.assumed);
        let Some(capacity) = resource.own.capacity.or(total).or(notional) else { continue };
        let Wanted { own: resource, assumed } = resource;
        let (step, unit_cost) = defaults(&resource, settings);
        let claim = |((account, potential), current): ((&Ranked, &Potential), &Option<f64>)| {
            claim(account, potential, *current, &resource)
        };
        let claims: Vec<Claim> = accounts.iter().zip(potentials).zip(&current).map(claim).collect();
        let working = allocate(capacity, step, &claims);
        let place = place(portfolio, &resource);
        let label = format!("@resource.{}", resource.name);
        let mut plan = ResourcePlan {
            capacity,
            capacity_set: resource.capacity.is_some(),
            assumed,
            unit_cost: unit_cost.filter(|_| !assumed),
            step,
            floor: resource.floor,
            cap: resource.cap,
            current: total,
            recommended: None,
            reserve: None,
            keeps: working.keeps,
            kept: working.kept,
            missing: 0.0,
            name: resource.name.clone(),
        };
        match &working.shared {
            Ok(shared) if shared.amounts.is_empty() => {}
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
        for (at, uses) in found.uses.iter_mut().enumerate() {
            uses.push(resource_use(at, current[at], &working));
        }
        found.planned.push(plan);
    }
    found
}

fn resource_use(at: usize, current: Option<f64>, working: &Allocation) -> ResourceUse {
    let shared: Option<&Shared> = working.shared.as_ref().ok();
    ResourceUse {
        current,
        most: working.most[at],
        keeping: working.keeping[at],
        own_floor: working.own[at],
        floor: working.floors[at],
        recommended: shared.map(|s| s.amounts[at]),
        quota: shared.map(|s| s.quotas[at]),
        place: shared.and_then(|s| s.places[at]),
    }
}

/// A resource to share out.
struct Wanted {
    own: Resource,
    /// It stands in where nobody states one.
    assumed: bool,
}

/// A resource is more than its name: capacity, cost, a floor or a cap.
fn says_something(resource: &Resource) -> bool {
    let bounds = resource.floor.iter().chain(&resource.cap);
    bounds.chain([&resource.capacity, &resource.unit_cost]).any(Option::is_some)
}

/// Visits, budget, then the others by name; settings win over the list.
fn wanted(portfolio: &Portfolio, accounts: &[Ranked], settings: &Settings) -> Vec<Wanted> {
    let stated = portfolio.resources.iter().chain(settings.resources()).any(says_something);
    let used =
        |a: &Ranked| a.own.visits.is_some() || portfolio.accounts[a.own.account].current_budget.is_some();
    let nothing = !stated && !accounts.iter().any(used);
    let assumed = |r: &Resource| nothing && r.name == Resource::VISITS;
    known(portfolio, settings).into_iter().map(|own| Wanted { assumed: assumed(&own), own }).collect()
}

fn known(portfolio: &Portfolio, settings: &Settings) -> Vec<Resource> {
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

/// Cost of one visit, one figure everywhere: the unit cost of the resource visits, else the setting; 0 is unknown.
pub fn cost_per_visit(portfolio: &Portfolio, settings: &Settings) -> Option<f64> {
    let all = known(portfolio, settings);
    all.iter().find(|r| r.name == Resource::VISITS).and_then(|visits| defaults(visits, settings).1)
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
        Resource::VISITS => {
            let cost = resource.unit_cost.unwrap_or_else(|| settings.get(Parameter::CostPerVisit));
            (Parameter::VisitStep, Some(cost).filter(|c| *c > 0.0))
        }
        Resource::BUDGET => {
            let own = Some(settings.get(Parameter::BudgetUnitCost)).filter(|c| *c > 0.0);
            (Parameter::BudgetStep, resource.unit_cost.or(own))
        }
        _ => (Parameter::ResourceStep, resource.unit_cost),
    };
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

fn claim(account: &Ranked, potential: &Potential, current: Option<f64>, resource: &Resource) -> Claim {
    let at = segment_at(potential.segment);
    let cut = matches!(potential.drag, Some(Drag::Confirmed | Drag::OverServed));
    Claim {
        relative_value: account.standing.relative_value,
        floor: at.and_then(|at| resource.floor[at]).unwrap_or(0.0),
        kept: current,
        cap: at.and_then(|at| resource.cap[at]),
        held: current.filter(|_| cut),
    }
}

/// Place of a segment in floors and caps; an account to assess has none.
fn segment_at(segment: Segment) -> Option<usize> {
    match segment {
        Segment::Core => Some(0),
        Segment::Growth => Some(1),
        Segment::Laggard => Some(2),
        Segment::Unassessed => None,
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

//! Customer potential by 20/80 (METHOD §3): core, growth, laggard, each with the rule that hit,
//! and the evidence that a laggard drags.

use super::ranking::Ranked;
use super::relative_value::larger_first;
use crate::config::{Parameter, Settings};
use crate::model::rounding::{comparable_money, comparable_quota};
use crate::model::{Basis, Drag, Portfolio, Segment, SegmentReason};

/// Segment of an account, and what serving it costs and leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Potential {
    /// Segment.
    pub segment: Segment,
    /// The rule that decided it.
    pub reason: SegmentReason,
    /// Place among the accounts whose basis is positive; none where it is not.
    pub core_place: Option<u32>,
    /// Evidence of a laggard; none for other segments.
    pub drag: Option<Drag>,
    /// Service + support + visits × cost per visit, of what is known; none if nothing is.
    pub cost_to_serve: Option<f64>,
    /// Gross profit − cost to serve.
    pub net_contribution: Option<f64>,
    /// Share of all visits.
    pub visit_share: Option<f64>,
    /// Share of the sum of positive gross profits.
    pub gross_profit_share: Option<f64>,
}

/// Potential of every account; they stand in METHOD's order.
pub fn potentials(portfolio: &Portfolio, accounts: &[Ranked], settings: &Settings) -> Vec<Potential> {
    let candidates: Vec<Candidate> = accounts.iter().map(|a| candidate(portfolio, a)).collect();
    let visits: f64 = accounts.iter().filter_map(|a| a.own.visits).sum();
    let profit: f64 = accounts.iter().filter_map(|a| a.own.revenue.gross_profit).map(|g| g.max(0.0)).sum();
    let visit_cost = settings.get(Parameter::CostPerVisit);
    let of = |(account, placed): (&Ranked, Placed)| {
        let record = &portfolio.accounts[account.own.account];
        let gross_profit = account.own.revenue.gross_profit;
        let cost = cost_to_serve(
            gross_profit,
            record.service_cost,
            record.support_cost,
            account.own.visits,
            visit_cost,
        );
        let visit_share = account.own.visits.filter(|_| visits > 0.0).map(|v| v / visits);
        let gross_profit_share = gross_profit.filter(|_| profit > 0.0).map(|g| g / profit);
        let served = account.own.visits.is_some() || record.service_cost.is_some();
        Potential {
            segment: placed.segment,
            reason: placed.reason,
            core_place: placed.core_place,
            drag: (placed.segment == Segment::Laggard)
                .then(|| drag(cost.net_contribution, served, visit_share, gross_profit_share)),
            cost_to_serve: cost.cost,
            net_contribution: cost.net_contribution,
            visit_share,
            gross_profit_share,
        }
    };
    accounts.iter().zip(segments(&candidates, settings)).map(of).collect()
}

/// What segmentation looks at in an account.
pub fn candidate(portfolio: &Portfolio, account: &Ranked) -> Candidate {
    Candidate {
        gross_profit: account.own.revenue.gross_profit,
        annual_revenue: account.own.revenue.annual_revenue,
        expected_value: account.own.value.expected_value,
        rank: account.standing.rank,
        new_business_value: account.own.value.new_business_value,
        growth_rate: portfolio.accounts[account.own.account].growth_rate,
    }
}

/// What segmentation looks at, of accounts in METHOD's order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Candidate {
    /// Gross profit, money.
    pub gross_profit: Option<f64>,
    /// Annual revenue, money.
    pub annual_revenue: Option<f64>,
    /// EV, money.
    pub expected_value: Option<f64>,
    /// EV rank.
    pub rank: Option<u32>,
    /// New business × its P, money.
    pub new_business_value: Option<f64>,
    /// Growth of our sales, fraction.
    pub growth_rate: Option<f64>,
}

/// The first of gross profit, annual revenue and EV that any account has.
pub fn basis(accounts: &[Candidate]) -> Basis {
    if accounts.iter().any(|a| a.gross_profit.is_some()) {
        Basis::GrossProfit
    } else if accounts.iter().any(|a| a.annual_revenue.is_some()) {
        Basis::AnnualRevenue
    } else {
        Basis::ExpectedValue
    }
}

/// ⌈share × n⌉, rounded to 9 decimals first: 0.2 × 15 is 3, not 4.
pub fn quota(share: f64, n: usize) -> u32 {
    comparable_quota(share * n as f64).ceil().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Where the rules of 20/80 put an account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Segment.
    pub segment: Segment,
    /// The rule that decided it.
    pub reason: SegmentReason,
    /// Place among the accounts whose basis is positive.
    pub core_place: Option<u32>,
}

/// Segment, reason and place of every account; `accounts` stand in METHOD's order.
pub fn segments(accounts: &[Candidate], settings: &Settings) -> Vec<Placed> {
    let basis = basis(accounts);
    let core_quota = quota(settings.get(Parameter::CoreShare), accounts.len());
    let growth_quota = quota(settings.get(Parameter::GrowthRankShare), accounts.len());
    let places = core_places(accounts, basis);
    let reason = match basis {
        Basis::GrossProfit => SegmentReason::TopByGrossProfit,
        Basis::AnnualRevenue => SegmentReason::TopByRevenue,
        Basis::ExpectedValue => SegmentReason::TopByExpectedValue,
    };
    let placed = |(account, core_place): (&Candidate, Option<u32>)| {
        if core_place.is_some_and(|place| place <= core_quota) {
            return Placed { segment: Segment::Core, reason, core_place };
        }
        match growth_reason(account, growth_quota, settings) {
            Some(reason) => Placed { segment: Segment::Growth, reason, core_place },
            None => Placed { segment: Segment::Laggard, reason: SegmentReason::Rest, core_place },
        }
    };
    accounts.iter().zip(places).map(placed).collect()
}

impl Candidate {
    /// What core is measured by, as money is compared: sums of the same orders may differ in their last bit.
    pub fn measured(&self, basis: Basis) -> Option<f64> {
        let value = match basis {
            Basis::GrossProfit => self.gross_profit,
            Basis::AnnualRevenue => self.annual_revenue,
            Basis::ExpectedValue => self.expected_value,
        };
        value.map(comparable_money)
    }
}

/// Places at the edge of the core, of accounts whose basis is positive: basis, EV, revenue, Order.
fn core_places(accounts: &[Candidate], basis: Basis) -> Vec<Option<u32>> {
    let value = |a: &Candidate| a.measured(basis);
    let mut sorted: Vec<usize> = (0..accounts.len()).filter(|at| value(&accounts[*at]) > Some(0.0)).collect();
    sorted.sort_by(|a, b| {
        let (left, right) = (&accounts[*a], &accounts[*b]);
        let rounded = |v: Option<f64>| v.map(comparable_money);
        larger_first(value(left), value(right))
            .then_with(|| larger_first(rounded(left.expected_value), rounded(right.expected_value)))
            .then_with(|| larger_first(left.annual_revenue, right.annual_revenue))
            .then_with(|| a.cmp(b))
    });
    let mut places = vec![None; accounts.len()];
    for (place, at) in (1_u32..).zip(sorted) {
        places[at] = Some(place);
    }
    places
}

fn growth_reason(account: &Candidate, quota: u32, settings: &Settings) -> Option<SegmentReason> {
    if account.expected_value > Some(0.0) && account.rank.is_some_and(|r| r <= quota) {
        return Some(SegmentReason::FutureValue);
    }
    if let (Some(new), Some(revenue)) = (account.new_business_value, account.annual_revenue)
        && revenue > 0.0
        && comparable_quota(new) >= comparable_quota(settings.get(Parameter::NewBusinessShare) * revenue)
    {
        return Some(SegmentReason::NewBusinessShare);
    }
    let fast = |rate| comparable_quota(rate) >= comparable_quota(settings.get(Parameter::GrowthRate));
    account.growth_rate.is_some_and(fast).then_some(SegmentReason::GrowthRate)
}

/// What serving an account costs and leaves, money a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostToServe {
    /// Service + support + visits × cost per visit, of what is known; none if nothing is.
    pub cost: Option<f64>,
    /// Gross profit − that cost; a missing cost is left out of the sum.
    pub net_contribution: Option<f64>,
}

/// Cost to serve of one account.
pub fn cost_to_serve(
    gross_profit: Option<f64>,
    service: Option<f64>,
    support: Option<f64>,
    visits: Option<f64>,
    cost_per_visit: f64,
) -> CostToServe {
    let visit_cost = visits.map(|v| v * cost_per_visit);
    let known: Vec<f64> = [service, support, visit_cost].into_iter().flatten().collect();
    let cost = (!known.is_empty()).then(|| known.iter().sum::<f64>());
    CostToServe { cost, net_contribution: gross_profit.map(|g| g - cost.unwrap_or(0.0)) }
}

/// Evidence that a laggard drags: it leaves nothing, or takes more of the visits than it brings of the profit.
pub fn drag(
    net_contribution: Option<f64>,
    visits_or_service_known: bool,
    visit_share: Option<f64>,
    gross_profit_share: Option<f64>,
) -> Drag {
    let (Some(net), true) = (net_contribution, visits_or_service_known) else { return Drag::Unknown };
    let takes_more = match (visit_share, gross_profit_share) {
        (Some(visits), Some(profit)) => comparable_quota(visits) > comparable_quota(profit),
        _ => false,
    };
    if comparable_money(net) <= 0.0 || takes_more { Drag::Confirmed } else { Drag::LowTouch }
}

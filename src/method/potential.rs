//! Customer potential by 20/80 (METHOD §3): core, growth, laggard, each with the rule that hit,
//! and the evidence that a laggard drags.

use super::relative_value::larger_first;
use crate::config::{Parameter, Settings};
use crate::model::rounding::{comparable_money, comparable_quota};
use crate::model::{Basis, Drag, Segment, SegmentReason};

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

/// Segment and reason of every account; `accounts` stand in METHOD's order.
pub fn segments(accounts: &[Candidate], settings: &Settings) -> Vec<(Segment, SegmentReason)> {
    let basis = basis(accounts);
    let core_quota = quota(settings.get(Parameter::CoreShare), accounts.len());
    let growth_quota = quota(settings.get(Parameter::GrowthRankShare), accounts.len());
    let core = core_members(accounts, basis, core_quota as usize);
    let reason = match basis {
        Basis::GrossProfit => SegmentReason::TopByGrossProfit,
        Basis::AnnualRevenue => SegmentReason::TopByRevenue,
        Basis::ExpectedValue => SegmentReason::TopByExpectedValue,
    };
    let segment = |(at, account): (usize, &Candidate)| {
        if core[at] {
            return (Segment::Core, reason);
        }
        match growth_reason(account, growth_quota, settings) {
            Some(reason) => (Segment::Growth, reason),
            None => (Segment::Laggard, SegmentReason::Rest),
        }
    };
    accounts.iter().enumerate().map(segment).collect()
}

/// Edge of the core: basis, EV, revenue, Order.
fn core_members(accounts: &[Candidate], basis: Basis, quota: usize) -> Vec<bool> {
    // Sums of the same orders may differ in their last bit: compared as money is.
    let value = |a: &Candidate| {
        let value = match basis {
            Basis::GrossProfit => a.gross_profit,
            Basis::AnnualRevenue => a.annual_revenue,
            Basis::ExpectedValue => a.expected_value,
        };
        value.map(comparable_money)
    };
    let mut places: Vec<usize> = (0..accounts.len()).filter(|at| value(&accounts[*at]) > Some(0.0)).collect();
    places.sort_by(|a, b| {
        let (left, right) = (&accounts[*a], &accounts[*b]);
        let rounded = |v: Option<f64>| v.map(comparable_money);
        larger_first(value(left), value(right))
            .then_with(|| larger_first(rounded(left.expected_value), rounded(right.expected_value)))
            .then_with(|| larger_first(left.annual_revenue, right.annual_revenue))
            .then_with(|| a.cmp(b))
    });
    let mut core = vec![false; accounts.len()];
    for at in places.into_iter().take(quota) {
        core[at] = true;
    }
    core
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

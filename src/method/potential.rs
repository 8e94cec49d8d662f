//! Customer potential by 20/80 (METHOD §3): core, growth, laggard, to assess, each with the rule that hit,
//! and the evidence that a laggard drags.

use super::ranking::Ranked;
use super::relative_value::larger_first;
use crate::config::{Parameter, Settings};
use crate::model::rounding::{comparable_money, comparable_quota};
use crate::model::{Basis, Drag, Field, Portfolio, Segment, SegmentReason};

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

/// Potential of every account; they stand in METHOD's order. `visit_cost`: of one visit, where it is known.
pub fn potentials(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    visit_cost: Option<f64>,
    settings: &Settings,
) -> Vec<Potential> {
    let candidates: Vec<Candidate> = accounts.iter().map(candidate).collect();
    let visits: f64 = accounts.iter().filter_map(|a| a.own.visits).sum();
    let profit: f64 = accounts.iter().filter_map(|a| a.own.revenue.gross_profit).map(|g| g.max(0.0)).sum();
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
        let evidence = Evidence {
            net_contribution: cost.net_contribution,
            served: account.own.visits.is_some() || record.service_cost.is_some(),
            costed: record.service_cost.is_some() || record.support_cost.is_some() || visit_cost.is_some(),
            visits: account.own.visits,
            visit_share,
            gross_profit_share,
        };
        Potential {
            segment: placed.segment,
            reason: placed.reason,
            core_place: placed.core_place,
            drag: (placed.segment == Segment::Laggard).then(|| drag(&evidence, settings)),
            cost_to_serve: cost.cost,
            net_contribution: cost.net_contribution,
            visit_share,
            gross_profit_share,
        }
    };
    accounts.iter().zip(segments(&candidates, settings)).map(of).collect()
}

/// What segmentation looks at in an account.
pub fn candidate(account: &Ranked) -> Candidate {
    Candidate {
        gross_profit: account.own.revenue.gross_profit,
        annual_revenue: account.own.revenue.annual_revenue,
        expected_value: account.own.value.expected_value,
        rank: account.standing.rank,
        new_business_value: account.own.value.new_business_value,
        growth_rate: account.own.revenue.growth_rate,
        growth_derived: account.own.revenue.derived.contains(&Field::GrowthRate),
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
    /// That follows from the revenue of two years.
    pub growth_derived: bool,
}

/// The first of gross profit, annual revenue and EV that enough accounts have, else the one that most have.
pub fn basis(accounts: &[Candidate], settings: &Settings) -> Basis {
    let known = |basis: Basis| accounts.iter().filter(|a| a.measured(basis).is_some()).count();
    let enough = comparable_quota(settings.get(Parameter::BasisShare) * accounts.len() as f64);
    let found = Basis::ALL.iter().copied().find(|basis| known(*basis) as f64 >= enough);
    // The last of equals is the one that max_by_key returns: asked from the end, it is the first.
    found
        .or_else(|| Basis::ALL.iter().rev().copied().max_by_key(|basis| known(*basis)))
        .unwrap_or(Basis::GrossProfit)
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
    let basis = basis(accounts, settings);
    let mean = mean_revenue(accounts.iter().filter_map(|a| a.annual_revenue));
    let core_quota = quota(settings.get(Parameter::CoreShare), accounts.len());
    let growth_quota = quota(settings.get(Parameter::GrowthRankShare), accounts.len());
    let places = core_places(accounts, basis);
    let reason = match basis {
        Basis::GrossProfit => SegmentReason::TopByGrossProfit,
        Basis::AnnualRevenue => SegmentReason::TopByRevenue,
        Basis::ExpectedValue => SegmentReason::TopByExpectedValue,
    };
    let placed = |(account, core_place): (&Candidate, Option<u32>)| {
        if account.is_unknown() {
            return Placed { segment: Segment::Unassessed, reason: SegmentReason::NoFigures, core_place };
        }
        if core_place.is_some_and(|place| place <= core_quota) {
            return Placed { segment: Segment::Core, reason, core_place };
        }
        match growth_reason(account, growth_quota, mean, settings) {
            Some(reason) => Placed { segment: Segment::Growth, reason, core_place },
            None => Placed { segment: Segment::Laggard, reason: SegmentReason::Rest, core_place },
        }
    };
    accounts.iter().zip(places).map(placed).collect()
}

/// Mean of the revenues that are known.
pub fn mean_revenue(known: impl Iterator<Item = f64>) -> Option<f64> {
    let known: Vec<f64> = known.collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

impl Candidate {
    /// Nothing is known to judge it by.
    pub fn is_unknown(&self) -> bool {
        self.expected_value.is_none() && self.annual_revenue.is_none() && self.gross_profit.is_none()
    }

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

fn growth_reason(
    account: &Candidate,
    quota: u32,
    mean: Option<f64>,
    settings: &Settings,
) -> Option<SegmentReason> {
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
    // 100 that became 200 is no growing customer among millions.
    let large = || match (account.annual_revenue, mean) {
        (Some(revenue), Some(mean)) => comparable_money(revenue) >= comparable_money(mean),
        _ => false,
    };
    let counts = !account.growth_derived || large();
    (counts && account.growth_rate.is_some_and(fast)).then_some(SegmentReason::GrowthRate)
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
    cost_per_visit: Option<f64>,
) -> CostToServe {
    let visit_cost = visits.zip(cost_per_visit).map(|(visits, cost)| visits * cost);
    let known: Vec<f64> = [service, support, visit_cost].into_iter().flatten().collect();
    let cost = (!known.is_empty()).then(|| known.iter().sum::<f64>());
    CostToServe { cost, net_contribution: gross_profit.map(|g| g - cost.unwrap_or(0.0)) }
}

/// What is known of a laggard.
#[derive(Debug, Clone, Copy)]
pub struct Evidence {
    /// Net contribution, money a year.
    pub net_contribution: Option<f64>,
    /// Visits or service cost are known.
    pub served: bool,
    /// Service cost, support cost or the cost of a visit is known.
    pub costed: bool,
    /// Visits a year.
    pub visits: Option<f64>,
    /// Share of all visits.
    pub visit_share: Option<f64>,
    /// Share of the sum of positive gross profits.
    pub gross_profit_share: Option<f64>,
}

/// Evidence that a laggard drags: it leaves nothing, or takes far more of the visits than it brings of the profit.
pub fn drag(evidence: &Evidence, settings: &Settings) -> Drag {
    let Some(net) = evidence.net_contribution.filter(|_| evidence.served && evidence.costed) else {
        return Drag::Unknown;
    };
    if comparable_money(net) <= 0.0 {
        return Drag::Confirmed;
    }
    let often = evidence.visits.is_some_and(|v| v > settings.get(Parameter::OverServedVisits));
    let takes_more = match (evidence.visit_share, evidence.gross_profit_share) {
        (Some(visits), Some(profit)) => {
            comparable_quota(visits) >= comparable_quota(settings.get(Parameter::OverServedRatio) * profit)
        }
        _ => false,
    };
    if often && takes_more { Drag::OverServed } else { Drag::LowTouch }
}

/// What the flags on an account's figures look at, in METHOD's order.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Trend {
    /// It was among the greatest of the year before, and has lost much.
    pub losing: bool,
    /// Net contribution is negative.
    pub loss_making: bool,
}

/// Losing and loss-making accounts.
pub fn trends(accounts: &[Ranked], potentials: &[Potential], settings: &Settings) -> Vec<Trend> {
    let previous = |at: usize| accounts[at].own.revenue.previous_revenue.map(comparable_money);
    let mut great: Vec<usize> = (0..accounts.len()).filter(|at| previous(*at) > Some(0.0)).collect();
    great.sort_by(|a, b| larger_first(previous(*a), previous(*b)).then(a.cmp(b)));
    great.truncate(quota(settings.get(Parameter::LosingRankShare), accounts.len()) as usize);
    let mut found: Vec<Trend> = potentials
        .iter()
        .map(|p| Trend {
            losing: false,
            loss_making: p.net_contribution.is_some_and(|net| comparable_money(net) < 0.0),
        })
        .collect();
    let drop = comparable_quota(settings.get(Parameter::LosingDrop));
    for at in great {
        let revenue = &accounts[at].own.revenue;
        if let (Some(now), Some(before)) = (revenue.annual_revenue, revenue.previous_revenue) {
            found[at].losing = comparable_quota(1.0 - now / before) >= drop;
        }
    }
    found
}

//! Resource decision, expected ROI and break-even P of an account (METHOD §4): in money over all its resources.

use super::potential::Potential;
use super::ranking::Ranked;
use super::resources::{ResourcePlan, ResourceUse, Resources};
use crate::config::{Parameter, Rules, Settings};
use crate::model::rounding::comparable_quota;
use crate::model::{Decision, DecisionReason, Drag, Portfolio, ResourceSubStrategy};

/// Decision on an account, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// Gross profit / revenue, the list's where the account's is unknown.
    pub margin: Option<f64>,
    /// The margin is the account's own.
    pub own_margin: bool,
    /// Recommended amounts × unit costs + service + support, of what is known, money a year.
    pub resource_cost: Option<f64>,
    /// (EV × margin − cost) / cost.
    pub expected_roi: Option<f64>,
    /// Cost / (SP × margin): the P at which it pays.
    pub break_even: Option<f64>,
    /// What the resources change by.
    pub change: Option<Change>,
    /// Resource decision.
    pub decision: Decision,
    /// Why.
    pub reason: DecisionReason,
    /// Resource sub-strategies suggested.
    pub sub_strategies: Vec<ResourceSubStrategy>,
}

/// What an account's resources change by, over those whose use, recommendation and unit cost are known; else
/// over the first whose use is known, as if a unit cost 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Unit costs are known: the amounts are money.
    pub money: bool,
    /// G = Σ (recommended − current) × unit cost.
    pub gap: f64,
    /// T: from here on it is a decision.
    pub threshold: f64,
    /// Σ recommended × unit cost.
    pub recommended: f64,
}

/// Expected ROI, decision and sub-strategies of every account, in METHOD's Order.
pub fn decisions(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    potentials: &[Potential],
    resources: &Resources,
    (rules, settings): (&Rules, &Settings),
) -> Vec<Decided> {
    let both = accounts.iter().map(|a| (a.own.revenue.gross_profit, a.own.revenue.annual_revenue));
    let of_list = list_margin(both);
    let decided = |((account, potential), uses): ((&Ranked, &Potential), &Vec<ResourceUse>)| {
        let record = &portfolio.accounts[account.own.account];
        let (revenue, value) = (&account.own.revenue, &account.own.value);
        let own = own_margin(revenue.gross_profit, revenue.annual_revenue);
        let margin = own.or(of_list);
        let cost = cost(uses, &resources.planned, record.service_cost, record.support_cost);
        let roi = expected_roi(value.expected_value, margin, cost);
        let change = change(uses, &resources.planned, settings);
        let (decision, reason) = decide(&Question {
            ranked: account.standing.relative_value.is_some(),
            drag: potential.drag,
            used: uses.iter().any(|u| u.current.is_some()),
            change,
            roi,
        });
        Decided {
            margin,
            own_margin: own.is_some(),
            resource_cost: cost,
            expected_roi: roi,
            break_even: break_even(value.sales_potential, margin, cost),
            change,
            decision,
            reason,
            sub_strategies: rules.resource_sub_strategies(potential.segment, decision).to_vec(),
        }
    };
    accounts.iter().zip(potentials).zip(&resources.uses).map(decided).collect()
}

/// Expected ROI = (EV × margin − cost) / cost; none where EV, margin or every cost is unknown, or cost is 0: an
/// average, not a marginal return.
pub fn expected_roi(expected_value: Option<f64>, margin: Option<f64>, cost: Option<f64>) -> Option<f64> {
    let cost = cost.filter(|c| *c != 0.0)?;
    Some((expected_value? * margin? - cost) / cost)
}

/// Break-even P = cost / (SP × margin); none unless both are positive. Above 1 it never pays.
pub fn break_even(potential: Option<f64>, margin: Option<f64>, cost: Option<f64>) -> Option<f64> {
    let return_ = potential? * margin?;
    let cost = cost.filter(|c| *c > 0.0 && return_ > 0.0)?;
    Some(cost / return_)
}

/// Gross profit / revenue of an account, where it has both and its revenue is positive.
pub fn own_margin(gross_profit: Option<f64>, revenue: Option<f64>) -> Option<f64> {
    let revenue = revenue.filter(|r| *r > 0.0)?;
    Some(gross_profit? / revenue)
}

/// Margin of the list: Σ gross profit / Σ revenue of the accounts that have both.
pub fn list_margin(accounts: impl Iterator<Item = (Option<f64>, Option<f64>)>) -> Option<f64> {
    let (mut profits, mut revenues) = (0.0, 0.0);
    for (profit, revenue) in accounts {
        if let (Some(profit), Some(revenue)) = (profit, revenue) {
            profits += profit;
            revenues += revenue;
        }
    }
    (revenues > 0.0).then(|| profits / revenues)
}

/// Cost a year: recommended amounts × unit costs + service + support, of what is known; none if nothing is, or
/// if it is 0.
pub fn cost(
    uses: &[ResourceUse],
    resources: &[ResourcePlan],
    service: Option<f64>,
    support: Option<f64>,
) -> Option<f64> {
    let of_resources = uses.iter().zip(resources).map(|(u, r)| Some(u.recommended? * r.unit_cost?));
    let known: Vec<f64> = of_resources.chain([service, support]).flatten().collect();
    let sum: f64 = known.iter().sum();
    (!known.is_empty() && sum != 0.0).then_some(sum)
}

/// What the resources of an account change by; none where nothing is known of both use and recommendation.
pub fn change(uses: &[ResourceUse], resources: &[ResourcePlan], settings: &Settings) -> Option<Change> {
    /// Current, recommended, unit cost, step.
    type Known = (f64, f64, f64, f64);
    let known = |(used, plan): (&ResourceUse, &ResourcePlan)| -> Option<Known> {
        Some((used.current?, used.recommended?, plan.unit_cost?, plan.step))
    };
    let mut looked_at: Vec<Known> = uses.iter().zip(resources).filter_map(known).collect();
    let money = !looked_at.is_empty();
    if !money {
        let (used, plan) = uses.iter().zip(resources).find(|(used, _)| used.current.is_some())?;
        looked_at.push((used.current?, used.recommended?, 1.0, plan.step));
    }
    let sum = |part: fn(&Known) -> f64| looked_at.iter().map(part).sum::<f64>();
    let step = looked_at.iter().map(|(_, _, cost, step)| step * cost).fold(0.0, f64::max);
    let share = settings.get(Parameter::DecisionShare) * sum(|(current, _, cost, _)| current * cost);
    Some(Change {
        money,
        gap: sum(|(current, recommended, cost, _)| (recommended - current) * cost),
        threshold: step.max(share).max(settings.get(Parameter::DecisionLeast)),
        recommended: sum(|(_, recommended, cost, _)| recommended * cost),
    })
}

/// What the decision asks of an account.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// It has a relative value.
    pub ranked: bool,
    /// Evidence of a laggard.
    pub drag: Option<Drag>,
    /// Its current use of some resource is known.
    pub used: bool,
    /// What its resources change by.
    pub change: Option<Change>,
    /// Expected ROI.
    pub roi: Option<f64>,
}

/// The decision, first hit: find out, low-cost service, assign, invest, reduce, hold.
pub fn decide(question: &Question) -> (Decision, DecisionReason) {
    if !question.ranked {
        return (Decision::FindOut, DecisionReason::Unranked);
    }
    if question.drag == Some(Drag::Confirmed) {
        return (Decision::LowCostService, DecisionReason::ConfirmedLaggard);
    }
    if !question.used {
        return (Decision::Assign, DecisionReason::UseUnknown);
    }
    let Some(change) = question.change else { return (Decision::Hold, DecisionReason::NoAllocation) };
    let (gap, threshold) = (comparable_quota(change.gap), comparable_quota(change.threshold));
    // Where units cost nothing the threshold is 0: no change is none.
    if gap >= threshold && gap > 0.0 {
        return if question.roi.is_none_or(|r| comparable_quota(r) > 0.0) {
            (Decision::Invest, DecisionReason::BelowRecommended)
        } else {
            (Decision::Hold, DecisionReason::NoReturn)
        };
    }
    if gap <= -threshold && gap < 0.0 {
        return (Decision::Reduce, DecisionReason::AboveRecommended);
    }
    (Decision::Hold, DecisionReason::Balanced)
}

#[cfg(test)]
mod tests {
    use super::{Change, Question, break_even, decide, expected_roi, own_margin};
    use crate::model::{Decision, DecisionReason as Reason, Drag};

    #[test]
    fn the_first_rule_that_hits_decides() {
        let change = |gap| Some(Change { money: true, gap, threshold: 10.0, recommended: 50.0 });
        let known = Question { ranked: true, drag: None, used: true, change: change(10.0), roi: Some(1.0) };
        assert_eq!(
            decide(&Question { ranked: false, drag: Some(Drag::Confirmed), ..known }).0,
            Decision::FindOut
        );
        assert_eq!(decide(&Question { drag: Some(Drag::Confirmed), ..known }).0, Decision::LowCostService);
        assert_eq!(decide(&Question { used: false, ..known }).0, Decision::Assign);
        assert_eq!(decide(&known).0, Decision::Invest);
        assert_eq!(decide(&Question { roi: None, ..known }).0, Decision::Invest);
        assert_eq!(decide(&Question { roi: Some(0.0), ..known }), (Decision::Hold, Reason::NoReturn));
        assert_eq!(decide(&Question { change: change(-10.0), ..known }).0, Decision::Reduce);
        assert_eq!(decide(&Question { change: change(9.9), ..known }), (Decision::Hold, Reason::Balanced));
        assert_eq!(decide(&Question { change: None, ..known }), (Decision::Hold, Reason::NoAllocation));
        let free = Some(Change { money: true, gap: 0.0, threshold: 0.0, recommended: 0.0 });
        assert_eq!(decide(&Question { change: free, ..known }), (Decision::Hold, Reason::Balanced));
    }

    #[test]
    fn roi_and_break_even_are_unknown_where_a_part_is() {
        assert_eq!(expected_roi(Some(1000.0), Some(0.3), Some(100.0)), Some(2.0));
        assert_eq!(expected_roi(Some(1000.0), Some(0.3), Some(0.0)), None);
        assert_eq!(expected_roi(None, Some(0.3), Some(10.0)), None);
        assert_eq!(break_even(Some(1000.0), Some(0.25), Some(500.0)), Some(2.0));
        assert_eq!(break_even(Some(1000.0), Some(-0.25), Some(500.0)), None);
        assert_eq!(own_margin(Some(20.0), Some(100.0)), Some(0.2));
        assert_eq!(own_margin(Some(20.0), Some(0.0)), None);
    }
}

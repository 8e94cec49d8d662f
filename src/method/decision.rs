//! Resource decision and expected ROI of an account (METHOD §4).

use super::potential::Potential;
use super::ranking::Ranked;
use super::resources::{ResourcePlan, ResourceUse, Resources};
use crate::config::Rules;
use crate::model::rounding::comparable_quota;
use crate::model::{Decision, DecisionReason, Drag, Portfolio, ResourceSubStrategy};

/// Decision on an account, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// Gross profit / revenue, the list's where the account's is unknown.
    pub margin: Option<f64>,
    /// Recommended amounts × unit costs + service + support, of what is known, money a year.
    pub resource_cost: Option<f64>,
    /// (EV × margin − cost) / cost.
    pub expected_roi: Option<f64>,
    /// Resource decision.
    pub decision: Decision,
    /// Why.
    pub reason: DecisionReason,
    /// Resource sub-strategies suggested.
    pub sub_strategies: Vec<ResourceSubStrategy>,
}

/// Expected ROI, decision and sub-strategies of every account, in METHOD's Order.
pub fn decisions(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    potentials: &[Potential],
    resources: &Resources,
    rules: &Rules,
) -> Vec<Decided> {
    let both = accounts.iter().map(|a| (a.own.revenue.gross_profit, a.own.revenue.annual_revenue));
    let of_list = list_margin(both);
    let lead = lead(&resources.planned);
    let decided = |((account, potential), uses): ((&Ranked, &Potential), &Vec<ResourceUse>)| {
        let record = &portfolio.accounts[account.own.account];
        let revenue = &account.own.revenue;
        let margin = margin(revenue.gross_profit, revenue.annual_revenue, of_list);
        let cost = cost(uses, &resources.planned, record.service_cost, record.support_cost);
        let roi = expected_roi(account.own.value.expected_value, margin, cost);
        let gap = lead.and_then(|at| uses[at].gap());
        let step = lead.map_or(1.0, |at| resources.planned[at].step);
        let (decision, reason) = decide(potential.drag, gap, step, roi);
        Decided {
            margin,
            resource_cost: cost,
            expected_roi: roi,
            decision,
            reason,
            sub_strategies: rules.resource_sub_strategies(potential.segment, decision).to_vec(),
        }
    };
    accounts.iter().zip(potentials).zip(&resources.uses).map(decided).collect()
}

/// Expected ROI = (EV × margin − cost) / cost; none where EV, margin or every cost is unknown, or cost is 0.
pub fn expected_roi(expected_value: Option<f64>, margin: Option<f64>, cost: Option<f64>) -> Option<f64> {
    let cost = cost.filter(|c| *c != 0.0)?;
    Some((expected_value? * margin? - cost) / cost)
}

/// Gross profit / revenue of an account; the list's where one of the two is unknown or there is no revenue.
pub fn margin(gross_profit: Option<f64>, revenue: Option<f64>, of_list: Option<f64>) -> Option<f64> {
    match (gross_profit, revenue) {
        (Some(profit), Some(revenue)) if revenue > 0.0 => Some(profit / revenue),
        _ => of_list,
    }
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

/// Cost a year: recommended amounts × unit costs + service + support, of what is known; none if nothing is.
pub fn cost(
    uses: &[ResourceUse],
    resources: &[ResourcePlan],
    service: Option<f64>,
    support: Option<f64>,
) -> Option<f64> {
    let of_resources = uses.iter().zip(resources).map(|(u, r)| Some(u.recommended? * r.unit_cost?));
    let known: Vec<f64> = of_resources.chain([service, support]).flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

/// Resource that the decision looks at: the first whose current use is known anywhere.
pub fn lead(resources: &[ResourcePlan]) -> Option<usize> {
    resources.iter().position(|r| r.current.is_some() && r.recommended.is_some())
}

/// The decision, first hit: low-cost service, invest, reduce, hold.
pub fn decide(
    drag: Option<Drag>,
    gap: Option<f64>,
    step: f64,
    roi: Option<f64>,
) -> (Decision, DecisionReason) {
    if drag == Some(Drag::Confirmed) {
        return (Decision::LowCostService, DecisionReason::ConfirmedLaggard);
    }
    let Some(gap) = gap.map(comparable_quota) else { return (Decision::Hold, DecisionReason::UseUnknown) };
    if gap >= step {
        return if roi.is_none_or(|r| r > 0.0) {
            (Decision::Invest, DecisionReason::BelowRecommended)
        } else {
            (Decision::Hold, DecisionReason::NoReturn)
        };
    }
    if gap <= -step {
        return (Decision::Reduce, DecisionReason::AboveRecommended);
    }
    (Decision::Hold, DecisionReason::Balanced)
}

#[cfg(test)]
mod tests {
    use super::{decide, expected_roi, margin};
    use crate::model::{Decision, Drag};

    #[test]
    fn the_first_rule_that_hits_decides() {
        assert_eq!(decide(Some(Drag::Confirmed), Some(5.0), 1.0, Some(1.0)).0, Decision::LowCostService);
        assert_eq!(decide(None, Some(1.0), 1.0, None).0, Decision::Invest);
        assert_eq!(decide(None, Some(1.0), 1.0, Some(0.0)).0, Decision::Hold);
        assert_eq!(decide(None, Some(-1.0), 1.0, Some(9.0)).0, Decision::Reduce);
        assert_eq!(decide(None, Some(0.5), 1.0, Some(9.0)).0, Decision::Hold);
        assert_eq!(decide(Some(Drag::LowTouch), None, 1.0, None).0, Decision::Hold);
    }

    #[test]
    fn roi_is_unknown_where_a_part_is() {
        assert_eq!(expected_roi(Some(1000.0), Some(0.3), Some(100.0)), Some(2.0));
        assert_eq!(expected_roi(Some(1000.0), Some(0.3), Some(0.0)), None);
        assert_eq!(expected_roi(None, Some(0.3), Some(10.0)), None);
        assert_eq!(margin(Some(20.0), Some(100.0), Some(0.5)), Some(0.2));
        assert_eq!(margin(None, Some(100.0), Some(0.5)), Some(0.5));
    }
}

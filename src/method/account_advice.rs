//! What follows for each account from its numbers and its people: decision and expected ROI (METHOD §4),
//! alliance (§6), value in money (§8), goals and plan (§9), proposals.

use super::alliance::alliance;
use super::decision::{cost, decide, expected_roi, lead, list_margin, margin};
use super::development_plan::completeness;
use super::proposals::proposals;
use super::resources::ResourcePlan;
use super::value::{account_value, iceberg};
use super::{AccountPlan, Plan};
use crate::config::{Config, Parameter};
use crate::model::{Goal, PlanItem, Portfolio, Resource};
use chrono::NaiveDate;
use rayon::prelude::*;

/// Expected ROI, decision and sub-strategies of every account.
pub fn decisions(
    portfolio: &Portfolio,
    accounts: &mut [AccountPlan],
    resources: &[ResourcePlan],
    config: &Config,
) {
    let of_list = list_margin(accounts.iter().map(|a| (a.gross_profit, a.annual_revenue)));
    let lead = lead(resources);
    for account in accounts {
        let record = &portfolio.accounts[account.account];
        let margin = margin(account.gross_profit, account.annual_revenue, of_list);
        let cost = cost(&account.resources, resources, record.service_cost, record.support_cost);
        account.margin = margin;
        account.resource_cost = cost;
        account.expected_roi = expected_roi(account.expected_value, margin, cost);
        let gap = lead.and_then(|at| account.resources[at].gap());
        let step = lead.map_or(1.0, |at| resources[at].step);
        let (decision, reason) = decide(account.drag, gap, step, account.expected_roi);
        account.decision = decision;
        account.decision_reason = reason;
        account.resource_sub_strategies =
            config.rules.resource_sub_strategies(account.segment, decision).to_vec();
    }
}

/// Rows of a child record by account index, in the order of their rows.
fn by_account<T>(rows: &[T], accounts: usize, account: fn(&T) -> usize) -> Vec<Vec<&T>> {
    let mut found = vec![Vec::new(); accounts];
    for row in rows {
        found[account(row)].push(row);
    }
    found
}

/// Alliance, value, goals, plan and proposals of every account.
pub fn advise(
    portfolio: &Portfolio,
    accounts: &mut [AccountPlan],
    resources: &[ResourcePlan],
    config: &Config,
    today: NaiveDate,
) {
    let count = portfolio.accounts.len();
    let values = by_account(&portfolio.values, count, |v| v.account);
    let costs = by_account(&portfolio.costs, count, |c| c.account);
    let mut goals = by_account(&portfolio.goals, count, |g| g.account);
    let mut items = by_account(&portfolio.plan_items, count, |i| i.account);
    goals.iter_mut().for_each(|g| g.sort_by_key(|g| goal_key(g)));
    items.iter_mut().for_each(|i| i.sort_by_key(|i| item_key(i)));
    let planned = !portfolio.goals.is_empty() || !portfolio.plan_items.is_empty();
    let budget = resources.iter().position(|r| r.name == Resource::BUDGET);
    let gate = config.settings.get(Parameter::AllianceGateLevel) as u8;
    accounts.par_iter_mut().for_each(|account| {
        let at = account.account;
        let record = &portfolio.accounts[at];
        account.matching_mode = record.value_orientation.and_then(|o| config.rules.matching_mode(o));
        account.alliance =
            alliance(record.alliance_level, record.alliance_target, &record.conditions, gate, &config.rules);
        account.value = account_value(&values[at]);
        account.iceberg = iceberg(&costs[at]);
        let limit = budget.and_then(|b| account.resources[b].recommended).or(record.current_budget);
        let entered: Vec<&PlanItem> = items[at].iter().copied().filter(|i| is_entered(i)).collect();
        account.completeness = planned.then(|| completeness(record, &goals[at], &entered, limit, today));
        let begun = account.completeness.as_ref().filter(|_| !entered.is_empty() || !goals[at].is_empty());
        account.proposals =
            proposals(&account.flags, &account.alliance, Some(account.decision), begun, &items[at]);
    });
}

/// A dismissed proposal is remembered, but is no part of the plan.
pub fn is_entered(item: &PlanItem) -> bool {
    item.choice != Some(crate::model::Choice::Dismiss)
}

/// Order of an account's goals, whatever the order of rows.
fn goal_key(goal: &Goal) -> impl Ord + use<> {
    (goal.kind, goal.due, goal.statement.clone(), goal.metric.clone(), goal.owner.clone())
}

/// Order of an account's plan items, whatever the order of rows.
fn item_key(item: &PlanItem) -> impl Ord + use<> {
    (item.part, item.due, item.text.clone(), item.owner.clone(), item.links.clone())
}

impl Plan {
    /// Goals of an account, strategic first, then by due date.
    pub fn goals_of(&self, account: &AccountPlan) -> Vec<&Goal> {
        let mut goals: Vec<&Goal> =
            self.portfolio.goals.iter().filter(|g| g.account == account.account).collect();
        goals.sort_by_key(|g| goal_key(g));
        goals
    }

    /// Entered plan items of an account, in the order of the nine parts, then by due date.
    pub fn plan_items_of(&self, account: &AccountPlan) -> Vec<&PlanItem> {
        let mut items: Vec<&PlanItem> = self
            .portfolio
            .plan_items
            .iter()
            .filter(|i| i.account == account.account && is_entered(i))
            .collect();
        items.sort_by_key(|i| item_key(i));
        items
    }
}

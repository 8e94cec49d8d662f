//! What follows for each account from its numbers and its people: alliance (METHOD §6), value in money (§8),
//! goals and plan (§9), proposals.

use super::alliance::{Alliance, alliance};
use super::decision::Decided;
use super::development_plan::{Completeness, completeness};
use super::people::Company;
use super::proposals::{Proposal, proposals};
use super::ranking::Ranked;
use super::resources::Resources;
use super::value::{AccountValue, Iceberg, account_value, iceberg};
use super::whitespace::Gap;
use super::{AccountPlan, Plan};
use crate::config::{Config, Parameter};
use crate::model::{Goal, PlanItem, Portfolio, Resource, SellingMode};
use chrono::NaiveDate;
use rayon::prelude::*;

/// Rows of a child record by account index, in the order of their rows.
fn by_account<T>(rows: &[T], accounts: usize, account: fn(&T) -> usize) -> Vec<Vec<&T>> {
    let mut found = vec![Vec::new(); accounts];
    for row in rows {
        found[account(row)].push(row);
    }
    found
}

/// What follows for one account.
#[derive(Debug, Clone)]
pub struct Advice {
    /// Selling mode that matches the value orientation.
    pub matching_mode: Option<SellingMode>,
    /// Alliance: next step, conditions, gate.
    pub alliance: Alliance,
    /// Value in money.
    pub value: AccountValue,
    /// The cost iceberg; none without a complete cost item.
    pub iceberg: Option<Iceberg>,
    /// Completeness of the development plan; none if the list has no goals and no plan items.
    pub completeness: Option<Completeness>,
    /// What the program proposes, most pressing first.
    pub proposals: Vec<Proposal>,
}

/// What the advice on an account is made of.
#[derive(Debug, Clone, Copy)]
pub struct Results<'a> {
    /// Accounts in METHOD's Order.
    pub accounts: &'a [Ranked],
    /// The resources, shared out.
    pub resources: &'a Resources,
    /// Decision by account.
    pub decided: &'a [Decided],
    /// People by account.
    pub companies: &'a [Company],
    /// Products that the account's peers buy and it does not.
    pub whitespace: &'a [Vec<Gap>],
}

/// Alliance, value, goals, plan and proposals of every account.
pub fn advise(portfolio: &Portfolio, results: Results<'_>, config: &Config, today: NaiveDate) -> Vec<Advice> {
    let count = portfolio.accounts.len();
    let values = by_account(&portfolio.values, count, |v| v.account);
    let costs = by_account(&portfolio.costs, count, |c| c.account);
    let mut goals = by_account(&portfolio.goals, count, |g| g.account);
    let mut items = by_account(&portfolio.plan_items, count, |i| i.account);
    goals.iter_mut().for_each(|g| g.sort_by_key(|g| goal_key(g)));
    items.iter_mut().for_each(|i| i.sort_by_key(|i| item_key(i)));
    let planned = !portfolio.goals.is_empty() || !portfolio.plan_items.is_empty();
    let budget = results.resources.planned.iter().position(|r| r.name == Resource::BUDGET);
    let gate = config.settings.get(Parameter::AllianceGateLevel) as u8;
    let advice = |place: usize| {
        let at = results.accounts[place].own.account;
        let record = &portfolio.accounts[at];
        let alliance =
            alliance(record.alliance_level, record.alliance_target, &record.conditions, gate, &config.rules);
        let recommended = budget.and_then(|b| results.resources.uses[place][b].recommended);
        let entered: Vec<&PlanItem> = items[at].iter().copied().filter(|i| is_entered(i)).collect();
        let completeness = planned.then(|| completeness(record, &goals[at], &entered, recommended, today));
        let begun = completeness.as_ref().filter(|_| !entered.is_empty() || !goals[at].is_empty());
        let flags = &results.companies[place].flags;
        let decision = results.decided[place].decision;
        Advice {
            matching_mode: record.value_orientation.and_then(|o| config.rules.matching_mode(o)),
            value: account_value(&values[at]),
            iceberg: iceberg(&costs[at]),
            proposals: proposals(
                (flags, !results.whitespace[place].is_empty()),
                &alliance,
                Some(decision),
                begun,
                &items[at],
            ),
            alliance,
            completeness,
        }
    };
    (0..results.accounts.len()).into_par_iter().map(advice).collect()
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

//! Lists of the JSON below the accounts: opportunities, value and cost items, goals, plan items in the order of
//! the accounts, then of what they say, so that the order of rows changes nothing; rejected rows.

use super::json_records::{self, key, with_stated};
use crate::config::{Config, Labels};
use crate::method::Plan;
use crate::method::pipeline::{is_overdue, kind, reading};
use crate::model::{CostItem, Opportunity, Outcome, PlanItem, column_letters};
use serde_json::{Map, Value, json};

/// Records in the order of their accounts, then of `first`, then of all they say.
fn ordered<T, K: Ord>(
    plan: &Plan,
    rows: &[T],
    account: fn(&T) -> usize,
    first: impl Fn(&T) -> K,
    value: impl Fn(&T) -> Value,
) -> std::vec::IntoIter<Value> {
    let mut order = vec![0; plan.portfolio.accounts.len()];
    plan.accounts.iter().for_each(|a| order[a.account] = a.order);
    let mut found: Vec<((u32, K, String), Value)> = rows
        .iter()
        .map(|row| {
            let value = value(row);
            ((order[account(row)], first(row), value.to_string()), value)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, value)| value).collect::<Vec<_>>().into_iter()
}

/// Value items.
pub fn values(plan: &Plan) -> std::vec::IntoIter<Value> {
    let rows = &plan.portfolio.values;
    ordered(plan, rows, |v| v.account, |v| v.element, |v| json_records::value_item(plan, v))
}

/// Goals: strategic first, then by due date.
pub fn goals(plan: &Plan) -> std::vec::IntoIter<Value> {
    let rows = &plan.portfolio.goals;
    ordered(plan, rows, |g| g.account, |g| (g.kind, g.due), |g| json_records::goal(plan, g))
}

/// Plan items in the order of the nine parts, then by due date.
pub fn plan_items(plan: &Plan) -> std::vec::IntoIter<Value> {
    let rows = &plan.portfolio.plan_items;
    let value = |item: &PlanItem| with_stated(item, json!({ "account_id": key(plan, item.account) }));
    ordered(plan, rows, |i| i.account, |i| (i.part, i.due), value)
}

/// Opportunities by close date, with the P that counts and what they bring.
pub fn opportunities(plan: &Plan, config: &Config) -> std::vec::IntoIter<Value> {
    let rows = &plan.portfolio.opportunities;
    let value = |deal: &Opportunity| {
        let read = reading(deal, &plan.chances, &config.rules);
        let value = read.probability.zip(deal.amount).map(|(p, amount)| p * amount);
        let overdue = read.outcome == Outcome::Open && is_overdue(deal, plan.today, &config.settings);
        with_stated(
            deal,
            json!({ "account_id": key(plan, deal.account), "kind": kind(deal).code(),
            "outcome": read.outcome.code(), "probability": read.probability,
            "probability_assumed": read.assumed(), "overdue": overdue, "expected_value": value }),
        )
    };
    ordered(plan, rows, |d| d.account, |d| d.close_date, value)
}

/// Cost items of the iceberg.
pub fn costs(plan: &Plan) -> std::vec::IntoIter<Value> {
    let rows = &plan.portfolio.costs;
    let value = |cost: &CostItem| with_stated(cost, json!({ "account_id": key(plan, cost.account) }));
    ordered(plan, rows, |c| c.account, |c| c.layer, value)
}

/// Rejected rows, whole, with what rejected them.
pub fn rejected<'a>(plan: &'a Plan, labels: &'a Labels) -> impl Iterator<Item = Value> + use<'a> {
    let portfolio = &plan.portfolio;
    portfolio.rejected.iter().map(move |row| {
        let sheet = portfolio.sheets.get(row.source.sheet as usize);
        let file = sheet.and_then(|s| portfolio.inputs.get(s.input as usize)).map(|f| &f.path);
        let issue = portfolio.issues.get(row.issue);
        let cells: Map<String, Value> =
            row.cells.iter().map(|(column, text)| (column_letters(*column), json!(text))).collect();
        json!({ "file": file, "sheet": sheet.map(|s| &s.name), "row": row.source.row,
            "code": issue.map(|i| i.code.code()), "message": issue.map(|i| labels.message(i)), "cells": cells })
    })
}

//! Records of the JSON that carry little computed: opportunities, cost items, rejected rows.

use super::json_records::key;
use crate::config::{Config, Labels};
use crate::method::Plan;
use crate::method::pipeline::{kind, reading};
use crate::model::{CostLayer, column_letters};
use serde_json::{Map, Value, json};

/// Opportunities with the P that counts and what they bring.
pub fn opportunities<'a>(plan: &'a Plan, config: &'a Config) -> impl Iterator<Item = Value> + use<'a> {
    plan.portfolio.opportunities.iter().map(move |deal| {
        let read = reading(deal, &config.settings, &config.rules);
        let value = read.probability.zip(deal.amount).map(|(p, amount)| p * amount);
        json!({ "account_id": key(plan, deal.account), "name": deal.name, "kind": kind(deal).code(),
            "amount": deal.amount, "stage": deal.stage, "outcome": read.outcome.code(),
            "probability": read.probability, "probability_assumed": read.assumed, "expected_value": value,
            "close_date": deal.close_date.map(|d| d.to_string()) })
    })
}

/// Cost items of the iceberg.
pub fn costs(plan: &Plan) -> impl Iterator<Item = Value> + use<'_> {
    plan.portfolio.costs.iter().map(|cost| {
        json!({ "account_id": key(plan, cost.account), "layer": cost.layer.map(CostLayer::code),
            "category": cost.category, "cost_ours": cost.ours, "cost_alternative": cost.alternative })
    })
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

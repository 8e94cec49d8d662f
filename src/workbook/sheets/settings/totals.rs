//! Sums that several formulas need.

use crate::method::potential::mean_revenue;
use crate::method::{AccountPlan, PersonPlan};
use crate::model::{Basis, Resource};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::persons::over_persons;
use crate::workbook::kit::resource_keys::{SHOWN, name};
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::tabled::Tabled;

/// A sum, as formulas call it.
pub(super) struct Total {
    pub name: &'static str,
    formula: String,
    value: f64,
}

pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Tabled<'d, Total> {
    let of = Describe::<Total>::unread(facts);
    let columns = vec![
        of.plain("total", Form::Text).text(|t| facts.labels.value("workbook.total", t.name)),
        of.plain("name", Form::Text).text(|t| t.name),
        of.computed("value", Form::Number).each(|t| (t.formula.clone(), Some(t.value))),
    ];
    Tabled::unread(facts, "Totals", facts.sheet("settings"), columns, totals(facts))
}

fn totals(facts: &Facts<'_>) -> Vec<Total> {
    let plan = facts.plan;
    let all = |key: &str| format!("{{RelativeValue.{key}*}}");
    let count = |has: fn(&AccountPlan) -> bool| plan.accounts.iter().filter(|a| has(a)).count() as f64;
    let positive: f64 = plan.accounts.iter().filter_map(|a| a.gross_profit).map(|g| g.max(0.0)).sum();
    let both = plan.accounts.iter().filter_map(|a| Some((a.gross_profit?, a.annual_revenue?)));
    let margin = both.fold((0.0, 0.0), |sum, (profit, revenue)| (sum.0 + profit, sum.1 + revenue));
    let quota = |share: &str| format!("ROUNDUP(ROUND({share}*account_count,9),0)");
    let both_known =
        |known: &str, summed: &str| format!("SUMPRODUCT(--({}<>\"\"),{})", all(known), all(summed));
    let inputs = inputs(facts);
    // Adding 0 turns the −0 of an empty sum into 0.
    let total = |name, formula, value: f64| Total { name, formula, value: value + 0.0 };
    vec![
        total(
            "account_count",
            format!("SUMPRODUCT(--(({})&({})<>\"\"))", all("order"), all("account")),
            plan.accounts.len() as f64,
        ),
        total(
            "total_expected_value",
            format!("SUM({})", all("expected_value")),
            plan.totals.expected_value.unwrap_or(0.0),
        ),
        total(
            "gross_profit_count",
            format!("COUNT({})", all("gross_profit")),
            count(|a| a.gross_profit.is_some()),
        ),
        total(
            "revenue_count",
            format!("COUNT({})", all("annual_revenue")),
            count(|a| a.annual_revenue.is_some()),
        ),
        total(
            "expected_value_count",
            format!("COUNT({})", all("expected_value")),
            count(|a| a.expected_value.is_some()),
        ),
        // A part is measured as the whole is.
        total(
            "core_basis",
            match facts.options.whole {
                Some(_) => basis_number(plan.basis).to_string(),
                None => CORE_BASIS.to_owned(),
            },
            basis_number(plan.basis),
        ),
        total(
            "mean_revenue",
            format!("IF(revenue_count=0,0,SUM({})/revenue_count)", all("annual_revenue")),
            mean_revenue(plan.accounts.iter().filter_map(|a| a.annual_revenue)).unwrap_or(0.0),
        ),
        total("visit_cost", visit_cost(facts), plan.cost_per_visit.unwrap_or(0.0)),
        total("core_quota", quota("core_share"), f64::from(plan.core_quota)),
        total("growth_quota", quota("growth_rank_share"), f64::from(plan.growth_quota)),
        total("total_visits", "SUM({Segments.visits*})".to_owned(), plan.totals.visits.unwrap_or(0.0)),
        total("lowest_net", "MIN({Segments.net_contribution*})-1".to_owned(), facts.lowest_net()),
        total("margin_profit", both_known("annual_revenue", "gross_profit"), margin.0),
        total("margin_revenue", both_known("gross_profit", "annual_revenue"), margin.1),
        total("inputs_now", inputs.0, inputs.1),
        total("positive_gross_profit", format!("SUMIF({},\">0\")", all("gross_profit")), positive),
    ]
}

/// Sum of what is entered, each account's times its Order, so that what moves from one to another shows too: when it
/// differs from what it was at planning, an input was changed.
pub(super) fn inputs(facts: &Facts<'_>) -> (String, f64) {
    let plan = facts.plan;
    let by_order = |table: &str, key: &str| format!("SUMPRODUCT({{{table}.order*}},{{{table}.{key}*}})");
    let mut parts = vec!["account_count".to_owned()];
    parts.extend(["expected_value", "gross_profit", "annual_revenue"].map(|k| by_order("RelativeValue", k)));
    parts.extend(["visits", "service_cost", "support_cost"].map(|k| by_order("Segments", k)));
    let of = |a: &AccountPlan| {
        let record = plan.record(a);
        let entered = [a.visits, record.service_cost, record.support_cost];
        [a.expected_value, a.gross_profit, a.annual_revenue].into_iter().chain(entered).flatten().sum::<f64>()
            * f64::from(a.order)
    };
    let mut value = plan.accounts.len() as f64 + plan.accounts.iter().map(of).sum::<f64>();
    if !plan.resources.is_empty() {
        parts.push("SUM({Resources.capacity[]})".to_owned());
        value += plan.resources.iter().take(SHOWN).map(|r| r.capacity).sum::<f64>();
    }
    if facts.live {
        // Roles, scores and stated levels.
        parts.push(over_persons(facts, |table| format!("SUM({{{table}.weighted_points*}})")));
        let scored =
            |p: &PersonPlan| facts.config.rules.commitment_points(p.commitment).map(|x| x * p.weight);
        value += plan.persons.iter().filter_map(scored).sum::<f64>();
    }
    (parts.join("+"), value)
}

/// Gross profit 1, annual revenue 2, expected value 0: the first that enough accounts have, else the one that
/// most have.
const CORE_BASIS: &str = "IF(gross_profit_count>=ROUND(basis_share*account_count,9),1,\
    IF(revenue_count>=ROUND(basis_share*account_count,9),2,\
    IF(expected_value_count>=ROUND(basis_share*account_count,9),0,\
    IF(AND(gross_profit_count>=revenue_count,gross_profit_count>=expected_value_count),1,\
    IF(revenue_count>=expected_value_count,2,0)))))";

/// What a basis is called in formulas.
fn basis_number(basis: Basis) -> f64 {
    match basis {
        Basis::GrossProfit => 1.0,
        Basis::AnnualRevenue => 2.0,
        Basis::ExpectedValue => 0.0,
    }
}

/// Cost of one visit: that of the resource, else the setting.
fn visit_cost(facts: &Facts<'_>) -> String {
    let at = facts.plan.resources.iter().take(SHOWN).position(|r| r.name == Resource::VISITS && !r.assumed);
    at.map_or_else(|| "cost_per_visit".to_owned(), |at| format!("N({})", name("unit_cost", at)))
}

//! Revenue, profit, growth, visits and costs: from a cell, the orders, or other columns (METHOD §1–3).

use super::told::{Amount, Figure, Part, Scene, Source, count, figure, number, share};
use crate::method::RevenueSource;
use crate::model::Field;

pub(super) fn of(scene: &Scene<'_>) -> Vec<Figure> {
    let (account, record) = (scene.account, scene.record);
    vec![
        revenue(scene),
        previous(scene),
        profit(scene),
        growth(scene),
        visits(scene),
        scene.stated("service_cost", Field::ServiceCost, record.service_cost),
        scene.stated("support_cost", Field::SupportCost, record.support_cost),
        figure(
            "cost_to_serve",
            number(account.cost_to_serve),
            "cost_to_serve",
            vec![
                ("service", number(record.service_cost)),
                ("support", number(record.support_cost)),
                ("visits", number(account.visits)),
                ("visit_cost", number(scene.plan.cost_per_visit)),
            ],
        ),
        figure(
            "net_contribution",
            number(account.net_contribution),
            "net_contribution",
            vec![("profit", number(account.gross_profit)), ("cost", number(account.cost_to_serve))],
        ),
        figure(
            "visit_share",
            share(account.visit_share),
            "part_of",
            vec![("part", number(account.visits)), ("whole", number(scene.plan.totals.visits))],
        ),
        figure(
            "gross_profit_share",
            share(account.gross_profit_share),
            "part_of_positive",
            vec![("part", number(account.gross_profit)), ("whole", number(positive_profit(scene)))],
        ),
    ]
}

fn positive_profit(scene: &Scene<'_>) -> Option<f64> {
    let known: Vec<f64> = scene.plan.accounts.iter().filter_map(|a| a.gross_profit).collect();
    (!known.is_empty()).then(|| known.iter().map(|g| g.max(0.0)).sum())
}

/// The window that sums come from.
fn window(scene: &Scene<'_>, previous: bool) -> Vec<Part> {
    let windows = scene.plan.history.windows.as_ref();
    let (after, until) = match windows {
        Some(w) if previous => (Some(w.previous_start), Some(w.start)),
        Some(w) => (Some(w.start), Some(w.end)),
        None => (None, None),
    };
    vec![
        ("after", Amount::Date(after)),
        ("until", Amount::Date(until)),
        ("months", number(windows.map(|w| f64::from(w.months)))),
        ("lines", count(scene.account.history.orders)),
    ]
}

fn revenue(scene: &Scene<'_>) -> Figure {
    let (account, value) = (scene.account, number(scene.account.annual_revenue));
    let source = if scene.is_derived(Field::AnnualRevenue) { Source::Derived } else { Source::Entered };
    match account.revenue_source {
        RevenueSource::Orders => {
            figure("annual_revenue", value, "sum_of_orders", window(scene, false)).from(source)
        }
        RevenueSource::WonOpportunities => {
            figure("annual_revenue", value, "sum_of_won", window(scene, false)).from(source)
        }
        RevenueSource::Entered | RevenueSource::Nothing => {
            scene.stated("annual_revenue", Field::AnnualRevenue, account.annual_revenue)
        }
    }
}

fn previous(scene: &Scene<'_>) -> Figure {
    let value = scene.account.previous_revenue;
    if scene.record.previous_revenue.is_some() || value.is_none() {
        return scene.stated("previous_revenue", Field::PreviousRevenue, value);
    }
    let mut parts = window(scene, true);
    parts.retain(|(name, _)| *name != "lines");
    figure("previous_revenue", number(value), "sum_of_previous", parts).from(Source::Entered)
}

fn profit(scene: &Scene<'_>) -> Figure {
    let (account, record) = (scene.account, scene.record);
    let value = number(account.gross_profit);
    if record.gross_profit.is_some() || account.gross_profit.is_none() {
        return scene.stated("gross_profit", Field::GrossProfit, account.gross_profit);
    }
    if account.history.profit.is_some() {
        let derived = scene.is_derived(Field::GrossProfit);
        let source = if derived { Source::Derived } else { Source::Entered };
        let how = if derived { "profit_of_orders_derived" } else { "profit_of_orders" };
        return figure("gross_profit", value, how, window(scene, false)).from(source);
    }
    let parts = vec![("revenue", number(account.annual_revenue)), ("margin", share(record.gross_margin))];
    let found = figure("gross_profit", value, "profit_of_margin", parts).from(Source::Derived);
    Figure { cell: scene.cell(Field::GrossMargin), ..found }
}

fn growth(scene: &Scene<'_>) -> Figure {
    let account = scene.account;
    if !scene.is_derived(Field::GrowthRate) {
        let found = scene.stated("growth_rate", Field::GrowthRate, account.growth_rate);
        return Figure { value: share(account.growth_rate), ..found };
    }
    let parts =
        vec![("revenue", number(account.annual_revenue)), ("previous", number(account.previous_revenue))];
    figure("growth_rate", share(account.growth_rate), "growth", parts).from(Source::Derived)
}

fn visits(scene: &Scene<'_>) -> Figure {
    let visits = scene.account.visits;
    if scene.record.visits.is_some() || visits.is_none() {
        return scene.stated("visits", Field::Visits, visits);
    }
    figure("visits", number(visits), "visit_rows", vec![]).from(Source::Entered)
}

//! What an account gets of every resource, what that costs and returns (METHOD §4), and its further sums
//! (METHOD §7–9).

use super::told::{Figure, Scene, Source, count, figure, number, share};
use crate::method::resources::{ResourcePlan, ResourceUse};
use crate::model::{Field, Record, Resource};

pub(super) fn of(scene: &Scene<'_>) -> Vec<Figure> {
    let account = scene.account;
    let mut found = Vec::new();
    for (used, plan) in account.resources.iter().zip(&scene.plan.resources) {
        found.extend(resource(scene, used, plan));
    }
    found.extend(returns(scene));
    if let Some(change) = account.change {
        let how = if change.money { "gap" } else { "gap_of_first" };
        found.push(figure("gap", count(change.gap), how, vec![("recommended", count(change.recommended))]));
        found.push(figure("threshold", count(change.threshold), "threshold", vec![]));
    }
    found.extend(company(scene));
    found
}

fn resource(scene: &Scene<'_>, used: &ResourceUse, plan: &ResourcePlan) -> Vec<Figure> {
    let named = |figure: Figure| Figure { resource: Some(plan.name.clone()), ..figure };
    let field = match plan.name.as_str() {
        Resource::VISITS => Some(Field::Visits),
        Resource::BUDGET => Some(Field::CurrentBudget),
        _ => None,
    };
    let source = if used.current.is_some() { Source::Entered } else { Source::Unknown };
    // Visits may be counted from rows: then no cell states them.
    let stated = field.filter(|f| used.current.is_some() && scene.record.get(*f).is_some());
    let cell = stated.and_then(|f| scene.cell(f));
    let now = Figure { source, cell, ..figure("current", number(used.current), "stated", vec![]) };
    let parts = vec![
        ("floor", count(used.floor)),
        ("units", count(plan.capacity / plan.step)),
        ("floors", count(plan.kept)),
        ("relative_value", share(scene.account.relative_value)),
        ("quota", number(used.quota)),
        ("most", number(used.most)),
        ("step", count(plan.step)),
    ];
    let how = if used.most.is_some() { "recommended_capped" } else { "recommended" };
    let recommended = figure("recommended", number(used.recommended), how, parts);
    let gap = vec![("recommended", number(used.recommended)), ("current", number(used.current))];
    vec![named(now), named(recommended), named(figure("resource_gap", number(used.gap()), "difference", gap))]
}

fn returns(scene: &Scene<'_>) -> Vec<Figure> {
    let (account, record) = (scene.account, scene.record);
    let (how, parts) = if account.own_margin {
        (
            "own_margin",
            vec![("profit", number(account.gross_profit)), ("revenue", number(account.annual_revenue))],
        )
    } else {
        ("list_margin", vec![])
    };
    let spent: Vec<f64> = account
        .resources
        .iter()
        .zip(&scene.plan.resources)
        .filter_map(|(used, plan)| Some(used.recommended? * plan.unit_cost?))
        .collect();
    let of_resources = (!spent.is_empty()).then(|| spent.iter().sum::<f64>());
    vec![
        figure("margin", share(account.margin), how, parts),
        figure(
            "resource_cost",
            number(account.resource_cost),
            "resource_cost",
            vec![
                ("resources", number(of_resources)),
                ("service", number(record.service_cost)),
                ("support", number(record.support_cost)),
            ],
        ),
        figure(
            "expected_roi",
            share(account.expected_roi),
            "roi",
            vec![
                ("value", number(account.expected_value)),
                ("margin", share(account.margin)),
                ("cost", number(account.resource_cost)),
            ],
        ),
        figure(
            "break_even",
            share(account.break_even),
            "break_even",
            vec![
                ("cost", number(account.resource_cost)),
                ("potential", number(account.sales_potential)),
                ("margin", share(account.margin)),
            ],
        ),
    ]
}

/// Commitment, value, plan: sums over records of their own.
fn company(scene: &Scene<'_>) -> Vec<Figure> {
    let account = scene.account;
    let rules = &scene.config.rules;
    let (mut weight, mut known, mut points) = (0.0, 0.0, 0.0);
    for person in scene.plan.persons.iter().filter(|p| p.account == scene.at) {
        weight += person.weight;
        if let Some(one) = rules.commitment_points(person.commitment) {
            known += person.weight;
            points += person.weight * one;
        }
    }
    let completeness = account.completeness.as_ref();
    vec![
        figure(
            "commitment_index",
            number(account.commitment_index),
            "commitment_index",
            vec![("points", count(points)), ("known", count(known))],
        ),
        figure(
            "coverage",
            share(account.coverage),
            "part_of",
            vec![("part", count(known)), ("whole", count(weight))],
        ),
        figure(
            "value_net",
            number(account.value.net),
            "value_net",
            vec![("value", number(account.value.value)), ("cost", number(account.value.our_cost))],
        ),
        figure("saving", number(account.iceberg.and_then(|i| i.saving())), "saving", vec![]),
        figure("plan_completeness", share(completeness.map(|c| c.overall())), "completeness", vec![]),
    ]
}

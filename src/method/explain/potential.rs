//! Potential, probability, EV and relative value (METHOD §2).

use super::told::{Amount, Figure, Scene, Source, by_origin, count, figure, number, share};
use crate::config::Parameter;
use crate::method::PotentialSource;
use crate::method::chances::Origin;
use crate::model::{Field, OpportunityKind};

pub(super) fn of(scene: &Scene<'_>) -> Vec<Figure> {
    let account = scene.account;
    let mut found = vec![
        part(scene, "repeat_sales", Field::RepeatSales, account.repeat_sales),
        part(scene, "new_business", Field::NewBusiness, account.new_business),
        figure(
            "sales_potential",
            number(account.sales_potential),
            "potential",
            vec![("repeat", number(account.repeat_sales)), ("new", number(account.new_business))],
        ),
    ];
    found.extend(chances(scene));
    found.push(expected_value(scene));
    found.extend(split(scene));
    found.extend(standing(scene));
    found
}

fn part(scene: &Scene<'_>, code: &'static str, field: Field, value: Option<f64>) -> Figure {
    match scene.account.potential_source {
        PotentialSource::Opportunities => {
            figure(code, number(value), "of_deals", vec![]).from(Source::Entered)
        }
        PotentialSource::AssumedFromRevenue if scene.assumed(field) => {
            let parts = vec![("revenue", number(scene.account.annual_revenue))];
            figure(code, number(value), "repeat_of_revenue", parts).from(Source::Assumed)
        }
        PotentialSource::Entered
        | PotentialSource::AssumedFromRevenue
        | PotentialSource::Nothing
        | PotentialSource::Unreadable => scene.stated(code, field, value),
    }
}

fn chances(scene: &Scene<'_>) -> Vec<Figure> {
    let account = scene.account;
    if account.potential_source == PotentialSource::Opportunities {
        return vec![average(scene)];
    }
    if account.probability_entered.is_some() {
        let found = scene.stated("probability", Field::Probability, account.probability_entered);
        return vec![Figure { value: share(account.probability_entered), ..found }];
    }
    vec![
        chance(scene, "probability_repeat", Field::ProbabilityRepeat, account.probability_repeat),
        chance(scene, "probability_new", Field::ProbabilityNew, account.probability_new),
        average(scene),
    ]
}

/// P shown where the parts have their own.
fn average(scene: &Scene<'_>) -> Figure {
    let account = scene.account;
    let parts =
        vec![("value", number(account.expected_value)), ("potential", number(account.sales_potential))];
    figure("probability", share(account.probability), "probability", parts)
}

fn chance(scene: &Scene<'_>, code: &'static str, field: Field, value: Option<f64>) -> Figure {
    let (plan, record) = (scene.plan, scene.record);
    let (own, kind, default) = if field == Field::ProbabilityRepeat {
        (record.probability_repeat, OpportunityKind::Repeat, Parameter::ProbabilityRepeat)
    } else {
        (record.probability_new, OpportunityKind::New, Parameter::ProbabilityNew)
    };
    if own.or(record.probability).is_some() || value.is_none() {
        let stated = if own.is_some() { field } else { Field::Probability };
        let found = scene.stated(code, stated, value);
        return Figure { value: share(value), ..found };
    }
    let chance = plan.chances.of(kind, scene.account.account);
    if chance.origin != Origin::Derived {
        let parts = vec![("parameter", Amount::Text(format!("@parameter.{}.name", default.code())))];
        return figure(code, share(value), "default", parts).from(Source::Assumed);
    }
    let history = &plan.history;
    let own = plan.chances.own_new.contains_key(&scene.account.account);
    let (how, part, whole) = match kind {
        OpportunityKind::Repeat => ("bought_again", history.bought_again, history.buyers),
        OpportunityKind::New if own => {
            let account = &scene.account.history;
            ("won_own", account.won, account.won + account.lost)
        }
        OpportunityKind::New => ("won_of_closed", history.won, history.won + history.lost),
    };
    figure(code, share(value), how, vec![("part", count(part)), ("whole", count(whole))])
        .from(by_origin(chance.origin))
}

fn expected_value(scene: &Scene<'_>) -> Figure {
    let account = scene.account;
    let value = number(account.expected_value);
    if account.unreadable {
        return figure("expected_value", value, "unreadable", vec![]);
    }
    if account.potential_source == PotentialSource::Opportunities {
        return figure("expected_value", value, "value_of_deals", vec![]);
    }
    if account.probability_entered.is_some() {
        let parts = vec![
            ("potential", number(account.sales_potential)),
            ("probability", share(account.probability_entered)),
        ];
        return figure("expected_value", value, "value", parts);
    }
    let parts = vec![
        ("repeat", number(account.repeat_sales)),
        ("probability_repeat", share(account.probability_repeat)),
        ("new", number(account.new_business)),
        ("probability_new", share(account.probability_new)),
    ];
    figure("expected_value", value, "value_of_parts", parts)
}

fn split(scene: &Scene<'_>) -> Vec<Figure> {
    let split = scene.account.split;
    if scene.account.expected_value.is_none() {
        return Vec::new();
    }
    let of = |code, value| figure(code, count(value), "split", vec![]);
    vec![
        of("expected_value_entered", split.entered),
        of("expected_value_derived", split.derived),
        of("expected_value_assumed", split.assumed),
        figure(
            "expected_value_overdue",
            count(split.overdue),
            "overdue",
            vec![("days", count(scene.setting(Parameter::OverdueDays)))],
        ),
    ]
}

fn standing(scene: &Scene<'_>) -> Vec<Figure> {
    let (account, plan) = (scene.account, scene.plan);
    let all = plan.accounts.len() as f64;
    vec![
        figure(
            "relative_value",
            share(account.relative_value),
            "part_of",
            vec![("part", number(account.expected_value)), ("whole", number(plan.totals.expected_value))],
        ),
        figure(
            "value_index",
            number(account.value_index),
            "index",
            vec![("relative_value", share(account.relative_value)), ("accounts", count(all))],
        ),
        figure("rank", number(account.rank.map(f64::from)), "rank", vec![("accounts", count(all))]),
        figure("cumulative_share", share(account.cumulative_share), "cumulative", vec![]),
        figure("order", count(account.order), "order", vec![]),
    ]
}

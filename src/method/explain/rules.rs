//! Rules of which the first that holds decides: segment, evidence on a laggard, resource decision (METHOD §3, §4).

use super::told::{Amount, Outcome, Part, Scene, Trial, count, number, share, truth, word};
use crate::config::Parameter;
use crate::model::{Basis, Decision, DecisionReason, Drag, Field, Segment, SegmentReason};

pub(super) fn of(scene: &Scene<'_>) -> Vec<Trial> {
    let mut found = segment(scene);
    found.extend(evidence(scene));
    found.extend(decision(scene));
    found
}

/// A rule before it is known what became of it.
type Rule = (&'static str, &'static str, Vec<Part>);

/// The rules in turn: missed up to the one that hit, not reached after it.
fn in_turn(of: &'static str, group: &'static str, rules: Vec<Rule>, hit: &str) -> Vec<Trial> {
    let at = rules.iter().position(|(code, _, _)| *code == hit).unwrap_or(rules.len());
    let trial = |(place, (code, how, parts)): (usize, Rule)| {
        let outcome = match place.cmp(&at) {
            std::cmp::Ordering::Less => Outcome::Missed,
            std::cmp::Ordering::Equal => Outcome::Hit,
            std::cmp::Ordering::Greater => Outcome::NotReached,
        };
        Trial { of, code, group, outcome, how, parts }
    };
    rules.into_iter().enumerate().map(trial).collect()
}

fn segment(scene: &Scene<'_>) -> Vec<Trial> {
    let (plan, account) = (scene.plan, scene.account);
    let (core, measured) = match plan.basis {
        Basis::GrossProfit => (SegmentReason::TopByGrossProfit, account.gross_profit),
        Basis::AnnualRevenue => (SegmentReason::TopByRevenue, account.annual_revenue),
        Basis::ExpectedValue => (SegmentReason::TopByExpectedValue, account.expected_value),
    };
    let mean = plan.mean_revenue.filter(|_| account.derived.contains(&Field::GrowthRate));
    let rules = vec![
        (
            SegmentReason::NoFigures.code(),
            "no_figures",
            vec![
                ("value", number(account.expected_value)),
                ("revenue", number(account.annual_revenue)),
                ("profit", number(account.gross_profit)),
            ],
        ),
        (
            core.code(),
            "core",
            vec![
                ("basis", number(measured)),
                ("place", number(account.core_place.map(f64::from))),
                ("quota", count(plan.core_quota)),
            ],
        ),
        (
            SegmentReason::FutureValue.code(),
            "future_value",
            vec![
                ("value", number(account.expected_value)),
                ("rank", number(account.rank.map(f64::from))),
                ("quota", count(plan.growth_quota)),
            ],
        ),
        (
            SegmentReason::NewBusinessShare.code(),
            "new_business_share",
            vec![
                ("new", number(account.new_business_value)),
                ("least", share(Some(scene.setting(Parameter::NewBusinessShare)))),
                ("revenue", number(account.annual_revenue)),
            ],
        ),
        (
            SegmentReason::GrowthRate.code(),
            if mean.is_some() { "growth_rate_derived" } else { "growth_rate" },
            vec![
                ("growth", share(account.growth_rate)),
                ("least", share(Some(scene.setting(Parameter::GrowthRate)))),
                ("revenue", number(account.annual_revenue)),
                ("mean", number(mean)),
            ],
        ),
        (SegmentReason::Rest.code(), "rest", vec![]),
    ];
    in_turn("segment", "segment_reason", rules, account.segment_reason.code())
}

fn evidence(scene: &Scene<'_>) -> Vec<Trial> {
    let (account, record) = (scene.account, scene.record);
    if account.segment != Segment::Laggard {
        return Vec::new();
    }
    let rules = vec![
        (
            Drag::Unknown.code(),
            "evidence_unknown",
            vec![
                ("profit", number(account.gross_profit)),
                ("visits", number(account.visits)),
                ("service", number(record.service_cost)),
                ("support", number(record.support_cost)),
                ("visit_cost", number(scene.plan.cost_per_visit)),
            ],
        ),
        (Drag::Confirmed.code(), "evidence_confirmed", vec![("net", number(account.net_contribution))]),
        (
            Drag::OverServed.code(),
            "evidence_over_served",
            vec![
                ("visits", number(account.visits)),
                ("least", count(scene.setting(Parameter::OverServedVisits))),
                ("visit_share", share(account.visit_share)),
                ("ratio", count(scene.setting(Parameter::OverServedRatio))),
                ("profit_share", share(account.gross_profit_share)),
            ],
        ),
        (Drag::LowTouch.code(), "rest", vec![]),
    ];
    in_turn("evidence", "drag", rules, account.drag.map_or("", Drag::code))
}

fn decision(scene: &Scene<'_>) -> Vec<Trial> {
    let account = scene.account;
    let change = account.change;
    let (gap, threshold) = (number(change.map(|c| c.gap)), number(change.map(|c| c.threshold)));
    let known = account.resources.iter().filter(|u| u.current.is_some()).count();
    let sizes = || vec![("gap", gap.clone()), ("threshold", threshold.clone())];
    let with_roi = || {
        let mut parts = sizes();
        parts.push(("roi", share(account.expected_roi)));
        parts
    };
    let rules: Vec<Rule> = vec![
        (
            DecisionReason::Unranked.code(),
            "unranked",
            vec![("relative_value", share(account.relative_value))],
        ),
        (
            DecisionReason::ConfirmedLaggard.code(),
            "confirmed_laggard",
            vec![("confirmed", truth(account.drag == Some(Drag::Confirmed)))],
        ),
        (DecisionReason::UseUnknown.code(), "use_unknown", vec![("known", count(known as f64))]),
        (DecisionReason::NoAllocation.code(), "no_allocation", vec![("gap", gap.clone())]),
        (DecisionReason::BelowRecommended.code(), "below_recommended", with_roi()),
        (DecisionReason::NoReturn.code(), "no_return", with_roi()),
        (DecisionReason::AboveRecommended.code(), "above_recommended", sizes()),
        (DecisionReason::Balanced.code(), "rest", vec![]),
    ];
    let mut found = in_turn("decision", "decision_reason", rules, account.decision_reason.code());
    found.push(Trial {
        of: "resource_sub_strategy",
        code: account.decision.code(),
        group: "decision",
        outcome: Outcome::Hit,
        how: "resource_sub_strategies",
        parts: sub_strategies(scene, account.decision),
    });
    found
}

/// What the table of the rules names for a segment and a decision.
fn sub_strategies(scene: &Scene<'_>, decision: Decision) -> Vec<Part> {
    let account = scene.account;
    let mut parts = vec![
        ("segment", word("segment", account.segment.code())),
        ("decision", word("decision", decision.code())),
    ];
    let places = ["first", "second", "third"];
    for (at, place) in places.into_iter().enumerate() {
        let named = account.resource_sub_strategies.get(at);
        let text = named.map_or(Amount::Text("–".to_owned()), |s| word("resource_sub_strategy", s.code()));
        parts.push((place, text));
    }
    parts
}

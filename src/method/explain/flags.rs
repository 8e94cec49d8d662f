//! Flags of an account (METHOD §3, §7): each with what it looks at.

use super::told::{Amount, Outcome, Part, Scene, Trial, count, number, share, word};
use crate::config::{Parameter, name_key};
use crate::method::PersonPlan;
use crate::model::{CommitmentLevel, Flag, Role};
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) fn of(scene: &Scene<'_>) -> Vec<Trial> {
    let people: Vec<&PersonPlan> = scene.plan.persons.iter().filter(|p| p.account == scene.at).collect();
    let trial = |flag: &Flag| Trial {
        of: "flag",
        code: flag.code(),
        group: "flag",
        outcome: if scene.account.flags.contains(flag) { Outcome::Hit } else { Outcome::Missed },
        how: flag.code(),
        parts: parts(scene, *flag, &people),
    };
    Flag::ALL.iter().map(trial).collect()
}

/// The numbers that a flag looks at.
fn parts(scene: &Scene<'_>, flag: Flag, people: &[&PersonPlan]) -> Vec<Part> {
    let role = |role: Role| people.iter().filter(|p| scene.plan.person_record(p).role == role).count();
    let level = |level: CommitmentLevel| people.iter().filter(|p| p.commitment == level).count();
    let many = |n: usize| count(n as f64);
    let raised = || vec![("found", many(people.iter().filter(|p| p.flags.contains(&flag)).count()))];
    match flag {
        Flag::NoKeyPerson => vec![("found", many(people.len()))],
        Flag::NoApprover => vec![("found", many(role(Role::Approver)))],
        Flag::NoDecisionMaker => vec![("found", many(role(Role::DecisionMaker)))],
        Flag::NoChampion => vec![("found", many(level(CommitmentLevel::Champion)))],
        Flag::SingleContact => {
            let names = people.iter().map(|p| name_key(&scene.plan.person_record(p).name));
            vec![("found", many(names.collect::<BTreeSet<_>>().len()))]
        }
        Flag::HostileDecider | Flag::RoadblockWithoutRoute | Flag::KeyRoleNotVisited => raised(),
        Flag::StaleContact => {
            let mut found = raised();
            found.push(("days", count(scene.setting(Parameter::StaleContactDays))));
            found.push(("last", Amount::Date(last_contact(scene, people))));
            found
        }
        Flag::ProbabilityContradictsCommitment => vec![
            ("probability", share(scene.account.probability)),
            ("least", share(Some(scene.setting(Parameter::ContradictionProbability)))),
            ("index", number(scene.account.commitment_index)),
            ("below", count(scene.setting(Parameter::ContradictionIndex))),
        ],
        Flag::ModeMismatch => modes(scene),
        Flag::VisitsDisagree => {
            let met: Vec<f64> = people.iter().filter_map(|p| scene.plan.person_record(p).visits).collect();
            let sum = (!met.is_empty()).then(|| met.iter().sum::<f64>());
            vec![("persons", number(sum)), ("visits", number(scene.account.visits))]
        }
        Flag::Losing => losing(scene),
        Flag::LossMaking => vec![("net", number(scene.account.net_contribution))],
        Flag::OverdueDeals => vec![
            ("value", count(scene.account.split.overdue)),
            ("days", count(scene.setting(Parameter::OverdueDays))),
        ],
    }
}

/// The newest contact with the account: with its persons, where any has a date.
fn last_contact(scene: &Scene<'_>, people: &[&PersonPlan]) -> Option<NaiveDate> {
    let of_persons = people.iter().filter_map(|p| scene.plan.person_record(p).last_contact).max();
    of_persons.or(scene.record.last_contact)
}

fn modes(scene: &Scene<'_>) -> Vec<Part> {
    let mode = |mode: Option<crate::model::SellingMode>| {
        mode.map_or(Amount::Number(None), |m| word("selling_mode", m.code()))
    };
    vec![("used", mode(scene.record.selling_mode)), ("matching", mode(scene.account.matching_mode))]
}

fn losing(scene: &Scene<'_>) -> Vec<Part> {
    let account = scene.account;
    let before = |a: &crate::method::AccountPlan| a.previous_revenue.filter(|p| *p > 0.0);
    let place = before(account).map(|own| {
        let ahead = |a: &&crate::method::AccountPlan| {
            before(a).is_some_and(|p| p > own || (p == own && a.order < account.order))
        };
        1.0 + scene.plan.accounts.iter().filter(ahead).count() as f64
    });
    let quota =
        crate::method::potential::quota(scene.setting(Parameter::LosingRankShare), scene.plan.accounts.len());
    vec![
        ("previous", number(account.previous_revenue)),
        ("revenue", number(account.annual_revenue)),
        ("drop", share(Some(scene.setting(Parameter::LosingDrop)))),
        ("place", number(place)),
        ("quota", count(quota)),
    ]
}

//! Key persons (METHOD §7): level, weight, visits, route, and every contact sub-strategy tried.

use super::told::{
    Amount, Figure, Outcome, Part, PersonExplained, Scene, Source, Trial, cell, count, figure, number, word,
};
use crate::config::Parameter;
use crate::method::PersonPlan;
use crate::model::{ContactSubStrategy, Field, KeyPerson, Resource, Scale, Score};

pub(super) fn of(scene: &Scene<'_>) -> Vec<PersonExplained> {
    let people = scene.plan.persons.iter().enumerate().filter(|(_, p)| p.account == scene.at);
    let explained = |(at, person): (usize, &PersonPlan)| PersonExplained {
        person: at,
        figures: figures(scene, person, scene.plan.person_record(person)),
        trials: trials(scene, person),
    };
    people.map(explained).collect()
}

fn figures(scene: &Scene<'_>, person: &PersonPlan, record: &KeyPerson) -> Vec<Figure> {
    let stated = |code: &'static str, field: Field, value: Amount| {
        let source = if value.is_unknown() { Source::Unknown } else { Source::Entered };
        let place = cell(&scene.plan.portfolio, record.source, field).filter(|_| source == Source::Entered);
        Figure { source, cell: place, ..figure(code, value, "stated", vec![]) }
    };
    let high = match record.scale {
        Some(Scale::Five) => scene.setting(Parameter::HighScoreFive),
        _ => scene.setting(Parameter::HighScoreTen),
    };
    let both = record.receptivity.is_some() && record.dynamics.is_some();
    let level = if both { "level_of_axes" } else { "level_stated" };
    let visits = scene.plan.resources.iter().position(|r| r.name == Resource::VISITS);
    let of_account = visits.and_then(|at| scene.account.resources.get(at)?.recommended);
    let mut found = vec![
        stated("role", Field::Role, word("role", record.role.code())),
        stated("receptivity", Field::Receptivity, score(record.receptivity)),
        stated("dynamics", Field::Dynamics, score(record.dynamics)),
        figure(
            "commitment",
            word("commitment", person.commitment.code()),
            level,
            vec![
                ("receptivity", score(record.receptivity)),
                ("dynamics", score(record.dynamics)),
                ("high", count(high)),
            ],
        ),
        figure("role_weight", count(person.weight), "table", vec![]),
        stated("visits", Field::Visits, number(record.visits)),
        figure(
            "recommended",
            number(person.recommended_visits),
            "visits_of_person",
            vec![
                ("visits", number(of_account)),
                ("turn", count(person.visit_turn)),
                ("first", number(person.visit_first)),
                ("weight", count(person.weight)),
                ("factor", count(person.visit_factor)),
                ("quota", number(person.visit_quota)),
            ],
        ),
    ];
    if let Some(route) = &person.route {
        let names = route.iter().filter_map(|at| scene.plan.persons.get(*at));
        let names: Vec<&str> = names.map(|p| scene.plan.person_record(p).name.as_str()).collect();
        found.push(figure("route", Amount::Text(names.join(" → ")), "route", vec![]));
    }
    found
}

fn score(score: Option<Score>) -> Amount {
    match score {
        Some(Score::Number(number)) => Amount::Number(Some(number)),
        Some(Score::High) => word("score", "high"),
        Some(Score::Low) => word("score", "low"),
        None => Amount::Number(None),
    }
}

/// Every sub-strategy: the first that hit is suggested, further ones are runners-up.
fn trials(scene: &Scene<'_>, person: &PersonPlan) -> Vec<Trial> {
    let sub_strategy = |strategy: &ContactSubStrategy| {
        let hit = person.contact.iter().find(|(found, _)| found == strategy);
        let first = person.contact.first().is_some_and(|(found, _)| found == strategy);
        let (outcome, how, parts) = match hit {
            Some((_, trigger)) if first => {
                (Outcome::Hit, "suggested", vec![("trigger", word("contact_trigger", trigger.code()))])
            }
            Some((_, trigger)) => {
                (Outcome::Hit, "runner_up", vec![("trigger", word("contact_trigger", trigger.code()))])
            }
            None => (Outcome::Missed, strategy.code(), missed(scene, *strategy)),
        };
        Trial { of: "sub_strategy", code: strategy.code(), group: "sub_strategy", outcome, how, parts }
    };
    let mut found: Vec<Trial> = ContactSubStrategy::ALL.iter().map(sub_strategy).collect();
    let flag = |flag: &crate::model::Flag| Trial {
        of: "flag",
        code: flag.code(),
        group: "flag",
        outcome: Outcome::Hit,
        how: "of_person",
        parts: vec![],
    };
    found.extend(person.flags.iter().map(flag));
    found
}

fn missed(scene: &Scene<'_>, strategy: ContactSubStrategy) -> Vec<Part> {
    match strategy {
        ContactSubStrategy::Accelerate => vec![("days", count(scene.setting(Parameter::AccelerateDays)))],
        ContactSubStrategy::NewFace => vec![("days", count(scene.setting(Parameter::StaleContactDays)))],
        _ => Vec::new(),
    }
}

//! What the preparation of a plan holds (METHOD §9): an empty row each, as the course's form asks.

use crate::config::plain;
use crate::model::{PlanItem, PlanPart};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::facts::Facts;

/// A part of the plan, and which topic of it, from 0: parts without topics have one.
pub type Kind = (PlanPart, usize);

/// What the plan is for, who takes part, my role, what is known, what must be found out.
const TOPICS: [&str; 5] = ["purpose", "participants", "my_role", "known", "to_find_out"];

/// The rows that a plan's form has.
pub fn kinds() -> Vec<Kind> {
    let topics = |part: &PlanPart| if *part == PlanPart::Preparation { TOPICS.len() } else { 1 };
    PlanPart::ALL.iter().flat_map(|part| (0..topics(part)).map(|topic| (*part, topic))).collect()
}

/// The rows of the form that an item fills: one of no topic is a preparation in its own words, all of it.
pub fn of(facts: &Facts<'_>, item: &PlanItem) -> Vec<(usize, Option<Kind>)> {
    let Some(part) = item.part else { return Vec::new() };
    let kinds = |topics: std::ops::Range<usize>| topics.map(|t| (item.account, Some((part, t)))).collect();
    if part != PlanPart::Preparation {
        return kinds(0..1);
    }
    let said = plain(item.topic.as_deref().unwrap_or_default());
    let is = |key: &&str| facts.config.every_labels().any(|(_, l)| plain(l.value("plan_topic", key)) == said);
    match TOPICS.iter().position(is) {
        Some(topic) => kinds(topic..topic + 1),
        None => kinds(0..TOPICS.len()),
    }
}

/// The topic in words.
pub fn word<'a>(facts: &Facts<'a>, (part, topic): Kind) -> Cell<'a> {
    let key = TOPICS.get(topic).filter(|_| part == PlanPart::Preparation);
    facts.word("plan_topic", key.copied())
}

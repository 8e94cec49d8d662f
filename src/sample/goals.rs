//! The sample's triple goals: most large accounts have all three, some lack one, a few are overdue.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// Accounts that have goals.
const AIMED: usize = 18;

/// The rows of the goals.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(83);
    let mut rows = Vec::new();
    for customer in customers.iter().filter(|c| c.size < AIMED) {
        for kind in 0..3_usize {
            // Some accounts lack their value goal, some their strategic one.
            if (kind == 2 && customer.size % 5 == 4) || (kind == 0 && customer.size % 7 == 6) {
                continue;
            }
            rows.push(row(customer, kind, words, today, &mut random));
        }
    }
    rows
}

fn row(
    customer: &Customer,
    kind: usize,
    words: &SampleWords,
    today: NaiveDate,
    random: &mut Seeded,
) -> Vec<ListCell> {
    let size = customer.size;
    let texts = [&words.strategic_goals, &words.volume_goals, &words.value_goals][kind];
    let place = size % texts.len().max(1);
    let hours = kind == 2 && place == 1;
    let thousand = |value: f64| (value / 1000.0).round() * 1000.0;
    let (baseline, target) = match kind {
        1 => (Some(customer.revenue), Some(thousand(customer.revenue * 1.15))),
        2 if hours => (Some(120.0), Some(60.0)),
        2 => (Some(0.0), Some(thousand(customer.revenue * 0.05))),
        _ => (None, None),
    };
    let done = random.between(-0.1, 1.15);
    let actual = baseline.zip(target).filter(|_| size % 4 != 3).map(|(from, to)| from + (to - from) * done);
    let overdue = (size + kind * 5).is_multiple_of(8);
    let days = Days::new(if overdue { 20 + 3 * size as u64 } else { 120 + random.below(300) as u64 });
    let due = if overdue { today.checked_sub_days(days) } else { today.checked_add_days(days) };
    // A strategic goal is met or missed by judgement.
    let stated = match (kind, size % 6) {
        (0, 1) => Some(0),
        (0, 4) => Some(1),
        _ => None,
    };
    let metric = match (kind, hours) {
        (0, _) => ListCell::Blank,
        (1, _) => text(pick(&words.goal_metrics, 0)),
        (_, false) => text(pick(&words.goal_metrics, 1)),
        _ => text(pick(&words.goal_metrics, 2)),
    };
    let number = |value: Option<f64>| value.map_or(ListCell::Blank, |v| ListCell::Number(v.round()));
    vec![
        text(&customer.id),
        text(&customer.name),
        text(pick(&words.goal_kinds, kind)),
        text(pick(texts, place)),
        metric,
        number(baseline),
        number(target),
        if size == 13 { ListCell::Blank } else { due.map_or(ListCell::Blank, ListCell::Date) },
        text(&customer.owner),
        number(actual),
        stated.map_or(ListCell::Blank, |at| text(pick(&words.goal_statuses, at))),
    ]
}

//! The sample's key persons: three an account, more at the large ones, one at the small ones.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// Whom the person at a place reports to, and whom that person influences, by place in the account.
const SUPERIORS: [Option<usize>; 6] = [None, Some(0), Some(0), Some(1), Some(3), Some(0)];
const INFLUENCED: [Option<usize>; 6] = [None, None, Some(1), None, Some(2), Some(1)];

/// The rows of the key persons sheet.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(19);
    let mut rows = Vec::new();
    for customer in customers {
        let count = match customer.size {
            0..12 => 6,
            12..30 => 3,
            30..48 => 2,
            _ => 1,
        };
        let first = rows.len();
        let mut names: Vec<String> = Vec::new();
        for (place, superior) in SUPERIORS.iter().enumerate().take(count) {
            let mut name = full_name(words, &mut random);
            while names.contains(&name) {
                name = full_name(words, &mut random);
            }
            let role = role(place, customer.size);
            let superior = superior.and_then(|at| names.get(at)).cloned().unwrap_or_default();
            rows.push(row(customer, &name, role, &superior, words, today, &mut random));
            names.push(name);
        }
        for (place, row) in rows[first..].iter_mut().enumerate() {
            let influenced = INFLUENCED[place].and_then(|at| names.get(at));
            row.push(influenced.map_or(ListCell::Blank, |name| text(name)));
        }
    }
    rows
}

/// Roles by place: approver, decision maker, influencers, then who else is met in large accounts.
fn role(place: usize, size: usize) -> usize {
    match place {
        0 if size >= 30 => 1,
        5 if size.is_multiple_of(3) => 6,
        5 => 7,
        other => other,
    }
}

fn full_name(words: &SampleWords, random: &mut Seeded) -> String {
    let surname = pick(&words.surnames, random.below(words.surnames.len()));
    let given = pick(&words.given_names, random.below(words.given_names.len()));
    words.name_pattern.replace("{surname}", surname).replace("{given}", given)
}

fn row(
    customer: &Customer,
    name: &str,
    role: usize,
    superior: &str,
    words: &SampleWords,
    today: NaiveDate,
    random: &mut Seeded,
) -> Vec<ListCell> {
    let receptivity = random.between(2.0, 10.4).floor().clamp(1.0, 10.0);
    let dynamics = random.between(1.0, 10.4).floor().clamp(1.0, 10.0);
    let known = random.unit() > 0.12;
    let level = match (receptivity >= 6.0, dynamics >= 6.0) {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
    };
    // Some account managers state the level, and some are too hopeful.
    let stated = match random.below(40) {
        0 => Some(0),
        1..12 => Some(level),
        _ => None,
    };
    let score = |value: f64| if known { ListCell::Number(value) } else { ListCell::Blank };
    let last = today.checked_sub_days(Days::new(3 + random.below(130) as u64));
    let superior = if superior.is_empty() { ListCell::Blank } else { text(superior) };
    vec![
        text(&customer.id),
        text(&customer.name),
        text(name),
        text(pick(&words.titles, role)),
        text(pick(&words.roles, role)),
        score(receptivity),
        score(dynamics),
        stated.map_or(ListCell::Blank, |level| text(pick(&words.levels, level))),
        ListCell::Number(random.between(0.0, 7.0).round()),
        text(pick(&words.focuses, random.below(words.focuses.len()))),
        superior,
        text(&customer.owner),
        text(pick(&words.purposes, role)),
        last.map_or(ListCell::Blank, ListCell::Date),
    ]
}

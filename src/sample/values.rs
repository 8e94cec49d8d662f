//! The sample's value in money: IMPACT items and the cost iceberg of the larger accounts.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;

/// Accounts that have value items, and those whose total cost was compared.
const VALUED: usize = 16;
const COMPARED: usize = 10;

/// The rows of the value items.
pub fn value_rows(customers: &[Customer], words: &SampleWords) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(71);
    let mut rows = Vec::new();
    let items = words.value_items.len().max(1);
    for customer in customers.iter().filter(|c| c.size < VALUED) {
        for place in 0..if customer.size < 6 { 3 } else { 2 } {
            let Some(item) = words.value_items.get((customer.size + place * 2) % items) else { continue };
            let scale = random.between(0.8, 1.25);
            let evidence = (customer.size + place) % 4;
            let unknown = customer.size == 11 && place == 1;
            let share = [1.0, 0.8, 0.6, 0.5][random.below(4)];
            let number = |value: f64| ListCell::Number((value * 10.0).round() / 10.0);
            rows.push(vec![
                text(&customer.id),
                text(&customer.name),
                text(&item.element),
                text(&item.benefit),
                text(&item.text),
                text(&item.metric),
                number(item.before),
                if unknown { ListCell::Blank } else { number(item.after) },
                ListCell::Number((item.unit_value * scale / 10.0).round() * 10.0),
                item.times.map_or(ListCell::Blank, ListCell::Number),
                if place == 2 { ListCell::Blank } else { ListCell::Percent(share) },
                ListCell::Number((random.between(4.0, 22.0)).round() * 1000.0),
                if evidence == 3 { ListCell::Blank } else { text(pick(&words.evidences, evidence)) },
            ]);
        }
    }
    rows
}

/// Share of the revenue that each cost item is, with us and with the alternative.
const COSTS: [(f64, f64); 6] =
    [(1.0, 0.9), (0.04, 0.05), (0.16, 0.38), (0.22, 0.3), (0.2, 0.26), (0.06, 0.1)];

/// The rows of the cost items.
pub fn cost_rows(customers: &[Customer], words: &SampleWords) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(73);
    let mut rows = Vec::new();
    for customer in customers.iter().filter(|c| c.size < COMPARED) {
        for (item, (ours, other)) in words.cost_items.iter().zip(COSTS) {
            let mut cost = |share: f64| {
                let noisy = customer.revenue * share * random.between(0.9, 1.1);
                ListCell::Number((noisy / 1000.0).round() * 1000.0)
            };
            let (ours, other) = (cost(ours), cost(other));
            rows.push(vec![
                text(&customer.id),
                text(&customer.name),
                text(&item[0]),
                text(&item[1]),
                ours,
                other,
            ]);
        }
    }
    rows
}

//! The sample's visit log: of the largest accounts, whose visits stand in no column.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// Accounts of this size and smaller state their visits in a column.
pub const LOGGED: usize = 12;

/// The rows of the visit log, the latest visit last.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(61);
    let mut visits = Vec::new();
    for customer in customers.iter().filter(|c| c.size < LOGGED) {
        for _ in 0..12 + random.below(14) {
            let days = 4 + random.below(340) as u64;
            visits.push((days, customer, random.below(words.visit_purposes.len())));
        }
    }
    visits.sort_by_key(|(days, customer, _)| (std::cmp::Reverse(*days), customer.size));
    let row = |(days, customer, purpose): (u64, &Customer, usize)| {
        vec![
            text(&customer.id),
            text(&customer.name),
            today.checked_sub_days(Days::new(days)).map_or(ListCell::Blank, ListCell::Date),
            ListCell::Blank,
            text(pick(&words.visit_purposes, purpose)),
        ]
    };
    visits.into_iter().map(row).collect()
}

//! The sample's opportunities: three an account that has its potential from the pipeline.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// The rows of the opportunities sheet.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(43);
    let mut rows = Vec::new();
    for customer in customers.iter().filter(|c| c.in_pipeline) {
        for place in 0..3 {
            let repeat = place == 0;
            let share = if repeat { random.between(0.5, 0.9) } else { random.between(0.05, 0.25) };
            let open = words.stages.len().saturating_sub(2).max(1);
            // Every fifth third deal is closed, so that closed ones can be seen to count for nothing.
            let stage = if place == 2 && customer.size % 5 == 0 { open } else { random.below(open) };
            let close = today.checked_add_days(Days::new(20 + random.below(220) as u64));
            rows.push(vec![
                text(&customer.id),
                text(&customer.name),
                text(pick(&words.products, random.below(words.products.len()))),
                text(pick(&words.kinds, usize::from(!repeat))),
                ListCell::Number((customer.revenue * share / 1000.0).round() * 1000.0),
                text(pick(&words.stages, stage)),
                close.map_or(ListCell::Blank, ListCell::Date),
            ]);
        }
    }
    rows
}

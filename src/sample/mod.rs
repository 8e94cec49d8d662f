//! The made-up portfolio of `keyplan demo`: about 60 accounts, 180 key persons, some opportunities, and
//! visits, value, goals and plans of the larger accounts, the same at every run. Skewed as real portfolios are: few accounts bring most, many take visits.

mod accounts;
mod alliance;
mod cells;
mod complete;
mod customer;
mod goals;
mod opportunities;
mod persons;
mod plan_items;
mod resources;
mod seeded;
mod values;
mod visits;
mod words;

pub use complete::complete;
pub use words::SampleWords;

use crate::model::{List, ListCell, ListSheet};
use chrono::NaiveDate;

/// Builds the sample list around a date, so that contact and close dates look current.
pub fn sample(words: &SampleWords, today: NaiveDate) -> List {
    let customers = customer::customers(words);
    let tables: [(&[String], Vec<Vec<ListCell>>); 9] = [
        (&words.account_headers, accounts::rows(&customers, words, today)),
        (&words.person_headers, persons::rows(&customers, words, today)),
        (&words.opportunity_headers, opportunities::rows(&customers, words, today)),
        (&words.visit_headers, visits::rows(&customers, words, today)),
        (&words.value_headers, values::value_rows(&customers, words)),
        (&words.cost_headers, values::cost_rows(&customers, words)),
        (&words.goal_headers, goals::rows(&customers, words, today)),
        (&words.plan_headers, plan_items::rows(&customers, words, today)),
        (&words.resource_headers, resources::rows(words)),
    ];
    let sheets = words.sheets.iter().zip(tables).map(|(name, (headers, rows))| ListSheet {
        name: name.clone(),
        headers: headers.to_vec(),
        rows,
    });
    List { sheets: sheets.collect() }
}

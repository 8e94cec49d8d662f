//! The made-up portfolio of `keyplan demo`: about 60 accounts, 180 key persons and some opportunities,
//! the same at every run. Skewed as real portfolios are: few accounts bring most, many take visits.

mod accounts;
mod opportunities;
mod persons;
mod seeded;
mod words;

pub use words::SampleWords;

use crate::model::{List, ListCell, ListSheet};
use chrono::NaiveDate;

/// Builds the sample list around a date, so that contact and close dates look current.
pub fn sample(words: &SampleWords, today: NaiveDate) -> List {
    let customers = accounts::customers(words);
    let [account_sheet, person_sheet, opportunity_sheet] = &words.sheets;
    let sheet = |name: &str, headers: &[String], rows| ListSheet {
        name: name.to_owned(),
        headers: headers.to_vec(),
        rows,
    };
    List {
        sheets: vec![
            sheet(account_sheet, &words.account_headers, accounts::rows(&customers, words, today)),
            sheet(person_sheet, &words.person_headers, persons::rows(&customers, words, today)),
            sheet(
                opportunity_sheet,
                &words.opportunity_headers,
                opportunities::rows(&customers, words, today),
            ),
        ],
    }
}

fn text(value: &str) -> ListCell {
    ListCell::Text(value.to_owned())
}

fn pick(from: &[String], at: usize) -> &str {
    if from.is_empty() { "" } else { &from[at % from.len()] }
}

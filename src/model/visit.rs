//! The visit, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

/// One row a visit (METHOD §1); summed to the account's visits where its own column is blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visit {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Day of the visit.
    pub date: Option<NaiveDate>,
    /// Key person visited, by name.
    pub person: Option<String>,
    /// Purpose.
    pub purpose: Option<String>,
    /// Mode.
    pub mode: Option<String>,
    /// Who of us made it.
    pub visitor: Option<String>,
    /// What it brought.
    pub result: Option<String>,
    /// Where it was read.
    pub source: SourceRow,
}

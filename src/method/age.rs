//! Age of the data (METHOD §2): the newest order, close of a deal or visit dated today or before.

use super::history::History;
use crate::config::{Config, Parameter};
use crate::model::{CellPlace, Issue, IssueCode, Portfolio};
use chrono::{Months, NaiveDate};

/// How old the data is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Age {
    /// The newest date that is not after today.
    pub as_of: Option<NaiveDate>,
    /// It is long past, and nothing is planned to close later.
    pub old: bool,
}

/// Age of a portfolio's data on a day.
pub fn age(portfolio: &Portfolio, history: &History, config: &Config, today: NaiveDate) -> Age {
    let as_of = history.accounts.iter().filter_map(|a| a.newest).max();
    let open = |stage: Option<&str>| {
        let rule = stage.and_then(|s| config.rules.stage_of(s));
        rule.is_none_or(|r| r.outcome == crate::model::Outcome::Open)
    };
    let ahead = portfolio
        .opportunities
        .iter()
        .any(|d| d.close_date.is_some_and(|date| date > today) && open(d.stage.as_deref()));
    let months = config.settings.get(Parameter::DataAgeMonths).round().max(0.0) as u32;
    let limit = today.checked_sub_months(Months::new(months));
    let old = !ahead && as_of.zip(limit).is_some_and(|(as_of, limit)| as_of < limit);
    Age { as_of, old }
}

impl Age {
    /// What is said of old data.
    pub fn issue(&self) -> Option<Issue> {
        let as_of = self.as_of.filter(|_| self.old)?;
        Some(Issue::new(IssueCode::DataOld, CellPlace::default()).with("date", as_of))
    }
}

//! Current visits of an account (METHOD §4): its own column, else its visit rows of the months that end
//! with the last visit of the data. With visit rows in the portfolio an account without any has 0.

use crate::config::{Parameter, Settings};
use crate::model::{CellPlace, Field, Issue, IssueCode, Portfolio, SourceRow};
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// Visits of every account, and what did not count.
#[derive(Debug, Default)]
pub struct Visits {
    /// Visits a year by account index.
    pub accounts: Vec<Option<f64>>,
    /// Rows outside the period, and undated ones beside dated ones.
    pub outside: Vec<SourceRow>,
    /// Findings.
    pub issues: Vec<Issue>,
}

/// Counts visits.
pub fn visits(portfolio: &Portfolio, settings: &Settings) -> Visits {
    let period = period(portfolio, settings);
    let mut counted = vec![0_u32; portfolio.accounts.len()];
    let mut found = Visits::default();
    let (mut old, mut undated) = (BTreeMap::new(), BTreeMap::new());
    for visit in &portfolio.visits {
        let left_out = match (visit.date, period) {
            (Some(date), Some((start, _))) if date <= start => Some(&mut old),
            (None, Some(_)) => Some(&mut undated),
            _ => None,
        };
        if let Some(left_out) = left_out {
            let (first, count) = left_out.entry(visit.source.sheet).or_insert((visit.source, 0_u64));
            *first = (*first).min(visit.source);
            *count += 1;
            found.outside.push(visit.source);
        } else {
            counted[visit.account] += 1;
        }
    }
    let start = period.map(|p| p.0.to_string()).unwrap_or_default();
    for (code, rows) in [(IssueCode::VisitOutsidePeriod, old), (IssueCode::VisitWithoutDate, undated)] {
        for (first, count) in rows.into_values() {
            let issue = Issue::new(code, place(portfolio, first));
            found.issues.push(issue.with("count", count).with("start", &start));
        }
    }
    let logged = !portfolio.visits.is_empty();
    let of = |(account, counted): (&crate::model::Account, u32)| {
        let readable = !account.unreadable.contains(&Field::Visits);
        account.visits.or((logged && readable).then(|| f64::from(counted)))
    };
    found.accounts = portfolio.accounts.iter().zip(counted).map(of).collect();
    found
}

fn period(portfolio: &Portfolio, settings: &Settings) -> Option<(NaiveDate, NaiveDate)> {
    let end = portfolio.visits.iter().filter_map(|v| v.date).max()?;
    let months = settings.get(Parameter::OrderPeriodMonths).round().clamp(1.0, 120.0) as u32;
    Some((end.checked_sub_months(Months::new(months))?, end))
}

fn place(portfolio: &Portfolio, row: SourceRow) -> CellPlace {
    let input = portfolio.sheets.get(row.sheet as usize).map(|s| s.input);
    CellPlace { input, sheet: Some(row.sheet), row: Some(row.row), column: Some(0) }
}

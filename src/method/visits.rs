//! Current visits of an account (METHOD §1, §4): its own column, else its visit rows of the twelve months that
//! end with the newest one dated today or before. With such rows in the portfolio an account without any has 0.

use crate::model::{Account, CellPlace, Field, Issue, IssueCode, Portfolio, SourceRow};
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// Visits are those of a year.
const YEAR: Months = Months::new(12);

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
pub fn visits(portfolio: &Portfolio, today: NaiveDate) -> Visits {
    let period = period(portfolio, today);
    let dated = portfolio.visits.iter().any(|v| v.date.is_some());
    let mut counted = vec![0_u32; portfolio.accounts.len()];
    let mut found = Visits::default();
    let mut left_out: BTreeMap<(IssueCode, u32), (SourceRow, u64)> = BTreeMap::new();
    for visit in &portfolio.visits {
        let why = match (visit.date, period) {
            (Some(date), _) if date > today => Some(IssueCode::VisitLater),
            (Some(date), Some((start, _))) if date <= start => Some(IssueCode::VisitOutsidePeriod),
            (None, _) if dated => Some(IssueCode::VisitWithoutDate),
            _ => None,
        };
        if let Some(why) = why {
            let (first, count) = left_out.entry((why, visit.source.sheet)).or_insert((visit.source, 0));
            *first = (*first).min(visit.source);
            *count += 1;
            found.outside.push(visit.source);
        } else {
            counted[visit.account] += 1;
        }
    }
    let start = period.map(|p| p.0.to_string()).unwrap_or_default();
    for ((code, _), (first, count)) in left_out {
        let issue = Issue::new(code, place(portfolio, first)).with("count", count);
        found.issues.push(issue.with("start", &start).with("today", today));
    }
    let logged = period.is_some() || (!portfolio.visits.is_empty() && !dated);
    let of = |(account, counted): (&Account, u32)| {
        let readable = !account.unreadable.contains(&Field::Visits);
        account.visits.or((logged && readable).then(|| f64::from(counted)))
    };
    found.accounts = portfolio.accounts.iter().zip(counted).map(of).collect();
    found
}

fn period(portfolio: &Portfolio, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let end = portfolio.visits.iter().filter_map(|v| v.date).filter(|d| *d <= today).max()?;
    Some((end.checked_sub_months(YEAR)?, end))
}

fn place(portfolio: &Portfolio, row: SourceRow) -> CellPlace {
    let input = portfolio.sheets.get(row.sheet as usize).map(|s| s.input);
    CellPlace { input, sheet: Some(row.sheet), row: Some(row.row), column: Some(0) }
}

//! Revenue, previous revenue, gross profit and growth of an account (METHOD §1, §2): entered, else from its
//! order lines or won deals, else derived; what fell outside the windows is told.

use super::account_history::AccountHistory;
use super::history::{Counted, History, Line};
use super::sources::RevenueSource;
use super::windows::Windows;
use crate::model::{Account, CellPlace, Field, Issue, IssueCode, SourceRow};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Revenue and gross profit of an account, money a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Revenue {
    /// Annual revenue.
    pub annual_revenue: Option<f64>,
    /// Where the revenue comes from.
    pub source: RevenueSource,
    /// The same the year before.
    pub previous_revenue: Option<f64>,
    /// Gross profit.
    pub gross_profit: Option<f64>,
    /// Growth of our sales, fraction.
    pub growth_rate: Option<f64>,
    /// Date of the last order.
    pub last_order: Option<NaiveDate>,
    /// Number of orders.
    pub order_count: Option<f64>,
    /// Which of these are derived.
    pub derived: Vec<Field>,
}

/// Revenue of one account.
pub fn revenue(account: &Account, history: &AccountHistory, windows: Option<&Windows>) -> Revenue {
    let unreadable = |field| account.unreadable.contains(&field);
    let scaled = windows.is_some_and(|w| w.months != 12);
    let mut derived = Vec::new();
    let (mut annual_revenue, mut source) = match account.annual_revenue {
        Some(own) => (Some(own), RevenueSource::Entered),
        None => (None, RevenueSource::Nothing),
    };
    if let (None, false, Some(sum)) = (annual_revenue, unreadable(Field::AnnualRevenue), history.this) {
        annual_revenue = Some(sum);
        source = if history.won_deals { RevenueSource::WonOpportunities } else { RevenueSource::Orders };
        derived.extend(scaled.then_some(Field::AnnualRevenue));
    }
    let from_orders = matches!(source, RevenueSource::Orders | RevenueSource::WonOpportunities);
    let previous_revenue = account.previous_revenue.or(history.previous.filter(|_| from_orders));
    let mut gross_profit = account.gross_profit;
    if gross_profit.is_none() && !unreadable(Field::GrossProfit) {
        let of_margin = || Some(annual_revenue? * account.gross_margin?);
        let from_margin = history.profit.is_none();
        gross_profit = history.profit.or_else(of_margin);
        if gross_profit.is_some() && (from_margin || scaled || history.profit_derived) {
            derived.push(Field::GrossProfit);
        }
    }
    let mut growth_rate = account.growth_rate;
    if growth_rate.is_none() && !unreadable(Field::GrowthRate) {
        let previous = previous_revenue.filter(|p| *p > 0.0);
        growth_rate = annual_revenue.zip(previous).map(|(now, before)| now / before - 1.0);
        derived.extend(growth_rate.map(|_| Field::GrowthRate));
    }
    Revenue {
        annual_revenue,
        source,
        previous_revenue,
        gross_profit,
        growth_rate,
        last_order: account.last_order.or(history.last_order),
        order_count: account.order_count.or(history.last_order.map(|_| f64::from(history.orders))),
        derived,
    }
}

/// Rows that count for nothing, and what is said of them.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// Order lines that are no planned rows.
    pub rows: Vec<SourceRow>,
    /// Findings.
    pub issues: Vec<Issue>,
}

/// What fell outside the windows: one finding a sheet, for thousands of old lines are one fact.
pub fn left_out(lines: &[Line<'_>], counted: &[Counted], history: &History, today: NaiveDate) -> LeftOut {
    let mut found = LeftOut::default();
    let mut sheets: BTreeMap<u32, Outside> = BTreeMap::new();
    for (line, counted) in lines.iter().zip(counted) {
        let sheet = sheets.entry(line.source.sheet).or_default();
        match counted {
            Counted::This | Counted::Previous => continue,
            Counted::Before => sheet.before.add(line),
            Counted::Later => sheet.later.add(line),
            Counted::Undated => sheet.undated.add(line),
        }
        if !line.won {
            found.rows.push(line.source);
        }
    }
    let orders: Vec<&Line<'_>> = lines.iter().filter(|l| !l.won).collect();
    if let (Some(first), true) = (orders.first(), orders.iter().all(|l| l.date.is_none()))
        && counted.contains(&Counted::This)
        && history.windows.is_none()
    {
        let place = CellPlace { sheet: Some(first.source.sheet), ..CellPlace::default() };
        found.issues.push(Issue::new(IssueCode::OrdersUndated, place).with("count", orders.len()));
    }
    for (sheet, outside) in sheets {
        let place = |row| CellPlace { sheet: Some(sheet), row, ..CellPlace::default() };
        let Outside { mut before, mut later, undated } = outside;
        if let (Some((first, last)), Some(windows)) = (before.dates, &history.windows) {
            let since = if windows.previous_full { windows.previous_start } else { windows.start };
            found.issues.push(
                Issue::new(IssueCode::OrderOutsidePeriod, place(before.row))
                    .with("count", before.amounts.len())
                    .with("amount", before.sum())
                    .with("first", first)
                    .with("last", last)
                    .with("start", since.succ_opt().unwrap_or(since))
                    .with("end", windows.end),
            );
        }
        if let Some((first, last)) = later.dates {
            found.issues.push(
                Issue::new(IssueCode::OrderLater, place(later.row))
                    .with("count", later.amounts.len())
                    .with("amount", later.sum())
                    .with("first", first)
                    .with("last", last)
                    .with("today", today),
            );
        }
        if !undated.amounts.is_empty() {
            let issue = Issue::new(IssueCode::OrderWithoutDate, place(undated.row));
            found.issues.push(issue.with("count", undated.amounts.len()));
        }
    }
    found
}

#[derive(Default)]
struct Outside {
    before: Rows,
    later: Rows,
    undated: Rows,
}

/// Lines that count for nothing for one reason.
#[derive(Default)]
struct Rows {
    amounts: Vec<f64>,
    dates: Option<(NaiveDate, NaiveDate)>,
    row: Option<u32>,
}

impl Rows {
    fn add(&mut self, line: &Line<'_>) {
        self.amounts.push(line.amount);
        self.row = Some(self.row.map_or(line.source.row, |row| row.min(line.source.row)));
        if let Some(date) = line.date {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
    }

    /// In a fixed order, whatever that of the rows.
    fn sum(&mut self) -> String {
        self.amounts.sort_by(f64::total_cmp);
        format!("{:.2}", self.amounts.iter().sum::<f64>())
    }
}

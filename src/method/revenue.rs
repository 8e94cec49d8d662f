//! Revenue and gross profit from order lines (METHOD §1, order line): the twelve months that end
//! with the last order of the data. Won opportunities stand in for an account that has neither
//! revenue of its own nor order lines.

use super::RevenueSource;
use crate::config::Parameter;
use crate::config::{Rules, Settings};
use crate::model::{CellPlace, Field, Issue, IssueCode, Outcome, Portfolio, SourceRow};
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Revenue and gross profit of an account, money a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revenue {
    /// Annual revenue.
    pub annual_revenue: Option<f64>,
    /// Gross profit.
    pub gross_profit: Option<f64>,
    /// Where the revenue comes from.
    pub source: RevenueSource,
}

/// Revenue of every account, the period that made it, and what fell outside.
#[derive(Debug, Default)]
pub struct Revenues {
    /// By account index.
    pub accounts: Vec<Revenue>,
    /// After the first day, up to and with the second.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Rows outside the period.
    pub outside: Vec<SourceRow>,
    /// Findings.
    pub issues: Vec<Issue>,
}

/// A line that counts: date, amount, profit.
type Counted = (Option<NaiveDate>, f64, Option<f64>);

struct Line {
    account: usize,
    date: Option<NaiveDate>,
    amount: f64,
    profit: Option<f64>,
    source: SourceRow,
    won: bool,
}

/// Sums order lines and won opportunities to revenue and gross profit.
pub fn revenues(portfolio: &Portfolio, settings: &Settings, rules: &Rules) -> Revenues {
    let mut lines = order_lines(portfolio);
    let has_orders = !lines.is_empty();
    lines.extend(won_lines(portfolio, rules));
    let undated = lines.iter().all(|l| l.date.is_none());
    let period = period(&lines, settings);
    let mut sums: BTreeMap<usize, Vec<Counted>> = BTreeMap::new();
    let mut found = Revenues { period, ..Revenues::default() };
    let mut outside: BTreeMap<u32, Outside> = BTreeMap::new();
    let mut won_accounts = BTreeSet::new();
    for line in &lines {
        if line.won {
            won_accounts.insert(line.account);
        }
        let inside = match (line.date, period) {
            (Some(date), Some((start, end))) => start < date && date <= end,
            (None, _) => undated,
            (Some(_), None) => true,
        };
        if inside {
            sums.entry(line.account).or_default().push((line.date, line.amount, line.profit));
        } else {
            outside.entry(line.source.sheet).or_default().add(line);
            if !line.won {
                found.outside.push(line.source);
            }
        }
    }
    found.issues = findings(&outside, period, has_orders && undated, &lines);
    let any_profit = lines.iter().any(|l| l.profit.is_some());
    found.accounts = (0..portfolio.accounts.len())
        .map(|at| account_revenue(portfolio, at, sums.get_mut(&at), has_orders, any_profit, &won_accounts))
        .collect();
    found
}

fn account_revenue(
    portfolio: &Portfolio,
    at: usize,
    lines: Option<&mut Vec<Counted>>,
    has_orders: bool,
    any_profit: bool,
    won: &BTreeSet<usize>,
) -> Revenue {
    let account = &portfolio.accounts[at];
    let unreadable = |field| account.unreadable.contains(&field);
    let mut revenue = Revenue {
        annual_revenue: account.annual_revenue,
        gross_profit: account.gross_profit,
        source: if account.annual_revenue.is_some() {
            RevenueSource::Entered
        } else {
            RevenueSource::Nothing
        },
    };
    let from_won = won.contains(&at);
    if !has_orders && !from_won {
        return revenue;
    }
    let (amount, profit) = lines.map_or((0.0, Some(0.0)), |l| sum(l));
    if revenue.annual_revenue.is_none() && !unreadable(Field::AnnualRevenue) {
        revenue.annual_revenue = Some(amount);
        revenue.source = if from_won { RevenueSource::WonOpportunities } else { RevenueSource::Orders };
    }
    let profit_known = any_profit && !from_won;
    if revenue.gross_profit.is_none() && profit_known && !unreadable(Field::GrossProfit) {
        revenue.gross_profit = profit;
    }
    revenue
}

/// Sums in a fixed order, so that shuffled rows give the same bits.
fn sum(lines: &mut [Counted]) -> (f64, Option<f64>) {
    lines.sort_by(|a, b| {
        let profit = |p: Option<f64>| p.unwrap_or(f64::NEG_INFINITY);
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(profit(a.2).total_cmp(&profit(b.2)))
    });
    let amount = lines.iter().map(|l| l.1).sum();
    let known: Vec<f64> = lines.iter().filter_map(|l| l.2).collect();
    (amount, if known.is_empty() && !lines.is_empty() { None } else { Some(known.iter().sum()) })
}

fn period(lines: &[Line], settings: &Settings) -> Option<(NaiveDate, NaiveDate)> {
    let end = lines.iter().filter_map(|l| l.date).max()?;
    let months = settings.get(Parameter::OrderPeriodMonths).round().clamp(1.0, 120.0) as u32;
    Some((end.checked_sub_months(Months::new(months))?, end))
}

fn order_lines(portfolio: &Portfolio) -> Vec<Line> {
    let line = |o: &crate::model::OrderLine| Line {
        account: o.account,
        date: o.date,
        amount: o.amount,
        profit: o.profit,
        source: o.source,
        won: false,
    };
    portfolio.orders.iter().map(line).collect()
}

/// Won opportunities with amount and date, of accounts without revenue and order lines.
fn won_lines(portfolio: &Portfolio, rules: &Rules) -> Vec<Line> {
    let ordered: BTreeSet<usize> = portfolio.orders.iter().map(|o| o.account).collect();
    let mut lines = Vec::new();
    for deal in &portfolio.opportunities {
        let account = &portfolio.accounts[deal.account];
        let own = account.annual_revenue.is_some() || account.unreadable.contains(&Field::AnnualRevenue);
        let won =
            deal.stage.as_deref().and_then(|s| rules.stage(s)).is_some_and(|s| s.outcome == Outcome::Won);
        if let (true, false, false, Some(amount), Some(date)) =
            (won, own, ordered.contains(&deal.account), deal.amount, deal.close_date)
        {
            let source = deal.source;
            lines.push(Line {
                account: deal.account,
                date: Some(date),
                amount,
                profit: None,
                source,
                won: true,
            });
        }
    }
    lines
}

#[derive(Default)]
struct Outside {
    old: u64,
    amounts: Vec<f64>,
    undated: u64,
    first_row: Option<u32>,
    undated_row: Option<u32>,
}

impl Outside {
    fn add(&mut self, line: &Line) {
        if line.date.is_none() {
            self.undated_row.get_or_insert(line.source.row);
            self.undated += 1;
            return;
        }
        self.first_row.get_or_insert(line.source.row);
        self.old += 1;
        self.amounts.push(line.amount);
    }
}

/// One finding a sheet: thousands of old lines are one fact.
fn findings(
    outside: &BTreeMap<u32, Outside>,
    period: Option<(NaiveDate, NaiveDate)>,
    undated: bool,
    lines: &[Line],
) -> Vec<Issue> {
    let mut issues = Vec::new();
    if undated && let Some(first) = lines.first() {
        let place = CellPlace { sheet: Some(first.source.sheet), ..CellPlace::default() };
        issues.push(Issue::new(IssueCode::OrdersUndated, place).with("count", lines.len()));
    }
    let Some((start, end)) = period else { return issues };
    for (sheet, left_out) in outside {
        let place = |row| CellPlace { sheet: Some(*sheet), row, ..CellPlace::default() };
        let mut amounts = left_out.amounts.clone();
        amounts.sort_by(f64::total_cmp);
        if left_out.old > 0 {
            issues.push(
                Issue::new(IssueCode::OrderOutsidePeriod, place(left_out.first_row))
                    .with("count", left_out.old)
                    .with("amount", format!("{:.2}", amounts.iter().sum::<f64>()))
                    .with("start", start.succ_opt().unwrap_or(start))
                    .with("end", end),
            );
        }
        if left_out.undated > 0 {
            let issue = Issue::new(IssueCode::OrderWithoutDate, place(left_out.undated_row));
            issues.push(issue.with("count", left_out.undated));
        }
    }
    issues
}

//! What order lines and closed deals say of the past (METHOD §1, §2): sums of both windows by account, and the
//! probabilities that follow from them.

use super::account_history::AccountHistory;
use super::carried::{Carried, outcome};
use super::windows::{Window, Windows};
use crate::config::{Config, Parameter, Rules, Settings};
use crate::model::rounding::{comparable_money, comparable_quota};
use crate::model::{Account, Field, OpportunityKind, Outcome, Portfolio, SourceRow};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// An order line, or a won deal that counts as one.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Money; a return is negative.
    pub amount: f64,
    /// Stated, else from cost or margin.
    pub profit: Option<f64>,
    /// The profit follows from cost or margin.
    pub profit_derived: bool,
    /// What was sold.
    pub product: Option<&'a str>,
    /// Where it was read.
    pub source: SourceRow,
    /// A won deal.
    pub won: bool,
}

/// The past of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// The windows; none without a dated order.
    pub windows: Option<Windows>,
    /// By account index.
    pub accounts: Vec<AccountHistory>,
    /// Closed deals of new business that were won.
    pub won: u32,
    /// Closed deals of new business that were lost.
    pub lost: u32,
    /// Accounts that bought in the previous window, where that is full.
    pub buyers: u32,
    /// Of them, those that bought in this one.
    pub bought_again: u32,
}

impl History {
    /// The previous window counts.
    pub fn previous_full(&self) -> bool {
        self.windows.is_some_and(|w| w.previous_full)
    }
}

/// The order lines of a list, and its won deals of accounts that have neither revenue nor order lines.
pub fn lines<'a>(portfolio: &'a Portfolio, carried: Carried, rules: &Rules) -> Vec<Line<'a>> {
    let ordered: BTreeSet<usize> = portfolio.orders.iter().map(|o| o.account).collect();
    let orders = portfolio.orders.iter().map(|o| Line {
        account: o.account,
        date: o.date,
        amount: o.amount,
        profit: o.profit.or(o.cost.map(|cost| o.amount - cost)).or(o.margin.map(|margin| o.amount * margin)),
        profit_derived: o.profit.is_none(),
        product: o.product.as_deref(),
        source: o.source,
        won: false,
    });
    let won = portfolio.opportunities.iter().filter_map(|deal| {
        let account = &portfolio.accounts[deal.account];
        let own = account.annual_revenue.is_some() || account.unreadable.contains(&Field::AnnualRevenue);
        let ordered = ordered.contains(&deal.account) || carried.ordered(account);
        if own || ordered || outcome(deal.stage.as_deref(), rules) != Outcome::Won {
            return None;
        }
        Some(Line {
            account: deal.account,
            date: Some(deal.close_date?),
            amount: deal.amount?,
            profit: None,
            profit_derived: false,
            product: None,
            source: deal.source,
            won: true,
        })
    });
    orders.chain(won).collect()
}

/// What a line counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// In this window; where no line of the list has a date, every line.
    This,
    /// In the previous window.
    Previous,
    /// Before both.
    Before,
    /// After today.
    Later,
    /// It has no date, others have.
    Undated,
}

/// What each line counts for.
pub fn counted(lines: &[Line<'_>], windows: Option<&Windows>, today: NaiveDate) -> Vec<Counted> {
    let undated = lines.iter().all(|l| l.date.is_none());
    let place = |line: &Line<'_>| match (line.date, windows) {
        (None, _) if undated => Counted::This,
        (None, _) => Counted::Undated,
        (Some(date), Some(windows)) if date <= today => match windows.place(date) {
            Window::This => Counted::This,
            Window::Previous => Counted::Previous,
            Window::Before | Window::Later => Counted::Before,
        },
        (Some(_), _) => Counted::Later,
    };
    lines.iter().map(place).collect()
}

/// The past of a list; `counted` goes with `lines`.
pub fn history(
    portfolio: &Portfolio,
    lines: &[Line<'_>],
    counted: &[Counted],
    windows: Option<Windows>,
    (config, today): (&Config, NaiveDate),
) -> History {
    let mut rows: Vec<[Vec<&Line<'_>>; 2]> = vec![Default::default(); portfolio.accounts.len()];
    let mut found = History { windows, ..History::default() };
    found.accounts = vec![AccountHistory::default(); portfolio.accounts.len()];
    for (line, counted) in lines.iter().zip(counted) {
        let account = &mut found.accounts[line.account];
        account.won_deals |= line.won;
        match counted {
            Counted::This => rows[line.account][0].push(line),
            Counted::Previous => rows[line.account][1].push(line),
            Counted::Before | Counted::Later | Counted::Undated => {}
        }
        if *counted != Counted::Later {
            account.last_order = account.last_order.max(line.date);
        }
    }
    let orders = lines.iter().any(|l| !l.won);
    let carried = Carried::of(portfolio, &config.rules);
    let carries_profit = |a: &Account| a.window_profit.is_some() && carried.sums(a).is_some();
    let any_profit =
        lines.iter().any(|l| l.profit.is_some()) || portfolio.accounts.iter().any(carries_profit);
    // Only lines that lie ahead: there is nothing to sum.
    let summed = windows.is_some() || counted.contains(&Counted::This);
    let yearly = windows.map_or(1.0, |w| w.yearly());
    let full = found.previous_full();
    for (account, [this, previous]) in found.accounts.iter_mut().zip(&mut rows) {
        if !summed || !(orders || account.won_deals) {
            continue;
        }
        [&mut *this, &mut *previous].into_iter().for_each(|l| sort(l));
        account.this = Some(sum(this) * yearly);
        account.previous = full.then(|| sum(previous) * yearly);
        account.orders = u32::try_from(this.len()).unwrap_or(u32::MAX);
        (account.profit, account.profit_derived) = match this.as_slice() {
            [] => (any_profit.then_some(0.0), false),
            lines => profit(lines, &config.settings),
        };
        account.profit = account.profit.map(|p| p * yearly);
    }
    for (account, own) in found.accounts.iter_mut().zip(&portfolio.accounts) {
        carried.fill(own, account);
    }
    close(portfolio, &mut found, carried, &config.rules);
    newest(portfolio, &mut found, today);
    if full {
        let bought = |v: Option<f64>| v.is_some_and(|v| comparable_money(v) > 0.0);
        let buyers: Vec<&AccountHistory> = found.accounts.iter().filter(|a| bought(a.previous)).collect();
        let again = buyers.iter().filter(|a| bought(a.this)).count();
        found.bought_again = u32::try_from(again).unwrap_or(u32::MAX);
        found.buyers = u32::try_from(buyers.len()).unwrap_or(u32::MAX);
    }
    found
}

/// A fixed order, so that shuffled rows give the same bits.
fn sort(lines: &mut [&Line<'_>]) {
    lines.sort_by(|a, b| {
        let profit = |l: &Line<'_>| l.profit.unwrap_or(f64::NEG_INFINITY);
        a.date.cmp(&b.date).then(a.amount.total_cmp(&b.amount)).then(profit(a).total_cmp(&profit(b)))
    });
}

fn sum(lines: &[&Line<'_>]) -> f64 {
    lines.iter().map(|l| l.amount).sum()
}

/// Gross profit of an account's lines, and whether it is derived: known where lines with a profit make enough of
/// the amounts, then scaled up to all of them.
fn profit(lines: &[&Line<'_>], settings: &Settings) -> (Option<f64>, bool) {
    let known: Vec<&&Line<'_>> = lines.iter().filter(|l| l.profit.is_some()).collect();
    let amount = |lines: &mut dyn Iterator<Item = &&Line<'_>>| lines.map(|l| l.amount.abs()).sum::<f64>();
    let (part, whole) = (amount(&mut known.iter().copied()), amount(&mut lines.iter()));
    let share = if known.len() == lines.len() {
        1.0
    } else if whole > 0.0 {
        part / whole
    } else {
        0.0
    };
    if known.is_empty() || comparable_quota(share) < settings.get(Parameter::ProfitCoverage) {
        return (None, false);
    }
    let sum: f64 = known.iter().filter_map(|l| l.profit).sum();
    let derived = share < 1.0 || known.iter().any(|l| l.profit_derived);
    (Some(sum / share), derived)
}

/// Closed deals of new business, with an amount or not.
fn close(portfolio: &Portfolio, found: &mut History, carried: Carried, rules: &Rules) {
    for (account, own) in found.accounts.iter_mut().zip(&portfolio.accounts) {
        (account.won, account.lost) = carried.closed(own);
        found.won += account.won;
        found.lost += account.lost;
    }
    for deal in &portfolio.opportunities {
        if deal.kind == Some(OpportunityKind::Repeat) {
            continue;
        }
        let account = &mut found.accounts[deal.account];
        let (all, own) = match outcome(deal.stage.as_deref(), rules) {
            Outcome::Won => (&mut found.won, &mut account.won),
            Outcome::Lost => (&mut found.lost, &mut account.lost),
            Outcome::Open => continue,
        };
        *all += 1;
        *own += 1;
    }
}

/// The newest date of each account.
fn newest(portfolio: &Portfolio, found: &mut History, today: NaiveDate) {
    let carried = portfolio.accounts.iter().enumerate().map(|(at, a)| (at, a.newest_date));
    let orders = portfolio.orders.iter().map(|o| (o.account, o.date));
    let visits = portfolio.visits.iter().map(|v| (v.account, v.date));
    let closes = portfolio.opportunities.iter().map(|d| (d.account, d.close_date));
    for (at, date) in carried.chain(orders).chain(visits).chain(closes) {
        let newest = &mut found.accounts[at].newest;
        *newest = (*newest).max(date.filter(|d| *d <= today));
    }
}

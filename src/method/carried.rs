//! What an earlier plan carries, account by account, of rows that it does not hold (METHOD §10): it counts where such
//! rows are not among the inputs, so that nothing is counted twice.

use super::account_history::AccountHistory;
use super::windows::Windows;
use crate::config::Rules;
use crate::model::{Account, Outcome, Portfolio, WindowSource};

/// Which of it counts.
#[derive(Debug, Clone, Copy)]
pub struct Carried {
    /// No order line is among the inputs.
    orders: bool,
    /// No closed deal is among the inputs.
    deals: bool,
}

impl Carried {
    /// By what rows the inputs have.
    pub fn of(portfolio: &Portfolio, rules: &Rules) -> Self {
        let closed =
            portfolio.opportunities.iter().any(|d| outcome(d.stage.as_deref(), rules) != Outcome::Open);
        Carried { orders: portfolio.orders.is_empty(), deals: !closed }
    }

    /// Whose sums count for an account; none: it has none, or the rows themselves are here.
    pub fn sums(&self, account: &Account) -> Option<WindowSource> {
        account.window_source.filter(|source| match source {
            WindowSource::Orders => self.orders,
            WindowSource::WonDeals => self.deals,
        })
    }

    /// Whether an account has order lines that only an earlier plan knows.
    pub fn ordered(&self, account: &Account) -> bool {
        self.sums(account) == Some(WindowSource::Orders)
    }

    /// The windows of the sums that count, beside those of the lines among the inputs: the later ones.
    pub fn windows(&self, portfolio: &Portfolio, lines: Option<Windows>) -> Option<Windows> {
        let counting = || portfolio.accounts.iter().filter(|a| self.sums(a).is_some());
        let ends = counting().filter_map(|a| Some((a.window_end?, a.window_months?)));
        let last = ends.max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let Some((end, months)) = last else { return lines };
        let full = counting().any(|a| a.window_previous.is_some());
        match lines.filter(|own| own.end > end) {
            Some(own) => Some(Windows { previous_full: own.previous_full || full, ..own }),
            None => Windows::ending(end, months).map(|w| Windows { previous_full: full, ..w }).or(lines),
        }
    }

    /// The sums of an account whose rows are not here.
    pub fn fill(&self, account: &Account, found: &mut AccountHistory) {
        let Some(source) = self.sums(account) else { return };
        let count = |n: Option<f64>| n.map_or(0, |n| n as u32);
        found.this = account.window_revenue;
        found.previous = account.window_previous;
        found.profit = account.window_profit;
        found.profit_derived = account.window_profit_derived == Some(true);
        found.won_deals = source == WindowSource::WonDeals;
        found.orders = count(account.window_orders);
        found.last_order = account.window_last_order;
    }

    /// Closed deals of new business that were won and lost, where no closed deal is here.
    pub fn closed(&self, account: &Account) -> (u32, u32) {
        let count = |n: Option<f64>| n.filter(|_| self.deals).map_or(0, |n| n as u32);
        (count(account.deals_won), count(account.deals_lost))
    }
}

/// How a deal of a stage stands.
pub fn outcome(stage: Option<&str>, rules: &Rules) -> Outcome {
    stage.and_then(|s| rules.stage_of(s)).map_or(Outcome::Open, |r| r.outcome)
}

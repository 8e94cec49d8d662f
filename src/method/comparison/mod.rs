//! What moved between two plans (METHOD §10): accounts matched by id, else name, with every figure old and
//! new; the bridge of total EV by cause; goals and plan items. Owned data: neither plan is needed to show it.

mod accounts;
mod bridge;
mod causes;
mod change;
mod entries;
mod matching;

pub use accounts::AccountChange;
pub use bridge::Bridge;
pub use causes::{Cause, Causes};
pub use change::{Change, Presence, ResourceChange};
pub use entries::{EntryChange, EntryState, Outcome, Record};

use super::Plan;
use crate::config::Config;
use chrono::NaiveDate;

/// Sums of both plans.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TotalsChange {
    /// Number of accounts.
    pub accounts: Change<f64>,
    /// Σ annual revenue.
    pub annual_revenue: Change<f64>,
    /// Σ gross profit.
    pub gross_profit: Change<f64>,
    /// Σ sales potential.
    pub sales_potential: Change<f64>,
    /// Σ expected value.
    pub expected_value: Change<f64>,
}

/// What moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The old plan's and the new plan's day.
    pub today: Change<NaiveDate>,
    /// Accounts in the new plan's order, then those gone in the old plan's.
    pub accounts: Vec<AccountChange>,
    /// Sums.
    pub totals: TotalsChange,
    /// Total EV from old to new by cause.
    pub bridge: Bridge,
    /// Goals and plan items.
    pub entries: Vec<EntryChange>,
    /// Names that stand for several accounts of one plan, and so were matched with none of the other.
    pub ambiguous: Vec<String>,
}

impl Comparison {
    /// Nothing moved.
    pub fn is_empty(&self) -> bool {
        !self.accounts.iter().any(AccountChange::moved) && !self.entries.iter().any(EntryChange::moved)
    }

    /// Accounts of a presence.
    pub fn of(&self, presence: Presence) -> impl Iterator<Item = &AccountChange> {
        self.accounts.iter().filter(move |a| a.presence == presence)
    }

    /// Accounts in both plans whose EV rose (`sign` > 0) or fell, most first; ties as the accounts stand.
    pub fn movers(&self, sign: f64) -> Vec<&AccountChange> {
        let gain = |a: &AccountChange| sign * a.causes.total();
        let mut movers: Vec<&AccountChange> = self.of(Presence::Kept).filter(|a| gain(a) > 0.0).collect();
        movers.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        movers
    }

    /// Accounts that went from one segment to another.
    pub fn segment_moves(&self) -> impl Iterator<Item = &AccountChange> {
        self.accounts.iter().filter(|a| a.segment.moved())
    }

    /// Number of goals or plan items of an outcome.
    pub fn count(&self, record: Record, outcome: Outcome) -> usize {
        self.entries.iter().filter(|e| e.record == record && e.outcome == outcome).count()
    }
}

/// Compares two plans. The order of records in either changes nothing.
pub fn compare(old: &Plan, new: &Plan, config: &Config) -> Comparison {
    let matched = matching::matches(old, new, &config.columns.legal_forms);
    let accounts = accounts::changes(old, new, &matched);
    let bridge = Bridge::new(old.totals.expected_value, new.totals.expected_value, &accounts);
    let pair = |of: fn(&Plan) -> Option<f64>| Change { old: of(old), new: of(new) };
    Comparison {
        today: Change { old: Some(old.today), new: Some(new.today) },
        totals: TotalsChange {
            accounts: pair(|p| Some(p.accounts.len() as f64)),
            annual_revenue: pair(|p| p.totals.annual_revenue),
            gross_profit: pair(|p| p.totals.gross_profit),
            sales_potential: pair(|p| p.totals.sales_potential),
            expected_value: pair(|p| p.totals.expected_value),
        },
        entries: entries::changes(old, new, &matched),
        ambiguous: matched.ambiguous,
        accounts,
        bridge,
    }
}

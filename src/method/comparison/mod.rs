//! What moved between two plans (METHOD §10): accounts matched by id, else name, with every figure old and
//! new; the bridge of total EV by cause; goals and plan items. Owned data: neither plan is needed to show it.

mod accounts;
mod bridge;
mod entries;
mod matching;

pub use bridge::{Bridge, Cause, Causes};
pub use entries::{EntryChange, EntryState, Outcome, Record};

use super::Plan;
use crate::config::Config;
use crate::model::{Decision, Segment};
use chrono::NaiveDate;

/// A value before and now; none where it is unknown or the account is not in that plan.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Change<T> {
    /// In the old plan.
    pub old: Option<T>,
    /// In the new plan.
    pub new: Option<T>,
}

impl Change<f64> {
    /// New − old; none unless both are known.
    pub fn delta(&self) -> Option<f64> {
        Some(self.new? - self.old?)
    }
}

impl<T: PartialEq + Copy> Change<T> {
    /// Both are known and differ.
    pub fn moved(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old != new)
    }
}

codes! {
    /// Where an account is.
    Presence {
        /// In both plans.
        Kept = "kept",
        /// In the new plan only.
        New = "new",
        /// In the old plan only.
        Gone = "gone",
    }
}

/// Current and recommended amount of a resource.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ResourceChange {
    /// Used, a year.
    pub current: Change<f64>,
    /// Recommended, a year.
    pub recommended: Change<f64>,
}

/// One account in both plans.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountChange {
    /// Account number: the new plan's, else the old one's.
    pub id: Option<String>,
    /// Name, as above.
    pub name: String,
    /// The old name, where the account is called otherwise now.
    pub name_before: Option<String>,
    /// Where it is.
    pub presence: Presence,
    /// Rank by EV, 1 = highest.
    pub rank: Change<u32>,
    /// Expected value, money.
    pub expected_value: Change<f64>,
    /// Sales potential, money.
    pub sales_potential: Change<f64>,
    /// Probability, 0…1.
    pub probability: Change<f64>,
    /// Why its EV moved.
    pub causes: Causes,
    /// Segment.
    pub segment: Change<Segment>,
    /// Commitment index, −100…100.
    pub commitment_index: Change<f64>,
    /// Alliance level, 0…4.
    pub alliance_level: Change<u8>,
    /// Resource decision.
    pub decision: Change<Decision>,
    /// Visits.
    pub visits: ResourceChange,
    /// Budget, money.
    pub budget: ResourceChange,
}

impl AccountChange {
    /// Places gained; negative: lost.
    pub fn rank_gain(&self) -> Option<f64> {
        Some(f64::from(self.rank.old?) - f64::from(self.rank.new?))
    }

    /// Something of it differs.
    pub fn moved(&self) -> bool {
        let resource =
            |r: &ResourceChange| r.current.old != r.current.new || r.recommended.old != r.recommended.new;
        let differs = |c: Change<f64>| c.old != c.new;
        self.presence != Presence::Kept
            || self.name_before.is_some()
            || self.rank.old != self.rank.new
            || [self.expected_value, self.sales_potential, self.probability, self.commitment_index]
                .into_iter()
                .any(differs)
            || self.segment.moved()
            || self.decision.moved()
            || self.alliance_level.old != self.alliance_level.new
            || resource(&self.visits)
            || resource(&self.budget)
    }
}

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

//! Every account's figures, old and new.

use super::causes::Causes;
use super::change::{Change, Presence, ResourceChange};
use super::matching::Matched;
use crate::method::{AccountPlan, Plan};
use crate::model::{Account, Decision, Segment};

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

/// The accounts of the new plan in its order, then those gone in the old plan's.
pub(super) fn changes(old: &Plan, new: &Plan, matched: &Matched) -> Vec<AccountChange> {
    let now = new.accounts.iter().zip(&matched.old_of);
    let now =
        now.map(|(account, before)| change((old, before.map(|at| &old.accounts[at])), (new, Some(account))));
    let gone = matched.gone.iter().map(|at| change((old, Some(&old.accounts[*at])), (new, None)));
    now.chain(gone).collect()
}

type Side<'a> = (&'a Plan, Option<&'a AccountPlan>);

fn change(old: Side<'_>, new: Side<'_>) -> AccountChange {
    let record = |(plan, account): Side<'_>| -> Option<Account> { account.map(|a| plan.record(a).clone()) };
    let (before, now) = (record(old), record(new));
    let presence = match (&before, &now) {
        (Some(_), Some(_)) => Presence::Kept,
        (None, _) => Presence::New,
        _ => Presence::Gone,
    };
    let pair =
        |of: fn(&AccountPlan) -> Option<f64>| Change { old: old.1.and_then(of), new: new.1.and_then(of) };
    let (expected_value, sales_potential) = (pair(|a| a.expected_value), pair(|a| a.sales_potential));
    let name_before = match (&before, &now) {
        (Some(before), Some(now)) if before.name != now.name => Some(before.name.clone()),
        _ => None,
    };
    let alliance_level = Change {
        old: before.as_ref().and_then(|a| a.alliance_level),
        new: now.as_ref().and_then(|a| a.alliance_level),
    };
    let number = |a: &Option<Account>| a.as_ref().and_then(|a| a.id.clone());
    let id = number(&now).or_else(|| number(&before));
    AccountChange {
        id,
        name: now.or(before).map_or(String::new(), |a| a.name),
        name_before,
        presence,
        rank: Change { old: old.1.and_then(|a| a.rank), new: new.1.and_then(|a| a.rank) },
        expected_value,
        sales_potential,
        probability: pair(|a| a.probability),
        causes: Causes::of(presence, expected_value, sales_potential),
        segment: Change { old: old.1.map(|a| a.segment), new: new.1.map(|a| a.segment) },
        commitment_index: pair(|a| a.commitment_index),
        alliance_level,
        decision: Change { old: old.1.map(|a| a.decision), new: new.1.map(|a| a.decision) },
        visits: resource(old, new, "visits"),
        budget: resource(old, new, "budget"),
    }
}

fn resource(old: Side<'_>, new: Side<'_>, name: &str) -> ResourceChange {
    let used = |(plan, account): Side<'_>| {
        let at = plan.resources.iter().position(|r| r.name == name)?;
        account?.resources.get(at).copied()
    };
    let (old, new) = (used(old), used(new));
    ResourceChange {
        current: Change { old: old.and_then(|u| u.current), new: new.and_then(|u| u.current) },
        recommended: Change { old: old.and_then(|u| u.recommended), new: new.and_then(|u| u.recommended) },
    }
}

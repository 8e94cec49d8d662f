//! Every account's figures, old and new.

use super::super::{AccountPlan, Plan};
use super::matching::Matched;
use super::{AccountChange, Causes, Change, Presence, ResourceChange};
use crate::model::Account;

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

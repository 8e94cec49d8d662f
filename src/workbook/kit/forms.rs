//! The forms that people fill in: which accounts have their empty rows.

use crate::method::AccountPlan;
use crate::workbook::kit::facts::Facts;
use std::collections::BTreeSet;

/// The accounts whose forms stand ready: those with a page of their own.
pub fn accounts<'d>(facts: &'d Facts<'d>) -> impl Iterator<Item = &'d AccountPlan> {
    facts.pages.iter().filter_map(|(at, _)| facts.plan.accounts.get(*at))
}

/// An empty row for every account and kind of entry that nobody has entered yet, as many as a sheet has room for beside
/// its `taken` rows.
pub fn unfilled<'d, K: Copy + Ord>(
    facts: &'d Facts<'d>,
    kinds: &'d [K],
    entered: impl Iterator<Item = (usize, Option<K>)>,
    taken: usize,
) -> Vec<(&'d AccountPlan, K)> {
    let entered: BTreeSet<(usize, Option<K>)> = entered.collect();
    let of = |account: &'d AccountPlan| {
        let lacking = kinds.iter().filter(|kind| !entered.contains(&(account.account, Some(**kind))));
        lacking.map(|kind| (account, *kind)).collect::<Vec<_>>()
    };
    accounts(facts).flat_map(of).take(facts.rows_per_sheet().saturating_sub(taken)).collect()
}

//! The forms that people fill in: which accounts have their empty rows, and how many.

use crate::method::AccountPlan;
use crate::workbook::kit::blank_persons;
use crate::workbook::kit::facts::Facts;
use std::collections::{BTreeMap, BTreeSet};

/// Empty rows of a form without kinds, an account.
const ROWS: usize = blank_persons::ROWS;

/// Empty rows that print where a form has no others.
const PRINTED: usize = 24;

/// The accounts whose forms stand ready: those of highest rank.
pub fn accounts<'d>(facts: &'d Facts<'d>) -> impl Iterator<Item = &'d AccountPlan> {
    facts.formed.iter().filter_map(|at| facts.plan.accounts.get(*at))
}

/// An empty row for every account and kind of entry that nobody has entered yet, as many as a sheet has room for beside
/// its `taken` rows.
pub fn unfilled<'d, K: Copy + Ord>(
    facts: &'d Facts<'d>,
    kinds: &[K],
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

/// An account for every empty row of a form without kinds: what its records lack to three.
pub fn lacking<'d>(
    facts: &'d Facts<'d>,
    entered: impl Iterator<Item = usize>,
    taken: usize,
) -> Vec<&'d AccountPlan> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    entered.for_each(|account| *counts.entry(account).or_default() += 1);
    let left = |a: &AccountPlan| ROWS.saturating_sub(counts.get(&a.account).copied().unwrap_or(0));
    let rows = accounts(facts).flat_map(|a| std::iter::repeat_n(a, left(a)));
    rows.take(facts.rows_per_sheet().saturating_sub(taken)).collect()
}

/// The last row that prints of a table with so many records, the empty rows behind them: these alone only where there
/// are no others, since the accounts' pages print them too.
pub fn printed(first: u32, last: u32, records: usize) -> u32 {
    let rows = if records == 0 { PRINTED } else { records };
    last.min(first + u32::try_from(rows).unwrap_or(u32::MAX).saturating_sub(1))
}

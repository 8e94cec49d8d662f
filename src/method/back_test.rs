//! Back-test (METHOD §2): what the greatest buyers of the previous window brought in this one, beside chance and
//! beside the best choice there was, so that nobody trusts a ranking that history does not bear out.

use super::account_history::AccountHistory;
use super::history::History;
use super::potential::quota;
use crate::config::{Parameter, Settings};
use crate::model::Portfolio;
use crate::model::rounding::comparable_money;

/// The back-test of a list with two windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BackTest {
    /// Accounts that bought in either window.
    pub accounts: u32,
    /// How many of them are followed.
    pub top: u32,
    /// Share of this window's sum that the greatest of the previous one brought.
    pub share: f64,
    /// What as many accounts taken blindly would have brought.
    pub chance: f64,
    /// What the greatest of this window brought.
    pub perfect: f64,
}

/// None where the previous window is not full, or nobody bought in this one.
pub fn back_test(portfolio: &Portfolio, history: &History, settings: &Settings) -> Option<BackTest> {
    if !history.previous_full() {
        return None;
    }
    let bought = |value: Option<f64>| value.map_or(0.0, comparable_money).max(0.0);
    let now = |a: &AccountHistory| a.this.filter(|_| bought(a.this) > 0.0).unwrap_or(0.0);
    let mut all: Vec<usize> = (0..history.accounts.len())
        .filter(|at| bought(history.accounts[*at].this) > 0.0 || bought(history.accounts[*at].previous) > 0.0)
        .collect();
    let identity = |at: usize| {
        let record = &portfolio.accounts[at];
        (record.id.is_none(), record.id.clone(), record.name.clone())
    };
    let sorted = |all: &mut Vec<usize>, value: &dyn Fn(&AccountHistory) -> f64| {
        all.sort_by(|a, b| {
            let (left, right) = (value(&history.accounts[*a]), value(&history.accounts[*b]));
            right.total_cmp(&left).then_with(|| identity(*a).cmp(&identity(*b)))
        });
    };
    let n = quota(settings.get(Parameter::BackTestShare), all.len()) as usize;
    let brought = |all: &[usize]| all.iter().map(|at| now(&history.accounts[*at])).sum::<f64>();
    sorted(&mut all, &|a| bought(a.this));
    let (total, best) = (brought(&all), brought(&all[..n.min(all.len())]));
    sorted(&mut all, &|a| bought(a.previous));
    let share = brought(&all[..n.min(all.len())]);
    (total > 0.0).then(|| BackTest {
        accounts: u32::try_from(all.len()).unwrap_or(u32::MAX),
        top: u32::try_from(n).unwrap_or(u32::MAX),
        share: share / total,
        chance: n as f64 / all.len() as f64,
        perfect: best / total,
    })
}

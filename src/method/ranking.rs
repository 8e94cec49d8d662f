//! Accounts valued and ranked (METHOD §2): what every later rule looks at, in METHOD's Order.

use super::expected_value::ExpectedValue;
use super::relative_value::{OrderKey, compare, shares};
use super::revenue::Revenue;
use crate::model::Portfolio;
use rayon::prelude::*;

/// What is known of an account before it is compared with the others.
#[derive(Debug, Clone)]
pub struct Valued {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Revenue and gross profit.
    pub revenue: Revenue,
    /// On-site visits a year now.
    pub visits: Option<f64>,
    /// Potential, probability, EV.
    pub value: ExpectedValue,
}

/// Where an account stands among the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Place in the stable order, 1…N; breaks every tie.
    pub order: u32,
    /// 1 = highest EV; none without EV.
    pub rank: Option<u32>,
    /// RV = EV / ΣEV.
    pub relative_value: Option<f64>,
    /// RV × number of accounts; 1 = average.
    pub value_index: Option<f64>,
    /// Share of ΣEV down to this rank.
    pub cumulative_share: Option<f64>,
}

/// An account with its standing.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// What is known of it alone.
    pub own: Valued,
    /// Where it stands.
    pub standing: Standing,
}

/// Puts the accounts into METHOD's Order and says where each stands.
pub fn ranked(portfolio: &Portfolio, mut accounts: Vec<Valued>) -> Vec<Ranked> {
    accounts.par_sort_by(|a, b| compare(&key(portfolio, a), &key(portfolio, b)));
    let values: Vec<Option<f64>> = accounts.iter().map(|a| a.value.expected_value).collect();
    let n = accounts.len() as f64;
    let places = (1_u32..).zip(accounts).zip(shares(&values));
    places
        .map(|((order, own), share)| Ranked {
            standing: Standing {
                order,
                rank: own.value.expected_value.map(|_| order),
                relative_value: share.map(|s| s.0),
                value_index: share.map(|s| s.0 * n),
                cumulative_share: share.map(|s| s.1),
            },
            own,
        })
        .collect()
}

fn key<'a>(portfolio: &'a Portfolio, account: &Valued) -> OrderKey<'a> {
    let record = &portfolio.accounts[account.account];
    OrderKey {
        expected_value: account.value.expected_value,
        gross_profit: account.revenue.gross_profit,
        annual_revenue: account.revenue.annual_revenue,
        id: record.id.as_deref(),
        name: &record.name,
    }
}

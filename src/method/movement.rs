//! What two periods and a pipeline say by themselves (METHOD §11), whatever else a list lacks: customers that are new or
//! lapsed, open deals without a date or long past it, accounts without an open deal.

use super::moved::{Customers, OpenDeals};
use super::pipeline::{is_overdue, reading};
use super::{AccountPlan, Plan};
use crate::config::Config;
use crate::model::rounding::comparable_money;
use std::collections::BTreeSet;

/// Customers that came and went; none where no account has two periods.
pub fn customers(accounts: &[AccountPlan]) -> Option<Customers> {
    let mut found = Customers::default();
    let mut known = false;
    for account in accounts {
        let Some((before, now)) = account.previous_revenue.zip(account.annual_revenue) else { continue };
        known = true;
        match (comparable_money(before) > 0.0, comparable_money(now) > 0.0) {
            (false, true) => found.new.add(now),
            (true, false) => found.lapsed.add(before),
            _ => {}
        }
    }
    known.then_some(found)
}

/// The open deals; none where the list has no deal.
pub fn open_deals(plan: &Plan, config: &Config) -> Option<OpenDeals> {
    let deals = &plan.portfolio.opportunities;
    if deals.is_empty() {
        return None;
    }
    let mut found = OpenDeals::default();
    let mut with: BTreeSet<usize> = BTreeSet::new();
    for deal in deals {
        let Some(probability) = reading(deal, &plan.chances, &config.rules).probability else { continue };
        with.insert(deal.account);
        let amount = deal.amount.unwrap_or(0.0);
        found.open.add(amount);
        found.without_amount += u32::from(deal.amount.is_none());
        if deal.close_date.is_none() {
            found.undated.add(amount * probability);
        } else if is_overdue(deal, plan.today, &config.settings) {
            found.overdue.add(amount * probability);
        }
    }
    for account in plan.accounts.iter().filter(|a| !with.contains(&a.account)) {
        found.accounts_without.add(account.annual_revenue.unwrap_or(0.0));
    }
    Some(found)
}

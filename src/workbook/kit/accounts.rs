//! Rows that belong to accounts: the columns that say to which, and that tie formulas to it.

use crate::method::{AccountPlan, Plan};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::styles::{Form, Look};

/// Up to so many accounts every account has its row; above, only those with data.
pub const ALL_ACCOUNTS: usize = 5_000;

/// Order of the account that a row names, by id, else by name: for rows that a user adds.
pub const ORDER_OF_ROW: &str = "IF({account_id}=\"\",\
    IFERROR(INDEX({RelativeValue.order[]},MATCH({account},{RelativeValue.account[]},0)),\"\"),\
    IFERROR(INDEX({RelativeValue.order[]},MATCH({account_id},{RelativeValue.account_id[]},0)),\
    IFERROR(INDEX({RelativeValue.order[]},MATCH({account},{RelativeValue.account[]},0)),\"\")))";

/// The computed account of every account record.
pub fn by_record(plan: &Plan) -> Vec<Option<&AccountPlan>> {
    let mut found = vec![None; plan.portfolio.accounts.len()];
    for account in &plan.accounts {
        if let Some(slot) = found.get_mut(account.account) {
            *slot = Some(account);
        }
    }
    found
}

/// Rows of the portfolio with their accounts, in METHOD's Order, then as `sorted` says.
pub fn with_accounts<'a, T, K: Ord>(
    plan: &'a Plan,
    rows: &'a [T],
    account: impl Fn(&T) -> usize,
    sorted: impl Fn(&T) -> K,
) -> Vec<(&'a AccountPlan, &'a T)> {
    let accounts = by_record(plan);
    let of = |row: &'a T| Some((accounts.get(account(row)).copied().flatten()?, row));
    let mut found: Vec<(&AccountPlan, &T)> = rows.iter().filter_map(of).collect();
    found.sort_by_cached_key(|(account, row)| (account.order, sorted(row)));
    found
}

impl<'d, R: 'd> Describe<'d, R> {
    /// The columns that say which account a row belongs to: number and name, as the import reads them.
    pub fn account(&self, account: fn(&R) -> &'d AccountPlan) -> [Described<'d, R>; 2] {
        let plan = self.plan();
        let id = move |row: &R| plan.record(account(row)).id.as_deref().unwrap_or_default();
        let name = move |row: &R| plan.record(account(row)).name.as_str();
        [self.plain("account_id", Form::Text).text(id), self.plain("account", Form::Text).text(name)]
    }

    /// The column that ties a row to its account in formulas.
    pub fn order(&self, look: Look, account: fn(&R) -> &'d AccountPlan) -> Described<'d, R> {
        let order = move |row: &R| Cell::count(account(row).order);
        self.own("order", Form::Count, look).added(ORDER_OF_ROW).cell(order)
    }
}

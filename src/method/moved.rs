//! Customers that came and went, and the open deals, in numbers.

/// A number of accounts or deals, and their money.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Count {
    /// How many.
    pub count: u32,
    /// Money.
    pub money: f64,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, money: f64) {
        self.count += 1;
        self.money += money;
    }
}

/// Customers that came and went between two periods.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Customers {
    /// Bought now and not before: revenue of now.
    pub new: Count,
    /// Bought before and not now: revenue of before.
    pub lapsed: Count,
}

/// The open deals of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OpenDeals {
    /// All of them: Σ amount.
    pub open: Count,
    /// Their close date is long past: Σ amount × P.
    pub overdue: Count,
    /// Without a close date: Σ amount × P.
    pub undated: Count,
    /// Without an amount: they count for nothing.
    pub without_amount: u32,
    /// Accounts without an open deal: their annual revenue.
    pub accounts_without: Count,
}

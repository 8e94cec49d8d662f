//! What the rows of the lists say of one account's past.

use chrono::NaiveDate;

/// What an account bought, as money a year, and how its deals ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountHistory {
    /// Sum of this window; none where the list has no orders that could say.
    pub this: Option<f64>,
    /// Sum of the previous window, where that is full.
    pub previous: Option<f64>,
    /// Gross profit of this window.
    pub profit: Option<f64>,
    /// The profit is scaled up from the lines that have one, or follows from cost or margin.
    pub profit_derived: bool,
    /// The sums are those of won deals.
    pub won_deals: bool,
    /// Lines of this window.
    pub orders: u32,
    /// Its newest order dated today or before.
    pub last_order: Option<NaiveDate>,
    /// Closed deals of new business that were won.
    pub won: u32,
    /// Closed deals of new business that were lost.
    pub lost: u32,
    /// Its newest order, close of a deal or visit dated today or before.
    pub newest: Option<NaiveDate>,
}

//! The order line, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

/// An order line 订单明细 (METHOD §1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderLine {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Order date.
    pub date: Option<NaiveDate>,
    /// Amount, money; a return is negative.
    pub amount: f64,
    /// Profit, money.
    pub profit: Option<f64>,
    /// Our cost, money.
    pub cost: Option<f64>,
    /// Margin, fraction of the amount.
    pub margin: Option<f64>,
    /// What was sold.
    pub product: Option<Box<str>>,
    /// Where it was read.
    pub source: SourceRow,
}

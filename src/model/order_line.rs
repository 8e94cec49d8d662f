//! The order line, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

/// An order line 订单明细 (METHOD §1).
#[derive(Debug, Clone, PartialEq)]
pub struct OrderLine {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Order date.
    pub date: Option<NaiveDate>,
    /// Amount, money; a return is negative.
    pub amount: f64,
    /// Profit, money.
    pub profit: Option<f64>,
    /// Where it was read.
    pub source: SourceRow,
}

//! Where the money of a column went.

use super::Field;
use super::rounding::comparable_money;

codes! {
    /// Why money of a list is not planned with.
    LeftOut {
        /// It stands in a total of other rows.
        Total = "total",
        /// It stands in an example, a heading or a remark.
        NoRecord = "no_record",
        /// It stands for several customers in one row.
        Remainder = "remainder",
        /// Its row was rejected.
        Rejected = "rejected",
        /// Its account is not in the list.
        NoAccount = "no_account",
        /// Its row says again what another says.
        Duplicate = "duplicate",
        /// Another sheet states another amount for the account.
        Conflict = "conflict",
        /// It is of an earlier period.
        EarlierPeriod = "earlier_period",
        /// Its column is not used.
        NotUsed = "not_used",
        /// It is in several currencies, which cannot be added up.
        Currencies = "currencies",
    }
}

/// Where the money of one column went: in the list = planned + left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MoneyReading {
    /// 0-based column; the first where several are added up.
    pub column: u32,
    /// Its header.
    pub header: String,
    /// Field that it was read as; none: it is not used.
    pub field: Option<Field>,
    /// Sum of the column, in base units.
    pub in_list: f64,
    /// Of it, what is planned with.
    pub planned: f64,
    /// Of it, what is left out, and why.
    pub left_out: Vec<(LeftOut, f64)>,
}

impl MoneyReading {
    /// Leaves out a part of what was planned with.
    pub fn leave_out(&mut self, why: LeftOut, amount: f64) {
        self.planned = comparable_money(self.planned - amount);
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, sum)) => *sum = comparable_money(*sum + amount),
            None => self.left_out.push((why, comparable_money(amount))),
        }
    }

    /// All that is left out.
    pub fn left(&self) -> f64 {
        self.left_out.iter().map(|(_, amount)| amount).sum()
    }
}

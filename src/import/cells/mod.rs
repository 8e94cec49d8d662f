//! Cell parsers: pure functions from a cell to a value, or to why there is none.

mod date;
mod money;
mod number;
mod probability;
mod text;

pub use date::{DateOrder, date, day_first_or_month_first, month_by_name};
pub use money::{LARGEST, amount, money};
pub use number::{Decimal, Shape, number, shape, too_long};
pub use probability::probability;
pub use text::{shown, text};

/// Why a cell that is not blank gives no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It cannot be read as what the column holds.
    Unreadable,
    /// An error value of the spreadsheet.
    ErrorCell,
    /// It can be read two ways.
    Ambiguous,
}

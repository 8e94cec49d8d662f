//! Where the figures of an account come from: entered, derived or assumed.

use super::chances::Origin;
use crate::model::Field;

/// Where an account's potential comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PotentialSource {
    /// The account's own repeat sales or new business.
    Entered,
    /// Open opportunities with an amount.
    Opportunities,
    /// Annual revenue, assumed to repeat.
    AssumedFromRevenue,
    /// Nothing is known.
    Nothing,
    /// A figure cannot be read, and nothing replaces it.
    Unreadable,
}

/// Where an account's revenue comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevenueSource {
    /// The list's own column.
    Entered,
    /// Order lines of the period.
    Orders,
    /// Won opportunities of the period.
    WonOpportunities,
    /// Nothing is known.
    Nothing,
}

/// A value that the list does not state and the method assumed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumption {
    /// Which field: `repeat_sales`, `probability`, `probability_repeat`, `probability_new`.
    pub field: Field,
    /// Value taken.
    pub value: f64,
}

/// EV by where it comes from, money; part by part: a deal, or the repeat or the new part.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Split {
    /// Amount and P are entered.
    pub entered: f64,
    /// Neither is assumed, one is derived.
    pub derived: f64,
    /// The amount or the P is assumed.
    pub assumed: f64,
    /// Of all: in open deals whose close date is long past.
    pub overdue: f64,
}

impl Split {
    /// Adds a part.
    pub fn add(&mut self, origin: Origin, value: f64) {
        match origin {
            Origin::Entered => self.entered += value,
            Origin::Derived => self.derived += value,
            Origin::Assumed => self.assumed += value,
        }
    }
}

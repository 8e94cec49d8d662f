//! The method: a portfolio in, a plan out. One file a rule of the method; pure, no reading or writing.

pub mod concentration;
pub mod diagnosis;
mod plan;

pub use plan::{AccountPlan, Assumption, PersonPlan, Plan, PotentialSource, RevenueSource, Totals};

use crate::config::Config;
use crate::model::Portfolio;
use chrono::NaiveDate;

/// Computes the plan of a portfolio.
pub fn plan(_portfolio: Portfolio, _config: &Config, _today: NaiveDate) -> Plan {
    unimplemented!()
}

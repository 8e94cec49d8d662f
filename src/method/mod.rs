//! The method: a portfolio in, a plan out. One file a rule of the method; pure, no reading or writing.

mod assemble;
pub mod commitment;
pub mod concentration;
pub mod diagnosis;
pub mod expected_value;
pub mod gaps;
pub mod pipeline;
mod plan;
pub mod potential;
pub mod relative_value;
pub mod revenue;
pub mod visits;

pub use assemble::plan;
pub use plan::{AccountPlan, Assumption, PersonPlan, Plan, PotentialSource, RevenueSource, Totals};

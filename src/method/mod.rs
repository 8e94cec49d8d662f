//! The method: a portfolio in, a plan out. One file a rule of the method; pure, no reading or writing.

mod account_advice;
pub mod alliance;
pub mod allocation;
mod assemble;
pub mod commitment;
pub mod comparison;
pub mod concentration;
pub mod contact;
pub mod decision;
pub mod development_plan;
pub mod diagnosis;
pub mod expected_value;
pub mod findings;
pub mod flags;
pub mod gaps;
pub mod goals;
mod part;
pub mod people;
pub mod pipeline;
mod plan;
pub mod potential;
pub mod proposals;
pub mod ranking;
pub mod relative_value;
pub mod resources;
pub mod revenue;
pub mod routes;
pub mod value;
pub mod visit_split;
pub mod visits;

pub use account_advice::is_entered;
pub use assemble::plan;
pub use part::part;
pub use plan::{AccountPlan, Assumption, PersonPlan, Plan, PotentialSource, RevenueSource, Totals};

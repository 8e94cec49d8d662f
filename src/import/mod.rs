//! Lists in, a portfolio out. Files become raw sheets (`raw`), raw sheets are understood
//! (kind, header row, columns), understood rows become records, records are joined.

mod plan_file;
pub mod raw;
pub mod raw_sheet;
mod text_pool;

pub use plan_file::{PlanFile, plan_file};

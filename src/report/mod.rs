//! The plan for the terminal and for other programs: each report is made from the same plan.

pub mod batch;
pub mod comparison;
pub mod comparison_json;
pub mod csv;
mod csv_columns;
pub mod explain;
pub mod json;
mod json_lists;
mod json_records;
pub mod money_lines;
pub mod number;
pub mod screen;
pub mod terminal;

/// The JSON Schema of every JSON of ours.
pub const JSON_SCHEMA: &str = include_str!("schema.json");

/// What every JSON of ours begins with: of a plan or a reading, of a comparison, of a batch.
pub const JSON_BEGINNINGS: [&str; 3] =
    ["{ \"version\": 1, \"today\": \"", "{\"ambiguous\":[", "{\"batch\":[{\"accounts\":"];

//! The sheets of the planning workbook: one file or folder a sheet.

pub mod about;
pub mod added;
pub mod alliance;
pub mod collection;
pub mod contact_plan;
pub mod customer_value;
pub mod data_issues;
pub mod development_plan;
pub mod goals;
pub mod influence_map;
pub mod key_persons;
pub mod opportunities;
pub mod overview;
pub mod rejected;
pub mod relative_value;
pub mod resources;
pub mod segments;
pub mod settings;
pub mod whitespace;

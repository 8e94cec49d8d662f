//! keyplan turns the customer list you already have into a key-account planning workbook.
//!
//! One direction: `import` reads lists into a [`model::Portfolio`], `method` computes a
//! [`method::Plan`] from it, `workbook` and `report` write the plan. `cli` joins them.
//!
//! Money is in the currency's base unit, shares are fractions, values stay unrounded: only
//! [`model::rounding`] and the renderers round. A missing value is `None`, never 0.

#[macro_use]
pub mod model;
pub mod cli;
pub mod config;
pub mod import;
pub mod layout;
pub mod method;
pub mod report;
pub mod sample;
pub mod workbook;

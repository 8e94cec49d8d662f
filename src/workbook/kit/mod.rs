//! What all sheets share: cells, tables, formats, print set-up, charts. It knows no sheet.

pub mod cell;
pub mod charts;
pub mod context;
pub mod finish;
pub mod grid;
pub mod lookup;
pub mod page;
pub mod page_styles;
pub mod schema;
pub mod side_tables;
pub mod styles;
pub mod table;
pub mod theme;
pub mod width;

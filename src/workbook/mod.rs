//! The plan as a workbook.

mod list;

pub use list::write_list;

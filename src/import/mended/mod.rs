//! Rejected rows that a person mended, fed back together with their list.
//!
//! `check --rejected FILE` writes one sheet for each sheet with rejected rows (`workbook::write_rejected`):
//! row 1 has the sheet's own headers, a column without header is called by its letters in brackets, such
//! as `(D)`; then come Reason, What to do, Source file (the name, never the path), Source sheet, Source row,
//! and Row code, a checksum of the row as it stood. A sheet is known as such by these last four headers, in
//! either language, so it may be sorted, cut, saved by another program or as .csv.
//!
//! A mended row stands in for its original: a cell that was changed takes the original's place, one that
//! was not leaves it as the list has it, number formats included. So it is read at its old place, with
//! the kind, units and scales of its sheet, and means what it would have meant in the list. It is counted
//! on its own sheet, where issues and records name it; the original counts as merged. Of two mended rows for
//! one original the later file's wins. A row whose original is not among the inputs, or has changed since
//! (the code differs), is rejected.

mod fate;
mod join;
mod read;
mod row;

pub use fate::{Mends, Spot};
pub use join::join;
pub use read::read;

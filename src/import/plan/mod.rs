//! A planning workbook of ours read back (METHOD §10): what people entered is kept, what was computed,
//! assumed or proposed is left out, so that it is made anew. Tables and columns are known by the keys that the plan
//! carries, else by their headers in any known labels, wherever they stand: a plan may have been sorted, filtered, or
//! saved by another program. What is not found is an error, never a loss.
//!
//! Several tables hold the entries of one account (ranking, segments, resources, alliance): they are joined
//! by its number and name to one row, and likewise the contact plan to its key person. What comes out are sheets that the
//! rest of the import reads as it reads a list, without guessing.

mod added;
mod assumed;
mod book;
mod by_headers;
mod by_keys;
mod consolidate;
mod find;
mod forms;
mod found;
mod joined;
mod names;
pub mod plan_file;
mod settings;
mod unkept;
mod unread;

pub use book::{Elsewhere, Known};
pub use consolidate::consolidate;
pub use joined::Outcome;
pub use names::Names;
pub use unkept::unkept;
pub use unread::Unread;

//! A planning workbook of ours read back (METHOD §10): what people entered is kept, what was computed,
//! assumed or proposed is left out, so that it is made anew. Tables are known by their headers, in either
//! language, wherever they stand: a plan may have been sorted, filtered, or saved by another program.
//!
//! Several tables hold the entries of one account (ranking, segments, resources, alliance): they are joined
//! by Order to one row, and likewise the contact plan to its key person. What comes out are sheets that the
//! rest of the import reads as it reads a list, without guessing.

mod assumed;
mod consolidate;
mod find;
mod settings;
mod spec;

pub use consolidate::{Known, consolidate};

//! Lists in, a portfolio out. Files become raw sheets (`raw`), raw sheets are understood
//! (kind, header row, columns), understood rows become records, records are joined.

pub mod cells;
mod headers;
mod hints;
mod inputs;
mod lists;
pub mod mapping;
mod mended;
mod parts;
mod plan;
mod portfolio;
mod previous;
pub mod raw;
mod read;
mod understand;

pub use cells::amount;
pub use inputs::{Input, inputs};
pub use lists::read_lists;
pub use mended::Mends;
pub use plan::plan_file::{PlanFile, holds_entries, is_plan, plan_day, plan_file, plan_property};
pub use portfolio::understand;
pub use previous::Prefer;
pub use raw::progress::Progress;
pub use understand::source_file::SourceFile;

use crate::model::{Field, Language};
use std::path::PathBuf;
use std::sync::Arc;

/// How the user wants lists read.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Only these sheets, hidden ones included; empty: all that are not hidden.
    pub sheets: Vec<String>,
    /// 1-based row of the header.
    pub header_row: Option<u32>,
    /// Columns given by hand: a header or a column letter.
    pub map: Vec<(Field, String)>,
    /// Units given by hand.
    pub units: Vec<(Field, f64)>,
    /// A saved mapping.
    pub mapping: mapping::SavedMapping,
    /// Plans whose entries are taken over.
    pub previous: Vec<PathBuf>,
    /// Whose value counts where list and plan differ.
    pub prefer: Prefer,
    /// Language of messages that stop everything; none: both.
    pub language: Option<Language>,
    /// Counts what has been read.
    pub progress: Arc<Progress>,
    /// The program that reads `.xls` and `.ods` in a child process: keyplan itself.
    pub program: Option<PathBuf>,
}

//! Lists in, a portfolio out. Files become raw sheets (`raw`), raw sheets are understood
//! (kind, header row, columns), understood rows become records, records are joined.

mod accounts;
mod blocks;
mod builder;
pub mod cells;
mod children;
mod column_notes;
mod columns;
mod examples;
mod figures;
mod finish;
mod footers;
mod forms;
mod guesses;
mod header;
mod header_path;
mod header_rows;
mod hints;
mod inputs;
mod join;
mod judged;
mod kind;
mod known;
mod ledger;
mod lines;
mod lists;
mod mapped;
pub mod mapping;
mod mended;
mod merge;
mod names_of;
mod parse;
mod parties;
mod parts;
mod plan_file;
mod plan_reader;
mod plan_records;
mod previous;
mod profile;
mod progress;
pub mod raw;
pub mod raw_sheet;
mod readable;
mod records;
mod row_kind;
mod row_limits;
mod row_reader;
mod row_record;
mod rows;
mod saved_checks;
mod scale;
mod seen;
mod series;
mod settle;
mod sheet_plan;
mod similar;
mod source_file;
mod survey;
mod survey_columns;
mod surveyed;
mod tables;
mod text_pool;
mod totals;
mod understand;
mod unread_columns;

pub use cells::amount;
pub use inputs::{Input, inputs};
pub use lists::read_lists;
pub use mended::Mends;
pub use plan_file::{PlanFile, holds_entries, is_plan, plan_day, plan_file, plan_property};
pub use previous::Prefer;
pub use progress::Progress;
pub use source_file::SourceFile;
pub use understand::understand;

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

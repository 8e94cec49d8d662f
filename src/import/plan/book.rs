//! A plan as sheets of entries: what the rest of the import reads.

use super::found::Found;
use super::joined::Outcome;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{AddedSheet, Field, OwnColumn, RecordKind};
use std::collections::BTreeMap;

/// A sheet of entries, and what its columns hold.
pub struct Known {
    /// What its rows are.
    pub kind: RecordKind,
    /// 1-based row of the header in the plan.
    pub header_row: u32,
    /// Columns that hold a field, with their headers.
    pub columns: Vec<(u32, Field, String)>,
    /// The user's own columns.
    pub extras: Vec<(u32, String)>,
    /// Columns behind them for entries of other tables, and where these stand.
    pub joined: Elsewhere,
    /// What became of its rows, where they hold entries of another table's records.
    pub outcome: Option<Outcome>,
}

/// Entries that stand in other tables than their record.
#[derive(Default)]
pub struct Elsewhere {
    /// Field and header of each column behind the table's own.
    pub columns: Vec<(u32, Field, String)>,
    /// Table, row and column of each entry, by row and column here.
    pub places: BTreeMap<(u32, u32), (usize, u32, u32)>,
}

/// A plan, consolidated.
pub struct PlanBook {
    /// Sheets of entries, without their headers; rows keep their numbers.
    pub sheets: Vec<RawSheet>,
    /// What they hold.
    pub known: Vec<Known>,
    /// Sheets that somebody added.
    pub added: Vec<AddedSheet>,
    /// Columns that people added to tables; the sheets of their cells' rows are counted within the plan.
    pub own: Vec<OwnColumn>,
    /// Rejected rows that stand in the plan and are not read.
    pub rejected_rows: u64,
    /// Parameters of its Settings.
    pub settings: Vec<(String, f64)>,
    /// Its tables as they were found.
    pub found: Vec<Found>,
}

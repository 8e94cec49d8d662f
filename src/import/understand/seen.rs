//! A table of a sheet that is surveyed, and what is seen of it once its header is found.

use super::neighbours::Neighbours;
use super::profile::Profile;
use super::surveyed::{Surveyed, ignored};
use crate::config::Config;
use crate::import::ImportOptions;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::mapping::SavedTable;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{CellPlace, Issue, IssueCode, Note, RecordKind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A table of a sheet.
pub struct Table<'a> {
    /// The sheet.
    pub raw: &'a RawSheet,
    /// Its rows among the non-blank ones.
    pub region: Range<usize>,
    /// Index into `Portfolio::inputs`.
    pub input: u32,
    /// Index into `Portfolio::sheets`.
    pub sheet: u32,
    /// How it was saved to be read.
    pub saved: Option<&'a SavedTable>,
    /// How the user wants it read.
    pub options: &'a ImportOptions,
    /// What other sheets say of their accounts.
    pub near: Option<Arc<Neighbours>>,
    /// The configuration.
    pub config: &'a Config,
}

impl<'a> Table<'a> {
    /// Where it is told of.
    pub fn place(&self) -> CellPlace {
        CellPlace { input: Some(self.input), sheet: Some(self.sheet), ..CellPlace::default() }
    }

    /// The kind that it was saved as.
    pub fn given(&self) -> Option<RecordKind> {
        self.saved.and_then(|saved| saved.kind)
    }

    /// An issue about the whole of it.
    pub fn issue(&self, code: IssueCode) -> Issue {
        Issue::new(code, self.place()).with("sheet", &self.raw.name)
    }

    /// That it is not read, and why.
    pub fn ignored(&self, reason: Note, issues: Vec<Issue>) -> Surveyed<'a> {
        ignored(self.raw, &self.region, self.input, reason, issues)
    }
}

/// A table whose header is found.
pub struct Seen<'t, 'a> {
    /// The table.
    pub table: &'t Table<'a>,
    /// Its header.
    pub rows: HeaderRows,
    /// What its columns hold, by column.
    pub profiles: BTreeMap<u32, Profile>,
}

impl<'a> Seen<'_, 'a> {
    /// The rows below the header.
    pub fn data(&self) -> Range<usize> {
        self.rows.first_data..self.table.region.end
    }

    /// The configuration.
    pub fn config(&self) -> &'a Config {
        self.table.config
    }

    /// The place of a header.
    pub fn header_place(&self, column: Option<u32>) -> CellPlace {
        CellPlace { row: Some(self.rows.row), column, ..self.table.place() }
    }

    /// Index of the header at a column.
    pub fn header_at(&self, column: Option<u32>) -> Option<usize> {
        self.rows.headers.iter().position(|h| Some(h.column) == column)
    }
}

//! What reading a file may cost, and what comes of it: a book of raw sheets with findings, or a refusal.

use super::cause::cause;
use super::progress::Progress;
use super::raw_sheet::RawSheet;
use crate::config::{Limit, Limits};
use crate::model::IssueCode;
use std::path::PathBuf;
use std::sync::Arc;

/// What reading one file may cost.
#[derive(Debug, Clone)]
pub struct ReadLimits {
    /// Non-blank cells of a file.
    pub max_cells: u64,
    /// Bytes of a file once unpacked.
    pub max_unpacked_bytes: u64,
    /// Sheets of a file.
    pub max_sheets: u64,
    /// What the cells of a file may take in memory; and all that the child process takes that reads
    /// `.xls` and `.ods`.
    pub memory_bytes: u64,
    /// Time, in seconds.
    pub seconds: u64,
    /// The program that hands [`CHILD_COMMAND`](super::CHILD_COMMAND) to [`legacy_child`](super::legacy_child), that is, keyplan itself.
    /// `None` reads `.xls` and `.ods` in this process, unprotected from files made to do harm.
    pub legacy_program: Option<PathBuf>,
    /// Counts what has been read.
    pub progress: Option<Arc<Progress>>,
}

impl ReadLimits {
    /// The limits that settings state.
    pub fn of(limits: &Limits) -> Self {
        let bytes = |mb: u64| mb.saturating_mul(1 << 20);
        ReadLimits {
            max_cells: limits.get(Limit::Cells),
            max_unpacked_bytes: bytes(limits.get(Limit::Unpacked)),
            max_sheets: limits.get(Limit::Sheets),
            memory_bytes: bytes(limits.get(Limit::Memory)),
            seconds: limits.get(Limit::Seconds),
            legacy_program: None,
            progress: None,
        }
    }
}

impl Default for ReadLimits {
    fn default() -> Self {
        ReadLimits {
            max_cells: 40_000_000,
            max_unpacked_bytes: 4 << 30,
            max_sheets: 1000,
            memory_bytes: 1 << 30,
            seconds: 300,
            legacy_program: None,
            progress: None,
        }
    }
}

/// A file as read.
#[derive(Debug, Clone, Default)]
pub struct RawBook {
    /// Worksheets in the order of the file; those of other types and unreadable ones are left out.
    pub sheets: Vec<RawSheet>,
    /// What is wrong with the file without making it useless.
    pub findings: Vec<Finding>,
}

/// Something wrong with a file or a sheet of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: IssueCode,
    /// Name of the sheet, if it is about one.
    pub sheet: Option<String>,
    /// Values for the `{name}` places of the message.
    pub args: Vec<(&'static str, String)>,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it is.
    pub code: IssueCode,
    /// Values for the `{name}` places of the message.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    pub(super) fn new(code: IssueCode) -> Self {
        Refusal { code, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The file is damaged, or not readable by us; the detail is a library's own words, of which the cause is kept.
    pub(super) fn unreadable(detail: impl ToString) -> Self {
        Refusal::new(IssueCode::FileUnreadable).with("detail", cause(&detail.to_string()))
    }

    /// What was read takes more memory than it may.
    pub(super) fn needs_memory(limit: u64) -> Self {
        Refusal::new(IssueCode::FileNeedsMemory).with("limit", format!("{} MB", limit >> 20))
    }

    /// As a finding about one sheet, the others being fine.
    pub(super) fn of_sheet(self, sheet: &str) -> Finding {
        let named = self.with("sheet", sheet);
        Finding { code: IssueCode::SheetUnreadable, sheet: Some(sheet.to_owned()), args: named.args }
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Refusal::new(IssueCode::FileMissing),
            _ => Refusal::unreadable(error),
        }
    }
}

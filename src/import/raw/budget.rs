//! What reading one file has cost so far, shared by the threads that read its sheets.

use super::progress::Progress;
use super::{ReadLimits, Refusal, package};
use crate::model::IssueCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Counts cells, bytes and time against the limits.
#[derive(Debug)]
pub(super) struct Budget {
    max_cells: u64,
    max_sheets: u64,
    max_text_bytes: u64,
    memory_bytes: u64,
    seconds: u64,
    cells: AtomicU64,
    text_bytes: AtomicU64,
    held_bytes: AtomicU64,
    start: Instant,
    progress: Option<Arc<Progress>>,
}

impl Budget {
    pub fn new(limits: &ReadLimits) -> Self {
        Budget {
            max_cells: limits.max_cells,
            max_sheets: limits.max_sheets,
            max_text_bytes: limits.max_unpacked_bytes,
            memory_bytes: limits.memory_bytes,
            seconds: limits.seconds,
            cells: AtomicU64::new(0),
            text_bytes: AtomicU64::new(0),
            held_bytes: AtomicU64::new(0),
            start: Instant::now(),
            progress: limits.progress.clone(),
        }
    }

    /// Adds cells that were read, and looks at the clock.
    ///
    /// # Errors
    /// Too many cells, or too much time.
    pub fn spend(&self, cells: u64) -> Result<(), Refusal> {
        if let Some(progress) = &self.progress {
            progress.add_cells(cells);
        }
        let spent = self.cells.fetch_add(cells, Ordering::Relaxed).saturating_add(cells);
        if spent > self.max_cells {
            return Err(Refusal::new(IssueCode::FileTooLarge).with("limit", self.max_cells));
        }
        if self.start.elapsed() > Duration::from_secs(self.seconds) {
            return Err(self.too_slow());
        }
        Ok(())
    }

    /// Adds bytes of cells' texts: one shared text in a million cells is a million texts to look at.
    ///
    /// # Errors
    /// More than a file may unpack to.
    pub fn spend_text(&self, bytes: u64) -> Result<(), Refusal> {
        let spent = self.text_bytes.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        match spent > self.max_text_bytes {
            true => Err(package::too_large(spent, self.max_text_bytes)),
            false => Ok(()),
        }
    }

    /// Adds bytes of memory that what was read takes.
    ///
    /// # Errors
    /// More than it may.
    pub fn hold(&self, bytes: u64) -> Result<(), Refusal> {
        let held = self.held_bytes.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        match held > self.memory_bytes {
            true => Err(Refusal::needs_memory(self.memory_bytes)),
            false => Ok(()),
        }
    }

    /// Looks at the number of sheets before they are read.
    ///
    /// # Errors
    /// Too many.
    pub fn check_sheets(&self, sheets: usize) -> Result<(), Refusal> {
        package::check_sheets(sheets as u64, self.max_sheets)
    }

    pub fn too_slow(&self) -> Refusal {
        Refusal::new(IssueCode::FileTooSlow).with("limit", self.seconds)
    }

    /// Time that is left.
    pub fn time_left(&self) -> Duration {
        Duration::from_secs(self.seconds).saturating_sub(self.start.elapsed())
    }
}

//! What reading one file has cost so far, shared by the threads that read its sheets.

use super::{ReadLimits, Refusal};
use crate::import::progress::Progress;
use crate::model::IssueCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Counts cells and time against the limits.
#[derive(Debug)]
pub(super) struct Budget {
    max_cells: u64,
    seconds: u64,
    cells: AtomicU64,
    start: Instant,
    progress: Option<Arc<Progress>>,
}

impl Budget {
    pub fn new(limits: &ReadLimits) -> Self {
        Budget {
            max_cells: limits.max_cells,
            seconds: limits.seconds,
            cells: AtomicU64::new(0),
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

    pub fn too_slow(&self) -> Refusal {
        Refusal::new(IssueCode::FileTooSlow).with("limit", self.seconds)
    }

    /// Time that is left.
    pub fn time_left(&self) -> Duration {
        Duration::from_secs(self.seconds).saturating_sub(self.start.elapsed())
    }
}

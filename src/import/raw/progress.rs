//! How far reading has come, for whoever shows it: counters that the reading threads add to.

use std::sync::atomic::{AtomicU64, Ordering};

/// Files and cells read so far.
#[derive(Debug, Default)]
pub struct Progress {
    files: AtomicU64,
    done: AtomicU64,
    cells: AtomicU64,
}

impl Progress {
    /// Files to read, files done, cells read.
    pub fn so_far(&self) -> (u64, u64, u64) {
        let [files, done, cells] = [&self.files, &self.done, &self.cells].map(|n| n.load(Ordering::Relaxed));
        (files, done, cells)
    }

    /// So many files are to be read.
    pub(in crate::import) fn expect(&self, files: usize) {
        self.files.store(files as u64, Ordering::Relaxed);
    }

    /// A file is done.
    pub(in crate::import) fn file_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Cells were read.
    pub(in crate::import) fn add_cells(&self, cells: u64) {
        self.cells.fetch_add(cells, Ordering::Relaxed);
    }
}

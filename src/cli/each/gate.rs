//! How many bytes of lists are in work at once: small files side by side, a large one with little beside it,
//! a very large one alone.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of files at once. A packed workbook needs up to some 40 times its size in memory.
const BUDGET: u64 = 24 << 20;

/// Lets files through.
pub struct Gate {
    free: Mutex<u64>,
    freed: Condvar,
}

impl Gate {
    /// With nothing in work.
    pub fn new() -> Self {
        Gate { free: Mutex::new(BUDGET), freed: Condvar::new() }
    }

    /// Works on a file of a size when there is room.
    pub fn within<T>(&self, size: u64, work: impl FnOnce() -> T) -> T {
        let needed = size.min(BUDGET);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < needed {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= needed;
        drop(free);
        let done = work();
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += needed;
        self.freed.notify_all();
        done
    }
}

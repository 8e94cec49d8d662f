//! What a sheet asked for and there is not: a table, a key, a text. A workbook with a fault is not written.

use crate::config::Said;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The faults of one workbook, noted by whoever meets them, on whatever thread.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<BTreeSet<String>>>);

impl Faults {
    /// Notes one; the same one counts once.
    pub fn note(&self, fault: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(fault);
    }

    /// The workbook may be written.
    ///
    /// # Errors
    /// There is a fault: all of them, named.
    pub fn check(&self) -> anyhow::Result<()> {
        let faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let named: Vec<&str> = faults.iter().map(String::as_str).collect();
        if named.is_empty() {
            Ok(())
        } else {
            Said::new("fault.workbook").with("detail", named.join("; ")).err()
        }
    }
}

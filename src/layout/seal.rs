//! The seal of a workbook of ours: what its parts were when it was written. Whoever saves it anew breaks the seal, even
//! one who leaves the time of its last change as it was.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The part that carries the seal, in `dc:identifier`.
pub const SEALED_IN: &str = "docProps/core.xml";

/// The parts that our own last pass may still change: they hold nothing that people enter.
fn is_free(name: &str) -> bool {
    name == SEALED_IN || name == "xl/workbook.xml" || name.starts_with("xl/charts/")
}

/// The seal of parts with their check sums, whatever their order.
pub fn seal(parts: impl IntoIterator<Item = (String, u32)>) -> String {
    let mut parts: Vec<(String, u32)> = parts.into_iter().filter(|(name, _)| !is_free(name)).collect();
    parts.sort();
    let mut hash = Sha256::new();
    for (name, sum) in parts {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update(sum.to_le_bytes());
    }
    let mut text = String::new();
    for byte in hash.finalize().iter().take(16) {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

//! Standard input, given as `-`: readers look into a file here and there, so it is kept in one while it is read.

use super::Refusal;
use crate::model::IssueCode;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// How standard input is named among the inputs.
pub const STDIN: &str = "-";
/// How its file and its sheet are called.
const NAME: &str = "stdin";
/// More is not kept; the limits refuse far less.
const MOST: u64 = 16 << 30;

static KEPT: Mutex<Option<TempDir>> = Mutex::new(None);

/// Keeps what was read from standard input, and removes it when dropped.
#[derive(Debug)]
pub struct Stdin;

impl Drop for Stdin {
    fn drop(&mut self) {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// The file that holds what comes from standard input; it is read once.
pub(super) fn file() -> Result<PathBuf, Refusal> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(folder) = &*kept {
        return Ok(folder.path().join(NAME));
    }
    let folder = tempfile::Builder::new().prefix("keyplan-").tempdir()?;
    let path = folder.path().join(NAME);
    let mut file = std::fs::File::create(&path)?;
    let bytes = std::io::copy(&mut std::io::stdin().lock().take(MOST), &mut file)?;
    file.flush()?;
    *kept = Some(folder);
    if bytes == MOST { Err(Refusal::new(IssueCode::FileUnpackedTooLarge)) } else { Ok(path) }
}

//! Whether a file is open in a spreadsheet program. Windows refuses to write it; elsewhere the program leaves
//! a note beside it. A note that a crash left behind has to be deleted by hand: what somebody is about to save
//! over our output weighs more.

use super::output::folder_of;
use crate::config::Said;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Windows: another process uses the file, or a part of it.
const SHARING: [i32; 2] = [32, 33];
/// Names tried before giving up.
const NAMES: u32 = 1000;

/// Refuses an output that is open elsewhere and offers a free name.
pub fn check_closed(path: &Path) -> anyhow::Result<()> {
    let Some(lock) = lock(path) else { return Ok(()) };
    let key = if lock == path { "terminal.output_in_use" } else { "terminal.output_open" };
    let said = Said::of(key, path).with("lock", lock.display());
    said.with("free", free(path).display()).err()
}

/// What shows that a file is open: the note beside it, else the file itself.
fn lock(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let notes = [format!("~${name}"), format!(".~lock.{name}#")];
    let note = notes.iter().map(|note| folder_of(path).join(note)).find(|note| note.is_file());
    note.or_else(|| {
        let error = OpenOptions::new().write(true).open(path).err()?;
        let shared = cfg!(windows) && error.raw_os_error().is_some_and(|code| SHARING.contains(&code));
        (shared || error.kind() == ErrorKind::ResourceBusy).then(|| path.to_path_buf())
    })
}

/// A name beside it that nobody has: `list (2).plan.xlsx`.
fn free(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (stem, end) = match name.strip_suffix(".plan.xlsx") {
        Some(stem) => (stem, ".plan.xlsx"),
        None => name.rfind('.').filter(|at| *at > 0).map_or((name.as_str(), ""), |at| name.split_at(at)),
    };
    let named = |number: u32| path.with_file_name(format!("{stem} ({number}){end}"));
    (2..NAMES).map(named).find(|p| !p.exists() && lock(p).is_none()).unwrap_or_else(|| named(NAMES))
}

//! Temporary folders of outputs. They stand beside the output, carry the process in their name and are locked
//! while their run lives: a lock ends with its process, however that dies, so the next run
//! in the folder knows what is left over. An interrupted run removes its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::{Builder, TempDir};

const PREFIX: &str = ".keyplan-";
const SUFFIX: &str = ".tmp";
/// The file in a temporary folder that is locked in the folder's stead.
const LOCK: &str = ".lock";
/// Another run may take a new file for a leftover in the moment before it is locked.
const TRIES: usize = 20;

/// What this run must remove when it is interrupted, with the lock of each. A lock ends when its file is closed;
/// Windows may keep a folder as long as a file in it is open.
static LIVE: Mutex<BTreeMap<PathBuf, File>> = Mutex::new(BTreeMap::new());
/// Folders where this run looked for leftovers.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn held<T>(set: &'static Mutex<T>) -> MutexGuard<'static, T> {
    set.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary folder, removed with what is in it.
pub struct TemporaryFolder(TempDir);

impl TemporaryFolder {
    /// A new folder in a folder.
    pub fn in_folder(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        for _ in 0..TRIES {
            let mut live = held(&LIVE);
            let folder = builder(&prefix()).tempdir_in(parent)?;
            let path = folder.path().join(LOCK);
            match File::create(&path) {
                Ok(file) if lock(&file) && path.exists() => {
                    live.insert(folder.path().to_path_buf(), file);
                    return Ok(TemporaryFolder(folder));
                }
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        held(&LIVE).remove(self.0.path());
    }
}

fn prefix() -> String {
    format!("{PREFIX}{}-", std::process::id())
}

fn builder(prefix: &str) -> Builder<'_, 'static> {
    let mut builder = Builder::new();
    builder.prefix(prefix).suffix(SUFFIX);
    builder
}

/// Whether nobody else holds it; where there are no locks nobody does.
fn lock(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Removes what dead runs left in a folder, once a run.
fn sweep(folder: &Path) {
    if !held(&SWEPT).insert(folder.to_path_buf()) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(PREFIX) && n.ends_with(SUFFIX));
        // What cannot be removed disturbs nobody.
        match entry.file_type() {
            Ok(kind) if ours && kind.is_dir() => drop(remove_folder(&entry.path())),
            Ok(kind) if ours && kind.is_file() => drop(remove_file(&entry.path())),
            _ => {}
        }
    }
}

fn remove_file(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    // Without a lock of our own it may be a living run's.
    if file.try_lock().is_ok() { fs::remove_file(path) } else { Ok(()) }
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match OpenOptions::new().read(true).write(true).open(path.join(LOCK)).map(|file| file.try_lock()) {
        Ok(Err(_)) => Ok(()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        // Its lock comes first: without one its run died at its beginning.
        _ => fs::remove_dir_all(path),
    }
}

/// Ends the process on Ctrl-C and the like, without leaving temporary files.
pub fn watch(say: impl Fn() + Send + 'static) {
    // Fails only if somebody watches already.
    let _ = ctrlc::set_handler(move || {
        STOPPED.store(true, Ordering::SeqCst);
        // Held to the end, so that nothing new appears.
        let mut live = held(&LIVE);
        while let Some((path, lock)) = live.pop_first() {
            drop(lock);
            remove_live(&path);
        }
        say();
        std::process::exit(INTERRUPTED);
    });
}

/// While one thread removes a folder another may still put a file into it.
fn remove_live(path: &Path) {
    for _ in 0..TRIES {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if removed.is_ok() || !path.exists() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Where the run is being interrupted, leaves the ending to the interruption: what fails now fails because its
/// temporary file is gone.
pub fn yield_to_interruption() {
    if STOPPED.load(Ordering::SeqCst) {
        std::thread::sleep(PATIENCE);
    }
}

/// Whether the run is being interrupted.
static STOPPED: AtomicBool = AtomicBool::new(false);
const PAUSE: Duration = Duration::from_millis(5);
const PATIENCE: Duration = Duration::from_secs(10);
/// What shells expect after Ctrl-C.
const INTERRUPTED: i32 = 130;

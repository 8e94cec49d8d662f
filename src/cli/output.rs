//! Outputs appear whole or not at all, and all of a run together: each is written into a temporary folder on its
//! own file system, synced, and all are renamed at the end.

use super::console::{Escaped, Stdout};
use super::temporary::TemporaryFolder;
use crate::config::{OrSaid, Said};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name that stands for stdout.
pub const STDOUT: &str = "-";

/// What fills a file.
type Fill<'a> = Box<dyn FnOnce(&mut dyn Write) -> anyhow::Result<()> + 'a>;

/// Outputs on their way.
#[derive(Default)]
pub struct Outputs(Mutex<Staged>);

#[derive(Default)]
struct Staged {
    folders: BTreeMap<PathBuf, TemporaryFolder>,
    /// Where a file is, and where it goes.
    files: Vec<(PathBuf, PathBuf)>,
}

impl Outputs {
    /// Writes a file that gets its name with the others; a stream or a device is written at once.
    pub fn put<'a>(
        &self,
        path: &Path,
        fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()> + 'a,
    ) -> anyhow::Result<()> {
        if path == Path::new(STDOUT) {
            return to_stream(Box::new(fill), Stdout);
        }
        let unwritable = || Said::of("terminal.file_unwritable", path);
        if is_device(path) {
            // It has no content to keep, and is not to be replaced.
            let device = OpenOptions::new().write(true).open(path).or_said(unwritable)?;
            return to_stream(Box::new(fill), device).or_said(unwritable);
        }
        let target = target(path);
        let folder = folder_of(&target);
        let beside = || Said::of("terminal.folder_unwritable", folder);
        let before = fs::metadata(&target).ok();
        let staged = self.place(&target).or_said(beside)?;
        let mut out = BufWriter::new(create(&staged, before.as_ref()).or_said(beside)?);
        fill(&mut out).map_err(plainly).or_said(beside)?;
        out.flush().or_said(beside)?;
        out.get_ref().sync_all().or_said(beside)
    }

    /// The same for JSON: on stdout nothing in it steers a terminal.
    pub fn put_json<'a>(
        &self,
        path: &Path,
        fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()> + 'a,
    ) -> anyhow::Result<()> {
        if path == Path::new(STDOUT) {
            return to_stream(Box::new(fill), Escaped::new(Stdout));
        }
        self.put(path, fill)
    }

    /// A place for a file in a temporary folder next to where it goes.
    fn place(&self, target: &Path) -> std::io::Result<PathBuf> {
        let mut staged = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let anchor = existing(folder_of(target));
        if !staged.folders.contains_key(anchor) {
            let folder = TemporaryFolder::in_folder(anchor)?;
            staged.folders.insert(anchor.to_path_buf(), folder);
        }
        let number = staged.files.len().to_string();
        let place = staged.folders.get(anchor).map(|folder| folder.path().join(number));
        let place = place.ok_or(ErrorKind::NotFound)?;
        staged.files.push((place.clone(), target.to_path_buf()));
        Ok(place)
    }

    /// Gives every file its name, in place of what had it.
    pub fn finish(self) -> anyhow::Result<()> {
        let staged = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (place, target) in &staged.files {
            let folder = folder_of(target);
            fs::create_dir_all(folder).or_said(|| Said::of("terminal.folder_unwritable", folder))?;
            fs::rename(place, target).or_said(|| Said::of("terminal.file_unwritable", target))?;
        }
        let folders: Vec<&Path> = staged.files.iter().map(|(_, target)| folder_of(target)).collect();
        folders
            .chunk_by(|a, b| a == b)
            .filter_map(|same| same.first())
            .for_each(|folder| sync_folder(folder));
        Ok(())
    }
}

/// Writes a single file whole, or leaves what was there. `-` is stdout.
pub fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let outputs = Outputs::default();
    outputs.put(path, fill)?;
    outputs.finish()
}

/// A closed pipe takes everything.
fn to_stream(fill: Fill<'_>, stream: impl Write) -> anyhow::Result<()> {
    let mut out = BufWriter::new(stream);
    let written = fill(&mut out).map_err(plainly).and_then(|()| Ok(out.flush()?));
    match written {
        Err(error) if closed(&error) => Ok(()),
        written => written,
    }
}

fn closed(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
}

/// The system's error, where a format's error hides one.
fn plainly(error: anyhow::Error) -> anyhow::Error {
    let hidden = error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    hidden.map_or(error, |kind| std::io::Error::from(kind).into())
}

/// The folder where a file stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Neither file nor folder: it is written to, never replaced.
pub(super) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// The folder itself, or the nearest above it that is there.
pub(super) fn existing(folder: &Path) -> &Path {
    folder.ancestors().find(|f| f.exists()).filter(|f| *f != Path::new("")).unwrap_or(Path::new("."))
}

/// Where a path leads, links followed, whether anything is there or not.
pub(super) fn target(path: &Path) -> PathBuf {
    /// As many as systems follow.
    const LINKS: usize = 40;
    let mut target = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::read_link(&target) {
            Ok(link) => target = folder_of(&target).join(link),
            Err(_) => break,
        }
    }
    target
}

/// A new name survives a power cut only when its folder is on the disk too; where that cannot be asked for, it
/// gets there by itself.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

/// A new file with the rights of the one that it replaces, else those that new files get here.
#[cfg(unix)]
fn create(path: &Path, before: Option<&fs::Metadata>) -> std::io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let rights = before.map(|m| m.permissions().mode() & 0o777);
    let file = OpenOptions::new().write(true).create_new(true).mode(rights.unwrap_or(0o666)).open(path)?;
    // The mask for new files does not count for one that was there.
    rights.map_or(Ok(()), |mode| file.set_permissions(fs::Permissions::from_mode(mode)))?;
    Ok(file)
}

#[cfg(not(unix))]
fn create(path: &Path, _before: Option<&fs::Metadata>) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

//! Outputs appear whole or not at all: written beside, synced, renamed.

use super::open_file;
use super::said::Said;
use super::temporary::TemporaryFile;
use crate::config::Labels;
use anyhow::{Context, bail};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file whole, or leaves what was there. `-` is stdout.
pub fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if path == Path::new("-") {
        let mut out = BufWriter::new(std::io::stdout().lock());
        fill(&mut out)?;
        return Ok(out.flush()?);
    }
    if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        // A device or a pipe has no content to keep, and is not to be replaced.
        let device = File::options().write(true).open(path);
        let mut out = BufWriter::new(device.with_context(|| Said::of("terminal.file_unwritable", path))?);
        let unwritable = || Said::of("terminal.file_unwritable", path);
        fill(&mut out).map_err(plainly).with_context(unwritable)?;
        return out.flush().with_context(unwritable);
    }
    let folder = folder_of(path);
    let beside = || Said::of("terminal.folder_unwritable", folder);
    let temporary = TemporaryFile::in_folder(folder).with_context(beside)?;
    let mut out = BufWriter::new(temporary.as_file());
    fill(&mut out).map_err(plainly).with_context(beside)?;
    out.flush().with_context(beside)?;
    drop(out);
    set_permissions(temporary.as_file())?;
    temporary.as_file().sync_all().with_context(beside)?;
    temporary.rename(path).with_context(|| Said::of("terminal.file_unwritable", path))?;
    sync_folder(folder);
    Ok(())
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

/// A new name survives a power cut only when its folder is on the disk too; where that cannot be asked for, it
/// gets there by itself.
pub(super) fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

/// A temporary file is private; an output is readable like any other file.
#[cfg(unix)]
pub(super) fn set_permissions(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn set_permissions(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Whether two paths are one file that is there.
pub(super) fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Refuses an output that would replace an input or is open elsewhere, or any file at all unless forced.
pub fn check_new(path: &Path, inputs: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    check_no_input(path, inputs, labels)?;
    if !force && path != Path::new("-") && path.exists() {
        bail!("{}", labels.fill("terminal.file_exists", &[("path", path.display().to_string())]));
    }
    Ok(())
}

fn check_no_input(path: &Path, inputs: &[PathBuf], labels: &Labels) -> anyhow::Result<()> {
    if inputs.iter().any(|input| same(input, path)) {
        bail!("{}", labels.fill("terminal.output_is_input", &[("path", path.display().to_string())]));
    }
    open_file::check_closed(path, labels)
}

/// Refuses an output that would replace an input, a plan, or a file that is not ours or was changed since.
pub fn check_no_plan(path: &Path, inputs: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    let ours = crate::import::plan_file(path) == crate::import::PlanFile::Untouched;
    let spare = ours && !crate::import::is_plan(path);
    check_new(path, inputs, force || spare, labels)
}

/// Refuses an output that would replace an input or is open elsewhere, or a file that is not an untouched plan of ours.
pub fn check_free(path: &Path, inputs: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    let args = [("path", path.display().to_string())];
    check_no_input(path, inputs, labels)?;
    if force || !path.exists() {
        return Ok(());
    }
    match crate::import::plan_file(path) {
        crate::import::PlanFile::Untouched if !crate::import::holds_entries(path) => Ok(()),
        crate::import::PlanFile::Untouched => bail!("{}", labels.fill("terminal.output_edited", &args)),
        crate::import::PlanFile::Edited => bail!("{}", labels.fill("terminal.output_edited", &args)),
        crate::import::PlanFile::NoPlan => bail!("{}", labels.fill("terminal.output_exists", &args)),
    }
}

//! Outputs appear whole or not at all: written beside, synced, renamed.

use super::said::Said;
use crate::config::Labels;
use anyhow::{Context, bail};
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
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut temporary = tempfile::Builder::new()
        .prefix(".keyplan-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .with_context(|| Said::of("terminal.folder_unwritable", folder))?;
    {
        let mut out = BufWriter::new(temporary.as_file_mut());
        fill(&mut out)?;
        out.flush()?;
    }
    set_permissions(temporary.as_file())?;
    temporary.as_file().sync_all()?;
    let persisted = temporary.persist(path).map_err(|failed| failed.error);
    persisted.with_context(|| Said::of("terminal.file_unwritable", path))?;
    Ok(())
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

/// Refuses an output that would replace an input, or any file at all unless forced.
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
    Ok(())
}

/// Refuses an output that would replace an input, a plan, or a file that is not ours or was changed since.
pub fn check_no_plan(path: &Path, inputs: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    let ours = crate::import::plan_file(path) == crate::import::PlanFile::Untouched;
    let spare = ours && !crate::import::is_plan(path);
    check_new(path, inputs, force || spare, labels)
}

/// Refuses an output that would replace an input, or a file that is not an untouched plan of ours.
pub fn check_free(path: &Path, inputs: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    let args = [("path", path.display().to_string())];
    check_no_input(path, inputs, labels)?;
    if force || !path.exists() {
        return Ok(());
    }
    match crate::import::plan_file(path) {
        crate::import::PlanFile::Untouched => Ok(()),
        crate::import::PlanFile::Edited => bail!("{}", labels.fill("terminal.output_edited", &args)),
        crate::import::PlanFile::NoPlan => bail!("{}", labels.fill("terminal.output_exists", &args)),
    }
}

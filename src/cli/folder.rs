//! A folder of CSV files appears whole or not at all: everything is written into a folder beside it first.
//! In a folder that is there only files of ours are replaced.

use super::output::{folder_of, same, set_permissions, sync_folder};
use super::said::Said;
use super::temporary::TemporaryFolder;
use crate::config::Labels;
use crate::report::csv::CsvFile;
use anyhow::{Context, bail};
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Refuses a folder where a file of the same name is an input or none of ours.
pub fn check_free(
    folder: &Path,
    files: &[CsvFile<'_>],
    inputs: &[PathBuf],
    force: bool,
    labels: &Labels,
) -> anyhow::Result<()> {
    for file in files {
        let path = folder.join(file.name);
        let args = [("path", path.display().to_string())];
        if inputs.iter().any(|input| same(input, &path)) {
            bail!("{}", labels.fill("terminal.csv_is_input", &args));
        }
        if !force && path.exists() && !begins_with(&path, file.beginning().as_bytes()) {
            bail!("{}", labels.fill("terminal.csv_exists", &args));
        }
    }
    Ok(())
}

fn begins_with(path: &Path, beginning: &[u8]) -> bool {
    let mut found = vec![0; beginning.len()];
    File::open(path).and_then(|mut f| f.read_exact(&mut found)).is_ok() && found == beginning
}

/// Writes all files, or leaves what was there.
pub fn write_whole(folder: &Path, files: Vec<CsvFile<'_>>) -> anyhow::Result<()> {
    let parent = folder_of(folder);
    let beside = || Said::of("terminal.folder_unwritable", parent);
    let temporary = TemporaryFolder::in_folder(parent).with_context(beside)?;
    let mut names = Vec::new();
    for file in files {
        names.push(file.name);
        let target = File::create(temporary.path().join(file.name)).with_context(beside)?;
        let mut out = BufWriter::new(target);
        file.write(&mut out)?;
        out.flush()?;
        set_permissions(out.get_ref())?;
        out.get_ref().sync_all()?;
    }
    if !folder.exists() {
        fs::create_dir(folder).with_context(|| Said::of("terminal.folder_unwritable", parent))?;
    }
    for name in names {
        let path = folder.join(name);
        fs::rename(temporary.path().join(name), &path)
            .with_context(|| Said::of("terminal.file_unwritable", &path))?;
    }
    sync_folder(folder);
    Ok(())
}

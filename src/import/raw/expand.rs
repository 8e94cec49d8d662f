//! Inputs as given on the command line (files, folders, globs) become paths of files.

use super::{Refusal, detect, stdin};
use crate::model::IssueCode;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Extensions of the files that are taken from a folder.
pub const LIST_EXTENSIONS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv", "tsv"];

/// The summary of a batch, which stands among the plans and is no list.
pub const SUMMARY: &str = "keyplan-summary.xlsx";

/// Files of the inputs, in the order given; those of a folder or glob sorted by name. The text is
/// the path as the user gave it. A file that several inputs name is taken once, at its first place.
pub fn expand(inputs: &[impl AsRef<Path>]) -> Vec<(String, Result<PathBuf, Refusal>)> {
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for input in inputs {
        for (shown, outcome) in expand_one(input.as_ref()) {
            let known = match &outcome {
                Ok(path) => !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
                Err(_) => false,
            };
            if !known {
                files.push((shown, outcome));
            }
        }
    }
    files
}

fn expand_one(path: &Path) -> Vec<(String, Result<PathBuf, Refusal>)> {
    // A name that is no UTF-8 is still a file; only a pattern has to be a text.
    let input = &*path.to_string_lossy();
    if input == stdin::STDIN {
        return vec![(input.to_owned(), stdin::file())];
    }
    if path.is_dir() {
        return match folder(path) {
            Ok(files) if files.is_empty() => refused(input, Refusal::new(IssueCode::FolderWithoutLists)),
            Ok(files) => files.into_iter().map(shown).collect(),
            Err(error) => refused(input, error.into()),
        };
    }
    if path.exists() || !input.contains(['*', '?', '[']) {
        return vec![(input.to_owned(), Ok(path.to_owned()))];
    }
    match glob::glob(input) {
        Ok(found) => {
            let any_extension = input.ends_with('*');
            let files: Vec<_> = found
                .filter_map(Result::ok)
                .filter(|path| path.is_file() && !passed_over(path))
                .filter(|path| !any_extension || is_list(path))
                .collect();
            match files.is_empty() {
                true => refused(input, Refusal::new(IssueCode::FileMissing)),
                false => files.into_iter().map(shown).collect(),
            }
        }
        Err(error) => refused(input, Refusal::new(IssueCode::FileMissing).with("detail", error)),
    }
}

fn folder(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let file = path.join(entry?.file_name());
        if file.is_file() && is_list(&file) && !passed_over(&file) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Left out of folders and patterns, unless somebody names it.
fn passed_over(path: &Path) -> bool {
    detect::is_lock_file(path) || path.file_name().is_some_and(|name| name == SUMMARY)
}

fn is_list(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    LIST_EXTENSIONS.contains(&extension.as_str())
}

fn shown(path: PathBuf) -> (String, Result<PathBuf, Refusal>) {
    (path.to_string_lossy().into_owned(), Ok(path))
}

fn refused(input: &str, refusal: Refusal) -> Vec<(String, Result<PathBuf, Refusal>)> {
    vec![(input.to_owned(), Err(refusal))]
}

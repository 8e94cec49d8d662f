//! The files that a run reads: none of them is ever an output.

use super::args::ReadArgs;
use crate::config::Templates;
use crate::import::raw;
use std::path::{Path, PathBuf};

/// Settings that apply without being named.
pub const SETTINGS: &str = "keyplan.toml";

/// Files of the inputs, in order.
pub fn lists(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let named = |(shown, found): (String, Result<PathBuf, _>)| found.unwrap_or_else(|_| PathBuf::from(shown));
    raw::expand(inputs).into_iter().map(named).collect()
}

/// Everything that the arguments name beside the lists: settings, mapping, templates and what these name.
pub fn beside_lists(args: &ReadArgs) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = settings(args.config.as_deref()).into_iter().collect();
    files.extend(args.mapping.clone());
    files.extend(templates(args.templates.as_deref()));
    files
}

/// The settings file: the one named, else the one found.
pub fn settings(named: Option<&Path>) -> Option<PathBuf> {
    let found = Path::new(SETTINGS);
    named.or_else(|| found.exists().then_some(found)).map(Path::to_path_buf)
}

/// Files of a templates folder, and the picture that its theme names.
pub fn templates(folder: Option<&Path>) -> Vec<PathBuf> {
    let Some(folder) = folder else { return Vec::new() };
    let mut files: Vec<PathBuf> = Templates::names().map(|name| folder.join(name)).collect();
    let theme = std::fs::read_to_string(folder.join("theme.toml")).unwrap_or_default();
    let logo = theme.parse::<toml::Table>().ok().and_then(|t| Some(t.get("logo")?.as_str()?.to_owned()));
    files.extend(logo.filter(|path| !path.trim().is_empty()).map(|path| folder.join(path)));
    files
}

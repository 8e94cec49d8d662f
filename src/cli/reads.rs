//! The files that a run reads: none of them is ever an output.

use super::args::ReadArgs;
use crate::config::{Said, Templates, read_text};
use crate::import::{self, Input, is_plan, raw};
use std::path::{Path, PathBuf};

/// Settings that apply without being named: in the current folder, or in the person's own.
pub const SETTINGS: &str = "keyplan.toml";
/// Templates in the person's own folder.
const TEMPLATES: &str = "templates";

/// Files of the inputs, in order.
pub fn lists(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let named = |input: Input| match input.file {
        // What is named after standard input stands in the current folder.
        Ok(file) if input.shown == raw::STDIN => file.file_name().map(PathBuf::from).unwrap_or(file),
        Ok(file) => file,
        Err(_) => PathBuf::from(input.shown),
    };
    import::inputs(inputs).into_iter().filter(|input| !input.passed_over).map(named).collect()
}

/// Everything that the arguments name beside the lists: settings, mapping, templates and what these name.
pub fn beside_lists(args: &ReadArgs) -> Vec<PathBuf> {
    let mut files = settings(args.config.as_deref());
    files.extend(args.mapping.clone());
    files.extend(templates(templates_folder(args.templates.as_deref()).as_deref()));
    files
}

/// The settings files, weakest first: the one named alone, else the person's own and that of the current folder.
pub fn settings(named: Option<&Path>) -> Vec<PathBuf> {
    if let Some(named) = named {
        return vec![named.to_path_buf()];
    }
    let own = own_folder().map(|folder| folder.join(SETTINGS));
    own.into_iter().chain([PathBuf::from(SETTINGS)]).filter(|path| path.exists()).collect()
}

/// Where templates come from: the folder named, else the person's own, if it is there.
pub fn templates_folder(named: Option<&Path>) -> Option<PathBuf> {
    // One's own folder may wait for its first template.
    let begun = |folder: &PathBuf| folder.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    let own = || own_folder().map(|folder| folder.join(TEMPLATES)).filter(begun);
    named.map(Path::to_path_buf).or_else(own)
}

/// The folder of a person's own settings: `keyplan` in `$XDG_CONFIG_HOME`, `%APPDATA%` or `~/.config`.
pub fn own_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let of_system = || {
        if cfg!(windows) { named("APPDATA") } else { named("HOME").map(|home| home.join(".config")) }
    };
    named("XDG_CONFIG_HOME").or_else(of_system).map(|folder| folder.join("keyplan"))
}

/// Files of a templates folder, and the picture that its theme names.
pub fn templates(folder: Option<&Path>) -> Vec<PathBuf> {
    let Some(folder) = folder else { return Vec::new() };
    let mut files: Vec<PathBuf> = Templates::names().map(|name| folder.join(name)).collect();
    let theme = read_text(&folder.join("theme.toml")).unwrap_or_default();
    let logo = theme.parse::<toml::Table>().ok().and_then(|t| Some(t.get("logo")?.as_str()?.to_owned()));
    files.extend(logo.filter(|path| !path.trim().is_empty()).map(|path| folder.join(path)));
    files
}

/// Refuses previous plans that are none.
///
/// # Errors
/// A file that is there and no plan of ours.
pub fn are_plans(previous: &[PathBuf]) -> anyhow::Result<()> {
    match previous.iter().find(|path| path.exists() && !is_plan(path)) {
        Some(path) => Said::of("terminal.not_a_plan", path).err(),
        None => Ok(()),
    }
}

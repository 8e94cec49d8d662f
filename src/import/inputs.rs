//! What a person names, as the files to read. A plan of ours that a folder or a pattern brings along is passed over
//! when a list that it was made from is among the inputs: nothing is counted twice. Who names a plan wants it read.

use super::plan::plan_file::{is_comparison, is_plan, plan_property};
use super::raw::{self, Refusal};
use crate::layout::LISTS;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A file to read.
pub struct Input {
    /// As the person gave it.
    pub shown: String,
    /// Where it is, or why it cannot be read.
    pub file: Result<PathBuf, Refusal>,
    /// A plan whose list is read.
    pub passed_over: bool,
}

/// The files of inputs, in order.
pub fn inputs(given: &[impl AsRef<Path>]) -> Vec<Input> {
    let found = raw::expand(given);
    let stem = |file: &Path| Some(file.file_stem()?.to_string_lossy().into_owned());
    let brought = |file: &Path| !given.iter().any(|named| named.as_ref() == file) && is_plan(file);
    let lists: HashSet<String> = found
        .iter()
        .filter_map(|(_, file)| file.as_deref().ok())
        .filter(|file| !is_plan(file) && !is_comparison(file))
        .flat_map(|file| [file.file_name().map(|name| name.to_string_lossy().into_owned()), stem(file)])
        .flatten()
        .collect();
    let input = |(shown, file): (String, Result<PathBuf, Refusal>)| {
        let plan = file.as_deref().ok().filter(|file| brought(file));
        let passed_over = plan.is_some_and(|plan| made_from(plan).iter().any(|list| lists.contains(list)));
        Input { shown, file, passed_over }
    };
    found.into_iter().map(input).collect()
}

/// Names of lists that a plan was made from: as it says itself, else as its own name says.
fn made_from(plan: &Path) -> Vec<String> {
    let Some(stated) = plan_property(plan, LISTS) else {
        let name = plan.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return name.strip_suffix(".plan.xlsx").map(str::to_owned).into_iter().collect();
    };
    let plain =
        stated.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    plain.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

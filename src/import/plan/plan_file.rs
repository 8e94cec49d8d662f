//! Whether a file that stands where an output should go was written by us and left untouched.

use super::Names;
use crate::layout::seal;
use std::io::Read;
use std::path::Path;

/// What stands at the place of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFile {
    /// Written by keyplan, not saved by another program since.
    Untouched,
    /// Written by keyplan, saved by somebody since: it may hold what they entered.
    Edited,
    /// Not a workbook of ours.
    NoPlan,
}

/// Properties are small; anything longer is not ours.
const PROPERTIES_LIMIT: u64 = 65_536;
/// Names and sheets of a workbook.
const BOOK_LIMIT: u64 = 8 << 20;

/// Looks at the document properties (our creator, a time of change that is the time of creation) and the seal: some
/// programs save without a new time.
pub fn plan_file(path: &Path) -> PlanFile {
    let Some(properties) = properties(path) else { return PlanFile::NoPlan };
    if element(&properties, "dc:creator") != Some("keyplan") {
        return PlanFile::NoPlan;
    }
    let ours = element(&properties, "cp:lastModifiedBy").is_none_or(|name| name == "keyplan");
    let created = element(&properties, "dcterms:created");
    let unchanged = created.is_some() && created == element(&properties, "dcterms:modified");
    if ours && unchanged && is_sealed(path, &properties) { PlanFile::Untouched } else { PlanFile::Edited }
}

/// Whether its parts are those that we wrote.
fn is_sealed(path: &Path, properties: &str) -> bool {
    let Some(stated) = element(properties, "dc:identifier") else { return false };
    sums(path).is_some_and(|parts| seal(parts) == stated)
}

/// The parts of a package with their check sums.
fn sums(path: &Path) -> Option<Vec<(String, u32)>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).ok()?).ok()?;
    let parts = archive.len();
    let sum = |at| {
        let entry = archive.by_index_raw(at).ok()?;
        Some((entry.name().ok()?.into_owned(), entry.crc32()))
    };
    (0..parts).map(sum).collect()
}

/// Whether a file is a planning workbook of ours: it defines the name `keyplan_format`.
pub fn is_plan(path: &Path) -> bool {
    part(path, "xl/workbook.xml", BOOK_LIMIT).is_some_and(|book| book.contains("name=\"keyplan_format\""))
}

/// The defined names of a plan.
pub fn names(path: &Path) -> Names {
    part(path, "xl/workbook.xml", BOOK_LIMIT).map(|book| Names::read(&book)).unwrap_or_default()
}

/// When a workbook was last saved, as it says itself; files that do not say are older than any that do.
pub fn modified(path: &Path) -> Option<String> {
    element(&properties(path)?, "dcterms:modified").map(str::to_owned)
}

/// Whether a file is a comparison of ours: it is no list.
pub fn is_comparison(path: &Path) -> bool {
    let defines = |book: String| book.contains("name=\"keyplan_comparison\"");
    part(path, "xl/workbook.xml", BOOK_LIMIT).is_some_and(defines)
}

/// The day that a plan of ours was made for: other programs keep it when they save.
pub fn plan_day(path: &Path) -> Option<chrono::NaiveDate> {
    if !is_plan(path) {
        return None;
    }
    element(&properties(path)?, "dcterms:created")?.get(..10)?.parse().ok()
}

/// Whether a plan holds entries of people that came from an earlier plan.
pub fn holds_entries(path: &Path) -> bool {
    properties(path).is_some_and(|p| element(&p, "cp:category") == Some(ENTRIES))
}

/// Category of a plan that holds entries from an earlier one.
const ENTRIES: &str = "entries";

/// A text among the further document properties of a workbook, which other programs carry along.
pub fn plan_property(path: &Path, name: &str) -> Option<String> {
    let properties = part(path, "docProps/custom.xml", PROPERTIES_LIMIT)?;
    let own = properties.split("<property ").find(|p| p.contains(&format!("name=\"{name}\"")))?;
    element(own, "vt:lpwstr").map(str::to_owned)
}

fn properties(path: &Path) -> Option<String> {
    part(path, "docProps/core.xml", PROPERTIES_LIMIT)
}

fn part(path: &Path, name: &str, limit: u64) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).ok()?).ok()?;
    let entry = archive.by_name(name).ok()?;
    let mut text = String::new();
    entry.take(limit).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Text of the first element of this name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let open = xml.find(&format!("<{name}"))?;
    let start = open + xml[open..].find('>')? + 1;
    let end = start + xml[start..].find(&format!("</{name}>"))?;
    Some(&xml[start..end])
}

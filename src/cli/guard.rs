//! Before anything is written: all outputs of a run are held against all files that it reads, against one another,
//! and against what stands in their places. What fails is refused, and nothing is written.

use super::open_file;
use super::output::{STDOUT, existing, folder_of, is_device, target};
use crate::config::Labels;
use crate::import::{PlanFile, holds_entries, is_plan, plan_file};
use anyhow::bail;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A file that a run is to write.
pub struct Output {
    path: PathBuf,
    /// The option that names it.
    option: &'static str,
    replaces: Replaces,
    book: bool,
    /// Folders above it are made.
    makes_folder: bool,
    /// Nothing else may go there; the rest is looked at when its turn comes.
    reserved: bool,
}

/// What may stand in the place of an output, and is replaced without `--force`.
pub enum Replaces {
    /// Whatever stands there: its content is kept or the same.
    All,
    /// A plan of ours that nobody has changed.
    Plan,
    /// A workbook of ours that is no plan, and that nobody has changed.
    Workbook,
    /// A text that begins in one of these ways, as ours do.
    Beginning(Vec<String>),
    /// Nothing.
    None,
}

impl Output {
    /// A workbook.
    pub fn book(option: &'static str, path: &Path, replaces: Replaces) -> Self {
        Output {
            path: path.to_path_buf(),
            option,
            replaces,
            book: true,
            makes_folder: false,
            reserved: false,
        }
    }

    /// A text file.
    pub fn text(option: &'static str, path: &Path, replaces: Replaces) -> Self {
        Output { book: false, ..Output::book(option, path, replaces) }
    }

    /// The JSON of a run.
    pub fn json(path: &Path) -> Self {
        let ours = crate::report::JSON_BEGINNINGS.map(str::to_owned).to_vec();
        Output::text("--json", path, Replaces::Beginning(ours))
    }

    /// In a folder that is made if need be.
    pub fn in_new_folder(self) -> Self {
        Output { makes_folder: true, ..self }
    }

    /// Held against other outputs only.
    pub fn reserved(self) -> Self {
        Output { reserved: true, ..self }
    }
}

/// Refuses outputs that would destroy something.
///
/// # Errors
/// The first output that is refused, and why.
pub fn hold(outputs: &[Output], read: &[PathBuf], force: bool, labels: &Labels) -> anyhow::Result<()> {
    let read: Vec<Place> = read.iter().map(|path| Place::of(path)).collect();
    let mut streams: Option<&Output> = None;
    let mut names: BTreeMap<String, &Output> = BTreeMap::new();
    let mut places: Vec<(Place, &Output)> = Vec::new();
    for output in outputs {
        let say = |key: &str| told(output, key, labels);
        if output.path == Path::new(STDOUT) {
            if let Some(first) = streams.replace(output) {
                bail!("{}", twice(first, output, labels));
            }
            continue;
        }
        if is_device(&output.path) {
            continue;
        }
        if output.book && !output.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
            bail!("{}", say("guard.no_workbook_name"));
        }
        let place = Place::of(&output.path);
        if place.path.is_symlink() {
            bail!("{}", say("guard.link_in_circle"));
        }
        if !output.reserved && read.iter().any(|read| read.same(&place)) {
            bail!("{}", say("guard.is_read"));
        }
        // Where case and composition of letters do not count, names that differ in them are one file.
        let first = names.insert(folded(&place.path), output);
        let first = first.or_else(|| places.iter().find(|(p, _)| p.same(&place)).map(|(_, first)| *first));
        if let Some(first) = first {
            bail!("{}", twice(first, output, labels));
        }
        places.push((place, output));
    }
    for (place, output) in &places {
        let mut above = place.path.ancestors().skip(1).map(folded);
        if let Some(file) = above.find_map(|folder| names.get(&folder)) {
            bail!("{}", twice(file, output, labels));
        }
    }
    for (place, output) in places.iter().filter(|(_, output)| !output.reserved) {
        writable(place, output, labels)?;
        replaceable(output, force, labels)?;
    }
    Ok(())
}

/// Whether two paths lead to one file, be it there or not.
pub fn same(one: &Path, other: &Path) -> bool {
    Place::of(one).same(&Place::of(other))
}

fn told(output: &Output, key: &str, labels: &Labels) -> String {
    let name = output.path.file_name().unwrap_or_default().to_string_lossy();
    let args = [
        ("path", output.path.display().to_string()),
        ("option", output.option.to_owned()),
        ("book", format!("{}.xlsx", name.rsplit_once('.').map_or(&*name, |(stem, _)| stem))),
    ];
    labels.fill(key, &args)
}

fn twice(first: &Output, second: &Output, labels: &Labels) -> String {
    let args = [
        ("path", second.path.display().to_string()),
        ("one", first.option.to_owned()),
        ("other", second.option.to_owned()),
    ];
    labels.fill("guard.twice", &args)
}

/// There is a folder for it, it is no folder itself, nobody has it open or has protected it.
fn writable(place: &Place, output: &Output, labels: &Labels) -> anyhow::Result<()> {
    let folder = folder_of(&place.path);
    let above = if output.makes_folder { existing(folder) } else { folder };
    if !above.is_dir() {
        let args = [("path", folder_of(&output.path).display().to_string())];
        let why = if above.exists() { "io.no_folder" } else { "io.not_found" };
        let parts = [labels.fill("terminal.folder_unwritable", &args), labels.text(why).to_owned()];
        bail!("{}", parts.join(labels.text("terminal.colon")));
    }
    if let Ok(found) = fs::metadata(&place.path) {
        if found.is_dir() {
            bail!("{}", told(output, "guard.is_folder", labels));
        }
        if found.permissions().readonly() {
            bail!("{}", told(output, "guard.protected", labels));
        }
    }
    open_file::check_closed(&output.path, labels)
}

/// What stands there may go.
fn replaceable(output: &Output, force: bool, labels: &Labels) -> anyhow::Result<()> {
    let path = &output.path;
    // An empty file holds nothing.
    if force || !fs::metadata(path).is_ok_and(|found| found.len() > 0) {
        return Ok(());
    }
    let refused = match &output.replaces {
        Replaces::All => return Ok(()),
        Replaces::Plan => match plan_file(path) {
            PlanFile::Untouched if !holds_entries(path) => return Ok(()),
            PlanFile::Untouched | PlanFile::Edited => "terminal.output_edited",
            PlanFile::NoPlan => "terminal.output_exists",
        },
        Replaces::Workbook if plan_file(path) == PlanFile::Untouched && !is_plan(path) => return Ok(()),
        Replaces::Beginning(ours) if ours.iter().any(|b| begins_with(path, b.as_bytes())) => return Ok(()),
        Replaces::Beginning(_) if output.option == "--csv" => "terminal.csv_exists",
        Replaces::Workbook | Replaces::Beginning(_) | Replaces::None => "terminal.file_exists",
    };
    bail!("{}", told(output, refused, labels))
}

fn begins_with(path: &Path, beginning: &[u8]) -> bool {
    let mut found = vec![0; beginning.len()];
    File::open(path).and_then(|mut f| f.read_exact(&mut found)).is_ok() && found == beginning
}

/// Where a path leads.
#[derive(PartialEq)]
struct Place {
    /// Links followed; absolute as far as something is there.
    path: PathBuf,
    /// Device and number, where there is a file and the system tells.
    file: Option<(u64, u64)>,
}

impl Place {
    fn of(path: &Path) -> Self {
        let target = target(path);
        let path = target.canonicalize().unwrap_or_else(|_| {
            let there = existing(folder_of(&target));
            let rest = target.strip_prefix(there).unwrap_or(&target);
            there.canonicalize().map_or_else(|_| target.clone(), |there| there.join(rest))
        });
        Place { file: number(&path), path }
    }

    fn same(&self, other: &Place) -> bool {
        self.path == other.path || (self.file.is_some() && self.file == other.file)
    }
}

/// Alike for names that are one file where case and composition of letters do not count.
fn folded(path: &Path) -> String {
    match path.to_str() {
        Some(path) => path.nfc().collect::<String>().to_lowercase(),
        None => format!("{path:?}"),
    }
}

#[cfg(unix)]
fn number(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|m| (m.dev(), m.ino()))
}

/// The canonical path tells files apart; a second name of one is replaced, the file itself left as it is.
#[cfg(not(unix))]
fn number(_path: &Path) -> Option<(u64, u64)> {
    None
}

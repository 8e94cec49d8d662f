//! Before anything is written: all outputs of a run are held against all files that it reads, against one another,
//! and against what stands in their places. What fails is refused, and nothing is written.

use super::open_file;
use super::output::{STDOUT, existing, folder_of, is_device, target};
use crate::config::Said;
use crate::import::{PlanFile, holds_entries, is_plan, plan_file};
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
pub fn hold(outputs: &[Output], read: &[PathBuf], force: bool) -> anyhow::Result<()> {
    let read: Vec<Place> = read.iter().map(|path| Place::of(path)).collect();
    let mut streams: Option<&Output> = None;
    let mut names: BTreeMap<String, &Output> = BTreeMap::new();
    let mut places: Vec<(Place, &Output)> = Vec::new();
    for output in outputs {
        if output.path == Path::new(STDOUT) {
            if let Some(first) = streams.replace(output) {
                return twice(first, output).err();
            }
            continue;
        }
        if is_device(&output.path) {
            continue;
        }
        if output.book && !output.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
            return told(output, "guard.no_workbook_name").err();
        }
        let place = Place::of(&output.path);
        if place.path.is_symlink() {
            return told(output, "guard.link_in_circle").err();
        }
        if !output.reserved && read.iter().any(|read| read.same(&place)) {
            return told(output, "guard.is_read").err();
        }
        // Where case and composition of letters do not count, names that differ in them are one file.
        let first = names.insert(folded(&place.path), output);
        let first = first.or_else(|| places.iter().find(|(p, _)| p.same(&place)).map(|(_, first)| *first));
        if let Some(first) = first {
            return twice(first, output).err();
        }
        places.push((place, output));
    }
    for (place, output) in &places {
        let mut above = place.path.ancestors().skip(1).map(folded);
        if let Some(file) = above.find_map(|folder| names.get(&folder)) {
            return twice(file, output).err();
        }
    }
    for (place, output) in places.iter().filter(|(_, output)| !output.reserved) {
        writable(place, output)?;
        replaceable(output, force)?;
    }
    Ok(())
}

/// Whether two paths lead to one file, be it there or not.
pub fn same(one: &Path, other: &Path) -> bool {
    Place::of(one).same(&Place::of(other))
}

fn told(output: &Output, key: &'static str) -> Said {
    let name = output.path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    Said::of(key, &output.path).with("option", output.option).with("book", format!("{stem}.xlsx"))
}

fn twice(first: &Output, second: &Output) -> Said {
    Said::of("guard.twice", &second.path).with("one", first.option).with("other", second.option)
}

/// There is a folder for it, it is no folder itself, nobody has it open or has protected it.
fn writable(place: &Place, output: &Output) -> anyhow::Result<()> {
    let folder = folder_of(&place.path);
    let above = if output.makes_folder { existing(folder) } else { folder };
    if !above.is_dir() {
        let why = if above.exists() { "io.no_folder" } else { "io.not_found" };
        let unwritable = Said::of("terminal.folder_unwritable", folder_of(&output.path));
        return unwritable.because(Said::new(why)).err();
    }
    if let Ok(found) = fs::metadata(&place.path) {
        if found.is_dir() {
            return told(output, "guard.is_folder").err();
        }
        if found.permissions().readonly() {
            return told(output, "guard.protected").err();
        }
    }
    open_file::check_closed(&output.path)
}

/// What stands there may go.
fn replaceable(output: &Output, force: bool) -> anyhow::Result<()> {
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
    told(output, refused).err()
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

//! The tables of the sheets of a file, and what each is read as.

use super::ImportOptions;
use super::mapping::SavedTable;
use super::mended::Mends;
use super::plan::Known;
use super::raw::raw_sheet::RawSheet;
use super::read::builder::Builder;
use super::understand::source_file::SourceFile;
use super::understand::tables::stacked;
use crate::config::Config;
use crate::model::{CellPlace, InputFile};
use std::ops::Range;

/// A table of a sheet.
pub struct Part<'a> {
    /// Index of the file.
    pub input: u32,
    /// Index of the sheet within the file.
    pub within: usize,
    /// The sheet, or the part of it that has the table's columns.
    pub raw: &'a RawSheet,
    /// Its rows.
    pub region: Range<usize>,
    /// What it is read as.
    pub holds: Holds<'a>,
}

/// What a table is read as.
pub enum Holds<'a> {
    /// A table of a plan of ours.
    Known(&'a Known),
    /// Mended rows, which were put in their originals' place.
    Mended,
    /// A list, and how it was saved to be read.
    List(Option<&'a SavedTable>),
}

/// The tables of a file; `beside` are those that stand side by side on each of its sheets.
pub fn parts_of<'a>(
    input: u32,
    file: &'a SourceFile,
    beside: &'a [Vec<RawSheet>],
    mends: &Mends,
    options: &'a ImportOptions,
    config: &Config,
) -> Vec<Part<'a>> {
    let mut all = Vec::new();
    for ((within, sheet), beside) in file.sheets.iter().enumerate().zip(beside) {
        let part = |raw, region, holds| Part { input, within, raw, region, holds };
        if let Some(known) = file.known.get(within) {
            all.push(part(sheet, 0..sheet.len(), Holds::Known(known)));
            continue;
        }
        if mends.sheets.contains_key(&(input as usize, within)) {
            all.push(part(sheet, 0..sheet.len(), Holds::Mended));
            continue;
        }
        let saved = options.mapping.of(&file.path, &sheet.name, sheet.delimited);
        for raw in if beside.is_empty() { std::slice::from_ref(sheet) } else { beside } {
            let mine = saved.iter().copied().filter(|t| beside.is_empty() || t.begins_in(raw)).collect();
            let found = stacked(raw, options, config, mine);
            all.extend(found.into_iter().map(|(region, table)| part(raw, region, Holds::List(table))));
        }
    }
    all
}

impl Builder {
    /// Books a file whose tables are `parts`, the first of them the portfolio's sheet number `first`.
    pub(super) fn file(&mut self, input: u32, file: &SourceFile, first: usize, parts: &[Part<'_>]) {
        self.inputs.push(InputFile { path: file.path.clone(), error: file.error });
        self.added.extend(file.added.iter().cloned());
        self.settings.extend(file.settings.iter().cloned());
        let place = CellPlace { input: Some(input), ..CellPlace::default() };
        self.currencies.extend(file.currency.iter().map(|code| (code.clone(), place)));
        let before = u32::try_from(first).unwrap_or(u32::MAX);
        self.own.extend(file.own.iter().cloned().map(|own| own.moved(|row| row.sheet += before)));
        for (sheet, issue) in &file.findings {
            let mut issue = issue.clone();
            issue.place.input = Some(input);
            let at = parts.iter().position(|part| Some(&part.raw.name) == sheet.as_ref());
            issue.place.sheet = at.and_then(|at| u32::try_from(first + at).ok());
            self.issues.push(issue);
        }
    }
}

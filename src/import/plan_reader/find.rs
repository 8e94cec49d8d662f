//! Finds the tables of a plan on its sheets: header rows by their signatures, and the rows below them.

use super::spec::{SPECS, Spec, plain};
use crate::config::{Config, Labels};
use crate::import::cells::shown;
use crate::import::raw_sheet::RawSheet;
use crate::model::Language;

/// Rows in which a header is looked for.
const DEPTH: usize = 400;

/// A table found on a sheet.
pub struct Found {
    /// Index of its sheet.
    pub sheet: usize,
    /// What it is.
    pub spec: &'static Spec,
    /// Language of its headers.
    pub language: Language,
    /// 1-based row of the header.
    pub header_row: u32,
    /// Headers from left to right: column and text.
    pub headers: Vec<(u32, String)>,
    /// Indices of its first row and behind its last one, among the non-blank rows.
    pub rows: std::ops::Range<usize>,
}

impl Found {
    /// Column of a header of ours.
    pub fn column(&self, key: &str, config: &Config) -> Option<u32> {
        let wanted = plain(&super::spec::header(config.labels(self.language), key));
        self.headers.iter().find(|(_, text)| plain(text) == wanted).map(|(column, _)| *column)
    }
}

/// All tables of a plan's sheets.
pub fn find(sheets: &[RawSheet], config: &Config) -> Vec<Found> {
    let signatures: Vec<(Language, &Spec, Vec<String>)> = Language::ALL
        .iter()
        .flat_map(|l| SPECS.iter().map(move |s| (*l, s)))
        .map(|(language, spec)| (language, spec, spec.signature(config.labels(language))))
        .collect();
    let mut found = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let mut tables = Vec::new();
        for row in 0..sheet.len().min(DEPTH) {
            for run in runs(sheet, row) {
                let texts: Vec<String> = run.iter().map(|(_, text)| plain(text)).collect();
                let fits = |s: &&(Language, &Spec, Vec<String>)| s.2.iter().all(|h| texts.contains(h));
                let Some((language, spec, _)) = signatures.iter().find(fits) else { continue };
                tables.push(Found {
                    sheet: at,
                    spec,
                    language: *language,
                    header_row: sheet.row(row).number,
                    headers: run,
                    rows: row + 1..sheet.len(),
                });
            }
        }
        end(sheet, &mut tables);
        found.extend(tables);
    }
    found
}

/// Runs of text cells in a row: tables that stand side by side have a gap between them.
fn runs(sheet: &RawSheet, row: usize) -> Vec<Vec<(u32, String)>> {
    let mut runs: Vec<Vec<(u32, String)>> = Vec::new();
    for (column, cell) in sheet.row(row).cells() {
        let text = shown(cell);
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == column) => run.push((column, text)),
            _ => runs.push(vec![(column, text)]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// A table ends where the next one below it begins, with a blank row before that.
fn end(sheet: &RawSheet, tables: &mut [Found]) {
    let starts: Vec<u32> = tables.iter().map(|t| t.header_row).collect();
    for table in tables {
        let below = starts.iter().filter(|row| **row > table.header_row).min();
        if let Some(below) = below {
            let upto = (table.rows.start..table.rows.end).find(|at| sheet.row(*at).number >= *below);
            table.rows.end = upto.unwrap_or(table.rows.end);
        }
    }
}

/// Whether a sheet is one of ours: it has the way back to the Overview, or is the Overview.
pub fn is_ours(sheet: &RawSheet, config: &Config) -> bool {
    let ours = |labels: &Labels| {
        let back = labels.text("workbook.back");
        let name = labels.value("sheet", "overview");
        sheet.name == name
            || (0..sheet.len().min(4)).any(|at| sheet.row(at).cells().any(|(_, cell)| shown(cell) == back))
    };
    Language::ALL.iter().any(|l| ours(config.labels(*l)))
}

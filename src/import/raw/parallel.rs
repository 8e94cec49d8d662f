//! The sheets of a workbook, each read on its own; several at a time where that pays.

use super::budget::Budget;
use super::quiet::quietly;
use super::raw_sheet::RawSheet;
use super::sheet_writer::SheetWriter;
use super::{Finding, RawBook, Refusal, package};
use crate::model::IssueCode;
use calamine::{Sheet, SheetType, SheetVisible};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Mutex;

/// Smaller files are read faster by one handle than by several.
const PARALLEL_BYTES: u64 = 512 << 10;
/// Every handle loads the shared texts; larger ones are loaded once.
const SHARED_BYTES: u64 = 48 << 20;

/// A workbook whose sheets can be read cell by cell.
pub(super) trait Book: Sized + Send {
    /// Opens the file, loading what the sheets share.
    fn open(path: &Path) -> Result<Self, Refusal>;
    /// All sheets in order.
    fn sheets(&self) -> Vec<Sheet>;
    /// Reads a worksheet.
    fn read_sheet(&mut self, path: &Path, writer: &mut SheetWriter<'_>) -> Result<(), Refusal>;
}

type SheetOutcome = Result<(RawSheet, Vec<Finding>), Refusal>;

/// Reads all worksheets; an unreadable one becomes a finding.
pub(super) fn read_book<B: Book>(path: &Path, budget: &Budget) -> Result<RawBook, Refusal> {
    let first = quietly(|| B::open(path))?;
    budget.check_sheets(first.sheets().len())?;
    let sheets: Vec<Sheet> = first.sheets().into_iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    let spare = Mutex::new(vec![first]);
    let read_one = |sheet: &Sheet| -> SheetOutcome {
        let taken = spare.lock().ok().and_then(|mut books| books.pop());
        let writer = SheetWriter::new(&sheet.name, sheet.visible != SheetVisible::Visible, budget);
        quietly(|| {
            let mut writer = writer;
            let mut book = taken.map_or_else(|| B::open(path), Ok)?;
            book.read_sheet(path, &mut writer)?;
            if let Ok(mut books) = spare.lock() {
                books.push(book);
            }
            writer.finish()
        })
    };
    let outcomes: Vec<SheetOutcome> = match sheets.len() > 1 && worth_it(path)? {
        true => sheets.par_iter().map(read_one).collect(),
        false => sheets.iter().map(read_one).collect(),
    };
    gather(&sheets, outcomes)
}

fn worth_it(path: &Path) -> Result<bool, Refusal> {
    Ok(std::fs::metadata(path)?.len() > PARALLEL_BYTES && shared_bytes(path) < SHARED_BYTES)
}

fn shared_bytes(path: &Path) -> u64 {
    let size = || {
        let mut zip = package::open(path)?;
        let name = package::names(&zip).into_iter().find(|n| n.to_lowercase().contains("sharedstrings."))?;
        zip.by_name(&name).ok().map(|entry| entry.size())
    };
    size().unwrap_or(0)
}

fn gather(sheets: &[Sheet], outcomes: Vec<SheetOutcome>) -> Result<RawBook, Refusal> {
    let mut book = RawBook::default();
    for (sheet, outcome) in sheets.iter().zip(outcomes) {
        match outcome {
            Ok((raw, findings)) => {
                book.sheets.push(raw);
                book.findings.extend(findings);
            }
            Err(refusal) if refusal.code == IssueCode::FileUnreadable => {
                book.findings.push(refusal.of_sheet(&sheet.name));
            }
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(book)
}

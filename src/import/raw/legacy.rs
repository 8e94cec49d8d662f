//! `.xls` and `.ods`, which are loaded whole: to be called in a child process.

use super::budget::Budget;
use super::cell_value::cell_of;
use super::content::Content;
use super::quiet::quietly;
use super::raw_sheet::FormatHint;
use super::sheet_writer::SheetWriter;
use super::{RawBook, Refusal};
use crate::model::IssueCode;
use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError,
    open_workbook,
};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Reads an old or an OpenDocument workbook in this process.
pub(super) fn read_whole(path: &Path, content: Content, budget: &Budget) -> Result<RawBook, Refusal> {
    quietly(|| if content == Content::Ods { read_ods(path, budget) } else { read_xls(path, budget) })
}

fn read_ods(path: &Path, budget: &Budget) -> Result<RawBook, Refusal> {
    let mut ods: Ods<BufReader<File>> = open_workbook(path).map_err(|error| match error {
        OdsError::Password => Refusal::new(IssueCode::FileEncrypted),
        error => Refusal::unreadable(error),
    })?;
    let mut book = RawBook::default();
    budget.check_sheets(ods.sheets_metadata().len())?;
    for sheet in ods.sheets_metadata().to_vec() {
        let range = ods.worksheet_range(&sheet.name).map_err(Refusal::unreadable);
        add_sheet(&mut book, &sheet, range, &[], budget)?;
    }
    Ok(book)
}

fn read_xls(path: &Path, budget: &Budget) -> Result<RawBook, Refusal> {
    let mut xls: Xls<BufReader<File>> = open_workbook(path).map_err(|error| match error {
        XlsError::Password => Refusal::new(IssueCode::FileEncrypted),
        error => Refusal::unreadable(error),
    })?;
    let mut book = RawBook::default();
    budget.check_sheets(xls.sheets_metadata().len())?;
    for sheet in xls.sheets_metadata().to_vec() {
        let range = xls.worksheet_range(&sheet.name).map_err(Refusal::unreadable);
        let merged = xls.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        add_sheet(&mut book, &sheet, range, &merged, budget)?;
    }
    Ok(book)
}

fn add_sheet(
    book: &mut RawBook,
    sheet: &Sheet,
    range: Result<Range<Data>, Refusal>,
    merged: &[Dimensions],
    budget: &Budget,
) -> Result<(), Refusal> {
    if sheet.typ != SheetType::WorkSheet {
        return Ok(());
    }
    let range = match range {
        Ok(range) => range,
        Err(refusal) => {
            book.findings.push(refusal.of_sheet(&sheet.name));
            return Ok(());
        }
    };
    let mut writer = SheetWriter::new(&sheet.name, sheet.visible != SheetVisible::Visible, budget);
    writer.sheet.merged = merged.iter().map(|d| (d.start.0 + 1, d.start.1, d.end.0 + 1, d.end.1)).collect();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |from: u32, offset: usize| from.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        writer.put(place(top, row), place(left, column), cell_of(value, FormatHint::Plain))?;
    }
    let (raw, findings) = writer.finish()?;
    book.sheets.push(raw);
    book.findings.extend(findings);
    Ok(())
}

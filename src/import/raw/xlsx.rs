//! `.xlsx` and `.xlsm`: streamed, with the number formats of the cells.

use super::cell_value::cell_of;
use super::format_hint::hint_of;
use super::parallel::Book;
use super::raw_sheet::{FormatHint, RawSheet};
use super::sheet_writer::SheetWriter;
use super::{Refusal, merged, package, sheet_parts, uncached, unknown_errors};
use crate::model::IssueCode;
use calamine::{Reader, Sheet, Style, Xlsx, XlsxError, open_workbook};
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A handle on a workbook.
pub(super) struct XlsxBook(Xlsx<BufReader<File>>);

impl Book for XlsxBook {
    fn open(path: &Path) -> Result<Self, Refusal> {
        open_workbook(path).map(XlsxBook).map_err(refusal)
    }

    fn sheets(&self) -> Vec<Sheet> {
        self.0.sheets_metadata().to_vec()
    }

    fn read_sheet(&mut self, path: &Path, writer: &mut SheetWriter<'_>) -> Result<(), Refusal> {
        let name = writer.sheet.name.clone();
        let part = sheet_parts::part_of(path, &name);
        match &part {
            Some(part) => (writer.sheet.merged, writer.sheet.hidden_rows) = merged::ranges(path, part)?,
            // Found by the cell reader only: any part may be its.
            None => package::big_parts(path).iter().try_for_each(|part| merged::guard(path, part))?,
        }
        let (mut unknown, mut blank) = (0, false);
        let mut cells = self.0.worksheet_cells_reader(&name).map_err(refusal)?;
        let hints = hints_of(cells.styles(), &mut writer.sheet);
        loop {
            match cells.next_cell_with_style_id() {
                Ok(Some((cell, style))) => {
                    let (row, column) = cell.get_position();
                    let hint = hints.get(style).copied().unwrap_or_default();
                    let value = cell_of(cell.get_value(), hint);
                    blank |= value.is_none();
                    writer.put(row, column, value)?;
                }
                Ok(None) => break,
                Err(XlsxError::CellError(_)) => unknown += 1,
                Err(error) if stops(&error) => return Err(refusal(error)),
                Err(error) => writer.lose(error)?,
            }
        }
        if unknown > 0 {
            unknown_errors::add(path, part.as_deref(), unknown, writer)?;
        }
        if let Some(part) = part.filter(|_| blank) {
            uncached::add(path, &part, writer)?;
        }
        Ok(())
    }
}

/// The hint of every style; each distinct format code is looked at once.
fn hints_of(styles: &[Style], sheet: &mut RawSheet) -> Vec<FormatHint> {
    let mut known: HashMap<&str, FormatHint> = HashMap::new();
    let mut hints = Vec::with_capacity(styles.len());
    for style in styles {
        let format = style.number_format.as_ref().filter(|format| !is_local_currency(format.format_id));
        hints.push(format.map_or(FormatHint::Plain, |format| {
            let code = format.format_code.as_str();
            *known.entry(code).or_insert_with(|| hint_of(code, &mut sheet.currencies))
        }));
    }
    hints
}

/// Built-in formats that show the currency of whoever opens the file, unless the file redefines them.
fn is_local_currency(format_id: Option<u32>) -> bool {
    matches!(format_id, Some(5..=8))
}

/// Errors after which there is no next cell.
fn stops(error: &XlsxError) -> bool {
    use XlsxError::{Encoding, Io, Xml, XmlEof, Zip};
    matches!(error, Io(_) | Zip(_) | Xml(_) | XmlEof(_) | Encoding(_))
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::new(IssueCode::FileEncrypted),
        error => Refusal::unreadable(error),
    }
}

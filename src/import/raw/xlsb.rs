//! `.xlsb`: streamed. The reader gives no number formats here, and no merged ranges.

use super::Refusal;
use super::cell_value::cell_of;
use super::parallel::Book;
use super::raw_sheet::FormatHint;
use super::sheet_writer::SheetWriter;
use crate::model::IssueCode;
use calamine::{Reader, Sheet, Xlsb, XlsbError, open_workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A handle on a workbook.
pub(super) struct XlsbBook(Xlsb<BufReader<File>>);

impl Book for XlsbBook {
    fn open(path: &Path) -> Result<Self, Refusal> {
        open_workbook(path).map(XlsbBook).map_err(refusal)
    }

    fn sheets(&self) -> Vec<Sheet> {
        self.0.sheets_metadata().to_vec()
    }

    fn read_sheet(&mut self, _: &Path, writer: &mut SheetWriter<'_>) -> Result<(), Refusal> {
        let name = writer.sheet.name.clone();
        let mut cells = self.0.worksheet_cells_reader(&name).map_err(refusal)?;
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    writer.put(row, column, cell_of(cell.get_value(), FormatHint::Plain))?;
                }
                Ok(None) => return Ok(()),
                Err(error @ XlsbError::CellError(_)) => writer.lose(error)?,
                Err(error) => return Err(refusal(error)),
            }
        }
    }
}

fn refusal(error: XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::new(IssueCode::FileEncrypted),
        error => Refusal::unreadable(error),
    }
}

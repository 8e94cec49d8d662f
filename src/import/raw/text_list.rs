//! Lists of text (`.csv`, `.tsv`), streamed: every cell a text, every row known by its line.

use super::budget::Budget;
use super::encoding::TextEncoding;
use super::separator::{self, Dialect};
use super::sheet_writer::SheetWriter;
use super::{RawBook, Refusal};
use crate::import::raw_sheet::Cell;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// As much of a list as is looked at to find its separator.
const SAMPLE: u64 = 64 << 10;

/// Reads a list; its sheet is named after the file.
pub(super) fn read_text(path: &Path, encoding: TextEncoding, budget: &Budget) -> Result<RawBook, Refusal> {
    let mut sample = Vec::new();
    decoded(path, encoding)?.take(SAMPLE).read_to_end(&mut sample)?;
    let dialect = separator::dialect(&sample);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut writer = SheetWriter::new(&name, false, budget);
    read_records(decoded(path, encoding)?, dialect, &mut writer)?;
    let (sheet, finding) = writer.finish()?;
    Ok(RawBook { sheets: vec![sheet], findings: finding.into_iter().collect() })
}

fn decoded(path: &Path, encoding: TextEncoding) -> Result<impl Read, Refusal> {
    let file = BufReader::new(File::open(path)?);
    Ok(DecodeReaderBytesBuilder::new().encoding(Some(encoding.0)).strip_bom(true).build(file))
}

fn read_records(text: impl Read, dialect: Dialect, writer: &mut SheetWriter<'_>) -> Result<(), Refusal> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.separator)
        .buffer_capacity(1 << 16)
        .from_reader(text);
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(Refusal::unreadable)? {
        let line = first_line(&record, reader.position().line());
        writer.step()?;
        if line == 1 && dialect.says_separator {
            continue;
        }
        for (column, field) in (0..).zip(record.iter()) {
            let text = String::from_utf8_lossy(field);
            if !text.trim().is_empty() {
                writer.put_line(line, column, Cell::Text(&text))?;
            }
        }
    }
    Ok(())
}

/// The line a record begins on.
fn first_line(record: &ByteRecord, _after: u64) -> u32 {
    record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX))
}

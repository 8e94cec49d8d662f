//! Lists of text (`.csv`, `.tsv`), streamed: every cell a text, every row known by its line.

use super::budget::Budget;
use super::encoding::TextEncoding;
use super::field_text;
use super::line_ends::LineEnds;
use super::raw_sheet::Cell;
use super::separator::{self, Dialect};
use super::sheet_writer::SheetWriter;
use super::{Finding, RawBook, Refusal};
use crate::model::IssueCode;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// As much of a list as is looked at to find its separator.
const SAMPLE: u64 = 64 << 10;
/// As much where that is too little for a row: cells may hold 32,767 characters.
const LONG_SAMPLE: u64 = 4 << 20;
/// Line ends that make a sample.
const SAMPLE_LINES: usize = 10;

/// More lines in one record than this, and a quote was opened by mistake.
const MAX_LINES: u64 = 5_000;

/// Reads a list; its sheet is named after the file.
pub(super) fn read_text(path: &Path, encoding: TextEncoding, budget: &Budget) -> Result<RawBook, Refusal> {
    let mut sample = Vec::new();
    let mut start = LineEnds::new(decoded(path, encoding)?);
    start.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    if memchr::memchr_iter(b'\n', &sample).count() < SAMPLE_LINES {
        start.take(LONG_SAMPLE).read_to_end(&mut sample)?;
    }
    let dialect = separator::dialect(&sample);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut findings = Vec::new();
    if encoding.assumed {
        findings.push(finding(IssueCode::EncodingAssumed, &name, "encoding", encoding.encoding.name()));
    }
    let mut writer = SheetWriter::new(&name, false, budget);
    if let Some(line) = read_records(decoded(path, encoding)?, dialect, true, &mut writer)? {
        findings.push(finding(IssueCode::QuoteUnclosed, &name, "line", &line.to_string()));
        writer = SheetWriter::new(&name, false, budget);
        read_records(decoded(path, encoding)?, dialect, false, &mut writer)?;
    }
    let (mut sheet, lost) = writer.finish()?;
    sheet.delimited = true;
    sheet.semicolons = dialect.separator == b';';
    findings.extend(lost);
    Ok(RawBook { sheets: vec![sheet], findings })
}

pub(super) fn finding(code: IssueCode, sheet: &str, name: &'static str, value: &str) -> Finding {
    Finding { code, sheet: Some(sheet.to_owned()), args: vec![(name, value.to_owned())] }
}

pub(super) fn decoded(path: &Path, encoding: TextEncoding) -> Result<impl Read, Refusal> {
    let file = BufReader::new(File::open(path)?);
    Ok(DecodeReaderBytesBuilder::new().encoding(Some(encoding.encoding)).strip_bom(true).build(file))
}

/// Reads all records; gives the line of a quote that is never closed, and so swallowed the rest.
fn read_records(
    text: impl Read,
    dialect: Dialect,
    quoting: bool,
    writer: &mut SheetWriter<'_>,
) -> Result<Option<u32>, Refusal> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(dialect.separator)
        .buffer_capacity(1 << 16)
        .from_reader(LineEnds::new(text));
    let mut record = ByteRecord::new();
    let (mut line, mut lines_inside) = (0, 0);
    while reader.read_byte_record(&mut record).map_err(Refusal::unreadable)? {
        lines_inside = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        line = first_line(reader.position().line(), lines_inside);
        if lines_inside > MAX_LINES {
            return Ok(Some(line));
        }
        if line > 1 || !dialect.says_separator {
            put_record(&record, line, writer)?;
        }
    }
    let unclosed = quoting && lines_inside > 0 && !reader.get_ref().quotes_paired();
    // No line end closed that record, so it begins a line later than reckoned.
    Ok(unclosed.then_some(line + 1))
}

fn put_record(record: &ByteRecord, line: u32, writer: &mut SheetWriter<'_>) -> Result<(), Refusal> {
    writer.step()?;
    for (column, field) in (0..).zip(record.iter()) {
        if memchr::memchr(0, field).is_some() {
            writer.nul(line, column);
        }
        let text = String::from_utf8_lossy(field);
        let text = field_text::meant(&text);
        if !text.trim().is_empty() {
            writer.put_line(line, column, Cell::Text(&text))?;
        }
    }
    Ok(())
}

/// The line a record begins on, from the line after it and the line ends inside. (The reader's own count for a record takes in
/// the blank lines before it.)
fn first_line(after: u64, lines_inside: u64) -> u32 {
    u32::try_from(after.saturating_sub(lines_inside + 1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::raw::ReadLimits;

    fn lines(text: &str) -> Vec<(u32, String)> {
        let budget = Budget::new(&ReadLimits::default());
        let mut writer = SheetWriter::new("list", false, &budget);
        let dialect = separator::dialect(text.as_bytes());
        assert_eq!(read_records(text.as_bytes(), dialect, true, &mut writer), Ok(None));
        let shown = |cell| if let Cell::Text(text) = cell { text } else { "?" };
        let sheet = writer.finish().map(|(sheet, _)| sheet).unwrap_or_default();
        sheet
            .rows()
            .map(|row| (row.number, row.cells().map(|c| shown(c.1)).collect::<Vec<_>>().join("|")))
            .collect()
    }

    #[test]
    fn rows_are_known_by_their_first_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["title", "", "", "a,b", "\"x", "y\",2", "", ",", "c,\"d", "\"", "last,1"].join(end);
            let expected = [(1, "title"), (4, "a|b"), (5, "x\ny|2"), (9, "c|d\n"), (11, "last|1")];
            assert_eq!(lines(&text), expected.map(|(line, text)| (line, text.to_owned())), "{end:?}");
        }
    }

    #[test]
    fn a_separator_line_is_no_row() {
        assert_eq!(lines("sep=;\na,b;c\n"), [(2, "a,b|c".to_owned())]);
    }
}

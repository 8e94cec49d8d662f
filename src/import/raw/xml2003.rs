//! SpreadsheetML, the XML that Excel 2003 and many systems write, mostly under the name of an `.xls`.

use super::budget::Budget;
use super::format_hint::hint_of;
use super::raw_sheet::{Cell, FormatHint};
use super::sheet_parts::attribute;
use super::sheet_writer::{LONGEST_CELL, SheetWriter};
use super::xml_guard::{GUARD_FROM, XmlGuard};
use super::{RawBook, Refusal, cell_value, package};
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Whether the start of an XML file says that it is such a workbook.
pub(super) fn is_workbook(start: &str) -> bool {
    start.contains("urn:schemas-microsoft-com:office:spreadsheet") || start.contains("progid=\"excel.sheet\"")
}

/// Reads a workbook.
pub(super) fn read_xml(path: &Path, budget: &Budget) -> Result<RawBook, Refusal> {
    let size = std::fs::metadata(path)?.len();
    if size > GUARD_FROM {
        guard(path, size)?;
    }
    let mut xml = Reader::from_reader(BufReader::new(decoded(path)?));
    xml.config_mut().check_end_names = false;
    let mut book =
        Book { budget, styles: HashMap::new(), style: None, sheet: None, book: RawBook::default() };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(Refusal::unreadable)? {
            Event::Start(tag) => book.start(&tag)?,
            Event::Empty(tag) => {
                book.start(&tag)?;
                book.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => book.end(tag.local_name().as_ref())?,
            Event::Text(text) => book.text(text.as_ref()),
            Event::CData(text) => book.text(text.as_ref()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => book.text(letter.encode_utf8(&mut [0; 4])),
                _ => book.text(resolve_predefined_entity(name.as_ref()).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    book.end("Worksheet")?;
    Ok(book.book)
}

/// The file in UTF-8, whatever it says it is in.
fn decoded(path: &Path) -> Result<impl Read, Refusal> {
    let mut head = Vec::new();
    File::open(path)?.take(256).read_to_end(&mut head)?;
    let stated = || {
        let at = memchr::memmem::find(&head, b"encoding=")? + "encoding=".len() + 1;
        let label = head.get(at..)?;
        Encoding::for_label(&label[..label.iter().position(|b| matches!(b, b'"' | b'\''))?])
    };
    let encoding = stated().filter(|e| e.is_ascii_compatible()).unwrap_or(UTF_8);
    let file = BufReader::new(File::open(path)?);
    // A byte order mark says more.
    Ok(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(file))
}

fn guard(path: &Path, size: u64) -> Result<(), Refusal> {
    let (mut guard, mut xml, mut block) = (XmlGuard::default(), decoded(path)?, vec![0; 1 << 16]);
    loop {
        let read = xml.read(&mut block)?;
        if read == 0 {
            return Ok(());
        }
        if !guard.feed(&block[..read]) {
            return Err(package::part_too_large("XML", size, GUARD_FROM));
        }
    }
}

struct Book<'b> {
    budget: &'b Budget,
    /// Number formats by style.
    styles: HashMap<String, String>,
    style: Option<String>,
    sheet: Option<Open<'b>>,
    book: RawBook,
}

/// A sheet being read.
struct Open<'b> {
    writer: SheetWriter<'b>,
    /// The row and column of the next cell, from 0.
    row: u32,
    column: u32,
    /// Rows that follow one of the same look.
    alike: u32,
    cell: OpenCell,
    inside: Inside,
}

#[derive(Default)]
struct OpenCell {
    kind: String,
    text: String,
    style: Option<String>,
    across: u32,
    down: u32,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Data,
    Comment,
    Visible,
}

impl Book<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let number = |name: &[u8]| attribute(tag, name).and_then(|n| n.trim().parse::<u32>().ok());
        match tag.local_name().as_ref() {
            "Style" => {
                self.style = attribute(tag, b"ID");
                if let (Some(id), Some(parent)) = (&self.style, attribute(tag, b"Parent"))
                    && let Some(format) = self.styles.get(&parent).cloned()
                {
                    self.styles.insert(id.clone(), format);
                }
            }
            "NumberFormat" => {
                if let (Some(id), Some(format)) = (&self.style, attribute(tag, b"Format")) {
                    self.styles.insert(id.clone(), format);
                }
            }
            "Worksheet" => {
                self.end("Worksheet")?;
                self.budget.check_sheets(self.book.sheets.len() + 1)?;
                let name = attribute(tag, b"Name").unwrap_or_default();
                self.sheet = Some(Open::new(SheetWriter::new(&name, false, self.budget)));
            }
            name => {
                let Some(sheet) = &mut self.sheet else { return Ok(()) };
                match name {
                    "Row" => {
                        if let Some(index) = number(b"Index").filter(|n| *n > 0) {
                            sheet.row = index - 1;
                        }
                        (sheet.column, sheet.alike) = (0, number(b"Span").unwrap_or(0));
                        if attribute(tag, b"Hidden").as_deref() == Some("1") {
                            sheet.writer.sheet.hidden_rows.push(sheet.row.saturating_add(1));
                        }
                        sheet.writer.step()?;
                    }
                    "Cell" => {
                        if let Some(index) = number(b"Index").filter(|n| *n > 0) {
                            sheet.column = index - 1;
                        }
                        let (across, down) =
                            (number(b"MergeAcross").unwrap_or(0), number(b"MergeDown").unwrap_or(0));
                        let style = attribute(tag, b"StyleID");
                        sheet.cell = OpenCell { style, across, down, ..OpenCell::default() };
                    }
                    "Data" if sheet.inside == Inside::Nothing => {
                        sheet.cell.kind = attribute(tag, b"Type").unwrap_or_default();
                        sheet.inside = Inside::Data;
                    }
                    "Comment" => sheet.inside = Inside::Comment,
                    "Visible" => sheet.inside = Inside::Visible,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let Some(sheet) = &mut self.sheet else { return };
        match sheet.inside {
            Inside::Data if sheet.cell.text.len() <= 4 * LONGEST_CELL => sheet.cell.text.push_str(text),
            Inside::Visible => sheet.writer.sheet.hidden |= text.trim_end().ends_with("Hidden"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        if name == "Style" {
            self.style = None;
        }
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        match name {
            "Data" if sheet.inside == Inside::Data => sheet.inside = Inside::Nothing,
            "Comment" | "Visible" => sheet.inside = Inside::Nothing,
            "Cell" => sheet.end_cell(&self.styles)?,
            "Row" => sheet.row = sheet.row.saturating_add(1).saturating_add(sheet.alike),
            "Worksheet" => {
                if let Some(open) = self.sheet.take() {
                    let (sheet, findings) = open.writer.finish()?;
                    self.book.sheets.push(sheet);
                    self.book.findings.extend(findings);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl<'b> Open<'b> {
    fn new(writer: SheetWriter<'b>) -> Self {
        let (cell, inside) = (OpenCell::default(), Inside::Nothing);
        Open { writer, row: 0, column: 0, alike: 0, cell, inside }
    }

    fn end_cell(&mut self, styles: &HashMap<String, String>) -> Result<(), Refusal> {
        let cell = std::mem::take(&mut self.cell);
        self.inside = Inside::Nothing;
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1).saturating_add(cell.across);
        if cell.across > 0 || cell.down > 0 {
            let (top, bottom) = (row.saturating_add(1), row.saturating_add(1).saturating_add(cell.down));
            self.writer.sheet.merged.push((top, column, bottom, column.saturating_add(cell.across)));
        }
        let format = cell.style.as_ref().and_then(|style| styles.get(style)).map_or("", String::as_str);
        let hint = match format {
            "Percent" => FormatHint::Percent,
            format => hint_of(format, &mut self.writer.sheet.currencies),
        };
        let text = cell.text.as_str();
        let number = || text.trim().parse().ok().filter(|n: &f64| n.is_finite());
        let value = match cell.kind.as_str() {
            _ if text.trim().is_empty() => None,
            "Number" => number().map(|n| Cell::Number(n, hint)),
            "Boolean" => Some(Cell::Bool(text.trim() == "1")),
            "Error" => Some(Cell::Error(text.trim())),
            "DateTime" => cell_value::iso_date(text.trim()).map(Cell::Date),
            _ => None,
        };
        let shown = (!text.trim().is_empty()).then_some(Cell::Text(text));
        self.writer.put(row, column, value.or(shown))
    }
}

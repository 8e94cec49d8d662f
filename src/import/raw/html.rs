//! Web pages with tables, as many systems write them under the name of an `.xls`: every table that holds
//! more than a line of layout is a sheet.

use super::budget::Budget;
use super::encoding::TextEncoding;
use super::raw_sheet::{Cell, FormatHint};
use super::sheet_writer::{LONGEST_CELL, SheetWriter};
use super::text_list::{decoded, finding};
use super::{RawBook, Refusal};
use crate::model::IssueCode;
use encoding_rs::Encoding;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{IoReader, Tokenizer};
use std::path::Path;

/// Pages are not packed, so that nothing of theirs is longer than the page.
const MAX_BYTES: u64 = 512 << 20;
/// Tables within tables beyond this are text.
const MAX_DEPTH: usize = 16;
/// Rows and columns that a cell may cover.
const MAX_SPAN: u32 = 16_384;

/// Reads a page; its sheets are named after the file.
pub(super) fn read_html(path: &Path, encoding: TextEncoding, budget: &Budget) -> Result<RawBook, Refusal> {
    let size = std::fs::metadata(path)?.len();
    if size > MAX_BYTES {
        return Err(super::package::too_large(size, MAX_BYTES));
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut page = Page { name: &name, budget, open: Vec::new(), book: RawBook::default(), skipped: None };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(IoReader::new(decoded(path, encoding)?), emitter);
    for token in tokens {
        page.take(token.map_err(Refusal::unreadable)?)?;
    }
    while !page.open.is_empty() {
        page.close_table()?;
    }
    if page.book.sheets.is_empty() {
        return Err(Refusal::new(IssueCode::FileIsHtml));
    }
    if encoding.assumed {
        let told = finding(IssueCode::EncodingAssumed, &name, "encoding", encoding.encoding.name());
        page.book.findings.push(told);
    }
    Ok(page.book)
}

/// The encoding that a page states near its start.
pub(super) fn stated_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let at = head.windows(8).position(|w| w.eq_ignore_ascii_case(b"charset="))? + 8;
    let rest = head[at..].trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))
        .unwrap_or(0);
    Encoding::for_label(&rest[..end])
}

struct Page<'b> {
    name: &'b str,
    budget: &'b Budget,
    /// Tables within one another, the innermost last.
    open: Vec<Table<'b>>,
    book: RawBook,
    /// The script or style that is being passed over.
    skipped: Option<Vec<u8>>,
}

struct Table<'b> {
    writer: SheetWriter<'b>,
    /// Rows begun.
    rows: u32,
    /// Where the next cell goes.
    column: u32,
    /// Rows that the cells above still cover, by column.
    covered: Vec<u32>,
    cell: Option<OpenCell>,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    number: Option<f64>,
    across: u32,
    down: u32,
}

impl Page<'_> {
    fn take(&mut self, token: Token) -> Result<(), Refusal> {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag.name),
            Token::String(text) => {
                if self.skipped.is_none()
                    && let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut())
                {
                    add(&mut cell.text, &String::from_utf8_lossy(&text.value));
                }
                Ok(())
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => Ok(()),
        }
    }

    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Refusal> {
        match tag.name.as_slice() {
            b"script" | b"style" => self.skipped = Some(tag.name.to_vec()),
            b"table" if self.open.len() < MAX_DEPTH => {
                let number = self.book.sheets.len() + self.open.len() + 1;
                self.budget.check_sheets(number)?;
                let name =
                    if number == 1 { self.name.to_owned() } else { format!("{} ({number})", self.name) };
                self.open.push(Table::new(SheetWriter::new(&name, false, self.budget)));
            }
            b"tr" => self.inner(|table| table.begin_row())?,
            b"td" | b"th" => self.inner(|table| table.begin_cell(tag))?,
            b"br" | b"p" | b"div" | b"li" => self.line_break(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refusal> {
        match name {
            b"table" => self.close_table()?,
            b"tr" | b"td" | b"th" => self.inner(|table| table.end_cell())?,
            b"p" | b"div" | b"li" => self.line_break(),
            _ => {}
        }
        if self.skipped.as_deref() == Some(name) {
            self.skipped = None;
        }
        Ok(())
    }

    fn line_break(&mut self) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut())
            && !cell.text.is_empty()
            && !cell.text.ends_with('\n')
        {
            cell.text.truncate(cell.text.trim_end_matches(' ').len());
            cell.text.push('\n');
        }
    }

    fn inner(&mut self, act: impl FnOnce(&mut Table<'_>) -> Result<(), Refusal>) -> Result<(), Refusal> {
        self.open.last_mut().map_or(Ok(()), act)
    }

    fn close_table(&mut self) -> Result<(), Refusal> {
        let Some(mut table) = self.open.pop() else { return Ok(()) };
        table.end_cell()?;
        let (sheet, findings) = table.writer.finish()?;
        if sheet.len() > 1 && sheet.cell_count() > 2 {
            self.book.sheets.push(sheet);
            self.book.findings.extend(findings);
        }
        Ok(())
    }
}

impl<'b> Table<'b> {
    fn new(writer: SheetWriter<'b>) -> Self {
        Table { writer, rows: 0, column: 0, covered: Vec::new(), cell: None }
    }

    fn begin_row(&mut self) -> Result<(), Refusal> {
        self.end_cell()?;
        (self.rows, self.column) = (self.rows.saturating_add(1), 0);
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.writer.step()
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) -> Result<(), Refusal> {
        self.end_cell()?;
        if self.rows == 0 {
            self.begin_row()?;
        }
        let attribute = |name: &[u8]| {
            let value =
                tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).into_owned());
            value.map(|value| value.trim().to_owned())
        };
        let span = |name: &[u8]| attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN);
        let number = attribute(b"x:num").and_then(|n| n.parse().ok()).filter(|n: &f64| n.is_finite());
        self.cell =
            Some(OpenCell { text: String::new(), number, across: span(b"colspan"), down: span(b"rowspan") });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        while self.covered.get(self.column as usize).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let (row, column) = (self.rows - 1, self.column);
        self.column = column.saturating_add(cell.across);
        if cell.down > 1 && self.column <= MAX_SPAN {
            let end = self.column as usize;
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[column as usize..end].fill(cell.down);
        }
        let text = cell.text.trim();
        if text.is_empty() && cell.number.is_none() {
            return self.writer.step();
        }
        if cell.across > 1 || cell.down > 1 {
            let last = (row.saturating_add(cell.down), column.saturating_add(cell.across - 1));
            self.writer.sheet.merged.push((row + 1, column, last.0, last.1));
        }
        let value = cell.number.map_or(Cell::Text(text), |number| Cell::Number(number, FormatHint::Plain));
        self.writer.put(row, column, Some(value))
    }
}

/// Adds text as a page shows it: any white space is one space. A cell takes no more than it can hold.
fn add(cell: &mut String, text: &str) {
    for c in text.chars() {
        if cell.len() > 4 * LONGEST_CELL + 4 {
            return;
        }
        match c.is_whitespace() {
            true if cell.is_empty() || cell.ends_with([' ', '\n']) => {}
            true => cell.push(' '),
            false => cell.push(c),
        }
    }
}

//! How the child process hands over what it read: a stream of small records, little-endian.

use super::budget::Budget;
use super::raw_sheet::{Cell, FormatHint, RawSheet};
use super::sheet_writer::SheetWriter;
use super::{Finding, RawBook, Refusal};
use crate::model::IssueCode;
use std::io::{Error, ErrorKind, Read, Result, Write};

const SHEET: u8 = b'S';
const MERGED: u8 = b'M';
const NUMBER: u8 = b'n';
const TEXT: u8 = b't';
const BOOL: u8 = b'b';
const DATE: u8 = b'd';
const ERROR: u8 = b'e';
const FINDING: u8 = b'F';
const REFUSAL: u8 = b'R';
const END: u8 = b'.';
/// Argument names that may come across.
const NAMES: [&str; 7] = ["detail", "sheet", "limit", "count", "content", "size", "cell"];

/// Writes what was read, or why nothing was.
pub(super) fn write(out: &mut impl Write, outcome: &std::result::Result<RawBook, Refusal>) -> Result<()> {
    match outcome {
        Ok(book) => {
            for sheet in &book.sheets {
                write_sheet(out, sheet)?;
            }
            for finding in &book.findings {
                out.write_all(&[FINDING])?;
                put_text(out, finding.sheet.as_deref().unwrap_or_default())?;
                put_reason(out, finding.code, &finding.args)?;
            }
        }
        Err(refusal) => {
            out.write_all(&[REFUSAL])?;
            put_reason(out, refusal.code, &refusal.args)?;
        }
    }
    out.write_all(&[END])?;
    out.flush()
}

fn write_sheet(out: &mut impl Write, sheet: &RawSheet) -> Result<()> {
    out.write_all(&[SHEET, u8::from(sheet.hidden)])?;
    put_text(out, &sheet.name)?;
    for (top, left, bottom, right) in &sheet.merged {
        out.write_all(&[MERGED])?;
        for number in [top, left, bottom, right] {
            out.write_all(&number.to_le_bytes())?;
        }
    }
    for row in sheet.rows() {
        for (column, cell) in row.cells() {
            write_cell(out, row.number, column, cell)?;
        }
    }
    Ok(())
}

fn write_cell(out: &mut impl Write, row: u32, column: u32, cell: Cell<'_>) -> Result<()> {
    let (mark, bits, text) = match cell {
        Cell::Number(number, _) => (NUMBER, number.to_bits(), None),
        Cell::Bool(truth) => (BOOL, u64::from(truth), None),
        Cell::Date(date) => (DATE, date.and_utc().timestamp_micros().cast_unsigned(), None),
        Cell::Text(text) => (TEXT, 0, Some(text)),
        Cell::Error(text) => (ERROR, 0, Some(text)),
    };
    out.write_all(&[mark])?;
    out.write_all(&row.to_le_bytes())?;
    out.write_all(&column.to_le_bytes())?;
    match text {
        Some(text) => put_text(out, text),
        None => out.write_all(&bits.to_le_bytes()),
    }
}

fn put_text(out: &mut impl Write, text: &str) -> Result<()> {
    let length = u32::try_from(text.len()).map_err(|_| ErrorKind::InvalidData)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(text.as_bytes())
}

fn put_reason(out: &mut impl Write, code: IssueCode, args: &[(&'static str, String)]) -> Result<()> {
    put_text(out, code.code())?;
    out.write_all(&[u8::try_from(args.len()).unwrap_or(u8::MAX)])?;
    for (name, value) in args.iter().take(usize::from(u8::MAX)) {
        put_text(out, name)?;
        put_text(out, value)?;
    }
    Ok(())
}

/// Reads what the child wrote. `Err` is a broken stream, that is, a child that died.
pub(super) fn read(input: &mut impl Read, budget: &Budget) -> Result<std::result::Result<RawBook, Refusal>> {
    let mut book = RawBook::default();
    let mut open: Option<SheetWriter<'_>> = None;
    loop {
        let [mark] = bytes(input)?;
        if !matches!(mark, MERGED | NUMBER | TEXT | BOOL | DATE | ERROR) {
            match open.take().map(SheetWriter::finish) {
                Some(Ok((sheet, _))) => book.sheets.push(sheet),
                Some(Err(refusal)) => return Ok(Err(refusal)),
                None => {}
            }
        }
        match mark {
            SHEET => {
                let [hidden] = bytes(input)?;
                open = Some(SheetWriter::new(&text(input)?, hidden != 0, budget));
            }
            FINDING => {
                let sheet = Some(text(input)?).filter(|name| !name.is_empty());
                let (code, args) = reason(input)?;
                book.findings.push(Finding { code, sheet, args });
            }
            REFUSAL => {
                let (code, args) = reason(input)?;
                return Ok(Err(Refusal { code, args }));
            }
            END => return Ok(Ok(book)),
            _ => {
                let writer = open.as_mut().ok_or(ErrorKind::InvalidData)?;
                if let Err(refusal) = read_part(input, mark, writer)? {
                    return Ok(Err(refusal));
                }
            }
        }
    }
}

fn read_part(
    input: &mut impl Read,
    mark: u8,
    writer: &mut SheetWriter<'_>,
) -> Result<std::result::Result<(), Refusal>> {
    if mark == MERGED {
        let range = (number(input)?, number(input)?, number(input)?, number(input)?);
        writer.sheet.merged.push(range);
        return Ok(Ok(()));
    }
    let (row, column) = (number(input)?, number(input)?);
    let words = if matches!(mark, TEXT | ERROR) { text(input)? } else { String::new() };
    let bits = if words.is_empty() { u64::from_le_bytes(bytes(input)?) } else { 0 };
    let cell = match mark {
        NUMBER => Cell::Number(f64::from_bits(bits), FormatHint::Plain),
        BOOL => Cell::Bool(bits != 0),
        TEXT => Cell::Text(&words),
        ERROR => Cell::Error(&words),
        _ => match chrono::DateTime::from_timestamp_micros(bits.cast_signed()) {
            Some(date) => Cell::Date(date.naive_utc()),
            None => return Err(ErrorKind::InvalidData.into()),
        },
    };
    Ok(writer.put(row.saturating_sub(1), column, Some(cell)))
}

fn bytes<const N: usize>(input: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn number(input: &mut impl Read) -> Result<u32> {
    Ok(u32::from_le_bytes(bytes(input)?))
}

fn text(input: &mut impl Read) -> Result<String> {
    let length = number(input)?;
    let mut text = String::new();
    let read = input.by_ref().take(u64::from(length)).read_to_string(&mut text)?;
    if read == length as usize { Ok(text) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn reason(input: &mut impl Read) -> Result<(IssueCode, Vec<(&'static str, String)>)> {
    let code = IssueCode::from_code(&text(input)?).ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
    let [count] = bytes(input)?;
    let mut args = Vec::new();
    for _ in 0..count {
        let (name, value) = (text(input)?, text(input)?);
        args.extend(NAMES.iter().find(|known| **known == name).map(|known| (*known, value)));
    }
    Ok((code, args))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::import::raw::ReadLimits;

    #[test]
    fn a_book_crosses_unchanged() {
        let mut sheet = RawSheet::new("客户");
        sheet.hidden = true;
        sheet.merged.push((1, 0, 1, 5));
        let cells = [
            Cell::Number(0.1 + 0.2, FormatHint::Plain),
            Cell::Text("甲\n乙"),
            Cell::Bool(true),
            Cell::Date(chrono::NaiveDate::from_ymd_opt(1904, 1, 1).unwrap().and_hms_opt(1, 2, 3).unwrap()),
            Cell::Error("#N/A"),
        ];
        for (column, cell) in (0..).zip(cells) {
            sheet.push(1_048_576, column, cell);
        }
        let finding = Finding {
            code: IssueCode::SheetUnreadable,
            sheet: Some("x".into()),
            args: vec![("detail", "why".into())],
        };
        let book = RawBook { sheets: vec![sheet], findings: vec![finding.clone()] };
        let mut stream = Vec::new();
        write(&mut stream, &Ok(book)).unwrap();
        let budget = Budget::new(&ReadLimits::default());
        let back = read(&mut stream.as_slice(), &budget).unwrap().unwrap();
        assert!(back.sheets[0].row(0).cells().map(|c| c.1).eq(cells));
        assert_eq!((back.sheets[0].row(0).number, back.sheets[0].hidden), (1_048_576, true));
        assert_eq!((back.findings, &back.sheets[0].merged), (vec![finding], &vec![(1, 0, 1, 5)]));
        for cut in 0..stream.len() {
            assert!(read(&mut &stream[..cut], &budget).is_err(), "cut at {cut}");
        }
    }
}

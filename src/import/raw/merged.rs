//! Merged ranges and hidden rows of a sheet. The ranges stand behind its cells, so that the whole part has
//! to be unpacked once more to reach them; without parsing it, that is a small part of the time of reading.

use super::xml_guard::{GUARD_FROM, XmlGuard};
use super::{Refusal, package};
use std::io::Read;
use std::path::Path;

/// What follows the cells is kept up to this size.
const MAX_TAIL: u64 = 8 << 20;
const BLOCK: usize = 1 << 16;
/// Longer than the start tag of a row.
const OVERLAP: usize = 512;
/// Longer than any element name with its prefix.
const NAME: usize = 32;
const ELEMENT: &[u8] = b"mergeCells";

type Range = (u32, u32, u32, u32);

/// A reader would have to hold too much at once.
#[derive(Debug, PartialEq)]
struct TooLong;

/// The merged ranges: first row, first column, last row, last column; rows from 1, columns from 0.
/// Beside them the numbers of the hidden rows.
///
/// # Errors
/// The part holds something longer than a reader of it may hold.
pub(super) fn ranges(path: &Path, part: &str) -> Result<(Vec<Range>, Vec<u32>), Refusal> {
    let Some(mut zip) = package::open(path) else { return Ok(Default::default()) };
    let Ok(entry) = zip.by_name(part) else { return Ok(Default::default()) };
    let size = entry.size();
    let mut guard = (size > GUARD_FROM).then(XmlGuard::default);
    let mut hidden = Vec::new();
    let Ok(tail) = tail(entry, &mut hidden, &mut guard) else {
        return Err(package::part_too_large(part, size, GUARD_FROM));
    };
    hidden.sort_unstable();
    hidden.dedup();
    Ok((tail.map(|xml| parse(&xml)).unwrap_or_default(), hidden))
}

/// Refuses a part that holds something longer than a reader of it may hold.
pub(super) fn guard(path: &Path, part: &str) -> Result<(), Refusal> {
    ranges(path, part).map(|_| ())
}

/// Adds the rows whose start tags say that they are hidden.
fn hidden_rows(xml: &[u8], rows: &mut Vec<u32>) {
    for at in memchr::memmem::find_iter(xml, b"hidden=") {
        let value = xml.get(at + "hidden=".len() + 1..).unwrap_or_default();
        if !(value.starts_with(b"1") || value.starts_with(b"true")) {
            continue;
        }
        let before = &xml[at.saturating_sub(OVERLAP)..at];
        let Some(open) = memchr::memrchr(b'<', before) else { continue };
        let tag = &before[open + 1..];
        let name = tag.split(|b| *b == b' ').next().unwrap_or_default();
        if name != b"row" && !name.ends_with(b":row") {
            continue;
        }
        let number = memchr::memmem::find(tag, b" r=").and_then(|at| tag.get(at + " r=".len() + 1..));
        let digits = number.map(|n| n.iter().take_while(|b| b.is_ascii_digit()));
        let number = digits.and_then(|d| String::from_utf8(d.copied().collect()).ok()?.parse().ok());
        rows.extend(number.filter(|n: &u32| *n > 0));
    }
}

/// The part from its `mergeCells` element on.
fn tail(
    mut part: impl Read,
    hidden: &mut Vec<u32>,
    guard: &mut Option<XmlGuard>,
) -> Result<Option<Vec<u8>>, TooLong> {
    let mut block = vec![0; BLOCK];
    let mut kept = 0;
    loop {
        let Some(read) = part.read(&mut block[kept..]).ok().filter(|read| *read > 0) else { return Ok(None) };
        let seen = kept + read;
        if guard.as_mut().is_some_and(|guard| !guard.feed(&block[kept..seen])) {
            return Err(TooLong);
        }
        hidden_rows(&block[..seen], hidden);
        if let Some(at) = element_start(&block[..seen]) {
            let mut tail = block[at..seen].to_vec();
            let read = part.by_ref().take(MAX_TAIL).read_to_end(&mut tail);
            if let Some(guard) = guard {
                rest(part, &tail[seen - at..], guard)?;
            }
            return Ok(read.ok().map(|_| tail));
        }
        kept = seen.min(OVERLAP);
        block.copy_within(seen - kept..seen, 0);
    }
}

/// Guards what follows, to the end of the part.
fn rest(mut part: impl Read, begun: &[u8], guard: &mut XmlGuard) -> Result<(), TooLong> {
    let mut fits = guard.feed(begun);
    let mut block = vec![0; BLOCK];
    while fits {
        match part.read(&mut block) {
            Ok(read) if read > 0 => fits = guard.feed(&block[..read]),
            _ => return Ok(()),
        }
    }
    Err(TooLong)
}

/// Where the element begins; the same word in a text has no `<` right before it.
fn element_start(xml: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(xml, ELEMENT).find(|at| {
        let before = &xml[at.saturating_sub(NAME)..*at];
        let prefix = before.rsplit(|b| *b == b'<').next().unwrap_or_default();
        prefix.len() < before.len() && prefix.iter().all(|b| b.is_ascii_alphanumeric() || *b == b':')
    })
}

fn parse(xml: &[u8]) -> Vec<Range> {
    let end = memchr::memmem::rfind(xml, b"mergeCells>").unwrap_or(0);
    let found = memchr::memmem::find_iter(&xml[..end], b"mergeCell ");
    found.filter_map(|at| range(&xml[at..end])).collect()
}

/// The range of one element, from its `ref` attribute.
fn range(element: &[u8]) -> Option<Range> {
    let element = &element[..memchr::memchr(b'>', element)?];
    let at = memchr::memmem::find(element, b"ref=")? + "ref=".len();
    let quote = *element.get(at)?;
    let value = &element[at + 1..];
    let value = std::str::from_utf8(&value[..memchr::memchr(quote, value)?]).ok()?;
    let (first, last) = value.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some((top, left, bottom, right))
}

/// Row (from 1) and column (from 0) of an A1 name.
pub(super) fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let row = name[digits..].parse().ok()?;
    let letters = name[..digits].bytes();
    let column = letters.filter(|b| *b != b'$').try_fold(0u32, |sum, b| {
        let letter = b.to_ascii_uppercase().checked_sub(b'A').filter(|l| *l < 26)?;
        sum.checked_mul(26)?.checked_add(u32::from(letter) + 1)
    })?;
    let inside = (1..=1_048_576).contains(&row) && (1..=16_384).contains(&column);
    inside.then(|| (row, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(xml: &[u8]) -> Option<Vec<u8>> {
        tail(xml, &mut Vec::new(), &mut Some(XmlGuard::default())).unwrap_or_default()
    }

    #[test]
    fn merged_ranges_behind_cells() {
        let xml = br#"<x:sheetData/><x:mergeCells count="2"><x:mergeCell ref="A1:XFD2"/><x:mergeCell  ref='B3:C3' /></x:mergeCells>"#;
        assert_eq!(
            found(&xml[..]).map(|xml| parse(&xml)).unwrap_or_default(),
            [(1, 0, 2, 16_383), (3, 1, 3, 2)]
        );
        let text = format!("<t>:mergeCells mergeCells>{}</t>", "x".repeat(BLOCK));
        assert!(found(text.as_bytes()).is_none());
        for fill in BLOCK - 40..BLOCK {
            let cut = format!("{}<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>", "x".repeat(fill));
            assert_eq!(found(cut.as_bytes()).map(|xml| parse(&xml).len()), Some(1));
        }
        let mut hidden = Vec::new();
        let rows = br#"<cols><col min="1" hidden="1"/></cols><row r="3" spans="1:2" hidden="1"><c/></row><x:row hidden='0' r='4'/><x:row r='5' hidden='true'/><t>hidden="1"</t>"#;
        assert_eq!(tail(&rows[..], &mut hidden, &mut None), Ok(None));
        assert_eq!(hidden, [3, 5]);
        assert_eq!(place("XFE1"), None);
        assert_eq!(place("A0"), None);
    }
}

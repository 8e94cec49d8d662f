//! Merged ranges of a sheet. They stand behind its cells, so that the whole part has to be unpacked
//! once more to reach them; that is done without parsing it, and not for very large sheets.

use super::package;
use std::io::Read;
use std::path::Path;

/// Larger parts are not searched: unpacking them again would cost more than it tells.
const MAX_PART: u64 = 32 << 20;
/// Merged ranges beyond this are of no use to anyone.
const MAX_RANGES: usize = 100_000;

type Range = (u32, u32, u32, u32);

/// The merged ranges: first row, first column, last row, last column; rows from 1, columns from 0.
pub(super) fn ranges(path: &Path, part: &str) -> Vec<Range> {
    unpack(path, part).map(|xml| parse(&xml)).unwrap_or_default()
}

fn unpack(path: &Path, part: &str) -> Option<Vec<u8>> {
    let mut zip = package::open(path)?;
    let mut entry = zip.by_name(part).ok()?;
    if entry.size() > MAX_PART {
        return None;
    }
    let mut xml = Vec::new();
    entry.read_to_end(&mut xml).ok()?;
    Some(xml)
}

fn parse(xml: &[u8]) -> Vec<Range> {
    let Some(start) = memchr::memmem::rfind(xml, b"mergeCells>") else { return Vec::new() };
    let from = memchr::memmem::find(xml, b"mergeCells").unwrap_or(start);
    let found = memchr::memmem::find_iter(&xml[from..start], b"mergeCell ");
    found.filter_map(|at| range(&xml[from + at..start])).take(MAX_RANGES).collect()
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

    #[test]
    fn merged_ranges_behind_cells() {
        let xml = br#"<x:sheetData/><x:mergeCells count="2"><x:mergeCell ref="A1:XFD2"/><x:mergeCell  ref='B3:C3' /></x:mergeCells>"#;
        assert_eq!(parse(xml), [(1, 0, 2, 16_383), (3, 1, 3, 2)]);
        assert!(parse(b"<sheetData/>").is_empty());
        assert_eq!(place("XFE1"), None);
        assert_eq!(place("A0"), None);
    }
}

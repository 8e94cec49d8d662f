//! What the reader of cells does not tell of a workbook: where formulas stand, which cells have no look, where there
//! are comments.

use super::package;
use super::sheet_parts::part_of;
use super::xml_tags::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Cells of a sheet by 1-based row and 0-based column.
#[derive(Debug, Default)]
pub struct CellKinds {
    /// With a formula.
    pub formulas: BTreeSet<(u32, u32)>,
    /// As a program leaves them where nobody gave the sheet a look.
    pub plain: BTreeSet<(u32, u32)>,
}

/// The kinds of the cells of a sheet of an `.xlsx`; none where they cannot be read.
pub fn cell_kinds(path: &Path, sheet: &str) -> Option<CellKinds> {
    let part = part_of(path, sheet)?;
    let mut zip = package::open(path)?;
    let entry = zip.by_name(&part).ok()?;
    kinds(BufReader::new(entry))
}

fn kinds(part: impl BufRead) -> Option<CellKinds> {
    let mut kinds = CellKinds::default();
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut cell = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "c" => {
                    cell = place(&tag);
                    let bare = attribute(&tag, b"s").is_none_or(|style| style == "0");
                    kinds.plain.extend(cell.filter(|_| bare));
                }
                "f" => kinds.formulas.extend(cell),
                _ => {}
            },
            Event::Eof => return Some(kinds),
            _ => {}
        }
    }
}

/// Row and column of a cell.
fn place(tag: &BytesStart<'_>) -> Option<(u32, u32)> {
    let reference = attribute(tag, b"r")?;
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = reference.get(letters..)?.parse().ok()?;
    let column = reference.bytes().take(letters).try_fold(0_u32, |sum, letter| {
        sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row, column.checked_sub(1)?))
}

/// The cells that have a comment, over all sheets.
pub fn comments(path: &Path) -> Vec<String> {
    let mut cells = Vec::new();
    let Some(mut zip) = package::open(path) else { return cells };
    for name in package::names(&zip) {
        let lower = name.to_lowercase();
        if !lower.contains("comments") || !lower.ends_with(".xml") || lower.contains("threaded") {
            continue;
        }
        let Ok(entry) = zip.by_name(&name) else { continue };
        let mut reader = Reader::from_reader(BufReader::new(entry));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) if tag.local_name().as_ref() == "comment" => {
                    cells.extend(attribute(&tag, b"ref"));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    cells
}

//! Error values that the cell reader does not know (`#SPILL!`, `#CALC!`, `#FIELD!` …). It tells that
//! there was one but not where, so the sheet is gone through once more for these cells alone.

use super::merged::place;
use super::raw_sheet::Cell;
use super::sheet_parts::attribute;
use super::sheet_writer::SheetWriter;
use super::{Refusal, package};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufReader;
use std::path::Path;

const KNOWN: [&str; 8] =
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"];

/// Adds the `count` cells that the cell reader passed over; those not found are counted as lost.
pub(super) fn add(
    path: &Path,
    part: Option<&str>,
    count: usize,
    writer: &mut SheetWriter<'_>,
) -> Result<(), Refusal> {
    let found = part.and_then(|part| find(path, part, count)).unwrap_or_default();
    for ((row, column), text) in &found {
        writer.put(row - 1, *column, Some(Cell::Error(text)))?;
    }
    for _ in found.len()..count {
        writer.lose("#?")?;
    }
    Ok(())
}

type Found = Vec<((u32, u32), String)>;

fn find(path: &Path, part: &str, count: usize) -> Option<Found> {
    let mut zip = package::open(path)?;
    let mut xml = Reader::from_reader(BufReader::new(zip.by_name(part).ok()?));
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut found = Found::new();
    let mut error_at = None;
    while found.len() < count {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                let is_error = attribute(&tag, b"t").as_deref() == Some("e");
                error_at = if is_error { attribute(&tag, b"r").and_then(|r| place(&r)) } else { None };
            }
            Event::Text(text) => {
                if let Some(at) = error_at {
                    let text = text.as_ref().trim();
                    if text.starts_with('#') && !KNOWN.contains(&text) {
                        found.push((at, text.to_owned()));
                        error_at = None;
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Some(found)
}

//! Formulas without a stored result, as programs write them that do not calculate. The cell reader
//! shows them as blank cells, so a sheet with blank cells is gone through once more for these.

use super::merged::place;
use super::raw_sheet::Cell;
use super::sheet_parts::attribute;
use super::sheet_writer::SheetWriter;
use super::{Refusal, package};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufReader;
use std::path::Path;

/// Adds formulas without a result as error values that show the formula.
pub(super) fn add(path: &Path, part: &str, writer: &mut SheetWriter<'_>) -> Result<(), Refusal> {
    for ((row, column), formula) in find(path, part).unwrap_or_default() {
        writer.put(row - 1, column, Some(Cell::Error(&formula)))?;
    }
    Ok(())
}

/// A cell being read: where it stands, its formula, whether it has a result.
#[derive(Default)]
struct Open {
    at: Option<(u32, u32)>,
    formula: String,
    has_result: bool,
    inside: Inside,
}

#[derive(Default, PartialEq)]
enum Inside {
    #[default]
    Cell,
    Formula,
    Result,
}

fn find(path: &Path, part: &str) -> Option<Vec<((u32, u32), String)>> {
    let mut zip = package::open(path)?;
    let mut xml = Reader::from_reader(BufReader::new(zip.by_name(part).ok()?));
    xml.config_mut().check_end_names = false;
    let (mut buffer, mut found, mut cell) = (Vec::new(), Vec::new(), Open::default());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => cell = opened(&tag),
                "f" => cell.inside = Inside::Formula,
                "v" => cell.inside = Inside::Result,
                _ => {}
            },
            Event::Text(text) => match cell.inside {
                Inside::Formula => cell.formula.push_str(text.as_ref()),
                Inside::Result => cell.has_result |= !text.as_ref().trim().is_empty(),
                Inside::Cell => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => {
                    let ended = std::mem::take(&mut cell);
                    if let (Some(at), false, false) = (ended.at, ended.has_result, ended.formula.is_empty()) {
                        found.push((at, format!("={}", ended.formula)));
                    }
                }
                "f" | "v" => cell.inside = Inside::Cell,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Some(found)
}

/// A text result may well be empty: only cells of numbers are looked at.
fn opened(tag: &BytesStart<'_>) -> Open {
    let numeric = attribute(tag, b"t").is_none_or(|t| t == "n");
    let at = attribute(tag, b"r").filter(|_| numeric).and_then(|r| place(&r));
    Open { at, ..Open::default() }
}

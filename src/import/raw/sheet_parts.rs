//! Where in an `.xlsx` a sheet is stored: needed for what the cell reader does not tell.

use super::package;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::Read;
use std::path::Path;

const MAX_PART: u64 = 32 << 20;

/// The name of the zip entry of a sheet.
pub(super) fn part_of(path: &Path, sheet: &str) -> Option<String> {
    let mut zip = package::open(path)?;
    let names = package::names(&zip);
    let book_name = names.iter().find(|n| ends(n, "workbook.xml"))?;
    let rels_name = names.iter().find(|n| ends(n, "workbook.xml.rels"))?;
    let id = find(&text(&mut zip, book_name)?, "sheet", |tag| {
        (attribute(tag, b"name")? == sheet).then(|| attribute(tag, b"id"))?
    })?;
    let target = find(&text(&mut zip, rels_name)?, "Relationship", |tag| {
        (attribute(tag, b"Id")? == id).then(|| attribute(tag, b"Target"))?
    })?;
    let folder = book_name.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    let wanted = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let wanted = wanted.trim_start_matches('/').to_lowercase();
    names.into_iter().find(|name| name.replace('\\', "/").to_lowercase() == wanted)
}

/// What the relationships of a package name as its main document.
pub(super) fn office_document(rels: &[u8]) -> Option<String> {
    find(rels, "Relationship", |tag| {
        let main = attribute(tag, b"Type")?.ends_with("/relationships/officeDocument");
        main.then(|| attribute(tag, b"Target"))?
    })
}

/// The value of an attribute, whatever its namespace prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn ends(name: &str, end: &str) -> bool {
    name.to_lowercase().ends_with(end)
}

fn text(zip: &mut package::Zip, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(MAX_PART).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn find(xml: &[u8], element: &str, test: impl Fn(&BytesStart<'_>) -> Option<String>) -> Option<String> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == element => {
                if let Some(found) = test(&tag) {
                    return Some(found);
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

//! Where in an `.xlsx` a sheet is stored: needed for what the cell reader does not tell.

use super::package;
pub(super) use super::xml_tags::attribute;
use super::xml_tags::find;
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

fn ends(name: &str, end: &str) -> bool {
    name.to_lowercase().ends_with(end)
}

fn text(zip: &mut package::Zip, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(MAX_PART).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

//! A zip file, looked at before anything is unpacked: which kind of workbook it is, and whether
//! unpacking it is safe. The zip reader refuses entries larger than they declare, so that the
//! declared sizes are a sound limit.

use super::content::Content;
use super::xml_guard::{self, XmlGuard};
use super::{ReadLimits, Refusal, styles_size, xml_tags};
use crate::model::IssueCode;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// Sizes above this have to look like a list's: see [`MAX_RATIO`].
const BOMB_BYTES: u64 = 512 << 20;
/// No list of such a size packs that well.
const MAX_RATIO: u64 = 300;
/// Parts that are neither sheets nor shared texts are kept in memory as a whole.
const MAX_SIDE_PART: u64 = 32 << 20;
/// The shortest shared text is `<si/>`.
const MIN_SHARED_TEXT: u64 = 5;
/// Entries of the zip file: sheets, their drawings, pictures.
const MAX_PARTS: usize = 20_000;
/// What a shared text takes in memory beside its letters.
const TEXT_BYTES: u64 = 56;

/// What is known about an entry without unpacking it.
struct Entry {
    name: String,
    size: u64,
    packed: u64,
    encrypted: bool,
}

/// An open package.
pub(super) type Zip = ZipArchive<BufReader<File>>;

/// Opens a file that has been examined.
pub(super) fn open(path: &Path) -> Option<Zip> {
    ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()
}

/// The names of all entries.
pub(super) fn names(zip: &Zip) -> Vec<String> {
    zip.file_names().flatten().map(|name| name.into_owned()).collect()
}

/// Bytes of all entries once unpacked.
pub(super) fn unpacked(path: &Path) -> u64 {
    let Some(mut zip) = open(path) else { return 0 };
    (0..zip.len()).fold(0, |sum, at| sum.saturating_add(zip.by_index_raw(at).map_or(0, |entry| entry.size())))
}

/// The entries that a reader may not hold whole.
pub(super) fn big_parts(path: &Path) -> Vec<String> {
    let Some(mut zip) = open(path) else { return Vec::new() };
    let names = names(&zip);
    names
        .into_iter()
        .filter(|name| zip.by_name(name).is_ok_and(|entry| entry.size() > xml_guard::GUARD_FROM))
        .collect()
}

/// Tells the kind and refuses what is dangerous.
pub(super) fn examine(file: File, limits: &ReadLimits) -> Result<Content, Refusal> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Refusal::unreadable)?;
    if zip.len() > MAX_PARTS {
        return Err(Refusal::unreadable("MAX_PARTS"));
    }
    let mut entries = Vec::with_capacity(zip.len());
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(Refusal::unreadable)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(entry.name_raw()).replace('\\', "/").to_lowercase(),
            size: entry.size(),
            packed: entry.compressed_size(),
            encrypted: entry.encrypted(),
        });
    }
    let content = kind(&entries)?;
    if entries.iter().any(|entry| entry.encrypted) {
        return Err(Refusal::new(IssueCode::FileEncrypted));
    }
    check_sizes(&entries, content, limits)?;
    check_parts(&mut zip, &entries, content, limits)?;
    Ok(content)
}

fn kind(entries: &[Entry]) -> Result<Content, Refusal> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let some = |test: &dyn Fn(&str) -> bool| entries.iter().any(|entry| test(&entry.name));
    if has("xl/workbook.bin") {
        return Ok(Content::Xlsb);
    }
    if has("xl/workbook.xml") || some(&|name| name.contains("workbook") && name.ends_with(".xml")) {
        return Ok(Content::Xlsx);
    }
    if has("content.xml") && has("mimetype") {
        return Ok(Content::Ods);
    }
    if has("[content_types].xml") && some(&|name| name.contains("worksheets/")) {
        return Ok(Content::Xlsx);
    }
    let content = match () {
        () if some(&|name| name.starts_with("word/")) => "Word",
        () if some(&|name| name.starts_with("ppt/")) => "PowerPoint",
        () if some(&|name| name.starts_with("index/") || name.ends_with(".iwa")) => "Numbers/Pages",
        () => "ZIP",
    };
    Err(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", content))
}

fn check_sizes(entries: &[Entry], content: Content, limits: &ReadLimits) -> Result<(), Refusal> {
    let unpacked = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.size));
    if unpacked > limits.max_unpacked_bytes {
        return Err(too_large(unpacked, limits.max_unpacked_bytes));
    }
    for entry in entries {
        let bomb = entry.size > BOMB_BYTES && entry.size / entry.packed.max(1) > MAX_RATIO;
        let shared = is_shared_texts(&entry.name);
        let side = content != Content::Ods && !shared && is_side_part(&entry.name);
        let most = match (shared, side) {
            (true, _) => limits.max_unpacked_bytes / 4,
            (_, true) => MAX_SIDE_PART,
            _ => limits.max_unpacked_bytes,
        };
        if bomb || entry.size > most {
            return Err(too_large(entry.size, most.min(limits.max_unpacked_bytes)));
        }
    }
    Ok(())
}

/// Parts the reader loads on opening; pictures, sheets and the like are none.
fn is_side_part(name: &str) -> bool {
    let ends = |end: &str| name.ends_with(end);
    ends(".rels")
        || ends("workbook.xml")
        || ends("workbook.bin")
        || ends("styles.xml")
        || ends("styles.bin")
        || ends("theme1.xml")
}

fn is_shared_texts(name: &str) -> bool {
    name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin")
}

/// Parts whose numbers make the reader allocate far more than the file holds.
fn check_parts(
    zip: &mut Zip,
    entries: &[Entry],
    content: Content,
    limits: &ReadLimits,
) -> Result<(), Refusal> {
    let book = if content == Content::Xlsx { workbook_part(zip, entries) } else { None };
    for (at, entry) in entries.iter().enumerate() {
        if Some(at) == book {
            // Whatever its name: the reader takes it for the workbook.
            if entry.size > MAX_SIDE_PART {
                return Err(part_too_large(&entry.name, entry.size, MAX_SIDE_PART));
            }
            check_sheets(count(zip, at, b"<sheet ")? + count(zip, at, b":sheet ")?, limits.max_sheets)?;
        }
        if entry.name.ends_with("sharedstrings.xml") {
            check_shared_texts(zip, at, entry, limits)?;
        }
        if entry.name.ends_with("sharedstrings.bin") {
            let mut head = [0; 11];
            zip.by_index(at)
                .map_err(Refusal::unreadable)?
                .read_exact(&mut head)
                .map_err(Refusal::unreadable)?;
            let promised = u32::from_le_bytes([head[7], head[8], head[9], head[10]]);
            hold_texts(u64::from(promised), entry.size, limits)?;
        }
        if entry.name.ends_with("styles.xml") {
            let part = zip.by_index(at).map_err(Refusal::unreadable)?;
            styles_size::check(part)?;
        }
    }
    Ok(())
}

/// The entry that the package names as its workbook.
fn workbook_part(zip: &mut Zip, entries: &[Entry]) -> Option<usize> {
    let at = |name: &str| entries.iter().position(|entry| entry.name == name);
    let mut rels = Vec::new();
    let root = zip.by_index(at("_rels/.rels")?).ok()?;
    root.take(MAX_SIDE_PART).read_to_end(&mut rels).ok()?;
    let target = xml_tags::office_document(&rels)?;
    at(&target.trim_start_matches('/').replace('\\', "/").to_lowercase())
}

/// How often some bytes occur in a part.
fn count(zip: &mut Zip, at: usize, bytes: &[u8]) -> Result<u64, Refusal> {
    let mut whole = Vec::new();
    let part = zip.by_index(at).map_err(Refusal::unreadable)?;
    part.take(MAX_SIDE_PART).read_to_end(&mut whole).map_err(Refusal::unreadable)?;
    Ok(memchr::memmem::find_iter(&whole, bytes).count() as u64)
}

/// Shared texts are loaded on opening, all of them.
fn check_shared_texts(zip: &mut Zip, at: usize, entry: &Entry, limits: &ReadLimits) -> Result<(), Refusal> {
    let mut part = zip.by_index(at).map_err(Refusal::unreadable)?;
    let mut block = vec![0; 1 << 16];
    let filled = fill(&mut part, &mut block)?;
    if promised_texts(&block[..filled]).is_some_and(|texts| texts > entry.size / MIN_SHARED_TEXT + 1) {
        return Err(Refusal::unreadable("sharedStrings.xml: uniqueCount"));
    }
    if entry.size > xml_guard::GUARD_FROM {
        let mut guard = XmlGuard::default();
        let mut filled = filled;
        while filled > 0 {
            if !guard.feed(&block[..filled]) {
                return Err(part_too_large(&entry.name, entry.size, xml_guard::GUARD_FROM));
            }
            filled = part.read(&mut block).map_err(Refusal::unreadable)?;
        }
        hold_texts(guard.texts, entry.size, limits)?;
    }
    Ok(())
}

fn fill(part: &mut impl Read, block: &mut [u8]) -> Result<usize, Refusal> {
    let mut filled = 0;
    while filled < block.len() {
        match part.read(&mut block[filled..]).map_err(Refusal::unreadable)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Refuses shared texts that would take more memory than a file's cells may.
fn hold_texts(texts: u64, bytes: u64, limits: &ReadLimits) -> Result<(), Refusal> {
    match texts.saturating_mul(TEXT_BYTES).saturating_add(bytes) > limits.memory_bytes {
        true => Err(Refusal::needs_memory(limits.memory_bytes)),
        false => Ok(()),
    }
}

/// A part holds more than its reader may hold at once.
pub(super) fn part_too_large(name: &str, bytes: u64, limit: u64) -> Refusal {
    let file = name.rsplit('/').next().unwrap_or(name);
    Refusal::new(IssueCode::FileUnpackedTooLarge)
        .with("size", format!("{file} {} MB", bytes >> 20))
        .with("limit", format!("{} MB", limit >> 20))
}

/// The largest `uniqueCount` in the start of the shared texts; one too long to be a number is huge.
fn promised_texts(head: &[u8]) -> Option<u64> {
    let finder = memchr::memmem::Finder::new("uniqueCount");
    let after = finder.find_iter(head).map(|at| &head[at + "uniqueCount".len()..]);
    after
        .filter_map(|rest| {
            let from =
                rest.iter().position(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t' | b'=' | b'"' | b'\''))?;
            let digits: String =
                rest[from..].iter().take_while(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
            if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u64::MAX)) }
        })
        .max()
}

/// A refusal by size, in whole MB.
pub(super) fn too_large(bytes: u64, limit: u64) -> Refusal {
    Refusal::new(IssueCode::FileUnpackedTooLarge)
        .with("size", format!("{} MB", bytes >> 20))
        .with("limit", format!("{} MB", limit >> 20))
}

/// Refuses more sheets than a list has.
pub(super) fn check_sheets(sheets: u64, limit: u64) -> Result<(), Refusal> {
    match sheets > limit {
        true => Err(Refusal::new(IssueCode::FileManySheets).with("count", sheets).with("limit", limit)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::promised_texts;

    #[test]
    fn promised_counts() {
        assert_eq!(promised_texts(b"<sst count='3' uniqueCount='2'>"), Some(2));
        assert_eq!(promised_texts(b"<sst uniqueCount = \"99999999999999999999999\">"), Some(u64::MAX));
        assert_eq!(promised_texts(b"<sst>"), None);
    }
}

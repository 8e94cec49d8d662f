//! What a file is, by its first bytes.

use super::content::Content;
use super::encoding::{self, TextEncoding};
use super::{ReadLimits, Refusal, html, package, xml2003};
use crate::model::IssueCode;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Looks at a file and refuses what is no list.
pub(super) fn content(path: &Path, limits: &ReadLimits) -> Result<Content, Refusal> {
    if is_lock_file(path) {
        return Err(Refusal::new(IssueCode::FileIsLock));
    }
    let mut file = File::open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", "DIR"));
    }
    if meta.len() > limits.max_unpacked_bytes {
        return Err(package::too_large(meta.len(), limits.max_unpacked_bytes));
    }
    let mut head = Vec::with_capacity(4096);
    file.by_ref().take(4096).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(Refusal::new(IssueCode::FileEmpty));
    }
    file.seek(SeekFrom::Start(0))?;
    if head.starts_with(b"PK") {
        return package::examine(file, limits);
    }
    if head.starts_with(&OLE) {
        return compound_file(file);
    }
    let start = encoding::plain_start(&head).to_lowercase();
    let start = start.trim_start();
    if is_page(start) {
        let stated = html::stated_encoding(&head).map(|encoding| TextEncoding { encoding, assumed: false });
        let marked = encoding_rs::Encoding::for_bom(&head).is_some();
        return stated
            .filter(|_| !marked)
            .map_or_else(|| encoding::of_file(file, &head), Ok)
            .map(Content::Html);
    }
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        if xml2003::is_workbook(start) {
            return Ok(Content::Xml);
        }
        return Err(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", "XML"));
    }
    if let Some(refusal) = no_list(start) {
        return Err(refusal);
    }
    encoding::of_file(file, &head).map(Content::Text)
}

/// Excel's own notes beside an open workbook.
pub(super) fn is_lock_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~lock.")
}

/// An old workbook, or the wrapping of an encrypted new one: told apart by the names of its streams.
fn compound_file(mut file: File) -> Result<Content, Refusal> {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (encrypted, word) = (wide("EncryptedPackage"), wide("WordDocument"));
    let (slides, message) = (wide("PowerPoint Document"), wide("__properties_version1.0"));
    let mut block = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..])?;
        if read == 0 {
            return Ok(Content::Xls);
        }
        let seen = &block[..kept + read];
        let has = |name: &[u8]| memchr::memmem::find(seen, name).is_some();
        if has(&encrypted) {
            return Err(Refusal::new(IssueCode::FileEncrypted));
        }
        if has(&word) || has(&slides) || has(&message) {
            return Err(
                Refusal::new(IssueCode::FileNotSpreadsheet).with("content", "Word/PowerPoint/Outlook")
            );
        }
        let tail = seen.len().min(64);
        let from = seen.len() - tail;
        block.copy_within(from..from + tail, 0);
        kept = tail;
    }
}

/// A web page, whatever its name.
fn is_page(start: &str) -> bool {
    let begins = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark));
    let web = ["<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style", "<script", "<div"];
    begins(&web) || (begins(&["<?xml", "<!--"]) && start.contains("<html"))
}

/// Well-known contents that are no list.
fn no_list(start: &str) -> Option<Refusal> {
    let begins = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark));
    if begins(&["mime-version:"]) {
        return Some(Refusal::new(IssueCode::FileIsHtml));
    }
    let other = [
        (&["%pdf"][..], "PDF"),
        (&["{\\rtf"], "RTF"),
        (&["{\"", "[{", "{\n", "{\r\n"], "JSON"),
        (&["rar!", "7z\u{fffd}\u{fffd}'"], "RAR/7z"),
    ];
    let (_, content) = other.iter().find(|(marks, _)| begins(marks))?;
    Some(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", content))
}

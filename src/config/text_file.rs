//! A file that a person edits, as a text: UTF-8, or UTF-16 as PowerShell keeps what a command prints.

use std::io::{Error, ErrorKind};
use std::path::Path;

/// Reads one; the mark of its encoding is no part of it.
///
/// # Errors
/// The system's; a file that is no text.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    };
    text.ok_or_else(|| Error::from(ErrorKind::InvalidData))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks() else { return None };
    String::from_utf16(&pairs.iter().copied().map(unit).collect::<Vec<_>>()).ok()
}

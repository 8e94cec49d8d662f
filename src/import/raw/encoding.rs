//! The encoding of a list of text: a byte order mark, else UTF-8 if all of it is valid, else GB18030.

use super::Refusal;
use crate::model::IssueCode;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::Read;

/// How the bytes of a list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextEncoding(pub &'static Encoding);

/// Looks at the whole file, a block at a time.
///
/// # Errors
/// NUL bytes: not a text.
pub(super) fn of_file(mut file: File, head: &[u8]) -> Result<TextEncoding, Refusal> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|e| *e == UTF_16LE || *e == UTF_16BE) {
        return Ok(TextEncoding(encoding));
    }
    let mut block = vec![0; 1 << 18];
    let (mut kept, mut valid) = (0, true);
    loop {
        let read = file.read(&mut block[kept..])?;
        let seen = &block[..kept + read];
        if memchr::memchr(0, seen).is_some() {
            return Err(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", "BIN"));
        }
        if read == 0 {
            valid &= kept == 0;
            break;
        }
        kept = 0;
        if valid {
            match std::str::from_utf8(seen) {
                Ok(_) => {}
                Err(error) if error.error_len().is_some() => valid = false,
                Err(error) => {
                    let (from, to) = (error.valid_up_to(), seen.len());
                    block.copy_within(from..to, 0);
                    kept = to - from;
                }
            }
        }
    }
    Ok(TextEncoding(if valid || marked.is_some() { UTF_8 } else { GB18030 }))
}

/// The start of a file as a text good enough to look for well-known marks.
pub(super) fn plain_start(head: &[u8]) -> String {
    let (encoding, _) = Encoding::for_bom(head).unwrap_or((UTF_8, 0));
    encoding.decode(head).0.into_owned()
}

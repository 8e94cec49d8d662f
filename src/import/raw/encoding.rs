//! The encoding of a list of text. A byte order mark says it, else all of it is valid UTF-8, else it
//! is judged by its bytes: Chinese ones (GB18030) come in pairs, accented letters (Windows-1252) alone.

use super::Refusal;
use crate::model::IssueCode;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fs::File;
use std::io::Read;

/// How the bytes of a list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextEncoding {
    pub encoding: &'static Encoding,
    /// Nothing in the file says so for certain.
    pub assumed: bool,
}

/// Looks at the whole file, a block at a time.
///
/// # Errors
/// NUL bytes: not a text.
pub(super) fn of_file(mut file: File, head: &[u8]) -> Result<TextEncoding, Refusal> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|e| *e == UTF_16LE || *e == UTF_16BE) {
        return Ok(TextEncoding { encoding, assumed: false });
    }
    let mut evidence = Evidence::default();
    let mut block = vec![0; 1 << 18];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..])?;
        let seen = &block[..kept + read];
        if memchr::memchr(0, seen).is_some() {
            return Err(Refusal::new(IssueCode::FileNotSpreadsheet).with("content", "BIN"));
        }
        let rest = if read == 0 { 0 } else { begun_at_end(seen) };
        let whole = seen.len() - rest;
        evidence.add(&seen[..whole]);
        if read == 0 {
            return Ok(evidence.verdict(marked.is_some()));
        }
        block.copy_within(whole..whole + rest, 0);
        kept = rest;
    }
}

/// Bytes at the end that may be the start of a character.
fn begun_at_end(bytes: &[u8]) -> usize {
    let last = bytes.len().saturating_sub(3);
    bytes[last..].iter().rev().position(|b| *b >= 0xC0).map_or(0, |at| at + 1)
}

/// What the bytes above ASCII look like.
#[derive(Debug, Default)]
struct Evidence {
    /// Characters that are valid UTF-8.
    valid: u64,
    /// Sequences that are not.
    invalid: u64,
    /// Bytes above ASCII between two ASCII ones.
    lone: u64,
    /// Two and more of them in a row.
    runs: u64,
}

impl Evidence {
    fn add(&mut self, bytes: &[u8]) {
        if bytes.is_ascii() {
            return;
        }
        for chunk in bytes.utf8_chunks() {
            self.valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count() as u64;
            self.invalid += u64::from(!chunk.invalid().is_empty());
        }
        if self.invalid > 0 {
            for run in bytes.split(u8::is_ascii) {
                self.lone += u64::from(run.len() == 1);
                self.runs += u64::from(run.len() > 1);
            }
        }
    }

    fn verdict(&self, marked: bool) -> TextEncoding {
        if marked || self.invalid == 0 {
            return TextEncoding { encoding: UTF_8, assumed: false };
        }
        let mostly_valid = self.invalid.saturating_mul(10) < self.valid;
        let encoding = match self.lone > self.runs {
            _ if mostly_valid => UTF_8,
            true => WINDOWS_1252,
            false => GB18030,
        };
        TextEncoding { encoding, assumed: true }
    }
}

/// The start of a file as a text good enough to look for well-known marks.
pub(super) fn plain_start(head: &[u8]) -> String {
    let (encoding, _) = Encoding::for_bom(head).unwrap_or((UTF_8, 0));
    encoding.decode(head).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(bytes: &[u8]) -> (&'static str, bool) {
        let mut evidence = Evidence::default();
        evidence.add(bytes);
        let verdict = evidence.verdict(false);
        (verdict.encoding.name(), verdict.assumed)
    }

    #[test]
    fn encodings_by_their_bytes() {
        let chinese = "客户名称,区域\n华东机械有限公司,上海\n王莹,120万\n";
        assert_eq!(judge(chinese.as_bytes()), ("UTF-8", false));
        assert_eq!(judge(&GB18030.encode(chinese).0), ("gb18030", true));
        assert_eq!(
            judge(&WINDOWS_1252.encode("Société Générale,José\nMüller GmbH,Köln\n").0),
            ("windows-1252", true)
        );
        assert_eq!(judge(&[chinese.as_bytes(), b"\xE4,\n"].concat()), ("UTF-8", true));
        assert_eq!(judge(b"a,b"), ("UTF-8", false));
    }

    #[test]
    fn characters_cut_by_a_block() {
        assert_eq!(begun_at_end("ab客".as_bytes()), 3);
        assert_eq!(begun_at_end(&"ab客".as_bytes()[..4]), 2);
        assert_eq!(begun_at_end(b"ab"), 0);
    }
}

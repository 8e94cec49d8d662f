//! The encoding of a list of text. A byte order mark says it, else NUL bytes between the letters do (UTF-16),
//! else all of it is valid UTF-8, else it is judged by what makes sense (`charset`).

use super::{Refusal, charset};
use crate::model::IssueCode;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::Read;

/// How the bytes of a list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextEncoding {
    pub encoding: &'static Encoding,
    /// Nothing in the file says so for certain.
    pub assumed: bool,
}

/// Lines with bytes above ASCII that are judged, in bytes.
const JUDGED: usize = 64 << 10;
/// A text has fewer NUL bytes: a few, and one in so many.
const FEW_NULS: u64 = 8;
const NUL_SHARE: u64 = 500;

/// Looks at the whole file, a block at a time.
///
/// # Errors
/// Bytes that are no text.
pub(super) fn of_file(mut file: File, head: &[u8]) -> Result<TextEncoding, Refusal> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|e| *e == UTF_16LE || *e == UTF_16BE) {
        return Ok(TextEncoding { encoding, assumed: false });
    }
    if let Some(encoding) = unmarked_wide(head) {
        return Ok(TextEncoding { encoding, assumed: true });
    }
    let mut evidence = Evidence::default();
    let mut block = vec![0; 1 << 18];
    let (mut kept, mut nuls, mut bytes) = (0, 0, 0);
    loop {
        let read = file.read(&mut block[kept..])?;
        let seen = &block[..kept + read];
        nuls += memchr::memchr_iter(0, &seen[kept..]).count() as u64;
        bytes += read as u64;
        if nuls > FEW_NULS + bytes / NUL_SHARE || bytes == read as u64 && is_binary(seen) {
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

/// UTF-16 without a byte order mark: every other byte of most letters is 0, or the separators' are.
fn unmarked_wide(head: &[u8]) -> Option<&'static Encoding> {
    if has_stray_nuls(head) {
        return None;
    }
    let pairs: Vec<(u8, u8)> = head.as_chunks::<2>().0.iter().map(|[a, b]| (*a, *b)).collect();
    let little = pairs.iter().filter(|(a, b)| *b == 0 && (*a >= b' ' || a.is_ascii_whitespace())).count();
    let big = pairs.iter().filter(|(a, b)| *a == 0 && (*b >= b' ' || b.is_ascii_whitespace())).count();
    let (encoding, plain) = if little > big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    let control = |c: char| c.is_control() && !c.is_whitespace();
    let clean = || !encoding.decode(head).0.chars().take(pairs.len() - 1).any(control);
    (plain * 8 >= pairs.len() && little.min(big) * 3 <= plain && plain > 1 && clean()).then_some(encoding)
}

/// UTF-8 with a NUL here and there: among wide letters of ASCII every other byte is one, and the bytes of others are
/// no UTF-8.
fn has_stray_nuls(head: &[u8]) -> bool {
    let plain: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
    let rare = (head.len() - plain.len()) * 3 < head.len();
    rare && std::str::from_utf8(&plain).err().is_none_or(|error| error.error_len().is_none())
}

/// Many control characters at its start: a picture, a program.
fn is_binary(start: &[u8]) -> bool {
    let start = &start[..start.len().min(4096)];
    let control = start.iter().filter(|b| **b < 9 || (14..27).contains(*b) || (28..32).contains(*b)).count();
    control > 2 && control * 50 > start.len()
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
    /// Lines to be judged.
    lines: Vec<u8>,
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
        let lines = bytes.split_inclusive(|b| matches!(b, b'\n' | b'\r')).filter(|line| !line.is_ascii());
        for line in lines {
            let room = JUDGED.saturating_sub(self.lines.len());
            self.lines.extend_from_slice(&line[..line.len().min(room)]);
            if room == 0 {
                break;
            }
        }
    }

    fn verdict(&self, marked: bool) -> TextEncoding {
        if marked || self.invalid == 0 {
            return TextEncoding { encoding: UTF_8, assumed: false };
        }
        let mostly_valid = self.invalid.saturating_mul(10) < self.valid;
        TextEncoding {
            encoding: if mostly_valid { UTF_8 } else { charset::guess(&self.lines) },
            assumed: true,
        }
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
    use encoding_rs::{GB18030, WINDOWS_1252};

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
    fn wide_letters_need_no_mark() {
        let wide = |text: &str, little: bool| -> Vec<u8> {
            let order = if little { u16::to_le_bytes } else { u16::to_be_bytes };
            text.encode_utf16().flat_map(order).collect()
        };
        for text in ["Customer,Sales\nAcme,5\n", "客户名称,年销售额\n华东机械有限公司,120\n"]
        {
            assert_eq!(unmarked_wide(&wide(text, true)), Some(UTF_16LE), "{text}");
            assert_eq!(unmarked_wide(&wide(text, false)), Some(UTF_16BE), "{text}");
            assert_eq!(unmarked_wide(text.as_bytes()), None, "{text}");
        }
        assert_eq!(unmarked_wide(b"Customer,Sa\0les\nAcme,5\n"), None);
        assert_eq!(unmarked_wide(b"Account,Sales\nA,10\x000\nB\0C,50\n"), None);
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x90") && !is_binary(b"a,b\n1,\x1b2\n"));
    }

    #[test]
    fn characters_cut_by_a_block() {
        assert_eq!(begun_at_end("ab客".as_bytes()), 3);
        assert_eq!(begun_at_end(&"ab客".as_bytes()[..4]), 2);
        assert_eq!(begun_at_end(b"ab"), 0);
    }
}

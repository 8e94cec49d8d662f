//! Lines that all end in `\n`, the last one too: then the lines of a list can be counted.

use std::io::{Read, Result};

/// Turns `\r\n` and a lone `\r` into `\n`.
pub(super) struct LineEnds<R> {
    inner: R,
    after_return: bool,
    last: u8,
    quotes: u64,
}

impl<R: Read> LineEnds<R> {
    pub fn new(inner: R) -> Self {
        LineEnds { inner, after_return: false, last: b'\n', quotes: 0 }
    }

    /// Whether the quotes passed so far could all be pairs.
    pub fn quotes_paired(&self) -> bool {
        self.quotes.is_multiple_of(2)
    }

    /// Rewrites the bytes in place; gives how many are left.
    fn rewrite(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && memchr::memchr(b'\r', bytes).is_none() {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !second_half {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                let missing = std::mem::replace(&mut self.last, b'\n') != b'\n';
                buffer[0] = b'\n';
                return Ok(usize::from(missing));
            }
            let kept = self.rewrite(&mut buffer[..read]);
            if kept > 0 {
                self.quotes += memchr::memchr_iter(b'"', &buffer[..kept]).count() as u64;
                self.last = buffer[kept - 1];
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LineEnds;
    use std::io::Read;

    /// Gives one byte at a time, so that every pair is cut apart.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    #[test]
    fn every_kind_of_end() {
        for (text, expected) in
            [("a\r\nb\rc\n\r\n\r\rd", "a\nb\nc\n\n\n\nd\n"), ("", ""), ("a\n", "a\n"), ("a\r", "a\n")]
        {
            let (mut whole, mut slow) = (String::new(), String::new());
            assert!(LineEnds::new(text.as_bytes()).read_to_string(&mut whole).is_ok());
            assert!(LineEnds::new(Slow(text.as_bytes())).read_to_string(&mut slow).is_ok());
            assert_eq!((whole.as_str(), slow.as_str()), (expected, expected), "{text:?}");
        }
    }
}

//! How much of an XML part its reader would have to hold at once. A reader of events keeps a whole tag,
//! text or comment in memory, and the spreadsheet reader a whole cell; a part of half a megabyte can unpack
//! to one attribute of half a gigabyte. So big parts are gone through before they are read.

/// Parts up to this size may be held whole.
pub(super) const GUARD_FROM: u64 = 32 << 20;
/// The longest tag, text, comment, cell or shared text. A cell holds 32,767 characters, each perhaps with
/// a format of its own.
const LONGEST: u64 = 16 << 20;
/// As much of a tag as tells its name or that it is a comment.
const HEAD: usize = 24;

/// Goes through a part, block by block.
#[derive(Debug)]
pub(super) struct XmlGuard {
    longest: u64,
    inside: Inside,
    /// Bytes since the tag, text or comment began.
    run: u64,
    /// Bytes since the cell or shared text began, if one is open.
    cell: Option<u64>,
    /// The start of a tag, or the last bytes of a comment.
    head: Vec<u8>,
    /// Shared texts seen.
    pub texts: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Inside {
    Text,
    /// The first bytes of a tag.
    Open,
    Tag,
    Quoted(u8),
    /// Until these bytes.
    Until(&'static [u8]),
}

impl Default for XmlGuard {
    fn default() -> Self {
        XmlGuard::new(LONGEST)
    }
}

impl XmlGuard {
    fn new(longest: u64) -> Self {
        XmlGuard { longest, inside: Inside::Text, run: 0, cell: None, head: Vec::new(), texts: 0 }
    }

    /// Looks at the next block; false once something is longer than a reader may hold.
    pub fn feed(&mut self, block: &[u8]) -> bool {
        let mut rest = block;
        while !rest.is_empty() {
            let before = self.inside;
            let taken = self.step(rest);
            self.run += taken as u64;
            self.cell = self.cell.map(|bytes| bytes + taken as u64);
            if self.run > self.longest || self.cell.is_some_and(|bytes| bytes > self.longest) {
                return false;
            }
            if (before == Inside::Text) != (self.inside == Inside::Text) {
                self.run = 0;
            }
            rest = &rest[taken..];
        }
        true
    }

    /// Moves on to the next change; how many bytes that takes.
    fn step(&mut self, rest: &[u8]) -> usize {
        match self.inside {
            Inside::Text => match memchr::memchr(b'<', rest) {
                Some(0) => {
                    self.inside = Inside::Open;
                    self.head.clear();
                    1
                }
                Some(at) => at,
                None => rest.len(),
            },
            Inside::Open => {
                self.head.push(rest[0]);
                self.open(rest[0]);
                1
            }
            Inside::Tag => match memchr::memchr3(b'>', b'"', b'\'', rest) {
                Some(at) => {
                    self.inside = if rest[at] == b'>' { Inside::Text } else { Inside::Quoted(rest[at]) };
                    at + 1
                }
                None => rest.len(),
            },
            Inside::Quoted(quote) => match memchr::memchr(quote, rest) {
                Some(at) => {
                    self.inside = Inside::Tag;
                    at + 1
                }
                None => rest.len(),
            },
            Inside::Until(end) => {
                let at = memchr::memchr(b'>', rest).map_or(rest.len(), |at| at + 1);
                let from = at.saturating_sub(end.len());
                self.head.extend_from_slice(&rest[from..at]);
                let tail = self.head.len().saturating_sub(end.len());
                self.head.drain(..tail);
                if self.head == end {
                    self.inside = Inside::Text;
                }
                at
            }
        }
    }

    /// Tells from the first bytes of a tag what it is.
    fn open(&mut self, last: u8) {
        let until = |end| Inside::Until(end);
        match self.head.as_slice() {
            b"!--" => self.inside = until(b"-->"),
            b"![CDATA[" => self.inside = until(b"]]>"),
            b"?" => self.inside = until(b"?>"),
            head if head.starts_with(b"!") && b"![CDATA[".starts_with(head) || head == b"!-" => return,
            head => {
                let ends = matches!(last, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') && head != b"/";
                if !ends && head.len() < HEAD {
                    return;
                }
                self.named();
                self.inside = match last {
                    b'>' => Inside::Text,
                    b'"' | b'\'' => Inside::Quoted(last),
                    _ => Inside::Tag,
                };
                return;
            }
        }
        self.head.clear();
    }

    /// Opens or ends a cell by the name of a tag.
    fn named(&mut self) {
        let name = self.head.trim_ascii_end();
        let name = name.strip_suffix(b">").unwrap_or(name);
        let (ends, name) = match name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, name.strip_suffix(b"/").unwrap_or(name)),
        };
        match name.rsplit(|b| *b == b':').next().unwrap_or_default() {
            b"si" if !ends => {
                self.texts += 1;
                self.cell = Some(0);
            }
            b"c" if !ends => self.cell = Some(0),
            b"c" | b"si" | b"row" | b"sheetData" | b"sst" => self.cell = None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: u64 = 1 << 16;

    fn passes(xml: &[u8]) -> bool {
        let whole = XmlGuard::new(SHORT).feed(xml);
        let mut guard = XmlGuard::new(SHORT);
        let by_blocks = xml.chunks(1021).all(|block| guard.feed(block));
        assert_eq!(whole, by_blocks, "{}", String::from_utf8_lossy(&xml[..20]));
        whole
    }

    #[test]
    fn what_a_reader_would_hold_is_bounded() {
        let long = vec![b'a'; SHORT as usize + 10];
        let many = |part: &str| part.repeat(SHORT as usize / part.len() + 10).into_bytes();
        let cases: [(&[u8], &[u8], &[u8]); 9] = [
            (b"<row a=\"", &long, b"\"/>"),
            (b"<row a='", &many("<\">"), b"'/>"),
            (b"<row ", &many("a=\">\" "), b"/>"),
            (b"<t>", &long, b"</t>"),
            (b"<!--", &many("<a>"), b"-->"),
            (b"<![CDATA[", &many("<a>"), b"]]>"),
            (b"<?x ", &many("<a>"), b"?>"),
            (b"<c><is>", &many("<r><t>a</t></r>"), b"</is></c>"),
            (b"<x:si>", &many("<r><t>a</t></r>"), b"</x:si>"),
        ];
        for (before, middle, after) in cases {
            assert!(!passes(&[before, middle, after].concat()), "{}", String::from_utf8_lossy(before));
            assert!(
                passes(&[before, &middle[..1 << 12], after].concat()),
                "{}",
                String::from_utf8_lossy(before)
            );
        }
    }

    #[test]
    fn big_sheets_of_small_cells_pass() {
        let cells = "<row r='1'><c r=\"A1\"><v>1</v></c><c r=\"B1\" s='2'/></row><!-- --><![CDATA[]]>";
        let sheet = format!("<sheetData>{}</sheetData>{}", cells.repeat(10_000), "<x/>".repeat(100_000));
        assert!(passes(sheet.as_bytes()));
        let mut guard = XmlGuard::new(SHORT);
        assert!(guard.feed("<sst><si><t>a</t></si><si/><x:si></x:si></sst>".as_bytes()));
        assert_eq!(guard.texts, 3);
    }
}

//! Which character separates the columns of a list of text: the one that cuts its first lines into
//! the same number of columns.

use csv::{ByteRecord, ReaderBuilder};

const CANDIDATES: [u8; 4] = [b',', b'\t', b';', b'|'];
const LINES: usize = 100;
/// More columns say no more for a separator: a long note has any number of semicolons.
const WIDE: usize = 40;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between two columns.
    pub separator: u8,
    /// The first line is `sep=;`, Excel's own note, and no row.
    pub says_separator: bool,
}

/// Finds the dialect from the start of a list.
pub(super) fn dialect(sample: &[u8]) -> Dialect {
    if let Some((mark, [separator, b'\r' | b'\n', ..])) = sample.split_at_checked(4)
        && mark.eq_ignore_ascii_case(b"sep=")
    {
        return Dialect { separator: *separator, says_separator: true };
    }
    let mut best = (0.0, CANDIDATES[0]);
    for separator in CANDIDATES {
        let score = score(sample, separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    Dialect { separator: best.1, says_separator: false }
}

/// How many of the lines have the commonest number of columns, weighed by that number.
fn score(sample: &[u8], separator: u8) -> f64 {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(sample);
    let mut record = ByteRecord::new();
    let mut widths = Vec::new();
    let mut broken = 0;
    while widths.len() < LINES && reader.read_byte_record(&mut record).unwrap_or(false) {
        widths.push(record.len());
        broken += usize::from(record.iter().any(|field| field.contains(&b'"')));
    }
    // Quotes left inside cells: the separator stands inside the quoted ones.
    let whole = 1.0 - 0.9 * broken as f64 / widths.len().max(1) as f64;
    if widths.len() > 1 && widths.len() < LINES {
        widths.pop();
    }
    let count = |width: usize| widths.iter().filter(|w| **w == width).count();
    let Some(common) = widths.iter().copied().filter(|w| *w > 1).max_by_key(|w| (count(*w), *w)) else {
        return 0.0;
    };
    let share = count(common) as f64 / widths.len() as f64;
    whole * share * share * (1.0 + (common.min(WIDE) as f64).ln())
}

#[cfg(test)]
mod tests {
    use super::dialect;

    #[test]
    fn separators() {
        let known = [
            (&b"a,b\n1,2\n"[..], b','),
            (b"a;b;c\n1,5;2,5;3\n1,5;2,5;3\n", b';'),
            (b"a\tb\nx, y, z\t2\nq\t3\n", b'\t'),
            (b"a|b|c\n1|2|3\n", b'|'),
            (b"\"a;b\",c\n\"d;e\",f\n", b','),
            (b"title\n\na,b,c\n1,2,3\n4,5,6\n", b','),
            (b"only\none\n", b','),
            (b"sep=;\na,b;c\n", b';'),
            (b"\"x; y; z\",\"x; y; z\"\n\"x; y; z\",\"x; y; z\"\na,b\n", b','),
        ];
        for (sample, separator) in known {
            assert_eq!(dialect(sample).separator, separator, "{:?}", String::from_utf8_lossy(sample));
        }
    }
}

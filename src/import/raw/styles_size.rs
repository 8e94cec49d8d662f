//! The styles of a workbook, weighed before they are loaded: the reader copies font, fill, borders
//! and number format into every cell format, so that a small part can unfold to any size.

use super::Refusal;
use crate::model::IssueCode;
use std::io::Read;

/// Cell formats times the longest element of the part, at most this.
const MAX_BYTES: u64 = 512 << 20;
/// What a cell format takes by itself.
const OWN_BYTES: u64 = 400;

/// Refuses styles that unfold to more than they should.
pub(super) fn check(part: impl Read) -> Result<(), Refusal> {
    let mut xml = Vec::new();
    let mut part = part;
    part.read_to_end(&mut xml)?;
    let formats = memchr::memmem::find_iter(&xml, "xf").count() as u64;
    let longest = xml.split(|b| *b == b'<').map(<[u8]>::len).max().unwrap_or(0) as u64;
    let unfolded = formats.saturating_mul(OWN_BYTES + 3 * longest);
    if formats > 10_000 && unfolded > MAX_BYTES {
        let refusal = Refusal::new(IssueCode::FileUnpackedTooLarge);
        return Err(refusal
            .with("size", format!("styles.xml {} MB", unfolded >> 20))
            .with("limit", format!("{} MB", MAX_BYTES >> 20)));
    }
    Ok(())
}

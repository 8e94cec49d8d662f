//! Headers that all begin with what their rows are: Deal - Title, Deal - Value, Organization: Name. Only what
//! stands behind it tells the columns apart.

use super::header::{Header, parse};
use crate::config::ColumnNames;
use std::collections::BTreeMap;

/// Between the record and the column.
const BETWEEN: &[&str] = &[" - ", " – ", ": ", "：", "::", "->", ".", "/", "_", "-"];
/// So many headers begin alike before what they begin with is taken off.
const SEVERAL: usize = 3;

/// Reads headers that nobody understands without what most headers begin with.
pub fn take_off(headers: &mut [Header], names: &ColumnNames) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (prefix, _) in headers.iter().filter_map(|h| parts(&h.text, names)) {
        *counts.entry(prefix).or_default() += 1;
    }
    let shared = counts.into_iter().max_by_key(|(_, count)| *count);
    let Some((prefix, count)) = shared.filter(|(_, count)| *count >= SEVERAL) else { return };
    if count * 2 < headers.len() {
        return;
    }
    for header in headers.iter_mut().filter(|h| !h.is_read(names)) {
        let Some((_, rest)) = parts(&header.text, names).filter(|(own, _)| *own == prefix) else { continue };
        let bare = parse(header.column, &rest, names);
        if bare.is_read(names) {
            *header = Header { text: header.text.clone(), ..bare };
        }
    }
}

/// What a header begins with, folded, and what stands behind it.
fn parts(text: &str, names: &ColumnNames) -> Option<(String, String)> {
    let (prefix, rest) = BETWEEN.iter().find_map(|between| text.split_once(between))?;
    let prefix = names.plain(prefix);
    (!prefix.is_empty() && !rest.trim().is_empty()).then(|| (prefix, rest.trim().to_owned()))
}

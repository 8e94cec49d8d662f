//! Examples of a column: its first few different values, so that a person sees what is meant.

use super::cells::shown;
use super::raw_sheet::RawSheet;
use std::ops::Range;

/// Rows looked at, examples shown, and characters of one.
const DEPTH: usize = 200;
const MOST: usize = 3;
const LONGEST: usize = 24;

/// The first different values of a column, long ones cut.
pub fn examples(sheet: &RawSheet, rows: Range<usize>, column: u32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in rows.take(DEPTH) {
        let Some(cell) = sheet.row(at).get(column) else { continue };
        let whole = shown(cell);
        let mut text: String = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST {
            text = text.chars().take(LONGEST - 1).chain(['…']).collect();
        }
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

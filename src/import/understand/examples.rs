//! Examples of a column: its first few different values, so that a person sees what is meant.

use crate::import::cells::shown;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::column_letters;
use std::ops::Range;

/// Rows looked at, examples shown, and characters of one.
const DEPTH: usize = 200;
const MOST: usize = 3;
const LONGEST: usize = 24;

/// Rows and cells shown of a sheet that could not be read.
const ROWS: usize = 5;
const CELLS: usize = 8;

/// The first rows of a table, cut to what fits.
pub fn preview(sheet: &RawSheet, rows: Range<usize>) -> Vec<(u32, Vec<String>)> {
    let line = |at| {
        let row = sheet.row(at);
        let cell = |(column, cell)| format!("{} {}", column_letters(column), short(&shown(cell)));
        (row.number, row.cells().take(CELLS).map(cell).collect())
    };
    rows.take(ROWS).map(line).collect()
}

fn short(whole: &str) -> String {
    let text: String = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST {
        text.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        text
    }
}

/// The first different values of a column, long ones cut.
pub fn examples(sheet: &RawSheet, rows: Range<usize>, column: u32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in rows.take(DEPTH) {
        let Some(cell) = sheet.row(at).get(column) else { continue };
        let text = short(&shown(cell));
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

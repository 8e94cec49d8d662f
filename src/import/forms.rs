//! Forms: field names down a column instead of along a row, once or once a record. They are refused,
//! since their rows are no records.

use super::header::parse;
use super::header_rows;
use super::raw_sheet::{Cell, RawSheet};
use crate::config::ColumnNames;
use std::collections::BTreeSet;
use std::ops::Range;

/// Rows looked at.
const DEPTH: usize = 400;

/// Whether the rows of a table begin with field names instead of values.
pub fn is_form(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> bool {
    let rows = rows.start..rows.end.min(rows.start + DEPTH);
    // Most cells of the first row name fields, and several do: a header, whatever stands below it.
    if rows.is_empty() {
        return false;
    }
    let first = sheet.row(rows.start);
    if header_rows::known(first, names) >= 3 && header_rows::known(first, names) * 2 > first.cells().count() {
        return false;
    }
    let columns: BTreeSet<u32> =
        rows.clone().flat_map(|at| sheet.row(at).cells().map(|(column, _)| column).take(2)).collect();
    let height = rows.len();
    for (place, column) in columns.into_iter().take(2).enumerate() {
        let cells: Vec<Cell<'_>> = rows.clone().filter_map(|at| sheet.row(at).get(column)).collect();
        // Merged headings of groups stand before the field names.
        if place == 0 || cells.len() * 2 > height {
            if labels(&cells, names) && !header_rows(sheet, rows.clone(), names) {
                return true;
            }
            if place == 0 && cells.len() * 2 > height {
                return false;
            }
        }
    }
    false
}

/// Most cells name fields, at least two different ones, three where not all do.
fn labels(cells: &[Cell<'_>], names: &ColumnNames) -> bool {
    let label = |cell: &Cell<'_>| {
        let Cell::Text(text) = cell else { return None };
        // 客户名称：甲公司 holds name and value in one cell.
        let name = text.split_once([':', '：']).map_or(*text, |(name, _)| name);
        let header = parse(0, name, names);
        header.is_read(names).then_some(header.plain)
    };
    let found: Vec<String> = cells.iter().filter_map(label).collect();
    let different: BTreeSet<&String> = found.iter().collect();
    match different.len() {
        0 | 1 => false,
        2 => found.len() == cells.len() && found.len() == 2,
        _ => found.len() * 2 > cells.len(),
    }
}

/// Two languages of one header stand under each other too: then most cells of both rows name fields.
fn header_rows(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> bool {
    let full = |at: usize| {
        let cells = sheet.row(at).cells().count();
        cells >= 2 && header_rows::known(sheet.row(at), names) * 2 > cells
    };
    // Three names in one row are a header, whatever stands below (a list of resources names visits).
    let header = |at: usize| full(at) && header_rows::known(sheet.row(at), names) >= 3;
    rows.clone().any(header) || rows.clone().filter(|at| full(*at)).count() * 2 >= rows.len()
}

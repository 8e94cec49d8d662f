//! Forms: field names down a column instead of along a row, once or once a record. They are refused,
//! since their rows are no records.

use crate::config::ColumnNames;
use crate::import::headers::header::parse;
use crate::import::headers::header_rows;
use crate::import::raw::raw_sheet::{Cell, RawSheet};
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
        let cells = column_cells(sheet, rows.clone(), column, names);
        // Merged headings of groups stand before the field names.
        if place == 0 || cells.len() * 2 > height {
            if labels(&cells, names) && !has_header(sheet, rows.clone(), column, names) {
                return true;
            }
            if place == 0 && cells.len() * 2 > height {
                return false;
            }
        }
    }
    false
}

/// The cells of a column without totals and remarks below a list, whose words name fields elsewhere.
fn column_cells<'a>(
    sheet: &'a RawSheet,
    rows: Range<usize>,
    column: u32,
    names: &ColumnNames,
) -> Vec<Cell<'a>> {
    let frame = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if names.rows.of(text).is_some() || names.rows.begins_footer(text));
    rows.filter_map(|at| sheet.row(at).get(column)).filter(|cell| !frame(cell)).collect()
}

/// Most cells name fields, at least two different ones, three where not all do.
fn labels(cells: &[Cell<'_>], names: &ColumnNames) -> bool {
    let found: Vec<String> = cells.iter().filter_map(|cell| label(cell, names)).collect();
    let different: BTreeSet<&String> = found.iter().collect();
    match different.len() {
        0 | 1 => false,
        2 => found.len() == cells.len() && found.len() == 2,
        _ => found.len() * 2 > cells.len(),
    }
}

/// The field that a cell names, as it is written.
fn label(cell: &Cell<'_>, names: &ColumnNames) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    // 客户名称：甲公司 holds name and value in one cell.
    let name = text.split_once([':', '：']).map_or(*text, |(name, _)| name);
    let header = parse(0, name, names);
    header.is_read(names).then_some(header.plain)
}

/// Two languages of one header stand under each other too: then most cells of both rows name fields.
fn has_header(sheet: &RawSheet, rows: Range<usize>, column: u32, names: &ColumnNames) -> bool {
    let cells = |at: usize| sheet.row(at).cells().count();
    let known = |at: usize| header_rows::known(sheet.row(at), names);
    let full = |at: usize| cells(at) >= 2 && known(at) * 2 > cells(at);
    // Nothing but names in a row, and below it the column holds values: a unit and a title above it are few.
    let heads_values = |at: usize| {
        let below = column_cells(sheet, at + 1..rows.end, column, names);
        let named = below.iter().filter(|cell| label(cell, names).is_some()).count();
        !below.is_empty() && named * 2 < below.len()
    };
    // Three names in one row are a header, whatever stands below (a list of resources names visits).
    let header = |at: usize| full(at) && (known(at) >= 3 || known(at) == cells(at) && heads_values(at));
    rows.clone().any(header) || rows.clone().filter(|at| full(*at)).count() * 2 >= rows.len()
}

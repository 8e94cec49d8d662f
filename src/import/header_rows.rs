//! The header row: where it stands, and the rows around it that belong to it.

use super::cells::{Decimal, number, shown};
use super::header::{Header, is_long, parse};
use super::raw_sheet::{Cell, RawRow, RawSheet};
use crate::config::{ColumnNames, undated};
use crate::model::{Field, RecordKind};
use std::ops::Range;

/// Rows looked at for a header.
pub const DEPTH: usize = 40;

/// The header of a sheet.
#[derive(Debug, Clone)]
pub struct HeaderRows {
    /// 1-based row of the first row that names fields.
    pub row: u32,
    /// Index (among non-blank rows) of the first row below the headers.
    pub first_data: usize,
    /// One header a non-blank header cell.
    pub headers: Vec<Header>,
    /// Unit of a line above the header (单位：万元), and that line.
    pub unit_line: Option<(f64, String)>,
}

/// Finds the header: the row among the first that names most fields. `row` forces it.
pub fn find(
    sheet: &RawSheet,
    region: Range<usize>,
    names: &ColumnNames,
    row: Option<u32>,
) -> Option<HeaderRows> {
    let depth = region.end.min(region.start + DEPTH);
    let at = match row {
        Some(number) => region.clone().find(|at| sheet.row(*at).number == number)?,
        None => best(sheet, region.start..depth, names)?,
    };
    let mut headers: Vec<Header> =
        sheet.row(at).cells().map(|(column, cell)| parse(column, &shown(cell), names)).collect();
    let next = (at + 1 < region.end).then(|| sheet.row(at + 1));
    let second =
        next.is_some_and(|next| repeats(next, &headers, names) || units_below(next, &mut headers, names));
    Some(HeaderRows {
        row: sheet.row(at).number,
        first_data: if second { at + 2 } else { at + 1 },
        headers,
        unit_line: (region.start..at).rev().find_map(|above| unit_line(sheet.row(above), names)),
    })
}

/// The first row that names fields, or one close below it that names more (group rows stand above).
fn best(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> Option<usize> {
    let counts: Vec<(usize, usize)> = rows.map(|at| (at, known(sheet.row(at), names))).collect();
    let narrow = |at: usize| sheet.row(at).cells().count() <= 2;
    let first = counts
        .iter()
        .position(|(_, found)| *found >= 2)
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && narrow(*at)))
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && heads_numbers(sheet, *at, names)))?;
    let near = counts[first..].iter().take(4).rev();
    near.max_by_key(|(_, found)| *found).map(|(at, _)| *at)
}

/// A customer column among headers that nobody knows (2023, 2024, 2025): texts above numbers.
fn heads_numbers(sheet: &RawSheet, at: usize, names: &ColumnNames) -> bool {
    let row = sheet.row(at);
    let customer = row.cells().any(|(_, cell)| {
        let Cell::Text(text) = cell else { return false };
        let name = names.plain(text);
        names.field(RecordKind::Accounts, &name) == Some(Field::Name) && !names.generic.contains(&name)
    });
    let number = |cell: Cell<'_>| match cell {
        Cell::Number(..) => true,
        Cell::Text(text) => number(text, Decimal::Unknown).is_some(),
        _ => false,
    };
    let year = |cell: Cell<'_>| undated(&shown(cell)) == Some("");
    let headers = row.cells().all(|(_, cell)| !number(cell) || year(cell));
    let below = || at + 1 < sheet.len() && sheet.row(at + 1).cells().any(|(_, cell)| number(cell));
    customer && headers && below()
}

/// Whether a row below a gap begins another table: nothing but texts, several of them naming fields.
pub fn begins_table(row: RawRow<'_>, names: &ColumnNames) -> bool {
    row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_))) && known(row, names) >= 2
}

/// A row of units right under the header (万元, 元, %) belongs to it.
fn units_below(row: RawRow<'_>, headers: &mut [Header], names: &ColumnNames) -> bool {
    let words = &names.quantities;
    let unit = |cell| if let Cell::Text(text) = cell { words.header_factor(text) } else { None };
    let percent = |cell| matches!(cell, Cell::Text(text) if words.is_percent(text));
    if !row.cells().all(|(_, cell)| unit(cell).is_some() || percent(cell)) {
        return false;
    }
    for (column, cell) in row.cells() {
        if let Some(header) = headers.iter_mut().find(|h| h.column == column) {
            header.unit = unit(cell);
            header.percent |= header.unit.is_none();
        }
    }
    true
}

/// How many cells of a row name a field; a row with numbers or dates is no header.
pub fn known(row: RawRow<'_>, names: &ColumnNames) -> usize {
    let named = |cell| match cell {
        Cell::Text(text) if !is_long(text) => {
            let header = parse(0, text, names);
            names.knows(&header.plain)
                || names.knows(&header.bare)
                || undated(&header.bare).is_some_and(|name| names.knows(name))
        }
        _ => false,
    };
    row.cells().filter(|(_, cell)| named(*cell)).count()
}

/// A second header row names fields again (English below Chinese) in most of its cells.
fn repeats(row: RawRow<'_>, headers: &[Header], names: &ColumnNames) -> bool {
    let cells: Vec<Cell<'_>> = row.cells().map(|(_, cell)| cell).collect();
    let texts = cells.iter().all(|c| matches!(c, Cell::Text(t) if !t.chars().any(|c| c.is_ascii_digit())));
    let found = known(row, names);
    texts && found >= 2 && cells.len() * 2 >= headers.len() && found * 10 >= cells.len() * 3
}

/// 单位：万元, Unit: USD k.
fn unit_line(row: RawRow<'_>, names: &ColumnNames) -> Option<(f64, String)> {
    let title = row.cells().count() <= 2;
    let words = &names.quantities;
    row.cells().find_map(|(_, cell)| {
        let Cell::Text(text) = cell else { return None };
        if is_long(text) {
            return None;
        }
        // A title may end with its unit: 客户销售情况表（万元）.
        let titled = parse(0, text, names).unit.filter(|unit| title && *unit > 1.0);
        if let Some(unit) = titled {
            return Some((unit, text.trim().to_owned()));
        }
        Some((words.header_factor(&words.unit_line(text)?)?, text.trim().to_owned()))
    })
}

//! The header row: where it stands, and the rows around it that belong to it.

use super::header::{Header, is_long, parse};
use super::header_path::{self, Path};
use super::record_prefix;
use crate::config::{ColumnNames, Period, undated};
use crate::import::cells::{Decimal, money, number, shown};
use crate::import::raw::raw_sheet::{Cell, RawRow, RawSheet};
use crate::model::{Field, RecordKind};
use std::ops::Range;

/// Cells of the widest remark above or below a table.
const REMARK: usize = 4;
/// Rows looked at for a header.
pub const DEPTH: usize = 40;

/// The header of a sheet.
#[derive(Debug, Clone)]
pub struct HeaderRows {
    /// 1-based row of the first row that names fields.
    pub row: u32,
    /// Index (among non-blank rows) of the first row below the headers.
    pub first_data: usize,
    /// One header a column that has one.
    pub headers: Vec<Header>,
    /// What each of them is called, row by row.
    pub paths: Vec<Path>,
    /// The one period that a title above states.
    pub period: Option<Period>,
    /// Unit of a line above the header (单位：万元), and that line.
    pub unit_line: Option<(f64, String)>,
}

impl HeaderRows {
    /// A column without a header that is one all the same.
    pub fn add_nameless(&mut self, column: u32, names: &ColumnNames) {
        if self.headers.iter().any(|h| h.column == column) {
            return;
        }
        let (header, path) = header_path::read(column, vec![String::new()], names);
        let place = self.headers.iter().position(|h| h.column > column).unwrap_or(self.headers.len());
        self.headers.insert(place, header);
        self.paths.insert(place, path);
    }
}

/// Finds the header: the row among the first that names most fields, with the rows above and below that belong
/// to it. `row` forces it; columns `wanted` by hand decide it where they are named.
pub fn find(
    sheet: &RawSheet,
    region: Range<usize>,
    names: &ColumnNames,
    row: Option<u32>,
    wanted: &[(Field, String)],
) -> Option<HeaderRows> {
    let depth = region.end.min(region.start + DEPTH);
    let at = match row {
        Some(number) => region.clone().find(|at| sheet.row(*at).number == number)?,
        None => named_by_hand(sheet, region.start..depth, names, wanted)
            .or_else(|| best(sheet, region.start..depth, names))
            .or_else(|| above_lettered(sheet, region.start..depth, wanted))?,
    };
    let block = header_path::block(sheet, region.clone(), at, names);
    let (mut headers, paths): (Vec<Header>, Vec<Path>) = header_path::columns(sheet, block.clone())
        .into_iter()
        .map(|(column, parts)| header_path::read(column, parts, names))
        .unzip();
    record_prefix::take_off(&mut headers, names);
    headers.iter_mut().for_each(|header| header.guess(names));
    let mut first_data = block.end;
    if let Some(next) = (first_data < region.end).then(|| sheet.row(first_data))
        && (repeats(next, &headers, names) || units_below(next, &mut headers, names))
    {
        first_data += 1;
    }
    let first = block.clone().find(|at| known(sheet.row(*at), names) > 0).unwrap_or(at);
    let mut found = HeaderRows {
        row: sheet.row(first).number,
        first_data,
        headers,
        paths,
        period: (region.start..block.start).rev().find_map(|above| titled(sheet.row(above), names)),
        unit_line: (region.start..block.start)
            .rev()
            .find_map(|above| unit_line(sheet.row(above), names))
            .or_else(|| unit_below(sheet, first_data, region.end, names))
            // What stands above the first table of a sheet, or below the last one, is said of all of them.
            .or_else(|| (0..region.start).find_map(|above| unit_line(sheet.row(above), names)))
            .or_else(|| unit_below(sheet, region.end, sheet.len(), names)),
    };
    // A column that is meant by its letter needs no header.
    for column in wanted.iter().filter_map(|(_, letter)| column_of(letter)) {
        if filled(sheet, block.end..region.end, column) {
            found.add_nameless(column, names);
        }
    }
    Some(found)
}

/// The period that a title states, if it is one.
fn titled(row: RawRow<'_>, names: &ColumnNames) -> Option<Period> {
    let mut cells = row.cells();
    let (Some((_, Cell::Text(text))), None) = (cells.next(), cells.next()) else { return None };
    names.periods.one(text)
}

/// The row that has a header wanted by hand.
fn named_by_hand(
    sheet: &RawSheet,
    rows: Range<usize>,
    names: &ColumnNames,
    wanted: &[(Field, String)],
) -> Option<usize> {
    let wanted: Vec<String> = wanted.iter().map(|(_, w)| names.plain(w)).filter(|w| !w.is_empty()).collect();
    let found = |at: usize| {
        let texts: Vec<String> = sheet
            .row(at)
            .cells()
            .filter_map(|(_, cell)| if let Cell::Text(text) = cell { Some(names.plain(text)) } else { None })
            .collect();
        wanted.iter().filter(|w| texts.contains(w)).count()
    };
    let counts: Vec<(usize, usize)> = rows.map(|at| (at, found(at))).collect();
    counts.iter().rev().max_by_key(|(_, found)| *found).filter(|(_, found)| *found > 0).map(|(at, _)| *at)
}

/// Where columns are only meant by letters: the last row of texts above the first number in one of them.
fn above_lettered(sheet: &RawSheet, rows: Range<usize>, wanted: &[(Field, String)]) -> Option<usize> {
    let columns: Vec<u32> = wanted.iter().filter_map(|(_, letter)| column_of(letter)).collect();
    let numeric = |cell: Cell<'_>| match cell {
        Cell::Number(..) | Cell::Date(_) => true,
        Cell::Text(text) => number(text, Decimal::Unknown).is_some(),
        _ => false,
    };
    let figures = |at: &usize| columns.iter().any(|c| sheet.row(*at).get(*c).is_some_and(numeric));
    if columns.is_empty() {
        return None;
    }
    let first = rows.clone().find(figures)?;
    (rows.start..first).rev().find(|at| sheet.row(*at).cells().all(|(_, cell)| !numeric(cell)))
}

/// The 0-based column of letters such as A or BC.
fn column_of(letters: &str) -> Option<u32> {
    let letters = letters.trim();
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let value = letters.bytes().fold(0_u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some(value - 1)
}

fn filled(sheet: &RawSheet, rows: Range<usize>, column: u32) -> bool {
    rows.take(DEPTH).any(|at| sheet.row(at).get(column).is_some())
}

/// The first row that names fields, or one close below it that names more (group rows stand above).
fn best(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> Option<usize> {
    let counts: Vec<(usize, usize)> = rows.map(|at| (at, known(sheet.row(at), names))).collect();
    let narrow = |at: usize| sheet.row(at).cells().count() <= 2;
    let first = counts
        .iter()
        .position(|(_, found)| *found >= 2)
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && heads_numbers(sheet, *at, names)))
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && narrow(*at)))?;
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
        Cell::Text(text) if !is_long(text) => parse(0, text, names).is_read(names),
        _ => false,
    };
    row.cells().filter(|(_, cell)| named(*cell)).count()
}

/// A second header row names the fields again (English below Chinese) in most of its cells: each what stands
/// above it, or what nobody understands there. A row of values may be made of words that headers have too.
fn repeats(row: RawRow<'_>, headers: &[Header], names: &ColumnNames) -> bool {
    let cells: Vec<(u32, Cell<'_>)> = row.cells().collect();
    let word = |cell: &Cell<'_>| matches!(cell, Cell::Text(t) if !t.chars().any(|c| c.is_ascii_digit()));
    if !cells.iter().all(|(_, cell)| word(cell)) || cells.len() * 2 < headers.len() {
        return false;
    }
    let (mut found, mut same, mut other) = (0, 0, 0);
    for (column, cell) in &cells {
        let below = parse(*column, &shown(cell.to_owned()), names);
        let above = headers.iter().find(|h| h.column == *column);
        if !below.is_read(names) {
            continue;
        }
        found += 1;
        if let Some(above) = above.filter(|h| h.is_read(names)) {
            let shared = below.columns.iter().any(|id| above.columns.contains(id));
            let agree = shared || names.agree(&above.plain, &below.plain);
            if agree { same += 1 } else { other += 1 }
        }
    }
    found >= 2 && found * 10 >= cells.len() * 3 && other * 2 <= found && (same > 0 || other == 0)
}

/// The unit that a remark states for all money: 单位：万元 in one cell or two, Figures in $000, a title that ends
/// with its unit.
fn unit_line(row: RawRow<'_>, names: &ColumnNames) -> Option<(f64, String)> {
    let texts: Option<Vec<&str>> = row
        .cells()
        .map(|(_, cell)| if let Cell::Text(text) = cell { Some(text.trim()) } else { None })
        .collect();
    let words = &names.quantities;
    let figure = |text: &&str| is_long(text) || money(Cell::Text(text), Decimal::Unknown, words).is_ok();
    let texts = texts.filter(|t| t.len() <= REMARK && !t.iter().any(figure))?;
    // 客户销售情况表（万元）.
    let titled = |text: &&str| parse(0, text, names).unit.filter(|unit| texts.len() <= 2 && *unit > 1.0);
    let cell =
        texts.iter().find_map(|t| Some((titled(t).or_else(|| names.unit_remarks.unit(t, words))?, *t)));
    let whole = texts.join(" ");
    cell.map(|(unit, text)| (unit, text.to_owned()))
        .or_else(|| Some((names.unit_remarks.unit(&whole, words)?, whole)))
}

/// The unit in a remark below the table.
fn unit_below(sheet: &RawSheet, first: usize, end: usize, names: &ColumnNames) -> Option<(f64, String)> {
    let remark = |at: &usize| sheet.row(*at).cells().all(|(_, cell)| matches!(cell, Cell::Text(_)));
    let rows = (first..end).rev().take(DEPTH / 2).take_while(remark);
    rows.filter_map(|at| unit_line(sheet.row(at), names)).next()
}

//! Headers that stand in several rows, merged downwards or across: which rows belong together, and what each
//! column is called by all of them. Leaf first, then what stands above it.

use super::header::{Header, parse};
use crate::config::{ColumnNames, Part, Period, undated};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow, RawSheet};
use std::ops::Range;

/// Rows of the tallest header.
const TALL: usize = 3;
/// Between the parts of a header in several rows.
const BETWEEN: &str = " › ";

/// What one column is called: its texts from top to bottom, the period they state, the figure without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Texts from top to bottom.
    pub parts: Vec<String>,
    /// The period that they state.
    pub period: Option<Period>,
    /// The whole of the periods beside it: 全年, Total.
    pub whole: bool,
    /// The header without its period.
    pub figure: Option<Header>,
}

/// The rows of a header around the one that was found: first and last index.
pub fn block(sheet: &RawSheet, region: Range<usize>, at: usize, names: &ColumnNames) -> Range<usize> {
    let (mut first, mut last) = (at, at);
    while first > region.start && last - first + 1 < TALL && is_above(sheet, first - 1, first, names) {
        first -= 1;
    }
    while last + 1 < region.end && last - first + 1 < TALL && is_below(sheet, last, last + 1, names) {
        last += 1;
    }
    first..last + 1
}

/// The merged range that covers a cell: first and last row, first and last column.
fn merged(sheet: &RawSheet, row: u32, column: u32) -> Option<(u32, u32, u32, u32)> {
    let covers = |m: &&(u32, u32, u32, u32)| (m.0..=m.2).contains(&row) && (m.1..=m.3).contains(&column);
    sheet.merged.iter().find(covers).map(|m| (m.0, m.2, m.1, m.3))
}

/// A text, or a number that is a year.
fn is_heading(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Text(_) => true,
        Cell::Number(n, _) => n.fract() == 0.0 && (1990.0..2100.0).contains(&n),
        _ => false,
    }
}

/// A row of groups above a header: 2024 over Sales and Profit. A title stands over everything, a remark is no
/// group.
fn is_above(sheet: &RawSheet, above: usize, at: usize, names: &ColumnNames) -> bool {
    let (upper, lower) = (sheet.row(above), sheet.row(at));
    if upper.number + 1 != lower.number || !upper.cells().all(|(_, cell)| is_heading(cell)) {
        return false;
    }
    let remark =
        |cell: Cell<'_>| matches!(cell, Cell::Text(t) if t.contains([':', '：']) || t.chars().count() > 40);
    if upper.cells().any(|(_, cell)| remark(cell)) {
        return false;
    }
    let columns: Vec<u32> = lower.cells().map(|(column, _)| column).collect();
    let (Some(first), Some(last)) = (columns.first().copied(), columns.last().copied()) else { return false };
    let cells: Vec<u32> = upper.cells().map(|(column, _)| column).collect();
    let wide = cells.iter().any(|column| {
        merged(sheet, upper.number, *column).is_some_and(|(_, bottom, left, right)| {
            right > left && bottom == upper.number && !(left <= first && right >= last)
        })
    });
    let tall = cells.iter().any(|column| {
        merged(sheet, upper.number, *column)
            .is_some_and(|(top, bottom, ..)| bottom > top && bottom >= lower.number)
    });
    // Without merging: cells with room to their right, over columns that have a header below.
    let over = cells.iter().all(|c| columns.contains(c) || names_column(upper, *c, names));
    let room =
        cells.iter().any(|c| columns.contains(c) && columns.contains(&(c + 1)) && upper.get(c + 1).is_none());
    let several = cells.len() >= 2 || cells.first().is_some_and(|c| *c > first);
    wide || tall || sheet.merged.is_empty() && over && room && several
}

fn names_column(row: RawRow<'_>, column: u32, names: &ColumnNames) -> bool {
    row.get(column).is_some_and(|cell| is_known(&shown(cell), names))
}

/// A row that belongs to the header above it: names of parts under a group, blank under what is merged down.
fn is_below(sheet: &RawSheet, at: usize, below: usize, names: &ColumnNames) -> bool {
    let (upper, lower) = (sheet.row(at), sheet.row(below));
    if upper.number + 1 != lower.number || !lower.cells().all(|(_, cell)| is_heading(cell)) {
        return false;
    }
    let cells: Vec<(u32, String)> = lower.cells().map(|(column, cell)| (column, shown(cell))).collect();
    // Every part stands under a group; what has no part below keeps its own name.
    let under = |column: u32| match merged(sheet, upper.number, column) {
        Some((_, bottom, left, right)) => right > left && bottom < lower.number,
        None => {
            upper.get(column).is_none() && (0..column).rev().any(|c| upper.get(c).is_some())
                || upper.get(column).is_some()
                    && upper.get(column + 1).is_none()
                    && lower.get(column + 1).is_some()
        }
    };
    if !cells.iter().all(|(column, _)| under(*column)) {
        return false;
    }
    let bare = upper.cells().filter(|(column, _)| lower.get(*column).is_none()).count();
    let down = upper.cells().any(|(column, _)| {
        merged(sheet, upper.number, column)
            .is_some_and(|(top, bottom, ..)| bottom > top && bottom >= lower.number)
    });
    let said = cells.iter().filter(|(_, text)| is_known(text, names) || is_period(text, names)).count();
    bare > 0 && (down || said * 2 >= cells.len())
}

fn is_period(text: &str, names: &ColumnNames) -> bool {
    names.periods.only(text).is_some() || names.periods.is_whole(text)
}

/// Whether a text names a field by itself.
fn is_known(text: &str, names: &ColumnNames) -> bool {
    let header = parse(0, text, names);
    !header.columns.is_empty()
        || names.knows(&header.plain)
        || names.knows(&header.bare)
        || undated(&header.bare).is_some_and(|name| names.knows(name))
}

/// The texts of every column of a header, from top to bottom.
pub fn columns(sheet: &RawSheet, rows: Range<usize>) -> Vec<(u32, Vec<String>)> {
    let all: std::collections::BTreeSet<u32> =
        rows.clone().flat_map(|at| sheet.row(at).cells().map(|(column, _)| column)).collect();
    let texts = |column: &u32| {
        let mut parts: Vec<String> = Vec::new();
        let leaf = rows.clone().rev().find(|at| sheet.row(*at).get(*column).is_some())?;
        for at in rows.start..=leaf {
            let text = covering(sheet, at, *column, rows.end, at < leaf);
            parts.extend(text.filter(|t| parts.last() != Some(t)));
        }
        (!parts.is_empty()).then_some((*column, parts))
    };
    all.iter().filter_map(texts).collect()
}

/// The cell of a row that stands over a column: its own, the one merged over it, or the group to its left.
fn covering(sheet: &RawSheet, at: usize, column: u32, end: usize, group: bool) -> Option<String> {
    let row = sheet.row(at);
    let clean = |cell| shown(cell).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(cell) = row.get(column) {
        return Some(clean(cell));
    }
    if let Some((top, _, left, _)) = merged(sheet, row.number, column) {
        return sheet.find(top)?.get(left).map(clean);
    }
    if !group || sheet.merged.iter().any(|m| m.0 == row.number && m.3 > m.1) {
        return None;
    }
    let left = (0..column).rev().find(|c| row.get(*c).is_some())?;
    // A name with nothing below it is a column of its own, no group.
    let grouped = (at + 1..end).any(|below| sheet.row(below).get(left).is_some());
    grouped.then(|| row.get(left).map(clean)).flatten()
}

/// Reads a column's texts as one header.
pub fn read(column: u32, parts: Vec<String>, names: &ColumnNames) -> (Header, Path) {
    let mut header = header(column, &parts, names);
    header.text = parts.join(BETWEEN);
    let mut period: Option<Period> = None;
    let mut rests = Vec::new();
    for part in &parts {
        match names.periods.cut(part) {
            Some((found, rest)) => {
                period = Some(match period {
                    Some(outer) => Period {
                        year: found.year.or(outer.year),
                        part: if found.part == Part::Year { outer.part } else { found.part },
                    },
                    None => found,
                });
                if !rest.is_empty() {
                    rests.push(rest);
                }
            }
            None => rests.push(part.clone()),
        }
    }
    let whole = parts.len() > 1 && names.periods.is_whole(&parts[parts.len() - 1]);
    if whole {
        rests.pop();
    }
    let figure = (period.is_some() || whole).then(|| self::header(column, &rests, names));
    let path = Path { parts, period, whole, figure };
    // A quarter under a year's figure is not that figure.
    if path.parts.len() > 1 && period.is_some_and(|p| p.part != Part::Year) && !whole {
        header.remarks.push(path.parts[path.parts.len() - 1].clone());
    }
    (header, path)
}

/// The header that texts from top to bottom make: the leaf in the words of its parents where these name a
/// field together, else the leaf; the nearest parent where the leaf says nothing by itself.
pub fn header(column: u32, parts: &[String], names: &ColumnNames) -> Header {
    let Some((leaf, parents)) = parts.split_last() else { return parse(column, "", names) };
    let own = names.periods.only(leaf).is_none() && !names.periods.is_whole(leaf);
    if parents.is_empty() {
        return parse(column, leaf, names);
    }
    if !own {
        return header(column, parents, names);
    }
    let mut read = parents
        .iter()
        .rev()
        .map(|parent| {
            let ascii = parent.is_ascii() && leaf.is_ascii();
            if ascii { format!("{parent} {leaf}") } else { format!("{parent}{leaf}") }
        })
        .find(|joined| is_known(joined, names))
        .map_or_else(|| parse(column, leaf, names), |joined| parse(column, &joined, names));
    for parent in parents {
        if read.unit.is_none() {
            read.unit = parse(column, parent, names).unit;
        }
        if names.rows.is_other_figure(parent) {
            read.remarks.push(parent.clone());
        }
    }
    read.text = parts.join(BETWEEN);
    read
}

//! The tables of a sheet: one beside another, one under another. Two tables are never read as one.

use crate::config::{ColumnNames, Config};
use crate::import::ImportOptions;
use crate::import::headers::header::Header;
use crate::import::headers::header_rows;
use crate::import::mapping::{SavedTable, shares};
use crate::import::raw::raw_sheet::{Cell, RawSheet};
use crate::model::{Field, RecordKind};
use std::ops::{Range, RangeInclusive};

/// Rows looked at to tell tables apart.
const DEPTH: usize = 60;
/// A block of values that ends so many rows before its neighbour is a table of its own.
const SHORTER: usize = 2;

/// The tables of a sheet that stand side by side, each as a sheet of its own; none if there is only one.
pub fn side_by_side(sheet: &RawSheet, options: &ImportOptions, config: &Config) -> Vec<RawSheet> {
    let blocks = blocks(&sheet.column_cells());
    if blocks.len() < 2 || options.header_row.is_some() {
        return Vec::new();
    }
    let mut tables: Vec<RangeInclusive<u32>> = Vec::new();
    for block in blocks {
        // A block with a customer column or rows of its own is a table; any other has just a gap before it.
        let apart = tables.last().is_some_and(|before| {
            let (left, right) = (sheet.part(before.clone(), DEPTH), sheet.part(block.clone(), DEPTH));
            names_accounts(&left, &config.columns)
                && !headed_gap(sheet, before, &block, &config.columns)
                && (names_accounts(&right, &config.columns)
                    || own_rows(sheet, before, &block, &config.columns))
        });
        match tables.last_mut() {
            Some(last) if !apart => *last = *last.start()..=*block.end(),
            _ => tables.push(block),
        }
    }
    if tables.len() < 2 {
        return Vec::new();
    }
    // What stands in the gaps belongs to the table on their left.
    let starts: Vec<u32> = tables.iter().map(|t| *t.start()).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u32::MAX]);
    let firsts = [0].into_iter().chain(starts.iter().skip(1).copied());
    firsts.zip(ends).map(|(first, last)| sheet.part(first..=last, usize::MAX)).collect()
}

/// Runs of columns with more than a stray cell.
fn blocks(cells: &[u64]) -> Vec<RangeInclusive<u32>> {
    let mut blocks: Vec<RangeInclusive<u32>> = Vec::new();
    for (column, count) in (0_u32..).zip(cells) {
        if *count < 2 {
            continue;
        }
        match blocks.last_mut() {
            Some(last) if *last.end() + 1 == column => *last = *last.start()..=column,
            _ => blocks.push(column..=column),
        }
    }
    blocks
}

/// Whether a table of at least two known columns has one that can only be that of a customer.
fn names_accounts(part: &RawSheet, names: &ColumnNames) -> bool {
    let Some(rows) = header_rows::find(part, 0..part.len(), names, None, &[]) else { return false };
    let known = |h: &&Header| h.is_read(names);
    rows.headers.iter().filter(known).count() >= 2 && rows.headers.iter().any(|h| is_customer(h, names))
}

/// Name and ID alone may be anybody's.
fn is_customer(header: &Header, names: &ColumnNames) -> bool {
    let fields = |kind| super::columns::fields(kind, header, names);
    let child = fields(RecordKind::Orders).iter().any(|f| matches!(f, Field::Account | Field::AccountId));
    child && !fields(RecordKind::Accounts).is_empty() && header.bare != "name"
}

/// Whether a column between two blocks has a header of the left table: it only has no values yet.
fn headed_gap(
    sheet: &RawSheet,
    left: &RangeInclusive<u32>,
    right: &RangeInclusive<u32>,
    names: &ColumnNames,
) -> bool {
    let part = sheet.part(left.clone(), DEPTH);
    let Some(found) = header_rows::find(&part, 0..part.len(), names, None, &[]) else { return false };
    let Some(row) = sheet.rows().find(|row| row.number == found.row) else { return false };
    (*left.end() + 1..*right.start()).any(|column| row.get(column).is_some())
}

/// A dense block without a customer column that ends well before or goes on below the table on its left:
/// a list of regions, a pivot.
fn own_rows(
    sheet: &RawSheet,
    left: &RangeInclusive<u32>,
    block: &RangeInclusive<u32>,
    names: &ColumnNames,
) -> bool {
    let part = sheet.part(left.clone(), usize::MAX);
    let Some(found) = header_rows::find(&part, 0..part.len(), names, None, &[]) else { return false };
    let (mut dense, mut ended, mut missing, mut alone) = (0, false, 0, 0);
    for row in sheet.rows().filter(|row| row.number > found.row) {
        let mine = block.clone().filter(|c| row.get(*c).is_some()).count();
        let theirs = left.clone().any(|c| row.get(c).is_some());
        if mine == block.clone().count() && !ended {
            dense += 1;
            alone += usize::from(!theirs);
        } else if mine > 0 {
            return false;
        } else {
            ended = true;
            missing += 1;
        }
    }
    block.clone().count() >= 2 && dense > 0 && (missing >= SHORTER || alone > 0)
}

/// Whether a row is the title of a table: one text right above a row that begins one.
fn titled(raw: &RawSheet, at: usize, names: &ColumnNames) -> bool {
    let row = raw.row(at);
    let alone = row.cells().count() == 1 && row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_)));
    alone
        && at + 1 < raw.len()
        && raw.row(at + 1).number == row.number + 1
        && header_rows::begins_table(raw.row(at + 1), names)
}

/// The tables of a sheet, one under another: a header-like row below a gap begins another one. Each with
/// the saved table that serves it.
pub fn stacked<'t>(
    raw: &RawSheet,
    options: &ImportOptions,
    config: &Config,
    tables: Vec<&'t SavedTable>,
) -> Vec<(Range<usize>, Option<&'t SavedTable>)> {
    let mut starts = vec![0];
    let mut headers = 0;
    for at in 0..raw.len() {
        let gap = at > 0 && raw.row(at).number > raw.row(at - 1).number + 1;
        if (gap || headers == 0) && header_rows::begins_table(raw.row(at), &config.columns) {
            if headers > 0 && gap {
                starts.push(at);
            }
            headers += 1;
        } else if gap && headers > 0 && titled(raw, at, &config.columns) {
            starts.push(at);
            headers += 1;
        }
    }
    if options.header_row.is_some() {
        return vec![(0..raw.len(), tables.first().copied())];
    }
    // The blocks of a form look like tables too.
    if super::forms::is_form(raw, 0..raw.len(), &config.columns) {
        starts.truncate(1);
    }
    let ends = starts.iter().skip(1).copied().chain([raw.len()]);
    let found = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let place = |row| raw.rows().position(|r| r.number >= row).unwrap_or(raw.len());
    shares(found, tables, place)
}

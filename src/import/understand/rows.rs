//! Which rows are data: totals, remainders, instructions, examples, headings, footers and repeated headers are
//! not. Told for a whole sheet at once, since a total is known by the rows above it.

use super::footers::{headings, is_remark, is_ruled, trail};
use super::profile::Profile;
use super::row_kind::{Marks, RowKind};
use super::sheet_plan::SheetPlan;
use super::totals::{NumberColumn, Sums, Told, number_columns, told};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Instructions and examples stand right under the header.
const NEAR: usize = 5;
/// Rows looked at by one task.
const CHUNK: usize = 4096;

/// Tells the rows of a sheet that are no records, beside those that are known.
pub fn marks(plan: &SheetPlan<'_>, profiles: &BTreeMap<u32, Profile>, known: Marks) -> Marks {
    let numbers = number_columns(plan, profiles);
    let mut marks = known;
    let mut end = plan.end;
    if let Some(start) = trail(plan, &numbers) {
        marks.extend((start..end).map(|at| (at, RowKind::Instruction)));
        end = start;
    }
    let all: Vec<usize> = (plan.first_data..end).filter(|at| !marks.contains_key(at)).collect();
    let seen = |at: &usize| Some((*at, look(plan, *at, end, &numbers, profiles)?));
    let looked: Vec<(usize, Look)> =
        all.par_chunks(CHUNK).flat_map_iter(|chunk| chunk.iter().filter_map(seen)).collect();
    let mut open = BTreeSet::new();
    for (at, look) in looked {
        match look {
            Look::Marked(kind) => drop(marks.insert(at, kind)),
            Look::Open => drop(open.insert(at)),
        }
    }
    marks.extend(headings(plan, end, &numbers, &marks).into_iter().map(|at| (at, RowKind::Instruction)));
    if open.is_empty() {
        return marks;
    }
    let mut sums = Sums::new(&numbers);
    for at in plan.first_data..end {
        if marks.get(&at) == Some(&RowKind::Instruction) {
            sums.heading(plan, at);
            continue;
        }
        if marks.contains_key(&at) {
            continue;
        }
        if open.contains(&at) {
            match told(plan, at, end, &sums) {
                Told::Total => {
                    marks.insert(at, RowKind::Total);
                    sums.total();
                    continue;
                }
                Told::Remainder => drop(marks.insert(at, RowKind::Remainder)),
                Told::Record => {}
            }
        }
        sums.add(plan, at);
    }
    marks
}

/// What one row shows by itself.
enum Look {
    /// It is known.
    Marked(RowKind),
    /// The rows above it must tell.
    Open,
}

fn look(
    plan: &SheetPlan<'_>,
    at: usize,
    end: usize,
    numbers: &[NumberColumn],
    profiles: &BTreeMap<u32, Profile>,
) -> Option<Look> {
    let row = plan.raw.row(at);
    let near = at - plan.first_data < NEAR;
    if near && (is_instruction(plan, row) || is_example(plan, row) || is_numbering(row))
        || is_repeated_header(plan, row)
        || is_ruled(row)
    {
        return Some(Look::Marked(RowKind::Instruction));
    }
    let words = &plan.config.columns.rows;
    let says = row.cells().any(|(_, cell)| matches!(cell, Cell::Text(text) if words.may_say(text)));
    if says || lacks_texts(plan, row, at) || (at + 3 >= end && may_add_up(row, numbers, profiles)) {
        return Some(Look::Open);
    }
    (is_remark(plan, row) || is_wide_heading(plan, row)).then_some(Look::Marked(RowKind::Instruction))
}

/// Whether a row may be the sum of all others, by the sums of whole columns.
fn may_add_up(row: RawRow<'_>, numbers: &[NumberColumn], profiles: &BTreeMap<u32, Profile>) -> bool {
    numbers.iter().any(|number| {
        let (value, profile) = (number.value(row), profiles.get(&number.column));
        value
            .zip(profile)
            .is_some_and(|(v, p)| v != 0.0 && (2.0 * v - p.sum).abs() <= 0.05 + 1e-6 * p.sum.abs())
    })
}

/// A row with figures and without a name, or without any of the texts that the row above it has.
fn lacks_texts(plan: &SheetPlan<'_>, row: RawRow<'_>, at: usize) -> bool {
    let Some(key) = plan.key_column() else { return false };
    if row.get(key).is_none() {
        return true;
    }
    let texts = |row: RawRow<'_>| {
        row.cells().filter(|(column, cell)| *column != key && matches!(cell, Cell::Text(_))).count()
    };
    !plan.raw.delimited && at > plan.first_data && texts(row) == 0 && texts(plan.raw.row(at - 1)) > 0
}

/// Half of the texts are such as 必填 and Optional.
fn is_instruction(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let words = &plan.config.columns.instructions;
    let texts: Vec<String> =
        row.cells()
            .filter_map(|(_, cell)| {
                if let Cell::Text(text) = cell { Some(plan.config.columns.plain(text)) } else { None }
            })
            .collect();
    let found = texts.iter().filter(|text| words.contains(*text)).count();
    found > 0 && found * 2 >= texts.len()
}

fn is_repeated_header(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let mut cells = 0;
    for (column, cell) in row.cells() {
        let Cell::Text(text) = cell else { return false };
        let text = plan.config.columns.plain(text);
        if !plan.headers.iter().any(|(c, parts)| *c == column && parts.contains(&text)) {
            return false;
        }
        cells += 1;
    }
    cells >= 2
}

fn is_example(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let Some(name) = plan.name_of(row).map(|text| plan.config.columns.plain(&text)) else { return false };
    let crossed = name.starts_with("xxxx");
    let marked = plan.config.columns.examples.iter().any(|w| {
        name == *w
            || name.strip_prefix(w.as_str()).is_some_and(|rest| !w.is_ascii() && rest.chars().count() <= 8)
    });
    crossed || marked
}

/// Column numbers under the header: 1, 2, 3 … or (1), (2), (3) …
fn is_numbering(row: RawRow<'_>) -> bool {
    let place = |cell: Cell<'_>| {
        let text = shown(cell);
        text.trim_matches(['(', ')', '（', '）', '栏', '列']).parse::<u32>().ok()
    };
    let places: Vec<Option<u32>> = row.cells().map(|(_, cell)| place(cell)).collect();
    places.len() >= 3
        && places.windows(2).all(|w| matches!(w, [Some(a), Some(b)] if a + 1 == *b))
        && places[0].is_some_and(|first| first <= 1)
}

/// A heading between the rows: one text merged over most of the table.
fn is_wide_heading(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let mut cells = row.cells();
    let (Some((column, Cell::Text(_))), None) = (cells.next(), cells.next()) else { return false };
    let width = plan.merged.width(row.number, column) as usize;
    plan.headers.len() >= 2 && width >= 2 && width * 2 >= plan.headers.len()
}

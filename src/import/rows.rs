//! Which rows are data: totals, instructions, examples and repeated headers are not.

use super::cells::shown;
use super::raw_sheet::{Cell, RawRow, RawSheet};
use super::sheet_plan::SheetPlan;
use crate::config::ColumnNames;
use crate::model::Field;

/// Rows that one account may take above its total.
const ABOVE: usize = 500;
/// Instructions and examples stand right under the header.
const NEAR: usize = 5;

/// What a row below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A record.
    Data,
    /// A total of rows above.
    Total,
    /// An instruction, an example or a repeated header.
    Instruction,
}

/// Tells what a row is; `place` counts the rows below the header from 0.
pub fn row_kind(plan: &SheetPlan<'_>, row: RawRow<'_>, place: usize) -> RowKind {
    if (place < NEAR && is_instruction(plan, row)) || is_repeated_header(plan, row) {
        return RowKind::Instruction;
    }
    if place < NEAR && (is_example(plan, row) || is_numbering(row)) {
        return RowKind::Instruction;
    }
    let at = plan.first_data + place;
    if is_total(plan, row, at) {
        RowKind::Total
    } else if at >= plan.footer || is_remark(plan, row) || is_heading(plan, row) {
        RowKind::Instruction
    } else {
        RowKind::Data
    }
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
        let header = plan.headers.iter().find(|(c, _)| *c == column);
        if header.is_none_or(|(_, h)| *h != plan.config.columns.plain(text)) {
            return false;
        }
        cells += 1;
    }
    cells >= 2
}

fn is_example(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let Some(name) = name_cell(plan, row).map(|text| plan.config.columns.plain(&text)) else { return false };
    let crossed = name.starts_with("xxxx");
    let marked = plan.config.columns.examples.iter().any(|w| {
        name == *w
            || name.strip_prefix(w.as_str()).is_some_and(|rest| !w.is_ascii() && rest.chars().count() <= 8)
    });
    crossed || marked
}

/// 单位：万元, 制表人：张三, Note: …: nothing but cells with a colon in a table of several columns.
fn is_remark(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let colon = |cell: Cell<'_>| matches!(cell, Cell::Text(text) if text.contains([':', '：']));
    if plan.headers.len() < 2 || !row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_))) {
        return false;
    }
    let mut cells = row.cells();
    let note = |cell: Cell<'_>| matches!(cell, Cell::Text(text) if text.trim_start().starts_with('注'));
    match (cells.next(), cells.next()) {
        (Some((_, cell)), None) => colon(cell) || note(cell),
        _ => row.cells().all(|(_, cell)| colon(cell)),
    }
}

/// A text without what stands in its brackets: 合计（2家） is a total.
fn unbracketed(text: &str, names: &ColumnNames) -> String {
    names.plain(text.split(['(', '（', '[', '【']).next().unwrap_or(text))
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

/// Acme Total below the rows of Acme, North Total where no name stands.
fn is_subtotal(plan: &SheetPlan<'_>, row: RawRow<'_>, at: usize, text: &str) -> bool {
    let names = &plan.config.columns;
    let whole = names.plain(text);
    let Some(of) = names.total_behind.iter().find_map(|w| whole.strip_suffix(w.as_str())) else {
        return false;
    };
    if of.is_empty() || name_cell(plan, row).is_none() {
        return !of.is_empty();
    }
    let above = (plan.first_data..at).rev().take(ABOVE).find_map(|at| name_cell(plan, plan.raw.row(at)));
    above.is_some_and(|above| names.plain(&above) == of)
}

/// A total word alone in the name, or as the first text of a row without name. Sumace, SUMMIT and Summer are names.
fn is_total(plan: &SheetPlan<'_>, row: RawRow<'_>, at: usize) -> bool {
    let words = &plan.config.columns.totals;
    let total = |text: &str| {
        let text = unbracketed(text, &plan.config.columns);
        let short = text.chars().count() <= 8;
        let ends = short && plan.config.columns.total_endings.iter().any(|w| text.ends_with(w.as_str()));
        words.contains(&text) || ends
    };
    let numbered = || {
        let ids = [Field::Id, Field::AccountId];
        ids.iter().filter_map(|f| plan.fields.get(f)).any(|c| row.get(c.column).is_some())
    };
    match name_cell(plan, row) {
        Some(name) => !numbered() && (total(&name) || is_subtotal(plan, row, at, &name)),
        None => row.cells().any(
            |(_, cell)| matches!(cell, Cell::Text(text) if total(text) || is_subtotal(plan, row, at, text)),
        ),
    }
}

/// A heading between the rows: one text merged over most of the table.
fn is_heading(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let mut cells = row.cells();
    let (Some((column, Cell::Text(_))), None) = (cells.next(), cells.next()) else { return false };
    let width = plan.merged.width(row.number, column) as usize;
    plan.headers.len() >= 2 && width >= 2 && width * 2 >= plan.headers.len()
}

/// Where the footer begins: single texts behind a gap below the last row of a table of several columns.
pub fn footer(sheet: &RawSheet, first_data: usize, end: usize, headers: usize) -> usize {
    let single = |at: usize| {
        let mut cells = sheet.row(at).cells();
        matches!((cells.next(), cells.next()), (Some((_, Cell::Text(_))), None))
    };
    let mut start = end;
    while headers >= 3 && start > first_data + 1 && single(start - 1) {
        start -= 1;
        if sheet.row(start).number > sheet.row(start - 1).number + 1 && !single(start - 1) {
            return start;
        }
    }
    end
}

fn name_cell(plan: &SheetPlan<'_>, row: RawRow<'_>) -> Option<String> {
    let fields = [Field::Account, Field::Name, Field::LastName];
    let column = fields.iter().filter_map(|f| plan.fields.get(f)).find(|c| row.get(c.column).is_some())?;
    row.get(column.column).map(shown)
}

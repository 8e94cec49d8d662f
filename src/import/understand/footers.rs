//! Rows around the records: remarks and signatures below them, headings between them, lines of dashes.

use super::row_kind::{Marks, says_total};
use super::sheet_plan::SheetPlan;
use super::totals::NumberColumn;
use crate::config::RowWords;
use crate::import::raw::raw_sheet::{Cell, RawRow};
use std::collections::BTreeSet;

/// Cells of the widest remark.
const NARROW: usize = 2;

/// Where the footer begins below the last record: remarks behind a total, behind a gap, or by their words.
pub fn trail(plan: &SheetPlan<'_>, numbers: &[NumberColumn<'_>]) -> Option<usize> {
    let poor = |at: usize| {
        let row = plan.raw.row(at);
        let texts = row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_) | Cell::Date(_)));
        let figures = numbers.iter().any(|n| n.value(row).is_some());
        let cells = row.cells().count();
        let colons =
            row.cells().all(|(_, cell)| matches!(cell, Cell::Text(text) if text.contains([':', '：'])));
        texts && !figures && (cells <= NARROW || colons)
    };
    if plan.headers.len() < 2 {
        return None;
    }
    let mut start = plan.end;
    while start > plan.first_data + 1 && poor(start - 1) {
        start -= 1;
    }
    if start == plan.end {
        return None;
    }
    let above = plan.raw.row(start - 1);
    let total = above.cells().any(|(_, cell)| match cell {
        Cell::Text(text) => {
            says_total(&plan.config.columns, text) || !plan.config.columns.rows.total_of(text).is_empty()
        }
        _ => false,
    });
    if total && (poor(start - 1) || numbers.iter().any(|n| n.value(above).is_some())) {
        return Some(start);
    }
    let single = |at: usize| plan.raw.row(at).cells().count() == 1;
    // A grand total without figures above the remarks: Grand Totals (2 records).
    let worded = |at: usize| {
        let mut cells = plan.raw.row(at).cells();
        let text = match (cells.next(), cells.next()) {
            (Some((_, Cell::Text(text))), None) => text,
            _ => return false,
        };
        says_total(&plan.config.columns, text)
    };
    if let Some(at) = (start..plan.end).find(|at| worded(*at)) {
        return Some(at);
    }
    let full = (plan.first_data..start).filter(|at| !single(*at)).count();
    let typical = full * 10 >= (start - plan.first_data) * 9;
    let gap = |at: &usize| {
        plan.raw.row(*at).number > plan.raw.row(at - 1).number + 1 && (*at..plan.end).all(single) && typical
    };
    if let Some(at) = (start..plan.end).find(gap) {
        return Some(at);
    }
    let remark = |at: usize| {
        let mut cells =
            plan.raw.row(at).cells().filter_map(|(_, c)| if let Cell::Text(t) = c { Some(t) } else { None });
        cells.next().is_some_and(|text| typical && is_sentence(plan, text))
    };
    let mut from = plan.end;
    while from > start && remark(from - 1) {
        from -= 1;
    }
    (from < plan.end).then_some(from)
}

/// A remark by its words or its shape.
fn is_sentence(plan: &SheetPlan<'_>, text: &str) -> bool {
    let text = text.trim();
    let colon = text.contains([':', '：']);
    let stop = text.ends_with(['。', '；']) || text.ends_with('.') && text.split_whitespace().count() >= 4;
    colon || stop || text.split_whitespace().count() >= 8 || plan.config.columns.rows.begins_footer(text)
}

/// 单位：万元, 制表人：张三, Note: …: nothing but cells with a colon in a table of several columns.
pub fn is_remark(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let colon = |cell: Cell<'_>| matches!(cell, Cell::Text(text) if text.contains([':', '：']));
    if plan.headers.len() < 2 || !row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_))) {
        return false;
    }
    let mut cells = row.cells();
    let words = &plan.config.columns.rows;
    let note = |cell: Cell<'_>| matches!(cell, Cell::Text(text) if words.is_note(text));
    match (cells.next(), cells.next()) {
        (Some((_, cell)), None) => colon(cell) || note(cell) || is_page(cell, words),
        _ => row.cells().all(|(_, cell)| colon(cell)),
    }
}

/// Page 2 of 2, 第1页 共2页.
fn is_page(cell: Cell<'_>, words: &RowWords) -> bool {
    let Cell::Text(text) = cell else { return false };
    let text = text.trim().to_lowercase();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit() && c.is_alphanumeric()).collect();
    let digits = text.chars().any(|c| c.is_ascii_digit());
    digits && words.is_page(&rest)
}

/// A line of dashes or the like: texts without a letter or digit.
pub fn is_ruled(row: RawRow<'_>) -> bool {
    let sign = |c: char| !c.is_alphanumeric();
    row.cells()
        .all(|(_, cell)| matches!(cell, Cell::Text(text) if text.trim().len() >= 3 && text.chars().all(sign)))
}

/// Headings of groups: single texts that each stand over rows with figures, the first one right under the
/// header, or in a column left of the names.
pub fn headings(
    plan: &SheetPlan<'_>,
    end: usize,
    numbers: &[NumberColumn<'_>],
    marks: &Marks,
) -> BTreeSet<usize> {
    let Some(key) = plan.key_column() else { return BTreeSet::new() };
    let mut found = BTreeSet::new();
    let mut beside = BTreeSet::new();
    let mut before: Option<bool> = None;
    let mut first = None;
    let mut regular = !numbers.is_empty();
    for at in (plan.first_data..end).filter(|at| !marks.contains_key(at)) {
        let row = plan.raw.row(at);
        let mut cells = row.cells();
        // A lone figure is a record without a name, in a text list too.
        let figure = numbers.iter().any(|n| n.value(row).is_some());
        let single = !figure && matches!((cells.next(), cells.next()), (Some((_, Cell::Text(_))), None));
        let named = row.get(key).is_some();
        if single && !named {
            beside.insert(at);
            continue;
        }
        first = first.or(Some(single));
        regular &= !(single && before == Some(true));
        if single {
            found.insert(at);
        } else {
            regular &= figure;
        }
        before = Some(single);
    }
    let groups = regular && found.len() >= 2 && first == Some(true) && before == Some(false);
    if !groups {
        found.clear();
    }
    let below =
        |at: &usize| (at + 1..end).any(|below| !beside.contains(&below) && !marks.contains_key(&below));
    found.extend(beside.iter().filter(|at| below(at)));
    found
}

//! Reports in blocks: the customer stands once, as a heading over its lines, in a column of its own.

use super::profile::Profile;
use super::row_kind::RowKind;
use super::rows::marks;
use super::sheet_plan::SheetPlan;
use crate::config::ColumnNames;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::raw::raw_sheet::{Cell, RawSheet};
use crate::model::{CellPlace, Issue, IssueCode};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the headings of blocks stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocks {
    /// Their column.
    pub column: u32,
    /// Row of each heading, and the last row of its block.
    pub blocks: Vec<(u32, u32)>,
}

/// The blocks of a table: every row of the first column is a heading alone in its row, or a total; the lines
/// leave that column blank.
pub fn find(raw: &RawSheet, rows: &HeaderRows, data: Range<usize>, names: &ColumnNames) -> Option<Blocks> {
    let column = data.clone().filter_map(|at| raw.row(at).cells().next()).map(|(column, _)| column).min()?;
    if rows.headers.iter().any(|h| h.column == column && !h.text.is_empty()) {
        return None;
    }
    let mut found = Blocks { column, blocks: Vec::new() };
    let mut lines = 0;
    for at in data {
        let row = raw.row(at);
        let Some(cell) = row.get(column) else {
            // A line before the first heading belongs to nobody.
            let open = found.blocks.last_mut()?;
            open.1 = row.number;
            lines += 1;
            continue;
        };
        let Cell::Text(text) = cell else { return None };
        if names.rows.of(text).is_some() || !names.rows.total_of(text).is_empty() {
            continue;
        }
        if row.cells().count() > 1 {
            return None;
        }
        found.blocks.push((row.number, row.number));
    }
    // Remarks below the last block are headings of nothing.
    while found.blocks.last().is_some_and(|(top, bottom)| top == bottom) {
        found.blocks.pop();
    }
    let full = found.blocks.iter().filter(|(top, bottom)| bottom > top).count();
    (full > 0 && full == found.blocks.len() && lines > 0).then_some(found)
}

impl Blocks {
    /// Lets every heading speak for the lines of its block; it is no record itself.
    pub fn cover(&self, plan: &mut SheetPlan<'_>, profiles: &BTreeMap<u32, Profile>) {
        for (top, bottom) in &self.blocks {
            plan.merged.cover(self.column, *top, *bottom);
        }
        let headings = self.blocks.iter().filter_map(|(top, _)| plan.raw.index_of(*top));
        let known = headings.map(|at| (at, RowKind::Instruction)).collect();
        plan.marks = marks(plan, profiles, known);
    }

    /// That the sheet is read so.
    pub fn told(&self, place: CellPlace, raw: &RawSheet) -> Issue {
        let row = self.blocks.first().map(|(top, _)| *top);
        let first = row.and_then(|row| raw.find(row)?.get(self.column)).map(crate::import::cells::shown);
        let place = CellPlace { row, column: Some(self.column), ..place };
        Issue::new(IssueCode::BlocksRead, place)
            .with("count", self.blocks.len())
            .with("first", first.unwrap_or_default())
    }
}

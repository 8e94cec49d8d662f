//! The rows of a sheet to records, in parallel; the results stand in row order.

use super::ledger::Money;
use super::raw_sheet::RawRow;
use super::row_reader::RowReader;
use super::rows::RowKind;
use super::sheet_plan::SheetPlan;
use crate::model::{CellPlace, Issue, IssueCode};
use rayon::prelude::*;

/// Rows parsed by one task.
const CHUNK: usize = 4096;

/// A row parsed: its record, or nothing if it is no data.
pub struct Parsed<R> {
    /// 1-based row.
    pub row: u32,
    /// What the row is.
    pub kind: RowKind,
    /// Its record, if it is data.
    pub record: Option<R>,
    /// An error makes it unusable.
    pub rejected: bool,
    /// The whole row, if it is rejected.
    pub whole: Vec<(u32, String)>,
    /// What was found.
    pub issues: Vec<Issue>,
    /// Its money, by field.
    pub money: Money,
    /// Currencies that its cells show.
    pub currencies: Vec<(String, CellPlace)>,
}

/// Parses the rows of a sheet in parallel; the results stand in row order.
pub fn parse<R: Send>(plan: &SheetPlan<'_>, read: impl Fn(&mut RowReader<'_>) -> R + Sync) -> Vec<Parsed<R>> {
    let places: Vec<usize> = (plan.first_data..plan.end).collect();
    let one = |at: &usize| {
        let row = plan.raw.row(*at);
        let kind = plan.marks.get(at).copied().unwrap_or(RowKind::Data);
        let mut reader = RowReader::new(plan, row);
        let record = (kind == RowKind::Data).then(|| read(&mut reader));
        if kind != RowKind::Data {
            reader.only_money();
        }
        if kind == RowKind::Data && plan.raw.delimited && is_too_wide(plan, row) {
            reader.issues.push(reader.issue(IssueCode::RowTooWide, None));
        }
        let rejected = reader.rejected();
        let whole = if rejected { reader.whole() } else { Vec::new() };
        Parsed {
            row: row.number,
            kind,
            record,
            rejected,
            whole,
            issues: reader.issues,
            money: reader.money,
            currencies: reader.currencies,
        }
    };
    places.par_chunks(CHUNK).flat_map_iter(|chunk| chunk.iter().map(one)).collect()
}

/// A stray separator (1,200 without quotes) moves every cell behind it: such a row cannot be trusted.
fn is_too_wide(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let last = plan.headers.iter().map(|(column, _)| *column).max();
    row.cells().last().is_some_and(|(column, _)| Some(column) > last)
}

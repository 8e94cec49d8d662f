//! The rows of a sheet to records, in parallel; the results come in row order.

use super::ledger::Money;
use super::row_reader::RowReader;
use crate::import::raw::raw_sheet::RawRow;
use crate::import::understand::row_kind::RowKind;
use crate::import::understand::sheet_plan::SheetPlan;
use crate::model::{CellPlace, Issue, IssueCode};
use rayon::prelude::*;

/// Rows parsed by one task.
const CHUNK: usize = 4096;
/// Rows parsed before they are handed on.
const BLOCK: usize = 16 * CHUNK;

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

/// Parses the rows of a sheet block by block, each in parallel; the results come in row order. A list of
/// millions of rows is never held as parsed rows and as records at once.
pub fn parse<'p, R: Send + 'p>(
    plan: &'p SheetPlan<'p>,
    read: impl Fn(&mut RowReader<'_>) -> R + Sync + 'p,
) -> impl Iterator<Item = Parsed<R>> + 'p {
    let (first, end) = (plan.first_data, plan.end);
    (first..end).step_by(BLOCK).flat_map(move |start| {
        let places: Vec<usize> = (start..end.min(start + BLOCK)).collect();
        let chunks = places.par_chunks(CHUNK);
        chunks.flat_map_iter(|chunk| chunk.iter().map(|at| one(plan, *at, &read))).collect::<Vec<_>>()
    })
}

fn one<R>(plan: &SheetPlan<'_>, at: usize, read: impl Fn(&mut RowReader<'_>) -> R) -> Parsed<R> {
    let row = plan.raw.row(at);
    let kind = plan.marks.get(&at).copied().unwrap_or(RowKind::Data);
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
    let RowReader { issues, money, currencies, .. } = reader;
    Parsed { row: row.number, kind, record, rejected, whole, issues, money, currencies }
}

/// A stray separator (1,200 without quotes) moves every cell behind it: such a row cannot be trusted.
fn is_too_wide(plan: &SheetPlan<'_>, row: RawRow<'_>) -> bool {
    let last = plan.headers.iter().map(|(column, _)| *column).max();
    row.cells().last().is_some_and(|(column, _)| Some(column) > last)
}

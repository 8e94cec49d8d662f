//! Tables of a plan by their headers, for plans that carry no keys: in any language and labels that are known.

use super::by_keys::label;
use super::found::{Found, FoundColumn, is_ours, rows_below, runs};
use super::unread::Unread;
use crate::config::{Config, Labels, plain};
use crate::import::raw::raw_sheet::RawSheet;
use crate::layout::{Column, Header, Table, TableId};
use std::collections::BTreeSet;

/// Rows in which a header is looked for.
const DEPTH: usize = 400;

/// A row with so many of the headers that a table always has is its header, in tenths.
const ENOUGH: usize = 6;

/// A table with its headers in some labels, normalised.
struct Known {
    table: &'static Table,
    headers: Vec<(String, &'static Column)>,
    fixed: usize,
}

impl Known {
    fn new(id: TableId, labels: &Labels) -> Self {
        let table = id.table();
        let now = table.columns.iter().map(|c| (plain(table.header(c, labels)), c));
        // Plans of earlier releases call some columns otherwise.
        let before = table.columns.iter().map(|c| (plain(labels.value("former", c.key)), c));
        let headers = now.chain(before.filter(|(header, _)| !header.is_empty())).collect();
        Known { table, headers, fixed: table.columns.iter().filter(|c| !c.optional).count() }
    }

    fn column(&self, text: &str) -> Option<&'static Column> {
        let wanted = plain(text);
        let behind = text.rsplit_once(": ").map(|(_, behind)| plain(behind));
        let is = |(header, column): &&(String, &'static Column)| match column.header {
            Header::Resource(_) => Some(header) == behind.as_ref(),
            _ => *header == wanted,
        };
        self.headers.iter().find(is).map(|(_, column)| *column)
    }

    /// How many of the headers that it always has are among some texts.
    fn score(&self, texts: &BTreeSet<String>) -> usize {
        self.headers.iter().filter(|(header, c)| !c.optional && texts.contains(header)).count()
    }
}

/// The tables of a plan without keys.
///
/// # Errors
/// A sheet of ours whose tables are not recognised; a header of an entry that is gone or doubled.
pub fn find(sheets: &[RawSheet], config: &Config) -> Result<Vec<Found>, Unread> {
    let known: Vec<Known> = config
        .every_labels()
        .flat_map(|(_, labels)| TableId::ALL.iter().map(|id| Known::new(*id, labels)))
        .collect();
    let all: BTreeSet<&str> = known.iter().flat_map(|k| &k.headers).map(|(h, _)| h.as_str()).collect();
    let mut found = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for row in (0..sheet.len().min(DEPTH)).map(|row| sheet.row(row).number) {
            for run in runs(sheet, row) {
                let texts: BTreeSet<String> = run.iter().map(|(_, text)| plain(text)).collect();
                if run.len() < 4 || texts.iter().filter(|t| all.contains(t.as_str())).count() < 4 {
                    continue;
                }
                let best = known.iter().max_by_key(|k| k.score(&texts) * 100 / k.fixed.max(1));
                let Some(best) = best.filter(|k| k.score(&texts) * 10 >= k.fixed * ENOUGH) else { continue };
                let columns = columns(best, sheet, &run)?;
                let (table, rows) = (best.table, rows_below(sheet, row));
                found.push(Found { sheet: at, table, header_row: row, columns, rows });
            }
        }
    }
    whole(sheets, &found, config)?;
    Ok(found)
}

fn columns(known: &Known, sheet: &RawSheet, run: &[(u32, String)]) -> Result<Vec<FoundColumn>, Unread> {
    let table = known.table;
    let about = |key, column: &Column| {
        Unread::new(key).with("sheet", &sheet.name).with("header", label(table.id, column))
    };
    let mut columns: Vec<FoundColumn> = Vec::new();
    for (column, header) in run {
        let of = known.column(header);
        if let Some(of) = of.filter(|c| c.is_read())
            && columns.iter().any(|c| c.of == Some(of))
        {
            return Err(about("plan_reader.doubled", of));
        }
        columns.push(FoundColumn { column: *column, header: header.clone(), of });
    }
    let missing = |c: &&Column| c.is_read() && !c.optional && !columns.iter().any(|f| f.of == Some(*c));
    match table.columns.iter().find(missing) {
        Some(missing) => Err(about("plan_reader.no_column", missing)),
        None => Ok(columns),
    }
}

/// Every sheet of ours has its tables, and there is one of accounts.
fn whole(sheets: &[RawSheet], found: &[Found], config: &Config) -> Result<(), Unread> {
    for id in TableId::ALL {
        let table = id.table();
        let is_named = |sheet: &RawSheet| {
            config.every_labels().any(|(_, labels)| sheet.name == labels.value("sheet", table.sheet))
        };
        let has = |at: usize| found.iter().any(|f| f.sheet == at && f.table.id == *id);
        let without =
            |(at, sheet): &(usize, &RawSheet)| !has(*at) && is_named(sheet) && is_ours(sheet, config);
        if let Some((_, sheet)) = sheets.iter().enumerate().find(without) {
            return Err(Unread::new("plan_reader.no_table").with("sheet", &sheet.name));
        }
    }
    match found.iter().any(|f| f.table.id == TableId::Accounts) {
        true => Ok(()),
        false => Err(Unread::new("plan_reader.no_table").with("sheet", "@sheet.relative_value")),
    }
}

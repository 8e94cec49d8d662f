//! The likeliest reading of a sheet that nobody understood: which row could be its header, which column could
//! name the accounts. Only guesses: each is tried before it is told.

use super::cells::{Decimal, number, shown};
use super::hints::Proposal;
use super::raw_sheet::{Cell, RawSheet};
use crate::config::Config;
use crate::model::{Field, SheetReading};
use std::collections::BTreeSet;

/// Rows that may be the header, and columns that may name the accounts.
const ROWS: usize = 12;
const COLUMNS: usize = 3;

/// What to try, the likeliest first: the column alone, else with its header row.
pub fn guesses(raw: &RawSheet, sheet: &SheetReading, config: &Config) -> Vec<Vec<Proposal>> {
    let rows = match sheet.header_row.and_then(|row| raw.index_of(row)) {
        Some(at) => vec![at],
        None => header_rows(raw),
    };
    let mut found = Vec::new();
    for at in rows {
        for column in name_columns(raw, at + 1, config) {
            let header = raw.row(at).get(column).map(shown).unwrap_or_default();
            for field in [Field::Name, Field::Account] {
                let map = Proposal::Map(field, column, header.clone());
                if !header.trim().is_empty() {
                    found.push(vec![map.clone()]);
                }
                found.push(vec![Proposal::HeaderRow(raw.row(at).number), map]);
            }
        }
    }
    found
}

/// Rows of several texts over a fuller row: the first few.
fn header_rows(raw: &RawSheet) -> Vec<usize> {
    let texts = |at: usize| raw.row(at).cells().filter(|(_, cell)| matches!(cell, Cell::Text(_))).count();
    let cells = |at: usize| raw.row(at).cells().count();
    let header = |at: &usize| texts(*at) == cells(*at) && cells(*at) >= 2 && cells(at + 1) >= 2;
    (0..raw.len().saturating_sub(1).min(ROWS)).filter(header).take(2).collect()
}

/// Columns of texts below a row, those of the most different ones with the look of companies first.
fn name_columns(raw: &RawSheet, first: usize, config: &Config) -> Vec<u32> {
    let columns: BTreeSet<u32> =
        (first..raw.len()).take(60).flat_map(|at| raw.row(at).cells().map(|(column, _)| column)).collect();
    let mut scored: Vec<(usize, u32)> = columns
        .into_iter()
        .filter_map(|column| {
            let cells: Vec<String> =
                (first..raw.len()).take(60).filter_map(|at| raw.row(at).get(column)).map(shown).collect();
            let named = |text: &&String| {
                text.chars().any(char::is_alphabetic)
                    && !text.contains('@')
                    && number(text, Decimal::Unknown).is_none()
            };
            let texts: Vec<&String> = cells.iter().filter(named).collect();
            if texts.is_empty() || texts.len() * 10 < cells.len() * 7 {
                return None;
            }
            let different: BTreeSet<&&String> = texts.iter().collect();
            let forms = texts.iter().filter(|t| config.columns.legal_forms.form(t).is_some()).count();
            Some((different.len() * 10 / texts.len() + forms * 30 / texts.len(), column))
        })
        .collect();
    scored.sort_by_key(|(score, column)| (std::cmp::Reverse(*score), *column));
    scored.into_iter().take(COLUMNS).map(|(_, column)| column).collect()
}

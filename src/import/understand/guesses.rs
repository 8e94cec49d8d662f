//! The likeliest reading of a sheet that nobody understood: which row could be its header, which column could
//! name the accounts. Only guesses: each is tried before it is told.

use crate::config::Config;
use crate::import::cells::{Decimal, number, shown};
use crate::import::headers::header::parse;
use crate::import::raw::raw_sheet::{Cell, RawSheet};
use crate::model::{Field, RecordKind, SheetReading};
use std::collections::BTreeSet;

/// Rows that may be the header, and columns that may name the accounts.
const ROWS: usize = 12;
const COLUMNS: usize = 3;

/// An option of the command line.
#[derive(Debug, Clone, PartialEq)]
pub enum Proposal {
    /// `--map FIELD=COLUMN`: the field, the 0-based column, its header.
    Map(Field, u32, String),
    /// `--header-row`.
    HeaderRow(u32),
    /// `--unit FIELD=FACTOR`.
    Unit(Field, f64),
    /// `--sheet`.
    Sheet(String),
}

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
            if names_another(&header, config) {
                continue;
            }
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

/// Whether a header is known, and as something else than the account.
fn names_another(header: &str, config: &Config) -> bool {
    let header = parse(0, header, &config.columns);
    let fields: BTreeSet<Field> =
        [RecordKind::Accounts, RecordKind::Orders, RecordKind::Opportunities, RecordKind::Persons]
            .iter()
            .filter_map(|kind| {
                config
                    .columns
                    .field(*kind, &header.plain)
                    .or_else(|| config.columns.field(*kind, &header.bare))
            })
            .collect();
    !fields.is_empty() && !fields.contains(&Field::Account) && !fields.contains(&Field::Name)
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
            // Numbers of documents: a code of its own in every row.
            let code =
                |t: &&&String| t.chars().any(|c| c.is_ascii_digit()) && !t.contains(char::is_whitespace);
            if texts.iter().filter(code).count() * 2 > texts.len() {
                return None;
            }
            if texts.is_empty() || texts.len() * 10 < cells.len() * 7 {
                return None;
            }
            let different: BTreeSet<&&String> = texts.iter().collect();
            if different.len() * 2 < texts.len() {
                return None;
            }
            let forms = texts.iter().filter(|t| config.columns.legal_forms.form(t).is_some()).count();
            Some((different.len() * 10 / texts.len() + forms * 30 / texts.len(), column))
        })
        .collect();
    scored.sort_by_key(|(score, column)| (std::cmp::Reverse(*score), *column));
    scored.into_iter().take(COLUMNS).map(|(_, column)| column).collect()
}

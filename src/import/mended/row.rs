//! A mended row put in its original's place.

use super::fate::Columns;
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, FormatHint, RawRow, RawSheet};
use crate::model::row_code;
use std::collections::BTreeMap;

/// Code of a row of a list.
pub fn code(row: RawRow<'_>) -> String {
    let cells: Vec<(u32, String)> = row.cells().map(|(column, cell)| (column, shown(cell))).collect();
    row_code(cells.iter().map(|(column, text)| (*column, text.as_str())))
}

/// Code of some columns of a row: of one of several tables side by side.
pub fn code_of(row: RawRow<'_>, columns: &Columns) -> String {
    let cells = row.cells().filter(|(column, _)| columns.contains_key(column));
    let cells: Vec<(u32, String)> = cells.map(|(column, cell)| (column, shown(cell))).collect();
    row_code(cells.iter().map(|(column, text)| (*column, text.as_str())))
}

/// What stands in for a row: a mended sheet, its row, its column for each original one.
pub type Stand<'a> = (&'a RawSheet, RawRow<'a>, &'a Columns);

/// A sheet with some of its rows replaced; several stand in for a row that tables share side by side.
pub fn replaced(sheet: &RawSheet, by: &BTreeMap<u32, Vec<Stand<'_>>>) -> RawSheet {
    let mut new = RawSheet::new(sheet.name.clone());
    (new.hidden, new.delimited) = (sheet.hidden, sheet.delimited);
    (new.merged, new.currencies) = (sheet.merged.clone(), sheet.currencies.clone());
    new.hidden_rows.clone_from(&sheet.hidden_rows);
    for row in sheet.rows() {
        match by.get(&row.number) {
            None => {
                for (column, cell) in row.cells() {
                    new.push(row.number, column, cell);
                }
            }
            Some(stands) => {
                let mut cells: BTreeMap<u32, Cell<'_>> = row.cells().collect();
                for (source, mended, columns) in stands {
                    for (column, home) in *columns {
                        let (old, stood) = (row.get(*column), mended.get(*home));
                        let cell = match (old, stood) {
                            (Some(old), Some(stood)) if shown(old) == shown(stood) => old,
                            (_, Some(stood)) => taken_over(stood, source, &mut new),
                            (_, None) => {
                                cells.remove(column);
                                continue;
                            }
                        };
                        cells.insert(*column, cell);
                    }
                }
                for (column, cell) in cells {
                    new.push(row.number, column, cell);
                }
            }
        }
    }
    new.finish();
    new
}

/// A cell of another sheet, whose currencies are numbered otherwise.
fn taken_over<'a>(cell: Cell<'a>, source: &RawSheet, new: &mut RawSheet) -> Cell<'a> {
    match cell {
        Cell::Number(n, FormatHint::Currency(at)) => {
            let currency = source.currencies.get(usize::from(at));
            Cell::Number(n, currency.map_or(FormatHint::Plain, |c| hint(new, c)))
        }
        cell => cell,
    }
}

fn hint(sheet: &mut RawSheet, currency: &str) -> FormatHint {
    let at = sheet.currencies.iter().position(|c| c == currency).unwrap_or_else(|| {
        sheet.currencies.push(currency.to_owned());
        sheet.currencies.len() - 1
    });
    u8::try_from(at).map_or(FormatHint::Plain, FormatHint::Currency)
}

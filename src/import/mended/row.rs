//! A mended row put in its original's place.

use crate::import::cells::shown;
use crate::import::raw_sheet::{Cell, FormatHint, RawRow, RawSheet};
use crate::model::row_code;
use std::collections::BTreeMap;

/// Code of a row of a list.
pub fn code(row: RawRow<'_>) -> String {
    let cells: Vec<(u32, String)> = row.cells().map(|(column, cell)| (column, shown(cell))).collect();
    row_code(cells.iter().map(|(column, text)| (*column, text.as_str())))
}

/// A sheet with some of its rows replaced; each by the row of a mended sheet, with the mended column of each
/// original one.
pub fn replaced(
    sheet: &RawSheet,
    by: &BTreeMap<u32, (&RawSheet, RawRow<'_>, &BTreeMap<u32, u32>)>,
) -> RawSheet {
    let mut new = RawSheet::new(sheet.name.clone());
    (new.hidden, new.delimited) = (sheet.hidden, sheet.delimited);
    (new.merged, new.currencies) = (sheet.merged.clone(), sheet.currencies.clone());
    for row in sheet.rows() {
        match by.get(&row.number) {
            None => {
                for (column, cell) in row.cells() {
                    new.push(row.number, column, cell);
                }
            }
            Some((source, mended, columns)) => {
                for (column, cell) in cells(row, *mended, columns) {
                    let cell = match cell {
                        (Cell::Number(n, FormatHint::Currency(at)), true) => {
                            let currency = source.currencies.get(usize::from(at));
                            Cell::Number(n, currency.map_or(FormatHint::Plain, |c| hint(&mut new, c)))
                        }
                        (cell, _) => cell,
                    };
                    new.push(row.number, column, cell);
                }
            }
        }
    }
    new.finish();
    new
}

/// The cells of a row after mending; true: the cell is the mended row's.
fn cells<'a>(
    original: RawRow<'a>,
    mended: RawRow<'a>,
    columns: &BTreeMap<u32, u32>,
) -> BTreeMap<u32, (Cell<'a>, bool)> {
    // A column that was cut out of the mended sheet stays as it was.
    let mut cells: BTreeMap<u32, (Cell<'_>, bool)> = original
        .cells()
        .filter(|(c, _)| !columns.contains_key(c))
        .map(|(c, cell)| (c, (cell, false)))
        .collect();
    for (column, home) in columns {
        let Some(new) = mended.get(*home) else { continue };
        let unchanged = original.get(*column).filter(|old| shown(*old) == shown(new));
        cells.insert(*column, unchanged.map_or((new, true), |old| (old, false)));
    }
    cells
}

fn hint(sheet: &mut RawSheet, currency: &str) -> FormatHint {
    let at = sheet.currencies.iter().position(|c| c == currency).unwrap_or_else(|| {
        sheet.currencies.push(currency.to_owned());
        sheet.currencies.len() - 1
    });
    u8::try_from(at).map_or(FormatHint::Plain, FormatHint::Currency)
}

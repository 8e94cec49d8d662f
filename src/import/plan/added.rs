//! Sheets of a plan that hold no table of entries: pages of accounts, and sheets that somebody added.

use crate::config::Config;
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, FormatHint, RawSheet};
use crate::model::{AddedSheet, ListCell};

/// A name without what no sheet's name has.
pub fn legal(name: &str) -> String {
    let plain: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sheet of an account's page is called `rank name`, cut where it must be.
pub fn is_page(sheet: &str, names: &[String]) -> bool {
    let Some((rank, name)) = sheet.split_once(' ') else { return false };
    let ranked = !rank.is_empty() && rank.bytes().all(|b| b.is_ascii_digit());
    ranked && !name.is_empty() && names.iter().any(|n| n.starts_with(name.trim_end()))
}

/// The page of an account that has been renamed or taken out since: its headings are ours.
pub fn was_page(sheet: &RawSheet, config: &Config) -> bool {
    let ranked = sheet.name.split_once(' ').is_some_and(|(r, _)| r.bytes().all(|b| b.is_ascii_digit()));
    let has = |text: &str| sheet.rows().any(|row| row.cells().any(|(_, cell)| shown(cell) == text));
    let headings = ["workbook.page.flags", "workbook.page.do_now"];
    ranked && config.every_labels().any(|(_, labels)| headings.iter().all(|key| has(labels.text(key))))
}

/// A sheet of somebody's own, as values.
pub fn added(sheet: &RawSheet) -> AddedSheet {
    let cells = sheet
        .rows()
        .flat_map(|row| row.cells().map(move |(column, cell)| (row.number - 1, column, value(cell))));
    AddedSheet { name: sheet.name.clone(), cells: cells.collect() }
}

/// A cell as it is carried over.
pub fn value(cell: Cell<'_>) -> ListCell {
    match cell {
        Cell::Number(number, FormatHint::Percent) => ListCell::Percent(number),
        Cell::Number(number, _) => ListCell::Number(number),
        Cell::Date(date) => ListCell::Date(date.date()),
        other => ListCell::Text(shown(other)),
    }
}

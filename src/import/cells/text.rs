//! Texts and numbers-as-text: ids, phones.

use crate::import::raw::raw_sheet::Cell;

/// The cell as a text value: numbers without a useless `.0`, dates as ISO; none for error cells.
pub fn text(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Error(_) => None,
        other => Some(shown(other)),
    }
}

/// The cell as the list shows it, error values included.
pub fn shown(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Error(text) => text.to_owned(),
        Cell::Bool(truth) => (if truth { "TRUE" } else { "FALSE" }).to_owned(),
        Cell::Date(date) => {
            let midnight = date.time() == chrono::NaiveTime::MIN;
            date.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S" }).to_string()
        }
        Cell::Number(n, _) => n.to_string(),
    }
}

//! Finds the tables of a plan on its sheets: by the keys that the plan carries, else by their headers.

use super::by_headers;
use super::by_keys;
use super::found::Found;
use super::names::Names;
use super::unread::Unread;
use crate::config::Config;
use crate::import::raw::raw_sheet::RawSheet;
use crate::layout::FORMAT;

/// All tables of a plan's sheets.
///
/// # Errors
/// A newer layout; a table or column that the plan had and that is not found.
pub fn find(sheets: &[RawSheet], names: &Names, config: &Config) -> Result<Vec<Found>, Unread> {
    if let Some(format) = names.format.filter(|f| *f > FORMAT) {
        return Err(Unread::new("plan_reader.newer").with("format", format).with("known", FORMAT));
    }
    let mut found = match names.tables.is_empty() {
        true => by_headers::find(sheets, config)?,
        false => by_keys::find(sheets, names, config)?,
    };
    end(sheets, &mut found);
    Ok(found)
}

/// A table ends where the next one below it begins.
fn end(sheets: &[RawSheet], tables: &mut [Found]) {
    let starts: Vec<(usize, u32)> = tables.iter().map(|t| (t.sheet, t.header_row)).collect();
    for table in tables {
        let sheet = &sheets[table.sheet];
        let below = starts.iter().filter(|(s, row)| *s == table.sheet && *row > table.header_row);
        if let Some((_, below)) = below.min_by_key(|(_, row)| *row) {
            let upto = (table.rows.start..table.rows.end).find(|at| sheet.row(*at).number >= *below);
            table.rows.end = upto.unwrap_or(table.rows.end);
        }
    }
}

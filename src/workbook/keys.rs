//! The stable keys that a plan carries: a defined name for the header cell of every column of the tables that are
//! read back, so that a header may be renamed or moved and still be known.

use super::kit::context::Context;
use super::kit::schema::Column;
use crate::config::{OrSaid, Said};
use crate::layout::{TableId, count_name, mark};
use crate::model::{Field, column_letters};

/// The names of all tables that are read back, sorted.
///
/// # Errors
/// A column of such a table that `src/layout` does not know.
pub(super) fn names(context: &Context<'_>) -> anyhow::Result<Vec<(String, String)>> {
    let mut names = Vec::new();
    for schema in context.tables.all() {
        let Some((id, part)) = TableId::named(schema.table) else { continue };
        let sheet = schema.sheet.replace('\'', "''");
        let mut count = 0;
        for (at, column) in (0_u32..).zip(&schema.columns) {
            let Some(key) = key(column) else { continue };
            let known = id.table().column(&key);
            known
                .or_said(|| Said::new("fault.workbook").with("detail", format!("{}.{key}", schema.table)))?;
            let letters = column_letters(u32::from(schema.left) + at);
            names.push((mark(id, part, &key), format!("='{sheet}'!${letters}${}", schema.first)));
            count += 1;
        }
        names.push((count_name(id, part), format!("={count}")));
    }
    names.sort();
    Ok(names)
}

/// The stable key of a column; none: a column of the user's own.
fn key(column: &Column) -> Option<String> {
    match column.key {
        "extra" => None,
        "text" if Field::ALL.len() > column.index as usize && of_fields(column) => {
            Some(Field::ALL[column.index as usize].code().to_owned())
        }
        key => Some(key.to_owned()),
    }
}

/// Whether a column's number is that of a field: only the text of a plan item has that key alone.
fn of_fields(column: &Column) -> bool {
    column.key != "text" || column.index > 0
}

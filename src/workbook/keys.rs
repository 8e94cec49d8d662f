//! The stable keys that a plan carries: a defined name for the header cell of every column of the tables that are
//! read back, so that a header may be renamed or moved and still be known.

use super::kit::context::Context;
use crate::layout::{TableId, count_name, mark};
use crate::model::column_letters;

/// The names of all tables that are read back, sorted.
pub(super) fn names(context: &Context<'_>) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for schema in context.tables.all() {
        let Some((id, part)) = TableId::named(schema.table) else { continue };
        let sheet = schema.sheet.replace('\'', "''");
        let mut count = 0;
        for (at, column) in (0_u32..).zip(&schema.columns) {
            // The user's own columns have no key of ours.
            let key = column.key;
            if id.table().column(key).is_none() {
                continue;
            }
            // One of several columns of its kind has its number.
            let key = &key.replace('#', &(column.index + 1).to_string());
            let letters = column_letters(u32::from(schema.left) + at);
            names.push((mark(id, part, key), format!("='{sheet}'!${letters}${}", schema.first)));
            count += 1;
        }
        names.push((count_name(id, part), format!("={count}")));
    }
    names.sort();
    names
}

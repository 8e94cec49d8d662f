//! Empty rows of a plan's forms: what the program filled in says nothing by itself.

use super::found::{Found, FoundColumn};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow};
use crate::layout::Part;
use crate::model::Field;

/// Whether nobody entered anything into a row of a form; a column that people added counts too.
pub fn is_unfilled(table: &Found, row: RawRow<'_>) -> bool {
    let says = |column: &FoundColumn| match column.of {
        // The name of the record itself is an entry; that of its account is not.
        Some(of) if of.part == Part::Join => of.field == Some(Field::Name),
        Some(of) => of.field.is_some() && !of.given && matches!(of.part, Part::Entry | Part::Proposed),
        None => true,
    };
    let entered = |column: &FoundColumn| match row.get(column.column) {
        None | Some(Cell::Error(_)) => false,
        Some(cell) => !shown(cell).trim().is_empty(),
    };
    table.table.is_form() && !table.columns.iter().any(|column| says(column) && entered(column))
}

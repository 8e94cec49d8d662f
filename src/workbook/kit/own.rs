//! Columns that people added to a table of an earlier plan: they stand behind the table's own, with the records.

use crate::layout::TableId;
use crate::model::{ListCell, OwnColumn, SourceRow};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::{Form, Look};

/// The columns of a table with those that people added; `source` is where a row's record was read.
pub fn with<'d, R: 'd>(
    mut columns: Vec<Described<'d, R>>,
    facts: &'d Facts<'d>,
    table: TableId,
    source: impl Fn(&R) -> Option<SourceRow> + Clone + Send + Sync + 'd,
) -> Vec<Described<'d, R>> {
    let own = facts.plan.portfolio.own_columns.iter().filter(|own| own.table == table.code());
    for (index, own) in own.enumerate() {
        let source = source.clone();
        let column = Described::new("extra", own.header.as_str(), Form::Text, Look::Plain);
        columns.push(column.numbered(index).cell(move |row| cell(own, source(row))));
    }
    columns
}

fn cell(own: &OwnColumn, source: Option<SourceRow>) -> Cell<'_> {
    match source.and_then(|source| own.cells.get(&source)) {
        None | Some(ListCell::Blank) => Cell::Blank,
        Some(ListCell::Text(text)) => Cell::text(text.as_str()),
        Some(ListCell::Number(number)) => Cell::Shown(*number, Look::Plain, Form::Number),
        Some(ListCell::Percent(number)) => Cell::Shown(*number, Look::Plain, Form::Percent),
        Some(ListCell::Date(date)) => Cell::Date(*date),
    }
}

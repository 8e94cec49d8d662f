//! The heading of a block of an account's page, with the way to the place where its content is entered.

use crate::layout::TableId;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::grid::{Area, Grid, words};
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::Piece;
use crate::workbook::pages::head::order_address;
use crate::workbook::pages::subject::Subject;

/// Columns of the link.
const LINK: u16 = 4;

/// A heading: the table where its content is entered, its label.
pub struct Entered {
    pub table: TableId,
    pub label: &'static str,
}

impl Entered {
    /// Writes it over a row from its left to its right column, with how many further entries the page leaves out.
    pub fn write(
        &self,
        grid: &mut Grid<'_, '_, '_>,
        subject: &Subject<'_, '_>,
        place: (u32, u16, u16),
        further: usize,
    ) -> anyhow::Result<()> {
        let context = subject.context;
        let mut text = context.label(self.label).to_owned();
        if further > 0 {
            let count = [("count", further.to_string())];
            text = format!("{text}  {}", context.labels.fill("workbook.page.more", &count));
        }
        linked(grid, subject, place, Cell::text(text), self.table)
    }
}

/// A heading of any text with that way.
pub fn linked(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    (row, left, right): (u32, u16, u16),
    heading: Cell<'_>,
    table: TableId,
) -> anyhow::Result<()> {
    let context = subject.context;
    let (format, link) = (context.styles.piece(Piece::Heading), context.styles.piece(Piece::HeadingLink));
    let Some(schema) = context.tables.find(table) else {
        return grid.put_as(Area::line(row, left, right), heading, format);
    };
    grid.put_as(Area::line(row, left, right - LINK), heading, format)?;
    let text = context.label("workbook.page.enter");
    let target = format!("HYPERLINK({},{})", target(subject, table, schema), quoted(text));
    let cell = words(Some(target), text.to_owned());
    grid.put_as(Area::line(row, right - LINK + 1, right), cell, link)
}

/// The account's first row of a table, wherever a sort has put it; its first row, where it has none.
fn target(subject: &Subject<'_, '_>, table: TableId, schema: &Schema) -> String {
    let sheet = schema.sheet.replace('\'', "''");
    let key = if table == TableId::Persons { "person" } else { "account" };
    let letters = crate::model::column_letters(u32::from(schema.column_of(key)));
    let first = schema.first + 1;
    if !subject.context.live || table == TableId::ContactPlan {
        return quoted(&format!("#'{sheet}'!{letters}{first}"));
    }
    let orders = schema.all("order");
    let row = format!("IFERROR(MATCH({},{orders},0),1)+MIN(ROW({orders}))-1", order_address());
    format!("\"#'{}'!{letters}\"&({row})", sheet.replace('"', "\"\""))
}

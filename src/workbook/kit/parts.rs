//! A table that continues on further sheets where one does not hold its rows.

use crate::config::Said;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// Names of a table on the sheets that continue it.
macro_rules! further {
    ($name:literal) => {
        [
            concat!($name, "2"),
            concat!($name, "3"),
            concat!($name, "4"),
            concat!($name, "5"),
            concat!($name, "6"),
            concat!($name, "7"),
            concat!($name, "8"),
            concat!($name, "9"),
            concat!($name, "10"),
        ]
    };
}
pub(crate) use further;

/// A table cut to what one sheet holds, and its continuations.
pub struct Parts<'d, R> {
    table: Tabled<'d, R>,
    /// Rows of a full sheet.
    most: usize,
    further: Vec<Schema>,
}

impl<'d, R> Parts<'d, R> {
    /// Cuts a table.
    ///
    /// # Errors
    /// More rows than ten sheets hold.
    pub fn new(facts: &Facts<'_>, mut table: Tabled<'d, R>, names: &[&'static str]) -> anyhow::Result<Self> {
        let most = facts.rows_per_sheet();
        let (first, further) = table.schema.split(names, most)?;
        table.schema = first;
        Ok(Parts { table, most, further })
    }

    /// The first, then those that continue it.
    pub fn schemas(&self) -> Vec<&Schema> {
        std::iter::once(&self.table.schema).chain(&self.further).collect()
    }

    /// On how many sheets it stands.
    pub fn count(&self) -> usize {
        1 + self.further.len()
    }

    /// All its rows.
    pub fn rows(&self) -> usize {
        self.table.rows.len()
    }

    /// The table of a sheet, by its number from 1.
    pub fn schema(&self, part: usize) -> Option<&Schema> {
        self.schemas().get(part.checked_sub(1)?).copied()
    }

    /// Writes the rows of a sheet; returns its last row.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<u32> {
        let Some(schema) = self.schema(part) else {
            return Said::new("fault.workbook").with("detail", format!("part: {part}")).err();
        };
        self.table.write_part(sheet, context, schema, (part - 1) * self.most)
    }
}

//! Tables one below the other on a sheet, each under its heading.

use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{HEADER_ROW, Schema};
use crate::workbook::kit::styles::Piece;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// A described table, whatever its rows are.
trait Written: Send + Sync {
    fn schema(&self) -> &Schema;
    fn write(&self, sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<u32>;
}

impl<R: Send + Sync> Written for Tabled<'_, R> {
    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn write(&self, sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<u32> {
        Tabled::write(self, sheet, context)
    }
}

/// The tables of a sheet from top to bottom, with the keys of their headings.
#[derive(Default)]
pub struct Stack<'d>(Vec<(&'static str, Box<dyn Written + 'd>)>);

impl<'d> Stack<'d> {
    /// No table yet.
    pub fn new() -> Self {
        Stack(Vec::new())
    }

    /// Puts a table below the last; returns it where it stands.
    pub fn put<R: Send + Sync + 'd>(&mut self, heading: &'static str, table: Tabled<'d, R>) -> &Schema {
        let above = self.0.last().map(|(_, table)| table.schema());
        // A blank row, the heading, the header.
        let header = above.map_or(HEADER_ROW, |s| s.last() + 3);
        self.0.push((heading, Box::new(table.placed(|s| s.below(header)))));
        self.0[self.0.len() - 1].1.schema()
    }

    /// 0-based last row of the lowest.
    pub fn last(&self) -> u32 {
        self.0.last().map_or(HEADER_ROW, |(_, table)| table.schema().last())
    }

    /// Its tables.
    pub fn schemas(&self) -> Vec<&Schema> {
        self.0.iter().map(|(_, table)| table.schema()).collect()
    }

    /// Writes them, with their headings.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(&self, sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
        for (heading, table) in &self.0 {
            if !heading.is_empty() {
                let (row, text) = (table.schema().first - 2, context.label(heading));
                sheet.write_string_with_format(row, 0, text, context.styles.piece(Piece::Heading))?;
            }
            table.write(sheet, context)?;
        }
        Ok(())
    }
}

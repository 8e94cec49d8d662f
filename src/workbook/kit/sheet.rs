//! What a sheet is to the workbook: its tables, on how many worksheets it stands, how they are filled.

use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Schema;
use rust_xlsxwriter::Worksheet;

/// A sheet of the planning workbook, made of what is known before any table stands.
pub trait Sheet: Send + Sync {
    /// Its tables, for other sheets' formulas.
    fn tables(&self) -> Vec<&Schema> {
        Vec::new()
    }

    /// Rows of its largest table: many rows stream to disk.
    fn rows(&self) -> usize {
        self.tables().iter().map(|s| s.rows).max().unwrap_or(0)
    }

    /// On how many worksheets it stands.
    fn parts(&self) -> usize {
        1
    }

    /// Defined names, with what they refer to.
    fn names(&self, _context: &Context<'_>) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Fills a worksheet; `part` is its number, from 1.
    ///
    /// # Errors
    /// The writer's.
    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()>;
}

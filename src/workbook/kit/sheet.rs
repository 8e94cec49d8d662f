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

/// Fills a worksheet: its number among those of its sheet, from 1.
type Fill = fn(&mut Worksheet, &Context<'_>, usize) -> anyhow::Result<()>;

/// A sheet without tables that others refer to.
pub struct Drawn {
    rows: usize,
    parts: usize,
    fill: Fill,
}

impl Drawn {
    /// A sheet of so many rows, on so many worksheets.
    pub fn boxed<'d>(rows: usize, parts: usize, fill: Fill) -> Box<dyn Sheet + 'd> {
        Box::new(Drawn { rows, parts, fill })
    }
}

impl Sheet for Drawn {
    fn rows(&self) -> usize {
        self.rows
    }

    fn parts(&self) -> usize {
        self.parts
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
        (self.fill)(sheet, context, part)
    }
}

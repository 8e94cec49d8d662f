//! How wide the columns of a table become and how high its rows: as wide as their contents ask for, but the open
//! ones together no wider than a printed page whose smallest text can be read. Texts fold where they must.

use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::width::{self, MARGIN};
use rust_xlsxwriter::Worksheet;
use std::collections::BTreeMap;

/// Pixels of landscape A4 between the margins where 10 points print as 7, with room for programs whose columns
/// come out wider.
const PAGE_PX: u32 = 1_340;
/// Pixels that a column of texts keeps.
const NARROWEST: u32 = 96;
/// Pixels that a column of names keeps.
const NAME: u32 = 184;
/// Height of a line of a folded text in pixels, and how many a row has at most.
const LINE: u32 = 18;
const LINES: u32 = 22;

/// What the contents of a table ask for.
pub struct Measured {
    widths: Vec<u32>,
    /// Texts that may have to fold: row of the sheet, place of the column, text.
    texts: Vec<(u32, usize, String)>,
}

impl Measured {
    /// What the headers ask for.
    pub fn new(schema: &Schema) -> Self {
        let widths = schema.columns.iter().map(|c| width::header_px(&c.header)).collect();
        Measured { widths, texts: Vec::new() }
    }

    /// A cell's content asks for so many pixels.
    pub fn cell(&mut self, place: usize, px: u32) {
        self.widths[place] = self.widths[place].max(px);
    }

    /// A text that may have to fold.
    pub fn text(&mut self, row: u32, place: usize, text: &str) {
        if width::text_px(text, NARROWEST + 1) > NARROWEST || text.contains('\n') {
            self.texts.push((row, place, text.to_owned()));
        }
    }

    /// The columns' widths in pixels.
    pub fn widths(&self, schema: &Schema) -> Vec<u32> {
        let wanted = schema.columns.iter().zip(&self.widths).map(|(column, px)| {
            let (least, most) = width::bounds(column.form);
            (*px).clamp(least, most.max(width::header_px(&column.header)))
        });
        let mut widths: Vec<u32> = wanted.collect();
        let open = schema.open();
        let folds = |at: usize| matches!(schema.columns[at].form, Form::Folded | Form::Wrapped | Form::Text);
        // Names stay on one line.
        let named = |at: usize| ["account", "person"].contains(&schema.columns[at].key);
        let least = |at: usize| {
            let least = if named(at) { NAME } else { NARROWEST };
            width::header_px(&schema.columns[at].header).max(least)
        };
        let all: u32 = widths[..open].iter().sum();
        let mut over = all.saturating_sub(PAGE_PX);
        // The widest give first.
        while over > 0 {
            let widest = (0..open).filter(|at| folds(*at) && widths[*at] > least(*at));
            let Some(at) = widest.max_by_key(|at| (widths[*at], *at)) else { break };
            let cut = over.min(widths[at] - least(at)).min(8);
            widths[at] -= cut;
            over -= cut;
        }
        widths
    }

    /// Adds the lines that its rows need at these widths.
    pub fn heights(&self, widths: &[u32], lines: &mut Heights) {
        for (row, place, text) in &self.texts {
            let needed = width::lines(text, widths[*place].saturating_sub(MARGIN - 2)).min(LINES);
            let most = lines.0.entry(*row).or_insert(1);
            *most = needed.max(*most);
        }
    }
}

/// Lines of the rows of a sheet, of whatever table.
#[derive(Default)]
pub struct Heights(BTreeMap<u32, u32>);

impl Heights {
    /// Makes room for them.
    ///
    /// # Errors
    /// The writer's.
    pub fn set(&self, sheet: &mut Worksheet) -> anyhow::Result<()> {
        for (row, lines) in self.0.iter().filter(|(_, lines)| **lines > 1) {
            sheet.set_row_height_pixels(*row, lines * LINE + 4)?;
        }
        Ok(())
    }
}

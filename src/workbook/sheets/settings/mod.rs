//! The sheet of settings: every number that a formula uses, with its defined name, in tables one below the other.

mod lists;
mod parameters;
mod totals;

use crate::layout;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::stack::Stack;
use crate::workbook::kit::stages;
use crate::workbook::kit::table;
use rust_xlsxwriter::Worksheet;

/// Widths of the columns in pixels.
const WIDTHS: [u32; 6] = [230, 190, 120, 90, 140, 420];

/// Defined names of the commitment levels' words, in their order.
const LEVEL_NAMES: [&str; 5] =
    ["level_champion", "level_supporter", "level_doubter", "level_obstructionist", "level_unknown"];

/// Of these the levels that somebody has who is known.
const KNOWN_LEVELS: usize = 4;

/// The settings of a plan, the sums, and the lists that formulas look up.
struct Settings<'d> {
    tables: Stack<'d>,
    /// What may be entered for a setting, in their order.
    limits: Vec<Option<(f64, f64)>>,
    names: Vec<(String, String)>,
}

/// The sheet.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let mut tables = Stack::new();
    let settings = parameters::table(facts);
    let limits = settings.rows.iter().map(|s| s.limits).collect();
    let totals = totals::table(facts);
    let named: Vec<&'static str> = settings.rows.iter().map(|s| s.name).collect();
    let summed: Vec<&'static str> = totals.rows.iter().map(|t| t.name).collect();
    let mut names = cells(tables.put("", settings), "value", &named);
    names.extend(cells(tables.put("workbook.heading.totals", totals), "value", &summed));
    tables.put("workbook.heading.role_weights", lists::role_weights(facts));
    let levels = tables.put("workbook.heading.commitment_points", lists::commitment_points(facts));
    names.extend(cells(levels, "commitment", &LEVEL_NAMES));
    names.push(("level_words".to_owned(), levels.first_cells("commitment", KNOWN_LEVELS)));
    if let Some(known) = &facts.stages {
        let table = tables.put("workbook.heading.stages", lists::stages(facts, known));
        names.push((stages::NAMES.to_owned(), table.first_cells("stage", known.offered.max(1))));
    }
    tables.put("workbook.heading.alliance_levels", lists::alliance_levels(facts));
    if !facts.plan.resources.is_empty() {
        tables.put("workbook.heading.sub_strategies", lists::sub_strategies(facts));
    }
    names.push((layout::FORMAT_NAME.to_owned(), format!("={}", layout::FORMAT)));
    Ok(Some(Box::new(Settings { tables, limits, names })))
}

/// Names of the first cells of a column.
fn cells(schema: &Schema, key: &str, names: &[&str]) -> Vec<(String, String)> {
    (0..).zip(names).map(|(at, name)| ((*name).to_owned(), schema.cell(key, at))).collect()
}

impl Sheet for Settings<'_> {
    fn tables(&self) -> Vec<&Schema> {
        self.tables.schemas()
    }

    fn names(&self, _context: &Context<'_>) -> Vec<(String, String)> {
        self.names.clone()
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        page::title(sheet, context, context.sheet("settings"), context.label("workbook.note.settings"), 6)?;
        self.tables.write(sheet, context)?;
        if let Some(settings) = self.tables.schemas().first() {
            let place = settings.column_of("value");
            for (row, limit) in (settings.first..).zip(&self.limits) {
                let Some((least, most)) = limit else { continue };
                let rule = table::validation(context, &Limit::Between(*least, *most))?;
                sheet.add_data_validation(row, place, row, place, &rule)?;
            }
            page::freeze(sheet, settings, 0)?;
        }
        for (column, width) in (0_u16..).zip(WIDTHS) {
            sheet.set_column_width_pixels(column, width)?;
        }
        page::print(sheet, context, 0);
        if let Some(settings) = self.tables.schemas().first() {
            // The lists below are for choices and formulas.
            sheet.set_print_area(0, 0, settings.last(), u16::try_from(settings.columns.len())? - 1)?;
        }
        Ok(())
    }
}

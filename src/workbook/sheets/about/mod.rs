//! The sheet about the plan: sources, checks, legend, the method in a page, version.

mod checks;
mod legend;
mod money;
mod sources;

use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::stack::Stack;
use rust_xlsxwriter::Worksheet;

/// Widths of the columns in pixels.
const WIDTHS: [u32; 10] = [230, 170, 130, 100, 80, 80, 80, 80, 80, 110];

/// The tables of the sheet, above its texts.
struct About<'d>(Stack<'d>);

/// The sheet.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let mut tables = Stack::new();
    tables.put("", sources::table(facts));
    if let Some(money) = money::table(facts) {
        tables.put("workbook.heading.money", money);
    }
    tables.put("workbook.heading.checks", checks::table(facts));
    Ok(Some(Box::new(About(tables))))
}

impl Sheet for About<'_> {
    fn tables(&self) -> Vec<&Schema> {
        self.0.schemas()
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let version =
            [("version", env!("CARGO_PKG_VERSION").to_owned()), ("today", context.plan.today.to_string())];
        let note = context.labels.fill("workbook.note.about", &version);
        page::title(sheet, context, context.sheet("about"), &note, 10)?;
        self.0.write(sheet, context)?;
        legend::write(sheet, context, self.0.last())?;
        for (column, width) in (0_u16..).zip(WIDTHS) {
            sheet.set_column_width_pixels(column, width)?;
        }
        page::freeze_band(sheet)?;
        page::print(sheet, context, 0);
        Ok(())
    }
}

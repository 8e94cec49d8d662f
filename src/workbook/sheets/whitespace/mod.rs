//! The sheet of whitespace (METHOD §4): products that at least half of an account's buying peers buy and the account
//! does not, for the accounts with a page; below them what every account bought of each product, which a plan read
//! back starts from, since it holds no order lines. All of it as planned.

mod gaps;
mod sold;

use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::stack::Stack;
use rust_xlsxwriter::Worksheet;

/// The tables of the sheet.
struct Whitespace<'d> {
    tables: Stack<'d>,
    accounts: usize,
}

/// The sheet, where order lines name products.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let Some(products) = &facts.plan.products else { return Ok(None) };
    let mut tables = Stack::new();
    tables.put("", gaps::table(facts));
    tables.put("workbook.heading.products", sold::table(facts, products).fitting(facts)?);
    Ok(Some(Box::new(Whitespace { tables, accounts: facts.plan.accounts.len() })))
}

impl Sheet for Whitespace<'_> {
    fn tables(&self) -> Vec<&Schema> {
        self.tables.schemas()
    }

    fn rows(&self) -> usize {
        self.accounts
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schemas = self.tables.schemas();
        let columns = schemas.iter().map(|s| s.open()).max().unwrap_or(1);
        let note = context.label("workbook.note.whitespace");
        page::title(sheet, context, context.sheet("whitespace"), note, columns)?;
        self.tables.write(sheet, context)?;
        for schema in &schemas {
            page::segment_colors(sheet, context, schema, schema.last())?;
        }
        page::freeze_band(sheet)?;
        page::print(sheet, context, 0);
        // What is proposed is printed; what was bought is read on the screen.
        if let Some(gaps) = schemas.first() {
            page::print_table(sheet, context, gaps, gaps.last())?;
        }
        Ok(())
    }
}

//! The sheet of key persons: role, both axes, commitment by formula, visits.

mod columns;
pub mod person_visits;
pub mod quadrant;

use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Tabled;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::persons::{PersonRow, rows};
use crate::workbook::kit::schema::{HEADER_ROW, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::table;
use rust_xlsxwriter::Worksheet;

/// Names of the table where it continues on further sheets.
pub const FURTHER_TABLES: [&str; 9] = [
    "KeyPersons2",
    "KeyPersons3",
    "KeyPersons4",
    "KeyPersons5",
    "KeyPersons6",
    "KeyPersons7",
    "KeyPersons8",
    "KeyPersons9",
    "KeyPersons10",
];

/// The key persons of a plan, on as many sheets as they need.
struct KeyPersons<'a> {
    table: Tabled<'a, PersonRow<'a>>,
    further: Vec<Schema>,
}

/// The sheet, where there are key persons.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    if facts.plan.persons.is_empty() {
        return Ok(None);
    }
    let name = facts.sheet("key_persons");
    let mut table = Tabled::new(facts, "KeyPersons", name, columns::columns(facts), rows(facts));
    let (first, further) = table.schema.clone().growing().split(&FURTHER_TABLES, facts.rows_per_sheet())?;
    table.schema = first;
    Ok(Some(Box::new(KeyPersons { table, further })))
}

impl Sheet for KeyPersons<'_> {
    fn tables(&self) -> Vec<&Schema> {
        std::iter::once(&self.table.schema).chain(&self.further).collect()
    }

    fn rows(&self) -> usize {
        self.table.rows.len()
    }

    fn parts(&self) -> usize {
        1 + self.further.len()
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
        let Some(schema) = self.tables().into_iter().nth(part - 1) else { return Ok(()) };
        let further = if part == 1 { self.further.len() } else { 0 };
        let note = context.label("workbook.note.key_persons");
        let note = context.note(note, context.sheet("key_persons"), further);
        page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
        let filled = self.table.bind_part(schema, (part - 1) * context.rows_per_sheet(), context);
        let last =
            table::write(sheet, context, schema, &schema.spot(), schema.rows, |index, column, row| {
                filled.cell(index, column, row)
            })?;
        page::freeze(sheet, 2)?;
        page::print(sheet, context, 0);
        if schema.has("plot_receptivity") {
            let column = u16::try_from(schema.columns.len())? + 1;
            sheet.insert_chart(HEADER_ROW, column, &quadrant::chart(context, schema))?;
            page::chart_link(sheet, context, &schema.sheet, column)?;
        }
        // The account's id and Order, and the helpers behind them, are for formulas.
        let printed = schema.place("account_id") - 1;
        sheet.set_print_area(0, 0, last, printed)?;
        if printed > 12 {
            page::print_wide(sheet, schema.place("person"))?;
        }
        page::commitment_colors(sheet, context, schema.place("commitment"), schema.reach(last))
    }
}

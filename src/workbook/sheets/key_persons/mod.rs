//! The sheet of key persons: role, both axes, commitment by formula, visits.

mod columns;
pub mod person_visits;
pub mod quadrant;

use crate::layout::TableId;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::front;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::parts::{Parts, further};
use crate::workbook::kit::persons::{PersonRow, rows};
use crate::workbook::kit::schema::{HEADER_ROW, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// What is read first, and printed.
const FIRST: [&str; 13] = [
    "account",
    "person",
    "title",
    "role",
    "receptivity",
    "dynamics",
    "commitment",
    "visits_a_year",
    "recommended_visits",
    "person_gaps",
    "last_contact",
    "next_contact",
    "reports_to",
];

/// The key persons of a plan, on as many sheets as they need.
struct KeyPersons<'a>(Parts<'a, PersonRow<'a>>);

/// The sheet: the key persons, and empty rows for those that the accounts of highest rank lack.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let table = Tabled::of(
        facts,
        TableId::Persons,
        own::with(front(columns::columns(facts), &FIRST), facts, TableId::Persons, |r| Some(r.record.source)),
        rows(facts),
    );
    let parts = Parts::new(facts, table.placed(Schema::growing), &further!("KeyPersons"))?;
    Ok(Some(Box::new(KeyPersons(parts))))
}

impl Sheet for KeyPersons<'_> {
    fn tables(&self) -> Vec<&Schema> {
        self.0.schemas()
    }

    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn parts(&self) -> usize {
        self.0.count()
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
        let Some(schema) = self.0.schema(part) else { return Ok(()) };
        let further = if part == 1 { self.0.count() - 1 } else { 0 };
        let note = context.label("workbook.note.key_persons");
        let note = context.note(note, context.sheet("key_persons"), further);
        page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
        let last = self.0.write(sheet, context, part)?;
        page::freeze(sheet, schema, 2)?;
        let records = context.printed_persons().saturating_sub((part - 1) * context.rows_per_sheet());
        page::print_table(sheet, context, schema, forms::printed(schema.first, last, records))?;
        if schema.has("plot_receptivity") {
            let column = u16::try_from(schema.columns.len())? + 1;
            sheet.insert_chart(HEADER_ROW, column, &quadrant::chart(context, schema))?;
            page::chart_link(sheet, context, &schema.sheet, column)?;
        }
        page::commitment_colors(sheet, context, schema, schema.reach(last))
    }
}

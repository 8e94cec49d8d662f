//! The sheet of relative value: every account, ranked, with the formulas that make EV, RV, rank and segment.

mod behind;
mod carried;
mod piped;
mod ranking;
mod row;

use crate::layout::TableId;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::front;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::tabled::Tabled;
use row::Row;
use rust_xlsxwriter::{ConditionalFormatDataBar, Worksheet};

/// What is read first, and printed.
const FIRST: [&str; 17] = [
    "rank",
    "account_id",
    "account",
    "segment",
    "sales_potential",
    "probability",
    "expected_value",
    "relative_value",
    "cumulative_share",
    "decision",
    "segment_reason",
    "repeat_sales",
    "new_business",
    "gross_profit",
    "annual_revenue",
    "owner",
    "page",
];

/// The accounts of a plan.
struct RelativeValue<'d>(Tabled<'d, Row<'d>>);

/// The sheet.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let mut columns = ranking::columns(facts);
    columns.extend(behind::columns(facts));
    let rows = facts.plan.accounts.iter().collect();
    let table = Tabled::of(facts, TableId::Accounts, front(columns, &FIRST), rows);
    Ok(Some(Box::new(RelativeValue(table.placed(Schema::growing)))))
}

impl Sheet for RelativeValue<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.0.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.0.schema;
        let note =
            if context.live { "workbook.note.relative_value" } else { "workbook.note.relative_value_values" };
        page::title(sheet, context, &schema.sheet, context.label(note), schema.columns.len())?;
        self.0.write(sheet, context)?;
        page::freeze(sheet, schema, schema.place("account") + 1)?;
        let (first, _, last) = schema.range("rank");
        page::print_table(sheet, context, schema, last)?;
        let last = schema.reach(last);
        page::segment_colors(sheet, context, schema, last)?;
        let bar = ConditionalFormatDataBar::new().set_fill_color(context.theme.color("supporter"));
        let place = schema.place("relative_value");
        sheet.add_conditional_format(first, place, last, place, &bar.set_solid_fill(true))?;
        Ok(())
    }
}

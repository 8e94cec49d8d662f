//! The sheet of value for the customer: a summary and the iceberg on top; below, value items and cost items
//! to enter, and totals by account.

pub mod account_values;
pub mod cost_items;
pub mod value_items;
pub mod value_summary;

use crate::method::{AccountPlan, Plan};
use crate::model::{CostItem, ValueItem};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::side_tables::{self, Part};
use crate::workbook::planning::{self, with_accounts};
use rust_xlsxwriter::Worksheet;

/// Row of the tables' headers.
pub const HEADER: u32 = 20;

/// Value and cost items of a plan.
pub struct Values<'a> {
    pub items: Schema,
    pub costs: Schema,
    pub totals: Schema,
    value_rows: Vec<(&'a AccountPlan, &'a ValueItem)>,
    cost_rows: Vec<(&'a AccountPlan, &'a CostItem)>,
    accounts: Vec<&'a AccountPlan>,
}

impl<'a> Values<'a> {
    /// The sheet, where there are value or cost items.
    pub fn new(facts: &Facts<'_>, plan: &'a Plan) -> Option<Self> {
        let portfolio = &plan.portfolio;
        if portfolio.values.is_empty() && portfolio.costs.is_empty() {
            return None;
        }
        let value_key = |v: &ValueItem| (v.element, v.description.clone(), v.metric.clone(), v.source);
        let value_rows = with_accounts(plan, &portfolio.values, |v| v.account, value_key);
        let cost_key = |c: &CostItem| (c.layer, c.category.clone(), c.source);
        let cost_rows = with_accounts(plan, &portfolio.costs, |c| c.account, cost_key);
        let mut has = vec![false; portfolio.accounts.len()];
        for at in portfolio.values.iter().map(|v| v.account).chain(portfolio.costs.iter().map(|c| c.account))
        {
            if let Some(slot) = has.get_mut(at) {
                *slot = true;
            }
        }
        let stated = |a: &&AccountPlan| has.get(a.account).copied().unwrap_or(false);
        let accounts: Vec<&AccountPlan> = plan.accounts.iter().filter(stated).collect();
        let items = value_items::schema(facts, value_rows.len());
        let costs = cost_items::schema(facts, cost_rows.len()).right_of(after(&items));
        let totals = account_values::schema(facts, accounts.len()).right_of(after(&costs));
        Some(Values { items, costs, totals, value_rows, cost_rows, accounts })
    }
}

impl Values<'_> {
    /// Rows of the longest table.
    pub fn rows(&self) -> usize {
        [&self.items, &self.costs, &self.totals].iter().map(|s| s.rows).max().unwrap_or(0)
    }
}

/// The column behind a table and a gap.
fn after(schema: &Schema) -> u16 {
    schema.left + u16::try_from(schema.columns.len()).unwrap_or(0) + 1
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let Some(values) = &context.planning.values else { return Ok(()) };
    let columns = usize::from(after(&values.totals) - 1);
    page::title(sheet, context, &values.items.sheet, context.label("workbook.note.customer_value"), columns)?;
    let to_totals = context.label("workbook.to_totals");
    planning::jump(sheet, &values.totals, to_totals, context.styles.cell_link())?;
    value_summary::write(sheet, context, values)?;
    let (items, costs, totals) = (&values.items, &values.costs, &values.totals);
    let patterns = value_items::Patterns::new(context);
    let parts = [
        Part {
            schema: items,
            rows: values.value_rows.len(),
            cell: &|index, column, row| {
                value_items::cell(context, (items, &patterns), values.value_rows[index], column.key, row)
            },
        },
        Part {
            schema: costs,
            rows: values.cost_rows.len(),
            cell: &|index, column, row| {
                cost_items::cell(context, costs, values.cost_rows[index], column.key, row)
            },
        },
        Part {
            schema: totals,
            rows: values.accounts.len(),
            cell: &|index, column, row| {
                account_values::cell(context, values, values.accounts[index], column.key, row)
            },
        },
    ];
    let last = side_tables::write(sheet, context, &parts)?.into_iter().max().unwrap_or(HEADER);
    value_summary::widen(sheet, context, values)?;
    page::freeze_band(sheet)?;
    page::print(sheet, context, 0);
    // Value items, cost items and totals on pages side by side.
    sheet.set_print_fit_to_pages(3, 0);
    sheet.set_print_area(0, 0, last, u16::try_from(columns)? - 1)?;
    Ok(())
}

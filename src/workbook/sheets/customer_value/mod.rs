//! The sheet of value for the customer: a summary and the iceberg on top; below, value items and cost items
//! to enter, and totals by account.

pub mod account_values;
pub mod cost_items;
pub mod value_items;
pub mod value_summary;

use crate::layout::TableId;
use crate::method::{AccountPlan, Plan};
use crate::model::{CostItem, CostLayer, ValueItem};
use crate::workbook::kit::accounts::with_accounts;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{HEADER_ROW, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::side_tables;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// Row of the tables' headers.
const HEADER: u32 = 20;

/// Row of the tables' headers: below the summary, where there is one.
fn header(plan: &Plan) -> u32 {
    let portfolio = &plan.portfolio;
    if portfolio.values.is_empty() && portfolio.costs.is_empty() { HEADER_ROW } else { HEADER }
}

/// Value and cost items of a plan, and their sums by account.
struct CustomerValue<'a> {
    items: Tabled<'a, value_items::Row<'a>>,
    costs: Tabled<'a, cost_items::Row<'a>>,
    totals: Tabled<'a, &'a AccountPlan>,
}

/// The sheet: value and cost items, and empty rows for the accounts of highest rank.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let plan = facts.plan;
    let portfolio = &plan.portfolio;
    let (name, header) = (facts.sheet("customer_value"), header(plan));
    let key = |v: &ValueItem| (v.element, v.description.clone(), v.metric.clone(), v.source);
    let mut rows = with_accounts(plan, &portfolio.values, |v| v.account, key);
    let entered = portfolio.values.iter().map(|v| v.account);
    let lacking = forms::lacking(facts, entered, rows.len());
    rows.extend(lacking.into_iter().map(|account| (account, &*value_items::BLANK)));
    let items = Tabled::of(
        facts,
        TableId::Values,
        own::with(value_items::columns(facts), facts, TableId::Values, |r| Some(r.1.source)),
        rows,
    );
    let items = items.placed(|s| s.below(header).growing()).fitting(facts)?;
    let key = |c: &CostItem| (c.layer, c.category.clone(), c.source);
    let mut rows = with_accounts(plan, &portfolio.costs, |c| c.account, key);
    let entered = portfolio.costs.iter().map(|c| (c.account, c.layer));
    for (account, layer) in forms::unfilled(facts, CostLayer::ALL, entered, rows.len()) {
        rows.push((account, cost_items::blank(layer)));
    }
    let costs = Tabled::of(
        facts,
        TableId::Costs,
        own::with(cost_items::columns(facts), facts, TableId::Costs, |r| Some(r.1.source)),
        rows,
    );
    let right = after(&items.schema);
    let costs = costs.placed(|s| s.below(header).growing().right_of(right)).fitting(facts)?;
    let totals = Tabled::unread(facts, "AccountValues", name, account_values::columns(facts), stated(facts));
    let right = after(&costs.schema);
    let totals = totals.placed(|s| s.below(header).right_of(right)).fitting(facts)?;
    Ok(Some(Box::new(CustomerValue { items, costs, totals })))
}

/// The accounts that have items, or a form for them.
fn stated<'d>(facts: &'d Facts<'d>) -> Vec<&'d AccountPlan> {
    let portfolio = &facts.plan.portfolio;
    let mut has = vec![false; portfolio.accounts.len()];
    let formed = forms::accounts(facts).map(|a| a.account);
    let costs = portfolio.costs.iter().map(|c| c.account);
    for at in portfolio.values.iter().map(|v| v.account).chain(costs).chain(formed) {
        if let Some(slot) = has.get_mut(at) {
            *slot = true;
        }
    }
    facts.plan.accounts.iter().filter(|a| has.get(a.account).copied().unwrap_or(false)).collect()
}

/// The column behind a table and a gap.
fn after(schema: &Schema) -> u16 {
    schema.left + u16::try_from(schema.columns.len()).unwrap_or(0) + 1
}

impl Sheet for CustomerValue<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.items.schema, &self.costs.schema, &self.totals.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let (schema, right) = (&self.items.schema, &self.totals.schema);
        let columns = usize::from(after(right) - 1);
        page::title(sheet, context, &schema.sheet, context.label("workbook.note.customer_value"), columns)?;
        page::jump(sheet, right, context.label("workbook.to_totals"), context.styles.cell_link())?;
        value_summary::write(sheet, context, schema)?;
        let (items, costs, totals) =
            (self.items.bind(context), self.costs.bind(context), self.totals.bind(context));
        let ends = side_tables::write(sheet, context, &[items.part(), costs.part(), totals.part()])?;
        value_summary::widen(sheet, context, schema)?;
        page::freeze_band(sheet)?;
        // Costs and totals by account print on the accounts' pages.
        page::print(sheet, context, 0);
        let last = ends.first().copied().unwrap_or(schema.first);
        let last = forms::printed(schema.first, last, context.plan.portfolio.values.len());
        sheet.set_print_area(0, 0, last, u16::try_from(schema.columns.len())? - 1)?;
        Ok(())
    }
}

//! The planning sheets of one workbook: alliance, customer value, goals, development plan. A sheet without
//! data is left out.

use crate::method::Plan;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, NOTE_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::sheets::alliance::Alliances;
use crate::workbook::sheets::customer_value::Values;
use crate::workbook::sheets::development_plan::PlanSheet;
use rust_xlsxwriter::{Format, Url, Worksheet};

/// Up to so many accounts every account has its row; above, only those with data.
pub const ALL_ACCOUNTS: usize = 5_000;

/// The planning sheets that there are.
pub struct Planning<'a> {
    pub alliance: Option<Alliances<'a>>,
    pub values: Option<Values<'a>>,
    pub plan: Option<PlanSheet<'a>>,
}

impl<'a> Planning<'a> {
    /// What there is to show.
    ///
    /// # Errors
    /// More rows than a sheet holds.
    pub fn new(facts: &Facts<'_>, plan: &'a Plan, most: usize) -> anyhow::Result<Self> {
        let planning = Planning {
            alliance: Alliances::new(facts, plan),
            values: Values::new(facts, plan),
            plan: PlanSheet::new(facts, plan),
        };
        for schema in planning.schemas() {
            let rows = schema.rows;
            anyhow::ensure!(
                rows <= most,
                "{rows} rows of {} do not fit a sheet of {most} rows",
                schema.sheet
            );
        }
        Ok(planning)
    }

    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let values = self.values.iter().flat_map(|v| [&v.items, &v.costs, &v.totals]);
        let plan = self.plan.iter().flat_map(|p| [&p.items, &p.completeness]);
        self.alliance.iter().map(|a| &a.schema).chain(values).chain(plan)
    }

    /// The same, to connect them.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let values = self.values.iter_mut().flat_map(|v| [&mut v.items, &mut v.costs, &mut v.totals]);
        let plan = self.plan.iter_mut().flat_map(|p| [&mut p.items, &mut p.completeness]);
        self.alliance.iter_mut().map(|a| &mut a.schema).chain(values).chain(plan)
    }
}

pub use crate::workbook::kit::accounts::{by_record, with_accounts};

/// The columns that say which account a row belongs to: number and name, as the import reads them.
pub fn account_columns(facts: &Facts<'_>) -> Vec<Column> {
    ["account_id", "account"]
        .map(|key| Column::new(key, facts.header(key), Form::Text, Look::Plain))
        .into_iter()
        .collect()
}

/// The column that ties a row to its account in formulas.
pub fn order_column(facts: &Facts<'_>) -> Column {
    let mut column = Column::new("order", facts.header("order"), Form::Count, Look::Plain);
    column.fill = Some(crate::workbook::sheets::relative_value::order_of_row(facts));
    column
}

/// The words of a group as a choice.
pub fn words(facts: &Facts<'_>, group: &str, codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| facts.labels.value(group, code).to_owned()).collect()
}

/// A link beside the way back to a table on the right of a sheet.
pub fn jump(sheet: &mut Worksheet, schema: &Schema, text: &str, style: &Format) -> anyhow::Result<()> {
    let letters = crate::model::column_letters(u32::from(schema.left));
    let target = format!("internal:'{}'!{letters}{}", schema.sheet.replace('\'', "''"), schema.first);
    sheet.write_url_with_format(NOTE_ROW, 1, Url::new(target).set_text(text), style)?;
    Ok(())
}

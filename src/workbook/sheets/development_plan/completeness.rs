//! How complete every development plan is: the nine parts as lights, what is missing, what is overdue.

use crate::method::AccountPlan;
use crate::method::development_plan::{Completeness, Light};
use crate::model::PlanPart;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::planning::account_columns;
use crate::workbook::sheets::development_plan::PlanSheet;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, Worksheet,
};

/// The columns.
pub fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let mut columns = vec![own("order", Form::Count)];
    columns.extend(account_columns(facts).into_iter().filter(|c| c.key == "account"));
    columns.push(own("completeness", Form::Probability));
    for (at, part) in PlanPart::ALL.iter().enumerate() {
        let header = facts.labels.value("plan_part", part.code());
        columns.push(Column::new("light", header, Form::Center, Look::Computed).numbered(at));
    }
    columns.extend([own("overdue_items", Form::Count), own("plan_missing", Form::Text)]);
    let sheet = facts.labels.value("sheet", "development_plan").to_owned();
    Schema::new("Completeness", sheet, columns, rows)
}

/// A light with its symbol and word.
fn light(context: &Context<'_>, light: Light) -> String {
    let code = light.code();
    format!("{} {}", context.labels.value("workbook.light", code), context.labels.value("light", code))
}

/// One cell of the table.
pub fn cell<'c>(
    context: &'c Context<'_>,
    plan: &PlanSheet<'_>,
    account: &'c AccountPlan,
    column: &Column,
    row: u32,
) -> Cell<'c> {
    let found = account.completeness.as_ref();
    match column.key {
        "order" => Cell::count(account.order),
        "account" => Cell::text(context.plan.record(account).name.as_str()),
        "completeness" => Cell::number(found.map(|c| c.overall())),
        "light" => {
            let part = found.filter(|c| is_begun(c)).and_then(|c| c.parts.get(column.index as usize));
            part.map_or(Cell::Blank, |p| Cell::text(light(context, Light::of(*p))))
        }
        "overdue_items" => {
            let count = found.map_or(0.0, |c| f64::from(c.overdue));
            if !context.live {
                return Cell::Number(count);
            }
            let pattern = format!(
                "COUNTIFS({},{{order}},{},{})",
                plan.items.all("order"),
                plan.items.all("overdue"),
                quoted(context.label("workbook.overdue"))
            );
            Cell::formula(plan.completeness.formula(&pattern, row), Some(count))
        }
        _ => Cell::text(missing(context, account)),
    }
}

/// Whether there is more than a description of the account.
fn is_begun(found: &Completeness) -> bool {
    found.parts.iter().skip(1).any(|p| *p > 0.0)
}

/// What goals and plan lack, in words; a plan that nobody has begun says only that.
fn missing(context: &Context<'_>, account: &AccountPlan) -> String {
    let Some(found) = &account.completeness else { return String::new() };
    if !is_begun(found) {
        return context.label("workbook.not_begun").to_owned();
    }
    let goals = found.goal_gaps.iter().map(|g| g.code());
    let codes = goals.chain(found.gaps.iter().map(|g| g.code()));
    let said: Vec<&str> = codes.map(|c| context.labels.value("proposal", c)).collect();
    said.join(context.label("workbook.list_separator"))
}

/// Lights in colour, beside symbol and word; completeness as a bar.
pub fn colors(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    last: u32,
) -> anyhow::Result<()> {
    let first = schema.column_of("light");
    let end = first + 8;
    let styles = &context.styles;
    let looks = [
        (Light::Green, styles.badge("champion")),
        (Light::Amber, styles.badge("doubter")),
        (Light::Red, Some(&styles.negative)),
    ];
    for (state, format) in looks {
        let Some(format) = format else { continue };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(light(context, state)))
            .set_format(format);
        sheet.add_conditional_format(schema.first, first, last, end, &rule)?;
    }
    let bar =
        ConditionalFormatDataBar::new().set_fill_color(context.theme.color("supporter")).set_solid_fill(true);
    let place = schema.column_of("completeness");
    sheet.add_conditional_format(schema.first, place, last, place, &bar)?;
    // The last column may run on to the right, but a page needs its width.
    sheet.set_column_width_pixels(schema.column_of("plan_missing"), 560)?;
    Ok(())
}

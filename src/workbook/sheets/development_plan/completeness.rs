//! How complete every development plan is: the nine parts as lights, what is missing, what is overdue.

use crate::method::AccountPlan;
use crate::method::development_plan::{Completeness, Light};
use crate::model::PlanPart;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::texts::Texts;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, Worksheet,
};

/// The columns.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d AccountPlan>> {
    let of = Describe::<&'d AccountPlan>::unread(facts);
    let [_, name] = of.account(|a| a);
    let mut columns = vec![
        of.computed("order", Form::Count).cell(|a| Cell::count(a.order)),
        name,
        of.computed("completeness", Form::Probability)
            .number(|a| a.completeness.as_ref().map(Completeness::overall)),
    ];
    for (at, part) in PlanPart::ALL.iter().enumerate() {
        let header = facts.labels.value("plan_part", part.code());
        let shown = move |a: &&AccountPlan| {
            let found = a.completeness.as_ref().filter(|c| is_begun(c))?;
            found.parts.get(at).map(|p| Cell::text(light(&facts.labels, Light::of(*p))))
        };
        columns.push(Described::new("light", header, Form::Center, Look::Computed).numbered(at).case(shown));
    }
    let overdue = |a: &&AccountPlan| Some(a.completeness.as_ref().map_or(0.0, |c| f64::from(c.overdue)));
    columns.extend([
        of.computed("overdue_items", Form::Count).live(facts.live, OVERDUE, overdue),
        of.computed("plan_missing", Form::Text).text(|a| missing(facts, a)),
    ]);
    columns
}

const OVERDUE: &str = "COUNTIFS({PlanItems.order*},{order},{PlanItems.overdue*},{'workbook.overdue})";

/// A light with its symbol and word.
fn light(labels: &Texts<'_>, light: Light) -> String {
    let code = light.code();
    format!("{} {}", labels.value("workbook.light", code), labels.value("light", code))
}

/// Whether there is more than a description of the account.
fn is_begun(found: &Completeness) -> bool {
    found.parts.iter().skip(1).any(|p| *p > 0.0)
}

/// What goals and plan lack, in words; a plan that nobody has begun says only that.
fn missing(facts: &Facts<'_>, account: &AccountPlan) -> String {
    let Some(found) = &account.completeness else { return String::new() };
    if !is_begun(found) {
        return facts.labels.text("workbook.not_begun").to_owned();
    }
    let goals = found.goal_gaps.iter().map(|g| g.code());
    let codes = goals.chain(found.gaps.iter().map(|g| g.code()));
    let said: Vec<&str> = codes.map(|c| facts.labels.value("proposal", c)).collect();
    said.join(facts.labels.text("workbook.list_separator"))
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
            .set_rule(ConditionalFormatCellRule::EqualTo(light(&context.labels, state)))
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

//! The list of resources: capacity, costs, steps, floors and caps, and what is used, recommended, left.

use super::shown::{form, label};
use crate::config::{Parameter, RESOURCE_KEYS};
use crate::layout::TableId;
use crate::method::resources::ResourcePlan;
use crate::model::rounding::comparable_quota;
use crate::model::{Resource, column_letters};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::{Keys, keys, name};
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::width::separated;

/// A resource, and its place in the plan.
pub(super) type Row<'d> = (usize, &'d ResourcePlan);

/// Helpers that formulas refer to, beside what can be said of a resource: key of the column and of the defined name.
const HELPERS: [&str; 3] = ["keeps", "kept", "missing"];

pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Resources);
    let form = form(&facts.plan.resources);
    let amount = |key| of.entry(key, form).limited(Limit::NotNegative);
    let number = |key| of.entry(key, Form::Number).limited(Limit::NotNegative);
    let mut columns = vec![
        of.own("resource", Form::Text, Look::Plain).text(|r| label(&facts.labels, &r.1.name)),
        of.computed("resource_assumed", Form::Text).text(|r| assumed(facts, r.1)),
        amount("capacity")
            .case(|r| r.1.capacity_set.then_some(Cell::Number(r.1.capacity)))
            // Until somebody sets it, the capacity is what is used now, or a notional one.
            .when(facts.live, |c| {
                c.each_case(|r| {
                    let sum = of_list(r, |k| format!("SUM({{Allocation.{}*}})", k.current));
                    (!r.1.assumed).then_some((sum, Some(r.1.capacity)))
                })
            })
            .cell(|r| Cell::Assumed(r.1.capacity)),
        number("unit_cost")
            .formula_case("IF(cost_per_visit>0,cost_per_visit,\"\")", |r| {
                costs_as_settings_say(facts, r.1).then_some(r.1.unit_cost)
            })
            // A visit that is said to cost 0 is one whose cost is unknown, whatever the settings say.
            .case(|r| {
                let visits = r.1.name == Resource::VISITS && !r.1.assumed && r.1.unit_cost.is_none();
                visits.then_some(Cell::Number(0.0))
            })
            .number(|r| r.1.unit_cost),
        number("step").number(|r| Some(r.1.step)),
        amount("floor_core").number(|r| r.1.floor[0]),
        amount("floor_growth").number(|r| r.1.floor[1]),
        amount("floor_laggard").number(|r| r.1.floor[2]),
        amount("cap_core").number(|r| r.1.cap[0]),
        amount("cap_growth").number(|r| r.1.cap[1]),
        amount("cap_laggard").number(|r| r.1.cap[2]),
    ];
    columns.extend(sums(facts, form));
    columns
}

/// What is used now, recommended and left; the steps that floors take and that remainders get.
fn sums<'d>(facts: &'d Facts<'d>, form: Form) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Resources);
    let live = facts.live;
    let sum = |key: &str| format!("IF(COUNT({{Allocation.{key}*}})=0,\"\",SUM({{Allocation.{key}*}}))");
    let mut columns = vec![
        of.computed("current", form)
            .when(live, |c| c.each(move |r| (of_list(r, |k| sum(k.current)), r.1.current)))
            .number(|r| r.1.current),
        of.computed("recommended", form)
            .when(live, |c| c.each(move |r| (of_list(r, |k| sum(k.recommended)), r.1.recommended)))
            .number(|r| r.1.recommended),
        of.computed("reserve", form)
            .when(live, |c| c.each(|r| (reserve(r), r.1.reserve.map(comparable_quota))))
            .number(|r| r.1.reserve.map(comparable_quota)),
    ];
    if live {
        columns.extend([
            of.computed("keeps", Form::Number).each(|r| (keeps(r), Some(if r.1.keeps { 1.0 } else { 0.0 }))),
            of.computed("kept", Form::Number)
                .each(|r| (of_list(r, |k| format!("SUM({{Allocation.{}*}})", k.floor)), Some(r.1.kept))),
            of.computed("missing", Form::Number).each(|r| (missing(r), Some(r.1.missing))),
        ]);
    }
    columns
}

/// A formula of the keys of a resource's columns among the accounts.
fn of_list(row: &Row<'_>, formula: impl Fn(Keys) -> String) -> String {
    keys(row.0, &row.1.name).map_or_else(String::new, formula)
}

/// Whether accounts without RV may keep what they have.
fn keeps(row: &Row<'_>) -> String {
    let (capacity, step) = (name("capacity", row.0), name("step", row.0));
    of_list(row, |k| format!("IF(SUM({{Allocation.{}*}})<=ROUND({capacity}/{step},9),1,0)", k.keeping))
}

fn reserve(row: &Row<'_>) -> String {
    let capacity = name("capacity", row.0);
    of_list(row, |k| {
        let all = k.recommended;
        format!("IF(COUNT({{Allocation.{all}*}})=0,\"\",ROUND({capacity}-SUM({{Allocation.{all}*}}),9))")
    })
}

/// Rounding every quota must not lose a step of the whole.
fn missing(row: &Row<'_>) -> String {
    let units = format!("ROUND({}/{},9)", name("capacity", row.0), name("step", row.0));
    of_list(row, |k| {
        let (quotas, wholes) =
            (format!("{{Allocation.{}*}}", k.quota), format!("{{Allocation.{}*}}", k.whole));
        format!(
            "IF(COUNT({quotas})=0,0,IF(ROUND(SUM({quotas})-{units},6)=0,ROUNDDOWN({units},0),\
             ROUNDDOWN(ROUND(SUM({quotas}),6),0))-SUM({wholes}))"
        )
    })
}

fn assumed(facts: &Facts<'_>, resource: &ResourcePlan) -> String {
    if resource.capacity_set {
        return String::new();
    }
    let key = if resource.assumed { "workbook.capacity_notional" } else { "workbook.capacity_assumed" };
    facts.labels.fill(key, &[("amount", separated(resource.capacity))])
}

/// A visit costs what the settings say; other costs are entered.
fn costs_as_settings_say(facts: &Facts<'_>, resource: &ResourcePlan) -> bool {
    let own = facts.config.settings.get(Parameter::CostPerVisit);
    resource.name == Resource::VISITS
        && !resource.assumed
        && resource.unit_cost.map_or(own <= 0.0, |cost| (cost - own).abs() <= f64::EPSILON)
}

/// Defined names of the amounts that formulas refer to.
pub(super) fn names(list: &Schema) -> Vec<(String, String)> {
    let sheet = list.sheet.replace('\'', "''");
    let mut names = Vec::new();
    for index in 0..list.rows {
        for key in RESOURCE_KEYS.into_iter().chain(HELPERS.into_iter().filter(|k| list.has(k))) {
            let column = column_letters(u32::from(list.column_of(key)));
            let row = list.first as usize + index + 1;
            names.push((name(key, index), format!("='{sheet}'!${column}${row}")));
        }
    }
    names
}

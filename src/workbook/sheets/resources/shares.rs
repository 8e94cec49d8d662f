//! The accounts with their share of every resource, expected ROI, decision and sub-strategies.

use super::changes;
use super::of_resource::{self, One};
use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::{Decision, Drag, Field};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::{SEPARATOR, keys, name};
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::Form;

/// Texts about an account that a person enters here.
const TEXTS: [Field; 5] = [
    Field::ResourceSubStrategy,
    Field::OurGoal,
    Field::HowCarriedOut,
    Field::OurStrengths,
    Field::OurWeaknesses,
];

/// Columns of the list above, which stay open.
pub(super) const ABOVE: usize = 14;

/// An account.
type Row<'d> = &'d AccountPlan;

pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Allocation);
    let resources = (0..).zip(&facts.plan.resources);
    let shown: Vec<One<'d>> = resources
        .filter_map(|(index, resource)| Some(One { index, resource, keys: keys(index, &resource.name)? }))
        .collect();
    let [id, account] = of.account(|a| *a);
    let mut columns = vec![
        id,
        account,
        of.computed("segment", Form::Center).live_words(
            facts.live,
            "INDEX({RelativeValue.segment*},{line})",
            |a| facts.labels.value("segment", a.segment.code()),
        ),
        of.computed("relative_value", Form::FinePercent).live(
            facts.live,
            known("INDEX({RelativeValue.relative_value*},{line})"),
            |a| a.relative_value,
        ),
    ];
    columns.extend(shown.iter().flat_map(|one| of_resource::shown(facts, *one)));
    columns.extend(decided(facts));
    // Answers to the course's questions stand on the accounts' pages too.
    for (place, field) in (columns.len()..).zip(TEXTS) {
        let stated = move |a: &Row<'d>| facts.plan.record(a).details.get(field).unwrap_or_default();
        let column = of.entry(field.code(), Form::Text).text(stated);
        columns.push(if place < ABOVE { column } else { column.shut() });
    }
    let mut behind = vec![of.computed("order", Form::Count).cell(|a| Cell::count(a.order))];
    if facts.live {
        behind.extend(helpers(facts));
        if !facts.plan.persons.is_empty() {
            let persons = of.computed("persons", Form::Count);
            let counted = "COUNTIFS({KeyPersons.order*},{order})";
            behind.push(persons.formula(counted, |a| Some(f64::from(a.persons))));
        }
        behind.extend(shown.iter().flat_map(|one| of_resource::helpers(facts, *one)));
    }
    columns.extend(behind.into_iter().map(Described::shut));
    columns
}

/// A cell's value, blank where it is blank.
fn known(cell: &str) -> String {
    format!("IF({cell}=\"\",\"\",{cell})")
}

/// Expected ROI, decision, sub-strategies.
fn decided<'d>(facts: &'d Facts<'d>) -> [Described<'d, Row<'d>>; 6] {
    let of = Describe::<Row<'d>>::of(facts, TableId::Allocation);
    let words = facts.words("decision", Decision::ALL.iter().map(|d| d.code()));
    let taken = |a: &Row<'d>| facts.plan.record(a).details.get(Field::Decision).unwrap_or_default();
    [
        of.computed("break_even", Form::Probability).live(facts.live, BREAK_EVEN, |a| a.break_even),
        of.computed("expected_roi", Form::Percent).live(facts.live, ROI, |a| a.expected_roi),
        of.proposed("decision", Form::Center).live_words(facts.live, changes::decision(facts), |a| {
            facts.labels.value("decision", a.decision.code())
        }),
        of.proposed("decision_reason", Form::Text)
            .live_words(facts.live, changes::reason(facts), |a| {
                facts.labels.value("decision_reason", a.decision_reason.code())
            })
            .shut(),
        of.entry("decision_taken", Form::Center).limited(Limit::Suggested(words)).text(taken),
        of.proposed("proposed_sub_strategies", Form::Text).live_words(
            facts.live,
            format!(
                "IFERROR(INDEX({{SubStrategies.sub_strategies[]}},\
                 MATCH({{segment}}&{}&{{decision}},{{SubStrategies.segment_decision[]}},0)),\"\")",
                quoted(SEPARATOR)
            ),
            |a| facts.listed("resource_sub_strategy", a.resource_sub_strategies.iter().map(|s| s.code())),
        ),
    ]
}

const ROI: &str = "IF(OR(N({resource_cost})=0,INDEX({RelativeValue.expected_value*},{line})=\"\",{margin}=\"\"),\"\",\
    (INDEX({RelativeValue.expected_value*},{line})*{margin}-{resource_cost})/{resource_cost})";

const BREAK_EVEN: &str = "IF(OR(N({resource_cost})<=0,\
    N(INDEX({RelativeValue.sales_potential*},{line}))*N({margin})<=0),\"\",\
    {resource_cost}/(N(INDEX({RelativeValue.sales_potential*},{line}))*N({margin})))";

/// Where the account stands on other sheets, and what ROI and decision follow from.
fn helpers<'d>(facts: &'d Facts<'d>) -> [Described<'d, Row<'d>>; 9] {
    let of = Describe::<Row<'d>>::of(facts, TableId::Allocation);
    let helper = |key| of.computed(key, Form::Number);
    let accounts = facts.plan.accounts.len() as f64;
    let place = move |a: &Row<'d>| a.rank.map_or_else(|| accounts + f64::from(a.order), f64::from);
    [
        helper("line").formula("MATCH({order},{RelativeValue.order*},0)", |a| Some(f64::from(a.order))),
        helper("segment_line").formula("MATCH({order},{Segments.order*},0)", |a| Some(f64::from(a.order))),
        // Ties fall by rank; what has none comes after, in the stored order.
        helper("order_key").formula(
            "IF(INDEX({RelativeValue.rank*},{line})=\"\",account_count+{order},INDEX({RelativeValue.rank*},{line}))",
            move |a| Some(place(a)),
        ),
        helper("margin").formula(MARGIN, |a| a.margin),
        helper("resource_cost").formula(cost(facts), |a| a.resource_cost),
        helper("confirmed")
            .formula(CONFIRMED, |a| Some(flag(a.drag == Some(Drag::Confirmed)))),
        helper("cut").formula(CUT, |a| {
            Some(flag(matches!(a.drag, Some(Drag::Confirmed | Drag::OverServed))))
        }),
        helper("change").formula(changes::gap(facts), |a| a.change.map(|c| c.gap)),
        helper("change_least").formula(changes::threshold(facts), |a| a.change.map(|c| c.threshold)),
    ]
}

const MARGIN: &str = "IF(AND(INDEX({RelativeValue.gross_profit*},{line})<>\"\",\
    N(INDEX({RelativeValue.annual_revenue*},{line}))>0),\
    INDEX({RelativeValue.gross_profit*},{line})/INDEX({RelativeValue.annual_revenue*},{line}),\
    IF(margin_revenue>0,margin_profit/margin_revenue,\"\"))";

const CONFIRMED: &str = "IF(INDEX({Segments.drag*},{segment_line})={'drag.confirmed},1,0)";

/// Its decision takes away, and what is taken is not given back.
const CUT: &str = "IF(OR({confirmed}=1,INDEX({Segments.drag*},{segment_line})={'drag.over_served}),1,0)";

/// Truth as a number, as formulas have it.
fn flag(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// Recommended amounts × unit costs + service + support, of what is known; blank where it is 0.
fn cost(facts: &Facts<'_>) -> String {
    let (mut known, mut sum) = (Vec::new(), Vec::new());
    for (index, keys) in changes::shown(facts) {
        let (amount, cost) = (format!("{{{}}}", keys.recommended), name("unit_cost", index));
        known.push(format!("({amount}<>\"\")*({})", changes::costed(facts, index)));
        sum.push(format!("N({amount})*N({cost})"));
    }
    for column in ["service_cost", "support_cost"] {
        let cell = format!("INDEX({{Segments.{column}*}},{{segment_line}})");
        known.push(format!("({cell}<>\"\")"));
        sum.push(format!("N({cell})"));
    }
    format!("IF({0}=0,\"\",IF({1}=0,\"\",{1}))", known.join("+"), sum.join("+"))
}

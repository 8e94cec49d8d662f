//! The columns behind the ranking: page, growth, commitment, what else the list states, helpers of the formulas,
//! the user's own columns.

use super::row::Row;
use super::{carried, piped, ranking};
use crate::config::readable;
use crate::layout::TableId;
use crate::method::{AccountPlan, RevenueSource};
use crate::model::rounding::comparable_money;
use crate::model::{Account, Basis, Field, RecordKind};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page_names::link_to;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::stated;
use crate::workbook::kit::styles::{Form, Look};

/// Fields that have columns of their own.
const OTHERS: [Field; 9] = [
    Field::ProbabilityRepeat,
    Field::ProbabilityNew,
    Field::GrowthRate,
    Field::PreviousRevenue,
    // These are entered on the collection form.
    Field::Needs,
    Field::Characteristics,
    Field::Concerns,
    Field::ValueOrientation,
    Field::SellingMode,
];

pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let mut columns = Vec::new();
    if !facts.formed.is_empty() {
        columns.push(of.computed("page", Form::Link).cell(|a| page(facts, a)));
    }
    if facts.any(|a| a.growth_rate.is_some()) {
        let growth = of.entry("growth_rate", Form::Percent).limited(Limit::Number);
        let derived = |a: &AccountPlan| a.derived.contains(&Field::GrowthRate);
        columns.push(
            growth
                .when(facts.live && facts.any(derived), |c| {
                    c.formula_case(GROWTH, move |a| derived(a).then_some(a.growth_rate))
                })
                .case(move |a| derived(a).then(|| Cell::derived(a.growth_rate, Form::Percent)))
                .number(|a| a.growth_rate),
        );
    }
    if !facts.plan.persons.is_empty() {
        columns.extend(committed(facts));
    }
    let records = facts.plan.accounts.iter().map(|a| facts.plan.record(a));
    let stated = stated::Stated { others: &OTHERS, always: &[] };
    columns.extend(stated::columns(facts, TableId::Accounts, stated, records, |a: &Row<'d>| {
        facts.plan.record(a)
    }));
    if facts.any(|a| a.previous_revenue.is_some()) {
        let stated = |a: &Row<'d>| facts.plan.record(a).previous_revenue;
        columns.push(
            of.own("previous_revenue", Form::Money, Look::Plain)
                .case(move |a| stated(a).map(Cell::Number))
                .cell(|a| Cell::derived(a.previous_revenue, Form::Money)),
        );
    }
    if facts.any(|a| !derived(facts, a).is_empty()) {
        columns.push(of.plain("derived", Form::Text).text(move |a| derived(facts, a)));
    }
    columns.extend(carried::columns(facts));
    if facts.live {
        columns.extend(piped::columns(facts));
        columns.extend(helpers(facts));
    }
    for (index, header) in (0..).zip(&facts.plan.portfolio.extra_columns) {
        let own = Described::<Row<'d>>::new("extra_#", header.as_str(), Form::Text, Look::Plain);
        columns.push(own.numbered(index as usize).text(move |a| extra(facts.plan.record(a), index)));
    }
    columns
}

fn extra(record: &Account, index: u32) -> &str {
    record.extra.iter().find(|(at, _)| *at == index).map_or("", |(_, text)| text.as_str())
}

/// What was derived from other columns or summed from rows, with its values, as text.
fn derived(facts: &Facts<'_>, account: &AccountPlan) -> String {
    let record = facts.plan.record(account);
    let summed = matches!(account.revenue_source, RevenueSource::Orders | RevenueSource::WonOpportunities);
    let fields = [
        (Field::AnnualRevenue, account.annual_revenue.filter(|_| summed)),
        (Field::PreviousRevenue, account.previous_revenue.filter(|_| record.previous_revenue.is_none())),
        (Field::GrossProfit, account.gross_profit.filter(|_| record.gross_profit.is_none())),
        (Field::GrowthRate, account.growth_rate.filter(|_| account.derived.contains(&Field::GrowthRate))),
    ];
    let said = fields.into_iter().filter_map(|(field, value)| {
        Some(format!("{} {}", facts.field(RecordKind::Accounts, field), readable(field, value?)))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// What links to a page.
const ARROW: &str = "→";

/// The way to the account's page, or to the form for what is not known of it, which goes along with a sort.
fn page<'d>(facts: &'d Facts<'d>, account: &AccountPlan) -> Cell<'d> {
    let at = account.order as usize - 1;
    let form = || facts.formed.contains(&at).then(|| facts.sheet("collection"));
    let Some(name) = facts.page_of(at).or_else(form) else { return Cell::Blank };
    Cell::text_formula(format!("HYPERLINK({},{})", link_to(name), quoted(ARROW)), ARROW)
}

/// Commitment over the key persons of the account's own row: it compares tables, so it is live up to the limit.
fn committed<'d>(facts: &'d Facts<'d>) -> [Described<'d, Row<'d>>; 3] {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let sum = |key: &str| format!("SUMIFS({{KeyPersons.{key}*}},{{KeyPersons.order*}},{{order}})");
    let (weight, known, points) = (sum("weight"), sum("known_weight"), sum("weighted_points"));
    [
        of.computed("persons", Form::Count)
            .live(facts.live, "COUNTIFS({KeyPersons.order*},{order})", |a| Some(f64::from(a.persons))),
        of.computed("commitment_index", Form::Count).live(
            facts.live,
            format!("IF({known}=0,\"\",{points}/(2*{known})*100)"),
            |a| a.commitment_index,
        ),
        of.computed("coverage", Form::Probability).live(
            facts.live,
            format!("IF({weight}=0,\"\",{known}/{weight})"),
            |a| a.coverage,
        ),
    ]
}

const EV_KEY: &str = "IF({expected_value}=\"\",-1,ROUND({expected_value},6))";

const BASIS_KEY: &str = "ROUND(MAX(0,IF(core_basis=1,N({gross_profit}),\
    IF(core_basis=2,N({annual_revenue}),{ev_key}))),6)";

/// Growth of two years.
const GROWTH: &str = "IF(OR({annual_revenue}=\"\",N({previous_revenue})<=0),\"\",\
    {annual_revenue}/{previous_revenue}-1)";

/// A rate that somebody types over the formula is no longer derived.
const GROWTH_DERIVED: &str = "IF(OR({growth_rate}=\"\",{annual_revenue}=\"\",N({previous_revenue})<=0),0,\
    IF(ROUND(N({growth_rate})-({annual_revenue}/{previous_revenue}-1),9)=0,1,0))";

const CORE_PLACE: &str = "IF({basis_key}<=0,\"\",1+SUMPRODUCT(({basis_key*}>{basis_key})\
    +({basis_key*}={basis_key})*(({ev_key*}>{ev_key})+({ev_key*}={ev_key})\
    *(({annual_revenue*}>N({annual_revenue}))+({annual_revenue*}=N({annual_revenue}))*({order*}<{order})))))";

/// What rank, core and segment are compared by.
fn helpers<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    // Where no row has its own P of new business, the one P is that of new business too.
    let new_value = if facts.any(|a| ranking::has_own_probabilities(facts, a)) {
        "N({new_business})*IF({probability_new}=\"\",N({probability}),N({probability_new}))"
    } else {
        "N({new_business})*N({probability})"
    };
    let mut columns = vec![
        of.computed("ev_key", Form::Number)
            .formula(EV_KEY, |a| Some(a.expected_value.map_or(-1.0, comparable_money))),
        of.computed("basis_key", Form::Number).formula(BASIS_KEY, |a| Some(basis(facts, a))),
        of.computed("core_place", Form::Count).formula(CORE_PLACE, |a| a.core_place.map(f64::from)),
        of.computed("new_value", Form::Money)
            .added(new_value)
            .when(facts.any(|a| facts.piped(a)), |c| {
                let pattern = piped::new_value(facts);
                c.formula_case(pattern, |a| facts.piped(a).then(|| Some(a.new_business_value.unwrap_or(0.0))))
            })
            .formula(new_value, |a| Some(a.new_business_value.unwrap_or(0.0))),
    ];
    let derived = |a: &AccountPlan| a.derived.contains(&Field::GrowthRate);
    if facts.any(derived) {
        let column = of.computed("growth_derived", Form::Count);
        columns.push(
            column
                .formula_case(GROWTH_DERIVED, move |a| derived(a).then_some(Some(1.0)))
                .cell(|_| Cell::Number(0.0)),
        );
    }
    columns
}

/// What core is measured by, 0 where it is blank or negative.
fn basis(facts: &Facts<'_>, account: &AccountPlan) -> f64 {
    let value = match facts.plan.basis {
        Basis::GrossProfit => account.gross_profit,
        Basis::AnnualRevenue => account.annual_revenue,
        Basis::ExpectedValue => account.expected_value,
    };
    value.map_or(0.0, comparable_money).max(0.0)
}

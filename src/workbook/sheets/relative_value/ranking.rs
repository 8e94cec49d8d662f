//! The columns of the ranking: who the account is, what is entered, EV, RV, rank and segment.

use super::piped;
use super::row::Row;
use crate::layout::TableId;
use crate::method::expected_value::REQUIRED;
use crate::method::{AccountPlan, Assumption, PotentialSource, RevenueSource};
use crate::model::{Field, OpportunityKind, RecordKind};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};

pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let mut columns = found(facts);
    columns.extend(entered(facts));
    columns.extend(valued(facts));
    columns
}

/// Place, account, segment and decision.
fn found<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let shared = facts.live && !facts.plan.resources.is_empty();
    let [id, name] = of.account(|a| *a);
    vec![
        of.computed("rank", Form::Count).live(facts.live, RANK, |a| a.rank.map(f64::from)),
        id,
        name,
        of.computed("segment", Form::Center)
            .live_words(facts.live, SEGMENT, |a| facts.labels.value("segment", a.segment.code())),
        of.computed("segment_reason", Form::Text).live_words(facts.live, reason(facts), |a| {
            facts.labels.value("segment_reason", a.segment_reason.code())
        }),
        of.computed("decision", Form::Text)
            .live_words(shared, DECISION, |a| facts.labels.value("decision", a.decision.code())),
        of.computed("order", Form::Count).cell(|a| Cell::count(a.order)),
    ]
}

/// What a person enters or the list's other rows say.
fn entered<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let potential = |key| of.own(key, Form::Money, Look::Entry).limited(Limit::NotNegative);
    let share = |key| of.entry(key, Form::Probability).limited(Limit::Share);
    let piped = facts.any(|a| facts.piped(a));
    let mut columns = vec![
        of.entry("annual_revenue", Form::Money)
            .limited(Limit::Number)
            .case(|a| (a.revenue_source == RevenueSource::Nothing).then_some(Cell::Blank))
            .case(|a| (a.revenue_source == RevenueSource::Entered).then(|| Cell::number(a.annual_revenue)))
            .cell(|a| Cell::derived(a.annual_revenue, Form::Money)),
        of.entry("gross_profit", Form::Money)
            .limited(Limit::Number)
            .case(|a| {
                let derived = facts.plan.record(a).gross_profit.is_none();
                derived.then(|| Cell::derived(a.gross_profit, Form::Money))
            })
            .number(|a| a.gross_profit),
        of.plain("assumed", Form::Text).text(|a| assumed(facts, a)),
        potential("repeat_sales")
            .when(piped, |c| {
                let pattern = piped::potential(OpportunityKind::Repeat);
                c.formula_case(pattern, |a| facts.piped(a).then_some(a.repeat_sales))
            })
            .cell(|a| stated(a, a.repeat_sales, is_assumed(a, Field::RepeatSales))),
        potential("new_business")
            .when(piped, |c| {
                let pattern = piped::potential(OpportunityKind::New);
                c.formula_case(pattern, |a| facts.piped(a).then_some(a.new_business))
            })
            .cell(|a| stated(a, a.new_business, false)),
    ];
    if facts.any(|a| has_own_probabilities(facts, a)) {
        columns.extend([
            share("probability_repeat")
                .cell(|a| own_probability(facts, a, a.probability_repeat, Field::ProbabilityRepeat)),
            share("probability_new")
                .cell(|a| own_probability(facts, a, a.probability_new, Field::ProbabilityNew)),
        ]);
    }
    columns
}

/// From potential to cumulative share.
fn valued<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let piped = facts.any(|a| facts.piped(a));
    let own = facts.any(|a| has_own_probabilities(facts, a));
    let unread = facts.any(|a| a.unreadable);
    // Shares of a part are those of the whole.
    let total = if facts.options.whole.is_some() { "whole_expected_value" } else { "total_expected_value" };
    vec![
        of.computed("sales_potential", Form::Money)
            .when(unread, |c| {
                c.each_case(|a| {
                    let blank = unread_blank(facts, a, &[Field::RepeatSales, Field::NewBusiness])?;
                    let pattern = format!(
                        "IF(OR(AND({{repeat_sales}}=\"\",{{new_business}}=\"\"){blank}),\"\",\
                         N({{repeat_sales}})+N({{new_business}}))"
                    );
                    Some((pattern, a.sales_potential))
                })
            })
            .formula(
            "IF(AND({repeat_sales}=\"\",{new_business}=\"\"),\"\",N({repeat_sales})+N({new_business}))",
            |a| a.sales_potential,
        ),
        of.own("probability", Form::Probability, Look::Entry)
            .limited(Limit::Share)
            .when(piped, |c| {
                let pattern = piped::probability(facts);
                c.formula_case(pattern, |a| facts.piped(a).then_some(a.probability))
            })
            .case(|a| {
                let assumed = is_assumed(a, Field::Probability);
                a.probability_entered.map(|p| if assumed { Cell::Assumed(p) } else { Cell::Number(p) })
            })
            .when(unread && own, |c| {
                c.each_case(|a| {
                    let apart = [Field::ProbabilityRepeat, Field::ProbabilityNew];
                    let blank = unread_blank(facts, a, &apart)?;
                    a.probability_repeat.or(a.probability_new)?;
                    Some((format!("IF(OR(N({{sales_potential}})=0{blank}),\"\",{BY_PARTS})"), a.probability))
                })
            })
            .case(|a| a.unreadable.then(|| Cell::number(a.probability)))
            .case(|a| {
                let none = [PotentialSource::Opportunities, PotentialSource::Nothing];
                let derived = none.contains(&a.potential_source);
                derived.then(|| Cell::derived(a.probability, Form::Probability))
            })
            .live(own, format!("IF(N({{sales_potential}})=0,\"\",{BY_PARTS})"), |a| a.probability),
        of.computed("expected_value", Form::Money)
            .when(unread, |c| {
                c.each_case(|a| {
                    let blank = unread_blank(facts, a, &REQUIRED)?;
                    let pattern = format!(
                        "IF(OR({{sales_potential}}=\"\",AND(N({{sales_potential}})>0,{{probability}}=\"\"){blank}),\
                         \"\",{{sales_potential}}*N({{probability}}))"
                    );
                    Some((pattern, a.expected_value))
                })
            })
            .formula(
            "IF(OR({sales_potential}=\"\",AND(N({sales_potential})>0,{probability}=\"\")),\"\",\
             {sales_potential}*N({probability}))",
            |a| a.expected_value,
        ),
        of.computed("relative_value", Form::FinePercent).formula(
            format!("IF(OR({{expected_value}}=\"\",{total}<=0),\"\",{{expected_value}}/{total})"),
            |a| a.relative_value,
        ),
        of.computed("cumulative_share", Form::Percent).live(facts.live, CUMULATIVE, |a| a.cumulative_share),
    ]
}

/// P of both parts together.
const BY_PARTS: &str = "(N({repeat_sales})*N({probability_repeat})\
    +N({new_business})*N({probability_new}))/{sales_potential}";

/// What could not be read of an account keeps its potential and EV blank, until somebody fills it in: conditions
/// of its cells; none where all could be read.
fn unread_blank(facts: &Facts<'_>, account: &AccountPlan, fields: &[Field]) -> Option<String> {
    if !account.unreadable {
        return None;
    }
    let own = facts.any(|a| has_own_probabilities(facts, a));
    let apart = [Field::ProbabilityRepeat, Field::ProbabilityNew];
    let unread = &facts.plan.record(account).unreadable;
    let missing = fields.iter().filter(|f| unread.contains(f) && (own || !apart.contains(f)));
    Some(missing.map(|f| format!(",{{{f}}}=\"\"")).collect())
}

const RANK: &str = "IF({expected_value}=\"\",\"\",1+SUMPRODUCT(({ev_key*}>{ev_key})\
    +({ev_key*}={ev_key})*({order*}<{order})))";

const CUMULATIVE: &str = "IF(OR({expected_value}=\"\",total_expected_value<=0),\"\",\
    SUMPRODUCT(({ev_key*}>{ev_key})+({ev_key*}={ev_key})*({order*}<={order}),{expected_value*})/total_expected_value)";

/// The resource decision, from the sheet of resources.
const DECISION: &str = "IFERROR(INDEX({Allocation.decision*},MATCH({order},{Allocation.order*},0)),\"\")";

const SEGMENT: &str = "IF({segment_reason}={'segment_reason.no_figures},{'segment.unassessed},\
    IF(AND({core_place}<>\"\",N({core_place})<=core_quota),{'segment.core},\
    IF({segment_reason}={'segment_reason.rest},{'segment.laggard},{'segment.growth})))";

fn reason(facts: &Facts<'_>) -> String {
    // What follows from two years counts for accounts of some size.
    let derived = if facts.any(|a| a.derived.contains(&Field::GrowthRate)) {
        ",OR({growth_derived}=0,ROUND(N({annual_revenue}),6)>=ROUND(mean_revenue,6))"
    } else {
        ""
    };
    let growth = if facts.any(|a| a.growth_rate.is_some()) {
        format!(
            "IF(AND({{growth_rate}}<>\"\",ROUND(N({{growth_rate}}),9)>=ROUND(growth_rate,9){derived}),\
             {{'segment_reason.growth_rate}},{{'segment_reason.rest}})"
        )
    } else {
        "{'segment_reason.rest}".to_owned()
    };
    format!(
        "IF(AND({{expected_value}}=\"\",{{annual_revenue}}=\"\",{{gross_profit}}=\"\"),\
         {{'segment_reason.no_figures}},IF(AND({{core_place}}<>\"\",N({{core_place}})<=core_quota),\
         IF(core_basis=1,{{'segment_reason.top_by_gross_profit}},\
         IF(core_basis=2,{{'segment_reason.top_by_revenue}},{{'segment_reason.top_by_expected_value}})),\
         IF(AND(N({{expected_value}})>0,N({{rank}})<=growth_quota),{{'segment_reason.future_value}},\
         IF(AND({{new_business}}<>\"\",N({{annual_revenue}})>0,\
         ROUND({{new_value}},9)>=ROUND(new_business_share*N({{annual_revenue}}),9)),\
         {{'segment_reason.new_business_share}},{growth}))))"
    )
}

/// Whether rows have a P of repeat sales or new business of their own.
pub(super) fn has_own_probabilities(facts: &Facts<'_>, account: &AccountPlan) -> bool {
    !facts.piped(account)
        && account.potential_source != PotentialSource::Opportunities
        && (account.probability_repeat.is_some() || account.probability_new.is_some())
}

fn is_assumed(account: &AccountPlan, field: Field) -> bool {
    account.assumed.iter().chain(&account.derived_chances).any(|a| a.field == field)
}

/// The assumed fields with their values, as text.
fn assumed(facts: &Facts<'_>, account: &AccountPlan) -> String {
    let name = |a: &Assumption| {
        let value = crate::config::readable(a.field, a.value);
        format!("{} {value}", facts.field(RecordKind::Accounts, a.field))
    };
    account.assumed.iter().chain(&account.derived_chances).map(name).collect::<Vec<_>>().join("; ")
}

/// Repeat sales or new business: an entry, an assumption, or a sum over the opportunities.
fn stated(account: &AccountPlan, value: Option<f64>, assumed: bool) -> Cell<'static> {
    match value {
        _ if account.potential_source == PotentialSource::Opportunities => Cell::derived(value, Form::Money),
        Some(number) if assumed => Cell::Assumed(number),
        known => Cell::number(known),
    }
}

fn own_probability(
    facts: &Facts<'_>,
    account: &AccountPlan,
    value: Option<f64>,
    field: Field,
) -> Cell<'static> {
    let ruled = facts.piped(account) || account.potential_source == PotentialSource::Opportunities;
    match value {
        _ if ruled => Cell::Blank,
        Some(number) if is_assumed(account, field) => Cell::Assumed(number),
        known => Cell::number(known),
    }
}

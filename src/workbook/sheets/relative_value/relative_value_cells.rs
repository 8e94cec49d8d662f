//! The cells of the sheet of relative value: what is entered, what is assumed, and the formulas.

use crate::method::{AccountPlan, PotentialSource, RevenueSource};
use crate::model::{Basis, Field, OpportunityKind, RecordKind, Segment, SegmentReason};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Column;
use crate::workbook::kit::styles::Form;

/// Content of a column of an account's row.
pub fn cell<'c>(context: &'c Context<'_>, account: &'c AccountPlan, column: &Column, row: u32) -> Cell<'c> {
    let record = context.plan.record(account);
    if let Some(cell) = crate::workbook::sheets::relative_value::piped::cell(context, account, column, row) {
        return cell;
    }
    match column.key {
        "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => Cell::text(record.name.as_str()),
        "order" => Cell::count(account.order),
        "annual_revenue" if account.revenue_source == RevenueSource::Nothing => Cell::Blank,
        "annual_revenue" if account.revenue_source != RevenueSource::Entered => {
            Cell::derived(account.annual_revenue, column.form)
        }
        "annual_revenue" => Cell::number(account.annual_revenue),
        "gross_profit" if record.gross_profit.is_none() => Cell::derived(account.gross_profit, column.form),
        "gross_profit" => Cell::number(account.gross_profit),
        "growth_rate" => Cell::number(record.growth_rate),
        "assumed" => Cell::text(assumed(context, account)),
        "repeat_sales" => potential(account, account.repeat_sales, OpportunityKind::Repeat),
        "new_business" => potential(account, account.new_business, OpportunityKind::New),
        "probability_repeat" => {
            own_probability(account, account.probability_repeat, Field::ProbabilityRepeat)
        }
        "probability_new" => own_probability(account, account.probability_new, Field::ProbabilityNew),
        "probability" => probability(context, account, row),
        "sales_potential" | "expected_value" | "relative_value" | "commitment_index" | "coverage"
        | "persons" => linear(context, account, column.key, row),
        "detail" => Cell::text(record.details.get(Field::ALL[column.index as usize]).unwrap_or_default()),
        "further" => further(context, account, Field::ALL[column.index as usize]),
        "extra" => extra(&record.extra, column.index),
        "page" => page(context, account),
        "decision" => decision(context, account, row),
        _ => compared(context, account, column.key, row),
    }
}

/// The way to the account's page, which goes along with a sort.
fn page<'c>(context: &Context<'_>, account: &AccountPlan) -> Cell<'c> {
    let Some(name) = context.page_of(account.order as usize - 1) else { return Cell::Blank };
    let target = crate::workbook::sheets::influence_map::link_to(name);
    Cell::text_formula(format!("HYPERLINK({target},{})", quoted(name)), name.to_owned())
}

/// The resource decision, from the sheet of resources.
fn decision<'c>(context: &'c Context<'_>, account: &AccountPlan, row: u32) -> Cell<'c> {
    let word = context.labels.value("decision", account.decision.code());
    let Some(shares) = context.allocation.as_ref().filter(|_| context.live) else { return Cell::text(word) };
    let formula =
        format!("IFERROR(INDEX({},MATCH({{order}},{},0)),\"\")", shares.all("decision"), shares.all("order"));
    Cell::text_formula(context.accounts.formula(&formula, row), word)
}

/// The assumed fields with their values, as text.
fn assumed(context: &Context<'_>, account: &AccountPlan) -> String {
    let name = |a: &crate::method::Assumption| {
        format!(
            "{} {}",
            context.labels.field(RecordKind::Accounts, a.field),
            crate::config::readable(a.field, a.value)
        )
    };
    account.assumed.iter().map(name).collect::<Vec<_>>().join("; ")
}

fn is_assumed(account: &AccountPlan, field: Field) -> bool {
    account.assumed.iter().any(|a| a.field == field)
}

/// Repeat sales or new business: an entry, an assumption, or a sum over the opportunities.
fn potential(account: &AccountPlan, value: Option<f64>, kind: OpportunityKind) -> Cell<'static> {
    if account.potential_source == PotentialSource::Opportunities {
        return Cell::derived(value, Form::Money);
    }
    let assumed = kind == OpportunityKind::Repeat && is_assumed(account, Field::RepeatSales);
    match value {
        Some(number) if assumed => Cell::Assumed(number),
        known => Cell::number(known),
    }
}

fn own_probability(account: &AccountPlan, value: Option<f64>, field: Field) -> Cell<'static> {
    match value {
        _ if account.potential_source == PotentialSource::Opportunities => Cell::Blank,
        Some(number) if is_assumed(account, field) => Cell::Assumed(number),
        known => Cell::number(known),
    }
}

/// P: the entry where the list has one, else EV / SP from the two parts.
fn probability<'c>(context: &'c Context<'_>, account: &AccountPlan, row: u32) -> Cell<'c> {
    if let Some(entered) = account.probability_entered {
        return if is_assumed(account, Field::Probability) {
            Cell::Assumed(entered)
        } else {
            Cell::Number(entered)
        };
    }
    let schema = &context.accounts;
    let pattern = match account.potential_source {
        PotentialSource::Opportunities | PotentialSource::Nothing => {
            return Cell::derived(account.probability, Form::Probability);
        }
        _ if !schema.has("probability_repeat") => return Cell::number(account.probability),
        _ => {
            "IF(N({sales_potential})=0,\"\",(N({repeat_sales})*N({probability_repeat})\
              +N({new_business})*N({probability_new}))/{sales_potential})"
        }
    };
    Cell::formula(schema.formula(pattern, row), account.probability)
}

/// Formulas that look at their own row and at named cells.
fn linear<'c>(context: &'c Context<'_>, account: &AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let schema = &context.accounts;
    let formula = |pattern: &str, value| Cell::formula(schema.formula(pattern, row), value);
    match key {
        "sales_potential" => formula(
            "IF(AND({repeat_sales}=\"\",{new_business}=\"\"),\"\",N({repeat_sales})+N({new_business}))",
            account.sales_potential,
        ),
        "expected_value" => formula(
            "IF(OR({sales_potential}=\"\",AND(N({sales_potential})>0,{probability}=\"\")),\"\",\
             {sales_potential}*N({probability}))",
            account.expected_value,
        ),
        // Shares of a part are those of the whole.
        "relative_value" if context.options.whole.is_some() => formula(
            "IF(OR({expected_value}=\"\",whole_expected_value<=0),\"\",{expected_value}/whole_expected_value)",
            account.relative_value,
        ),
        "relative_value" => formula(
            "IF(OR({expected_value}=\"\",total_expected_value<=0),\"\",{expected_value}/total_expected_value)",
            account.relative_value,
        ),
        _ => committed(context, account, key, row),
    }
}

/// Commitment over the key persons of the account's own row: it compares tables, so it is live up to the limit.
fn committed<'c>(context: &'c Context<'_>, account: &AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let value = match key {
        "commitment_index" => account.commitment_index,
        "coverage" => account.coverage,
        _ => Some(f64::from(account.persons)),
    };
    let Some(persons) = context.persons.as_ref().filter(|_| context.live) else { return Cell::number(value) };
    let order = context.accounts.this("order", row);
    let sum = |column| format!("SUMIFS({},{},{order})", persons.all(column), persons.all("order"));
    let (weight, known, points) = (sum("weight"), sum("known_weight"), sum("weighted_points"));
    let formula = match key {
        "commitment_index" => format!("IF({known}=0,\"\",{points}/(2*{known})*100)"),
        "coverage" => format!("IF({weight}=0,\"\",{known}/{weight})"),
        _ => format!("COUNTIFS({},{order})", persons.all("order")),
    };
    Cell::formula(formula, value)
}

/// Rank, cumulative share and segment: formulas over whole columns up to the limit, values above it.
fn compared<'c>(context: &'c Context<'_>, account: &AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let segment = context.labels.value("segment", account.segment.code());
    let reason = context.labels.value("segment_reason", account.segment_reason.code());
    let rank = account.rank.map(f64::from);
    if !context.live {
        return match key {
            "rank" => Cell::number(rank),
            "segment" => Cell::text(segment),
            "segment_reason" => Cell::text(reason),
            _ => Cell::number(account.cumulative_share),
        };
    }
    let schema = &context.accounts;
    let formula = |pattern: &str| schema.formula(pattern, row);
    match key {
        "rank" => Cell::formula(formula(RANK), rank),
        "cumulative_share" => Cell::formula(formula(CUMULATIVE), account.cumulative_share),
        "segment" => Cell::text_formula(formula(&segment_pattern(context)), segment),
        "segment_reason" => Cell::text_formula(formula(&reason_pattern(context)), reason),
        "ev_key" => Cell::formula(formula(EV_KEY), Some(account.expected_value.map_or(-1.0, rounded))),
        "basis_key" => Cell::formula(formula(BASIS_KEY), Some(basis(context, account))),
        "core_place" => Cell::formula(formula(CORE_PLACE), account.core_place.map(f64::from)),
        _ => Cell::formula(
            formula(crate::workbook::sheets::relative_value::new_value(
                context.accounts.has("probability_new"),
            )),
            Some(account.new_business_value.unwrap_or(0.0)),
        ),
    }
}

const EV_KEY: &str = "IF({expected_value}=\"\",-1,ROUND({expected_value},6))";
const RANK: &str = "IF({expected_value}=\"\",\"\",1+SUMPRODUCT(({ev_key*}>{ev_key})\
    +({ev_key*}={ev_key})*({order*}<{order})))";
const CUMULATIVE: &str = "IF(OR({expected_value}=\"\",total_expected_value<=0),\"\",\
    SUMPRODUCT(({ev_key*}>{ev_key})+({ev_key*}={ev_key})*({order*}<={order}),{expected_value*})/total_expected_value)";
const BASIS_KEY: &str = "ROUND(MAX(0,IF(gross_profit_count>0,N({gross_profit}),IF(revenue_count>0,N({annual_revenue}),\
    {ev_key}))),6)";
const CORE_PLACE: &str = "IF({basis_key}<=0,\"\",1+SUMPRODUCT(({basis_key*}>{basis_key})\
    +({basis_key*}={basis_key})*(({ev_key*}>{ev_key})+({ev_key*}={ev_key})\
    *(({annual_revenue*}>N({annual_revenue}))+({annual_revenue*}=N({annual_revenue}))*({order*}<{order})))))";

fn reason_pattern(context: &Context<'_>) -> String {
    let word = |reason: SegmentReason| quoted(context.labels.value("segment_reason", reason.code()));
    let growth = if context.accounts.has("growth_rate") {
        format!(
            "IF(AND({{growth_rate}}<>\"\",ROUND(N({{growth_rate}}),9)>=ROUND(growth_rate,9)),{},{})",
            word(SegmentReason::GrowthRate),
            word(SegmentReason::Rest)
        )
    } else {
        word(SegmentReason::Rest)
    };
    format!(
        "IF(AND({{core_place}}<>\"\",N({{core_place}})<=core_quota),\
         IF(gross_profit_count>0,{},IF(revenue_count>0,{},{})),\
         IF(AND(N({{expected_value}})>0,N({{rank}})<=growth_quota),{},\
         IF(AND({{new_business}}<>\"\",N({{annual_revenue}})>0,\
         ROUND({{new_value}},9)>=ROUND(new_business_share*N({{annual_revenue}}),9)),{},{growth})))",
        word(SegmentReason::TopByGrossProfit),
        word(SegmentReason::TopByRevenue),
        word(SegmentReason::TopByExpectedValue),
        word(SegmentReason::FutureValue),
        word(SegmentReason::NewBusinessShare),
    )
}

fn segment_pattern(context: &Context<'_>) -> String {
    let word = |segment: Segment| quoted(context.labels.value("segment", segment.code()));
    format!(
        "IF(AND({{core_place}}<>\"\",N({{core_place}})<=core_quota),{},IF({{segment_reason}}={},{},{}))",
        word(Segment::Core),
        quoted(context.labels.value("segment_reason", SegmentReason::Rest.code())),
        word(Segment::Laggard),
        word(Segment::Growth),
    )
}

fn rounded(value: f64) -> f64 {
    crate::model::rounding::comparable_money(value)
}

/// What core is measured by, 0 where it is blank or negative.
pub fn basis(context: &Context<'_>, account: &AccountPlan) -> f64 {
    let value = match context.plan.basis {
        Basis::GrossProfit => account.gross_profit,
        Basis::AnnualRevenue => account.annual_revenue,
        Basis::ExpectedValue => account.expected_value,
    };
    value.map_or(0.0, rounded).max(0.0)
}

fn further<'c>(context: &'c Context<'_>, account: &AccountPlan, field: Field) -> Cell<'c> {
    let record = context.plan.record(account);
    let date = |date: Option<chrono::NaiveDate>| date.map_or(Cell::Blank, Cell::Date);
    match field {
        Field::PreviousRevenue => Cell::number(record.previous_revenue),
        Field::GrossMargin => Cell::number(record.gross_margin),
        Field::LastContact => date(record.last_contact),
        Field::RenewalDate => date(record.renewal_date),
        Field::LastOrder => date(record.last_order),
        Field::OrderCount => Cell::number(record.order_count),
        Field::CompanyRevenue => Cell::number(record.company_revenue),
        Field::ValueOrientation => {
            Cell::text(record.value_orientation.map_or("", |v| context.labels.value("orientation", v.code())))
        }
        Field::SellingMode => {
            Cell::text(record.selling_mode.map_or("", |v| context.labels.value("selling_mode", v.code())))
        }
        _ => Cell::Blank,
    }
}

fn extra(extra: &[(u32, String)], index: u32) -> Cell<'_> {
    Cell::text(extra.iter().find(|(at, _)| *at == index).map_or("", |(_, text)| text.as_str()))
}

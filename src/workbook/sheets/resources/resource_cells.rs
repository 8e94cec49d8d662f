//! The cells of the sheet of resources: entries, and the formulas of METHOD §4.

use crate::method::AccountPlan;
use crate::method::resources::ResourcePlan;
use crate::model::rounding::comparable_quota;
use crate::model::{Decision, DecisionReason, Drag, Field, Resource, Segment};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Column;
use crate::workbook::sheets::resources::{KEYS, Keys, SHOWN, label, name};

/// Content of a resource's row.
pub fn list_cell<'c>(
    context: &'c Context<'_>,
    resource: &'c ResourcePlan,
    index: usize,
    column: &Column,
    _row: u32,
) -> Cell<'c> {
    let Some(schema) = &context.allocation else { return Cell::Blank };
    let keys = &KEYS[index];
    let sum = |key: &str| format!("IF(COUNT({0})=0,\"\",SUM({0}))", schema.all(key));
    let live = |formula: String, value: Option<f64>| {
        if context.live { Cell::formula(formula, value) } else { Cell::number(value) }
    };
    match column.key {
        "resource" => Cell::text(label(&context.labels, &resource.name)),
        "resource_assumed" if resource.capacity_set => Cell::Blank,
        "resource_assumed" => Cell::text(context.labels.fill(
            "workbook.capacity_assumed",
            &[("amount", crate::workbook::kit::width::separated(resource.capacity))],
        )),
        "capacity" if resource.capacity_set => Cell::Number(resource.capacity),
        // Until somebody sets it, the capacity is what is used now.
        "capacity" if context.live => {
            Cell::formula(format!("SUM({})", schema.all(keys.current)), Some(resource.capacity))
        }
        "capacity" => Cell::Assumed(resource.capacity),
        "unit_cost" => unit_cost(resource, context),
        "step" => Cell::Number(resource.step),
        "floor_core" => Cell::number(resource.floor[0]),
        "floor_growth" => Cell::number(resource.floor[1]),
        "floor_laggard" => Cell::number(resource.floor[2]),
        "cap_core" => Cell::number(resource.cap[0]),
        "cap_growth" => Cell::number(resource.cap[1]),
        "cap_laggard" => Cell::number(resource.cap[2]),
        "current" => live(sum(keys.current), resource.current),
        "recommended" => live(sum(keys.recommended), resource.recommended),
        "reserve" => live(
            format!(
                "IF(COUNT({0})=0,\"\",ROUND({1}-SUM({0}),9))",
                schema.all(keys.recommended),
                name("capacity", index)
            ),
            resource.reserve.map(comparable_quota),
        ),
        "kept" => Cell::formula(format!("SUM({})", schema.all(keys.floor)), Some(resource.kept)),
        _ => {
            let units = format!("ROUND({}/{},9)", name("capacity", index), name("step", index));
            // Rounding every quota must not lose a step of the whole.
            let formula = format!(
                "IF(COUNT({0})=0,0,IF(ROUND(SUM({0})-{units},3)=0,ROUNDDOWN({units},0),\
                 ROUNDDOWN(ROUND(SUM({0}),6),0))-SUM({1}))",
                schema.all(keys.quota),
                schema.all(keys.whole),
            );
            Cell::formula(formula, Some(resource.missing))
        }
    }
}

/// A visit costs what the settings say; other costs are entered.
fn unit_cost<'c>(resource: &ResourcePlan, context: &Context<'_>) -> Cell<'c> {
    let own = context.config.settings.get(crate::config::Parameter::CostPerVisit);
    let from_settings = resource.name == Resource::VISITS
        && resource.unit_cost.is_none_or(|cost| (cost - own).abs() <= f64::EPSILON);
    if from_settings {
        return Cell::formula("IF(cost_per_visit>0,cost_per_visit,\"\")".to_owned(), resource.unit_cost);
    }
    Cell::number(resource.unit_cost)
}

/// Content of an account's row.
pub fn cell<'c>(context: &'c Context<'_>, account: &'c AccountPlan, column: &Column, row: u32) -> Cell<'c> {
    let record = context.plan.record(account);
    let labels = &context.labels;
    match column.key {
        "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => Cell::text(record.name.as_str()),
        "order" => Cell::count(account.order),
        "text" => Cell::text(record.details.get(Field::ALL[column.index as usize]).unwrap_or_default()),
        "decision_taken" => Cell::text(record.details.get(Field::Decision).unwrap_or_default()),
        "proposed_sub_strategies" => {
            let names = account.resource_sub_strategies.iter();
            let text: Vec<&str> = names.map(|s| labels.value("resource_sub_strategy", s.code())).collect();
            let text = text.join(context.label("workbook.list_separator"));
            if !context.live {
                return Cell::text(text);
            }
            let key = format!("{{segment}}&{}&{{decision}}", quoted(SEPARATOR));
            let formula = format!(
                "IFERROR(INDEX({},MATCH({key},{},0)),\"\")",
                "SubStrategies[".to_owned() + labels.value("workbook.column", "sub_strategies") + "]",
                "SubStrategies[".to_owned() + labels.value("workbook.column", "segment_decision") + "]",
            );
            text_formula(context, &formula, row, text)
        }
        "segment" | "decision" | "decision_reason" => words(context, account, column.key, row),
        key => match KEYS.iter().enumerate().find_map(|(i, k)| part(k, key).map(|p| (i, k, p))) {
            Some((index, keys, part)) => of_resource(context, account, index, keys, part, row),
            None => number(context, account, key, row),
        },
    }
}

/// Stands between segment and decision in the key of the sub-strategies.
pub const SEPARATOR: &str = " / ";

fn text_formula<'c>(context: &Context<'_>, pattern: &str, row: u32, text: String) -> Cell<'c> {
    match &context.allocation {
        Some(schema) => Cell::text_formula(schema.formula(pattern, row), text),
        None => Cell::Blank,
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Current,
    Recommended,
    Gap,
    Floor,
    Quota,
    Whole,
    Remainder,
    Place,
}

fn part(keys: &Keys, key: &str) -> Option<Part> {
    let all = [
        (keys.current, Part::Current),
        (keys.recommended, Part::Recommended),
        (keys.gap, Part::Gap),
        (keys.floor, Part::Floor),
        (keys.quota, Part::Quota),
        (keys.whole, Part::Whole),
        (keys.remainder, Part::Remainder),
        (keys.place, Part::Place),
    ];
    all.into_iter().find(|(k, _)| *k == key).map(|(_, part)| part)
}

/// One resource of an account.
fn of_resource<'c>(
    context: &'c Context<'_>,
    account: &AccountPlan,
    index: usize,
    keys: &Keys,
    part: Part,
    row: u32,
) -> Cell<'c> {
    let (Some(schema), Some(resource)) = (&context.allocation, context.plan.resources.get(index)) else {
        return Cell::Blank;
    };
    let Some(used) = account.resources.get(index) else { return Cell::Blank };
    let (current, recommended) = (keys.current, keys.recommended);
    let (floor, quota_key, remainder, place) = (keys.floor, keys.quota, keys.remainder, keys.place);
    let whole = keys.whole;
    let amount = |key: &str| name(key, index);
    let by_segment = |kind: &str| {
        let word = |s: Segment| quoted(context.labels.value("segment", s.code()));
        let of = |s: &str| amount(&format!("{kind}_{s}"));
        format!(
            "IF({{segment}}={},{},IF({{segment}}={},{},{}))",
            word(Segment::Core),
            of("core"),
            word(Segment::Growth),
            of("growth"),
            of("laggard")
        )
    };
    let (pattern, value) = match part {
        Part::Current if resource.name == Resource::VISITS => {
            let visits = format!("INDEX({},{{segment_line}})", context.segments.all("visits"));
            (format!("IF({visits}=\"\",\"\",{visits})"), used.current)
        }
        Part::Current => return Cell::number(used.current),
        Part::Recommended => (
            format!(
                "IF({{{quota_key}}}=\"\",\"\",({{{whole}}}+IF(N({{{place}}})=0,0,\
                 IF({{{place}}}<={},1,0)))*{})",
                amount("missing"),
                amount("step")
            ),
            used.recommended,
        ),
        Part::Gap => (
            format!("IF(OR({{{current}}}=\"\",{{{recommended}}}=\"\"),\"\",{{{recommended}}}-{{{current}}})"),
            used.gap(),
        ),
        Part::Floor => {
            (format!("ROUNDUP(ROUND(N({})/{},9),0)", by_segment("floor"), amount("step")), Some(used.floor))
        }
        Part::Quota => {
            let units = format!("ROUND({}/{},9)", amount("capacity"), amount("step"));
            let free = format!("ROUND({{{floor}}}+({units}-{})*N({{relative_value}}),9)", amount("kept"));
            let cap = by_segment("cap");
            let least = format!("MAX({{{floor}}},ROUNDDOWN(ROUND(N({cap})/{},9),0))", amount("step"));
            (
                format!("IF({}>{units},\"\",IF({cap}=\"\",{free},MIN({free},{least})))", amount("kept")),
                used.quota,
            )
        }
        Part::Whole => (
            format!("IF({{{quota_key}}}=\"\",0,INT({{{quota_key}}}))"),
            Some(used.quota.map_or(0.0, f64::floor)),
        ),
        Part::Remainder => (
            format!("IF({{{quota_key}}}=\"\",0,ROUND({{{quota_key}}}-{{{whole}}},9))"),
            Some(used.quota.map_or(0.0, |q| comparable_quota(q - q.floor()))),
        ),
        Part::Place => (
            format!(
                "IF({{{remainder}}}=0,0,1+SUMPRODUCT(({{{remainder}*}}>{{{remainder}}})\
                 +({{{remainder}*}}={{{remainder}}})*({{order_key*}}<{{order_key}})))"
            ),
            Some(f64::from(used.place.unwrap_or(0))),
        ),
    };
    if context.live { Cell::formula(schema.formula(&pattern, row), value) } else { Cell::number(value) }
}

/// Numbers of an account that belong to no single resource.
fn number<'c>(context: &'c Context<'_>, account: &AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let Some(schema) = &context.allocation else { return Cell::Blank };
    let look = |column: &str| format!("INDEX({},{{line}})", context.accounts.all(column));
    let known = |cell: String| format!("IF({cell}=\"\",\"\",{cell})");
    let (pattern, value) = match key {
        "relative_value" => (known(look("relative_value")), account.relative_value),
        "expected_roi" => {
            let ev = look("expected_value");
            let roi = format!("({ev}*{{margin}}-{{resource_cost}})/{{resource_cost}}");
            (
                format!("IF(OR(N({{resource_cost}})=0,{ev}=\"\",{{margin}}=\"\"),\"\",{roi})"),
                account.expected_roi,
            )
        }
        "line" => {
            (format!("MATCH({{order}},{},0)", context.accounts.all("order")), Some(f64::from(account.order)))
        }
        "segment_line" => {
            (format!("MATCH({{order}},{},0)", context.segments.all("order")), Some(f64::from(account.order)))
        }
        // Ties fall by rank; what has none comes after, in the stored order.
        "order_key" => {
            let rank = look("rank");
            (
                format!("IF({rank}=\"\",account_count+{{order}},{rank})"),
                Some(account.rank.map_or_else(
                    || context.plan.accounts.len() as f64 + f64::from(account.order),
                    f64::from,
                )),
            )
        }
        "margin" => {
            let (profit, revenue) = (look("gross_profit"), look("annual_revenue"));
            (
                format!(
                    "IF(AND({profit}<>\"\",N({revenue})>0),{profit}/{revenue},\
                     IF(margin_revenue>0,margin_profit/margin_revenue,\"\"))"
                ),
                account.margin,
            )
        }
        "resource_cost" => (cost_pattern(context), account.resource_cost),
        "confirmed" => {
            let drag = format!("INDEX({},{{segment_line}})", context.segments.all("drag"));
            let word = |key| quoted(context.label(key));
            (
                format!(
                    "IF(OR({drag}={},{drag}={}),1,0)",
                    word("workbook.evidence.net"),
                    word("workbook.evidence.visits")
                ),
                Some(if account.drag == Some(Drag::Confirmed) { 1.0 } else { 0.0 }),
            )
        }
        _ => return Cell::Blank,
    };
    if context.live { Cell::formula(schema.formula(&pattern, row), value) } else { Cell::number(value) }
}

/// Recommended amounts × unit costs + service + support, of what is known.
fn cost_pattern(context: &Context<'_>) -> String {
    let of_segments = |column: &str| format!("INDEX({},{{segment_line}})", context.segments.all(column));
    let (mut known, mut sum) = (Vec::new(), Vec::new());
    for (index, keys) in KEYS.iter().enumerate().take(context.plan.resources.len()) {
        let (amount, cost) = (format!("{{{}}}", keys.recommended), name("unit_cost", index));
        known.push(format!("({amount}<>\"\")*({cost}<>\"\")"));
        sum.push(format!("N({amount})*N({cost})"));
    }
    for column in ["service_cost", "support_cost"] {
        let cell = of_segments(column);
        known.push(format!("({cell}<>\"\")"));
        sum.push(format!("N({cell})"));
    }
    format!("IF({}=0,\"\",{})", known.join("+"), sum.join("+"))
}

/// Segment, decision and its reason, in words.
fn words<'c>(context: &'c Context<'_>, account: &AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let labels = &context.labels;
    let text = match key {
        "segment" => labels.value("segment", account.segment.code()),
        "decision" => labels.value("decision", account.decision.code()),
        _ => labels.value("decision_reason", account.decision_reason.code()),
    };
    let Some(schema) = context.allocation.as_ref().filter(|_| context.live) else { return Cell::text(text) };
    let pattern = match key {
        "segment" => format!("INDEX({},{{line}})", context.accounts.all("segment")),
        "decision" => {
            let word = |d: Decision| quoted(labels.value("decision", d.code()));
            chosen(
                context,
                [
                    word(Decision::LowCostService),
                    word(Decision::Hold),
                    word(Decision::Invest),
                    word(Decision::Hold),
                    word(Decision::Reduce),
                    word(Decision::Hold),
                ],
            )
        }
        _ => {
            let word = |r: DecisionReason| quoted(labels.value("decision_reason", r.code()));
            chosen(
                context,
                [
                    word(DecisionReason::ConfirmedLaggard),
                    word(DecisionReason::UseUnknown),
                    word(DecisionReason::BelowRecommended),
                    word(DecisionReason::NoReturn),
                    word(DecisionReason::AboveRecommended),
                    word(DecisionReason::Balanced),
                ],
            )
        }
    };
    Cell::text_formula(schema.formula(&pattern, row), text)
}

/// The decision's order of questions: confirmed laggard, gap unknown, gap up (with or without a return),
/// gap down, neither.
fn chosen(context: &Context<'_>, words: [String; 6]) -> String {
    let [laggard, unknown, invest, no_return, reduce, hold] = words;
    let Some(lead) = crate::method::decision::lead(&context.plan.resources).filter(|l| *l < SHOWN) else {
        return format!("IF({{confirmed}}>0,{laggard},{unknown})");
    };
    let (gap, step) = (KEYS[lead].gap, name("step", lead));
    format!(
        "IF({{confirmed}}>0,{laggard},IF({{{gap}}}=\"\",{unknown},IF(ROUND(N({{{gap}}}),9)>={step},\
         IF({{expected_roi}}=\"\",{invest},IF(N({{expected_roi}})>0,{invest},{no_return})),\
         IF(ROUND(N({{{gap}}}),9)<=-{step},{reduce},{hold}))))"
    )
}

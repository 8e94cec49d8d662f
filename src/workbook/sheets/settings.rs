//! The sheet of settings: every number that a formula uses, with its defined name.

use crate::config::Parameter;
use crate::method::AccountPlan;
use crate::model::{CommitmentLevel, Role};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::{self, Spot};
use rust_xlsxwriter::Worksheet;

/// Column of the values.
const VALUE: u16 = 2;

/// Names of the commitment levels' words, in their order.
const LEVEL_NAMES: [&str; 5] =
    ["level_champion", "level_supporter", "level_doubter", "level_obstructionist", "level_unknown"];

/// A row of the settings.
struct Setting<'a> {
    name: &'static str,
    title: &'a str,
    value: Cell<'a>,
    unit: &'a str,
    range: String,
    meaning: String,
    /// What may be entered, where a formula uses it.
    limits: Option<(f64, f64)>,
}

/// Used when planning only: no formula of the workbook refers to them.
const PLANNING: [Parameter; 18] = [
    Parameter::ProbabilityRepeat,
    Parameter::ProbabilityNew,
    Parameter::ProbabilityHigh,
    Parameter::ProbabilityMedium,
    Parameter::ProbabilityLow,
    Parameter::OrderPeriodMonths,
    Parameter::ConcentrationShare,
    Parameter::TopAccounts,
    Parameter::StaleContactDays,
    Parameter::ContradictionProbability,
    Parameter::ContradictionIndex,
    Parameter::AccelerateDays,
    Parameter::VisitStep,
    Parameter::BudgetStep,
    Parameter::ResourceStep,
    Parameter::BudgetUnitCost,
    Parameter::FindingsShown,
    Parameter::LiveLimit,
];

/// A sum that several formulas need.
struct Total {
    name: &'static str,
    formula: String,
    value: f64,
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    page::title(sheet, context, context.sheet("settings"), context.label("workbook.note.settings"), 6)?;
    let settings = settings(context);
    let columns = ["setting", "name", "value", "unit", "range", "meaning"];
    let mut at = block(sheet, context, "Settings", &columns, HEADER_ROW, settings.len(), |index, key| {
        let setting = &settings[index];
        match key {
            "setting" => Cell::text(setting.title),
            "name" => Cell::text(setting.name),
            "value" => setting.value.clone(),
            "unit" => Cell::text(setting.unit),
            "range" => Cell::text(setting.range.clone()),
            _ => Cell::text(setting.meaning.clone()),
        }
    })?;
    for (row, setting) in (HEADER_ROW + 1..).zip(&settings) {
        if let Some((least, most)) = setting.limits {
            let rule = table::validation(context, &Limit::Between(least, most))?;
            sheet.add_data_validation(row, VALUE, row, VALUE, &rule)?;
        }
    }
    at = heading(sheet, context, at, "workbook.heading.totals")?;
    let totals = totals(context);
    at = block(sheet, context, "Totals", &["total", "name", "value"], at, totals.len(), |index, key| {
        let total = &totals[index];
        match key {
            "total" => Cell::text(context.labels.value("workbook.total", total.name)),
            "name" => Cell::text(total.name),
            _ => Cell::formula(total.formula.clone(), Some(total.value)),
        }
    })?;
    at = heading(sheet, context, at, "workbook.heading.role_weights")?;
    at = block(
        sheet,
        context,
        "RoleWeights",
        &["role", "code", "weight"],
        at,
        Role::ALL.len(),
        |index, key| {
            let role = Role::ALL[index];
            match key {
                "role" => Cell::text(context.labels.value("role", role.code())),
                "code" => Cell::text(role.code()),
                _ => Cell::Number(context.config.rules.role_weight(role)),
            }
        },
    )?;
    at = heading(sheet, context, at, "workbook.heading.commitment_points")?;
    let levels = CommitmentLevel::ALL;
    at = block(
        sheet,
        context,
        "CommitmentPoints",
        &["commitment", "code", "points", "visit_factor"],
        at,
        levels.len(),
        |index, key| {
            let level = levels[index];
            match key {
                "commitment" => Cell::text(context.labels.value("commitment", level.code())),
                "code" => Cell::text(level.code()),
                "points" => Cell::number(context.config.rules.commitment_points(level)),
                _ => Cell::Number(context.config.rules.visit_factor(level, Role::Unknown)),
            }
        },
    )?;
    if let Some(stages) = &context.stages {
        at = heading(sheet, context, at, "workbook.heading.stages")?;
        at = stages.write(sheet, context, at)?;
    }
    if context.tables.get("Alliance").is_some() {
        at = heading(sheet, context, at, "workbook.heading.alliance_levels")?;
        at = alliance_levels(sheet, context, at)?;
    }
    if context.allocation.is_some() {
        at = heading(sheet, context, at, "workbook.heading.sub_strategies")?;
        sub_strategies(sheet, context, at)?;
    }
    for (column, width) in (0_u16..).zip([230, 190, 120, 90, 140, 420]) {
        sheet.set_column_width_pixels(column, width)?;
    }
    page::freeze(sheet, 0)?;
    page::print(sheet, context, 0);
    Ok(())
}

/// The alliance levels, and what is proposed for the step up from each.
fn alliance_levels(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<u32> {
    let columns = ["alliance_level", "alliance_name", "alliance_proposed"];
    block(
        sheet,
        context,
        "AllianceLevels",
        &columns,
        at,
        crate::workbook::sheets::alliance::LEVELS,
        |index, key| {
            let level = u8::try_from(index).unwrap_or(0);
            match key {
                "alliance_level" => Cell::count(level),
                "alliance_name" => Cell::text(context.labels.value("alliance", &level.to_string())),
                _ => Cell::text(crate::workbook::sheets::alliance::proposed(
                    &context.config.rules,
                    &context.labels,
                    level,
                )),
            }
        },
    )
}

/// Resource sub-strategies by segment and decision.
fn sub_strategies(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<()> {
    use crate::model::{Decision, Segment};
    let labels = &context.labels;
    let pairs: Vec<(Segment, Decision)> =
        Segment::ALL.iter().flat_map(|s| Decision::ALL.iter().map(move |d| (*s, *d))).collect();
    let keys = ["segment_decision", "sub_strategies"];
    block(sheet, context, "SubStrategies", &keys, at, pairs.len(), |index, key| {
        let (segment, decision) = pairs[index];
        if key == "segment_decision" {
            let (segment, decision) =
                (labels.value("segment", segment.code()), labels.value("decision", decision.code()));
            return Cell::text(format!(
                "{segment}{}{decision}",
                crate::workbook::kit::resource_keys::SEPARATOR
            ));
        }
        let names = context.config.rules.resource_sub_strategies(segment, decision).iter();
        let names: Vec<&str> = names.map(|s| labels.value("resource_sub_strategy", s.code())).collect();
        Cell::text(names.join(context.label("workbook.list_separator")))
    })?;
    Ok(())
}

fn heading(sheet: &mut Worksheet, context: &Context<'_>, at: u32, key: &'static str) -> anyhow::Result<u32> {
    sheet.write_string_with_format(at + 2, 0, context.label(key), context.styles.piece(Piece::Heading))?;
    Ok(at + 3)
}

/// One table of the sheet; returns its last row.
fn block<'c>(
    sheet: &mut Worksheet,
    context: &'c Context<'_>,
    name: &'static str,
    keys: &[&'static str],
    at: u32,
    rows: usize,
    cell: impl Fn(usize, &str) -> Cell<'c>,
) -> anyhow::Result<u32> {
    let column = |key: &&'static str| {
        let (form, look) = match *key {
            "value" if name == "Totals" => (Form::Number, Look::Computed),
            "value" | "weight" | "points" | "visit_factor" => (Form::Number, Look::Entry),
            "meaning" => (Form::Wrapped, Look::Plain),
            _ => (Form::Text, Look::Plain),
        };
        Column::new(key, context.labels.value("workbook.column", key), form, look)
    };
    let schema = Schema::new(name, String::new(), keys.iter().map(column).collect(), rows);
    let spot = Spot { header_row: at, column: 0, name };
    table::write(sheet, context, &schema, &spot, rows, |index, column, _| cell(index, column.key))
}

fn settings<'a>(context: &'a Context<'_>) -> Vec<Setting<'a>> {
    let labels = &context.labels;
    let group = |code: &str| {
        (
            labels.value("parameter", &format!("{code}.name")),
            labels.value("parameter", &format!("{code}.meaning")),
        )
    };
    let parameters = context.config.settings.iter().map(|(parameter, spec)| {
        let (title, meaning) = group(parameter.code());
        let planning = PLANNING.contains(&parameter);
        let look = if planning { Look::Computed } else { Look::Entry };
        let form = form(&spec.unit);
        Setting {
            name: parameter.code(),
            title,
            value: Cell::Shown(spec.value, look, form),
            unit: labels.value("workbook.unit", &spec.unit),
            range: format!("{} … {}", shown(spec.min, form), shown(spec.max, form)),
            meaning: if planning { remarked(context, meaning) } else { meaning.to_owned() },
            limits: (!planning).then_some((spec.min, spec.max)),
        }
    });
    let fixed = [
        ("plan_today", day(context.plan.today), "date"),
        ("scale_ten", Cell::Number(10.0), "score"),
        ("scale_five", Cell::Number(5.0), "score"),
        ("display_unit", Cell::Shown(context.unit.factor, Look::Computed, Form::Money), "money"),
        (
            "chart_spread",
            Cell::Shown(crate::workbook::sheets::key_persons::quadrant::SPREAD, Look::Entry, Form::Percent),
            "fraction",
        ),
        ("word_high", Cell::text(labels.value("score", "high")), "word"),
        ("word_low", Cell::text(labels.value("score", "low")), "word"),
        (
            "hostile_decider_factor",
            Cell::Shown(
                crate::workbook::sheets::key_persons::person_visits::hostile_factor(&context.config.rules),
                Look::Entry,
                Form::Number,
            ),
            "factor",
        ),
    ];
    let conditions = ("alliance_conditions", Cell::Number(6.0), "units");
    let whole = context.options.whole.iter().map(|whole| {
        let value = Cell::Shown(whole.expected_value, Look::Computed, Form::Money);
        ("whole_expected_value", value, "money")
    });
    let fixed =
        fixed.into_iter().chain(whole).chain(context.tables.get("Alliance").map(|_| conditions.clone()));
    let assumed = |name: &'static str, parameter| {
        let (title, meaning) = group(name);
        Setting {
            name,
            title,
            value: Cell::Shown(context.config.settings.get(parameter), Look::Entry, Form::Probability),
            unit: labels.value("workbook.unit", "fraction"),
            range: "0% … 100%".to_owned(),
            meaning: meaning.to_owned(),
            limits: Some((0.0, 1.0)),
        }
    };
    let piped = [
        ("probability_deal_repeat", Parameter::ProbabilityRepeat),
        ("probability_deal_new", Parameter::ProbabilityNew),
    ];
    let piped = piped.into_iter().filter(|_| context.stages.is_some());
    let piped: Vec<Setting<'_>> = piped.map(|(name, parameter)| assumed(name, parameter)).collect();
    let fixed: Vec<Setting<'_>> = fixed
        .map(|(name, value, unit)| {
            let (title, meaning) = group(name);
            Setting {
                name,
                title,
                value,
                unit: labels.value("workbook.unit", unit),
                range: "—".to_owned(),
                meaning: if name == "plan_today" { remarked(context, meaning) } else { meaning.to_owned() },
                limits: None,
            }
        })
        .collect();
    parameters.chain(fixed).chain(piped).collect()
}

/// How a value of a unit is shown.
fn form(unit: &str) -> Form {
    match unit {
        "fraction" => Form::Probability,
        "money" => Form::Money,
        _ => Form::Number,
    }
}

/// A limit as its form shows it.
fn shown(value: f64, form: Form) -> String {
    if form == Form::Probability {
        format!("{}%", (value * 1000.0).round() / 10.0)
    } else {
        crate::workbook::kit::width::separated(value)
    }
}

/// A day that nobody enters here, as the number it is in a sheet.
fn day(date: chrono::NaiveDate) -> Cell<'static> {
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    Cell::Shown((date - start).num_days() as f64, Look::Computed, Form::Date)
}

/// A meaning with the remark that the sheet does not use it.
fn remarked(context: &Context<'_>, meaning: &str) -> String {
    format!("{meaning} ({})", context.label("workbook.planning"))
}

fn totals(context: &Context<'_>) -> Vec<Total> {
    let plan = context.plan;
    let all = |key| context.accounts.all(key);
    let visits = context.segments.all("visits");
    let count = |has: fn(&AccountPlan) -> bool| plan.accounts.iter().filter(|a| has(a)).count() as f64;
    let positive: f64 = plan.accounts.iter().filter_map(|a| a.gross_profit).map(|g| g.max(0.0)).sum();
    let both = plan.accounts.iter().filter_map(|a| Some((a.gross_profit?, a.annual_revenue?)));
    let margin = both.fold((0.0, 0.0), |sum, (profit, revenue)| (sum.0 + profit, sum.1 + revenue));
    let quota = |share: &str| format!("ROUNDUP(ROUND({share}*account_count,9),0)");
    // Adding 0 turns the −0 of an empty sum into 0.
    let total = |name, formula, value: f64| Total { name, formula, value: value + 0.0 };
    vec![
        total(
            "account_count",
            format!("SUMPRODUCT(--(({})&({})<>\"\"))", all("order"), all("account")),
            plan.accounts.len() as f64,
        ),
        total(
            "total_expected_value",
            format!("SUM({})", all("expected_value")),
            plan.totals.expected_value.unwrap_or(0.0),
        ),
        total(
            "gross_profit_count",
            format!("COUNT({})", all("gross_profit")),
            count(|a| a.gross_profit.is_some()),
        ),
        total(
            "revenue_count",
            format!("COUNT({})", all("annual_revenue")),
            count(|a| a.annual_revenue.is_some()),
        ),
        total("core_quota", quota("core_share"), f64::from(plan.core_quota)),
        total("growth_quota", quota("growth_rank_share"), f64::from(plan.growth_quota)),
        total("total_visits", format!("SUM({visits})"), plan.totals.visits.unwrap_or(0.0)),
        total(
            "lowest_net",
            format!("MIN({})-1", context.segments.all("net_contribution")),
            context.lowest_net,
        ),
        total(
            "margin_profit",
            format!("SUMPRODUCT(--({1}<>\"\"),{0})", all("gross_profit"), all("annual_revenue")),
            margin.0,
        ),
        total(
            "margin_revenue",
            format!("SUMPRODUCT(--({0}<>\"\"),{1})", all("gross_profit"), all("annual_revenue")),
            margin.1,
        ),
        total("positive_gross_profit", format!("SUMIF({},\">0\")", all("gross_profit")), positive),
    ]
}

/// Defined names and what they refer to.
pub fn names(context: &Context<'_>) -> Vec<(&'static str, String)> {
    let sheet = context.sheet("settings").replace('\'', "''");
    let column = crate::model::column_letters(u32::from(VALUE));
    let place = |row: u32| format!("='{sheet}'!${column}${}", row + 1);
    let settings = settings(context);
    let first = HEADER_ROW + 1;
    let end = u32::try_from(settings.len()).unwrap_or(0) + HEADER_ROW;
    let mut names: Vec<(&'static str, String)> =
        (first..).zip(&settings).map(|(row, setting)| (setting.name, place(row))).collect();
    names.extend((end + 4..).zip(totals(context)).map(|(row, total)| (total.name, place(row))));
    let roles = end + 3 + u32::try_from(totals(context).len()).unwrap_or(0) + 4;
    let levels = roles + u32::try_from(Role::ALL.len()).unwrap_or(0) + 3;
    names.extend((levels..).zip(LEVEL_NAMES).map(|(row, name)| (name, format!("='{sheet}'!$A${}", row + 1))));
    names.push(("level_words", format!("='{sheet}'!$A${}:$A${}", levels + 1, levels + 4)));
    if let Some(stages) = &context.stages {
        let first = levels + u32::try_from(LEVEL_NAMES.len()).unwrap_or(0) + 3;
        names.push((crate::workbook::sheets::opportunities::stages::NAMES, stages.range(first)));
    }
    names.push(("keyplan_format", format!("={}", crate::workbook::FORMAT_VERSION)));
    names
}

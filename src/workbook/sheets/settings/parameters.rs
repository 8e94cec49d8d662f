//! The settings: every parameter with its value, unit, range and meaning, and the constants that formulas use.

use crate::config::Parameter;
use crate::model::{CommitmentLevel, Role};
use crate::workbook::kit::alliance::CONDITIONS;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::charts::SPREAD;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::SHOWN;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use crate::workbook::kit::width::separated;
use crate::workbook::sheets::settings::totals;

/// Used when planning only: no formula of the workbook refers to them.
const PLANNING: [Parameter; 33] = [
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
    Parameter::OverdueDays,
    Parameter::HistoryMinimum,
    Parameter::PreviousWindowSlack,
    Parameter::ProfitCoverage,
    Parameter::DataAgeMonths,
    Parameter::BackTestShare,
    Parameter::LosingDrop,
    Parameter::LosingRankShare,
    Parameter::NotionalVisits,
    Parameter::DecisionDueDays,
    Parameter::DecisionsSingle,
    Parameter::DecisionsPerAccount,
    Parameter::WhitespaceProducts,
    Parameter::WhitespacePeers,
    Parameter::WhitespaceShare,
    Parameter::LiveLimit,
];

/// A row of the settings.
pub(super) struct Setting<'d> {
    pub name: &'static str,
    title: &'d str,
    value: Cell<'d>,
    unit: &'d str,
    range: String,
    meaning: String,
    /// What may be entered, where a formula uses it.
    pub limits: Option<(f64, f64)>,
}

pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Tabled<'d, Setting<'d>> {
    let of = Describe::<Setting<'d>>::unread(facts);
    let columns = vec![
        of.plain("setting", Form::Text).text(|s| s.title),
        of.plain("name", Form::Text).text(|s| s.name),
        of.own("value", Form::Number, Look::Entry).cell(|s| s.value.clone()),
        of.plain("unit", Form::Text).text(|s| s.unit),
        of.plain("range", Form::Text).text(|s| s.range.clone()),
        of.plain("meaning", Form::Wrapped).text(|s| s.meaning.clone()),
    ];
    let rows = parameters(facts).into_iter().chain(constants(facts)).chain(chances(facts)).collect();
    Tabled::unread(facts, "Settings", facts.sheet("settings"), columns, rows)
}

/// Title and meaning of a setting.
fn said<'d>(facts: &Facts<'d>, name: &str) -> (&'d str, &'d str) {
    let of = |what| facts.labels.value("parameter", &format!("{name}.{what}"));
    (of("name"), of("meaning"))
}

fn parameters<'d>(facts: &'d Facts<'d>) -> Vec<Setting<'d>> {
    let setting = |(parameter, spec): (Parameter, &crate::config::ParameterSpec)| {
        let (title, meaning) = said(facts, parameter.code());
        let planning = PLANNING.contains(&parameter);
        let look = if planning { Look::Computed } else { Look::Entry };
        let form = form(&spec.unit);
        Setting {
            name: parameter.code(),
            title,
            value: Cell::Shown(spec.value, look, form),
            unit: facts.labels.value("workbook.unit", &spec.unit),
            range: format!("{} … {}", shown(spec.min, form), shown(spec.max, form)),
            meaning: if planning { remarked(facts, meaning) } else { meaning.to_owned() },
            limits: (!planning).then_some((spec.min, spec.max)),
        }
    };
    facts.config.settings.iter().map(setting).collect()
}

/// What formulas use and nobody sets as a parameter.
fn constants<'d>(facts: &'d Facts<'d>) -> Vec<Setting<'d>> {
    let word = |code| Cell::text(facts.labels.value("score", code));
    let hostile = facts.config.rules.visit_factor(CommitmentLevel::Obstructionist, Role::Approver);
    let whole = facts.options.whole.as_ref().map(|whole| {
        let value = Cell::Shown(whole.expected_value, Look::Computed, Form::Money);
        ("whole_expected_value", value, "money")
    });
    let shown_resources = facts.plan.resources.len().min(SHOWN) as f64;
    let fixed = [
        ("alliance_conditions", Cell::Number(CONDITIONS.len() as f64), "units"),
        ("plan_today", day(facts.plan.today), "date"),
        ("inputs_planned", Cell::Shown(totals::inputs(facts).1, Look::Computed, Form::Number), "units"),
        ("resources_planned", Cell::Shown(shown_resources, Look::Computed, Form::Number), "units"),
        ("scale_ten", Cell::Number(10.0), "score"),
        ("scale_five", Cell::Number(5.0), "score"),
        ("display_unit", Cell::Shown(facts.unit.factor, Look::Computed, Form::Money), "money"),
        ("chart_spread", Cell::Shown(SPREAD, Look::Entry, Form::Percent), "fraction"),
        ("word_high", word("high"), "word"),
        ("word_low", word("low"), "word"),
        ("hostile_decider_factor", Cell::Shown(hostile, Look::Entry, Form::Number), "factor"),
    ];
    let setting = |(name, value, unit): (&'static str, Cell<'d>, &str)| {
        let (title, meaning) = said(facts, name);
        Setting {
            name,
            title,
            value,
            unit: facts.labels.value("workbook.unit", unit),
            range: "—".to_owned(),
            meaning: if name == "plan_today" { remarked(facts, meaning) } else { meaning.to_owned() },
            limits: None,
        }
    };
    fixed.into_iter().chain(whole).map(setting).collect()
}

/// P of a deal whose stage says nothing, where there are opportunities.
fn chances<'d>(facts: &'d Facts<'d>) -> Vec<Setting<'d>> {
    let chances = [
        ("probability_deal_repeat", facts.plan.chances.repeat.value),
        ("probability_deal_new", facts.plan.chances.new.value),
    ];
    let setting = |(name, chance): (&'static str, f64)| {
        let (title, meaning) = said(facts, name);
        Setting {
            name,
            title,
            value: Cell::Shown(chance, Look::Entry, Form::Probability),
            unit: facts.labels.value("workbook.unit", "fraction"),
            range: "0% … 100%".to_owned(),
            meaning: meaning.to_owned(),
            limits: Some((0.0, 1.0)),
        }
    };
    chances.into_iter().filter(|_| facts.stages.is_some()).map(setting).collect()
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
    if form == Form::Probability { format!("{}%", (value * 1000.0).round() / 10.0) } else { separated(value) }
}

/// A day that nobody enters here, as the number it is in a sheet.
fn day(date: chrono::NaiveDate) -> Cell<'static> {
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    Cell::Shown((date - start).num_days() as f64, Look::Computed, Form::Date)
}

/// A meaning with the remark that the sheet does not use it.
fn remarked(facts: &Facts<'_>, meaning: &str) -> String {
    format!("{meaning} ({})", facts.labels.text("workbook.planning"))
}

//! Lists that formulas look up: weights of roles, points of commitment, stages, alliance levels, sub-strategies.

use crate::config::StageRule;
use crate::model::{CommitmentLevel, Decision, Role, Segment};
use crate::workbook::kit::alliance::{LEVELS, proposed};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::SEPARATOR;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::stages::Stages;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;

pub(super) fn role_weights<'d>(facts: &'d Facts<'d>) -> Tabled<'d, Role> {
    let of = Describe::<Role>::unread(facts);
    let columns = vec![
        of.plain("role", Form::Text).text(|r| facts.labels.value("role", r.code())),
        of.plain("code", Form::Text).text(|r| r.code()),
        of.own("weight", Form::Number, Look::Entry)
            .cell(|r| Cell::Number(facts.config.rules.role_weight(*r))),
    ];
    Tabled::unread(facts, "RoleWeights", facts.sheet("settings"), columns, Role::ALL.to_vec())
}

pub(super) fn commitment_points<'d>(facts: &'d Facts<'d>) -> Tabled<'d, CommitmentLevel> {
    let of = Describe::<CommitmentLevel>::unread(facts);
    let rules = &facts.config.rules;
    let columns = vec![
        of.plain("commitment", Form::Text).text(|l| facts.labels.value("commitment", l.code())),
        of.plain("code", Form::Text).text(|l| l.code()),
        of.own("points", Form::Number, Look::Entry).number(|l| rules.commitment_points(*l)),
        of.own("visit_factor", Form::Number, Look::Entry)
            .cell(|l| Cell::Number(rules.visit_factor(*l, Role::Unknown))),
    ];
    let levels = CommitmentLevel::ALL.to_vec();
    Tabled::unread(facts, "CommitmentPoints", facts.sheet("settings"), columns, levels)
}

/// A stage's text and what it means.
type Stage<'d> = &'d (String, StageRule);

pub(super) fn stages<'d>(facts: &'d Facts<'d>, stages: &'d Stages) -> Tabled<'d, Stage<'d>> {
    let of = Describe::<Stage<'d>>::unread(facts);
    let columns = vec![
        of.plain("stage", Form::Text).text(|s| s.0.as_str()),
        of.plain("outcome", Form::Text).text(|s| facts.labels.value("outcome", s.1.outcome.code())),
        of.own("probability", Form::Probability, Look::Entry)
            .limited(Limit::Share)
            .number(|s| s.1.probability),
    ];
    Tabled::unread(facts, "Stages", facts.sheet("settings"), columns, stages.rows.iter().collect())
}

/// The alliance levels, and what is proposed for the step up from each.
pub(super) fn alliance_levels<'d>(facts: &'d Facts<'d>) -> Tabled<'d, u8> {
    let of = Describe::<u8>::unread(facts);
    let columns = vec![
        of.plain("alliance_level", Form::Text).cell(|l| Cell::count(*l)),
        of.plain("alliance_name", Form::Text).text(|l| facts.labels.value("alliance", &l.to_string())),
        of.plain("alliance_proposed", Form::Text).text(|l| proposed(facts, *l)),
    ];
    let levels = (0..).take(LEVELS).collect();
    Tabled::unread(facts, "AllianceLevels", facts.sheet("settings"), columns, levels)
}

/// Resource sub-strategies by segment and decision.
pub(super) fn sub_strategies<'d>(facts: &'d Facts<'d>) -> Tabled<'d, (Segment, Decision)> {
    let of = Describe::<(Segment, Decision)>::unread(facts);
    let labels = &facts.labels;
    let rules = &facts.config.rules;
    let columns = vec![
        of.plain("segment_decision", Form::Text).text(|(segment, decision)| {
            let segment = labels.value("segment", segment.code());
            format!("{segment}{SEPARATOR}{}", labels.value("decision", decision.code()))
        }),
        of.plain("sub_strategies", Form::Text).text(|(segment, decision)| {
            let chosen = rules.resource_sub_strategies(*segment, *decision).iter();
            facts.listed("resource_sub_strategy", chosen.map(|s| s.code()))
        }),
    ];
    let of_segment = |segment: &Segment| Decision::ALL.iter().map(|d| (*segment, *d)).collect::<Vec<_>>();
    let pairs = Segment::ALL.iter().flat_map(of_segment).collect();
    Tabled::unread(facts, "SubStrategies", facts.sheet("settings"), columns, pairs)
}

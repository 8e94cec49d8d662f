//! The columns of the sheet of alliances, and the levels that its formulas look up.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::{AllianceSubStrategy, Field};
use crate::workbook::kit::alliance::{CONDITIONS, proposed};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};

/// What a person writes about the alliance.
const TEXTS: [Field; 8] = [
    Field::AllianceReason,
    Field::AllianceGoals,
    Field::AllianceFeasibility,
    Field::AllianceObstacles,
    Field::AllianceWays,
    Field::Action1,
    Field::Action2,
    Field::Action3,
];

/// The columns.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d AccountPlan>> {
    let of = Describe::<&'d AccountPlan>::of(facts, TableId::Alliance);
    let plan = facts.plan;
    let levels = Limit::Choice(facts.words("alliance", ["0", "1", "2", "3", "4"]));
    let level = |key, of_record: fn(&crate::model::Account) -> Option<u8>| {
        of.entry(key, Form::Center)
            .limited(levels.clone())
            .text(move |a| of_record(plan.record(a)).map_or("", |l| level_name(facts, l)))
    };
    let [id, name] = of.account(|a| a);
    let mut columns = vec![
        of.order(Look::Plain, |a| a).shut(),
        id.shut(),
        name,
        of.computed("segment", Form::Center)
            .live_words(facts.live, SEGMENT, |a| facts.labels.value("segment", a.segment.code())),
        level("level", |r| r.alliance_level),
        level("target", |r| r.alliance_target),
    ];
    let truths = Limit::Choice(facts.words("truth", ["yes", "no"]));
    for (at, key) in CONDITIONS.into_iter().enumerate() {
        let met = move |a: &&AccountPlan| plan.record(a).conditions[at].map(|m| if m { "yes" } else { "no" });
        let column = of.entry(key, Form::Center).limited(truths.clone());
        columns.push(column.cell(move |a| facts.word("truth", met(a))));
    }
    let chosen = AllianceSubStrategy::ALL.iter().map(|s| s.code());
    let chosen = Limit::Suggested(facts.words("alliance_sub_strategy", chosen));
    let patterns = Patterns::new();
    columns.extend([
        of.computed("readiness", Form::Probability).formula(patterns.readiness, |a| a.alliance.readiness),
        of.computed("gate", Form::Center).words(patterns.gate, |a| gate(facts, a)),
        of.computed("next_level", Form::Text).words(patterns.next, |a| {
            let steps = |(from, to)| format!("{} → {}", level_name(facts, from), level_name(facts, to));
            a.alliance.next_step.map_or(String::new(), steps)
        }),
        of.proposed("alliance_proposed", Form::Text).words(patterns.proposed, |a| {
            a.alliance.next_step.map_or(String::new(), |(from, _)| proposed(facts, from))
        }),
        of.entry("taken", Form::Text)
            .limited(chosen)
            .text(|a| plan.record(a).details.get(Field::AllianceSubStrategy).unwrap_or_default()),
    ]);
    for field in TEXTS {
        let text = move |a: &&AccountPlan| plan.record(a).details.get(field).unwrap_or_default();
        columns.push(of.entry(field.code(), Form::Wrapped).text(text).shut());
    }
    columns
}

fn level_name<'a>(facts: &Facts<'a>, level: u8) -> &'a str {
    facts.labels.value("alliance", &level.to_string())
}

/// Whether the conditions open the way to the target.
fn gate<'a>(facts: &Facts<'a>, account: &AccountPlan) -> &'a str {
    if facts.plan.record(account).alliance_target.is_none() {
        return "";
    }
    facts.labels.text(match account.alliance.gate_open {
        None => "workbook.gate.none",
        Some(true) => "workbook.gate.open",
        Some(false) => "workbook.gate.closed",
    })
}

const SEGMENT: &str = "IFERROR(INDEX({RelativeValue.segment*},MATCH({order},{RelativeValue.order*},0)),\"\")";

/// The formulas of a row.
struct Patterns {
    readiness: String,
    gate: String,
    next: String,
    proposed: String,
}

impl Patterns {
    fn new() -> Self {
        let each = |of: &dyn Fn(&str) -> String, by: &str| {
            CONDITIONS.iter().map(|key| of(key)).collect::<Vec<_>>().join(by)
        };
        let met = each(&|k| format!("({{{k}}}={{'truth.yes}})"), "+");
        let stated = each(&|k| format!("{{{k}}}={{'truth.yes}},{{{k}}}={{'truth.no}}"), ",");
        let names = "{AllianceLevels.alliance_name[]}";
        let ways = "{AllianceLevels.alliance_proposed[]}";
        let place = |key: &str| format!("IFERROR(MATCH({{{key}}},{names},0),0)");
        let (now, target) = (place("level"), place("target"));
        let steps = format!("AND({now}>0,{now}<{target})");
        Patterns {
            readiness: format!("IF(OR({stated}),({met})/alliance_conditions,\"\")"),
            gate: format!(
                "IF({target}=0,\"\",IF({target}-1<INT(alliance_gate_level),{{'workbook.gate.none}},\
                 IF({met}=alliance_conditions,{{'workbook.gate.open}},{{'workbook.gate.closed}})))"
            ),
            next: format!("IF({steps},{{level}}&\" → \"&INDEX({names},{now}+1),\"\")"),
            proposed: format!("IF({steps},INDEX({ways},{now}),\"\")"),
        }
    }
}

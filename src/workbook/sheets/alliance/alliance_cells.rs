//! The cells of the sheet of alliances, and the table of levels that its formulas look up.

use crate::method::AccountPlan;
use crate::model::Field;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::sheets::alliance::KEYS;

/// The levels, 0…4.
pub const LEVELS: usize = 5;

/// Sub-strategies proposed for the step up from a level, as text.
pub fn proposed(context: &Context<'_>, from: u8) -> String {
    let codes = context.config.rules.alliance_sub_strategies(from).iter();
    let words = codes.map(|s| context.labels.value("alliance_sub_strategy", s.code()));
    words.collect::<Vec<_>>().join(context.label("workbook.list_separator"))
}

fn level_name<'c>(context: &'c Context<'_>, level: u8) -> &'c str {
    context.labels.value("alliance", &level.to_string())
}

/// The formulas of a row.
pub struct Patterns {
    readiness: String,
    gate: String,
    next: String,
    proposed: String,
    segment: String,
}

impl Patterns {
    pub fn new(context: &Context<'_>) -> Self {
        let word = |code: &str| quoted(context.labels.value("truth", code));
        let (yes, no) = (word("yes"), word("no"));
        let each =
            |of: &dyn Fn(&str) -> String, by: &str| KEYS.iter().map(|k| of(k)).collect::<Vec<_>>().join(by);
        let met = each(&|k| format!("({{{k}}}={yes})"), "+");
        let stated = each(&|k| format!("{{{k}}}={yes},{{{k}}}={no}"), ",");
        let column = |key: &str| context.labels.value("workbook.column", key);
        let names = format!("AllianceLevels[{}]", column("alliance_name"));
        let ways = format!("AllianceLevels[{}]", column("alliance_proposed"));
        let place = |key: &str| format!("IFERROR(MATCH({{{key}}},{names},0),0)");
        let (now, target) = (place("level"), place("target"));
        let steps = format!("AND({now}>0,{now}<{target})");
        let gate = |code: &str| quoted(context.labels.value("workbook.gate", code));
        Patterns {
            readiness: format!("IF(OR({stated}),({met})/alliance_conditions,\"\")"),
            gate: format!(
                "IF({target}=0,\"\",IF({target}-1<INT(alliance_gate_level),{},IF({met}=alliance_conditions,{},{})))",
                gate("none"),
                gate("open"),
                gate("closed")
            ),
            next: format!("IF({steps},{{level}}&\" → \"&INDEX({names},{now}+1),\"\")"),
            proposed: format!("IF({steps},INDEX({ways},{now}),\"\")"),
            segment: format!(
                "IFERROR(INDEX({},MATCH({{order}},{},0)),\"\")",
                context.accounts.all("segment"),
                context.accounts.all("order")
            ),
        }
    }
}

/// One cell of the table.
pub fn cell<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    account: &'c AccountPlan,
    column: &Column,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.record(account);
    let detail = |f: Field| Cell::text(record.details.get(f).unwrap_or_default());
    let level = |level: Option<u8>| level.map_or(Cell::Blank, |l| Cell::text(level_name(context, l)));
    match column.key {
        "order" => Cell::count(account.order),
        "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => Cell::text(record.name.as_str()),
        "level" => level(record.alliance_level),
        "target" => level(record.alliance_target),
        "taken" => detail(Field::AllianceSubStrategy),
        "text" => detail(Field::ALL[column.index as usize]),
        "segment" => {
            let word = context.labels.value("segment", account.segment.code());
            if context.live {
                Cell::text_formula(schema.formula(&patterns.segment, row), word)
            } else {
                Cell::text(word)
            }
        }
        key => match KEYS.iter().position(|k| *k == key) {
            Some(at) => {
                let code = record.conditions[at].map(|met| if met { "yes" } else { "no" });
                Cell::text(code.map_or("", |code| context.labels.value("truth", code)))
            }
            None => computed(context, (schema, patterns), account, key, row),
        },
    }
}

fn computed<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    account: &AccountPlan,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let (record, alliance) = (context.plan.record(account), &account.alliance);
    match key {
        "readiness" => Cell::formula(schema.formula(&patterns.readiness, row), alliance.readiness),
        "gate" => {
            let code = match (record.alliance_target, alliance.gate_open) {
                (None, _) => None,
                (_, None) => Some("none"),
                (_, Some(true)) => Some("open"),
                (_, Some(false)) => Some("closed"),
            };
            let word = code.map_or("", |code| context.labels.value("workbook.gate", code));
            Cell::text_formula(schema.formula(&patterns.gate, row), word)
        }
        "next_level" => {
            let step = alliance.next_step.map_or(String::new(), |(from, to)| {
                format!("{} → {}", level_name(context, from), level_name(context, to))
            });
            Cell::text_formula(schema.formula(&patterns.next, row), step)
        }
        _ => {
            let ways = alliance.next_step.map_or(String::new(), |(from, _)| proposed(context, from));
            Cell::text_formula(schema.formula(&patterns.proposed, row), ways)
        }
    }
}

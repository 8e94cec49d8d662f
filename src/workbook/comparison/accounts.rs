//! Every account, old and new; the changes and the causes of a ΔEV are formulas.

use super::{Changes, header};
use crate::method::comparison::{AccountChange, Cause, Change, Comparison, Presence};
use crate::model::{Decision, Segment};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table;
use crate::workbook::kit::texts::Texts;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// A figure of an account: keys of its old, new and change column, label of its name, form, value.
struct Measure {
    keys: [&'static str; 3],
    name: &'static str,
    form: Form,
    of: fn(&AccountChange) -> Change<f64>,
}

const MEASURES: [Measure; 10] = [
    Measure {
        keys: ["expected_value_old", "expected_value_new", "expected_value_change"],
        name: "expected_value",
        form: Form::Money,
        of: |a| a.expected_value,
    },
    Measure {
        keys: ["rank_old", "rank_new", "rank_change"],
        name: "rank",
        form: Form::Count,
        of: |a| Change { old: a.rank.old.map(f64::from), new: a.rank.new.map(f64::from) },
    },
    Measure {
        keys: ["sales_potential_old", "sales_potential_new", "sales_potential_change"],
        name: "sales_potential",
        form: Form::Money,
        of: |a| a.sales_potential,
    },
    Measure {
        keys: ["probability_old", "probability_new", "probability_change"],
        name: "probability",
        form: Form::Percent,
        of: |a| a.probability,
    },
    Measure {
        keys: ["commitment_old", "commitment_new", "commitment_change"],
        name: "commitment",
        form: Form::Money,
        of: |a| a.commitment_index,
    },
    Measure {
        keys: ["alliance_old", "alliance_new", "alliance_change"],
        name: "alliance",
        form: Form::Count,
        of: |a| Change { old: a.alliance_level.old.map(f64::from), new: a.alliance_level.new.map(f64::from) },
    },
    Measure {
        keys: ["visits_old", "visits_new", "visits_change"],
        name: "visits",
        form: Form::Money,
        of: |a| a.visits.current,
    },
    Measure {
        keys: ["advised_visits_old", "advised_visits_new", "advised_visits_change"],
        name: "advised_visits",
        form: Form::Money,
        of: |a| a.visits.recommended,
    },
    Measure {
        keys: ["budget_old", "budget_new", "budget_change"],
        name: "budget",
        form: Form::Money,
        of: |a| a.budget.current,
    },
    Measure {
        keys: ["advised_budget_old", "advised_budget_new", "advised_budget_change"],
        name: "advised_budget",
        form: Form::Money,
        of: |a| a.budget.recommended,
    },
];

/// Measures that stand before the words of an account.
const FIRST: usize = 4;
const CAUSES: [(Cause, &str); 4] = [
    (Cause::Lost, "cause_lost"),
    (Cause::Potential, "cause_potential"),
    (Cause::Probability, "cause_probability"),
    (Cause::New, "cause_new"),
];
const WORDS: [(&str, [&str; 3]); 2] = [
    ("segment", ["segment_old", "segment_new", "segment_move"]),
    ("decision", ["decision_old", "decision_new", "decision_move"]),
];

/// The table; figures that no account has are left out.
pub(super) fn schema(found: &Comparison, labels: &Texts<'_>) -> Schema {
    let label = |key: &str| labels.value("workbook.comparison.column", key);
    let own = |key, form, look| Column::new(key, label(key), form, look);
    let mut columns = vec![
        own("no", Form::Count, Look::Plain),
        own("account_id", Form::Text, Look::Plain),
        own("account", Form::Text, Look::Plain),
        own("presence", Form::Center, Look::Plain),
    ];
    let known = |m: &&Measure| {
        let has = |c: Change<f64>| c.old.is_some() || c.new.is_some();
        m.name == "expected_value"
            || m.name == "sales_potential"
            || found.accounts.iter().any(|a| has((m.of)(a)))
    };
    let measure = |m: &Measure| {
        let [old, new, change] = m.keys;
        let delta = if matches!(m.form, Form::Count) { Form::Money } else { m.form };
        let column =
            |key, part, form, look| Column::new(key, header(labels, part, label(m.name)), form, look);
        [
            column(old, "was", m.form, Look::Plain),
            column(new, "is", m.form, Look::Plain),
            column(change, "change", delta, Look::Computed),
        ]
    };
    for (at, m) in MEASURES.iter().enumerate() {
        if at == 1 {
            columns.extend(CAUSES.iter().map(|(_, key)| own(key, Form::Money, Look::Computed)));
            columns.push(own("main_cause", Form::Center, Look::Computed));
        }
        if at == FIRST {
            for (name, [old, new, moved]) in WORDS {
                let column =
                    |key, part, look| Column::new(key, header(labels, part, label(name)), Form::Center, look);
                columns.push(column(old, "was", Look::Plain));
                columns.push(column(new, "is", Look::Plain));
                columns.push(column(moved, "change", Look::Computed));
            }
        }
        if known(&m) {
            columns.extend(measure(m));
        }
    }
    let sheet = labels.value("sheet", "account_changes").to_owned();
    Schema::new("AccountChanges", sheet, columns, found.accounts.len())
}

/// Fills the sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    changes: &Changes<'_>,
) -> anyhow::Result<()> {
    let (schema, accounts) = (&changes.accounts, &changes.found.accounts);
    let note = context.label("workbook.note.account_changes");
    page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
    let patterns = Patterns::new(&context.labels);
    let last = table::write(sheet, context, schema, &schema.spot(), accounts.len(), |index, column, row| {
        cell(context, (schema, &patterns), &accounts[index], (index, column.key), row)
    })?;
    page::freeze(sheet, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    page::print_wide(sheet, schema.place("account"))?;
    sheet.set_print_fit_to_pages(3, 0);
    sheet.set_print_area(0, 0, last, u16::try_from(schema.columns.len())? - 1)?;
    for column in schema.columns.iter().filter(|c| c.look == Look::Computed) {
        let place = schema.place(column.key);
        let none = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(0));
        let none = none.set_format(&context.styles.faint);
        sheet.add_conditional_format(schema.first, place, last, place, &none)?;
    }
    badges(sheet, context, schema, last)
}

fn badges(sheet: &mut Worksheet, context: &Context<'_>, schema: &Schema, last: u32) -> anyhow::Result<()> {
    let segments = Segment::ALL
        .iter()
        .flat_map(|s| ["segment_old", "segment_new"].map(|key| (key, "segment", s.code(), s.code())));
    let presence = [(Presence::New, "champion"), (Presence::Gone, "obstructionist")]
        .map(|(p, badge)| ("presence", "presence", p.code(), badge));
    for (key, group, code, badge) in segments.chain(presence) {
        let word = context.labels.value(group, code).to_owned();
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
        if let Some(format) = context.styles.badge(badge) {
            let place = schema.place(key);
            sheet.add_conditional_format(schema.first, place, last, place, &rule.set_format(format))?;
        }
    }
    Ok(())
}

/// The formulas of the causes.
struct Patterns {
    lost: String,
    potential: String,
    probability: String,
    new: String,
    main: String,
}

impl Patterns {
    fn new(labels: &Texts<'_>) -> Self {
        let is = |p: Presence| format!("{{presence}}={}", quoted(labels.value("presence", p.code())));
        let (kept, new, gone) = (is(Presence::Kept), is(Presence::New), is(Presence::Gone));
        let word = |cause: Cause| quoted(labels.value("cause", cause.code()));
        let (sp, ev) = (
            ("N({sales_potential_old})", "N({sales_potential_new})"),
            ("N({expected_value_old})", "N({expected_value_new})"),
        );
        // P is EV / SP: the old one, or the new one where there was no potential.
        let p = format!("IF({0}=0,IF({1}=0,0,{3}/{1}),{2}/{0})", sp.0, sp.1, ev.0, ev.1);
        Patterns {
            lost: format!("IF({gone},-{},0)", ev.0),
            potential: format!("IF({kept},ROUND(({}-{})*{p},6),0)", sp.1, sp.0),
            probability: format!("IF({kept},ROUND({}-{}-{{cause_potential}},6),0)", ev.1, ev.0),
            new: format!("IF({new},{},0)", ev.1),
            main: format!(
                "IF({{cause_lost}}<>0,{},IF({{cause_new}}<>0,{},\
                 IF(AND({{cause_potential}}=0,{{cause_probability}}=0),\"\",\
                 IF(ABS({{cause_probability}})>ABS({{cause_potential}}),{},{}))))",
                word(Cause::Lost),
                word(Cause::New),
                word(Cause::Probability),
                word(Cause::Potential),
            ),
        }
    }

    fn of(&self, cause: Cause) -> &str {
        match cause {
            Cause::Lost => &self.lost,
            Cause::Potential => &self.potential,
            Cause::Probability => &self.probability,
            Cause::New => &self.new,
        }
    }
}

fn cell<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    account: &'c AccountChange,
    (index, key): (usize, &str),
    row: u32,
) -> Cell<'c> {
    let labels = &context.labels;
    let number = |pattern: &str, value| Cell::formula(schema.formula(pattern, row), value);
    match key {
        "no" => return Cell::Number((index + 1) as f64),
        "account_id" => return Cell::text(account.id.as_deref().unwrap_or_default()),
        "account" => return Cell::text(account.name.as_str()),
        "presence" => return Cell::text(labels.value("presence", account.presence.code())),
        "main_cause" => {
            let word = account.causes.main().map_or("", |c| labels.value("cause", c.code()));
            return Cell::text_formula(schema.formula(&patterns.main, row), word);
        }
        _ => {}
    }
    if let Some((cause, _)) = CAUSES.iter().find(|(_, k)| *k == key) {
        return number(patterns.of(*cause), Some(account.causes.get(*cause)));
    }
    if let Some((name, keys)) = WORDS.iter().find(|(_, keys)| keys.contains(&key)) {
        return word(context, schema, account, (name, keys), key, row);
    }
    let Some(measure) = MEASURES.iter().find(|m| m.keys.contains(&key)) else { return Cell::Blank };
    let value = (measure.of)(account);
    let [old, new, _] = measure.keys;
    match key {
        key if key == old => Cell::number(value.old),
        key if key == new => Cell::number(value.new),
        // A smaller rank is a gain.
        "rank_change" => number(&difference(new, old), value.delta().map(|d| 0.0 - d)),
        _ => number(&difference(old, new), value.delta()),
    }
}

fn difference(from: &str, to: &str) -> String {
    format!("IF(OR({{{from}}}=\"\",{{{to}}}=\"\"),\"\",{{{to}}}-{{{from}}})")
}

fn word<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    account: &AccountChange,
    (group, [old, new, _]): (&str, &[&'static str; 3]),
    key: &str,
    row: u32,
) -> Cell<'c> {
    let codes = match group {
        "segment" => Change {
            old: account.segment.old.map(Segment::code),
            new: account.segment.new.map(Segment::code),
        },
        _ => Change {
            old: account.decision.old.map(Decision::code),
            new: account.decision.new.map(Decision::code),
        },
    };
    let word = |code: Option<&str>| code.map_or("", |code| context.labels.value(group, code));
    match key {
        key if key == *old => Cell::text(word(codes.old)),
        key if key == *new => Cell::text(word(codes.new)),
        _ => {
            let pattern = format!(
                "IF(OR({{{old}}}=\"\",{{{new}}}=\"\",{{{old}}}={{{new}}}),\"\",{{{old}}}&\" → \"&{{{new}}})"
            );
            let told = if codes.moved() {
                format!("{} → {}", word(codes.old), word(codes.new))
            } else {
                String::new()
            };
            Cell::text_formula(schema.formula(&pattern, row), told)
        }
    }
}

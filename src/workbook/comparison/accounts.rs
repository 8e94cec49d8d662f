//! Every account, old and new; the changes and the causes of a ΔEV are formulas.

use super::changes::{Changes, Row, header};
use crate::method::comparison::{AccountChange, Cause, Change, Comparison, Presence};
use crate::model::{Decision, Segment};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
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

/// The table; figures that no account has are left out.
pub(super) fn table<'d>(facts: &'d Facts<'d>, found: &'d Comparison) -> Tabled<'d, Row<'d>> {
    let rows = found.accounts.iter().enumerate().map(|(at, account)| (at + 1, account)).collect();
    Tabled::unread(facts, "AccountChanges", facts.sheet("account_changes"), columns(facts, found), rows)
}

fn own<'d>(facts: &'d Facts<'d>, key: &'static str, form: Form, look: Look) -> Described<'d, Row<'d>> {
    Described::new(key, facts.labels.value("workbook.comparison.column", key), form, look)
}

/// An old, new or change column of a figure or word.
fn part<'d>(
    facts: &'d Facts<'d>,
    (key, part, name): (&'static str, &str, &str),
    form: Form,
    look: Look,
) -> Described<'d, Row<'d>> {
    let name = facts.labels.value("workbook.comparison.column", name);
    Described::new(key, header(&facts.labels, part, name), form, look)
}

fn columns<'d>(facts: &'d Facts<'d>, found: &Comparison) -> Vec<Described<'d, Row<'d>>> {
    let mut columns = vec![
        own(facts, "no", Form::Count, Look::Plain).cell(|r| Cell::Number(r.0 as f64)),
        own(facts, "account_id", Form::Text, Look::Plain).text(|r| r.1.id.as_deref().unwrap_or_default()),
        own(facts, "account", Form::Text, Look::Plain).text(|r| r.1.name.as_str()),
        own(facts, "presence", Form::Center, Look::Plain)
            .text(|r| facts.labels.value("presence", r.1.presence.code())),
    ];
    let known = |m: &Measure| {
        let has = |c: Change<f64>| c.old.is_some() || c.new.is_some();
        m.name == "expected_value"
            || m.name == "sales_potential"
            || found.accounts.iter().any(|a| has((m.of)(a)))
    };
    for (at, measure) in MEASURES.iter().enumerate() {
        if at == 1 {
            columns.extend(causes(facts));
        }
        if at == FIRST {
            let segments = |a: &AccountChange| Change {
                old: a.segment.old.map(Segment::code),
                new: a.segment.new.map(Segment::code),
            };
            let decisions = |a: &AccountChange| Change {
                old: a.decision.old.map(Decision::code),
                new: a.decision.new.map(Decision::code),
            };
            columns.extend(moved(facts, "segment", ["segment_old", "segment_new", "segment_move"], segments));
            let keys = ["decision_old", "decision_new", "decision_move"];
            columns.extend(moved(facts, "decision", keys, decisions));
        }
        if known(measure) {
            columns.extend(figures(facts, measure));
        }
    }
    columns
}

/// Old, new and change of a figure.
fn figures<'d>(facts: &'d Facts<'d>, measure: &'static Measure) -> [Described<'d, Row<'d>>; 3] {
    let Measure { keys: [old, new, change], name, form, of } = measure;
    let delta = if matches!(form, Form::Count) { Form::Money } else { *form };
    let changed = part(facts, (change, "change", name), delta, Look::Computed);
    [
        part(facts, (old, "was", name), *form, Look::Plain).number(|r| of(r.1).old),
        part(facts, (new, "is", name), *form, Look::Plain).number(|r| of(r.1).new),
        // A smaller rank is a gain.
        if *name == "rank" {
            changed.formula(difference(new, old), |r| of(r.1).delta().map(|d| 0.0 - d))
        } else {
            changed.formula(difference(old, new), |r| of(r.1).delta())
        },
    ]
}

fn difference(from: &str, to: &str) -> String {
    format!("IF(OR({{{from}}}=\"\",{{{to}}}=\"\"),\"\",{{{to}}}-{{{from}}})")
}

/// Old and new word of a group, and the move from one to the other.
fn moved<'d>(
    facts: &'d Facts<'d>,
    group: &'static str,
    [old, new, change]: [&'static str; 3],
    of: fn(&AccountChange) -> Change<&'static str>,
) -> [Described<'d, Row<'d>>; 3] {
    let word = move |code: Option<&str>| code.map_or("", |code| facts.labels.value(group, code));
    let pattern =
        format!("IF(OR({{{old}}}=\"\",{{{new}}}=\"\",{{{old}}}={{{new}}}),\"\",{{{old}}}&\" → \"&{{{new}}})");
    [
        part(facts, (old, "was", group), Form::Center, Look::Plain).text(move |r| word(of(r.1).old)),
        part(facts, (new, "is", group), Form::Center, Look::Plain).text(move |r| word(of(r.1).new)),
        part(facts, (change, "change", group), Form::Center, Look::Computed).words(pattern, move |r| {
            let codes = of(r.1);
            if codes.moved() { format!("{} → {}", word(codes.old), word(codes.new)) } else { String::new() }
        }),
    ]
}

/// What moved an account's EV, each by a formula, and the greatest of it.
fn causes<'d>(facts: &'d Facts<'d>) -> [Described<'d, Row<'d>>; 5] {
    let cause = |key, cause: Cause, pattern: String| {
        own(facts, key, Form::Money, Look::Computed).formula(pattern, move |r| Some(r.1.causes.get(cause)))
    };
    let is = |p: Presence| format!("{{presence}}={{'presence.{}}}", p.code());
    let (kept, new, gone) = (is(Presence::Kept), is(Presence::New), is(Presence::Gone));
    let (sp, ev) = (
        ("N({sales_potential_old})", "N({sales_potential_new})"),
        ("N({expected_value_old})", "N({expected_value_new})"),
    );
    // P is EV / SP: the old one, or the new one where there was no potential.
    let p = format!("IF({0}=0,IF({1}=0,0,{3}/{1}),{2}/{0})", sp.0, sp.1, ev.0, ev.1);
    let potential = format!("IF({kept},ROUND(({}-{})*{p},6),0)", sp.1, sp.0);
    let probability = format!("IF({kept},ROUND({}-{}-{{cause_potential}},6),0)", ev.1, ev.0);
    [
        cause("cause_lost", Cause::Lost, format!("IF({gone},-{},0)", ev.0)),
        cause("cause_potential", Cause::Potential, potential),
        cause("cause_probability", Cause::Probability, probability),
        cause("cause_new", Cause::New, format!("IF({new},{},0)", ev.1)),
        own(facts, "main_cause", Form::Center, Look::Computed)
            .words(MAIN, |r| r.1.causes.main().map_or("", |c| facts.labels.value("cause", c.code()))),
    ]
}

const MAIN: &str = "IF({cause_lost}<>0,{'cause.lost},IF({cause_new}<>0,{'cause.new},\
    IF(AND({cause_potential}=0,{cause_probability}=0),\"\",\
    IF(ABS({cause_probability})>ABS({cause_potential}),{'cause.probability},{'cause.potential}))))";

/// Fills the sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    changes: &Changes<'_>,
) -> anyhow::Result<()> {
    let schema = &changes.accounts.schema;
    let note = context.label("workbook.note.account_changes");
    page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
    let last = changes.accounts.write(sheet, context)?;
    page::freeze(sheet, schema, schema.place("account") + 1)?;
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

//! The sheet of alliances: level now and target, the six conditions, what follows from them, and what a
//! person decides about it.

pub mod alliance_cells;

use crate::method::gaps::has_alliance;
use crate::method::{AccountPlan, Plan};
use crate::model::{AllianceSubStrategy, Field, RecordKind};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, Limit, NOTE_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table;
use crate::workbook::planning::{ALL_ACCOUNTS, words};
use crate::workbook::sheets::alliance::alliance_cells::{Patterns, cell};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// Row of the tactics' heading; the table's header stands below them.
const TACTICS: u32 = 2;
const TACTICS_A_COLUMN: usize = 4;
const HEADER: u32 = TACTICS + TACTICS_A_COLUMN as u32 + 1;

/// The six conditions.
pub const CONDITIONS: [Field; 6] = [
    Field::Condition1,
    Field::Condition2,
    Field::Condition3,
    Field::Condition4,
    Field::Condition5,
    Field::Condition6,
];

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

/// The alliances of a plan.
pub struct Alliances<'a> {
    pub schema: Schema,
    rows: Vec<&'a AccountPlan>,
}

impl<'a> Alliances<'a> {
    /// The sheet, where any account states something of its alliance.
    pub fn new(facts: &Facts<'_>, plan: &'a Plan) -> Option<Self> {
        if !facts.any(|a| has_alliance(plan.record(a))) {
            return None;
        }
        let all = plan.accounts.len() <= ALL_ACCOUNTS;
        let rows: Vec<&AccountPlan> =
            plan.accounts.iter().filter(|a| all || has_alliance(plan.record(a))).collect();
        Some(Alliances { schema: schema(facts, rows.len()), rows })
    }

    /// How many accounts have a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let field = |f| facts.field(RecordKind::Accounts, f);
    let levels = Limit::Choice(words(facts, "alliance", &["0", "1", "2", "3", "4"]));
    let truths = Limit::Choice(words(facts, "truth", &["yes", "no"]));
    let chosen: Vec<&str> = AllianceSubStrategy::ALL.iter().map(|s| s.code()).collect();
    let chosen = Limit::Suggested(words(facts, "alliance_sub_strategy", &chosen));
    let level = |key, f| Column::new(key, field(f), Form::Center, Look::Entry).limited(levels.clone());
    let mut columns = vec![
        own("order", Form::Count, Look::Plain),
        own("account_id", Form::Text, Look::Plain),
        own("account", Form::Text, Look::Plain),
        own("segment", Form::Center, Look::Computed),
        level("level", Field::AllianceLevel),
        level("target", Field::AllianceTarget),
    ];
    columns[0].fill = Some(crate::workbook::sheets::relative_value::order_of_row(facts));
    for (at, condition) in CONDITIONS.into_iter().enumerate() {
        let column = Column::new(KEYS[at], field(condition), Form::Center, Look::Entry);
        columns.push(column.limited(truths.clone()));
    }
    columns.extend([
        own("readiness", Form::Probability, Look::Computed),
        own("gate", Form::Center, Look::Computed),
        own("next_level", Form::Text, Look::Computed),
        own("alliance_proposed", Form::Text, Look::Proposed),
        Column::new("taken", field(Field::AllianceSubStrategy), Form::Text, Look::Entry).limited(chosen),
    ]);
    for wanted in TEXTS {
        let column = Column::new("text", field(wanted), Form::Wrapped, Look::Entry);
        columns.push(column.numbered(wanted as usize));
    }
    let sheet = facts.labels.value("sheet", "alliance").to_owned();
    Schema::new("Alliance", sheet, columns, rows).below(HEADER).growing()
}

/// Keys of the six condition columns.
pub const KEYS: [&str; 6] =
    ["condition_1", "condition_2", "condition_3", "condition_4", "condition_5", "condition_6"];

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let Some(alliances) = &context.planning.alliance else { return Ok(()) };
    let (schema, rows) = (&alliances.schema, &alliances.rows);
    let left_out = context.plan.accounts.len() - rows.len();
    let mut note = context.label("workbook.note.alliance").to_owned();
    if left_out > 0 {
        let said = context.labels.fill("workbook.left_out", &[("accounts", left_out.to_string())]);
        note = format!("{said} {note}");
    }
    page::title(sheet, context, &schema.sheet, "", schema.columns.len())?;
    // Not in the column of names, which further pages repeat.
    let beside = schema.place("segment");
    sheet.write_string_with_format(NOTE_ROW, beside, &note, context.styles.piece(Piece::Note))?;
    tactics(sheet, context, schema)?;
    let patterns = Patterns::new(context);
    let last = table::write(sheet, context, schema, &schema.spot(), rows.len(), |index, column, row| {
        cell(context, (schema, &patterns), rows[index], column, row)
    })?;
    sheet.set_freeze_panes(HEADER + 1, schema.place("account") + 1)?;
    sheet.set_repeat_rows(0, HEADER)?;
    page::print(sheet, context, 0);
    page::print_wide(sheet, schema.place("account"))?;
    sheet.set_print_fit_to_pages(3, 0);
    sheet.set_print_area(0, 0, last, u16::try_from(schema.columns.len())? - 1)?;
    colors(sheet, context, schema, last)
}

/// The tactics of an alliance as a checklist above the table.
fn tactics(sheet: &mut Worksheet, context: &Context<'_>, schema: &Schema) -> anyhow::Result<()> {
    let heading = context.styles.piece(Piece::Heading);
    let (first, second) = (schema.place("segment"), schema.place("condition_1"));
    for column in 0..=schema.place("gate") {
        sheet.write_blank(TACTICS, column, heading)?;
    }
    sheet.write_string_with_format(TACTICS, first, context.label("workbook.heading.tactics"), heading)?;
    for line in 0..TACTICS_A_COLUMN {
        let row = TACTICS + 1 + u32::try_from(line)?;
        for (column, number) in [(first, line + 1), (second, line + 1 + TACTICS_A_COLUMN)] {
            let tactic = context.labels.value("workbook.tactic", &number.to_string());
            let text = format!("☐ {number} {tactic}");
            sheet.write_string_with_format(row, column, text, &context.styles.ground)?;
        }
    }
    Ok(())
}

/// Segment and gate in colour, beside their words.
fn colors(sheet: &mut Worksheet, context: &Context<'_>, schema: &Schema, last: u32) -> anyhow::Result<()> {
    let reach = schema.reach(last);
    let mut color = |key: &str, word: &str, badge: &str| -> anyhow::Result<()> {
        let Some(format) = context.styles.badge(badge) else { return Ok(()) };
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word.to_owned()));
        let place = schema.place(key);
        sheet.add_conditional_format(schema.first, place, reach, place, &rule.set_format(format))?;
        Ok(())
    };
    for segment in crate::model::Segment::ALL {
        color("segment", context.labels.value("segment", segment.code()), segment.code())?;
    }
    color("gate", context.labels.value("workbook.gate", "open"), "champion")?;
    color("gate", context.labels.value("workbook.gate", "closed"), "doubter")
}

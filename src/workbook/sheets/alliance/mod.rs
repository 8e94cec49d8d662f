//! The sheet of alliances: level now and target, the six conditions, what follows from them, and what a
//! person decides about it.

mod columns;

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::gaps::has_alliance;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{NOTE_ROW, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::styles::Piece;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// Row of the tactics' heading; the table's header stands below them.
const TACTICS: u32 = 2;
const TACTICS_A_COLUMN: usize = 4;
const HEADER: u32 = TACTICS + TACTICS_A_COLUMN as u32 + 1;

/// The alliances of a plan.
struct Alliances<'a>(Tabled<'a, &'a AccountPlan>);

/// The sheet: the accounts that state something of their alliance, then the others of highest rank to fill in.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let plan = facts.plan;
    let stated = |a: &&'d AccountPlan| has_alliance(plan.record(a));
    let mut rows: Vec<&AccountPlan> = plan.accounts.iter().filter(stated).collect();
    let room = facts.rows_per_sheet().saturating_sub(rows.len());
    rows.extend(forms::accounts(facts).filter(|a| !stated(a)).take(room));
    let table = Tabled::of(
        facts,
        TableId::Alliance,
        own::with(columns::columns(facts), facts, TableId::Alliance, |a: &&'d AccountPlan| {
            Some(facts.plan.record(a).source)
        }),
        rows,
    );
    Ok(Some(Box::new(Alliances(table.placed(|s| s.below(HEADER).growing()).fitting(facts)?))))
}

impl Sheet for Alliances<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.0.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.0.schema;
        let left_out = context.plan.accounts.len() - self.0.rows.len();
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
        let last = self.0.write(sheet, context)?;
        sheet.set_freeze_panes(HEADER + 1, schema.place("account") + 1)?;
        sheet.set_repeat_rows(0, HEADER)?;
        let plan = context.plan;
        let stated = plan.accounts.iter().filter(|a| has_alliance(plan.record(a))).count();
        page::print_table(sheet, context, schema, forms::printed(schema.first, last, stated))?;
        colors(sheet, context, schema, last)
    }
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

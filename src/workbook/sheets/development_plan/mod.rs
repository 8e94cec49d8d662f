//! The sheet of development plans: what people entered and what the program proposes in one table, each
//! proposal with a choice beside it; to the right, how complete every plan is.

pub mod completeness;

use crate::method::development_plan::is_overdue;
use crate::method::proposals::Proposal;
use crate::method::{AccountPlan, Plan};
use crate::model::{Choice, Field, PlanItem, PlanPart, PlanStatus, RecordKind};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::side_tables::{self, Part};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::planning::{self, ALL_ACCOUNTS, account_columns, by_record, order_column, words};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// A row of the table.
enum Row<'a> {
    /// Entered by a person, or a proposal that a person answered.
    Entered(&'a PlanItem),
    /// Proposed, not answered.
    Proposed(Proposal),
}

/// The development plans.
pub struct PlanSheet<'a> {
    pub items: Schema,
    pub completeness: Schema,
    rows: Vec<(&'a AccountPlan, Row<'a>)>,
    accounts: Vec<&'a AccountPlan>,
}

impl<'a> PlanSheet<'a> {
    /// The sheet, where there are goals or plan items.
    pub fn new(facts: &Facts<'_>, plan: &'a Plan) -> Option<Self> {
        if plan.portfolio.plan_items.is_empty() && plan.portfolio.goals.is_empty() {
            return None;
        }
        let mut begun = vec![false; plan.portfolio.accounts.len()];
        let goals = plan.portfolio.goals.iter().map(|g| g.account);
        for at in goals.chain(plan.portfolio.plan_items.iter().map(|i| i.account)) {
            if let Some(slot) = begun.get_mut(at) {
                *slot = true;
            }
        }
        let all = plan.accounts.len() <= ALL_ACCOUNTS;
        let shown = |a: &&AccountPlan| all || begun.get(a.account).copied().unwrap_or(false);
        let accounts: Vec<&AccountPlan> = plan.accounts.iter().filter(shown).collect();
        let rows = rows(plan, &accounts);
        let items = schema(facts, rows.len());
        let right = u16::try_from(items.columns.len()).unwrap_or(0) + 1;
        let completeness = completeness::schema(facts, accounts.len()).right_of(right);
        Some(PlanSheet { items, completeness, rows, accounts })
    }
}

impl PlanSheet<'_> {
    /// Rows of the longer table.
    pub fn rows(&self) -> usize {
        self.rows.len().max(self.accounts.len())
    }
}

/// Entered items by part and due date, then proposals, then what was dismissed; by account.
fn rows<'a>(plan: &'a Plan, accounts: &[&'a AccountPlan]) -> Vec<(&'a AccountPlan, Row<'a>)> {
    let records = by_record(plan);
    let mut rows: Vec<(&AccountPlan, Row<'_>)> = Vec::new();
    for item in &plan.portfolio.plan_items {
        if let Some(account) = records.get(item.account).copied().flatten() {
            rows.push((account, Row::Entered(item)));
        }
    }
    for account in accounts {
        rows.extend(account.proposals.iter().map(|p| (*account, Row::Proposed(*p))));
    }
    rows.sort_by_cached_key(|(account, row)| match row {
        Row::Entered(i) => {
            let dismissed = i.choice == Some(Choice::Dismiss);
            let own = (i.part, i.due, i.text.clone(), i.source);
            (account.order, if dismissed { 2 } else { 0 }, Some(own))
        }
        Row::Proposed(_) => (account.order, 1, None),
    });
    rows
}

fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let entry =
        |key, field, form| Column::new(key, facts.field(RecordKind::PlanItems, field), form, Look::Entry);
    let parts: Vec<&str> = PlanPart::ALL.iter().map(|p| p.code()).collect();
    let statuses: Vec<&str> = PlanStatus::ALL.iter().map(|s| s.code()).collect();
    let choices: Vec<&str> = Choice::ALL.iter().map(|c| c.code()).collect();
    let proposal = facts.field(RecordKind::PlanItems, Field::Proposal);
    let mut columns = account_columns(facts);
    columns.extend([
        entry("part", Field::Part, Form::Center).limited(Limit::Choice(words(facts, "plan_part", &parts))),
        entry("text", Field::Text, Form::Wrapped),
        Column::new("proposal", proposal, Form::Wrapped, Look::Proposed),
        entry("choice", Field::Choice, Form::Center)
            .limited(Limit::Suggested(words(facts, "choice", &choices))),
        entry("links", Field::Links, Form::Wrapped),
        entry("owner", Field::Owner, Form::Text),
        entry("due", Field::Due, Form::Date),
        entry("amount", Field::Amount, Form::Money).limited(Limit::Number),
        entry("status", Field::Status, Form::Center).limited(Limit::Choice(words(
            facts,
            "plan_status",
            &statuses,
        ))),
        Column::new("overdue", facts.header("overdue"), Form::Center, Look::Computed),
        order_column(facts),
    ]);
    let sheet = facts.labels.value("sheet", "development_plan").to_owned();
    Schema::new("PlanItems", sheet, columns, rows).growing()
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let Some(plan) = &context.planning.plan else { return Ok(()) };
    let (schema, beside) = (&plan.items, &plan.completeness);
    let columns = usize::from(beside.left) + beside.columns.len();
    let left_out = context.plan.accounts.len() - plan.accounts.len();
    let mut note = context.label("workbook.note.development_plan").to_owned();
    if left_out > 0 {
        let said = context.labels.fill("workbook.left_out_plan", &[("accounts", left_out.to_string())]);
        note = format!("{said} {note}");
    }
    page::title(sheet, context, &schema.sheet, &note, columns)?;
    let to_completeness = context.label("workbook.to_completeness");
    planning::jump(sheet, beside, to_completeness, context.styles.cell_link())?;
    let pattern = overdue_pattern(context);
    let (rows, accounts) = (&plan.rows, &plan.accounts);
    let parts = [
        Part {
            schema,
            rows: rows.len(),
            cell: &|index, column, row| {
                let (account, shown) = &rows[index];
                match column.key {
                    "overdue" => Cell::text_formula(schema.formula(&pattern, row), overdue(context, shown)),
                    key => cell(context, account, shown, key),
                }
            },
        },
        Part {
            schema: beside,
            rows: accounts.len(),
            cell: &|index, column, row| completeness::cell(context, plan, accounts[index], column, row),
        },
    ];
    let ends = side_tables::write(sheet, context, &parts)?;
    let last = ends.first().copied().unwrap_or(schema.first);
    overdue_color(sheet, context, schema, last)?;
    completeness::colors(sheet, context, beside, ends.get(1).copied().unwrap_or(last))?;
    page::freeze(sheet, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    // Completeness also stands on the accounts' pages.
    sheet.set_print_area(0, 0, last, schema.place("overdue"))?;
    Ok(())
}

/// What an overdue item says: not reviewed, not dismissed, past its due date.
fn overdue_pattern(context: &Context<'_>) -> String {
    let word = |group: &str, code: &str| quoted(context.labels.value(group, code));
    format!(
        "IF(AND({{due}}<>\"\",N({{due}})<plan_today,{{status}}<>{},{{choice}}<>{}),{},\"\")",
        word("plan_status", PlanStatus::Reviewed.code()),
        word("choice", Choice::Dismiss.code()),
        word("workbook", "overdue")
    )
}

fn overdue<'c>(context: &'c Context<'_>, row: &Row<'_>) -> &'c str {
    match row {
        Row::Entered(i) if i.choice != Some(Choice::Dismiss) && is_overdue(i, context.plan.today) => {
            context.label("workbook.overdue")
        }
        _ => "",
    }
}

fn overdue_color(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    last: u32,
) -> anyhow::Result<()> {
    let (place, reach) = (schema.place("overdue"), schema.reach(last));
    let word = context.label("workbook.overdue").to_owned();
    if let Some(format) = context.styles.badge("obstructionist") {
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
        sheet.add_conditional_format(schema.first, place, reach, place, &rule.set_format(format))?;
    }
    Ok(())
}

fn cell<'c>(context: &'c Context<'_>, account: &'c AccountPlan, row: &Row<'c>, key: &str) -> Cell<'c> {
    let labels = &context.labels;
    let record = context.plan.record(account);
    match key {
        "account_id" => return Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => return Cell::text(record.name.as_str()),
        "order" => return Cell::count(account.order),
        _ => {}
    }
    let item = match row {
        Row::Entered(item) => *item,
        Row::Proposed(proposal) => {
            return match key {
                // What is proposed is something to do.
                "part" => Cell::text(labels.value("plan_part", PlanPart::Actions.code())),
                "proposal" => Cell::text(labels.value("proposal", &proposal.code())),
                _ => Cell::Blank,
            };
        }
    };
    let word = |group: &str, code: Option<&str>| Cell::text(code.map_or("", |c| labels.value(group, c)));
    match key {
        "part" => word("plan_part", item.part.map(PlanPart::code)),
        "text" => Cell::text(item.text.as_str()),
        "proposal" => word("proposal", item.proposal.as_deref()),
        "choice" => word("choice", item.choice.map(Choice::code)),
        "links" => Cell::text(item.links.as_deref().unwrap_or_default()),
        "owner" => Cell::text(item.owner.as_deref().unwrap_or_default()),
        "due" => item.due.map_or(Cell::Blank, Cell::Date),
        "amount" => Cell::number(item.amount),
        _ => word("plan_status", item.status.map(PlanStatus::code)),
    }
}

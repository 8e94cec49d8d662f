//! The sheet of development plans: what people entered and what the program proposes in one table, each
//! proposal with a choice beside it; to the right, how complete every plan is.

pub mod completeness;
mod topics;

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::development_plan::is_overdue;
use crate::method::proposals::Proposal;
use crate::model::{Choice, PlanItem, PlanPart, PlanStatus, Segment};
use crate::workbook::kit::accounts::{ALL_ACCOUNTS, by_record};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::proposed;
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::side_tables;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use chrono::NaiveDate;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// A row of the table.
enum Row<'a> {
    /// Entered by a person, or a proposal that a person answered.
    Entered(&'a PlanItem),
    /// A part, and what of it, that nobody has begun: an empty row to fill in.
    Unfilled(topics::Kind),
    /// Proposed, not answered.
    Proposed(Proposal),
}

/// A row and the account that it is of.
type Item<'a> = (&'a AccountPlan, Row<'a>);

/// The development plans.
struct DevelopmentPlan<'a> {
    items: Tabled<'a, Item<'a>>,
    completeness: Tabled<'a, &'a AccountPlan>,
}

/// The sheet: what was entered and proposed, and for the accounts with a page an empty row for each part that they lack.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let plan = facts.plan;
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
    let name = facts.sheet("development_plan");
    let source = |r: &Item<'d>| match &r.1 {
        Row::Entered(item) => Some(item.source),
        Row::Unfilled(_) | Row::Proposed(_) => None,
    };
    let columns = own::with(columns(facts), facts, TableId::PlanItems, source);
    let items = Tabled::of(facts, TableId::PlanItems, columns, rows(facts, &accounts));
    let items = items.placed(Schema::growing).fitting(facts)?;
    let right = u16::try_from(items.schema.columns.len())? + 1;
    let beside = Tabled::unread(facts, "Completeness", name, completeness::columns(facts), accounts);
    let completeness = beside.placed(|s| s.right_of(right)).fitting(facts)?;
    Ok(Some(Box::new(DevelopmentPlan { items, completeness })))
}

/// Entered items by due date, then what is proposed and what was dismissed, then the empty rows, by account.
fn rows<'a>(facts: &'a Facts<'a>, accounts: &[&'a AccountPlan]) -> Vec<Item<'a>> {
    let plan = facts.plan;
    let records = by_record(plan);
    let mut rows: Vec<(&AccountPlan, Row<'_>)> = Vec::new();
    for item in &plan.portfolio.plan_items {
        if let Some(account) = records.get(item.account).copied().flatten() {
            rows.push((account, Row::Entered(item)));
        }
    }
    // What a person entered must stand; what we add to it, as far as the sheet has room.
    let room = facts.rows_per_sheet().saturating_sub(rows.len());
    let proposals = accounts.iter().flat_map(|a| proposed(a).map(|p| (*a, Row::Proposed(p))));
    rows.extend(proposals.take(room));
    let entered = plan.portfolio.plan_items.iter().flat_map(|i| topics::of(facts, i));
    let kinds = topics::kinds();
    for (account, kind) in forms::unfilled(facts, &kinds, entered, rows.len()) {
        rows.push((account, Row::Unfilled(kind)));
    }
    rows.sort_by_cached_key(|(account, row)| match row {
        Row::Entered(i) => {
            let dismissed = i.choice == Some(Choice::Dismiss);
            // Without a date behind those with one.
            let due = i.due.map_or((true, NaiveDate::default()), |due| (false, due));
            let own = (due, account.order, i.part, i.text.clone(), i.source);
            (if dismissed { 2 } else { 0 }, Some(own), (account.order, None))
        }
        Row::Proposed(_) => (1, None, (account.order, None)),
        Row::Unfilled(kind) => (3, None, (account.order, Some(*kind))),
    });
    rows
}

/// Proposals of an account at most: more are read by nobody, and its page and flags say the rest.
const PROPOSED: usize = 3;

/// What is proposed for an account here: of a laggard nothing beyond how it is served.
fn proposed(account: &AccountPlan) -> impl Iterator<Item = Proposal> + '_ {
    let laggard = account.segment == Segment::Laggard;
    let served = move |p: &&Proposal| !laggard || matches!(p, Proposal::Decision(_));
    account.proposals.iter().filter(served).take(PROPOSED).copied()
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Item<'d>>> {
    let of = Describe::<Item<'d>>::of(facts, TableId::PlanItems);
    let parts = Limit::Choice(facts.words("plan_part", PlanPart::ALL.iter().map(|p| p.code())));
    let statuses = Limit::Choice(facts.words("plan_status", PlanStatus::ALL.iter().map(|s| s.code())));
    let choices = Limit::Suggested(facts.words("choice", Choice::ALL.iter().map(|c| c.code())));
    let [id, name] = of.account(|r| r.0);
    vec![
        id,
        name,
        of.entry("part", Form::Center).limited(parts).cell(|r| match r.1 {
            Row::Entered(item) => facts.word("plan_part", item.part.map(PlanPart::code)),
            Row::Unfilled((part, _)) => facts.word("plan_part", Some(part.code())),
            // What is proposed is something to do.
            Row::Proposed(_) => facts.word("plan_part", Some(PlanPart::Actions.code())),
        }),
        of.entry("topic", Form::Center).cell(|r| match &r.1 {
            Row::Entered(item) => Cell::text(item.topic.as_deref().unwrap_or_default()),
            Row::Unfilled(kind) => topics::word(facts, *kind),
            Row::Proposed(_) => Cell::Blank,
        }),
        of.entry("text", Form::Wrapped).case(|r| r.1.entered().map(|i| Cell::text(&*i.text))),
        of.own("proposal", Form::Wrapped, Look::Proposed).cell(|r| match &r.1 {
            Row::Entered(item) => facts.word("proposal", item.proposal.as_deref()),
            Row::Unfilled(_) => Cell::Blank,
            Row::Proposed(proposal) => Cell::text(proposed::text(&facts.labels, r.0, *proposal)),
        }),
        of.entry("choice", Form::Center)
            .limited(choices)
            .case(|r| r.1.entered().map(|i| facts.word("choice", i.choice.map(Choice::code)))),
        of.entry("links", Form::Wrapped)
            .case(|r| r.1.entered().map(|i| Cell::text(i.links.as_deref().unwrap_or_default()))),
        of.entry("owner", Form::Text)
            .case(|r| r.1.entered().map(|i| Cell::text(i.owner.as_deref().unwrap_or_default()))),
        of.entry("due", Form::Date).case(|r| r.1.entered()?.due.map(Cell::Date)),
        of.entry("amount", Form::Money)
            .limited(Limit::Number)
            .case(|r| r.1.entered().map(|i| Cell::number(i.amount))),
        of.entry("status", Form::Center)
            .limited(statuses)
            .case(|r| r.1.entered().map(|i| facts.word("plan_status", i.status.map(PlanStatus::code)))),
        of.computed("overdue", Form::Center).words(OVERDUE, |r| overdue(facts, &r.1)),
        of.order(Look::Plain, |r| r.0).shut(),
    ]
}

/// What an overdue item says: not reviewed, not dismissed, past its due date.
const OVERDUE: &str = "IF(AND({due}<>\"\",N({due})<plan_today,{status}<>{'plan_status.reviewed},\
    {choice}<>{'choice.dismiss}),{'workbook.overdue},\"\")";

impl<'a> Row<'a> {
    fn entered(&self) -> Option<&'a PlanItem> {
        match self {
            Row::Entered(item) => Some(item),
            Row::Unfilled(_) | Row::Proposed(_) => None,
        }
    }
}

fn overdue<'a>(facts: &Facts<'a>, row: &Row<'_>) -> &'a str {
    match row.entered() {
        Some(i) if i.choice != Some(Choice::Dismiss) && is_overdue(i, facts.plan.today) => {
            facts.labels.text("workbook.overdue")
        }
        _ => "",
    }
}

impl Sheet for DevelopmentPlan<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.items.schema, &self.completeness.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let (schema, beside) = (&self.items.schema, &self.completeness.schema);
        let columns = usize::from(beside.left) + beside.columns.len();
        let left_out = context.plan.accounts.len() - self.completeness.rows.len();
        let mut note = context.label("workbook.note.development_plan").to_owned();
        if left_out > 0 {
            let said = context.labels.fill("workbook.left_out_plan", &[("accounts", left_out.to_string())]);
            note = format!("{said} {note}");
        }
        page::title(sheet, context, &schema.sheet, &note, columns)?;
        let to_completeness = context.label("workbook.to_completeness");
        page::jump(sheet, beside, to_completeness, context.styles.cell_link())?;
        let (items, completeness) = (self.items.bind(context), self.completeness.bind(context));
        let ends = side_tables::write(sheet, context, &[items.part(), completeness.part()])?;
        let last = ends.first().copied().unwrap_or(schema.first);
        overdue_color(sheet, context, schema, last)?;
        completeness::colors(sheet, context, beside, ends.get(1).copied().unwrap_or(last))?;
        page::freeze(sheet, schema, schema.place("account") + 1)?;
        // Completeness also stands on the accounts' pages.
        // What is proposed is answered on the screen.
        let entered = self.items.rows.iter().filter(|(_, row)| row.entered().is_some()).count();
        let some = self.items.rows.iter().filter(|(_, row)| !matches!(row, Row::Unfilled(_))).count();
        let filled = if entered == 0 { some } else { entered };
        page::print_table(sheet, context, schema, forms::printed(schema.first, last, filled))
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

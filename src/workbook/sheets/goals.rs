//! The sheet of triple goals: goals are entered, progress, status and gaps follow by formula.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::goals::{is_overdue, progress, status};
use crate::model::{Field, Goal, GoalKind, GoalStatus, Record, SourceRow};
use crate::workbook::kit::accounts::with_accounts;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};
use std::borrow::Cow;

/// A goal and the account that it is of; one of our own is an empty row to fill in.
type Row<'a> = (&'a AccountPlan, Cow<'a, Goal>);

/// The goals of a plan.
struct Goals<'a>(Tabled<'a, Row<'a>>);

/// The sheet: the goals, and for the accounts with a page an empty row for each kind that they lack.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let table = Tabled::of(
        facts,
        TableId::Goals,
        own::with(columns(facts), facts, TableId::Goals, source),
        rows(facts),
    );
    Ok(Some(Box::new(Goals(table.placed(Schema::growing).fitting(facts)?))))
}

/// Where a goal was read; an empty row was read nowhere.
fn source(row: &Row<'_>) -> Option<SourceRow> {
    matches!(row.1, Cow::Borrowed(_)).then_some(row.1.source)
}

fn rows<'d>(facts: &'d Facts<'d>) -> Vec<Row<'d>> {
    let goals = &facts.plan.portfolio.goals;
    let key = |g: &Goal| (g.kind, g.due, g.statement.clone(), g.metric.clone(), g.source);
    let mut rows: Vec<Row<'d>> = with_accounts(facts.plan, goals, |g| g.account, key)
        .into_iter()
        .map(|(a, g)| (a, Cow::Borrowed(g)))
        .collect();
    let entered = goals.iter().map(|g| (g.account, g.kind));
    for (account, kind) in forms::unfilled(facts, GoalKind::ALL, entered, rows.len()) {
        rows.push((account, Cow::Owned(Goal { kind: Some(kind), ..Goal::default() })));
    }
    // Empty rows stand behind what was entered.
    rows.sort_by_cached_key(|row| (source(row).is_none(), row.0.order, key(&row.1)));
    rows
}

/// Whether nothing but its kind is stated.
fn is_unfilled(goal: &Goal) -> bool {
    let mut stated = Goal::FIELDS.iter().filter(|spec| !spec.passing && spec.field != Field::Kind);
    stated.all(|spec| goal.get(spec.field).is_none())
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Goals);
    let number = |key| of.entry(key, Form::Money).limited(Limit::Number);
    let kinds = Limit::Choice(facts.words("goal_kind", GoalKind::ALL.iter().map(|k| k.code())));
    let statuses = Limit::Choice(facts.words("goal_status", GoalStatus::ALL.iter().map(|s| s.code())));
    let word = |goal: &Goal| match is_unfilled(goal) {
        true => "",
        false => facts.labels.value("goal_status", status(goal, facts.plan.today).code()),
    };
    let [id, name] = of.account(|r| r.0);
    vec![
        id,
        name,
        of.entry("kind", Form::Center)
            .limited(kinds)
            .cell(|r| facts.word("goal_kind", r.1.kind.map(GoalKind::code))),
        of.entry("statement", Form::Wrapped).text(|r| said(&r.1.statement)),
        of.entry("metric", Form::Text).text(|r| said(&r.1.metric)),
        number("baseline").number(|r| r.1.baseline),
        number("target").number(|r| r.1.target),
        of.entry("due", Form::Date).cell(|r| r.1.due.map_or(Cell::Blank, Cell::Date)),
        of.entry("owner", Form::Text).text(|r| said(&r.1.owner)),
        number("actual").number(|r| r.1.actual),
        of.entry("status", Form::Center)
            .limited(statuses)
            .cell(|r| facts.word("goal_status", r.1.status.map(GoalStatus::code))),
        of.computed("progress", Form::Probability).formula(PROGRESS, |r| progress(&r.1)),
        of.computed("status_now", Form::Center).words(status_now(), move |r| word(&r.1)),
        of.computed("goal_gaps", Form::Text).words(gap_texts(facts), |r| gaps(facts, &r.1)),
        of.order(Look::Plain, |r| r.0).shut(),
    ]
}

/// A copy, since an empty row is the table's own.
fn said(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

const PROGRESS: &str = "IF(OR({actual}=\"\",{target}=\"\",N({target})=N({baseline})),\"\",\
    (N({actual})-N({baseline}))/(N({target})-N({baseline})))";

const UNFILLED: &str = "{statement}&{metric}&{baseline}&{target}&{due}&{owner}&{actual}&{status}=\"\"";

const LATE: &str = "AND({due}<>\"\",N({due})<plan_today)";

/// A target below the baseline is reached from above.
fn status_now() -> String {
    let reached = "IF(OR({actual}=\"\",{target}=\"\"),FALSE,\
        IF(AND({baseline}<>\"\",N({target})<N({baseline})),\
        ROUND(N({actual}),6)<=ROUND(N({target}),6),ROUND(N({actual}),6)>=ROUND(N({target}),6)))";
    format!(
        "IF({UNFILLED},\"\",IF(OR({{status}}={{'goal_status.met}},{{status}}={{'goal_status.missed}}),{{status}},\
         IF({reached},{{'goal_status.met}},IF({LATE},{{'goal_status.missed}},{{'goal_status.open}}))))"
    )
}

fn gap_texts(facts: &Facts<'_>) -> String {
    let said = |key: &str| quoted(&format!("; {}", facts.labels.value("workbook.goal_gap", key)));
    format!(
        "IF({UNFILLED},\"\",MID(IF({{due}}=\"\",{},\"\")&IF(AND({{kind}}={{'goal_kind.volume}},{{target}}=\"\"),{},\"\")\
         &IF(AND({LATE},{{status_now}}<>{{'goal_status.met}}),{},\"\"),3,100))",
        said("no_due"),
        said("no_number"),
        said("overdue"),
    )
}

/// What one goal lacks.
fn gaps(facts: &Facts<'_>, goal: &Goal) -> String {
    if is_unfilled(goal) {
        return String::new();
    }
    let lacks = [
        ("no_due", goal.due.is_none()),
        ("no_number", goal.kind == Some(GoalKind::Volume) && goal.target.is_none()),
        ("overdue", is_overdue(goal, facts.plan.today)),
    ];
    let said = lacks.iter().filter(|(_, hit)| *hit);
    said.map(|(key, _)| facts.labels.value("workbook.goal_gap", key)).collect::<Vec<_>>().join("; ")
}

impl Sheet for Goals<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.0.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.0.schema;
        let note = context.label("workbook.note.goals");
        page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
        let last = self.0.write(sheet, context)?;
        page::freeze(sheet, schema, schema.place("account") + 1)?;
        let goals = context.plan.portfolio.goals.len();
        page::print_table(sheet, context, schema, forms::printed(schema.first, last, goals))?;
        let place = schema.place("status_now");
        for (status, badge) in [(GoalStatus::Met, "champion"), (GoalStatus::Missed, "obstructionist")] {
            let word = context.labels.value("goal_status", status.code()).to_owned();
            let Some(format) = context.styles.badge(badge) else { continue };
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
            let reach = schema.reach(last);
            sheet.add_conditional_format(schema.first, place, reach, place, &rule.set_format(format))?;
        }
        Ok(())
    }
}

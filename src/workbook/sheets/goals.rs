//! The sheet of triple goals: goals are entered, progress, status and gaps follow by formula.

use crate::method::goals::{is_overdue, progress, status};
use crate::method::{AccountPlan, Plan};
use crate::model::{Field, Goal, GoalKind, GoalStatus, RecordKind};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::{Context, Facts};
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table;
use crate::workbook::planning::{account_columns, order_column, with_accounts, words};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// The goals of a plan.
pub struct Goals<'a> {
    pub schema: Schema,
    rows: Vec<(&'a AccountPlan, &'a Goal)>,
}

impl<'a> Goals<'a> {
    /// The sheet, where there are goals.
    pub fn new(facts: &Facts<'_>, plan: &'a Plan) -> Option<Self> {
        let goals = &plan.portfolio.goals;
        if goals.is_empty() {
            return None;
        }
        let key = |g: &Goal| (g.kind, g.due, g.statement.clone(), g.metric.clone(), g.source);
        let rows = with_accounts(plan, goals, |g| g.account, key);
        Some(Goals { schema: schema(facts, rows.len()), rows })
    }
}

fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let entry = |key, field, form| Column::new(key, facts.field(RecordKind::Goals, field), form, Look::Entry);
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let codes = |all: &[GoalKind]| all.iter().map(|k| k.code()).collect::<Vec<_>>();
    let kinds = Limit::Choice(words(facts, "goal_kind", &codes(GoalKind::ALL)));
    let statuses = GoalStatus::ALL.iter().map(|s| s.code()).collect::<Vec<_>>();
    let number = |key, field| entry(key, field, Form::Money).limited(Limit::Number);
    let mut columns = account_columns(facts);
    columns.extend([
        entry("kind", Field::Kind, Form::Center).limited(kinds),
        entry("statement", Field::Statement, Form::Wrapped),
        entry("metric", Field::Metric, Form::Text),
        number("baseline", Field::Baseline),
        number("target", Field::Target),
        entry("due", Field::Due, Form::Date),
        entry("owner", Field::Owner, Form::Text),
        number("actual", Field::Actual),
        entry("status", Field::Status, Form::Center).limited(Limit::Choice(words(
            facts,
            "goal_status",
            &statuses,
        ))),
        own("progress", Form::Probability),
        own("status_now", Form::Center),
        own("goal_gaps", Form::Text),
        order_column(facts),
    ]);
    let sheet = facts.labels.value("sheet", "goals").to_owned();
    Schema::new("Goals", sheet, columns, rows).growing()
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let Some(goals) = &context.planning.goals else { return Ok(()) };
    let schema = &goals.schema;
    let note = context.label("workbook.note.goals");
    page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
    let patterns = Patterns::new(context);
    let last =
        table::write(sheet, context, schema, &schema.spot(), goals.rows.len(), |index, column, row| {
            let (account, goal) = goals.rows[index];
            cell(context, account, goal, column.key)
                .unwrap_or_else(|| computed(context, (schema, &patterns), goal, column.key, row))
        })?;
    page::freeze(sheet, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, schema.place("goal_gaps"))?;
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

/// What the list states.
fn cell<'c>(
    context: &'c Context<'_>,
    account: &'c AccountPlan,
    goal: &'c Goal,
    key: &str,
) -> Option<Cell<'c>> {
    let record = context.plan.record(account);
    let text = |t: &'c Option<String>| Cell::text(t.as_deref().unwrap_or_default());
    let word = |group: &str, code: Option<&'static str>| {
        Cell::text(code.map_or("", |code| context.labels.value(group, code)))
    };
    Some(match key {
        "account_id" => text(&record.id),
        "account" => Cell::text(record.name.as_str()),
        "kind" => word("goal_kind", goal.kind.map(GoalKind::code)),
        "statement" => text(&goal.statement),
        "metric" => text(&goal.metric),
        "baseline" => Cell::number(goal.baseline),
        "target" => Cell::number(goal.target),
        "due" => goal.due.map_or(Cell::Blank, Cell::Date),
        "owner" => text(&goal.owner),
        "actual" => Cell::number(goal.actual),
        "status" => word("goal_status", goal.status.map(GoalStatus::code)),
        "order" => Cell::count(account.order),
        _ => return None,
    })
}

/// The formulas of a row.
struct Patterns {
    status: String,
    gaps: String,
}

const PROGRESS: &str = "IF(OR({actual}=\"\",{target}=\"\",N({target})=N({baseline})),\"\",\
    (N({actual})-N({baseline}))/(N({target})-N({baseline})))";

impl Patterns {
    fn new(context: &Context<'_>) -> Self {
        let word = |status: GoalStatus| quoted(context.labels.value("goal_status", status.code()));
        let (met, missed) = (word(GoalStatus::Met), word(GoalStatus::Missed));
        // A target below the baseline is reached from above.
        let reached = "IF(OR({actual}=\"\",{target}=\"\"),FALSE,\
            IF(AND({baseline}<>\"\",N({target})<N({baseline})),\
            ROUND(N({actual}),6)<=ROUND(N({target}),6),ROUND(N({actual}),6)>=ROUND(N({target}),6)))";
        let late = "AND({due}<>\"\",N({due})<plan_today)";
        let status = format!(
            "IF(OR({{status}}={met},{{status}}={missed}),{{status}},\
             IF({reached},{met},IF({late},{missed},{})))",
            word(GoalStatus::Open)
        );
        let said = |key: &str| quoted(&format!("; {}", context.labels.value("workbook.goal_gap", key)));
        let volume = quoted(context.labels.value("goal_kind", GoalKind::Volume.code()));
        let gaps = format!(
            "MID(IF({{due}}=\"\",{},\"\")&IF(AND({{kind}}={volume},{{target}}=\"\"),{},\"\")\
             &IF(AND({late},{{status_now}}<>{met}),{},\"\"),3,100)",
            said("no_due"),
            said("no_number"),
            said("overdue"),
        );
        Patterns { status, gaps }
    }
}

fn computed<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    goal: &Goal,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let today = context.plan.today;
    match key {
        "progress" => Cell::formula(schema.formula(PROGRESS, row), progress(goal)),
        "status_now" => {
            let word = context.labels.value("goal_status", status(goal, today).code());
            Cell::text_formula(schema.formula(&patterns.status, row), word)
        }
        _ => Cell::text_formula(schema.formula(&patterns.gaps, row), gaps(context, goal)),
    }
}

/// What one goal lacks.
fn gaps(context: &Context<'_>, goal: &Goal) -> String {
    let lacks = [
        ("no_due", goal.due.is_none()),
        ("no_number", goal.kind == Some(GoalKind::Volume) && goal.target.is_none()),
        ("overdue", is_overdue(goal, context.plan.today)),
    ];
    let said = lacks.iter().filter(|(_, hit)| *hit);
    said.map(|(key, _)| context.labels.value("workbook.goal_gap", key)).collect::<Vec<_>>().join("; ")
}

//! Below the map of an account page: the triple goals, value in money, the rows of the contact plan.

use crate::layout::TableId;
use crate::method::PersonPlan;
use crate::method::goals::{is_overdue, status};
use crate::model::{CommitmentLevel, EvidenceGrade, Field, Goal, GoalKind, Role};
use crate::workbook::cards::influence_card::{CARD_COLUMNS, visits};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::grid::{Area, Grid, address, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::width::cut;
use crate::workbook::pages::entered::{Entered, linked};
use crate::workbook::pages::head::order_address;
use crate::workbook::pages::subject::{COLUMNS, Subject, card_place, more};

const ROW_PX: u32 = 20;
/// Height of a row whose texts may take two lines.
const TWO_LINES_PX: u32 = 32;
/// First column of the value in money.
const VALUE: u16 = 25;
/// Last column of the goals.
const GOALS: u16 = VALUE - 2;
/// Rows of the contact plan at most.
const CONTACTS: usize = 4;

/// Left the triple goals, right value in money; returns the row below.
pub fn goals_and_value(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
) -> anyhow::Result<u32> {
    grid.sheet.set_row_height_pixels(row, 22)?;
    Entered { table: TableId::Goals, label: "workbook.page.goals" }.write(
        grid,
        subject,
        (row, 0, GOALS),
        0,
    )?;
    let account = subject.account;
    let rows =
        if subject.has_goals() || account.value.net.is_some() || account.iceberg.is_some() { 3 } else { 1 };
    for offset in 1..=rows {
        grid.sheet.set_row_height_pixels(row + offset, ROW_PX)?;
    }
    goals(grid, subject, row + 1)?;
    value(grid, subject, row)?;
    Ok(row + rows + 1)
}

fn goals(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<()> {
    let context = subject.context;
    let of = |g: &&Goal| g.account == subject.account.account;
    let goals: Vec<&Goal> = context.plan.portfolio.goals.iter().filter(of).collect();
    if goals.is_empty() {
        let place = Area::line(row, 0, GOALS);
        return grid.text(place, context.labels.value("workbook.page_collect", "goals"), Paper::Collect);
    }
    for (at, kind) in (row..).zip(GoalKind::ALL) {
        let line = |left, right| Area::line(at, left, right);
        grid.text(line(0, 2), context.labels.value("goal_kind", kind.code()), Paper::Label)?;
        let same: Vec<&&Goal> = goals.iter().filter(|g| g.kind == Some(*kind)).collect();
        let Some(goal) = same.first() else {
            let key = format!("no_{}_goal", kind.code());
            grid.text(line(3, GOALS), context.labels.value("proposal", &key), Paper::Proposed)?;
            continue;
        };
        let further = same.len() - 1;
        let said = [goal.statement.as_deref(), goal.metric.as_deref()];
        let mut text = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if further > 0 {
            let count = [("count", further.to_string())];
            text = format!("{text} ({})", context.labels.fill("workbook.page.more", &count));
        }
        grid.fitted(line(3, 9), None, &text, 1, Paper::Short)?;
        let figure = |v: Option<f64>| v.map_or("—".to_owned(), crate::workbook::kit::width::separated);
        let figures =
            [("from", figure(goal.baseline)), ("to", figure(goal.target)), ("now", figure(goal.actual))];
        let key = if goal.actual.is_some() {
            "workbook.page.goal_figures_now"
        } else {
            "workbook.page.goal_figures"
        };
        let measured = goal.baseline.is_some() || goal.target.is_some();
        let figures = if measured { context.labels.fill(key, &figures) } else { String::new() };
        grid.text(line(10, 15), &figures, Paper::Center)?;
        grid.text(line(16, 18), goal.owner.as_deref().unwrap_or_default(), Paper::Short)?;
        let late = is_overdue(goal, context.plan.today);
        let due = goal.due.map_or(Cell::Blank, Cell::Date);
        grid.put(line(19, 21), due, if late { Paper::Late } else { Paper::Day })?;
        let word = context.labels.value("goal_status", status(goal, context.plan.today).code());
        grid.text(line(22, GOALS), word, Paper::Center)?;
    }
    Ok(())
}

/// Net value and its evidence, the saving of the iceberg.
fn value(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<()> {
    let (context, account) = (subject.context, subject.account);
    let unit = [("unit", context.money_unit())];
    let heading = Cell::text(context.labels.fill("workbook.page.value", &unit));
    linked(grid, subject, (row, VALUE, COLUMNS - 1), heading, TableId::Values)?;
    if account.value.net.is_none() && account.iceberg.is_none() {
        let place = Area::line(row + 1, VALUE, COLUMNS - 1);
        return grid.text(place, context.labels.value("workbook.page_collect", "value"), Paper::Collect);
    }
    let sums = Found::values(context, &order_address());
    let by = |grade| account.value.by_evidence.get(&grade).copied();
    let sum = |key: &str| sums.as_ref().and_then(|f| f.value(key));
    let graded = |key: &'static str, grade: EvidenceGrade| {
        (key, by(grade), Paper::Money, by_grade(context, grade.code()))
    };
    let iceberg = account.iceberg;
    let under_water = iceberg.and_then(|i| i.alternative?.under_water());
    let entries = [
        ("net", account.value.net, Paper::Money, sum("net_value")),
        graded("measured", EvidenceGrade::Measured),
        graded("confirmed", EvidenceGrade::Confirmed),
        graded("estimated", EvidenceGrade::Estimated),
        ("saving", iceberg.and_then(|i| i.saving()), Paper::Money, sum("total_saving")),
        ("under_water", under_water, Paper::Share, sum("under_water_alternative")),
    ];
    for (at, (key, value, paper, source)) in (0_u32..).zip(entries) {
        let left = VALUE + if at < 3 { 0 } else { 12 };
        let line = |from: u16, to: u16| Area::line(row + 1 + at % 3, left + from, left + to);
        grid.text(line(0, 5), context.labels.value("workbook.page_value", key), Paper::Label)?;
        let unit = if paper == Paper::Money { context.unit.factor } else { 1.0 };
        let formula = source.map(|cell| {
            let scaled = if paper == Paper::Money { context.unit.scaled(&cell) } else { cell.clone() };
            format!("IF({cell}=\"\",\"—\",{scaled})")
        });
        let cell = match (formula, value) {
            (Some(formula), Some(value)) => Cell::formula(formula, Some(value / unit)),
            (Some(formula), None) => Cell::text_formula(formula, "—"),
            (None, value) => value.map_or(Cell::text("—"), |v| Cell::Number(v / unit)),
        };
        grid.put(line(6, 10), cell, paper)?;
    }
    Ok(())
}

/// Net value of the account's items of an evidence grade, blank where none counts.
fn by_grade(context: &Context<'_>, grade: &str) -> Option<String> {
    let items = context.tables.find(TableId::Values).filter(|_| context.live)?;
    let word = quoted(context.labels.value("evidence", grade));
    let (orders, grades, net) = (items.all("order"), items.all("evidence_counted"), items.all("net_value"));
    let with = |sign: &str| format!("{orders},{},{grades},{word},{net},\"{sign}\"", order_address());
    let (gained, lost) = (with(">=0"), with("<0"));
    let sum = format!("SUMIFS({net},{gained})+SUMIFS({net},{lost})");
    Some(format!("IF(COUNTIFS({gained})+COUNTIFS({lost})=0,\"\",{sum})"))
}

/// What a column of the contact plan shows of a person.
#[derive(Debug, Clone, Copy)]
enum Shows {
    Name,
    Title,
    Visits,
    Role,
    Commitment,
    SubStrategy,
    /// A text that somebody entered.
    Text(Field),
}

/// Columns of the contact plan: key of the label, last column, content.
const COLUMNS_OF: [(&str, u16, Shows); 10] = [
    ("person", 4, Shows::Name),
    ("title", 9, Shows::Title),
    ("visit_purpose", 14, Shows::Text(Field::VisitPurpose)),
    ("visits", 18, Shows::Visits),
    ("role", 21, Shows::Role),
    ("commitment", 25, Shows::Commitment),
    ("priority_focus", 30, Shows::Text(Field::PriorityFocus)),
    ("sub_strategy", 35, Shows::SubStrategy),
    ("tactics", 41, Shows::Text(Field::Tactics)),
    ("follow_up", 47, Shows::Text(Field::FollowUp)),
];

/// The rows of the contact plan; returns the row below.
pub fn contact_plan(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 22)?;
    let heading = Entered { table: TableId::ContactPlan, label: "workbook.page.contact_plan" };
    heading.write(grid, subject, (row, 0, COLUMNS - 1), 0)?;
    let persons = context.persons_of(subject.at);
    if persons.is_empty() {
        grid.sheet.set_row_height_pixels(row + 1, ROW_PX)?;
        let place = Area::line(row + 1, 0, COLUMNS - 1);
        grid.text(place, context.labels.value("workbook.page_collect", "contact_plan"), Paper::Collect)?;
        return Ok(row + 2);
    }
    grid.sheet.set_row_height_pixels(row + 1, ROW_PX)?;
    for (key, _, left, right) in places() {
        let label = context.labels.value("workbook.page_contact", key);
        grid.text(Area::line(row + 1, left, right), label, Paper::Head)?;
    }
    let mut at = row + 2;
    // A row that says "one more" might as well be that one.
    let shown = if persons.len() == CONTACTS + 1 { persons.len() } else { CONTACTS };
    for index in persons.clone().take(shown) {
        contact_row(grid, subject, at, index)?;
        at += 1;
    }
    if persons.len() > shown {
        grid.sheet.set_row_height_pixels(at, ROW_PX)?;
        more(grid, Area::line(at, 0, COLUMNS - 1), persons.len() - shown)?;
        at += 1;
    }
    Ok(at)
}

fn places() -> impl Iterator<Item = (&'static str, Shows, u16, u16)> {
    let mut left = 0;
    COLUMNS_OF.iter().map(move |(key, right, shows)| {
        let from = left;
        left = right + 1;
        (*key, *shows, from, *right)
    })
}

fn contact_row(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
    index: usize,
) -> anyhow::Result<()> {
    let context = subject.context;
    let person = &context.plan.persons[index];
    let record = context.plan.person_record(person);
    let detail = |field| record.details.get(field).unwrap_or_default();
    let width = |left: u16, right: u16| grid.width(Area::line(row, left, right));
    let long = places().any(|(_, shows, left, right)| match shows {
        Shows::Text(field) => cut(detail(field), width(left, right), 1).is_some(),
        _ => false,
    });
    let suggested =
        person.contact.first().map(|(strategy, _)| context.labels.value("sub_strategy", strategy.code()));
    grid.sheet.set_row_height_pixels(row, if long { TWO_LINES_PX } else { ROW_PX })?;
    let lines = if long { 2 } else { 1 };
    let number = card_number(subject, index);
    let found = Found::person(context, &number);
    let contact = Found::contact(context, &number);
    let of_person = |key: &str| found.as_ref().and_then(|f| f.text(key));
    let entered = |field: Field| contact.as_ref().or(found.as_ref()).and_then(|f| f.detail(field));
    for (_, shows, left, right) in places() {
        let area = Area::line(row, left, right);
        match shows {
            Shows::Name => grid.put(area, words(of_person("person"), record.name.clone()), Paper::Short)?,
            Shows::Title => {
                grid.put(area, words(of_person("title"), detail(Field::Title).to_owned()), Paper::Short)?;
            }
            Shows::Visits => grid.put(area, visits(context, person, found.as_ref()), Paper::Center)?,
            Shows::Role if record.role == Role::Unknown => grid.text(area, "—", Paper::Center)?,
            Shows::Role => {
                let word = context.labels.value("role", record.role.code()).to_owned();
                grid.put(area, words(of_person("role"), word), Paper::Center)?;
            }
            Shows::Commitment => grid.put(area, level(context, person, found.as_ref()), Paper::Center)?,
            Shows::SubStrategy => match (detail(Field::SubStrategy), suggested) {
                ("", Some(suggested)) => grid.text(area, suggested, Paper::Proposed)?,
                (entered, _) => grid.text(area, entered, Paper::Short)?,
            },
            Shows::Text(field) => grid.fitted(area, entered(field), detail(field), lines, Paper::Body)?,
        }
    }
    Ok(())
}

/// The cell of a person's number, on the card.
pub(super) fn card_number(subject: &Subject<'_, '_>, index: usize) -> String {
    let place = index - subject.context.persons_of(subject.at).start;
    let (row, column) = card_place(place);
    address(row, column + CARD_COLUMNS - 1)
}

/// Symbol and word of the commitment level.
fn level<'c>(context: &Context<'_>, person: &PersonPlan, found: Option<&Found<'_>>) -> Cell<'c> {
    let word = |level: CommitmentLevel| context.labels.value("commitment", level.code());
    let symbol = |level: CommitmentLevel| context.labels.value("workbook.symbol", level.code());
    let formula = found.and_then(|f| {
        let cell = f.text("commitment")?;
        let marks = CommitmentLevel::ALL.iter().rev().fold("\"\"".to_owned(), |rest, level| {
            format!("IF({cell}={},{},{rest})", quoted(word(*level)), quoted(symbol(*level)))
        });
        Some(format!("{marks}&\" \"&{cell}"))
    });
    words(formula, format!("{} {}", symbol(person.commitment), word(person.commitment)))
}

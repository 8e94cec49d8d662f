//! Below the map of an account page: the triple goals, value in money, the rows of the contact plan.

use super::account_page::{COLUMNS, Subject, more};
use super::cell::Cell;
use super::grid::{Area, Grid, words};
use super::influence_card::visits;
use super::page_styles::Paper;
use crate::method::goals::status;
use crate::model::{EvidenceGrade, Field, Goal, GoalKind};

const ROW_PX: u32 = 20;
/// Height of a row whose texts may take two lines.
const TWO_LINES_PX: u32 = 32;
/// First column of the value in money.
const VALUE: u16 = 25;
/// Last column of the goals.
const GOALS: u16 = VALUE - 2;
/// Rows of the contact plan at most.
const CONTACTS: usize = 5;

/// Left the triple goals, right value in money; returns the row below.
pub(super) fn goals_and_value(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 22)?;
    grid.heading(row, 0, GOALS, context.label("workbook.page.goals"))?;
    let account = subject.account;
    let goals_known = context.plan.portfolio.goals.iter().any(|g| g.account == account.account);
    let rows = if goals_known || account.value.net.is_some() || account.iceberg.is_some() { 3 } else { 1 };
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
        let mut text = goal.statement.clone().or_else(|| goal.metric.clone()).unwrap_or_default();
        if further > 0 {
            let count = [("count", further.to_string())];
            text = format!("{text} ({})", context.labels.fill("workbook.page.more", &count));
        }
        grid.fitted(line(3, 11), None, &text, 1, Paper::Short)?;
        let figure = |v: Option<f64>| v.map_or("—".to_owned(), super::width::separated);
        let figures =
            [("from", figure(goal.baseline)), ("to", figure(goal.target)), ("now", figure(goal.actual))];
        let key = if goal.actual.is_some() {
            "workbook.page.goal_figures_now"
        } else {
            "workbook.page.goal_figures"
        };
        let measured = goal.baseline.is_some() || goal.target.is_some();
        let figures = if measured { context.labels.fill(key, &figures) } else { String::new() };
        grid.text(line(12, 16), &figures, Paper::Center)?;
        grid.text(line(17, 18), goal.owner.as_deref().unwrap_or_default(), Paper::Short)?;
        grid.put(line(19, 21), goal.due.map_or(Cell::Blank, Cell::Date), Paper::Day)?;
        let word = context.labels.value("goal_status", status(goal, context.plan.today).code());
        grid.text(line(22, GOALS), word, Paper::Center)?;
    }
    Ok(())
}

/// Net value and its evidence, the saving of the iceberg.
fn value(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<()> {
    let (context, account) = (subject.context, subject.account);
    let unit = [("unit", context.money_unit())];
    grid.heading(row, VALUE, COLUMNS - 1, &context.labels.fill("workbook.page.value", &unit))?;
    if account.value.net.is_none() && account.iceberg.is_none() {
        let place = Area::line(row + 1, VALUE, COLUMNS - 1);
        return grid.text(place, context.labels.value("workbook.page_collect", "value"), Paper::Collect);
    }
    let by = |grade| account.value.by_evidence.get(&grade).copied();
    let entries = [
        ("net", account.value.net, Paper::Money),
        ("measured", by(EvidenceGrade::Measured), Paper::Money),
        ("confirmed", by(EvidenceGrade::Confirmed), Paper::Money),
        ("estimated", by(EvidenceGrade::Estimated), Paper::Money),
        ("saving", account.iceberg.map(|i| i.saving()), Paper::Money),
        ("under_water", account.iceberg.and_then(|i| i.alternative.under_water()), Paper::Share),
    ];
    for (at, (key, value, paper)) in (0_u32..).zip(entries) {
        let left = VALUE + if at < 3 { 0 } else { 12 };
        let line = |from: u16, to: u16| Area::line(row + 1 + at % 3, left + from, left + to);
        grid.text(line(0, 5), context.labels.value("workbook.page_value", key), Paper::Label)?;
        let unit = if paper == Paper::Money { context.unit.factor } else { 1.0 };
        let cell = value.map_or(Cell::text("—"), |v| Cell::Number(v / unit));
        grid.put(line(6, 10), cell, paper)?;
    }
    Ok(())
}

/// Columns of the contact plan: key of the label and last column.
const COLUMNS_OF: [(&str, u16); 10] = [
    ("person", 4),
    ("title", 9),
    ("visit_purpose", 14),
    ("visits", 18),
    ("role", 21),
    ("commitment", 25),
    ("priority_focus", 30),
    ("sub_strategy", 35),
    ("tactics", 41),
    ("follow_up", 47),
];

/// The rows of the contact plan; returns the row below.
pub(super) fn contact_plan(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 22)?;
    grid.heading(row, 0, COLUMNS - 1, context.label("workbook.page.contact_plan"))?;
    let persons = context.persons_of(subject.at);
    if persons.is_empty() {
        grid.sheet.set_row_height_pixels(row + 1, ROW_PX)?;
        let place = Area::line(row + 1, 0, COLUMNS - 1);
        grid.text(place, context.labels.value("workbook.page_collect", "contact_plan"), Paper::Collect)?;
        return Ok(row + 2);
    }
    grid.sheet.set_row_height_pixels(row + 1, ROW_PX)?;
    for (key, left, right) in places() {
        let label = context.labels.value("workbook.page_contact", key);
        grid.text(Area::line(row + 1, left, right), label, Paper::Head)?;
    }
    let mut at = row + 2;
    for index in persons.clone().take(CONTACTS) {
        contact_row(grid, subject, at, index)?;
        at += 1;
    }
    if persons.len() > CONTACTS {
        grid.sheet.set_row_height_pixels(at, ROW_PX)?;
        more(grid, Area::line(at, 0, COLUMNS - 1), persons.len() - CONTACTS)?;
        at += 1;
    }
    Ok(at)
}

fn places() -> impl Iterator<Item = (&'static str, u16, u16)> {
    let mut left = 0;
    COLUMNS_OF.iter().map(move |(key, right)| {
        let from = left;
        left = right + 1;
        (*key, from, *right)
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
    let long = [Field::VisitPurpose, Field::Tactics, Field::FollowUp, Field::PriorityFocus]
        .iter()
        .any(|f| super::width::text_px(detail(*f), 400) > 130);
    let suggested =
        person.contact.first().map(|(strategy, _)| context.labels.value("sub_strategy", strategy.code()));
    grid.sheet.set_row_height_pixels(row, if long { TWO_LINES_PX } else { ROW_PX })?;
    let lines = if long { 2 } else { 1 };
    for (key, left, right) in places() {
        let area = Area::line(row, left, right);
        match key {
            "person" => grid.text(area, &record.name, Paper::Short)?,
            "title" => grid.text(area, detail(Field::Title), Paper::Short)?,
            "visits" => grid.put(area, visits(context, person, None), Paper::Center)?,
            "role" => {
                grid.text(area, context.labels.value("role", record.role.code()), Paper::Center)?;
            }
            "commitment" => {
                let level = person.commitment.code();
                let symbol = context.labels.value("workbook.symbol", level);
                let word = format!("{symbol} {}", context.labels.value("commitment", level));
                grid.put(area, words(None, word), Paper::Center)?;
            }
            "sub_strategy" => match (detail(Field::SubStrategy), suggested) {
                ("", Some(suggested)) => grid.text(area, suggested, Paper::Proposed)?,
                (entered, _) => grid.text(area, entered, Paper::Short)?,
            },
            "visit_purpose" => grid.fitted(area, None, detail(Field::VisitPurpose), lines, Paper::Body)?,
            "priority_focus" => grid.fitted(area, None, detail(Field::PriorityFocus), lines, Paper::Body)?,
            "tactics" => grid.fitted(area, None, detail(Field::Tactics), lines, Paper::Body)?,
            _ => grid.fitted(area, None, detail(Field::FollowUp), lines, Paper::Body)?,
        }
    }
    Ok(())
}

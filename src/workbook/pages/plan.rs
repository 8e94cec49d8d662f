//! The foot of an account page: problems → strategy → actions, flags with their proposals, three things to
//! do now, approval and review.

use crate::config::plain;
use crate::method::development_plan::is_overdue;
use crate::method::proposals::Proposal;
use crate::model::{Field, PlanItem, PlanPart};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::grid::{Area, Grid};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::proposed;
use crate::workbook::pages::head::order_address;
use crate::workbook::pages::subject::{COLUMNS, Subject, more};
use std::borrow::Cow;

const ROW_PX: u32 = 32;
const HEAD_PX: u32 = 20;
/// Rows of each list at most.
const ROWS: usize = 4;
/// Last column of the plan, first column of the flags.
const PLAN: u16 = 27;
const FLAGS: u16 = 29;
/// Last column of the flags themselves.
const FLAG: u16 = 35;

/// Flags at most where each has a line, its height in pixels and the last column of the flag.
const FLAG_LINES: usize = 3;
const FLAG_PX: u32 = 20;
const FLAG_END: u16 = 15;

/// A line of the plan: what is to be solved, how, by which action.
#[derive(Default)]
struct Thread<'p> {
    problem: Option<&'p PlanItem>,
    strategy: Option<&'p PlanItem>,
    action: Option<&'p PlanItem>,
}

/// Left the plan's threads, right flags with proposals; returns the row below.
pub fn plan_and_flags(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 22)?;
    grid.heading(row, 0, PLAN, context.label("workbook.page.plan"))?;
    grid.heading(row, FLAGS, COLUMNS - 1, context.label("workbook.page.flags"))?;
    let threads = threads(&items(subject));
    let proposals = &subject.account.proposals;
    let rows = threads.len().min(ROWS).max(proposals.len().min(ROWS)).max(1);
    grid.sheet.set_row_height_pixels(row + 1, HEAD_PX)?;
    let last = row + 1 + u32::try_from(rows)?;
    for at in row + 2..=last {
        grid.sheet.set_row_height_pixels(at, ROW_PX)?;
    }
    plan(grid, subject, &threads, row + 1)?;
    flags(grid, subject, row + 1)?;
    let left = threads.len().saturating_sub(ROWS);
    let right = proposals.len().saturating_sub(ROWS);
    if left == 0 && right == 0 {
        return Ok(last + 1);
    }
    grid.sheet.set_row_height_pixels(last + 1, HEAD_PX)?;
    if left > 0 {
        more(grid, Area::line(last + 1, 0, PLAN), left)?;
    }
    if right > 0 {
        more(grid, Area::line(last + 1, FLAGS, COLUMNS - 1), right)?;
    }
    Ok(last + 2)
}

fn items<'p>(subject: &Subject<'p, '_>) -> Vec<&'p PlanItem> {
    let all = &subject.context.plan.portfolio.plan_items;
    all.iter().filter(|i| i.account == subject.account.account).collect()
}

/// Every action with the strategy and problem that it answers; then strategies and problems without one.
fn threads<'p>(items: &[&'p PlanItem]) -> Vec<Thread<'p>> {
    let of = |part| items.iter().copied().filter(move |i| i.part == Some(part));
    let named = |part, name: &str| of(part).find(|i| plain(&i.text) == plain(name));
    let only = |part| {
        let mut all = of(part);
        all.next().filter(|_| all.next().is_none())
    };
    let linked = |item: &PlanItem, part| match item.links.as_deref() {
        Some(name) => named(part, name),
        None => only(part),
    };
    let mut threads: Vec<Thread<'p>> = Vec::new();
    for action in of(PlanPart::Actions) {
        let strategy = linked(action, PlanPart::Strategy);
        let problem = linked(action, PlanPart::Problems)
            .or_else(|| strategy.and_then(|s| linked(s, PlanPart::Problems)));
        // An action that names the problem alone goes with the strategy that answers the same problem.
        let strategy = strategy.or_else(|| {
            let answers = |s: &&PlanItem| linked(s, PlanPart::Problems).is_some_and(|p| same(p, problem));
            of(PlanPart::Strategy).find(answers)
        });
        threads.push(Thread { problem, strategy, action: Some(action) });
    }
    let seen = |threads: &[Thread<'p>], item: &PlanItem| {
        threads.iter().any(|t| [t.problem, t.strategy].into_iter().flatten().any(|i| std::ptr::eq(i, item)))
    };
    for strategy in of(PlanPart::Strategy) {
        if !seen(&threads, strategy) {
            let problem = linked(strategy, PlanPart::Problems);
            threads.push(Thread { problem, strategy: Some(strategy), action: None });
        }
    }
    for problem in of(PlanPart::Problems) {
        if !seen(&threads, problem) {
            threads.push(Thread { problem: Some(problem), ..Thread::default() });
        }
    }
    threads
}

fn same(item: &PlanItem, other: Option<&PlanItem>) -> bool {
    other.is_some_and(|other| std::ptr::eq(item, other))
}

/// Writes what a thread says in a column.
type Put = fn(&mut Grid<'_, '_, '_>, &Thread<'_>, Area) -> anyhow::Result<()>;

/// Columns of the plan: key of the label, first and last column, content.
const PLAN_COLUMNS: [(&str, u16, u16, Put); 5] = [
    ("problem", 0, 6, |grid, thread, area| item(grid, thread.problem, area)),
    ("strategy", 7, 13, |grid, thread, area| item(grid, thread.strategy, area)),
    ("action", 14, 20, |grid, thread, area| item(grid, thread.action, area)),
    ("owner", 21, 23, |grid, thread, area| {
        let owner = thread.action.and_then(|a| a.owner.as_deref());
        grid.text(area, owner.unwrap_or_default(), Paper::Short)
    }),
    ("due", 24, PLAN, |grid, thread, area| {
        let due = thread.action.and_then(|a| a.due);
        let today = grid.context.plan.today;
        let late = thread.action.is_some_and(|a| is_overdue(a, today));
        let paper = if late { Paper::Late } else { Paper::Day };
        grid.put(area, due.map_or(Cell::Blank, Cell::Date), paper)
    }),
];

fn item(grid: &mut Grid<'_, '_, '_>, item: Option<&PlanItem>, area: Area) -> anyhow::Result<()> {
    grid.fitted(area, None, item.map_or("", |i| i.text.as_str()), 2, Paper::Body)
}

fn plan(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    threads: &[Thread<'_>],
    row: u32,
) -> anyhow::Result<()> {
    let context = subject.context;
    if threads.is_empty() {
        let place = Area { row, bottom: row + 1, left: 0, right: PLAN };
        return grid.text(place, context.labels.value("workbook.page_collect", "plan"), Paper::Collect);
    }
    for (key, left, right, _) in PLAN_COLUMNS {
        let label = context.labels.value("workbook.page_plan", key);
        grid.text(Area::line(row, left, right), label, Paper::Head)?;
    }
    for (at, thread) in (row + 1..).zip(threads.iter().take(ROWS)) {
        for (_, left, right, put) in PLAN_COLUMNS {
            let area = Area::line(at, left, right);
            put(grid, thread, area)?;
        }
    }
    Ok(())
}

fn flags(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<()> {
    let context = subject.context;
    let proposals = &subject.account.proposals;
    if proposals.is_empty() {
        let place = Area { row, bottom: row + 1, left: FLAGS, right: COLUMNS - 1 };
        return grid.text(place, context.label("workbook.page.no_flags"), Paper::Collect);
    }
    let label = |key| context.labels.value("workbook.page_plan", key);
    grid.text(Area::line(row, FLAGS, FLAG), label("flag"), Paper::Head)?;
    grid.text(Area::line(row, FLAG + 1, COLUMNS - 1), label("proposal"), Paper::Head)?;
    for (at, proposal) in (row + 1..).zip(proposals.iter().take(ROWS)) {
        grid.fitted(Area::line(at, FLAGS, FLAG), None, &cause(subject, *proposal), 2, Paper::Strong)?;
        let text = proposed::text(&context.labels, subject.account, *proposal);
        grid.fitted(Area::line(at, FLAG + 1, COLUMNS - 1), None, &text, 2, Paper::Proposed)?;
    }
    Ok(())
}

/// The flags with their proposals, a line each; returns the row below.
pub fn flag_lines(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    let proposals = &subject.account.proposals;
    grid.sheet.set_row_height_pixels(row, 22)?;
    let mut heading = context.label("workbook.page.flags").to_owned();
    if proposals.len() > FLAG_LINES {
        let count = [("count", (proposals.len() - FLAG_LINES).to_string())];
        heading = format!("{heading}  {}", context.labels.fill("workbook.page.more", &count));
    }
    grid.heading(row, 0, COLUMNS - 1, &heading)?;
    let mut at = row + 1;
    for proposal in proposals.iter().take(FLAG_LINES) {
        grid.sheet.set_row_height_pixels(at, FLAG_PX)?;
        let (flag, text) = (Area::line(at, 0, FLAG_END), Area::line(at, FLAG_END + 1, COLUMNS - 1));
        grid.put_short(flag, Cell::text(cause(subject, *proposal)), Paper::StrongShort)?;
        grid.text(text, context.labels.value("proposal", &proposal.code()), Paper::Proposed)?;
        at += 1;
    }
    if proposals.is_empty() {
        grid.sheet.set_row_height_pixels(at, FLAG_PX)?;
        grid.text(Area::line(at, 0, COLUMNS - 1), context.label("workbook.page.no_flags"), Paper::Collect)?;
        at += 1;
    }
    Ok(at)
}

/// What a proposal answers.
fn cause(subject: &Subject<'_, '_>, proposal: Proposal) -> String {
    let labels = &subject.context.labels;
    match proposal {
        Proposal::Flag(flag) => format!("⚑ {}", labels.value("flag", flag.code())),
        Proposal::Condition(number) => {
            let unmet = labels.value("workbook.page_mark", "unmet");
            format!("{unmet} {}", labels.value("workbook.page_condition", &number.to_string()))
        }
        Proposal::Decision(_) => {
            labels.value("decision_reason", subject.account.decision_reason.code()).to_owned()
        }
        Proposal::Whitespace => labels.value("sheet", "whitespace").to_owned(),
        Proposal::Goal(_) => labels.text("workbook.page.goals").to_owned(),
        Proposal::Plan(_) => labels.text("workbook.page.plan").to_owned(),
    }
}

/// Three things to do now: entered, else proposed.
pub fn do_now(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 22)?;
    grid.sheet.set_row_height_pixels(row + 1, 36)?;
    grid.heading(row, 0, COLUMNS - 1, context.label("workbook.page.do_now"))?;
    let entered = [Field::Action1, Field::Action2, Field::Action3];
    let labels = &context.labels;
    let said = |p: &Proposal| proposed::text(labels, subject.account, *p);
    let proposed = subject.account.proposals.iter().map(said);
    let found = Found::alliance(context, &order_address());
    let mut proposed = proposed.chain(to_collect(subject).map(Cow::Borrowed));
    for (place, field) in (0_u16..).zip(entered) {
        let left = place * 16;
        let (text, paper) = match subject.record.details.get(field) {
            Some(text) => (Cow::Borrowed(text), Paper::Strong),
            None => (proposed.next().unwrap_or_default(), Paper::Proposed),
        };
        if text.is_empty() {
            continue;
        }
        grid.text(Area::line(row + 1, left, left), &format!("{}.", place + 1), Paper::Label)?;
        let formula = found.as_ref().filter(|_| paper == Paper::Strong).and_then(|f| f.detail(field));
        grid.fitted(Area::line(row + 1, left + 1, left + 15), formula, &text, 2, paper)?;
    }
    Ok(row + 2)
}

/// What to find out first, where nothing else is proposed.
fn to_collect<'c>(subject: &Subject<'c, '_>) -> impl Iterator<Item = &'c str> {
    let context = subject.context;
    let missing = [
        (subject.account.persons == 0, "persons"),
        (subject.record.details.get(Field::Needs).is_none(), "needs"),
        (subject.record.value_orientation.is_none(), "orientation"),
        (!subject.has_goals(), "goals"),
    ];
    let missing = missing.into_iter().filter(|(missing, _)| *missing);
    missing.map(move |(_, key)| context.labels.value("workbook.page_collect", key))
}

/// Approval and review: what is written, else a line to sign; returns the last row.
pub fn approval(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(row, 26)?;
    let items = items(subject);
    for (left, part, key) in [
        (0, PlanPart::Approval, "workbook.page.sign_approval"),
        (24, PlanPart::Review, "workbook.page.sign_review"),
    ] {
        let area = Area::line(row, left, left + 23);
        let Some(item) = items.iter().find(|i| i.part == Some(part)) else {
            grid.text(area, context.label(key), Paper::Sign)?;
            continue;
        };
        let status = item.status.map_or("", |s| context.labels.value("plan_status", s.code()));
        let due = item.due.map_or(String::new(), |d| d.to_string());
        let facts = [item.text.as_str(), item.owner.as_deref().unwrap_or_default(), &due, status];
        let facts: Vec<&str> = facts.into_iter().filter(|t| !t.is_empty()).collect();
        let part = context.labels.value("plan_part", part.code());
        grid.fitted(area, None, &format!("{part}: {}", facts.join(" · ")), 1, Paper::Short)?;
    }
    Ok(row)
}

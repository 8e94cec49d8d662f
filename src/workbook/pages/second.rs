//! The second page of a key account: the course's forms whole, filled or ready to fill. The nine parts of its
//! development plan, the alliance block, the questions about resources, value and cost items, the analysis of its key
//! persons, approval and review. What stands in lists is as planned; texts of the account and its persons follow edits.

use crate::layout::TableId;
use crate::method::development_plan::is_overdue;
use crate::model::{Choice, Field, PlanItem, PlanPart, Record};
use crate::workbook::cards::influence_lines::ACROSS;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::grid::{Area, Grid, address, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::schema::TITLE_ROW;
use crate::workbook::kit::stated;
use crate::workbook::pages::below::card_number;
use crate::workbook::pages::entered::Entered;
use crate::workbook::pages::head::order_address;
use crate::workbook::pages::subject::{COLUMNS, STRIPS, Subject};
use crate::workbook::pages::{plan, value_forms};

/// Heights in pixels.
const BAND_PX: u32 = 28;
const HEAD_PX: u32 = 22;
const LINE_PX: u32 = 18;
const TALL_PX: u32 = 30;
const GAP_PX: u32 = 6;
/// Last column of the nine parts; the account's own words stand to the right.
const LEFT_END: u16 = 29;
const RIGHT: u16 = 31;
/// Last column of the labels there.
const LABEL_END: u16 = RIGHT + 3;
/// Rows of the nine parts at most, and beside them.
const PARTS: usize = 21;
/// Key persons at most.
const PERSONS: usize = 4;

/// Texts about the account, each with the lines that it may take.
const ALLIANCE: [(Field, u32); 6] = [
    (Field::AllianceSubStrategy, 1),
    (Field::AllianceReason, 2),
    (Field::AllianceGoals, 2),
    (Field::AllianceFeasibility, 2),
    (Field::AllianceObstacles, 2),
    (Field::AllianceWays, 2),
];
const RESOURCES: [(Field, u32); 6] = [
    (Field::Decision, 1),
    (Field::ResourceSubStrategy, 1),
    (Field::OurGoal, 2),
    (Field::HowCarriedOut, 2),
    (Field::OurStrengths, 2),
    (Field::OurWeaknesses, 2),
];

/// What the analysis of a person says: key of the label, last column, fields.
const ANALYSIS: [(&str, u16, &[Field]); 7] = [
    ("counterpart", 11, &[Field::Counterpart, Field::VisitMode, Field::VisitLevel]),
    ("needs", 17, &[Field::Needs]),
    ("risk", 23, &[Field::Risk]),
    ("strength", 29, &[Field::Strength]),
    ("weakness", 35, &[Field::Weakness]),
    ("opportunity", 41, &[Field::Opportunity]),
    ("next_step", COLUMNS - 1, &[Field::NextStep]),
];
const PERSON_END: u16 = 4;

/// Whether anything is entered that stands here.
pub fn wanted(subject: &Subject<'_, '_>) -> bool {
    let (plan, at) = (subject.context.plan, subject.account.account);
    let texts = ALLIANCE.iter().chain(&RESOURCES).any(|(f, _)| subject.record.details.get(*f).is_some());
    let items = plan.portfolio.plan_items.iter().any(|i| i.account == at);
    let persons = subject.context.persons_of(subject.at).map(|p| plan.person_record(&plan.persons[p]));
    let fields = || ANALYSIS.iter().flat_map(|(_, _, fields)| fields.iter());
    let analysed = persons.into_iter().any(|p| fields().any(|field| p.get(*field).is_some()));
    texts || items || analysed || value_forms::wanted(subject)
}

/// Fills the page from a row on; returns its last row.
pub fn fill(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, top: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    grid.sheet.set_row_height_pixels(top, BAND_PX)?;
    let name = format!(
        "{}  {}",
        subject.account.rank.map_or("—".to_owned(), |r| r.to_string()),
        subject.record.name
    );
    let same = subject.found.as_ref().map(|_| format!("{}&\"\"", address(TITLE_ROW, 0)));
    grid.put(Area::line(top, 0, RIGHT - 1), words(same, name), Paper::BandTitle)?;
    grid.text(Area::line(top, RIGHT, COLUMNS - 1), context.label("workbook.page.forms"), Paper::BandText)?;
    let row = gap(grid, top + 1)?;
    let rows = lines(subject);
    let end = row + 1 + u32::try_from(rows.len().max(PARTS))?;
    grid.sheet.set_row_height_pixels(row, HEAD_PX)?;
    for at in row + 1..=end {
        grid.sheet.set_row_height_pixels(at, LINE_PX)?;
    }
    nine_parts(grid, subject, row, &rows)?;
    let heading = Entered { table: TableId::Alliance, label: "workbook.page.alliance_block" };
    let below = texts(grid, subject, row, &heading, &ALLIANCE)?;
    let heading = Entered { table: TableId::Allocation, label: "workbook.page.resource_questions" };
    texts(grid, subject, below, &heading, &RESOURCES)?;
    let row = gap(grid, end + 1)?;
    let row = value_forms::fill(grid, subject, row)?;
    let row = gap(grid, row)?;
    let row = persons(grid, subject, row)?;
    let row = gap(grid, row)?;
    plan::approval(grid, subject, row)
}

fn gap(grid: &mut Grid<'_, '_, '_>, row: u32) -> anyhow::Result<u32> {
    grid.sheet.set_row_height_pixels(row, GAP_PX)?;
    Ok(row + 1)
}

/// A line of the nine parts: an item, or a part that nobody has begun, with what of it.
type Line<'p> = (PlanPart, Option<&'p str>, Option<&'p PlanItem>);

/// What the preparation is asked for.
const TOPICS: [&str; 5] = ["purpose", "participants", "my_role", "known", "to_find_out"];

fn lines<'p>(subject: &Subject<'p, '_>) -> Vec<Line<'p>> {
    let (plan, labels) = (subject.context.plan, &subject.context.labels);
    let mut lines: Vec<Line<'p>> = Vec::new();
    for part in PlanPart::ALL {
        let all = plan.portfolio.plan_items.iter();
        let mut items: Vec<&PlanItem> = all
            .filter(|i| i.account == subject.account.account && i.part == Some(*part))
            .filter(|i| i.choice != Some(Choice::Dismiss))
            .collect();
        items.sort_by_key(|i| (i.due.is_none(), i.due, &i.text));
        match (items.is_empty(), part) {
            (true, PlanPart::Preparation) => {
                lines.extend(TOPICS.map(|key| (*part, Some(labels.value("plan_topic", key)), None)));
            }
            (true, _) => lines.push((*part, None, None)),
            (false, _) => lines.extend(items.into_iter().map(|i| (*part, i.topic.as_deref(), Some(i)))),
        }
    }
    lines
}

/// Last columns of the nine parts' columns, with their labels.
const PART_COLUMNS: [(&str, u16); 7] = [
    ("part", 3),
    ("topic", 7),
    ("text", 17),
    ("owner", 20),
    ("due", 23),
    ("amount", 26),
    ("status", LEFT_END),
];

fn nine_parts(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
    lines: &[Line<'_>],
) -> anyhow::Result<()> {
    let context = subject.context;
    let further = lines.len().saturating_sub(PARTS);
    let heading = Entered { table: TableId::PlanItems, label: "workbook.page.nine_parts" };
    heading.write(grid, subject, (row, 0, LEFT_END), further)?;
    let mut left = 0;
    for (key, right) in PART_COLUMNS {
        let label = context.labels.value("workbook.page_part", key);
        grid.text(Area::line(row + 1, left, right), label, Paper::Head)?;
        left = right + 1;
    }
    for (at, (part, topic, item)) in (row + 2..).zip(lines.iter().take(PARTS)) {
        let mut left = 0;
        for (key, right) in PART_COLUMNS {
            let area = Area::line(at, left, right);
            left = right + 1;
            let (cell, paper) = part_cell(subject, key, *part, *topic, *item);
            grid.put_short(area, cell, paper)?;
        }
    }
    Ok(())
}

fn part_cell<'c>(
    subject: &Subject<'c, '_>,
    key: &str,
    part: PlanPart,
    topic: Option<&'c str>,
    item: Option<&'c PlanItem>,
) -> (Cell<'c>, Paper) {
    let labels = &subject.context.labels;
    let said = |text: Option<&'c str>| Cell::text(text.unwrap_or_default());
    match (key, item) {
        ("part", _) => (Cell::text(labels.value("plan_part", part.code())), Paper::Label),
        ("topic", _) => (said(topic), Paper::Short),
        ("text", Some(item)) if item.text.is_empty() => {
            let proposal = item.proposal.as_deref().map(|code| labels.value("proposal", code));
            (said(proposal), Paper::Short)
        }
        ("text", Some(item)) => match &item.links {
            Some(links) => (Cell::text(format!("{} ← {links}", item.text)), Paper::Short),
            None => (Cell::text(item.text.as_str()), Paper::Short),
        },
        ("owner", Some(item)) => (said(item.owner.as_deref()), Paper::Short),
        ("due", Some(item)) => {
            let late = is_overdue(item, subject.context.plan.today);
            (item.due.map_or(Cell::Blank, Cell::Date), if late { Paper::Late } else { Paper::Day })
        }
        ("amount", Some(item)) => (Cell::number(item.amount), Paper::Amount),
        ("status", Some(item)) => {
            (said(item.status.map(|s| labels.value("plan_status", s.code()))), Paper::Center)
        }
        ("text", None) if part == PlanPart::Goals && subject.has_goals() => {
            (Cell::text(format!("→ {}", labels.text("workbook.page.goals"))), Paper::Short)
        }
        _ => (Cell::Blank, Paper::Short),
    }
}

/// A heading and the account's texts below it, on the right; returns the row below.
fn texts(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    row: u32,
    heading: &Entered,
    fields: &[(Field, u32)],
) -> anyhow::Result<u32> {
    let context = subject.context;
    heading.write(grid, subject, (row, RIGHT, COLUMNS - 1), 0)?;
    let found = match heading.table {
        TableId::Alliance => Found::alliance(context, &order_address()),
        _ => Found::allocation(context, &order_address()),
    };
    let mut at = row + 1;
    for (field, lines) in fields {
        let bottom = at + lines - 1;
        let label = context.labels.field(crate::model::RecordKind::Accounts, *field);
        grid.text(Area { row: at, bottom, left: RIGHT, right: LABEL_END }, label, Paper::Label)?;
        let key = match field {
            Field::AllianceSubStrategy => "taken",
            Field::Decision => "decision_taken",
            _ => field.code(),
        };
        let text = subject.record.details.get(*field).unwrap_or_default();
        let place = Area { row: at, bottom, left: LABEL_END + 1, right: COLUMNS - 1 };
        grid.fitted(place, found.as_ref().and_then(|f| f.text(key)), text, *lines, Paper::Body)?;
        at = bottom + 1;
    }
    Ok(at)
}

/// What is known of the key persons, from risk to next step; returns the row below.
fn persons(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    let all = context.persons_of(subject.at);
    let shown = all.len().min(PERSONS).min(STRIPS * ACROSS);
    grid.sheet.set_row_height_pixels(row, HEAD_PX)?;
    let heading = Entered { table: TableId::Persons, label: "workbook.page.person_analysis" };
    heading.write(grid, subject, (row, 0, COLUMNS - 1), all.len() - shown)?;
    grid.sheet.set_row_height_pixels(row + 1, LINE_PX)?;
    let label = context.labels.value("workbook.page_contact", "person");
    grid.text(Area::line(row + 1, 0, PERSON_END), label, Paper::Head)?;
    let mut left = PERSON_END + 1;
    for (key, right, _) in ANALYSIS {
        let label = context.labels.value("workbook.page_analysis", key);
        grid.text(Area::line(row + 1, left, right), label, Paper::Head)?;
        left = right + 1;
    }
    let mut at = row + 2;
    for index in all.take(shown) {
        grid.sheet.set_row_height_pixels(at, TALL_PX)?;
        let record = context.plan.person_record(&context.plan.persons[index]);
        let found = Found::person(context, &card_number(subject, index));
        let of = |key: &str| found.as_ref().and_then(|f| f.text(key));
        grid.put(
            Area::line(at, 0, PERSON_END),
            words(of("person"), record.name.clone()),
            Paper::StrongShort,
        )?;
        let mut left = PERSON_END + 1;
        for (_, right, fields) in ANALYSIS {
            let text = fields.iter().map(|f| said(subject, record, *f)).collect::<Vec<_>>().join(" ");
            let text = text.split(' ').filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
            let parts: Option<Vec<String>> = fields.iter().map(|f| of(f.code())).collect();
            let formula = parts.map(|parts| format!("TRIM({})", parts.join(&format!("&{}&", quoted(" ")))));
            grid.fitted(Area::line(at, left, right), formula, &text, 2, Paper::Body)?;
            left = right + 1;
        }
        at += 1;
    }
    if shown == 0 {
        grid.sheet.set_row_height_pixels(at, LINE_PX)?;
        let place = Area::line(at, 0, COLUMNS - 1);
        grid.text(place, context.labels.value("workbook.page_collect", "contact_plan"), Paper::Collect)?;
        at += 1;
    }
    Ok(at)
}

/// What the record of a person states, in words.
fn said<R: Record>(subject: &Subject<'_, '_>, record: &R, field: Field) -> String {
    stated::text(&subject.context.labels, record, field).unwrap_or_default()
}

//! A key person's card: name, role and title, the four commitment boxes with one ticked, visits now and
//! recommended, priority focus, and who the person reports to and influences. Formulas over the table of
//! key persons, found by the person's number, so that the card follows an edit.

use crate::method::PersonPlan;
use crate::model::{CommitmentLevel, Field, Role};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::grid::{Area, Grid, address, worded, words};
use crate::workbook::kit::lookup::Found;
use crate::workbook::kit::page_styles::Paper;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule};

/// Columns of a card.
pub const CARD_COLUMNS: u16 = 6;
/// Rows of a card.
pub const CARD_ROWS: u32 = 5;
/// Height of a card's row in pixels.
pub const CARD_ROW_PX: u32 = 20;

/// Levels in the order of the boxes, with the defined names of their words.
const BOXES: [(CommitmentLevel, &str); 4] = [
    (CommitmentLevel::Champion, "level_champion"),
    (CommitmentLevel::Supporter, "level_supporter"),
    (CommitmentLevel::Doubter, "level_doubter"),
    (CommitmentLevel::Obstructionist, "level_obstructionist"),
];

/// Writes the card of the `index`-th person of the plan with its top left corner in a cell.
pub fn card(grid: &mut Grid<'_, '_, '_>, row: u32, column: u16, index: usize) -> anyhow::Result<()> {
    let context = grid.context;
    let person = &context.plan.persons[index];
    let record = context.plan.person_record(person);
    let last = column + CARD_COLUMNS - 1;
    let line = |offset: u32, from: u16, to: u16| Area::line(row + offset, column + from, column + to);
    let found = Found::person(context, &address(row, last));
    let found = found.as_ref();
    let contact = Found::contact(context, &address(row, last));
    for offset in 0..CARD_ROWS {
        grid.sheet.set_row_height_pixels(row + offset, CARD_ROW_PX)?;
    }
    let text = |key: &str| found.and_then(|f| f.text(key));
    grid.put_short(line(0, 0, 4), words(text("person"), record.name.clone()), Paper::CardName)?;
    grid.put(line(0, 5, 5), number(context, person), Paper::CardNumber)?;
    grid.put_short(line(1, 0, 5), role(context, person, found), Paper::CardRole)?;
    let level = context.labels.value("commitment", person.commitment.code());
    for (at, (box_level, name)) in (0_u16..).zip(BOXES) {
        let symbol = context.labels.value("workbook.symbol", box_level.code());
        let ticked = format!("IF({}={name},{},\"\")", address(row + 3, column), quoted(symbol));
        let value = if person.commitment == box_level { symbol } else { "" };
        grid.put(line(2, at, at), words(found.map(|_| ticked), value.to_owned()), Paper::CardBox)?;
    }
    let stated = text("commitment").map(|f| format!("IF({f}=\"\",level_unknown,{f})"));
    let focus = record.details.get(Field::PriorityFocus).unwrap_or_default();
    let formula = contact.as_ref().or(found).and_then(|f| f.detail(Field::PriorityFocus));
    grid.put_short(line(2, 4, 5), words(formula, focus.to_owned()), Paper::CardRight)?;
    grid.put_short(line(3, 0, 2), words(stated, level.to_owned()), Paper::CardLeft)?;
    grid.put_short(line(3, 3, 5), visits(context, person, found), Paper::CardRight)?;
    grid.put_short(line(4, 0, 5), relations(context, person, found), Paper::CardLast)
}

/// The number by which formulas find the person.
pub fn number(context: &Context<'_>, person: &PersonPlan) -> Cell<'static> {
    Cell::count(context.person_numbers.get(person.person).copied().unwrap_or(0))
}

fn role<'c>(context: &Context<'_>, person: &PersonPlan, found: Option<&Found<'_>>) -> Cell<'c> {
    let record = context.plan.person_record(person);
    let word = context.labels.value("role", record.role.code());
    let title = record.details.get(Field::Title).unwrap_or_default();
    let value = if title.is_empty() { word.to_owned() } else { format!("{word} · {title}") };
    let formula = found.and_then(|f| {
        let (role, title) = (f.text("role")?, f.text("title")?);
        let unknown = quoted(context.labels.value("role", Role::Unknown.code()));
        Some(format!("IF({role}=\"\",{unknown},{role})&IF({title}=\"\",\"\",\" · \"&{title})"))
    });
    words(formula, value)
}

/// Visits now → recommended.
pub fn visits<'c>(context: &Context<'_>, person: &PersonPlan, found: Option<&Found<'_>>) -> Cell<'c> {
    let shown = |v: Option<f64>| v.map_or("—".to_owned(), |v| v.round().to_string());
    let now = context.plan.person_record(person).visits;
    let label = context.label("workbook.map.visits");
    let places = [("now", shown(now)), ("then", shown(person.recommended_visits))];
    let value = context.labels.fill("workbook.map.visits", &places);
    let formula = found.and_then(|f| {
        let whole = |cell: String| format!("IF({cell}=\"\",\"—\",ROUND({cell},0))");
        let now = whole(f.value("visits_a_year")?);
        let then = f.value("recommended_visits").map(whole);
        Some(worded(label, &[("now", now), ("then", then.unwrap_or_else(|| quoted(&places[1].1)))]))
    });
    words(formula, value)
}

/// Whom the person reports to and influences, in words beside the lines.
fn relations<'c>(context: &Context<'_>, person: &PersonPlan, found: Option<&Found<'_>>) -> Cell<'c> {
    let record = context.plan.person_record(person);
    let fields = [(Field::ReportsTo, "workbook.map.reports"), (Field::Influences, "workbook.map.influences")];
    let (mut value, mut formula) = (String::new(), Vec::new());
    for (field, key) in fields {
        if let Some(text) = record.details.get(field) {
            value.push_str(&context.labels.fill(key, &[("names", text.to_owned())]));
        }
        if let Some(cell) = found.and_then(|f| f.detail(field)) {
            let shown = worded(context.labels.text(key), &[("names", cell.clone())]);
            formula.push(format!("IF({cell}=\"\",\"\",{shown})"));
        }
    }
    words((!formula.is_empty()).then(|| formula.join("&")), value)
}

/// Colours the ticked boxes of a block of cards.
pub fn color_boxes(grid: &mut Grid<'_, '_, '_>, area: Area) -> anyhow::Result<()> {
    let context = grid.context;
    for (level, _) in BOXES {
        let symbol = context.labels.value("workbook.symbol", level.code()).to_owned();
        let Some(format) = context.styles.badge(level.code()) else { continue };
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(symbol));
        let Area { row, bottom, left, right } = area;
        grid.sheet.add_conditional_format(row, left, bottom, right, &rule.set_format(format))?;
    }
    Ok(())
}

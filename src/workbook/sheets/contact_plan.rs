//! The contact plan: the course's ten columns for every key person, proposals apart from entries, and the
//! recommended visits spread over twelve months.

use crate::layout::TableId;
use crate::method::PersonPlan;
use crate::model::{ContactSubStrategy, Field, Role};
use crate::workbook::kit::cell::{Cell, Value};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::persons::{PersonRow, contacts_planned, rows};
use crate::workbook::kit::resource_keys::visits;
use crate::workbook::kit::schema::{HEADER_ROW, Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::styles::{Form, Piece};
use crate::workbook::kit::table::write_formula;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// The twelve months' keys.
const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9",
    "month_10", "month_11", "month_12",
];

/// Width of a month in pixels.
const MONTH_PX: u32 = 34;

/// The contact plan of a plan.
struct ContactPlan<'a>(Tabled<'a, PersonRow<'a>>);

/// The sheet, where there are not too many key persons.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    if !contacts_planned(facts.plan) {
        return Ok(None);
    }
    Ok(Some(Box::new(ContactPlan(
        Tabled::of(
            facts,
            TableId::ContactPlan,
            own::with(columns(facts), facts, TableId::ContactPlan, |r| Some(r.record.source)),
            rows(facts),
        )
        .placed(|s| s.below(HEADER_ROW + 1)),
    ))))
}

/// The columns of this plan.
fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, PersonRow<'d>>> {
    let of = Describe::<PersonRow<'d>>::of(facts, TableId::ContactPlan);
    let (live, labels) = (facts.live, &facts.labels);
    let entry = |field: Field| of.entry(field.code(), Form::Text);
    let stated = |field: Field| {
        entry(field).text(move |r: &PersonRow<'d>| r.record.details.get(field).unwrap_or_default())
    };
    let strategies = ContactSubStrategy::ALL.iter().map(|s| s.code());
    let strategies = Limit::Suggested(facts.words("sub_strategy", strategies));
    let role = |r: &PersonRow<'_>| Some(r.record.role).filter(|role| *role != Role::Unknown);
    let [id, name] = of.account(|r| r.account);
    let trigger = of.proposed("trigger", Form::Text).text(|r| reasons(facts, r.person));
    let route = of.computed("route", Form::Text).text(|r| route(facts, r.person));
    let mut columns = vec![
        name,
        // Of an empty row as soon as the sheet of key persons names somebody.
        of.plain("person", Form::Text)
            .when(live, |c| c.words_case(known("person"), |r| r.blank.then_some("")))
            .text(|r| r.record.name.as_str()),
        of.computed("title", Form::Text)
            .live_words(live, known("title"), |r| r.record.details.get(Field::Title).unwrap_or_default()),
        stated(Field::VisitPurpose),
        of.computed("visit_frequency", Form::Number).live(live, frequency(facts), planned),
        of.computed("role", Form::Center).live_words(live, known("role"), move |r| {
            role(r).map_or("", |role| labels.value("role", role.code()))
        }),
        of.computed("commitment", Form::Center).live_words(live, known("commitment"), |r| {
            if r.blank { "" } else { labels.value("commitment", r.person.commitment.code()) }
        }),
        stated(Field::PriorityFocus),
        of.proposed("proposed_sub_strategy", Form::Text)
            .text(|r| r.person.contact.first().map_or("", |(s, _)| labels.value("sub_strategy", s.code()))),
        entry(Field::SubStrategy).limited(strategies).text(|r| chosen(facts, r)),
        stated(Field::Tactics),
        stated(Field::FollowUp),
    ];
    for (at, key) in (1_u8..).zip(MONTHS) {
        let month = f64::from(at);
        columns.push(of.computed(key, Form::Count).live(live, in_month(key), move |r| due(r, month)));
    }
    columns.extend([
        trigger.shut(),
        route.shut(),
        id.shut(),
        of.computed("person_no", Form::Count).cell(|r| Cell::count(r.number)).shut(),
    ]);
    if live {
        // A person's row on the sheet of key persons.
        let line = of.computed("line", Form::Count);
        columns.push(
            line.formula("MATCH({person_no},{KeyPersons.person_no*},0)", |r| Some(r.index as f64 + 1.0))
                .shut(),
        );
    }
    columns
}

/// Visits a year that the plan spreads.
fn planned(row: &PersonRow<'_>) -> Option<f64> {
    row.person.recommended_visits.or(row.record.visits)
}

/// A cell of the person's row on the sheet of key persons.
fn looked_up(key: &str) -> String {
    format!("INDEX({{KeyPersons.{key}*}},{{line}})")
}

/// The same; blank stays blank.
fn known(key: &str) -> String {
    let cell = looked_up(key);
    format!("IF({cell}=\"\",\"\",{cell})")
}

fn frequency(facts: &Facts<'_>) -> String {
    if visits(facts.plan).is_none() {
        return known("visits_a_year");
    }
    let (recommended, stated) = (looked_up("recommended_visits"), looked_up("visits_a_year"));
    format!("IF({recommended}<>\"\",{recommended},IF({stated}=\"\",\"\",{stated}))")
}

/// Months are counted by their columns, so that no number but 12 stands in the formula.
fn in_month(key: &str) -> String {
    let from = match key == MONTHS[0] {
        true => "(MOD({person_no},12)+1)".to_owned(),
        false => format!("(MOD({{person_no}},12)+COLUMNS({{{}}}:{{{key}}}))", MONTHS[0]),
    };
    let due = format!(
        "ROUND(ROUND({{visit_frequency}},0)*{from}/12,0)-ROUND(ROUND({{visit_frequency}},0)*({from}-1)/12,0)"
    );
    format!("IF({{visit_frequency}}=\"\",\"\",IF({due}>0,{due},\"\"))")
}

/// Visits due in a month, 1…12; none where there are none.
fn due(row: &PersonRow<'_>, month: f64) -> Option<f64> {
    let at = (row.number % 12) as f64 + month;
    planned(row).map(|v| upto(v, at) - upto(v, at - 1.0)).filter(|visits| *visits > 0.0)
}

/// Whole visits up to the end of a month, spread evenly; every person's months begin elsewhere, so that the
/// months' sums are even too.
fn upto(visits: f64, month: f64) -> f64 {
    (visits.round() * month / 12.0).round()
}

/// The sub-strategy that the list states, in the reader's words where it is a known one.
fn chosen(facts: &Facts<'_>, row: &PersonRow<'_>) -> String {
    let text = row.record.details.get(Field::SubStrategy).unwrap_or_default();
    match facts.config.columns.word("sub_strategy", text) {
        Some(code) => facts.labels.value("sub_strategy", code).to_owned(),
        None => text.to_owned(),
    }
}

/// What hit, and the runners-up.
fn reasons(facts: &Facts<'_>, person: &PersonPlan) -> String {
    let labels = &facts.labels;
    let Some((_, trigger)) = person.contact.first() else { return String::new() };
    let first = labels.value("contact_trigger", trigger.code());
    let others: Vec<&str> =
        person.contact.iter().skip(1).map(|(s, _)| labels.value("sub_strategy", s.code())).collect();
    if others.is_empty() {
        return first.to_owned();
    }
    let others = others.join(labels.text("workbook.list_separator"));
    labels.fill("workbook.runners_up", &[("reason", first.to_owned()), ("others", others)])
}

/// The chain of names, from our side to the person.
fn route(facts: &Facts<'_>, person: &PersonPlan) -> String {
    let name = |at: &usize| facts.plan.person_record(&facts.plan.persons[*at]).name.as_str();
    let chain = person.route.as_deref().filter(|chain| chain.len() > 1).unwrap_or_default();
    chain.iter().map(name).collect::<Vec<_>>().join(" → ")
}

/// Visits a month, above their columns.
fn totals(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    rows: &[PersonRow<'_>],
) -> anyhow::Result<()> {
    let row = schema.first - 2;
    let first = schema.place(MONTHS[0]);
    let heading = context.styles.piece(Piece::HeaderRight);
    sheet.write_string_with_format(row, first - 1, context.label("workbook.month_totals"), heading)?;
    for (key, column) in MONTHS.iter().zip(first..) {
        let sum: f64 = rows.iter().filter_map(|r| due(r, f64::from(column - first + 1))).sum();
        let formula = format!("SUM({})", schema.all(key));
        write_formula(
            sheet,
            row,
            column,
            &formula,
            &Value::Number(sum),
            context.styles.piece(Piece::HeaderRight),
        )?;
    }
    Ok(())
}

impl Sheet for ContactPlan<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.0.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.0.schema;
        let note = context.label("workbook.note.contact_plan");
        page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
        let last = self.0.write(sheet, context)?;
        page::freeze(sheet, schema, 2)?;
        let printed = forms::printed(schema.first, last, context.printed_persons());
        page::print_table(sheet, context, schema, printed)?;
        for at in 0..12 {
            sheet.set_column_width_pixels(schema.place(MONTHS[0]) + at, MONTH_PX)?;
        }
        totals(sheet, context, schema, &self.0.rows)?;
        page::commitment_colors(sheet, context, schema, last)
    }
}

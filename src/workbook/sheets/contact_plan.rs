//! The contact plan: the course's ten columns for every key person, proposals apart from entries, and the
//! recommended visits spread over twelve months.

use crate::method::PersonPlan;
use crate::model::{CommitmentLevel, ContactSubStrategy, Field, RecordKind};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, FIRST_ROW, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// With more key persons than this nobody reads a contact plan: it is left out, and its entries stand on
/// the sheet of key persons.
pub const MOST: usize = 5_000;

/// Texts of a person that are entered here.
pub const TEXTS: [Field; 5] =
    [Field::VisitPurpose, Field::PriorityFocus, Field::SubStrategy, Field::Tactics, Field::FollowUp];

/// The twelve months' keys.
const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9",
    "month_10", "month_11", "month_12",
];

/// Whether this plan has a contact plan.
pub fn wanted(plan: &crate::method::Plan) -> bool {
    !plan.persons.is_empty() && plan.persons.len() <= MOST
}

/// The columns of this plan.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let entry = |field: Field| {
        let header = facts.field(RecordKind::Persons, field);
        Column::new("text", header, Form::Text, Look::Entry).numbered(field as usize)
    };
    let strategies = ContactSubStrategy::ALL.iter();
    let strategies = strategies.map(|s| facts.labels.value("sub_strategy", s.code()).to_owned()).collect();
    let mut columns = vec![
        own("account", Form::Text, Look::Plain),
        own("person", Form::Text, Look::Plain),
        own("title", Form::Text, Look::Computed),
        entry(Field::VisitPurpose),
        own("visit_frequency", Form::Number, Look::Computed),
        own("role", Form::Center, Look::Computed),
        own("commitment", Form::Center, Look::Computed),
        entry(Field::PriorityFocus),
        own("proposed_sub_strategy", Form::Text, Look::Proposed),
        own("trigger", Form::Text, Look::Proposed),
        entry(Field::SubStrategy).limited(Limit::Suggested(strategies)),
        entry(Field::Tactics),
        entry(Field::FollowUp),
        own("route", Form::Text, Look::Computed),
    ];
    columns.extend(MONTHS.map(|key| own(key, Form::Count, Look::Computed)));
    columns
        .extend([own("account_id", Form::Text, Look::Plain), own("person_no", Form::Count, Look::Computed)]);
    if facts.live {
        columns.push(own("line", Form::Count, Look::Computed));
    }
    let sheet = facts.labels.value("sheet", "contact_plan").to_owned();
    Schema::new("ContactPlan", sheet, columns, facts.plan.persons.len())
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let Some(schema) = &context.contact_plan else { return Ok(()) };
    let persons = &context.plan.persons;
    let note = context.label("workbook.note.contact_plan");
    page::title(sheet, context, context.sheet("contact_plan"), note, schema.columns.len())?;
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    // A person's row on the sheet of key persons.
    let last = table::write(sheet, context, schema, &spot, persons.len(), |index, column, row| {
        cell(context, schema, (index, &persons[index]), column, row)
    })?;
    page::freeze(sheet, 2)?;
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, schema.place("account_id") - 1)?;
    page::print_wide(sheet, schema.place("person"))?;
    for at in 0..12 {
        sheet.set_column_width_pixels(schema.place("month_1") + at, 38)?;
    }
    let helpers = schema.place("person_no");
    sheet.group_columns_collapsed(helpers, u16::try_from(schema.columns.len())? - 1)?;
    let place = schema.place("commitment");
    for level in CommitmentLevel::ALL.iter().filter(|l| **l != CommitmentLevel::Unknown) {
        let word = context.labels.value("commitment", level.code()).to_owned();
        if let Some(format) = context.styles.badge(level.code()) {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
            sheet.add_conditional_format(FIRST_ROW, place, last, place, &rule.set_format(format))?;
        }
    }
    Ok(())
}

fn cell<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    (index, person): (usize, &'c PersonPlan),
    column: &Column,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.person_record(person);
    let account = context.plan.record(&context.plan.accounts[person.account]);
    let labels = &context.labels;
    let number = context.person_numbers.get(person.person).copied().unwrap_or(0);
    match column.key {
        "account" => Cell::text(account.name.as_str()),
        "account_id" => Cell::text(account.id.as_deref().unwrap_or_default()),
        "person" => Cell::text(record.name.as_str()),
        "person_no" => Cell::count(number),
        "text" => {
            let field = Field::ALL[column.index as usize];
            let text = record.details.get(field).unwrap_or_default();
            Cell::text(if field == Field::SubStrategy { stated(context, text) } else { text.to_owned() })
        }
        "proposed_sub_strategy" => {
            Cell::text(person.contact.first().map_or("", |(s, _)| labels.value("sub_strategy", s.code())))
        }
        "trigger" => Cell::text(reasons(context, person)),
        "route" => Cell::text(route(context, person)),
        "line" => {
            let numbers = persons(context).map(|p| p.all("person_no")).unwrap_or_default();
            Cell::formula(
                schema.formula(&format!("MATCH({{person_no}},{numbers},0)"), row),
                Some(index as f64 + 1.0),
            )
        }
        key => looked_up(context, schema, person, key, row),
    }
}

fn persons<'c>(context: &'c Context<'_>) -> Option<&'c Schema> {
    context.persons.as_ref()
}

/// A stated sub-strategy in the reader's words, where it is a known one.
fn stated(context: &Context<'_>, text: &str) -> String {
    match context.config.columns.word("sub_strategy", text) {
        Some(code) => context.labels.value("sub_strategy", code).to_owned(),
        None => text.to_owned(),
    }
}

/// What hit, and the runners-up.
fn reasons(context: &Context<'_>, person: &PersonPlan) -> String {
    let labels = &context.labels;
    let Some((_, trigger)) = person.contact.first() else { return String::new() };
    let first = labels.value("contact_trigger", trigger.code());
    let others: Vec<&str> =
        person.contact.iter().skip(1).map(|(s, _)| labels.value("sub_strategy", s.code())).collect();
    if others.is_empty() {
        return first.to_owned();
    }
    let others = others.join(context.label("workbook.list_separator"));
    labels.fill("workbook.runners_up", &[("reason", first.to_owned()), ("others", others)])
}

/// The chain of names, from our side to the person.
fn route(context: &Context<'_>, person: &PersonPlan) -> String {
    let name = |at: &usize| context.plan.person_record(&context.plan.persons[*at]).name.as_str();
    let chain = person.route.as_deref().filter(|chain| chain.len() > 1).unwrap_or_default();
    chain.iter().map(name).collect::<Vec<_>>().join(" → ")
}

/// What stands on the sheet of key persons, and the months.
fn looked_up<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    person: &'c PersonPlan,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.person_record(person);
    let labels = &context.labels;
    let visits = person.recommended_visits.or(record.visits);
    let (text, number) = match key {
        "title" => (record.details.get(Field::Title).unwrap_or_default(), None),
        "role" if record.role == crate::model::Role::Unknown => ("", None),
        "role" => (labels.value("role", record.role.code()), None),
        "commitment" => (labels.value("commitment", person.commitment.code()), None),
        "visit_frequency" => ("", visits),
        month => {
            let at = MONTHS.iter().position(|m| *m == month).unwrap_or(0) as f64 + 1.0;
            ("", visits.map(|v| upto(v, at) - upto(v, at - 1.0)))
        }
    };
    let textual = matches!(key, "title" | "role" | "commitment");
    let (Some(source), true) = (persons(context), context.live) else {
        return if textual { Cell::text(text) } else { Cell::number(number) };
    };
    let look = |column: &str| format!("INDEX({},{{line}})", source.all(column));
    let known = |cell: String| format!("IF({cell}=\"\",\"\",{cell})");
    let pattern = match key {
        "visit_frequency" if source.has("recommended_visits") => {
            let (recommended, stated) = (look("recommended_visits"), look("visits_a_year"));
            format!("IF({recommended}<>\"\",{recommended},IF({stated}=\"\",\"\",{stated}))")
        }
        "visit_frequency" => known(look("visits_a_year")),
        "title" | "role" | "commitment" => known(look(key)),
        month => {
            let at = MONTHS.iter().position(|m| *m == month).unwrap_or(0) + 1;
            // Months are counted by their columns, so that no number but 12 stands in the formula.
            let (first, here) = (schema.this(MONTHS[0], row), schema.this(MONTHS[at - 1], row));
            let upto = format!("COLUMNS({first}:{here})");
            let upto = if at == 1 { "1".to_owned() } else { upto };
            format!(
                "IF({{visit_frequency}}=\"\",\"\",ROUND({{visit_frequency}}*{upto}/12,0)\
                 -ROUND({{visit_frequency}}*({upto}-1)/12,0))"
            )
        }
    };
    let formula = schema.formula(&pattern, row);
    if textual { Cell::text_formula(formula, text) } else { Cell::formula(formula, number) }
}

/// Visits up to the end of a month, 1…12: spread evenly, whole.
fn upto(visits: f64, month: f64) -> f64 {
    (visits * month / 12.0).round()
}

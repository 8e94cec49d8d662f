//! The sheet of key persons: role, both axes, commitment by formula, visits.

pub mod person_visits;
pub mod quadrant;

use crate::config::{Parameter, Settings};
use crate::method::PersonPlan;
use crate::model::{CommitmentLevel, Field, RecordKind, Role, Scale, Score};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, FIRST_ROW, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

/// Names of the table where it continues on further sheets.
pub const FURTHER_TABLES: [&str; 9] = [
    "KeyPersons2",
    "KeyPersons3",
    "KeyPersons4",
    "KeyPersons5",
    "KeyPersons6",
    "KeyPersons7",
    "KeyPersons8",
    "KeyPersons9",
    "KeyPersons10",
];

/// Texts shown where any person has them.
const DETAILS: [Field; 19] = [
    Field::Email,
    Field::Phone,
    Field::Needs,
    Field::PriorityFocus,
    Field::ReportsTo,
    Field::Influences,
    Field::Counterpart,
    Field::VisitPurpose,
    Field::VisitMode,
    Field::VisitLevel,
    Field::SubStrategy,
    Field::Tactics,
    Field::FollowUp,
    Field::Risk,
    Field::Strength,
    Field::Weakness,
    Field::Opportunity,
    Field::NextStep,
    Field::Notes,
];

/// Whether a person has a date of contact.
type Contacted = fn(&crate::model::KeyPerson) -> bool;

/// The columns of this plan.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let words = |group: &str, codes: Vec<&'static str>| {
        Limit::Choice(codes.into_iter().map(|c| facts.labels.value(group, c).to_owned()).collect())
    };
    let roles = words("role", Role::ALL.iter().map(|r| r.code()).collect());
    let levels = words("commitment", CommitmentLevel::ALL.iter().map(|l| l.code()).collect());
    let persons = &facts.plan.portfolio.persons;
    let mut columns = vec![
        own("account", Form::Text, Look::Plain),
        own("person", Form::Text, Look::Plain),
        own("title", Form::Text, Look::Plain),
        own("role", Form::Center, Look::Entry).limited(roles),
        own("receptivity", Form::Center, Look::Entry).limited(Limit::Score),
        own("dynamics", Form::Center, Look::Entry).limited(Limit::Score),
        own("scale", Form::Center, Look::Entry).limited(Limit::Choice(vec![
            "10".to_owned(),
            "5".to_owned(),
            facts.labels.value("scale", "words").to_owned(),
        ])),
        own("stated_commitment", Form::Center, Look::Entry).limited(levels),
        own("commitment", Form::Center, Look::Computed),
        own("visits_a_year", Form::Count, Look::Entry).limited(Limit::NotNegative),
    ];
    let contacts: [(&str, Field, Contacted); 2] = [
        ("last_contact", Field::LastContact, |p| p.last_contact.is_some()),
        ("next_contact", Field::NextContact, |p| p.next_contact.is_some()),
    ];
    for (key, field, known) in contacts {
        if persons.iter().any(known) {
            columns.push(Column::new(key, facts.field(RecordKind::Persons, field), Form::Date, Look::Entry));
        }
    }
    columns
        .extend(crate::workbook::sheets::key_persons::person_visits::columns(facts, |key| facts.header(key)));
    let elsewhere = |f: &Field| {
        crate::workbook::sheets::contact_plan::wanted(facts.plan)
            && crate::workbook::sheets::contact_plan::TEXTS.contains(f)
    };
    for wanted in DETAILS.into_iter().filter(|f| !elsewhere(f)) {
        if persons.iter().any(|p| p.details.get(wanted).is_some()) {
            let name = facts.field(RecordKind::Persons, wanted);
            columns.push(Column::new("detail", name, Form::Text, Look::Plain).numbered(wanted as usize));
        }
    }
    columns.extend([own("account_id", Form::Text, Look::Plain), own("order", Form::Count, Look::Computed)]);
    columns.extend(["high_from", "receptive", "dynamic"].map(|key| own(key, Form::Number, Look::Computed)));
    columns
        .extend(crate::workbook::sheets::key_persons::person_visits::helpers(facts, |key| facts.header(key)));
    if crate::workbook::sheets::key_persons::quadrant::wanted(persons) {
        columns.extend(crate::workbook::sheets::key_persons::quadrant::columns(|key| facts.header(key)));
    }
    if facts.live {
        let helpers = ["weight", "points", "known_weight", "weighted_points"];
        columns.extend(helpers.map(|key| own(key, Form::Number, Look::Computed)));
    }
    for column in columns.iter_mut().filter(|c| c.key == "order") {
        column.fill = Some(crate::workbook::kit::accounts::ORDER_OF_ROW.to_owned());
    }
    let sheet = facts.labels.value("sheet", "key_persons").to_owned();
    Schema::new("KeyPersons", sheet, columns, facts.plan.persons.len()).growing()
}

/// Fills the sheet, or one that continues it.
pub fn fill_part(sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
    let Some(schema) = context.persons.iter().chain(&context.persons_more).nth(part - 1) else {
        return Ok(());
    };
    let before = (part - 1) * context.rows_per_sheet();
    let persons = &context.plan.persons[before..before + schema.rows];
    let further = if part == 1 { context.persons_more.len() } else { 0 };
    let note =
        context.note(context.label("workbook.note.key_persons"), context.sheet("key_persons"), further);
    page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    let patterns = Patterns::new(context);
    let last = table::write(sheet, context, schema, &spot, persons.len(), |index, column, row| {
        cell(context, (schema, &patterns), &persons[index], column, row)
    })?;
    page::freeze(sheet, 2)?;
    page::print(sheet, context, 0);
    if schema.has("plot_receptivity") {
        let column = u16::try_from(schema.columns.len())? + 1;
        sheet.insert_chart(
            HEADER_ROW,
            column,
            &crate::workbook::sheets::key_persons::quadrant::chart(context, schema),
        )?;
        page::chart_link(sheet, context, &schema.sheet, column)?;
    }
    // The account's id and Order, and the helpers behind them, are for formulas.
    let printed = schema.place("account_id") - 1;
    sheet.set_print_area(0, 0, last, printed)?;
    if printed > 12 {
        page::print_wide(sheet, schema.place("person"))?;
    }
    let place = schema.place("commitment");
    let last = schema.reach(last);
    for level in CommitmentLevel::ALL {
        let word = context.labels.value("commitment", level.code()).to_owned();
        if let Some(format) =
            context.styles.badge(level.code()).filter(|_| *level != CommitmentLevel::Unknown)
        {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
            sheet.add_conditional_format(FIRST_ROW, place, last, place, &rule.set_format(format))?;
        }
    }
    Ok(())
}

fn cell<'c>(
    context: &'c Context<'_>,
    table: (&Schema, &Patterns),
    person: &'c PersonPlan,
    column: &Column,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.person_record(person);
    let account = &context.plan.accounts[person.account];
    match column.key {
        "account" => Cell::text(context.plan.record(account).name.as_str()),
        "account_id" => Cell::text(context.plan.record(account).id.as_deref().unwrap_or_default()),
        "order" => Cell::count(account.order),
        "person" => Cell::text(record.name.as_str()),
        "title" => Cell::text(record.details.get(Field::Title).unwrap_or_default()),
        "role" if record.role == Role::Unknown => Cell::Blank,
        "role" => Cell::text(context.labels.value("role", record.role.code())),
        "receptivity" => score(context, record.receptivity),
        "dynamics" => score(context, record.dynamics),
        "scale" => scale(context, record.scale),
        "stated_commitment" => {
            Cell::text(record.stated_commitment.map_or("", |l| context.labels.value("commitment", l.code())))
        }
        "visits_a_year" => Cell::number(record.visits),
        "last_contact" => record.last_contact.map_or(Cell::Blank, Cell::Date),
        "next_contact" => record.next_contact.map_or(Cell::Blank, Cell::Date),
        "detail" => Cell::text(record.details.get(Field::ALL[column.index as usize]).unwrap_or_default()),
        key => computed(context, table, person, key, row),
    }
}

fn score<'c>(context: &'c Context<'_>, score: Option<Score>) -> Cell<'c> {
    match score {
        None => Cell::Blank,
        Some(Score::Number(number)) => Cell::Number(number),
        Some(Score::High) => Cell::text(context.label("score.high")),
        Some(Score::Low) => Cell::text(context.label("score.low")),
    }
}

fn scale<'c>(context: &'c Context<'_>, scale: Option<Scale>) -> Cell<'c> {
    match scale {
        None => Cell::Blank,
        Some(Scale::Words) => Cell::text(context.label("scale.words")),
        Some(numeric) => Cell::number(numeric.code().parse().ok()),
    }
}

/// The score from which a row's scale is high; blank where scores are words.
const HIGH_FROM: &str = "IF(OR({scale}=\"\",{scale}=scale_ten),high_score_ten,\
    IF({scale}=scale_five,high_score_five,\"\"))";

fn high_from(settings: &Settings, scale: Option<Scale>) -> Option<f64> {
    match scale {
        None | Some(Scale::Ten) => Some(settings.get(Parameter::HighScoreTen)),
        Some(Scale::Five) => Some(settings.get(Parameter::HighScoreFive)),
        Some(Scale::Words) => None,
    }
}

/// The formulas of a row, with `{key}` places.
struct Patterns {
    receptive: String,
    dynamic: String,
    commitment: String,
    weight: String,
}

impl Patterns {
    fn new(context: &Context<'_>) -> Self {
        // A number beside the score from which its scale is high; else a word.
        let direction = |key: &str| {
            format!(
                "IF(COUNT({{{key}}},{{high_from}})=2,IF({{{key}}}>={{high_from}},1,-1),\
                 ({{{key}}}=word_high)-({{{key}}}=word_low))"
            )
        };
        // The words of the levels stand in the order that both signs count out.
        let commitment =
            "IF({receptive}*{dynamic}=0,IF({stated_commitment}=\"\",level_unknown,{stated_commitment}),\
            INDEX(level_words,2+(1-2*{receptive}-{receptive}*{dynamic})/2))"
                .to_owned();
        let weight = format!(
            "IFERROR(INDEX(RoleWeights[{0}],MATCH(IF({{role}}=\"\",{2},{{role}}),RoleWeights[{1}],0)),0)",
            context.labels.value("workbook.column", "weight"),
            context.labels.value("workbook.column", "role"),
            quoted(context.labels.value("role", "unknown")),
        );
        Patterns { receptive: direction("receptivity"), dynamic: direction("dynamics"), commitment, weight }
    }
}

fn computed<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    person: &PersonPlan,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let points = context.config.rules.commitment_points(person.commitment);
    let record = context.plan.person_record(person);
    let settings = &context.config.settings;
    let direction = |s| crate::method::commitment::is_high(s, record.scale, settings);
    let sign = |high: Option<bool>| high.map_or(0.0, |h| if h { 1.0 } else { -1.0 });
    let column = |key| context.labels.value("workbook.column", key);
    if let Some(cell) =
        crate::workbook::sheets::key_persons::person_visits::cell(context, schema, person, key, row)
    {
        return cell;
    }
    if let Some(cell) =
        crate::workbook::sheets::key_persons::quadrant::cell(context, schema, person, key, row)
    {
        return cell;
    }
    let (pattern, value) = match key {
        "commitment" => {
            let word = context.labels.value("commitment", person.commitment.code());
            return Cell::text_formula(schema.formula(&patterns.commitment, row), word);
        }
        "high_from" => (HIGH_FROM.to_owned(), high_from(settings, record.scale)),
        "receptive" => (patterns.receptive.clone(), Some(sign(record.receptivity.and_then(direction)))),
        "dynamic" => (patterns.dynamic.clone(), Some(sign(record.dynamics.and_then(direction)))),
        "weight" => (patterns.weight.clone(), Some(person.weight)),
        "points" => (
            format!(
                "IF({{commitment}}={},\"\",IFERROR(INDEX(CommitmentPoints[{}],MATCH({{commitment}},CommitmentPoints[{}],0)),\"\"))",
                quoted(context.labels.value("commitment", CommitmentLevel::Unknown.code())),
                column("points"),
                column("commitment")
            ),
            points,
        ),
        "known_weight" => {
            ("IF({points}=\"\",0,{weight})".to_owned(), Some(points.map_or(0.0, |_| person.weight)))
        }
        _ => ("{known_weight}*N({points})".to_owned(), Some(points.map_or(0.0, |p| p * person.weight))),
    };
    Cell::formula(schema.formula(&pattern, row), value)
}

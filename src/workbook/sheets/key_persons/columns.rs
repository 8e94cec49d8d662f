//! The columns of the sheet of key persons.

use crate::config::{Parameter, Settings};
use crate::layout::TableId;
use crate::method::commitment::is_high;
use crate::model::{CommitmentLevel, Field, KeyPerson, Role, Scale, Score};
use crate::workbook::kit::accounts::ORDER_OF_ROW;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::persons::{CONTACT_TEXTS, PersonRow, contacts_planned};
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::stated;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::sheets::key_persons::{person_visits, quadrant};
use chrono::NaiveDate;

/// What the course's forms ask of a person: entry columns that stand in every plan.
const FORM: [Field; 11] = [
    Field::Needs,
    Field::ReportsTo,
    Field::Influences,
    Field::Counterpart,
    Field::VisitMode,
    Field::VisitLevel,
    Field::Risk,
    Field::Strength,
    Field::Weakness,
    Field::Opportunity,
    Field::NextStep,
];

/// A date of contact of a person.
type Contacted = fn(&KeyPerson) -> Option<NaiveDate>;

/// The columns of this plan.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, PersonRow<'d>>> {
    let of = Describe::<PersonRow<'d>>::of(facts, TableId::Persons);
    let persons = &facts.plan.portfolio.persons;
    let [id, name] = of.account(|r| r.account);
    let mut columns = vec![name];
    columns.extend(known(facts, &of));
    let contacts: [(&str, Contacted); 2] =
        [("last_contact", |p| p.last_contact), ("next_contact", |p| p.next_contact)];
    for (key, known) in contacts {
        columns.push(of.entry(key, Form::Date).case(move |r| known(r.record).map(Cell::Date)));
    }
    columns.extend(person_visits::columns(facts));
    let mut others = vec![Field::LastContact, Field::NextContact];
    if contacts_planned(facts.plan) {
        others.extend(CONTACT_TEXTS);
    }
    let record = |r: &PersonRow<'d>| r.record;
    let stated = stated::Stated { others: &others, always: &FORM };
    columns.extend(stated::columns(facts, TableId::Persons, stated, persons.iter(), record));
    // For formulas.
    // An empty row is of no account until it names a person: what is summed by account passes it over.
    let if_named = format!("IF({{person}}=\"\",\"\",{ORDER_OF_ROW})");
    let order = of
        .computed("order", Form::Count)
        .added(ORDER_OF_ROW)
        .when(facts.live, |c| c.words_case(if_named, |r| r.blank.then_some("")))
        .case(|r| r.blank.then_some(Cell::Blank))
        // A formula in every row: among formulas a number looks like typed over one.
        .live(facts.live, ORDER_OF_ROW, |r| Some(f64::from(r.account.order)));
    let mut behind = vec![id, order];
    behind.extend(directions(facts, &of));
    behind.extend(person_visits::helpers(facts));
    if quadrant::wanted(persons) {
        behind.extend(quadrant::columns(facts));
    }
    if facts.live {
        behind.extend(weights(facts, &of));
    }
    columns.extend(behind.into_iter().map(Described::shut));
    columns
}

/// What the list states of a person, and the level that follows.
fn known<'d>(facts: &'d Facts<'d>, of: &Describe<'d, PersonRow<'d>>) -> [Described<'d, PersonRow<'d>>; 9] {
    let entry = |key| of.own(key, Form::Center, Look::Entry);
    let roles = Limit::Choice(facts.words("role", Role::ALL.iter().map(|r| r.code())));
    let levels = Limit::Choice(facts.words("commitment", CommitmentLevel::ALL.iter().map(|l| l.code())));
    let words = facts.labels.value("scale", "words");
    let scales = Limit::Choice(["10", "5", words].map(str::to_owned).into());
    let role = |r: &PersonRow<'_>| Some(r.record.role).filter(|role| *role != Role::Unknown);
    [
        of.plain("person", Form::Text).text(|r| r.record.name.as_str()),
        of.plain("title", Form::Text).text(|r| r.record.details.get(Field::Title).unwrap_or_default()),
        entry("role").limited(roles).cell(move |r| facts.word("role", role(r).map(Role::code))),
        entry("receptivity").limited(Limit::Score).cell(|r| score(facts, r.record.receptivity)),
        entry("dynamics").limited(Limit::Score).cell(|r| score(facts, r.record.dynamics)),
        entry("scale").limited(scales).cell(|r| scale(facts, r.record.scale)),
        entry("stated_commitment")
            .limited(levels)
            .cell(|r| facts.word("commitment", r.record.stated_commitment.map(CommitmentLevel::code))),
        // The words of the levels stand in the order that both signs count out.
        of.computed("commitment", Form::Center).words(COMMITMENT, |r| match r.blank {
            true => "",
            false => facts.labels.value("commitment", r.person.commitment.code()),
        }),
        of.own("visits_a_year", Form::Count, Look::Entry)
            .limited(Limit::NotNegative)
            .number(|r| r.record.visits),
    ]
}

fn score<'a>(facts: &Facts<'a>, score: Option<Score>) -> Cell<'a> {
    match score {
        None => Cell::Blank,
        Some(Score::Number(number)) => Cell::Number(number),
        Some(Score::High) => Cell::text(facts.labels.text("score.high")),
        Some(Score::Low) => Cell::text(facts.labels.text("score.low")),
    }
}

fn scale<'a>(facts: &Facts<'a>, scale: Option<Scale>) -> Cell<'a> {
    match scale {
        None => Cell::Blank,
        Some(Scale::Words) => Cell::text(facts.labels.text("scale.words")),
        Some(numeric) => Cell::number(numeric.code().parse().ok()),
    }
}

const COMMITMENT: &str = "IF({person}=\"\",\"\",\
    IF({receptive}*{dynamic}=0,IF({stated_commitment}=\"\",level_unknown,{stated_commitment}),\
    INDEX(level_words,2+(1-2*{receptive}-{receptive}*{dynamic})/2)))";

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

/// Where high begins on the row's scale, and on which side of it both scores lie: 1, -1, or 0 for unknown.
fn directions<'d>(
    facts: &'d Facts<'d>,
    of: &Describe<'d, PersonRow<'d>>,
) -> [Described<'d, PersonRow<'d>>; 3] {
    let settings = &facts.config.settings;
    // A number beside the score from which its scale is high; else a word.
    let pattern = |key: &str| {
        format!(
            "IF(COUNT({{{key}}},{{high_from}})=2,IF({{{key}}}>={{high_from}},1,-1),\
             ({{{key}}}=word_high)-({{{key}}}=word_low))"
        )
    };
    let sign = |record: &KeyPerson, score: Option<Score>| {
        let high = score.and_then(|s| is_high(s, record.scale, settings));
        Some(high.map_or(0.0, |high| if high { 1.0 } else { -1.0 }))
    };
    [
        of.computed("high_from", Form::Number).formula(HIGH_FROM, |r| high_from(settings, r.record.scale)),
        of.computed("receptive", Form::Number)
            .formula(pattern("receptivity"), move |r| sign(r.record, r.record.receptivity)),
        of.computed("dynamic", Form::Number)
            .formula(pattern("dynamics"), move |r| sign(r.record, r.record.dynamics)),
    ]
}

/// Role weight and commitment points, for the account's index.
fn weights<'d>(facts: &'d Facts<'d>, of: &Describe<'d, PersonRow<'d>>) -> [Described<'d, PersonRow<'d>>; 4] {
    let weight = format!(
        "IFERROR(INDEX(RoleWeights[{0}],MATCH(IF({{role}}=\"\",{{'role.unknown}},{{role}}),\
         RoleWeights[{1}],0)),0)",
        facts.header("weight"),
        facts.header("role"),
    );
    let points = format!(
        "IF({{commitment}}={{'commitment.unknown}},\"\",\
         IFERROR(INDEX(CommitmentPoints[{}],MATCH({{commitment}},CommitmentPoints[{}],0)),\"\"))",
        facts.header("points"),
        facts.header("commitment"),
    );
    let scored = |r: &PersonRow<'_>| facts.config.rules.commitment_points(r.person.commitment);
    [
        of.computed("weight", Form::Number).formula(weight, |r| Some(r.person.weight)),
        of.computed("points", Form::Number).formula(points, scored),
        of.computed("known_weight", Form::Number).formula("IF({points}=\"\",0,{weight})", move |r| {
            Some(scored(r).map_or(0.0, |_| r.person.weight))
        }),
        of.computed("weighted_points", Form::Number).formula("{known_weight}*N({points})", move |r| {
            Some(scored(r).map_or(0.0, |p| p * r.person.weight))
        }),
    ]
}

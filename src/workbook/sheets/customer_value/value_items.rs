//! The table of value items (METHOD §8): entries, and value and net a year by formula.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::value::item_value;
use crate::model::{BenefitType, EvidenceGrade, Field, ImpactElement, Record, RecordKind, ValueItem};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};
use std::sync::LazyLock;

/// A value item and the account that it is of.
pub type Row<'a> = (&'a AccountPlan, &'a ValueItem);

/// An empty row to fill in.
pub static BLANK: LazyLock<ValueItem> = LazyLock::new(ValueItem::default);

/// The columns.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Values);
    let elements = Limit::Choice(facts.words("impact", ImpactElement::ALL.iter().map(|v| v.code())));
    let benefits = Limit::Choice(facts.words("benefit", BenefitType::ALL.iter().map(|v| v.code())));
    let grades = Limit::Choice(facts.words("evidence", EvidenceGrade::ALL.iter().map(|v| v.code())));
    let entry = |key, form, limit| of.entry(key, form).limited(limit);
    let [id, name] = of.account(|r| r.0);
    vec![
        id,
        name,
        entry("element", Form::Center, elements)
            .cell(|r| facts.word("impact", r.1.element.map(ImpactElement::code))),
        entry("benefit", Form::Center, benefits)
            .cell(|r| facts.word("benefit", r.1.benefit.map(BenefitType::code))),
        of.entry("description", Form::Wrapped).text(|r| said(&r.1.description)),
        of.entry("metric", Form::Text).text(|r| said(&r.1.metric)),
        entry("before", Form::Number, Limit::Number).number(|r| r.1.before),
        entry("after", Form::Number, Limit::Number).number(|r| r.1.after),
        entry("unit_value", Form::Money, Limit::Number).number(|r| r.1.unit_value),
        entry("times", Form::Number, Limit::NotNegative).number(|r| r.1.times),
        entry("attribution", Form::Probability, Limit::Share).number(|r| r.1.attribution),
        entry("our_cost", Form::Money, Limit::Number).number(|r| r.1.our_cost),
        entry("evidence", Form::Center, grades)
            .cell(|r| facts.word("evidence", r.1.evidence.map(EvidenceGrade::code))),
        of.entry("arises", Form::Text).text(|r| said(&r.1.arises)),
        of.entry("carried_by", Form::Text).text(|r| said(&r.1.carried_by)),
        of.entry("planned_use", Form::Wrapped).text(|r| said(&r.1.planned_use)),
        of.computed("yearly_value", Form::Money).formula(VALUE, |r| item_value(r.1).value),
        of.computed("net_value", Form::Money).formula(NET, |r| item_value(r.1).net),
        of.computed("assumed", Form::Text).words(assumed_pattern(facts), |r| assumed(facts, r.1)),
        of.order(Look::Plain, |r| r.0),
        of.computed("element_counted", Form::Text).words(
            format!("IF({UNFILLED},\"\",IF({{element}}=\"\",{{'workbook.not_stated}},{{element}}))"),
            |r| if is_unfilled(r.1) { "" } else { element_counted(facts, r.1) },
        ),
        of.computed("evidence_counted", Form::Text).words(
            format!("IF({UNFILLED},\"\",IF({{evidence}}=\"\",{{'evidence.estimated}},{{evidence}}))"),
            |r| {
                let grade = r.1.evidence.unwrap_or(EvidenceGrade::Estimated);
                if is_unfilled(r.1) { "" } else { facts.labels.value("evidence", grade.code()) }
            },
        ),
    ]
}

fn said(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// Nobody entered anything; what a reader adds in another column counts once one of these is there.
const UNFILLED: &str = "{element}&{benefit}&{description}&{metric}&{before}&{after}&{unit_value}&{times}\
    &{attribution}&{our_cost}&{evidence}&{arises}&{carried_by}&{planned_use}=\"\"";

fn is_unfilled(item: &ValueItem) -> bool {
    let mut stated = ValueItem::FIELDS.iter().filter(|spec| !spec.passing);
    stated.all(|spec| item.get(spec.field).is_none())
}

const VALUE: &str = "IF(OR({before}=\"\",{after}=\"\",{unit_value}=\"\",\
    AND({benefit}<>{'benefit.more_revenue},{benefit}<>{'benefit.lower_cost},{benefit}<>{'benefit.avoided_cost})),\"\",\
    IF({benefit}={'benefit.more_revenue},1,-1)*(N({after})-N({before}))*N({unit_value})\
    *IF({times}=\"\",1,N({times}))*IF({attribution}=\"\",1,N({attribution})))";

const NET: &str = "IF({yearly_value}=\"\",\"\",{yearly_value}-N({our_cost}))";

/// A field that counts as 1 while it is blank, with a separator before it.
fn assumption(facts: &Facts<'_>, field: Field) -> String {
    format!("; {} = 1", facts.labels.field(RecordKind::Values, field))
}

fn assumed_pattern(facts: &Facts<'_>) -> String {
    format!(
        "IF({UNFILLED},\"\",MID(IF({{times}}=\"\",{},\"\")&IF({{attribution}}=\"\",{},\"\"),3,100))",
        quoted(&assumption(facts, Field::Times)),
        quoted(&assumption(facts, Field::Attribution))
    )
}

fn assumed(facts: &Facts<'_>, item: &ValueItem) -> String {
    if is_unfilled(item) {
        return String::new();
    }
    let blank = [(Field::Times, item.times), (Field::Attribution, item.attribution)];
    let said = blank.iter().filter(|(_, v)| v.is_none()).map(|(f, _)| assumption(facts, *f));
    let said = said.collect::<String>();
    said.strip_prefix("; ").unwrap_or_default().to_owned()
}

fn element_counted<'a>(facts: &Facts<'a>, item: &ValueItem) -> &'a str {
    match item.element {
        Some(element) => facts.labels.value("impact", element.code()),
        None => facts.labels.text("workbook.not_stated"),
    }
}

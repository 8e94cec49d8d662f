//! The table of value items (METHOD §8): entries, and value and net a year by formula.

use crate::method::AccountPlan;
use crate::method::value::item_value;
use crate::model::{BenefitType, EvidenceGrade, Field, ImpactElement, RecordKind, ValueItem};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::planning::{account_columns, order_column, words};
use crate::workbook::sheets::customer_value::HEADER;

/// The columns.
pub fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let entry =
        |key, field, form| Column::new(key, facts.field(RecordKind::Values, field), form, Look::Entry);
    let choice = |group: &str, codes: Vec<&str>| Limit::Choice(words(facts, group, &codes));
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let elements = choice("impact", ImpactElement::ALL.iter().map(|v| v.code()).collect());
    let benefits = choice("benefit", BenefitType::ALL.iter().map(|v| v.code()).collect());
    let grades = choice("evidence", EvidenceGrade::ALL.iter().map(|v| v.code()).collect());
    let mut columns = account_columns(facts);
    columns.extend([
        entry("element", Field::Element, Form::Center).limited(elements),
        entry("benefit", Field::BenefitType, Form::Center).limited(benefits),
        entry("description", Field::Description, Form::Wrapped),
        entry("metric", Field::Metric, Form::Text),
        entry("before", Field::Before, Form::Number).limited(Limit::Number),
        entry("after", Field::After, Form::Number).limited(Limit::Number),
        entry("unit_value", Field::UnitValue, Form::Money).limited(Limit::Number),
        entry("times", Field::Times, Form::Number).limited(Limit::NotNegative),
        entry("attribution", Field::Attribution, Form::Probability).limited(Limit::Share),
        entry("our_cost", Field::OurCost, Form::Money).limited(Limit::Number),
        entry("evidence", Field::Evidence, Form::Center).limited(grades),
        own("yearly_value", Form::Money),
        own("net_value", Form::Money),
        own("assumed", Form::Text),
        order_column(facts),
        own("element_counted", Form::Text),
        own("evidence_counted", Form::Text),
    ]);
    let sheet = facts.labels.value("sheet", "customer_value").to_owned();
    Schema::new("ValueItems", sheet, columns, rows).below(HEADER).growing()
}

/// The formulas of a row.
pub struct Patterns {
    value: String,
    assumed: String,
    element: String,
    evidence: String,
}

const NET: &str = "IF({yearly_value}=\"\",\"\",{yearly_value}-N({our_cost}))";

impl Patterns {
    pub fn new(context: &Context<'_>) -> Self {
        let benefit = |b: BenefitType| quoted(context.labels.value("benefit", b.code()));
        let assumed = |f: Field| quoted(&assumption(context, f));
        let rest = |group: &str, code: &str| quoted(context.labels.value(group, code));
        Patterns {
            value: format!(
                "IF(OR({{before}}=\"\",{{after}}=\"\",{{unit_value}}=\"\",\
                 AND({{benefit}}<>{0},{{benefit}}<>{1},{{benefit}}<>{2})),\"\",\
                 IF({{benefit}}={0},1,-1)*(N({{after}})-N({{before}}))*N({{unit_value}})\
                 *IF({{times}}=\"\",1,N({{times}}))*IF({{attribution}}=\"\",1,N({{attribution}})))",
                benefit(BenefitType::MoreRevenue),
                benefit(BenefitType::LowerCost),
                benefit(BenefitType::AvoidedCost),
            ),
            assumed: format!(
                "MID(IF({{times}}=\"\",{},\"\")&IF({{attribution}}=\"\",{},\"\"),3,100)",
                assumed(Field::Times),
                assumed(Field::Attribution)
            ),
            element: format!("IF({{element}}=\"\",{},{{element}})", rest("workbook", "not_stated")),
            evidence: format!(
                "IF({{evidence}}=\"\",{},{{evidence}})",
                rest("evidence", EvidenceGrade::Estimated.code())
            ),
        }
    }
}

/// A field that counts as 1 while it is blank, with a separator before it.
fn assumption(context: &Context<'_>, field: Field) -> String {
    format!("; {} = 1", context.labels.field(RecordKind::Values, field))
}

/// One cell of the table.
pub fn cell<'c>(
    context: &'c Context<'_>,
    (schema, patterns): (&Schema, &Patterns),
    (account, item): (&'c AccountPlan, &'c ValueItem),
    key: &str,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.record(account);
    let text = |t: &'c Option<String>| Cell::text(t.as_deref().unwrap_or_default());
    let word = |group: &str, code: Option<&'static str>| code.map_or("", |c| context.labels.value(group, c));
    let element = word("impact", item.element.map(ImpactElement::code));
    match key {
        "account_id" => text(&record.id),
        "account" => Cell::text(record.name.as_str()),
        "element" => Cell::text(element),
        "benefit" => Cell::text(word("benefit", item.benefit.map(BenefitType::code))),
        "description" => text(&item.description),
        "metric" => text(&item.metric),
        "before" => Cell::number(item.before),
        "after" => Cell::number(item.after),
        "unit_value" => Cell::number(item.unit_value),
        "times" => Cell::number(item.times),
        "attribution" => Cell::number(item.attribution),
        "our_cost" => Cell::number(item.our_cost),
        "evidence" => Cell::text(word("evidence", item.evidence.map(EvidenceGrade::code))),
        "order" => Cell::count(account.order),
        "yearly_value" => Cell::formula(schema.formula(&patterns.value, row), item_value(item).value),
        "net_value" => Cell::formula(schema.formula(NET, row), item_value(item).net),
        "assumed" => {
            let blank = [(Field::Times, item.times), (Field::Attribution, item.attribution)];
            let said = blank.iter().filter(|(_, v)| v.is_none()).map(|(f, _)| assumption(context, *f));
            let said = said.collect::<String>();
            Cell::text_formula(
                schema.formula(&patterns.assumed, row),
                said.strip_prefix("; ").unwrap_or_default().to_owned(),
            )
        }
        "element_counted" => {
            let counted = if element.is_empty() { context.label("workbook.not_stated") } else { element };
            Cell::text_formula(schema.formula(&patterns.element, row), counted)
        }
        _ => {
            let grade = item.evidence.unwrap_or(EvidenceGrade::Estimated);
            let counted = context.labels.value("evidence", grade.code());
            Cell::text_formula(schema.formula(&patterns.evidence, row), counted)
        }
    }
}

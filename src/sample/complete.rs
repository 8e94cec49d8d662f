//! A portfolio in which every field of every record kind is filled in: what it shows in the planning workbook
//! is all that a person can ever enter there. The blank template takes its columns from it.

use crate::model::{
    Account, CostItem, FieldSpec, FieldType, FieldValue, Goal, KeyPerson, Opportunity, PlanItem, Portfolio,
    Record, Resource, ValueItem,
};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Two accounts, since one with opportunities takes its potential from them; one record of every other kind.
pub fn complete(today: NaiveDate) -> Portfolio {
    let account =
        |name: &str| Account { id: Some(name.to_owned()), name: name.to_owned(), ..filled::<Account>(today) };
    Portfolio {
        accounts: vec![account("A"), account("B")],
        persons: vec![KeyPerson { name: "P".to_owned(), ..filled(today) }],
        opportunities: vec![Opportunity {
            account: 1,
            name: Some("O".to_owned()),
            stage: None,
            ..filled(today)
        }],
        values: vec![filled::<ValueItem>(today)],
        costs: vec![filled::<CostItem>(today)],
        goals: vec![filled::<Goal>(today)],
        plan_items: vec![PlanItem { text: "I".to_owned(), proposal: None, ..filled(today) }],
        resources: [Resource::VISITS, Resource::BUDGET].map(|name| resource(name, today)).into(),
        ..Portfolio::default()
    }
}

/// A record with a value in every field, but for those that are read by hand.
fn filled<R: Record>(today: NaiveDate) -> R {
    let mut record = R::default();
    for spec in R::FIELDS.iter().filter(|spec| !spec.by_hand) {
        record.put(spec.field, value(spec, today));
    }
    record
}

fn value(spec: &FieldSpec, today: NaiveDate) -> Option<FieldValue<'static>> {
    Some(match spec.reads {
        FieldType::Text | FieldType::Name | FieldType::Id => {
            FieldValue::Text(Cow::Borrowed(spec.field.code()))
        }
        FieldType::Date => FieldValue::Date(today),
        FieldType::Truth => FieldValue::Truth(true),
        FieldType::Word(_, codes) => FieldValue::Code(Cow::Borrowed(*codes.first()?)),
        FieldType::Probability | FieldType::Fraction | FieldType::Margin | FieldType::Share => {
            FieldValue::Number(0.5)
        }
        _ => FieldValue::Number(1.0),
    })
}

/// Its floors and caps are those of the settings.
fn resource(name: &str, today: NaiveDate) -> Resource {
    Resource { name: name.to_owned(), floor: [None; 3], cap: [None; 3], ..filled(today) }
}

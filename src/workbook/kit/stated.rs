//! Columns of fields that records state and no formula fills: the layout says which, the dictionary how.

use crate::layout::{Part, TableId};
use crate::model::{Field, FieldSpec, FieldType, FieldValue, Record};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::texts::Texts;

/// Which optional entries are shown otherwise than where a record states them.
#[derive(Default)]
pub struct Stated<'f> {
    /// They have columns of their own.
    pub others: &'f [Field],
    /// A form asks for them.
    pub always: &'f [Field],
}

/// The fields of a table's optional entries that some record states or a form asks for; `record` is that of a row.
pub fn columns<'d, R: Record + 'd, T: 'd>(
    facts: &'d Facts<'d>,
    table: TableId,
    Stated { others, always }: Stated<'_>,
    records: impl Iterator<Item = &'d R> + Clone,
    record: impl Fn(&T) -> &'d R + Copy + Send + Sync + 'd,
) -> Vec<Described<'d, T>> {
    let optional = table.table().columns.iter().filter(|c| c.optional && c.part == Part::Entry);
    let fields = optional.filter_map(|c| c.field).filter(|f| !others.contains(f));
    let stated = fields.filter_map(|field| field.of(R::KIND)).filter(|spec| {
        always.contains(&spec.field) || records.clone().any(|record| record.get(spec.field).is_some())
    });
    stated.map(|spec| column(facts, table, spec).cell(move |row| cell(facts, record(row), spec))).collect()
}

fn column<'d, T: 'd>(facts: &'d Facts<'d>, table: TableId, spec: &FieldSpec) -> Described<'d, T> {
    let column = Describe::<T>::of(facts, table).plain(spec.field.code(), form(spec.reads));
    match spec.reads {
        FieldType::Word(group, codes) => {
            column.limited(Limit::Choice(facts.words(group, codes.iter().copied())))
        }
        FieldType::Truth => column.limited(Limit::Choice(facts.words("truth", ["yes", "no"]))),
        _ => column,
    }
}

/// How values of a type are shown.
pub fn form(reads: FieldType) -> Form {
    match reads {
        FieldType::Text | FieldType::Name | FieldType::Id => Form::Text,
        FieldType::Money | FieldType::RequiredMoney | FieldType::Potential | FieldType::Price => Form::Money,
        FieldType::Metric | FieldType::Amount | FieldType::Quantity => Form::Number,
        FieldType::Count => Form::Count,
        FieldType::Probability => Form::Probability,
        FieldType::Fraction | FieldType::Margin | FieldType::Share => Form::Percent,
        FieldType::Date => Form::Date,
        FieldType::Word(..) | FieldType::Truth | FieldType::Score => Form::Center,
    }
}

/// What a record states of a field.
fn cell<'d, R: Record>(facts: &Facts<'d>, record: &'d R, spec: &FieldSpec) -> Cell<'d> {
    match (record.get(spec.field), spec.reads) {
        (None, _) => Cell::Blank,
        (Some(FieldValue::Text(text)), _) => Cell::text(text),
        (Some(FieldValue::Number(number)), _) => Cell::number(Some(number)),
        (Some(FieldValue::Date(date)), _) => Cell::Date(date),
        (Some(FieldValue::Code(code)), FieldType::Word(group, _)) => facts.word(group, Some(&code)),
        (Some(FieldValue::Code(code)), _) => Cell::text(code),
        (Some(FieldValue::Truth(truth)), _) => facts.word("truth", Some(if truth { "yes" } else { "no" })),
    }
}

/// What a record states of a field, in words; none for what is no text.
pub fn text<R: Record>(labels: &Texts<'_>, record: &R, field: Field) -> Option<String> {
    let spec = field.of(R::KIND)?;
    match (record.get(field)?, spec.reads) {
        (FieldValue::Text(text), _) => Some(text.into_owned()),
        (FieldValue::Code(code), FieldType::Word(group, _)) => Some(labels.value(group, &code).to_owned()),
        (FieldValue::Code(code), _) => Some(code.into_owned()),
        _ => None,
    }
}

/// Whether a record states a field.
pub fn is_stated<R: Record>(record: &R, field: Field) -> bool {
    record.get(field).is_some()
}

//! Columns of fields that records state and no formula fills: the layout says which, the dictionary how.

use crate::layout::{Part, TableId};
use crate::model::{Field, FieldSpec, FieldType, FieldValue, Record};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Limit};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::texts::Texts;

/// The fields of a table's optional entries that some record states, but for `others`, which have columns of
/// their own.
pub fn columns<'r, R: Record + 'r>(
    facts: &Facts<'_>,
    table: TableId,
    others: &[Field],
    records: impl Iterator<Item = &'r R> + Clone,
) -> Vec<Column> {
    let optional = table.table().columns.iter().filter(|c| c.optional && c.part == Part::Entry);
    let fields = optional.filter_map(|c| c.field).filter(|f| !others.contains(f));
    fields
        .filter_map(|field| field.of(R::KIND))
        .filter(|spec| records.clone().any(|record| record.get(spec.field).is_some()))
        .map(|spec| column(facts, R::KIND, spec))
        .collect()
}

fn column(facts: &Facts<'_>, kind: crate::model::RecordKind, spec: &FieldSpec) -> Column {
    let look = if spec.reads == FieldType::Date { Look::Entry } else { Look::Plain };
    let column = Column::new("further", facts.field(kind, spec.field), form(spec.reads), look);
    let column = column.numbered(spec.field as usize);
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

/// What a record states of the field of such a column.
pub fn cell<'c, R: Record>(labels: &Texts<'c>, record: &'c R, column: &Column) -> Cell<'c> {
    let Some(spec) = Field::ALL.get(column.index as usize).and_then(|field| field.of(R::KIND)) else {
        return Cell::Blank;
    };
    match (record.get(spec.field), spec.reads) {
        (None, _) => Cell::Blank,
        (Some(FieldValue::Text(text)), _) => Cell::text(text),
        (Some(FieldValue::Number(number)), _) => Cell::number(Some(number)),
        (Some(FieldValue::Date(date)), _) => Cell::Date(date),
        (Some(FieldValue::Code(code)), FieldType::Word(group, _)) => Cell::text(labels.value(group, &code)),
        (Some(FieldValue::Code(code)), _) => Cell::text(code),
        (Some(FieldValue::Truth(truth)), _) => {
            Cell::text(labels.value("truth", if truth { "yes" } else { "no" }))
        }
    }
}

//! The record of a row, read by the fields that it declares.

use super::row_reader::RowReader;
use crate::config::name_key;
use crate::import::cells::{self, Decimal, Unread};
use crate::import::raw::raw_sheet::Cell;
use crate::model::{Field, FieldSpec, FieldType, FieldValue, IssueCode, Record};
use std::borrow::Cow;

impl<'a> RowReader<'a> {
    /// The record of the row, by the fields that it declares; what is read by hand is left blank.
    pub fn record<R: Record>(&mut self) -> R {
        let mut record = R::default();
        for spec in R::FIELDS.iter().filter(|spec| !spec.by_hand) {
            let value = self.value(spec);
            if value.is_some() {
                record.put(spec.field, value);
            }
        }
        record
    }

    /// A field, by its type.
    fn value(&mut self, spec: &FieldSpec) -> Option<FieldValue<'a>> {
        let field = spec.field;
        let text = |text: String| FieldValue::Text(Cow::Owned(text));
        match spec.reads {
            FieldType::Text => self.text(field).map(text),
            FieldType::Name => self.name(field).map(text),
            FieldType::Id => self.id(field).map(text),
            FieldType::Money | FieldType::Metric => self.money(field, false).map(FieldValue::Number),
            FieldType::RequiredMoney => self.required(field).map(FieldValue::Number),
            FieldType::Potential => self.potential(field).map(FieldValue::Number),
            FieldType::Price | FieldType::Amount | FieldType::Quantity => {
                self.amount(field).map(FieldValue::Number)
            }
            FieldType::Count => self.count(field).map(FieldValue::Number),
            FieldType::Probability => self.probability(field).map(FieldValue::Number),
            FieldType::Fraction | FieldType::Margin => self.fraction(field).map(FieldValue::Number),
            FieldType::Share => self.share(field).map(FieldValue::Number),
            FieldType::Date => self.date(field).map(FieldValue::Date),
            FieldType::Word(group, _) => {
                self.word(field, group).map(|code| FieldValue::Code(Cow::Borrowed(code)))
            }
            FieldType::Truth => self.word(field, "truth").map(|word| FieldValue::Truth(word == "yes")),
            FieldType::Score => None,
        }
    }

    /// Money without which the row is nothing: a blank is an error too.
    fn required(&mut self, field: Field) -> Option<f64> {
        let amount = self.money(field, true);
        if amount.is_none() && !self.rejected() {
            let issue = self.issue(IssueCode::UnreadableAmount, Some(field));
            self.issues.push(issue.with("field", format!("@field.{field}")));
        }
        amount
    }

    /// The quantity that a price is multiplied by.
    pub(super) fn times(
        &mut self,
        field: Field,
        column: u32,
        decimal: Decimal,
        required: bool,
    ) -> Option<f64> {
        let quantity = match self.row.get(column).and_then(|cell| self.figure(cell)) {
            Some(Cell::Number(n, _)) => Some(n),
            Some(Cell::Text(text)) => cells::number(text, decimal),
            _ => None,
        };
        if quantity.is_none() {
            self.unread(field, Unread::Unreadable, required);
        }
        quantity
    }

    /// A name; a sign for nothing is none.
    pub fn name(&mut self, field: Field) -> Option<String> {
        // A picture (😀) is a name, a dash or a plus is none.
        let pictured = |cell| matches!(cell, Cell::Text(text) if !name_key(text).is_ascii());
        if self.numeric_cell(field).is_none() && !self.cell(field).is_some_and(|(_, cell)| pictured(cell)) {
            return None;
        }
        self.text(field)
    }
}

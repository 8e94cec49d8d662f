//! The texts of a record that most lists leave blank, kept small.

use super::{Field, FieldValue};
use std::borrow::Cow;

/// Sparse texts of a record by field, in field order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Details(Vec<(Field, Box<str>)>);

impl Details {
    /// The text of a field, if there is one.
    pub fn get(&self, field: Field) -> Option<&str> {
        let at = self.0.binary_search_by_key(&field, |(f, _)| *f).ok()?;
        Some(&self.0[at].1)
    }

    /// The text of a field as a value.
    pub(super) fn value(&self, field: Field) -> Option<FieldValue<'_>> {
        self.get(field).map(|text| FieldValue::Text(Cow::Borrowed(text)))
    }

    /// Sets or removes the text of a field.
    pub(super) fn put(&mut self, field: Field, value: Option<FieldValue<'_>>) {
        match value {
            Some(value) => self.set(field, &value.to_string()),
            None => self.remove(field),
        }
    }

    /// Sets the text of a field; a blank text changes nothing.
    pub fn set(&mut self, field: Field, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        match self.0.binary_search_by_key(&field, |(f, _)| *f) {
            Ok(at) => self.0[at].1 = text.into(),
            Err(at) => self.0.insert(at, (field, text.into())),
        }
    }

    /// Takes the text of a field away.
    pub fn remove(&mut self, field: Field) {
        self.0.retain(|(f, _)| *f != field);
    }

    /// All texts in field order.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(f, t)| (*f, t.as_ref()))
    }
}

//! What can stand in a member of a record, as a value of its field and back.

use super::codes::Coded;
use super::{FieldValue, Role, Score};
use chrono::NaiveDate;
use std::borrow::Cow;

/// What can stand in a field.
pub(super) trait Held: Sized {
    fn show(&self) -> FieldValue<'_>;
    fn read(value: FieldValue<'_>) -> Option<Self>;
}

impl Held for f64 {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Number(*self)
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// A small whole number that lists write as a word, such as a level.
impl Held for u8 {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Number(f64::from(*self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        value.to_string().parse().ok()
    }
}

impl Held for bool {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Truth(*self)
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Truth(truth) => Some(truth),
            _ => None,
        }
    }
}

impl Held for NaiveDate {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Date(*self)
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Date(date) => Some(date),
            _ => None,
        }
    }
}

impl Held for String {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Text(Cow::Borrowed(self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Text(text) | FieldValue::Code(text) => Some(text.into_owned()),
            _ => None,
        }
    }
}

impl Held for Box<str> {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Text(Cow::Borrowed(self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        String::read(value).map(String::into_boxed_str)
    }
}

impl Held for Score {
    fn show(&self) -> FieldValue<'_> {
        match self {
            Score::Number(number) => FieldValue::Number(*number),
            Score::High => FieldValue::Code(Cow::Borrowed("high")),
            Score::Low => FieldValue::Code(Cow::Borrowed("low")),
        }
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Number(number) => Some(Score::Number(number)),
            FieldValue::Code(code) if code == "high" => Some(Score::High),
            FieldValue::Code(code) if code == "low" => Some(Score::Low),
            _ => None,
        }
    }
}

impl<T: Coded> Held for T {
    fn show(&self) -> FieldValue<'_> {
        FieldValue::Code(Cow::Borrowed(self.word()))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Code(code) => T::of_word(&code),
            _ => None,
        }
    }
}

/// Where a value stands: absent, or there.
pub(super) trait Slot {
    fn value(&self) -> Option<FieldValue<'_>>;
    fn put(&mut self, value: Option<FieldValue<'_>>);
}

impl<T: Held> Slot for Option<T> {
    fn value(&self) -> Option<FieldValue<'_>> {
        self.as_ref().map(Held::show)
    }

    fn put(&mut self, value: Option<FieldValue<'_>>) {
        *self = value.and_then(T::read);
    }
}

/// A text that is never absent: a blank one says nothing.
impl Slot for String {
    fn value(&self) -> Option<FieldValue<'_>> {
        (!self.is_empty()).then(|| self.show())
    }

    fn put(&mut self, value: Option<FieldValue<'_>>) {
        *self = value.and_then(String::read).unwrap_or_default();
    }
}

/// A number without which the row is rejected.
impl Slot for f64 {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(self.show())
    }

    fn put(&mut self, value: Option<FieldValue<'_>>) {
        *self = value.and_then(f64::read).unwrap_or_default();
    }
}

/// A role that nobody stated is unknown.
impl Slot for Role {
    fn value(&self) -> Option<FieldValue<'_>> {
        (*self != Role::Unknown).then(|| self.show())
    }

    fn put(&mut self, value: Option<FieldValue<'_>>) {
        *self = value.and_then(Role::read).unwrap_or_default();
    }
}

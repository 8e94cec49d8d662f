//! What a record is made of: every record declares its fields once, by [`record!`], and from that declaration
//! follow its struct, how its cells are read, how two rows of it are merged, and what JSON and CSV say of it.
//! [`dictionary`] has the fields of all kinds; their names and meanings stand in `templates/fields.toml`.

use super::{
    Account, CostItem, Field, Goal, KeyPerson, Opportunity, OrderLine, PlanItem, RecordKind, Resource,
    ValueItem, Visit,
};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::sync::LazyLock;

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text as it stands.
    Text,
    /// A name: a sign for nothing is none.
    Name,
    /// A number that names something, kept as text.
    Id,
    /// Money; what cannot be read is unknown.
    Money,
    /// Money without which the row is nothing.
    RequiredMoney,
    /// Money ≥ 0; anything else is an error of the row.
    Potential,
    /// Money ≥ 0; anything else is unknown.
    Price,
    /// A number in a measure of its row's own: only its header's unit counts.
    Metric,
    /// A number ≥ 0 in a measure of its row's own.
    Amount,
    /// A number ≥ 0 without a unit.
    Quantity,
    /// A number ≥ 0 that counts something; words behind it are passed over.
    Count,
    /// A probability, 0…1; anything else is an error of the row.
    Probability,
    /// A fraction that may be negative or above 1, such as a growth rate.
    Fraction,
    /// A fraction that is seldom above 1, such as a margin.
    Margin,
    /// A fraction, 0…1.
    Share,
    /// A date.
    Date,
    /// A word of a group of `columns.toml`, with the codes that it can mean.
    Word(&'static str, &'static [&'static str]),
    /// Yes or no.
    Truth,
    /// A score on an axis.
    Score,
}

impl FieldType {
    /// The word for it in `templates/fields.toml`.
    pub const fn code(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Name => "name",
            FieldType::Id => "id",
            FieldType::Money | FieldType::RequiredMoney | FieldType::Potential | FieldType::Price => "money",
            FieldType::Metric | FieldType::Amount | FieldType::Quantity => "number",
            FieldType::Count => "count",
            FieldType::Probability => "probability",
            FieldType::Fraction | FieldType::Margin | FieldType::Share => "share",
            FieldType::Date => "date",
            FieldType::Word(..) => "word",
            FieldType::Truth => "truth",
            FieldType::Score => "score",
        }
    }

    /// Whether it is money: units of the header and of lines above it count.
    pub const fn is_money(self) -> bool {
        matches!(self, FieldType::Money | FieldType::RequiredMoney | FieldType::Potential | FieldType::Price)
    }

    /// Whether it is a number in a measure of its row's own.
    pub const fn is_metric(self) -> bool {
        matches!(self, FieldType::Metric | FieldType::Amount)
    }

    /// Whether it is a fraction of 0…1, given as such or in points.
    pub const fn is_share(self) -> bool {
        matches!(self, FieldType::Probability | FieldType::Share | FieldType::Margin)
    }

    /// Whether it is a number of which a remark in the header may make another number.
    pub const fn is_number(self) -> bool {
        self.is_money() || self.is_share() || matches!(self, FieldType::Fraction | FieldType::Count)
    }
}

/// A field of a kind of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its code.
    pub field: Field,
    /// How its cells are read.
    pub reads: FieldType,
    /// A figure that a list states as a whole: where it has the column, a blank stays unknown, whatever an
    /// earlier plan says.
    pub figure: bool,
    /// JSON and CSV do not say it by its code: texts that people write, and what they say in another place.
    pub quiet: bool,
    /// Read by a function of its own.
    pub by_hand: bool,
    /// It finds the record, or fills another field of it: no value stays under this code.
    pub passing: bool,
}

impl FieldSpec {
    /// A field without peculiarities.
    pub const fn new(field: Field, reads: FieldType) -> Self {
        FieldSpec { field, reads, figure: false, quiet: false, by_hand: false, passing: false }
    }

    /// The same, a figure.
    pub const fn figure(self) -> Self {
        FieldSpec { figure: true, ..self }
    }

    /// The same, not said in JSON and CSV.
    pub const fn quiet(self) -> Self {
        FieldSpec { quiet: true, ..self }
    }

    /// The same, read by a function of its own.
    pub const fn by_hand(self) -> Self {
        FieldSpec { by_hand: true, ..self }
    }

    /// The same, without a value that stays.
    pub const fn passing(self) -> Self {
        FieldSpec { passing: true, by_hand: true, quiet: true, ..self }
    }
}

/// Value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number: money in base units, shares as fractions.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// The code of a word.
    Code(Cow<'a, str>),
    /// Yes or no.
    Truth(bool),
}

impl FieldValue<'_> {
    /// The same, on its own.
    pub fn into_owned(self) -> FieldValue<'static> {
        match self {
            FieldValue::Text(text) => FieldValue::Text(Cow::Owned(text.into_owned())),
            FieldValue::Code(code) => FieldValue::Code(Cow::Owned(code.into_owned())),
            FieldValue::Number(number) => FieldValue::Number(number),
            FieldValue::Date(date) => FieldValue::Date(date),
            FieldValue::Truth(truth) => FieldValue::Truth(truth),
        }
    }
}

impl std::fmt::Display for FieldValue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FieldValue::Text(text) | FieldValue::Code(text) => f.write_str(text),
            FieldValue::Number(number) => number.fmt(f),
            FieldValue::Date(date) => date.fmt(f),
            FieldValue::Truth(truth) => f.write_str(if *truth { "yes" } else { "no" }),
        }
    }
}

/// A record with its fields.
pub trait Record: Default {
    /// Its kind.
    const KIND: RecordKind;
    /// Its fields, in the order in which they are read and told.
    const FIELDS: &'static [FieldSpec];

    /// What the record states of a field; none too if it has no such field.
    fn get(&self, field: Field) -> Option<FieldValue<'_>>;

    /// States a field; a value of another type is none. A field that the record has not is passed over.
    fn put(&mut self, field: Field, value: Option<FieldValue<'_>>);
}

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

impl Held for super::Score {
    fn show(&self) -> FieldValue<'_> {
        match self {
            super::Score::Number(number) => FieldValue::Number(*number),
            super::Score::High => FieldValue::Code(Cow::Borrowed("high")),
            super::Score::Low => FieldValue::Code(Cow::Borrowed("low")),
        }
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        match value {
            FieldValue::Number(number) => Some(super::Score::Number(number)),
            FieldValue::Code(code) if code == "high" => Some(super::Score::High),
            FieldValue::Code(code) if code == "low" => Some(super::Score::Low),
            _ => None,
        }
    }
}

impl<T: super::codes::Coded> Held for T {
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
impl Slot for super::Role {
    fn value(&self) -> Option<FieldValue<'_>> {
        (*self != super::Role::Unknown).then(|| self.show())
    }

    fn put(&mut self, value: Option<FieldValue<'_>>) {
        *self = value.and_then(super::Role::read).unwrap_or_default();
    }
}

/// Declares a record: its struct, and its fields.
///
/// `held` are members that hold a field; `parts` are fields in a member of several; `texts` are texts that most
/// lists leave blank, in [`Details`](super::Details); `passing` are read and stay nowhere; `besides` are
/// members that hold no field.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident of $kind:ident
        held { $($(#[$hmeta:meta])* $member:ident: $type:ty = $code:ident $reads:expr $(, $flag:ident)*;)* }
        $(parts { $($array:ident[$at:literal] = $pcode:ident $preads:expr $(, $pflag:ident)*;)* })?
        $(texts { $($tcode:ident $(, $tflag:ident)*;)* })?
        $(passing { $($kcode:ident $kreads:expr;)* })?
        besides { $($(#[$bmeta:meta])* $besides:ident: $btype:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            $($(#[$hmeta])* pub $member: $type,)*
            $($(#[$bmeta])* pub $besides: $btype,)*
        }

        impl $crate::model::Record for $name {
            const KIND: $crate::model::RecordKind = $crate::model::RecordKind::$kind;
            const FIELDS: &'static [$crate::model::FieldSpec] = {
                #[allow(unused_imports)]
                use $crate::model::FieldType::*;
                use $crate::model::{Field, FieldSpec};
                &[
                    $(FieldSpec::new(Field::$code, $reads)$(.$flag())*,)*
                    $($(FieldSpec::new(Field::$pcode, $preads)$(.$pflag())*,)*)?
                    $($(FieldSpec::new(Field::$tcode, Text)$(.$tflag())*,)*)?
                    $($(FieldSpec::new(Field::$kcode, $kreads).passing(),)*)?
                ]
            };

            fn get(&self, field: $crate::model::Field) -> Option<$crate::model::FieldValue<'_>> {
                use $crate::model::record::Slot;
                match field {
                    $($crate::model::Field::$code => self.$member.value(),)*
                    $($($crate::model::Field::$pcode => self.$array[$at].value(),)*)?
                    $($($crate::model::Field::$tcode => self.details.value(field),)*)?
                    _ => None,
                }
            }

            fn put(
                &mut self,
                field: $crate::model::Field,
                value: Option<$crate::model::FieldValue<'_>>,
            ) {
                use $crate::model::record::Slot;
                match field {
                    $($crate::model::Field::$code => self.$member.put(value),)*
                    $($($crate::model::Field::$pcode => self.$array[$at].put(value),)*)?
                    $($($crate::model::Field::$tcode => self.details.put(field, value),)*)?
                    _ => {}
                }
            }
        }
    };
}

/// The fields of a kind of records.
pub fn dictionary(kind: RecordKind) -> &'static [FieldSpec] {
    match kind {
        RecordKind::Accounts => Account::FIELDS,
        RecordKind::Persons => KeyPerson::FIELDS,
        RecordKind::Opportunities => Opportunity::FIELDS,
        RecordKind::Orders => OrderLine::FIELDS,
        RecordKind::Visits => Visit::FIELDS,
        RecordKind::Values => ValueItem::FIELDS,
        RecordKind::Costs => CostItem::FIELDS,
        RecordKind::Goals => Goal::FIELDS,
        RecordKind::PlanItems => PlanItem::FIELDS,
        RecordKind::Resources => Resource::FIELDS,
        RecordKind::Ignored => &[],
    }
}

/// The types of each field over all kinds, in the order of [`Field::ALL`].
static TYPES: LazyLock<Vec<Vec<FieldType>>> = LazyLock::new(|| {
    let mut types = vec![Vec::new(); Field::ALL.len()];
    for spec in RecordKind::ALL.iter().flat_map(|kind| dictionary(*kind)) {
        types[spec.field as usize].push(spec.reads);
    }
    types
});

impl Field {
    /// How a kind of records reads it; none if it has no such field.
    pub fn of(self, kind: RecordKind) -> Option<&'static FieldSpec> {
        dictionary(kind).iter().find(|spec| spec.field == self)
    }

    fn is(self, test: impl Fn(FieldType) -> bool) -> bool {
        TYPES[self as usize].iter().any(|reads| test(*reads))
    }

    /// Whether it holds money.
    pub fn is_money(self) -> bool {
        self.is(FieldType::is_money)
    }

    /// Whether it holds a number in a measure of its row's own.
    pub fn is_metric(self) -> bool {
        self.is(FieldType::is_metric)
    }

    /// Whether it holds a probability.
    pub fn is_probability(self) -> bool {
        self.is(|reads| reads == FieldType::Probability)
    }

    /// Whether it holds a fraction of 0…1.
    pub fn is_share(self) -> bool {
        self.is(FieldType::is_share)
    }

    /// Whether it holds a fraction that may exceed 1.
    pub fn is_fraction(self) -> bool {
        self.is(|reads| reads == FieldType::Fraction)
    }

    /// Whether it holds a number: what brackets in its header say of it matters.
    pub fn is_number(self) -> bool {
        self.is(FieldType::is_number)
    }

    /// Whether it holds a date.
    pub fn is_date(self) -> bool {
        self.is(|reads| reads == FieldType::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_is_declared_by_a_record_and_once_by_each() {
        let mut known = HashSet::new();
        for kind in RecordKind::ALL {
            let mut own = HashSet::new();
            for spec in dictionary(*kind) {
                assert!(own.insert(spec.field), "{kind}: {} stands twice", spec.field);
            }
            known.extend(own);
        }
        let unknown: Vec<&Field> = Field::ALL.iter().filter(|f| !known.contains(f)).collect();
        assert!(unknown.is_empty(), "no record has {unknown:?}");
    }

    /// What is put is got; a value of no field changes nothing.
    #[test]
    fn records_keep_what_they_are_given() {
        fn check<R: Record>() {
            for spec in R::FIELDS.iter().filter(|s| !s.passing) {
                let mut record = R::default();
                let value = sample(spec.reads);
                record.put(spec.field, Some(value.clone()));
                assert_eq!(record.get(spec.field), Some(value), "{} {}", R::KIND, spec.field);
                let others =
                    R::FIELDS.iter().filter(|s| s.field != spec.field && s.reads != FieldType::RequiredMoney);
                for other in others {
                    assert_eq!(record.get(other.field), None, "{} {}", R::KIND, other.field);
                }
            }
        }
        check::<Account>();
        check::<KeyPerson>();
        check::<Opportunity>();
        check::<OrderLine>();
        check::<Visit>();
        check::<ValueItem>();
        check::<CostItem>();
        check::<Goal>();
        check::<PlanItem>();
        check::<Resource>();
    }

    fn sample(reads: FieldType) -> FieldValue<'static> {
        match reads {
            FieldType::Text | FieldType::Name | FieldType::Id => FieldValue::Text(Cow::Borrowed("x")),
            FieldType::Date => FieldValue::Date(NaiveDate::default()),
            FieldType::Truth => FieldValue::Truth(true),
            FieldType::Word("alliance", _) => FieldValue::Number(2.0),
            FieldType::Word("proposal", _) => FieldValue::Text(Cow::Borrowed("find_out")),
            FieldType::Word(_, codes) => FieldValue::Code(Cow::Borrowed(codes[0])),
            _ => FieldValue::Number(0.5),
        }
    }
}

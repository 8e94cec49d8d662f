//! What a record is made of: every record declares its fields once, by [`record!`], and from that declaration
//! follow its struct, how its cells are read, how two rows of it are merged, and what JSON and CSV say of it.

use super::{Field, RecordKind};
use chrono::NaiveDate;
use std::borrow::Cow;

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
                use $crate::model::held::Slot;
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
                use $crate::model::held::Slot;
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

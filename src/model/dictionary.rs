//! The fields of all kinds of records, as these declare them; what they are called and mean stands in
//! `templates/fields.toml`.

use super::{
    Account, CostItem, Field, FieldSpec, FieldType, Goal, KeyPerson, Opportunity, OrderLine, PlanItem,
    Record, RecordKind, Resource, ValueItem, Visit,
};
use std::sync::LazyLock;

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
    use crate::model::FieldValue;
    use chrono::NaiveDate;
    use std::borrow::Cow;
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

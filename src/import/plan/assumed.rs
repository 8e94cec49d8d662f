//! The columns Assumed and Derived of a plan name the fields that were assumed, derived or summed, with their values:
//! such a value is no entry, but only while it is unchanged (METHOD §10).

use crate::config::{Config, readable};
use crate::model::{Field, RecordKind};

/// What can be assumed of an account, or come from history.
pub const ASSUMED: [Field; 5] = [
    Field::RepeatSales,
    Field::NewBusiness,
    Field::Probability,
    Field::ProbabilityRepeat,
    Field::ProbabilityNew,
];

/// What can be derived from other columns, or summed from rows.
const DERIVED: [Field; 4] =
    [Field::AnnualRevenue, Field::PreviousRevenue, Field::GrossProfit, Field::GrowthRate];

/// Those of some fields that a text of such a column names with the value that still stands in the row.
pub fn still_said(
    text: &str,
    fields: &[Field],
    value: impl Fn(Field) -> Option<f64>,
    config: &Config,
) -> Vec<Field> {
    let holds =
        |field: &Field| value(*field).is_some_and(|v| said(text, *field, &readable(*field, v), config));
    fields.iter().copied().filter(holds).collect()
}

/// What was derived from other columns or summed from rows, and still stands as such a text says; growth follows the
/// two years, whatever they are now.
pub fn still_derived(text: &str, value: impl Fn(Field) -> Option<f64>, config: &Config) -> Vec<Field> {
    let mut out = still_said(text, &DERIVED, &value, config);
    let years = value(Field::AnnualRevenue).zip(value(Field::PreviousRevenue));
    let ratio = years.filter(|(_, before)| *before > 0.0).map(|(now, before)| now / before - 1.0);
    let follows = ratio.zip(value(Field::GrowthRate)).is_some_and(|(a, b)| (a - b).abs() < 1e-9);
    if follows && said(text, Field::GrowthRate, "", config) {
        out.push(Field::GrowthRate);
    }
    out
}

/// Whether such a text names a field with what begins so.
fn said(text: &str, field: Field, value: &str, config: &Config) -> bool {
    let names = |part: &str| {
        config.every_labels().any(|(_, labels)| {
            let rest = part.trim().strip_prefix(labels.field(RecordKind::Accounts, field));
            rest.and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| value.is_empty() || rest == value)
        })
    };
    text.split([';', '；']).any(names)
}

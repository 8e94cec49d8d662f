//! The column Assumed of a plan names the fields that were assumed, with their values: such a value is no
//! entry, but only while it is unchanged (METHOD §10).

use crate::config::{Config, readable};
use crate::model::{Field, RecordKind};

/// The fields that a text of that column names with the value that still stands in the row.
pub fn still_assumed(text: &str, value: impl Fn(Field) -> Option<f64>, config: &Config) -> Vec<Field> {
    let parts: Vec<&str> = text.split([';', '；']).map(str::trim).collect();
    let fields = [
        Field::RepeatSales,
        Field::NewBusiness,
        Field::Probability,
        Field::ProbabilityRepeat,
        Field::ProbabilityNew,
    ];
    let holds = |field: &Field| {
        value(*field).is_some_and(|v| {
            config.every_labels().any(|(_, labels)| {
                let said = format!("{} {}", labels.field(RecordKind::Accounts, *field), readable(*field, v));
                parts.contains(&said.as_str())
            })
        })
    };
    fields.into_iter().filter(holds).collect()
}

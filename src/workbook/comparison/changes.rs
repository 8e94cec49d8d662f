//! What every sheet of the comparison needs.

use crate::method::comparison::{AccountChange, Comparison, EntryChange};
use crate::workbook::kit::tabled::Tabled;
use crate::workbook::kit::texts::Texts;

/// What the two plans are called.
#[derive(Debug, Clone, Default)]
pub struct ComparisonNames {
    /// The old one.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// An account and its number.
pub type Row<'a> = (usize, &'a AccountChange);

/// What every sheet of the comparison needs.
pub struct Changes<'a> {
    /// What moved.
    pub found: &'a Comparison,
    /// What the plans are called.
    pub names: &'a ComparisonNames,
    /// The accounts.
    pub accounts: Tabled<'a, Row<'a>>,
    /// Goals and plan items.
    pub entries: Tabled<'a, &'a EntryChange>,
}

/// The names for the places of a text.
pub fn named(names: &ComparisonNames) -> [(&'static str, String); 2] {
    [("old", names.old.clone()), ("new", names.new.clone())]
}

/// Header of an old, new or change column: `workbook.comparison.<part>` around the column's own.
pub fn header(labels: &Texts<'_>, part: &str, own: &str) -> String {
    labels.fill(&format!("workbook.comparison.{part}"), &[("column", own.to_owned())])
}

//! What the rows of the sample are made of.

use crate::model::ListCell;

/// A text.
pub fn text(value: &str) -> ListCell {
    ListCell::Text(value.to_owned())
}

/// One of some words, over and over.
pub fn pick(from: &[String], at: usize) -> &str {
    if from.is_empty() { "" } else { &from[at % from.len()] }
}

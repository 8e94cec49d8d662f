//! What a row below the header is.

use crate::config::{ColumnNames, RowWord};
use std::collections::BTreeMap;

/// What a row below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A record.
    Data,
    /// A total of rows above.
    Total,
    /// Several customers in one row: Other customers.
    Remainder,
    /// An instruction, an example, a heading, a remark or a repeated header.
    Instruction,
}

/// The rows of a sheet that are no records, by their index among the non-blank rows.
pub type Marks = BTreeMap<usize, RowKind>;

/// Whether a text alone says that its row is a total.
pub fn says_total(names: &ColumnNames, text: &str) -> bool {
    names.rows.of(text) == Some(RowWord::Total)
}

//! How the headers of a sheet read for one kind of records.

use crate::model::Field;
use std::collections::BTreeMap;

/// A header taken for a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mapped {
    /// Index of the header.
    pub header: usize,
    /// Field it names.
    pub field: Field,
    /// 1 is what everybody calls it.
    pub confidence: f64,
    /// How well the header says so, 0…100: of two columns the higher one is the field.
    pub rank: u32,
}

/// How the headers of a sheet read for one kind.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Header of each field.
    pub fields: BTreeMap<Field, Mapped>,
    /// Fields that several headers name equally well.
    pub ambiguous: Vec<(Field, Vec<usize>)>,
    /// Headers that only come near a field.
    pub suggested: Vec<(usize, Field)>,
    /// Headers whose values do not fit their field.
    pub vetoed: Vec<(usize, Field)>,
}

impl Mapping {
    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }
}

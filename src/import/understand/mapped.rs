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

/// What the values of a column prove where its header says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// They are the names of another sheet's accounts.
    Named(String),
    /// They are the numbers of another sheet's accounts.
    Numbered(String),
    /// They are names of companies.
    Companies,
    /// They repeat beside the number of a document.
    Repeats,
}

impl Proof {
    /// The stronger one is believed.
    pub fn weight(&self) -> u8 {
        match self {
            Proof::Named(_) | Proof::Numbered(_) => 3,
            Proof::Companies => 2,
            Proof::Repeats => 1,
        }
    }

    /// Its label, and the sheet that it is about.
    pub fn told(&self) -> (&'static str, &str) {
        match self {
            Proof::Named(sheet) => ("@placed.named", sheet),
            Proof::Numbered(sheet) => ("@placed.numbered", sheet),
            Proof::Companies => ("@placed.companies", ""),
            Proof::Repeats => ("@placed.repeats", ""),
        }
    }
}

/// A column placed by its values alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Index of the header.
    pub header: usize,
    /// Field that it was given.
    pub field: Field,
    /// Why.
    pub proof: Proof,
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
    /// The customer's column, where only its values say that it is.
    pub placed: Option<Placed>,
}

impl Mapping {
    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }
}

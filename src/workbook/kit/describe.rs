//! How the columns of one table are begun: header and look by what a column is.

use crate::method::Plan;
use crate::model::{Field, RecordKind};
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::{Form, Look};
use std::marker::PhantomData;

/// Begins columns of a table of records of a kind, whose rows are `R`.
pub struct Describe<'d, R> {
    facts: &'d Facts<'d>,
    kind: RecordKind,
    rows: PhantomData<fn(&R)>,
}

#[allow(dead_code, reason = "sheets that are not described yet will use the rest")]
impl<'d, R: 'd> Describe<'d, R> {
    /// Of records of a kind.
    pub fn new(facts: &'d Facts<'d>, kind: RecordKind) -> Self {
        Describe { facts, kind, rows: PhantomData }
    }

    /// The plan.
    pub fn plan(&self) -> &'d Plan {
        self.facts.plan
    }

    /// Under a header of ours.
    pub fn own(&self, key: &'static str, form: Form, look: Look) -> Described<'d, R> {
        Described::new(key, self.facts.header(key), form, look)
    }

    /// Computed, under a header of ours.
    pub fn computed(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Computed)
    }

    /// What the list states, under a header of ours.
    pub fn plain(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Plain)
    }

    /// Proposed, under a header of ours.
    pub fn proposed(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Proposed)
    }

    /// Entered, under the name of its field.
    pub fn entry(&self, key: &'static str, field: Field, form: Form) -> Described<'d, R> {
        self.field(key, field, form, Look::Entry)
    }

    /// Under a header made for this plan.
    pub fn headed(
        &self,
        key: &'static str,
        header: impl Into<String>,
        form: Form,
        look: Look,
    ) -> Described<'d, R> {
        Described::new(key, header, form, look)
    }

    /// Under the name of a field.
    pub fn field(&self, key: &'static str, field: Field, form: Form, look: Look) -> Described<'d, R> {
        Described::new(key, self.facts.field(self.kind, field), form, look)
    }
}

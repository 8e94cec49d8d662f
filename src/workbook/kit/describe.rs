//! How the columns of one table are begun: by its key in `src/layout`, which says what its header is and whether
//! a person's entries are read back from it. A key that the layout does not know is a fault.

use crate::layout::{Column, Header, Table, TableId};
use crate::method::Plan;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::{Form, Look};
use std::marker::PhantomData;

/// Begins columns of a table whose rows are `R`.
pub struct Describe<'d, R> {
    facts: &'d Facts<'d>,
    /// None: a table that nothing is read back from; its headers are all ours.
    table: Option<&'static Table>,
    rows: PhantomData<fn(&R)>,
}

impl<'d, R: 'd> Describe<'d, R> {
    /// Of a table that is read back.
    pub fn of(facts: &'d Facts<'d>, id: TableId) -> Self {
        Describe { facts, table: Some(id.table()), rows: PhantomData }
    }

    /// Of a table that nothing is read back from.
    pub fn unread(facts: &'d Facts<'d>) -> Self {
        Describe { facts, table: None, rows: PhantomData }
    }

    /// The plan.
    pub fn plan(&self) -> &'d Plan {
        self.facts.plan
    }

    /// A column in any look.
    pub fn own(&self, key: &'static str, form: Form, look: Look) -> Described<'d, R> {
        let header =
            self.column(key, look).map_or_else(|| self.facts.header(key), |(t, c)| self.header(t, c));
        Described::new(key, header, form, look)
    }

    /// Computed.
    pub fn computed(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Computed)
    }

    /// What the list states.
    pub fn plain(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Plain)
    }

    /// Proposed.
    pub fn proposed(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Proposed)
    }

    /// Entered.
    pub fn entry(&self, key: &'static str, form: Form) -> Described<'d, R> {
        self.own(key, form, Look::Entry)
    }

    /// Computed of one resource, whose name its header begins with.
    pub fn of_resource(&self, key: &'static str, resource: &str, form: Form) -> Described<'d, R> {
        let header = self.column(key, Look::Computed).map_or("", |(t, c)| self.header(t, c));
        Described::new(key, format!("{resource}: {header}"), form, Look::Computed)
    }

    /// The column of a key, where the table is read back.
    fn column(&self, key: &str, look: Look) -> Option<(&'static Table, &'static Column)> {
        let table = self.table?;
        let Some(column) = table.column(key) else {
            self.facts.faults.note(format!("layout: {}.{key}", table.name));
            return None;
        };
        if look == Look::Entry && !column.is_read() {
            self.facts.faults.note(format!("layout.entry: {}.{key}", table.name));
        }
        Some((table, column))
    }

    fn header(&self, table: &Table, column: &Column) -> &'d str {
        match column.header {
            Header::Own => self.facts.header(column.key),
            Header::Field(field) => self.facts.field(table.kind, field),
            Header::Resource(key) => self.facts.header(key),
        }
    }
}

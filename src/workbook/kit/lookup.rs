//! Formulas that find an account's or a key person's row in its table by the number on a card or page.

use crate::layout::TableId;
use crate::model::Field;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Schema;

/// A row of a table, found by a number that stands in a cell of the sheet.
#[derive(Debug, Clone)]
pub struct Found<'s> {
    schema: &'s Schema,
    row: String,
}

impl<'s> Found<'s> {
    /// The row of an account, by the address of its Order; none where nothing is live.
    pub fn account(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.table(TableId::Accounts), "order", address)
    }

    /// The row of an account on Segments.
    pub fn segment(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.table(TableId::Segments), "order", address)
    }

    /// The row of an account on Resources.
    pub fn allocation(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.find(TableId::Allocation)?, "order", address)
    }

    /// The account's row on the sheet of alliances.
    pub fn alliance(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.find(TableId::Alliance)?, "order", address)
    }

    /// The account's row on the collection form.
    pub fn customer(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.find(TableId::Customers)?, "order", address)
    }

    /// The account's row of value and cost sums.
    pub fn values(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.get("AccountValues")?, "order", address)
    }

    /// The account's row of completeness.
    pub fn completeness(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.get("Completeness")?, "order", address)
    }

    /// The row of a key person on the contact plan, by the address of the person's number.
    pub fn contact(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.find(TableId::ContactPlan)?, "person_no", address)
    }

    /// The row of a key person, by the address of the person's number.
    pub fn person(context: &'s Context<'_>, address: &str) -> Option<Self> {
        Found::by(context, context.tables.find(TableId::Persons)?, "person_no", address)
    }

    fn by(context: &'s Context<'_>, schema: &'s Schema, key: &str, address: &str) -> Option<Self> {
        let found = context.live && schema.has(key);
        found.then(|| Found { schema, row: format!("MATCH({address},{},0)", schema.all(key)) })
    }

    /// A column's value; blank stays blank, and so does a row that is gone.
    pub fn value(&self, key: &str) -> Option<String> {
        self.schema.has(key).then(|| self.at(&self.schema.all(key)))
    }

    /// A column's value as text.
    pub fn text(&self, key: &str) -> Option<String> {
        self.schema.has(key).then(|| self.words(&self.schema.all(key)))
    }

    /// A text that the list states.
    pub fn detail(&self, field: Field) -> Option<String> {
        self.text(field.code())
    }

    fn at(&self, column: &str) -> String {
        let found = format!("INDEX({column},{})", self.row);
        format!("IFERROR(IF({found}=\"\",\"\",{found}),\"\")")
    }

    fn words(&self, column: &str) -> String {
        format!("IFERROR(INDEX({column},{})&\"\",\"\")", self.row)
    }
}

//! What a table of a plan is made of.

use crate::config::Labels;
use crate::model::{Field, RecordKind};

codes! {
    /// A table of a plan that is read back.
    TableId {
        /// The accounts by rank.
        Accounts = "accounts",
        /// What serving each account costs.
        Segments = "segments",
        /// The accounts' shares of the resources.
        Allocation = "allocation",
        /// The accounts' alliances.
        Alliance = "alliance",
        /// What the accounts need and worry about, how they buy.
        Customers = "customers",
        /// Key persons.
        Persons = "persons",
        /// Contact plan.
        ContactPlan = "contact_plan",
        /// Opportunities.
        Opportunities = "opportunities",
        /// Resources.
        Resources = "resources",
        /// Value items.
        Values = "values",
        /// Cost items.
        Costs = "costs",
        /// Goals.
        Goals = "goals",
        /// Items of the development plans.
        PlanItems = "plan_items",
        /// What the accounts bought of each product.
        Products = "products",
    }
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Records of their own.
    Records,
    /// Further entries of records that stand in the table of this kind.
    Further,
}

/// What a column is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Entered by people: read back.
    Entry,
    /// Ties the row to its account or person, or names the record: read back too.
    Join,
    /// What the list itself states of an account whose opportunities rule: entered, in force while none is open.
    Listed,
    /// What rows of lists said that a plan does not hold: read back where such rows are not among the inputs.
    Carried,
    /// Proposed by the program.
    Proposed,
    /// Computed, or repeated from another table.
    Computed,
}

/// Where the header of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// `workbook.column.<key>`.
    Own,
    /// The name of a field of the table's records.
    Field(Field),
    /// The name of a resource, then `workbook.column.<…>`.
    Resource(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Stable key. `#` stands for the number of a resource.
    pub key: &'static str,
    /// Where its header comes from.
    pub header: Header,
    /// The field that it holds, where it is read back.
    pub field: Option<Field>,
    /// What it is.
    pub part: Part,
    /// Whether plans have it only where there is something to show in it.
    pub optional: bool,
    /// Whether empty rows of a form come with it filled in: alone it says nothing.
    pub given: bool,
}

impl Column {
    pub(super) const fn new(key: &'static str, header: Header, field: Option<Field>, part: Part) -> Self {
        Column { key, header, field, part, optional: false, given: false }
    }

    /// An entry under its field's name and key.
    pub(super) const fn entry(key: &'static str, field: Field) -> Self {
        Column::new(key, Header::Field(field), Some(field), Part::Entry)
    }

    /// An entry under a name of our own.
    pub(super) const fn named(key: &'static str, field: Field) -> Self {
        Column::new(key, Header::Own, Some(field), Part::Entry)
    }

    /// What names the record or ties it to its account.
    pub(super) const fn join(key: &'static str, field: Option<Field>) -> Self {
        Column::new(key, Header::Own, field, Part::Join)
    }

    /// What the list itself states of an account.
    pub(super) const fn listed(key: &'static str, field: Field) -> Self {
        Column { optional: true, ..Column::new(key, Header::Own, Some(field), Part::Listed) }
    }

    /// What rows said that a plan does not hold.
    pub(super) const fn carried(key: &'static str, field: Field) -> Self {
        Column { optional: true, ..Column::new(key, Header::Field(field), Some(field), Part::Carried) }
    }

    pub(super) const fn proposed(key: &'static str) -> Self {
        Column::new(key, Header::Own, None, Part::Proposed)
    }

    pub(super) const fn computed(key: &'static str) -> Self {
        Column::new(key, Header::Own, None, Part::Computed)
    }

    /// Computed, one a resource.
    pub(super) const fn of_resource(key: &'static str, header: &'static str) -> Self {
        Column { optional: true, ..Column::new(key, Header::Resource(header), None, Part::Computed) }
    }

    /// What rows said of one product, whose name its header is.
    pub(super) const fn of_product(key: &'static str) -> Self {
        Column { optional: true, ..Column::new(key, Header::Resource("product"), None, Part::Carried) }
    }

    /// A further column of the list, carried along untouched under its own header.
    pub(super) const fn further(key: &'static str) -> Self {
        Column { optional: true, ..Column::new(key, Header::Resource("further"), None, Part::Carried) }
    }

    /// Only where there is something to show in it.
    pub(super) const fn maybe(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Filled in where a form's row is empty.
    pub(super) const fn given(mut self) -> Self {
        self.given = true;
        self
    }

    /// Whether people lose something when it is gone.
    pub fn is_read(&self) -> bool {
        matches!(self.part, Part::Entry | Part::Join | Part::Listed)
    }
}

/// A table of a plan.
#[derive(Debug)]
pub struct Table {
    /// What it is called.
    pub id: TableId,
    /// Name of the table in the workbook; its continuations add their number.
    pub name: &'static str,
    /// What its rows are about.
    pub kind: RecordKind,
    /// Own or further.
    pub rows: Rows,
    /// Code of its sheet, as in the labels `sheet.<code>`.
    pub sheet: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Table {
    /// Whether it is a form: empty rows ready to fill in stand among its records.
    pub fn is_form(&self) -> bool {
        use TableId::{Costs, Goals, Persons, PlanItems, Values};
        matches!(self.id, Persons | Values | Costs | Goals | PlanItems)
    }

    /// The column of a key as the plan carries it: the number of a resource stands for `#`.
    pub fn column(&self, key: &str) -> Option<&'static Column> {
        let exact = self.columns.iter().find(|c| c.key == key);
        exact.or_else(|| {
            let (stem, number) = key.rsplit_once('_')?;
            number.parse::<u32>().ok()?;
            self.columns.iter().find(|c| c.key.strip_suffix("_#") == Some(stem))
        })
    }

    /// The header of a column in some labels; of a column of resources only what follows the resource's name.
    pub fn header<'l>(&self, column: &Column, labels: &'l Labels) -> &'l str {
        match column.header {
            Header::Own => labels.value("workbook.column", column.key),
            Header::Field(field) => labels.field(self.kind, field),
            Header::Resource(key) => labels.value("workbook.column", key),
        }
    }
}

//! The tables of a plan as data, shared by whoever writes a plan and whoever reads it back: stable codes of the
//! tables, stable keys of their columns, and what each column is to a person: an entry, what ties its row to
//! others, computed, proposed.
//!
//! A plan carries the keys as defined names ([`mark`]), so that a header may be renamed, moved or written in
//! another language. Headers are only the fallback, for plans that carry no keys.

mod accounts;
mod mark;
mod people;
mod planning;
mod seal;
mod table;

pub use mark::{Mark, PREFIX, count_name, mark, parse};
pub use seal::{SEALED_IN, seal};
pub use table::{Column, Header, Part, Rows, Table, TableId};

/// Version of the plan's layout, in the defined name `keyplan_format`. Plans of version 1 carry no keys.
pub const FORMAT: u32 = 2;

/// Defined name of that version.
pub const FORMAT_NAME: &str = "keyplan_format";

/// The document property with the names of the lists that a plan was made from, `/` between them.
pub const LISTS: &str = "keyplan_lists";

/// The document property with the currency of a plan's money.
pub const CURRENCY: &str = "keyplan_currency";

impl TableId {
    /// The table of a name in the workbook, and which of its sheets has it, from 1.
    pub fn named(name: &str) -> Option<(Self, u32)> {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let id = TableId::ALL.iter().copied().find(|id| id.table().name == stem)?;
        let part = if stem.len() == name.len() { 1 } else { name[stem.len()..].parse().ok()? };
        Some((id, part))
    }

    /// The table as data.
    pub fn table(self) -> &'static Table {
        match self {
            TableId::Accounts => &accounts::ACCOUNTS,
            TableId::Segments => &accounts::SEGMENTS,
            TableId::Allocation => &accounts::ALLOCATION,
            TableId::Alliance => &accounts::ALLIANCE,
            TableId::Customers => &accounts::CUSTOMERS,
            TableId::Persons => &people::PERSONS,
            TableId::ContactPlan => &people::CONTACT_PLAN,
            TableId::Opportunities => &planning::OPPORTUNITIES,
            TableId::Resources => &planning::RESOURCES,
            TableId::Values => &planning::VALUES,
            TableId::Costs => &planning::COSTS,
            TableId::Goals => &planning::GOALS,
            TableId::PlanItems => &planning::PLAN_ITEMS,
            TableId::Products => &accounts::PRODUCTS,
        }
    }
}

//! What the import hands on: the records, and an account of every row it read.

use super::{
    Account, AddedSheet, CostItem, Field, Goal, Issue, IssueCode, KeyPerson, Language, MendedRow,
    MoneyReading, Note, Opportunity, OrderLine, OwnColumn, PlanItem, RecordKind, Resource, SourceRow,
    ValueItem, Visit,
};
use std::collections::BTreeMap;

/// Everything read from the inputs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portfolio {
    /// Files as given.
    pub inputs: Vec<InputFile>,
    /// Their sheets, file by file.
    pub sheets: Vec<SheetReading>,
    /// Accounts, in the order they were first read.
    pub accounts: Vec<Account>,
    /// Key persons.
    pub persons: Vec<KeyPerson>,
    /// Opportunities.
    pub opportunities: Vec<Opportunity>,
    /// Order lines.
    pub orders: Vec<OrderLine>,
    /// Visits.
    pub visits: Vec<Visit>,
    /// Value items.
    pub values: Vec<ValueItem>,
    /// Cost items.
    pub costs: Vec<CostItem>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Plan items.
    pub plan_items: Vec<PlanItem>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Parameters that a plan among the inputs states, by code.
    pub stated_settings: std::collections::BTreeMap<String, f64>,
    /// Sheets that people added to a plan.
    pub added_sheets: Vec<AddedSheet>,
    /// Columns that people added to tables of a plan other than that of the accounts.
    pub own_columns: Vec<OwnColumn>,
    /// Headers of the account sheets' further columns, carried along untouched.
    pub extra_columns: Vec<String>,
    /// Findings, in the order of the inputs.
    pub issues: Vec<Issue>,
    /// Rejected rows, whole.
    pub rejected: Vec<RejectedRow>,
    /// Rows that were mended elsewhere, by where they stand now.
    pub mended: BTreeMap<SourceRow, MendedRow>,
    /// Language of most mapped headers.
    pub language: Language,
    /// Currency code or symbol that the list shows, where it shows one.
    pub currency: Option<String>,
}

/// One input file.
#[derive(Debug, Clone, PartialEq)]
pub struct InputFile {
    /// Path as given.
    pub path: String,
    /// Why it could not be read.
    pub error: Option<IssueCode>,
}

/// How a sheet was read.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReading {
    /// Index into `Portfolio::inputs`.
    pub input: u32,
    /// Sheet name; a CSV's is its file stem.
    pub name: String,
    /// What it holds.
    pub kind: RecordKind,
    /// Why it was taken so.
    pub reason: Note,
    /// 1-based row of the (first) header row.
    pub header_row: Option<u32>,
    /// What spoke for and against its kind.
    pub spoken: Spoken,
    /// Every column.
    pub columns: Vec<ColumnReading>,
    /// What became of its rows.
    pub rows: RowCounts,
    /// What became of its money, by column.
    pub money: Vec<MoneyReading>,
    /// Its first rows, where it could not be read.
    pub preview: Vec<(u32, Vec<String>)>,
}

impl SheetReading {
    /// 0-based column and header of a field, where one is mapped.
    pub fn column_of(&self, field: Field) -> Option<&ColumnReading> {
        self.columns.iter().find(|c| c.field == Some(field))
    }
}

/// What speaks for a reading, and what against it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoken {
    /// For it.
    pub favour: Vec<Note>,
    /// Against it; of a column that is no field: why not.
    pub against: Vec<Note>,
}

/// How a column was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnReading {
    /// 0-based column of the sheet.
    pub column: u32,
    /// Header as written.
    pub header: String,
    /// Field it holds; none: carried along.
    pub field: Option<Field>,
    /// Factor from cell to base unit (万元: 10000; percent points: 0.01).
    pub unit: f64,
    /// 0…1; 1 is an exact alias.
    pub confidence: f64,
    /// What spoke for and against it.
    pub spoken: Spoken,
    /// The first few different values, as the list shows them.
    pub examples: Vec<String>,
}

/// What became of the rows of a sheet; `read` is the sum of the other four.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Non-blank rows below the header.
    pub read: u64,
    /// Rows that became a record.
    pub planned: u64,
    /// Rows merged into an earlier one.
    pub merged: u64,
    /// Rows with an error.
    pub rejected: u64,
    /// Examples, totals, rows outside the period, rows of ignored sheets.
    pub ignored: u64,
}

/// A rejected row, kept whole.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRow {
    /// Where it stands.
    pub source: SourceRow,
    /// Index into `Portfolio::issues` of the issue that rejected it.
    pub issue: usize,
    /// Cells as text: 0-based column and value.
    pub cells: Vec<(u32, String)>,
}

//! The tables of one workbook by name: how a sheet refers to another's, without knowing the sheet.

use crate::layout::TableId;
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::schema::Schema;

/// Tables that nothing is read back from; the others are those of `src/layout`.
pub const UNREAD: &[&str] = &[
    "AccountValues",
    "Completeness",
    "WhitespaceGaps",
    "DataIssues",
    "IssueKinds",
    "Settings",
    "Totals",
    "RoleWeights",
    "CommitmentPoints",
    "Stages",
    "AllianceLevels",
    "SubStrategies",
    "AccountChanges",
    "EntryChanges",
    "Batch",
    "Sources",
    "Money",
    "Checks",
];

/// Whether a workbook may have a table of this name.
fn known(name: &str) -> bool {
    UNREAD.contains(&name) || TableId::ALL.iter().any(|id| id.table().name == name)
}

/// The tables that there are.
#[derive(Debug, Clone)]
pub struct Tables {
    found: Vec<Schema>,
    /// Stands for a table that there is not: it has no column.
    absent: Schema,
    faults: Faults,
}

impl Tables {
    /// No table yet.
    pub fn new(faults: Faults) -> Self {
        let absent = Schema::new("?", String::new(), Vec::new(), 0).noting(&faults);
        Tables { found: Vec::new(), absent, faults }
    }

    /// Adds a table.
    pub fn add(&mut self, schema: &Schema) {
        self.found.push(schema.clone());
    }

    /// All tables that there are.
    pub fn all(&self) -> impl Iterator<Item = &Schema> {
        self.found.iter()
    }

    /// A table, where the workbook has it. A name that no table ever has is a fault.
    pub fn get(&self, name: &str) -> Option<&Schema> {
        let found = self.found.iter().find(|s| s.table == name);
        if found.is_none() && !known(name) {
            self.faults.note(format!("table: {name}"));
        }
        found
    }

    /// A table that is read back, where the workbook has it.
    pub fn find(&self, id: TableId) -> Option<&Schema> {
        self.get(id.table().name)
    }

    /// A table that is read back, which there must be.
    pub fn the(&self, id: TableId) -> &Schema {
        self.find(id).unwrap_or_else(|| {
            self.faults.note(format!("table: {}", id.table().name));
            &self.absent
        })
    }

    /// The whole column of a table that there must be, as a formula says it; structured where `named`.
    pub fn column(&self, name: &str, key: &str, named: bool) -> String {
        match self.get(name) {
            Some(schema) if named => schema.named(key),
            Some(schema) => schema.all(key),
            None => {
                self.faults.note(format!("table: {name}.{key}"));
                "#REF!".to_owned()
            }
        }
    }
}

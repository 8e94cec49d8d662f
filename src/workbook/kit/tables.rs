//! The tables of one workbook by name: how a sheet refers to another's, without knowing the sheet.

use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::schema::Schema;

/// Every table that a workbook may have. Continuations add their number.
const KNOWN: &[&str] = &[
    "RelativeValue",
    "Segments",
    "Opportunities",
    "Resources",
    "Allocation",
    "KeyPersons",
    "ContactPlan",
    "Alliance",
    "ValueItems",
    "CostItems",
    "AccountValues",
    "Goals",
    "PlanItems",
    "Completeness",
    "DataIssues",
    "IssueKinds",
    "Settings",
    "Totals",
    "RoleWeights",
    "CommitmentPoints",
    "Stages",
    "AllianceLevels",
    "SubStrategies",
];

/// The tables that there are.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    found: Vec<Schema>,
    faults: Faults,
}

impl Tables {
    /// No table yet.
    pub fn new(faults: Faults) -> Self {
        Tables { found: Vec::new(), faults }
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
        if found.is_none() && !KNOWN.contains(&name) {
            self.faults.note(format!("table: {name}"));
        }
        found
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

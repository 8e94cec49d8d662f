//! The stage table of the sheet of settings: what each stage's text means, so that a deal's formulas
//! can look it up. The stages of the list and one name of every stage come first: they are the dropdown.

use crate::config::{Rules, StageRule};
use crate::method::Plan;
use crate::model::Language;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::kit::texts::Texts;
use rust_xlsxwriter::Worksheet;
use std::collections::BTreeSet;

/// Name of the dropdown's range.
pub const NAMES: &str = "stage_names";

/// The stage table of one plan.
pub struct Stages {
    schema: Schema,
    rows: Vec<(String, StageRule)>,
    /// How many of the rows are in the dropdown.
    offered: usize,
}

impl Stages {
    /// The table of a plan with opportunities.
    pub fn new(plan: &Plan, rules: &Rules, language: Language, labels: &Texts<'_>) -> Self {
        let used: BTreeSet<&str> =
            plan.portfolio.opportunities.iter().filter_map(|d| d.stage.as_deref()).collect();
        let known =
            used.into_iter().filter_map(|text| Some((text.to_owned(), rules.stage_of(text)?.into_owned())));
        let mut offered: Vec<(String, StageRule)> = known.collect();
        let ours = |name: &str| (language == Language::Zh) != name.is_ascii();
        for (name, rule) in rules.stage_names() {
            if ours(name) && !offered.iter().any(|(_, r)| r.code == rule.code) {
                offered.push((name.clone(), rule.clone()));
            }
        }
        let place = |code: &str| rules.stage_names().iter().position(|(_, r)| r.code == code);
        offered.sort_by_key(|(_, rule)| place(&rule.code));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut rows: Vec<(String, StageRule)> = Vec::new();
        let mut front = 0;
        let further = rules.stage_names().iter().cloned();
        for (at, (name, rule)) in offered.iter().cloned().chain(further).enumerate() {
            // A sheet compares without case: one row a text.
            if seen.insert(name.to_lowercase()) {
                rows.push((name, rule));
                front += usize::from(at < offered.len());
            }
        }
        let own = |key, form, look| Column::new(key, labels.value("workbook.column", key), form, look);
        let columns = vec![
            own("stage", Form::Text, Look::Plain),
            own("outcome", Form::Text, Look::Plain),
            own("probability", Form::Probability, Look::Entry).limited(Limit::Share),
        ];
        let sheet = labels.value("sheet", "settings").to_owned();
        Stages { schema: Schema::new("Stages", sheet, columns, rows.len()), rows, offered: front }
    }

    /// A whole column of the table, as a formula says it.
    pub fn all(&self, key: &str) -> String {
        self.schema.all(key)
    }

    /// The dropdown's range, where the table's first row is `first` (0-based).
    pub fn range(&self, first: u32) -> String {
        let sheet = self.schema.sheet.replace('\'', "''");
        let last = first + u32::try_from(self.offered.max(1)).unwrap_or(1);
        format!("='{sheet}'!$A${}:$A${last}", first + 1)
    }

    /// The names in the dropdown.
    pub fn offered(&self) -> Vec<String> {
        self.rows.iter().take(self.offered).map(|(name, _)| name.clone()).collect()
    }

    /// Place of a stage's text in the table, from 1.
    pub fn line(&self, text: &str) -> Option<u32> {
        let text = text.to_lowercase();
        let at = self.rows.iter().position(|(name, _)| name.to_lowercase() == text)?;
        u32::try_from(at + 1).ok()
    }

    /// Writes the table with its header in row `at`; returns its last row.
    pub fn write(&self, sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<u32> {
        let spot = Spot { header_row: at, column: 0, name: self.schema.table };
        table::write(sheet, context, &self.schema, &spot, self.rows.len(), |index, column, _| {
            let (name, rule) = &self.rows[index];
            match column.key {
                "stage" => Cell::text(name.as_str()),
                "outcome" => Cell::text(context.labels.value("outcome", rule.outcome.code())),
                _ => Cell::number(rule.probability),
            }
        })
    }
}

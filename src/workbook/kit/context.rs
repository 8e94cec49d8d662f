//! What every sheet needs: plan, texts, formats, the tables' schemas, and which formulas are live.

use crate::config::Config;
use crate::layout::TableId;
use crate::method::Plan;
use crate::workbook::kit::facts::{Facts, Unit};
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::page_names;
use crate::workbook::kit::page_styles::PageStyles;
use crate::workbook::kit::schema::{ROWS_PER_SHEET, Schema, part_name};
use crate::workbook::kit::stages::Stages;
use crate::workbook::kit::styles::Styles;
use crate::workbook::kit::tables::Tables;
use crate::workbook::kit::texts::Texts;
use crate::workbook::kit::theme::Theme;
use crate::workbook::options::WorkbookOptions;
use rust_xlsxwriter::Workbook;

/// The shared context of one workbook.
pub struct Context<'a> {
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub labels: Texts<'a>,
    /// What was asked for in vain.
    pub faults: Faults,
    /// The tables of the workbook by name.
    pub tables: Tables,
    pub options: &'a WorkbookOptions,
    /// The sheets that there are, and on how many worksheets each stands.
    pub contents: Vec<(&'static str, usize)>,
    /// Sheet that the title bands lead back to.
    pub home: &'static str,
    pub theme: Theme,
    pub styles: Styles,
    /// Formats of cards and account pages.
    pub papers: PageStyles,
    /// Accounts of highest rank, whose forms stand ready.
    pub formed: Vec<usize>,
    /// Accounts with a page of their own, and its name, in rank order.
    pub pages: Vec<(usize, String)>,
    /// Rank, cumulative share, segment and all that compares every row with every other are formulas.
    pub live: bool,
    /// Money on the Overview is shown in this unit.
    pub unit: Unit,
    /// Numbers of the key persons, by index into the portfolio's persons.
    pub person_numbers: Vec<u32>,
    /// What the stages of the opportunities mean.
    pub stages: Option<&'a Stages>,
}

impl<'a> Context<'a> {
    /// Prepares a workbook.
    ///
    /// # Errors
    /// A theme colour that cannot be read.
    pub fn new<'t>(
        facts: &'a Facts<'a>,
        tables: impl IntoIterator<Item = &'t Schema>,
        workbook: &mut Workbook,
    ) -> anyhow::Result<Self> {
        let Facts { plan, config, options, labels, faults, theme, unit, live, .. } = facts;
        let mut context = Context {
            plan,
            config,
            labels: labels.clone(),
            faults: faults.clone(),
            tables: Tables::new(faults.clone()),
            contents: Vec::new(),
            options,
            home: "overview",
            styles: Styles::new(theme, &unit.suffix, workbook),
            papers: PageStyles::new(theme, &unit.suffix, workbook),
            formed: facts.formed.clone(),
            pages: facts.pages.clone(),
            theme: theme.clone(),
            live: *live,
            unit: unit.clone(),
            stages: facts.stages.as_ref(),
            person_numbers: facts.person_numbers.clone(),
        };
        for schema in tables {
            context.tables.add(schema);
        }
        Ok(context)
    }

    /// A table that the workbook must have.
    pub fn table(&self, id: TableId) -> &Schema {
        self.tables.the(id)
    }

    /// Name of the sheet of an account's page, where it has one.
    pub fn page_of(&self, account: usize) -> Option<&str> {
        page_names::page_of(&self.pages, account)
    }

    /// Rows of a table on one sheet at most.
    pub fn rows_per_sheet(&self) -> usize {
        self.options.rows_per_sheet.unwrap_or(ROWS_PER_SHEET).clamp(1, ROWS_PER_SHEET)
    }

    /// So many key persons print: those of the accounts whose forms stand ready, all where these have none.
    pub fn printed_persons(&self) -> usize {
        let last = self.formed.last().copied();
        let printed = self.plan.persons.partition_point(|p| last.is_some_and(|last| p.account <= last));
        if printed == 0 { self.plan.persons.len() } else { printed }
    }

    /// The same part of a formula for every sheet of key persons, added up.
    pub fn over_persons(&self, of: impl Fn(&Schema) -> String) -> String {
        let persons = |s: &&Schema| TableId::named(s.table).is_some_and(|(id, _)| id == TableId::Persons);
        self.tables.all().filter(persons).map(of).collect::<Vec<_>>().join("+")
    }

    /// The remark of a sheet, with where its table continues.
    pub fn note(&self, note: &str, sheet: &str, further: usize) -> String {
        let parts: Vec<String> = (2..2 + further).map(|part| part_name(sheet, part)).collect();
        if parts.is_empty() {
            return note.to_owned();
        }
        format!("{} {note}", self.labels.fill("workbook.continues", &[("sheets", parts.join(", "))]))
    }

    /// A text.
    pub fn label(&self, key: &str) -> &'a str {
        self.labels.text(key)
    }

    /// Name of a sheet.
    pub fn sheet(&self, key: &str) -> &'a str {
        self.labels.value("sheet", key)
    }
}

//! What every sheet needs: plan, texts, formats, the tables' schemas, and which formulas are live.

use crate::config::{Config, Labels, Parameter};
use crate::method::{AccountPlan, Plan};
use crate::model::{Field, Language, RecordKind};
use crate::workbook::kit::page_styles::PageStyles;
use crate::workbook::kit::schema::{ROWS_PER_SHEET, Schema};
use crate::workbook::kit::styles::Styles;
use crate::workbook::kit::theme::{MoneyUnit, Theme};
use crate::workbook::pages::page_names;
use crate::workbook::planning::Planning;
use crate::workbook::sheets::key_persons::{self, person_visits};
use crate::workbook::sheets::opportunities::stages::Stages;
use crate::workbook::sheets::{contact_plan, opportunities, relative_value, resources, segments};
use crate::workbook::{Formulas, WorkbookOptions};
use rust_xlsxwriter::Workbook;

/// The shared context of one workbook.
pub struct Context<'a> {
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub labels: &'a Labels,
    pub options: &'a WorkbookOptions,
    /// Sheet that the title bands lead back to.
    pub home: &'static str,
    pub theme: Theme,
    pub styles: Styles,
    /// Formats of cards and account pages.
    pub papers: PageStyles,
    /// Accounts with a page of their own, and its name, in rank order.
    pub pages: Vec<(usize, String)>,
    /// Rank, cumulative share, segment and all that compares every row with every other are formulas.
    pub live: bool,
    /// Money on the Overview is shown in this unit.
    pub unit: Unit,
    pub accounts: Schema,
    pub segments: Schema,
    /// Where there are key persons.
    pub persons: Option<Schema>,
    /// Where there are opportunities.
    pub opportunities: Option<Schema>,
    /// Alliance, customer value, goals, development plan.
    pub planning: Planning<'a>,
    /// The same tables, continued on further sheets.
    pub persons_more: Vec<Schema>,
    pub opportunities_more: Vec<Schema>,
    /// Resources and their shares, where there are resources.
    pub resources: Option<Schema>,
    pub allocation: Option<Schema>,
    /// The contact plan, where there are key persons, and not too many.
    pub contact_plan: Option<Schema>,
    /// Numbers of the key persons, by index into the portfolio's persons.
    pub person_numbers: Vec<u32>,
    /// What the stages of the opportunities mean.
    pub stages: Option<Stages>,
    /// Which accounts of the portfolio have opportunities, open or closed.
    pub has_deals: Vec<bool>,
    /// Less than any account's net contribution: stands for the unknown in comparisons.
    pub lowest_net: f64,
}

/// A larger unit for money: 万, 亿, k, M.
#[derive(Debug, Clone)]
pub struct Unit {
    /// How many base units it is.
    pub factor: f64,
    /// What it is called.
    pub suffix: String,
}

impl<'a> Context<'a> {
    /// Prepares a workbook.
    ///
    /// # Errors
    /// A theme colour that cannot be read.
    pub fn new(
        plan: &'a Plan,
        config: &'a Config,
        language: Language,
        options: &'a WorkbookOptions,
        workbook: &mut Workbook,
    ) -> anyhow::Result<Self> {
        let theme = Theme::new(&config.theme, language)?;
        let labels = config.labels(language);
        let total = plan.totals.expected_value.unwrap_or(0.0);
        let smallest = if options.fine_money { total / 100.0 } else { total };
        let unit = Unit::of(theme.unit, smallest, language, labels);
        let most = options.rows_per_sheet.unwrap_or(ROWS_PER_SHEET).clamp(1, ROWS_PER_SHEET);
        let spread = plan.persons.len().max(plan.portfolio.opportunities.len()) > most;
        let live = match options.formulas {
            // Sums by account look at one sheet.
            _ if spread => false,
            Formulas::Live => true,
            Formulas::Values => false,
            Formulas::Auto => plan.accounts.len() as f64 <= config.settings.get(Parameter::LiveLimit),
        };
        let mut has_deals = vec![false; plan.portfolio.accounts.len()];
        for deal in &plan.portfolio.opportunities {
            if let Some(slot) = has_deals.get_mut(deal.account) {
                *slot = true;
            }
        }
        let pages = page_names::pages(plan, config, options);
        let facts = Facts { plan, labels, live, has_deals: &has_deals, pages: !pages.is_empty() };
        let piped = !plan.portfolio.opportunities.is_empty();
        let persons = (!plan.persons.is_empty()).then(|| key_persons::schema(&facts));
        let (persons, persons_more) = split(persons, &key_persons::FURTHER_TABLES, most)?;
        let deals = piped.then(|| opportunities::schema(&facts));
        let (opportunities, opportunities_more) = split(deals, &opportunities::FURTHER_TABLES, most)?;
        let shared = !plan.resources.is_empty();
        let mut context = Context {
            plan,
            config,
            labels,
            options,
            home: "overview",
            styles: Styles::new(&theme, &unit.suffix, workbook),
            papers: PageStyles::new(&theme, &unit.suffix, workbook),
            pages,
            theme,
            lowest_net: plan
                .accounts
                .iter()
                .filter_map(|a| a.net_contribution)
                .reduce(f64::min)
                .unwrap_or(0.0)
                - 1.0,
            live,
            unit,
            accounts: relative_value::schema(&facts),
            segments: segments::schema(&facts),
            planning: Planning::new(&facts, plan, most)?,
            persons,
            persons_more,
            opportunities,
            opportunities_more,
            stages: piped.then(|| Stages::new(plan, &config.rules, language, labels)),
            resources: shared.then(|| resources::list_schema(&facts)),
            allocation: shared.then(|| resources::schema(&facts)),
            contact_plan: contact_plan::wanted(plan).then(|| contact_plan::schema(&facts)),
            person_numbers: person_visits::numbers(plan),
            has_deals: Vec::new(),
        };
        context.has_deals = has_deals;
        Ok(context)
    }

    /// Rows of a table on one sheet at most.
    pub fn rows_per_sheet(&self) -> usize {
        self.options.rows_per_sheet.unwrap_or(ROWS_PER_SHEET).clamp(1, ROWS_PER_SHEET)
    }

    /// The same part of a formula for every sheet of key persons, added up.
    pub fn over_persons(&self, of: impl Fn(&Schema) -> String) -> String {
        self.persons.iter().chain(&self.persons_more).map(of).collect::<Vec<_>>().join("+")
    }

    /// The remark of a sheet, with where its table continues.
    pub fn note(&self, note: &str, sheet: &str, further: usize) -> String {
        let parts: Vec<String> =
            (2..2 + further).map(|part| crate::workbook::part_name(sheet, part)).collect();
        if parts.is_empty() {
            return note.to_owned();
        }
        format!("{} {note}", self.labels.fill("workbook.continues", &[("sheets", parts.join(", "))]))
    }

    /// A text.
    pub fn label(&self, key: &'a str) -> &'a str {
        self.labels.text(key)
    }

    /// Whether an account's potential follows its opportunities by formula.
    pub fn piped(&self, account: &AccountPlan) -> bool {
        self.live && self.has_deals.get(account.account).copied().unwrap_or(false)
    }

    /// Name of a sheet.
    pub fn sheet(&self, key: &str) -> &'a str {
        self.labels.value("sheet", key)
    }
}

fn split(
    schema: Option<Schema>,
    names: &[&'static str],
    most: usize,
) -> anyhow::Result<(Option<Schema>, Vec<Schema>)> {
    let Some(schema) = schema else { return Ok((None, Vec::new())) };
    let (first, more) = schema.split(names, most)?;
    Ok((Some(first), more))
}

impl Unit {
    fn of(asked: Option<MoneyUnit>, total: f64, language: Language, labels: &Labels) -> Self {
        let (large, small) = match language {
            Language::Zh => (MoneyUnit::Yi, MoneyUnit::Wan),
            Language::En => (MoneyUnit::Million, MoneyUnit::Thousand),
        };
        let fitting = || [large, small].into_iter().find(|unit| total >= unit.parts().0);
        let (factor, key) = asked.or_else(fitting).unwrap_or(MoneyUnit::Base).parts();
        let suffix =
            if key.is_empty() { String::new() } else { labels.value("workbook.unit_suffix", key).to_owned() };
        Unit { factor, suffix }
    }

    /// A formula's value in this unit, where no name holds the unit.
    pub fn scaled_literal(&self, formula: &str) -> String {
        if self.factor > 1.0 { format!("{formula}/{}", self.factor) } else { formula.to_owned() }
    }

    /// A formula's value in this unit.
    pub fn scaled(&self, formula: &str) -> String {
        if self.factor > 1.0 { format!("({formula})/display_unit") } else { formula.to_owned() }
    }
}

/// What a schema depends on.
pub struct Facts<'a> {
    pub plan: &'a Plan,
    pub labels: &'a Labels,
    pub live: bool,
    /// By account of the portfolio.
    pub has_deals: &'a [bool],
    /// Whether accounts have pages of their own.
    pub pages: bool,
}

impl<'a> Facts<'a> {
    /// Whether an account's potential follows its opportunities by formula.
    pub fn piped(&self, account: &AccountPlan) -> bool {
        self.live && self.has_deals.get(account.account).copied().unwrap_or(false)
    }

    /// Header of a column of ours.
    pub fn header(&self, key: &str) -> &'a str {
        self.labels.value("workbook.column", key)
    }

    /// Header of a field.
    pub fn field(&self, kind: RecordKind, field: Field) -> &'a str {
        self.labels.field(kind, field)
    }

    /// Whether any account has something.
    pub fn any(&self, has: impl Fn(&AccountPlan) -> bool) -> bool {
        self.plan.accounts.iter().any(has)
    }
}

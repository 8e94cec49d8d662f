//! What is known before a table stands: plan, settings, texts, which formulas are live, which accounts have pages.
//! Tables are described from it.

use crate::config::{Config, Parameter};
use crate::method::{AccountPlan, Plan};
use crate::model::{Field, Language, RecordKind, Role};
use crate::workbook::kit::blank_persons::{BlankPerson, MOST_CONTACTS, blank_persons};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::page_names;
use crate::workbook::kit::person_numbers;
use crate::workbook::kit::schema::ROWS_PER_SHEET;
use crate::workbook::kit::stages::Stages;
use crate::workbook::kit::texts::Texts;
use crate::workbook::kit::theme::{MoneyUnit, Theme};
use crate::workbook::options::{Formulas, WorkbookOptions};

/// What a table depends on.
pub struct Facts<'a> {
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub options: &'a WorkbookOptions,
    pub labels: Texts<'a>,
    /// What was asked for in vain.
    pub faults: Faults,
    pub theme: Theme,
    /// Money on the Overview is shown in this unit.
    pub unit: Unit,
    /// Rank, cumulative share, segment and all that compares every row with every other are formulas.
    pub live: bool,
    /// What the stages of the opportunities mean, where there are any.
    pub stages: Option<Stages>,
    /// Which accounts of the portfolio have opportunities, open or closed.
    pub has_deals: Vec<bool>,
    /// Numbers of the key persons, by index into the portfolio's persons.
    pub person_numbers: Vec<u32>,
    /// Accounts of highest rank: their forms stand ready, with empty rows.
    pub formed: Vec<usize>,
    /// Empty rows for key persons.
    pub blank_persons: Vec<BlankPerson>,
    /// Those of them with a page of their own, and its name, in rank order.
    pub pages: Vec<(usize, String)>,
}

impl<'a> Facts<'a> {
    /// What is known of a plan.
    ///
    /// # Errors
    /// A theme colour that cannot be read.
    pub fn new(
        plan: &'a Plan,
        config: &'a Config,
        language: Language,
        options: &'a WorkbookOptions,
    ) -> anyhow::Result<Self> {
        let theme = Theme::new(&config.theme, language);
        let faults = Faults::default();
        let labels = Texts::new(config.labels(language), faults.clone());
        let total = plan.totals.expected_value.unwrap_or(0.0);
        let smallest = if options.fine_money { total / 100.0 } else { total };
        let unit = Unit::of(theme.unit, smallest, language, &labels);
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
        let formed = page_names::top(plan, config, options);
        let pages = page_names::pages(plan, &formed);
        let weight = config.rules.role_weight(Role::Unknown);
        let blank_persons = blank_persons(plan, &formed, weight, most.min(MOST_CONTACTS));
        let person_numbers = person_numbers::numbers(plan);
        let piped = !plan.portfolio.opportunities.is_empty();
        let stages = piped.then(|| Stages::new(plan, &config.rules, language));
        Ok(Facts {
            plan,
            config,
            options,
            labels,
            faults,
            theme,
            unit,
            live,
            stages,
            has_deals,
            person_numbers,
            formed,
            blank_persons,
            pages,
        })
    }

    /// Name of the sheet of an account's page, where it has one.
    pub fn page_of(&self, account: usize) -> Option<&str> {
        page_names::page_of(&self.pages, account)
    }

    /// Rows of a table on one sheet at most.
    pub fn rows_per_sheet(&self) -> usize {
        self.options.rows_per_sheet.unwrap_or(ROWS_PER_SHEET).clamp(1, ROWS_PER_SHEET)
    }

    /// Whether an account's potential follows its opportunities by formula.
    pub fn piped(&self, account: &AccountPlan) -> bool {
        self.live && !account.unreadable && self.has_deals.get(account.account).copied().unwrap_or(false)
    }

    /// Header of a column of ours.
    pub fn header(&self, key: &str) -> &'a str {
        self.labels.value("workbook.column", key)
    }

    /// Header of a field.
    pub fn field(&self, kind: RecordKind, field: Field) -> &'a str {
        self.labels.field(kind, field)
    }

    /// Name of a sheet.
    pub fn sheet(&self, key: &str) -> &'a str {
        self.labels.value("sheet", key)
    }

    /// Less than any account's net contribution: stands for the unknown in comparisons.
    pub fn lowest_net(&self) -> f64 {
        let known = self.plan.accounts.iter().filter_map(|a| a.net_contribution);
        known.reduce(f64::min).unwrap_or(0.0) - 1.0
    }

    /// Whether any account has something.
    pub fn any(&self, has: impl Fn(&AccountPlan) -> bool) -> bool {
        self.plan.accounts.iter().any(has)
    }

    /// The words of codes as one text.
    pub fn listed<'c>(&self, group: &str, codes: impl IntoIterator<Item = &'c str>) -> String {
        self.words(group, codes).join(self.labels.text("workbook.list_separator"))
    }

    /// The word of a code, as a cell; nothing for none.
    pub fn word(&self, group: &str, code: Option<&str>) -> Cell<'a> {
        code.map_or(Cell::Blank, |code| Cell::text(self.labels.value(group, code)))
    }

    /// The words of a group, in the order of their codes.
    pub fn words<'c>(&self, group: &str, codes: impl IntoIterator<Item = &'c str>) -> Vec<String> {
        codes.into_iter().map(|code| self.labels.value(group, code).to_owned()).collect()
    }
}

/// A sum of so many units is shown in them: with one decimal its hundredth part is still told from nothing.
const LEAST_SUM: f64 = 100.0;

/// A larger unit for money: 万, 亿, k, M.
#[derive(Debug, Clone)]
pub struct Unit {
    /// How many base units it is.
    pub factor: f64,
    /// What it is called.
    pub suffix: String,
}

impl Unit {
    fn of(asked: Option<MoneyUnit>, total: f64, language: Language, labels: &Texts<'_>) -> Self {
        let (large, small) = match language {
            Language::Zh => (MoneyUnit::Yi, MoneyUnit::Wan),
            Language::En => (MoneyUnit::Million, MoneyUnit::Thousand),
        };
        let fitting = || [large, small].into_iter().find(|unit| total >= LEAST_SUM * unit.parts().0);
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

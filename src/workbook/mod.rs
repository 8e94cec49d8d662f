//! The plan as a workbook: one file a sheet, formats, tables, charts and print set-up shared.
//! Every formula is written with the value that the method computed.

mod cards;
mod comparison;
mod kit;
mod lists;
mod pages;
mod planning;
mod sheets;
mod template;

pub use comparison::{ComparisonNames, write_comparison};
pub use lists::list::write_list;
pub use lists::mend::write_rejected;
pub use lists::summary::write_summary;
pub use template::write_template;

use crate::config::Config;
use crate::method::Plan;
use crate::model::Language;
use anyhow::Context as _;
use kit::context::Context;
use kit::schema;
use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use sheets::{
    about, added, alliance, contact_plan, customer_value, data_issues, development_plan, goals,
    influence_map, key_persons, opportunities, overview, rejected, relative_value, resources, segments,
    settings,
};
use std::io::{Seek, Write};

/// Version of the workbook's layout, in the defined name `keyplan_format`.
pub const FORMAT_VERSION: u32 = 1;

/// Name of the document property that says what a plan was made from.
pub const FINGERPRINT: &str = "keyplan_fingerprint";

/// Tables of more rows stream to disk while they are written.
const STREAM_ROWS: usize = 5_000;

/// Which formulas are live.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formulas {
    /// All of them up to the setting `live_limit`, above it those that take linear time.
    #[default]
    Auto,
    /// All of them.
    Live,
    /// Those that take linear time.
    Values,
}

/// The whole that a plan is a part of.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// Σ expected value of the whole, money.
    pub expected_value: f64,
    /// What the part is called.
    pub part: String,
}

/// How a workbook is written.
#[derive(Debug, Clone, Default)]
pub struct WorkbookOptions {
    /// Which formulas are live.
    pub formulas: Formulas,
    /// Protect the sheets, without a password.
    pub protect: bool,
    /// Money in a unit so small that a change of a hundredth shows.
    pub fine_money: bool,
    /// Name of the portfolio, for titles and properties.
    pub portfolio_name: String,
    /// Accounts on the influence map and with a page of their own; none: as the setting says.
    pub top: Option<usize>,
    /// The whole that the plan is a part of.
    pub whole: Option<Whole>,
    /// What the plan was made from, for whoever asks whether it is up to date.
    pub fingerprint: Option<String>,
    /// Rows of a table on one sheet at most, where that is less than a sheet has.
    pub rows_per_sheet: Option<usize>,
}

/// Fills one sheet.
type Fill = fn(&mut Worksheet, &Context<'_>) -> anyhow::Result<()>;

/// Fills a sheet that continues another: its number, from 2.
type FillPart = fn(&mut Worksheet, &Context<'_>, usize) -> anyhow::Result<()>;

/// What fills a sheet of the workbook.
enum Job {
    Whole(Fill),
    Part(FillPart, usize),
    /// The page of an account.
    Account(usize),
}

/// Writes the planning workbook; the same plan, settings and options give the same bytes.
///
/// # Errors
/// The output cannot be written, or the theme or a label does not fit a workbook.
pub fn write<W: Write + Seek + Send>(
    plan: &Plan,
    config: &Config,
    language: Language,
    options: &WorkbookOptions,
    output: W,
) -> anyhow::Result<()> {
    let most = options.rows_per_sheet.unwrap_or(schema::ROWS_PER_SHEET);
    anyhow::ensure!(
        plan.accounts.len() <= most,
        "{} accounts do not fit a sheet of {most} rows: plan them in several lists",
        plan.accounts.len()
    );
    let mut workbook = Workbook::new();
    let context = Context::new(plan, config, language, options, &mut workbook)?;
    properties(&mut workbook, &context)?;
    let mut sheets = Vec::new();
    for (key, rows, fill) in outline(&context) {
        if key == "data_issues" {
            for (account, name) in &context.pages {
                let mut sheet = Worksheet::new();
                sheet.set_name(name).with_context(|| format!("sheet {name}"))?;
                sheet.set_formula_result_default("");
                sheets.push((sheet, Job::Account(*account)));
            }
        }
        let further = continued(&context, key);
        let jobs = (2..2 + further.1).map(|part| Job::Part(further.0, part));
        for (number, job) in (1..).zip(std::iter::once(Job::Whole(fill)).chain(jobs)) {
            let mut sheet = if rows > STREAM_ROWS {
                workbook.new_worksheet_with_constant_memory()?
            } else {
                Worksheet::new()
            };
            sheet.set_name(part_name(context.sheet(key), number)).with_context(|| format!("sheet {key}"))?;
            sheet.set_formula_result_default("");
            sheets.push((sheet, job));
        }
    }
    sheets.par_iter_mut().try_for_each(|(sheet, job)| match job {
        Job::Whole(fill) => fill(sheet, &context),
        Job::Part(fill, part) => fill(sheet, &context, *part),
        Job::Account(account) => pages::fill(sheet, &context, *account),
    })?;
    let mut names: std::collections::HashSet<String> =
        sheets.iter().map(|(sheet, _)| sheet.name().to_lowercase()).collect();
    for (sheet, _) in sheets {
        workbook.push_worksheet(sheet);
    }
    for carried in &plan.portfolio.added_sheets {
        let mut sheet = Worksheet::new();
        sheet.set_name(free_name(&carried.name, &mut names))?;
        added::fill(&mut sheet, &context, carried)?;
        workbook.push_worksheet(sheet);
    }
    for (name, formula) in settings::names(&context) {
        workbook.define_name(name, &formula)?;
    }
    for (name, formula) in resources::names(&context) {
        workbook.define_name(name, &formula)?;
    }
    kit::finish::save(workbook, output)
}

/// Sheets in order, with the number of rows of their largest table.
fn outline(context: &Context<'_>) -> Vec<(&'static str, usize, Fill)> {
    let plan = context.plan;
    let mut sheets: Vec<(&'static str, usize, Fill)> = vec![
        ("overview", 0, overview::fill),
        ("relative_value", plan.accounts.len(), relative_value::fill),
        ("segments", plan.accounts.len(), segments::fill),
    ];
    if context.opportunities.is_some() {
        sheets.push(("opportunities", plan.portfolio.opportunities.len(), opportunities::fill));
    }
    if context.allocation.is_some() {
        sheets.push(("resources", plan.accounts.len(), resources::fill));
    }
    if context.persons.is_some() {
        sheets.push(("key_persons", plan.persons.len(), key_persons::fill));
    }
    if influence_map::accounts(context).next().is_some() {
        sheets.push(("influence_map", 0, influence_map::fill));
    }
    if context.contact_plan.is_some() {
        sheets.push(("contact_plan", plan.persons.len(), contact_plan::fill));
    }
    let planning = &context.planning;
    if let Some(alliances) = &planning.alliance {
        sheets.push(("alliance", alliances.len(), alliance::fill));
    }
    if let Some(values) = &planning.values {
        sheets.push(("customer_value", values.rows(), customer_value::fill));
    }
    if let Some(goals) = &planning.goals {
        sheets.push(("goals", goals.schema.rows, goals::fill));
    }
    if let Some(plan) = &planning.plan {
        sheets.push(("development_plan", plan.rows(), development_plan::fill));
    }
    sheets.push(("data_issues", plan.issues().len(), data_issues::fill));
    if !plan.portfolio.rejected.is_empty() {
        sheets.push(("rejected", plan.portfolio.rejected.len(), rejected::fill));
    }
    sheets.push(("settings", 0, settings::fill));
    sheets.push(("about", 0, about::fill));
    sheets
}

/// How the sheet of a key continues where its table has more rows than a sheet: what fills the further
/// sheets, and how many there are.
fn continued(context: &Context<'_>, key: &str) -> (FillPart, usize) {
    let further = |parts: usize| parts.saturating_sub(1);
    match key {
        "opportunities" => (opportunities::fill_part, context.opportunities_more.len()),
        "key_persons" => (key_persons::fill_part, context.persons_more.len()),
        "rejected" => (rejected::fill_part, further(rejected::parts(context).len())),
        _ => (
            data_issues::fill_part,
            if key == "data_issues" { further(data_issues::parts(context)) } else { 0 },
        ),
    }
}

/// A sheet's name that no other sheet has, of at most 31 characters.
fn free_name(name: &str, taken: &mut std::collections::HashSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.to_lowercase()) {
        let short: String = name.chars().take(27).collect();
        free = format!("{short} {number}");
        number += 1;
    }
    free
}

/// Name of a sheet, or of the sheet that continues it.
fn part_name(name: &str, part: usize) -> String {
    if part < 2 { name.to_owned() } else { format!("{name} {part}") }
}

/// Category of a plan that holds entries from an earlier one.
const ENTRIES: &str = "entries";

fn plan_was_read(context: &Context<'_>) -> bool {
    context.plan.issues().iter().any(|i| i.code == crate::model::IssueCode::FileIsPlan)
}

fn properties(workbook: &mut Workbook, context: &Context<'_>) -> anyhow::Result<()> {
    let created = ExcelDateTime::parse_from_str(&format!("{}T00:00:00Z", context.plan.today))?;
    let title = context.labels.fill("workbook.title", &[("name", context.options.portfolio_name.clone())]);
    let mut properties = DocProperties::new().set_title(title).set_author("keyplan");
    // A plan that holds entries from an earlier one is never replaced without them.
    if plan_was_read(context) {
        properties = properties.set_category(ENTRIES);
    }
    if let Some(print) = &context.options.fingerprint {
        properties = properties.set_custom_property(FINGERPRINT, print.as_str());
    }
    workbook.set_properties(&properties.set_creation_datetime(&created));
    Ok(())
}

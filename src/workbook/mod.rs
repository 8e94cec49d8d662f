//! The plan as a workbook: one file a sheet, formats, tables, charts and print set-up shared.
//! Every formula is written with the value that the method computed.

mod cards;
mod comparison;
mod keys;
mod kit;
mod lists;
mod options;
mod pages;
mod registry;
mod sheets;
mod template;

pub use comparison::{ComparisonNames, write_comparison};
pub use lists::list::write_list;
pub use lists::mend::write_rejected;
pub use lists::summary::write_summary;
pub use options::{Formulas, Whole, WorkbookOptions};
pub use template::write_template;

use crate::config::{Config, OrSaid, Said};
use crate::layout::{CURRENCY, LISTS};
use crate::method::Plan;
use crate::model::Language;
use kit::context::Context;
use kit::facts::Facts;
use kit::schema::{self, STREAM_ROWS, part_name};
use rayon::prelude::*;
use registry::Listed;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use sheets::added;
use std::io::{Seek, Write};

/// Version of the workbook's layout, in the defined name `keyplan_format`.
pub const FORMAT_VERSION: u32 = crate::layout::FORMAT;

/// Name of the document property that says what a plan was made from.
pub const FINGERPRINT: &str = "keyplan_fingerprint";

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
    if plan.accounts.len() > most {
        return Said::new("writer.accounts").with("accounts", plan.accounts.len()).with("most", most).err();
    }
    let mut workbook = Workbook::new();
    let facts = Facts::new(plan, config, language, options)?;
    let made = registry::sheets(&facts)?;
    let context = made.context(&facts, &mut workbook)?;
    properties(&mut workbook, &context)?;
    let mut sheets = Vec::new();
    for Listed { id, rows, parts } in made.outline() {
        for part in 1..=parts {
            let mut sheet = if rows > STREAM_ROWS {
                workbook.new_worksheet_with_constant_memory()?
            } else {
                Worksheet::new()
            };
            let name = match id {
                registry::PAGES => context.pages[part - 1].1.clone(),
                _ => part_name(context.sheet(id), part),
            };
            sheet.set_name(&name).or_said(|| Said::new("writer.sheet_name").with("name", &name))?;
            sheet.set_formula_result_default("");
            sheets.push((sheet, id, part));
        }
    }
    sheets.par_iter_mut().try_for_each(|(sheet, id, part)| made.fill(id, sheet, &context, *part))?;
    let mut names: std::collections::HashSet<String> =
        sheets.iter().map(|(sheet, ..)| sheet.name().to_lowercase()).collect();
    for (sheet, ..) in sheets {
        workbook.push_worksheet(sheet);
    }
    for carried in &plan.portfolio.added_sheets {
        let mut sheet = Worksheet::new();
        sheet.set_name(free_name(&carried.name, &mut names))?;
        added::fill(&mut sheet, &context, carried)?;
        workbook.push_worksheet(sheet);
    }
    for (name, formula) in made.names(&context) {
        workbook.define_name(name, &formula)?;
    }
    for (name, formula) in keys::names(&context) {
        workbook.define_name(name, &formula)?;
    }
    context.faults.check()?;
    kit::finish::save(workbook, output)
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
    if let Some(currency) = &context.plan.portfolio.currency {
        properties = properties.set_custom_property(CURRENCY, currency.as_str());
    }
    let lists = lists(context.plan);
    if !lists.is_empty() {
        properties = properties.set_custom_property(LISTS, lists);
    }
    workbook.set_properties(&properties.set_creation_datetime(&created));
    Ok(())
}

/// Names of the lists that a plan was made from, as many as a property holds.
fn lists(plan: &Plan) -> String {
    /// Characters that spreadsheet programs take.
    const MOST: usize = 250;
    let mut names = String::new();
    for input in plan.portfolio.inputs.iter().filter(|input| input.error.is_none()) {
        let name = kit::page_names::file_name(&input.path);
        if names.chars().count() + name.chars().count() < MOST {
            names.push_str(if names.is_empty() { "" } else { "/" });
            names.push_str(name);
        }
    }
    names
}

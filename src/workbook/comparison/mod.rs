//! The comparison of two plans as a workbook: a page of changes, every account, goals and actions. Changes
//! are formulas over the old and new values; each is written with the value that the method computed.

mod accounts;
mod bridge;
mod changes;
mod entries;
mod page;
mod tiles;

pub use changes::ComparisonNames;

use crate::config::{Config, Said};
use crate::method::Plan;
use crate::method::comparison::Comparison;
use crate::model::Language;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::STREAM_ROWS;
use crate::workbook::kit::schema::Schema;
use crate::workbook::options::WorkbookOptions;
use changes::{Changes, named};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// Defined name by which a comparison is known.
const FORMAT_NAME: &str = "keyplan_comparison";

/// Writes the comparison; `new` is the new plan. The same input gives the same bytes.
///
/// # Errors
/// More accounts than a sheet holds; a theme that does not fit a workbook.
pub fn write_comparison(
    found: &Comparison,
    new: &Plan,
    config: &Config,
    language: Language,
    names: &ComparisonNames,
) -> anyhow::Result<Vec<u8>> {
    for rows in [found.accounts.len(), found.entries.len()] {
        if rows > crate::workbook::kit::schema::ROWS_PER_SHEET {
            return Said::new("writer.rows").with("rows", rows).with("sheet", &names.new).err();
        }
    }
    let mut workbook = Workbook::new();
    let options = WorkbookOptions {
        portfolio_name: names.new.clone(),
        fine_money: true,
        top: Some(0),
        ..WorkbookOptions::default()
    };
    let facts = Facts::new(new, config, language, &options)?;
    let mut context = Context::new(&facts, [], &mut workbook)?;
    context.home = "changes";
    let changes = Changes {
        found,
        names,
        accounts: accounts::table(&facts, found),
        entries: entries::table(&facts, found),
    };
    let title = context.labels.fill("workbook.comparison.title", &named(names));
    let created = ExcelDateTime::parse_from_str(&format!("{}T00:00:00Z", new.today))?;
    let properties = DocProperties::new().set_title(title).set_author("keyplan");
    workbook.set_properties(&properties.set_creation_datetime(&created));
    page::fill(workbook.add_worksheet().set_name(context.sheet("changes"))?, &context, &changes)?;
    let sheets: [(&Schema, Fill); 2] =
        [(&changes.accounts.schema, accounts::fill), (&changes.entries.schema, entries::fill)];
    for (schema, fill) in sheets {
        let sheet = match schema.rows > STREAM_ROWS {
            true => workbook.add_worksheet_with_constant_memory()?,
            false => workbook.add_worksheet(),
        };
        sheet.set_name(&schema.sheet)?;
        sheet.set_formula_result_default("");
        fill(sheet, &context, &changes)?;
    }
    workbook.define_name(FORMAT_NAME, &format!("={}", crate::layout::FORMAT))?;
    context.faults.check()?;
    crate::workbook::kit::finish::bytes(workbook)
}

type Fill = fn(&mut rust_xlsxwriter::Worksheet, &Context<'_>, &Changes<'_>) -> anyhow::Result<()>;

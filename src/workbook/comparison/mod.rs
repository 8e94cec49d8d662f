//! The comparison of two plans as a workbook: a page of changes, every account, goals and actions. Changes
//! are formulas over the old and new values; each is written with the value that the method computed.

mod accounts;
mod bridge;
mod entries;
mod page;
mod tiles;

use crate::config::{Config, Said};
use crate::method::Plan;
use crate::method::comparison::{Comparison, EntryChange};
use crate::model::Language;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::STREAM_ROWS;
use crate::workbook::kit::schema::Schema;
use crate::workbook::kit::tabled::Tabled;
use crate::workbook::kit::texts::Texts;
use crate::workbook::options::WorkbookOptions;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// What the two plans are called.
#[derive(Debug, Clone, Default)]
pub struct ComparisonNames {
    /// The old one.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// Defined name by which a comparison is known.
const FORMAT_NAME: &str = "keyplan_comparison";

/// What every sheet of the comparison needs.
struct Changes<'a> {
    found: &'a Comparison,
    names: &'a ComparisonNames,
    accounts: Tabled<'a, accounts::Row<'a>>,
    entries: Tabled<'a, &'a EntryChange>,
}

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

fn named(names: &ComparisonNames) -> [(&'static str, String); 2] {
    [("old", names.old.clone()), ("new", names.new.clone())]
}

/// Header of an old, new or change column: `workbook.comparison.<part>` around the column's own.
fn header(labels: &Texts<'_>, part: &str, own: &str) -> String {
    labels.fill(&format!("workbook.comparison.{part}"), &[("column", own.to_owned())])
}

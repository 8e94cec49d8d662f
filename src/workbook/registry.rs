//! The one list of the planning workbook's sheets, in their order: when each is wanted, its tables, how it is
//! filled. Outline, contents, defined names, continuations and the template follow from it.

use crate::config::Said;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::pages;
use crate::workbook::sheets::{
    about, alliance, collection, contact_plan, customer_value, data_issues, development_plan, goals,
    influence_map, key_persons, opportunities, overview, rejected, relative_value, resources, segments,
    settings, whitespace,
};
use rust_xlsxwriter::{Workbook, Worksheet};

/// Makes a sheet, where it is wanted.
type Make = for<'d> fn(&'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>>;

/// A sheet's id, which its labels and links go by, and what makes it.
struct Entry(&'static str, Make);

const SHEETS: &[Entry] = &[
    Entry("overview", overview::make),
    Entry("relative_value", relative_value::make),
    Entry("segments", segments::make),
    Entry("opportunities", opportunities::make),
    Entry("whitespace", whitespace::make),
    Entry("resources", resources::make),
    Entry("key_persons", key_persons::make),
    Entry("influence_map", influence_map::make),
    Entry("contact_plan", contact_plan::make),
    Entry("alliance", alliance::make),
    Entry("customer_value", customer_value::make),
    Entry("goals", goals::make),
    Entry("development_plan", development_plan::make),
    Entry("collection", collection::make),
    Entry(PAGES, pages::make),
    Entry("data_issues", data_issues::make),
    Entry("rejected", rejected::make),
    Entry("settings", settings::make),
    Entry("about", about::make),
];

/// Id of the accounts' pages, whose names are their own.
pub const PAGES: &str = "pages";

/// The sheets of a workbook, with their ids.
pub struct Sheets<'d>(Vec<(&'static str, Box<dyn Sheet + 'd>)>);

/// Makes those that are wanted.
///
/// # Errors
/// More rows than a sheet holds.
pub fn sheets<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Sheets<'d>> {
    let mut made = Vec::new();
    for Entry(id, make) in SHEETS {
        made.extend(make(facts)?.map(|sheet| (*id, sheet)));
    }
    Ok(Sheets(made))
}

impl Sheets<'_> {
    /// Prepares a workbook that has these sheets.
    ///
    /// # Errors
    /// A theme colour that cannot be read.
    pub fn context<'a>(&self, facts: &'a Facts<'a>, workbook: &mut Workbook) -> anyhow::Result<Context<'a>> {
        let tables = self.0.iter().flat_map(|(_, sheet)| sheet.tables());
        let mut context = Context::new(facts, tables, workbook)?;
        context.contents = self.outline().iter().map(|l| (l.id, l.parts)).collect();
        context.contents.retain(|(id, _)| *id != PAGES);
        Ok(context)
    }

    /// The sheets in their order.
    pub fn outline(&self) -> Vec<Listed> {
        self.0.iter().map(|(id, sheet)| Listed { id, rows: sheet.rows(), parts: sheet.parts() }).collect()
    }

    /// Fills a worksheet of a sheet; `part` is its number, from 1.
    ///
    /// # Errors
    /// The writer's.
    pub fn fill(
        &self,
        id: &str,
        sheet: &mut Worksheet,
        context: &Context<'_>,
        part: usize,
    ) -> anyhow::Result<()> {
        match self.0.iter().find(|(of, _)| *of == id) {
            Some((_, of)) => of.fill(sheet, context, part),
            None => Said::new("fault.workbook").with("detail", id).err(),
        }
    }

    /// Defined names and what they refer to.
    pub fn names(&self, context: &Context<'_>) -> Vec<(String, String)> {
        self.0.iter().flat_map(|(_, sheet)| sheet.names(context)).collect()
    }
}

/// A sheet that the workbook has.
pub struct Listed {
    /// Its id.
    pub id: &'static str,
    /// Rows of its largest table.
    pub rows: usize,
    /// On how many worksheets it stands.
    pub parts: usize,
}

//! The one list of the planning workbook's sheets, in their order: when each is wanted, its tables, how it is
//! filled. Outline, contents, defined names, continuations and the template follow from it.

use crate::config::Said;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::sheets::{
    about, alliance, contact_plan, customer_value, data_issues, development_plan, goals, influence_map,
    key_persons, opportunities, overview, rejected, relative_value, resources, segments, settings,
};
use rust_xlsxwriter::{Workbook, Worksheet};

/// Makes a sheet, where it is wanted.
type Make = for<'d> fn(&'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>>;

/// Fills a worksheet: its number among those of its sheet, from 1.
type Fill = fn(&mut Worksheet, &Context<'_>, usize) -> anyhow::Result<()>;

/// How a sheet comes about.
enum How {
    /// It describes its tables itself.
    Described(Make),
    /// Its tables stand in the context: rows of the largest, where it is wanted; worksheets; what fills them.
    Plain(fn(&Context<'_>) -> Option<usize>, fn(&Context<'_>) -> usize, Fill),
    /// The pages of the accounts.
    Pages,
}

/// A sheet's id, which its labels and links go by, and how it comes about.
struct Entry(&'static str, How);

const SHEETS: &[Entry] = &[
    Entry("overview", How::Plain(|_| Some(0), one, |s, c, _| overview::fill(s, c))),
    Entry("relative_value", How::Described(relative_value::make)),
    Entry("segments", How::Described(segments::make)),
    Entry("opportunities", How::Described(opportunities::make)),
    Entry("resources", How::Described(resources::make)),
    Entry("key_persons", How::Described(key_persons::make)),
    Entry(
        "influence_map",
        How::Plain(
            |c| influence_map::accounts(c).next().map(|_| 0),
            one,
            |s, c, _| influence_map::fill(s, c),
        ),
    ),
    Entry("contact_plan", How::Described(contact_plan::make)),
    Entry("alliance", How::Described(alliance::make)),
    Entry("customer_value", How::Described(customer_value::make)),
    Entry("goals", How::Described(goals::make)),
    Entry("development_plan", How::Described(development_plan::make)),
    Entry("pages", How::Pages),
    Entry(
        "data_issues",
        How::Plain(|c| Some(c.plan.issues().len()), data_issues::parts, data_issues::fill_part),
    ),
    Entry(
        "rejected",
        How::Plain(
            |c| Some(c.plan.portfolio.rejected.len()).filter(|n| *n > 0),
            |c| rejected::parts(c).len(),
            rejected::fill_part,
        ),
    ),
    Entry("settings", How::Described(settings::make)),
    Entry("about", How::Plain(|_| Some(0), one, |s, c, _| about::fill(s, c))),
];

fn one(_: &Context<'_>) -> usize {
    1
}

/// The sheets that describe their tables themselves, with their ids.
pub struct Described<'d>(Vec<(&'static str, Box<dyn Sheet + 'd>)>);

/// Makes those that are wanted.
///
/// # Errors
/// More rows than a sheet holds.
pub fn described<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Described<'d>> {
    let mut made = Vec::new();
    for Entry(id, how) in SHEETS {
        let How::Described(make) = how else { continue };
        if let Some(sheet) = make(facts)? {
            made.push((*id, sheet));
        }
    }
    Ok(Described(made))
}

impl Described<'_> {
    /// Prepares a workbook that has these sheets.
    ///
    /// # Errors
    /// More rows than the workbook holds.
    pub fn context<'a>(&self, facts: &'a Facts<'a>, workbook: &mut Workbook) -> anyhow::Result<Context<'a>> {
        let tables = self.0.iter().flat_map(|(_, sheet)| sheet.tables());
        let mut context = Context::new(facts, tables, workbook)?;
        context.contents = self.outline(&context).iter().map(|l| (l.id, l.parts)).collect();
        context.contents.retain(|(id, _)| *id != PAGES);
        Ok(context)
    }

    fn of(&self, id: &str) -> Option<&dyn Sheet> {
        self.0.iter().find(|(of, _)| *of == id).map(|(_, sheet)| sheet.as_ref())
    }

    /// The sheets that the workbook has, in their order.
    pub fn outline(&self, context: &Context<'_>) -> Vec<Listed> {
        let mut listed = Vec::new();
        for Entry(id, how) in SHEETS {
            let found = match how {
                How::Described(_) => self.of(id).map(|sheet| (sheet.rows(), sheet.parts())),
                How::Plain(rows, parts, _) => rows(context).map(|rows| (rows, parts(context))),
                How::Pages => Some((0, context.pages.len())),
            };
            listed.extend(found.map(|(rows, parts)| Listed { id, rows, parts }));
        }
        listed
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
        match SHEETS.iter().find(|e| e.0 == id).map(|e| &e.1) {
            Some(How::Described(_)) => {
                self.of(id).map_or(Ok(()), |described| described.fill(sheet, context, part))
            }
            Some(How::Plain(_, _, fill)) => fill(sheet, context, part),
            Some(How::Pages) => context
                .pages
                .get(part - 1)
                .map_or(Ok(()), |(account, _)| crate::workbook::pages::fill(sheet, context, *account)),
            None => Said::new("fault.workbook").with("detail", id).err(),
        }
    }

    /// Defined names and what they refer to.
    pub fn names(&self, context: &Context<'_>) -> Vec<(String, String)> {
        self.0.iter().flat_map(|(_, sheet)| sheet.names(context)).collect()
    }
}

/// Id of the accounts' pages, whose names are their own.
pub const PAGES: &str = "pages";

/// A sheet that the workbook has.
pub struct Listed {
    /// Its id.
    pub id: &'static str,
    /// Rows of its largest table.
    pub rows: usize,
    /// On how many worksheets it stands.
    pub parts: usize,
}

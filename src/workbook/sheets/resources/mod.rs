//! The sheet of resources: capacity, floors and caps on top; below, for every account, current and
//! recommended amounts, gap, expected ROI, decision and sub-strategies.

mod changes;
mod list;
mod of_resource;
mod shares;
mod shown;

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::resource_keys::{SHOWN, keys};
use crate::workbook::kit::schema::{HEADER_ROW, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::styles::Piece;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;
use shown::label;

/// Pixels of a helper's column.
const HELPER_PX: u32 = 124;

/// Accounts of highest rank that the chart shows.
const CHARTED: usize = 15;

/// The resources of a plan, and the accounts with their share of every one.
struct Resources<'d> {
    list: Tabled<'d, list::Row<'d>>,
    shares: Tabled<'d, &'d AccountPlan>,
}

/// The sheet, where there are resources.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let plan = facts.plan;
    if plan.resources.is_empty() {
        return Ok(None);
    }
    let resources: Vec<list::Row<'d>> = (0..).zip(&plan.resources).take(SHOWN).collect();
    let below = HEADER_ROW + u32::try_from(resources.len())? + 2;
    let source = |r: &list::Row<'d>| {
        let known = facts.plan.portfolio.resources.iter().find(|known| known.name == r.1.name);
        known.and_then(|known| known.source)
    };
    let columns = own::with(list::columns(facts), facts, TableId::Resources, source);
    let list = Tabled::of(facts, TableId::Resources, columns, resources);
    let shares = Tabled::of(
        facts,
        TableId::Allocation,
        own::with(shares::columns(facts), facts, TableId::Allocation, |a: &&'d AccountPlan| {
            Some(facts.plan.record(a).source)
        }),
        plan.accounts.iter().collect(),
    );
    // Formulas over many resources, or long names, would outgrow what a cell holds.
    let names = plan.resources.iter().take(SHOWN).map(|r| r.name.chars().count());
    let long = names.clone().count() > 3 || names.max().unwrap_or(0) > 40;
    let placed = |mut schema: Schema| {
        schema.compact |= long;
        schema.below(below)
    };
    Ok(Some(Box::new(Resources { list, shares: shares.placed(placed) })))
}

impl Sheet for Resources<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.list.schema, &self.shares.schema]
    }

    fn names(&self, _context: &Context<'_>) -> Vec<(String, String)> {
        list::names(&self.list.schema)
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let (list, schema) = (&self.list.schema, &self.shares.schema);
        page::title(sheet, context, &schema.sheet, context.label("workbook.note.resources"), 16)?;
        self.list.write(sheet, context)?;
        let header = schema.first - 1;
        let all = context.plan.resources.len();
        if all > SHOWN {
            let counts = [("shown", SHOWN.to_string()), ("all", all.to_string())];
            let text = context.labels.fill("workbook.resources_cut", &counts);
            sheet.write_string_with_format(header - 1, 0, text, context.styles.piece(Piece::Warning))?;
        }
        let last = self.shares.write(sheet, context)?;
        sheet.set_freeze_panes(header + 1, 2)?;
        sheet.set_repeat_rows(header, header)?;
        // The helpers of the list above.
        for place in u16::try_from(shares::ABOVE)?..u16::try_from(list.columns.len())? {
            sheet.set_column_width_pixels(place, HELPER_PX)?;
        }
        page::print_table(sheet, context, schema, last)?;
        page::segment_colors(sheet, context, schema, last)?;
        let end = u16::try_from(schema.columns.len().max(list.columns.len()))?;
        self.chart(sheet, context, end + 1)
    }
}

impl Resources<'_> {
    /// Current use beside the recommended one, of the accounts of highest rank.
    fn chart(&self, sheet: &mut Worksheet, context: &Context<'_>, column: u16) -> anyhow::Result<()> {
        let schema = &self.shares.schema;
        let resources = &context.plan.resources;
        // The first whose use is known, else the first that is shared out.
        let lead = resources
            .iter()
            .position(|r| r.current.is_some() && r.recommended.is_some())
            .or_else(|| resources.iter().position(|r| r.recommended.is_some()));
        let found = lead.and_then(|at| context.plan.resources.get(at).map(|r| (at, r)));
        let Some((resource, keys)) = found.and_then(|(at, r)| Some((r, keys(at, &r.name)?))) else {
            return Ok(());
        };
        let shown = u32::try_from(context.plan.accounts.len().min(CHARTED))?;
        if shown == 0 {
            return Ok(());
        }
        let of = |key: &str| {
            let at = schema.place(key);
            (schema.sheet.as_str(), schema.first, at, schema.first + shown - 1, at)
        };
        let chart = crate::workbook::kit::charts::allocation(
            context,
            label(&context.labels, &resource.name),
            of("account"),
            of(keys.current),
            of(keys.recommended),
        );
        sheet.insert_chart(HEADER_ROW, column, &chart)?;
        Ok(())
    }
}

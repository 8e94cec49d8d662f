//! The sheet of segments: what serving each account costs and leaves, evidence, and the whale curve.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::Drag;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::charts::{self, WhaleStep};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{HEADER_ROW, Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// Steps of the whale curve, per cent of the accounts.
const STEPS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// Accounts of known net contribution that make a curve.
const CURVE: usize = 3;

/// An account.
type Row<'d> = &'d AccountPlan;

/// The accounts of a plan, and the steps of its whale curve, where there is one.
struct Segments<'d> {
    table: Tabled<'d, Row<'d>>,
    whale: Vec<WhaleStep>,
}

/// The sheet.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let rows = facts.plan.accounts.iter().collect();
    let table = Tabled::of(
        facts,
        TableId::Segments,
        own::with(columns(facts), facts, TableId::Segments, |a: &&'d AccountPlan| {
            Some(facts.plan.record(a).source)
        }),
        rows,
    );
    Ok(Some(Box::new(Segments { table: table.placed(Schema::growing), whale: whale(&facts.plan.accounts) })))
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Segments);
    let live = facts.live;
    let entry = |key, form| of.entry(key, form).limited(Limit::NotNegative);
    let [id, name] = of.account(|a| *a);
    let mut columns = vec![
        of.computed("order", Form::Count).cell(|a| Cell::count(a.order)).shut(),
        id,
        name,
        of.computed("segment", Form::Center).live_words(
            live,
            "INDEX({RelativeValue.segment*},{line})",
            |a| facts.labels.value("segment", a.segment.code()),
        ),
        of.computed("segment_reason", Form::Text).live_words(
            live,
            "INDEX({RelativeValue.segment_reason*},{line})",
            |a| facts.labels.value("segment_reason", a.segment_reason.code()),
        ),
        of.computed("drag", Form::Text)
            .live_words(live, DRAG, |a| a.drag.map_or("", |d: Drag| facts.labels.value("drag", d.code()))),
        of.own("gross_profit", Form::Money, Look::Computed).live(
            live,
            "IF(INDEX({RelativeValue.gross_profit*},{line})=\"\",\"\",INDEX({RelativeValue.gross_profit*},{line}))",
            |a| a.gross_profit,
        ),
        entry("visits", Form::Count).number(|a| a.visits),
        entry("service_cost", Form::Money)
            .number(|a| facts.plan.record(a).service_cost),
        entry("support_cost", Form::Money)
            .number(|a| facts.plan.record(a).support_cost),
        of.computed("cost_to_serve", Form::Money).live(live, COST_TO_SERVE, |a| a.cost_to_serve),
        of.computed("net_contribution", Form::Money).live(
            live,
            "IF({gross_profit}=\"\",\"\",{gross_profit}-N({cost_to_serve}))",
            |a| a.net_contribution,
        ),
        of.computed("visit_share", Form::Percent).live(
            live,
            "IF(OR({visits}=\"\",total_visits<=0),\"\",{visits}/total_visits)",
            |a| a.visit_share,
        ),
        of.computed("gross_profit_share", Form::Percent).live(live, PROFIT_SHARE, |a| a.gross_profit_share),
    ];
    if live {
        let lowest = facts.lowest_net();
        columns.extend([
            of.computed("line", Form::Count).formula(LINE, |a| Some(f64::from(a.order))).shut(),
            of.computed("net_key", Form::Number)
                .formula("IF({net_contribution}=\"\",lowest_net,{net_contribution})", move |a| {
                    Some(a.net_contribution.unwrap_or(lowest))
                })
                .shut(),
        ]);
    }
    columns
}

/// Unsorted, an account stands where its Order says: no search.
const LINE: &str = "IF(IFERROR(INDEX({RelativeValue.order*},{order}),0)={order},{order},\
    MATCH({order},{RelativeValue.order*},0))";

const COST_TO_SERVE: &str = "IF(COUNT({service_cost},{support_cost})+IF(AND({visits}<>\"\",visit_cost>0),1,0)=0,\"\",\
    N({service_cost})+N({support_cost})+N({visits})*visit_cost)";

const PROFIT_SHARE: &str = "IF(OR({gross_profit}=\"\",positive_gross_profit<=0),\"\",\
    {gross_profit}/positive_gross_profit)";

const DRAG: &str = "IF({segment}<>{'segment.laggard},\"\",\
    IF(OR({net_contribution}=\"\",AND({visits}=\"\",{service_cost}=\"\"),\
    AND({service_cost}=\"\",{support_cost}=\"\",visit_cost<=0)),{'drag.unknown},\
    IF(ROUND(N({net_contribution}),6)<=0,{'drag.confirmed},\
    IF(AND({visits}<>\"\",N({visits})>over_served_visits,{visit_share}<>\"\",{gross_profit_share}<>\"\",\
    ROUND(N({visit_share}),9)>=ROUND(over_served_ratio*N({gross_profit_share}),9)),\
    {'drag.over_served},{'drag.low_touch}))))";

/// The whale curve: accounts from the highest net contribution down.
fn whale(accounts: &[AccountPlan]) -> Vec<WhaleStep> {
    let mut net: Vec<f64> = accounts.iter().filter_map(|a| a.net_contribution).collect();
    if net.len() < CURVE {
        return Vec::new();
    }
    net.sort_by(|a, b| b.total_cmp(a));
    let count = net.len() as f64;
    let step = |share: f64| {
        let accounts = (share * count).round();
        let taken = &net[..(accounts as usize).min(net.len())];
        WhaleStep { share, accounts, smallest: taken.last().copied(), sum: taken.iter().sum::<f64>() + 0.0 }
    };
    STEPS.iter().map(|share| step(*share)).collect()
}

impl Sheet for Segments<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.table.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.table.schema;
        let note = context.label("workbook.note.segments");
        page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
        let beside = u16::try_from(schema.columns.len())? + 1;
        if !self.whale.is_empty() {
            charts::whale_header(sheet, context, beside)?;
        }
        let last =
            self.table.write_beside(sheet, context, |sheet, index, row| match self.whale.get(index) {
                Some(step) => charts::whale_row(sheet, context, schema, (row, beside), step),
                None => Ok(()),
            })?;
        page::freeze(sheet, schema, schema.place("account") + 1)?;
        page::print_table(sheet, context, schema, last)?;
        page::segment_colors(sheet, context, schema, schema.reach(last))?;
        if !self.whale.is_empty() {
            for column in 0..4 {
                sheet.set_column_width_pixels(beside + column, 96)?;
            }
            let chart = charts::whale(context, &schema.sheet, beside, u32::try_from(self.whale.len())?);
            sheet.insert_chart(HEADER_ROW, beside + 5, &chart)?;
        }
        Ok(())
    }
}

//! The sheet of segments: what serving each account costs and leaves, evidence, and the whale curve.

use crate::method::AccountPlan;
use crate::model::{Drag, Field, RecordKind, Segment};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::charts::{self, WhaleStep};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::sheets::relative_value::segment_colors;
use rust_xlsxwriter::Worksheet;

/// Steps of the whale curve, per cent of the accounts.
const STEPS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// The columns of this plan.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let entry = |key, field, form| {
        Column::new(key, facts.field(RecordKind::Accounts, field), form, Look::Entry)
            .limited(Limit::NotNegative)
    };
    let profit = facts.field(RecordKind::Accounts, Field::GrossProfit);
    let mut columns = vec![
        own("order", Form::Count, Look::Computed),
        own("account_id", Form::Text, Look::Plain),
        own("account", Form::Text, Look::Plain),
        own("segment", Form::Center, Look::Computed),
        own("segment_reason", Form::Text, Look::Computed),
        own("drag", Form::Text, Look::Computed),
        Column::new("gross_profit", profit, Form::Money, Look::Computed),
        entry("visits", Field::Visits, Form::Count),
        entry("service_cost", Field::ServiceCost, Form::Money),
        entry("support_cost", Field::SupportCost, Form::Money),
        own("cost_to_serve", Form::Money, Look::Computed),
        own("net_contribution", Form::Money, Look::Computed),
        own("visit_share", Form::Percent, Look::Computed),
        own("gross_profit_share", Form::Percent, Look::Computed),
    ];
    if facts.live {
        columns
            .extend([own("line", Form::Count, Look::Computed), own("net_key", Form::Number, Look::Computed)]);
    }
    let sheet = facts.labels.value("sheet", "segments").to_owned();
    Schema::new("Segments", sheet, columns, facts.plan.accounts.len()).growing()
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let schema = &context.segments;
    let note = context.label("workbook.note.segments");
    page::title(sheet, context, context.sheet("segments"), note, schema.columns.len())?;
    let curve_column = u16::try_from(schema.columns.len())? + 1;
    let curve = context.totals_known();
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    let curve_rows = if curve { STEPS.len() } else { 0 };
    if curve {
        charts::whale_header(sheet, context, curve_column)?;
    }
    let whale = curve.then(|| whale(context));
    let accounts = &context.plan.accounts;
    let draw = |sheet: &mut Worksheet, index: usize, row: u32| -> anyhow::Result<()> {
        if let (Some(whale), true) = (&whale, index < curve_rows) {
            charts::whale_row(sheet, context, curve_column, row, &whale[index])?;
        }
        Ok(())
    };
    let last = table::write_beside(
        sheet,
        context,
        schema,
        &spot,
        accounts.len(),
        |index, column, row| cell(context, &accounts[index], column, row),
        draw,
    )?;
    page::freeze(sheet, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, schema.place("gross_profit_share"))?;
    segment_colors(sheet, context, schema.place("segment"), schema.reach(last))?;
    if curve {
        for column in 0..4 {
            sheet.set_column_width_pixels(curve_column + column, 96)?;
        }
        let chart = charts::whale(context, curve_column, u32::try_from(STEPS.len())?);
        sheet.insert_chart(HEADER_ROW, curve_column + 5, &chart)?;
    }
    Ok(())
}

fn cell<'c>(context: &'c Context<'_>, account: &'c AccountPlan, column: &Column, row: u32) -> Cell<'c> {
    let record = context.plan.record(account);
    match column.key {
        "order" => Cell::count(account.order),
        "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => Cell::text(record.name.as_str()),
        "visits" => Cell::number(account.visits),
        "service_cost" => Cell::number(record.service_cost),
        "support_cost" => Cell::number(record.support_cost),
        key => computed(context, account, key, row),
    }
}

fn computed<'c>(context: &'c Context<'_>, account: &'c AccountPlan, key: &str, row: u32) -> Cell<'c> {
    let labels = &context.labels;
    let (number, text) = match key {
        "segment" => (None, labels.value("segment", account.segment.code())),
        "segment_reason" => (None, labels.value("segment_reason", account.segment_reason.code())),
        "drag" => (None, account.drag.map_or("", |d| evidence(context, account, d))),
        "gross_profit" => (account.gross_profit, ""),
        "cost_to_serve" => (account.cost_to_serve, ""),
        "net_contribution" => (account.net_contribution, ""),
        "visit_share" => (account.visit_share, ""),
        "gross_profit_share" => (account.gross_profit_share, ""),
        "net_key" => (Some(account.net_contribution.unwrap_or(context.lowest_net)), ""),
        _ => (Some(f64::from(account.order)), ""),
    };
    let textual = matches!(key, "segment" | "segment_reason" | "drag");
    if !context.live {
        return if textual { Cell::text(text) } else { Cell::number(number) };
    }
    let formula = context.segments.formula(&pattern(context, key), row);
    if textual { Cell::text_formula(formula, text) } else { Cell::formula(formula, number) }
}

fn pattern(context: &Context<'_>, key: &str) -> String {
    let look = |column: &str| format!("INDEX({},{{line}})", context.accounts.all(column));
    match key {
        // Unsorted, an account stands where its Order says: no search.
        "line" => {
            let orders = context.accounts.all("order");
            format!(
                "IF(IFERROR(INDEX({orders},{{order}}),0)={{order}},{{order}},MATCH({{order}},{orders},0))"
            )
        }
        "segment" | "segment_reason" => look(key),
        "gross_profit" => format!("IF({0}=\"\",\"\",{0})", look("gross_profit")),
        "cost_to_serve" => "IF(COUNT({visits},{service_cost},{support_cost})=0,\"\",\
            N({service_cost})+N({support_cost})+N({visits})*cost_per_visit)"
            .to_owned(),
        "net_contribution" => "IF({gross_profit}=\"\",\"\",{gross_profit}-N({cost_to_serve}))".to_owned(),
        "net_key" => "IF({net_contribution}=\"\",lowest_net,{net_contribution})".to_owned(),
        "visit_share" => "IF(OR({visits}=\"\",total_visits<=0),\"\",{visits}/total_visits)".to_owned(),
        "gross_profit_share" => "IF(OR({gross_profit}=\"\",positive_gross_profit<=0),\"\",\
            {gross_profit}/positive_gross_profit)"
            .to_owned(),
        _ => drag_pattern(context),
    }
}

/// The evidence on a laggard; what is confirmed says by what.
fn evidence<'c>(context: &'c Context<'_>, account: &AccountPlan, drag: Drag) -> &'c str {
    let net = account.net_contribution.map(crate::model::rounding::comparable_money);
    match drag {
        Drag::Confirmed if net.is_some_and(|n| n <= 0.0) => context.label("workbook.evidence.net"),
        Drag::Confirmed => context.label("workbook.evidence.visits"),
        other => context.labels.value("drag", other.code()),
    }
}

fn drag_pattern(context: &Context<'_>) -> String {
    let word = |drag: Drag| quoted(context.labels.value("drag", drag.code()));
    format!(
        "IF({{segment}}<>{},\"\",IF(OR({{net_contribution}}=\"\",AND({{visits}}=\"\",{{service_cost}}=\"\")),{},\
         IF(ROUND(N({{net_contribution}}),6)<=0,{},IF(AND({{visit_share}}<>\"\",{{gross_profit_share}}<>\"\",\
         ROUND(N({{visit_share}}),9)>ROUND(N({{gross_profit_share}}),9)),{},{}))))",
        quoted(context.labels.value("segment", Segment::Laggard.code())),
        word(Drag::Unknown),
        quoted(context.label("workbook.evidence.net")),
        quoted(context.label("workbook.evidence.visits")),
        word(Drag::LowTouch),
    )
}

/// The whale curve: accounts from the highest net contribution down.
fn whale(context: &Context<'_>) -> Vec<WhaleStep> {
    let mut net: Vec<f64> = context.plan.accounts.iter().filter_map(|a| a.net_contribution).collect();
    net.sort_by(|a, b| b.total_cmp(a));
    let count = net.len() as f64;
    let step = |share: f64| {
        let accounts = (share * count).round();
        let taken = &net[..(accounts as usize).min(net.len())];
        WhaleStep { share, accounts, smallest: taken.last().copied(), sum: taken.iter().sum::<f64>() + 0.0 }
    };
    STEPS.iter().map(|share| step(*share)).collect()
}

impl Context<'_> {
    /// Whether any account's net contribution is known.
    fn totals_known(&self) -> bool {
        self.plan.accounts.iter().filter(|a| a.net_contribution.is_some()).count() > 2
    }
}

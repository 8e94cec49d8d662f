//! The sheet of opportunities: where the pipeline is entered.

pub mod stages;

use crate::method::pipeline::{self, Reading};
use crate::model::{Field, Opportunity, OpportunityKind, Outcome, RecordKind};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use rust_xlsxwriter::Worksheet;

/// Names of the table where it continues on further sheets.
pub const FURTHER_TABLES: [&str; 9] = [
    "Opportunities2",
    "Opportunities3",
    "Opportunities4",
    "Opportunities5",
    "Opportunities6",
    "Opportunities7",
    "Opportunities8",
    "Opportunities9",
    "Opportunities10",
];

/// The columns.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let field = |f| facts.field(RecordKind::Opportunities, f);
    let words = |group: &str, codes: &[&str]| {
        Limit::Choice(codes.iter().map(|c| facts.labels.value(group, c).to_owned()).collect())
    };
    let kinds = words("opportunity_kind", &OpportunityKind::ALL.iter().map(|k| k.code()).collect::<Vec<_>>());
    let mut columns = vec![
        own("account", Form::Text, Look::Plain),
        own("opportunity", Form::Text, Look::Plain),
        Column::new("kind", field(Field::Kind), Form::Center, Look::Entry).limited(kinds),
        Column::new("amount", field(Field::Amount), Form::Money, Look::Entry).limited(Limit::NotNegative),
        Column::new("stage", field(Field::Stage), Form::Text, Look::Entry)
            .limited(Limit::Known(crate::workbook::sheets::opportunities::stages::NAMES)),
        own("outcome", Form::Center, Look::Computed),
        own("probability", Form::Probability, Look::Entry).limited(Limit::Share),
        Column::new("close_date", field(Field::CloseDate), Form::Date, Look::Entry),
        own("open_value", Form::Money, Look::Computed),
    ];
    let deals = &facts.plan.portfolio.opportunities;
    for (key, wanted, known) in [
        ("owner", Field::Owner, deals.iter().any(|d| d.owner.is_some())),
        ("region", Field::Region, deals.iter().any(|d| d.region.is_some())),
    ] {
        if known {
            columns.push(Column::new(key, field(wanted), Form::Text, Look::Entry));
        }
    }
    columns.extend([
        own("account_id", Form::Text, Look::Plain),
        own("order", Form::Count, Look::Plain),
        own("open_amount", Form::Money, Look::Computed),
    ]);
    if facts.live {
        columns.push(own("stage_line", Form::Count, Look::Computed));
        columns.push(own("kind_used", Form::Text, Look::Computed));
    }
    for column in columns.iter_mut().filter(|c| c.key == "order") {
        column.fill = Some(crate::workbook::kit::accounts::ORDER_OF_ROW.to_owned());
    }
    let sheet = facts.labels.value("sheet", "opportunities").to_owned();
    Schema::new("Opportunities", sheet, columns, facts.plan.portfolio.opportunities.len()).growing()
}

const OPEN_VALUE: &str = "IF({open_amount}=\"\",\"\",{open_amount}*N({probability}))";

fn open_amount(open: &str) -> String {
    format!("IF(OR({{amount}}=\"\",{{outcome}}<>{}),\"\",{{amount}})", quoted(open))
}

/// Fills the sheet, or one that continues it.
pub fn fill_part(sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
    let Some(schema) = context.opportunities.iter().chain(&context.opportunities_more).nth(part - 1) else {
        return Ok(());
    };
    let further = if part == 1 { context.opportunities_more.len() } else { 0 };
    let note = context.label("workbook.note.opportunities");
    let note = context.note(note, context.sheet("opportunities"), further);
    page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
    let mut orders = vec![0; context.plan.portfolio.accounts.len()];
    for account in &context.plan.accounts {
        orders[account.account] = account.order;
    }
    let mut deals: Vec<&Opportunity> = context.plan.portfolio.opportunities.iter().collect();
    let closed = |d: &Opportunity| {
        pipeline::reading(d, &context.config.settings, &context.config.rules).outcome != Outcome::Open
    };
    deals.sort_by_cached_key(|d| (closed(d), orders[d.account], d.source));
    let before = (part - 1) * context.rows_per_sheet();
    let deals = &deals[before..before + schema.rows];
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    let last = table::write(sheet, context, schema, &spot, deals.len(), |index, column, row| {
        cell(context, schema, deals[index], orders[deals[index].account], (column.key, row))
    })?;
    page::freeze(sheet, 2)?;
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, schema.place("open_value"))?;
    Ok(())
}

fn cell<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    deal: &'c Opportunity,
    order: u32,
    (key, row): (&str, u32),
) -> Cell<'c> {
    let account = &context.plan.portfolio.accounts[deal.account];
    let read = pipeline::reading(deal, &context.config.settings, &context.config.rules);
    let open = deal.amount.filter(|_| read.outcome == Outcome::Open);
    match key {
        "account" => Cell::text(account.name.as_str()),
        "account_id" => Cell::text(account.id.as_deref().unwrap_or_default()),
        "order" => Cell::count(order),
        "opportunity" => Cell::text(deal.name.as_deref().unwrap_or_default()),
        "kind" => {
            let word = context.labels.value("opportunity_kind", pipeline::kind(deal).code());
            if deal.kind.is_none() { Cell::AssumedText(word.into()) } else { Cell::text(word) }
        }
        "kind_used" => kind_used(context, deal, row),
        "amount" => Cell::number(deal.amount),
        "stage" => Cell::text(deal.stage.as_deref().unwrap_or_default()),
        "outcome" | "stage_line" => staged(context, deal, &read, key, row),
        "probability" if deal.probability.is_none() => staged(context, deal, &read, key, row),
        "probability" => Cell::number(deal.probability),
        "owner" => Cell::text(deal.owner.as_deref().unwrap_or_default()),
        "region" => Cell::text(deal.region.as_deref().unwrap_or_default()),
        "close_date" => deal.close_date.map_or(Cell::Blank, Cell::Date),
        _ => open_cell((context, schema), key, open, read.probability, row),
    }
}

/// The kind that counts: whatever is not repeat business is new.
fn kind_used<'c>(context: &'c Context<'_>, deal: &Opportunity, row: u32) -> Cell<'c> {
    let Some(schema) = &context.opportunities else { return Cell::Blank };
    let word = |kind: OpportunityKind| context.labels.value("opportunity_kind", kind.code());
    let (repeat, new) = (quoted(word(OpportunityKind::Repeat)), quoted(word(OpportunityKind::New)));
    let formula = schema.formula(&format!("IF({{kind}}={repeat},{repeat},{new})"), row);
    Cell::text_formula(formula, word(pipeline::kind(deal)))
}

/// Outcome and P as the stage's text gives them: a formula, so that they follow it.
fn staged<'c>(context: &'c Context<'_>, deal: &Opportunity, read: &Reading, key: &str, row: u32) -> Cell<'c> {
    let (Some(schema), Some(stages)) = (&context.opportunities, &context.stages) else { return Cell::Blank };
    let word = context.labels.value("outcome", read.outcome.code());
    if !context.live {
        return match key {
            "outcome" => Cell::text(word),
            _ => read.probability.map_or(Cell::Blank, Cell::Assumed),
        };
    }
    let open = quoted(context.labels.value("outcome", Outcome::Open.code()));
    let column = |key: &str| stages.all(key);
    match key {
        "stage_line" => {
            // Signs that MATCH would read as patterns are escaped.
            let plain =
                "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM({stage}),\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\")";
            let pattern = format!("IF({{stage}}=\"\",0,IFERROR(MATCH({plain},{},0),0))", column("stage"));
            let line = deal.stage.as_deref().and_then(|s| stages.line(s)).unwrap_or(0);
            Cell::formula(schema.formula(&pattern, row), Some(f64::from(line)))
        }
        "outcome" => {
            let pattern = format!("IF({{stage_line}}=0,{open},INDEX({},{{stage_line}}))", column("outcome"));
            Cell::text_formula(schema.formula(&pattern, row), word)
        }
        _ => {
            let repeat = quoted(context.labels.value("opportunity_kind", OpportunityKind::Repeat.code()));
            let chance = format!("INDEX({},{{stage_line}})", column("probability"));
            let pattern = format!(
                "IF({{outcome}}<>{open},\"\",IF(IF({{stage_line}}=0,0,COUNT({chance}))=1,{chance},\
                 IF({{kind}}={repeat},probability_deal_repeat,probability_deal_new)))"
            );
            Cell::formula(schema.formula(&pattern, row), read.probability)
        }
    }
}

fn open_cell<'c>(
    (context, schema): (&'c Context<'_>, &Schema),
    key: &str,
    open: Option<f64>,
    probability: Option<f64>,
    row: u32,
) -> Cell<'c> {
    if key == "open_amount" {
        let pattern = open_amount(context.labels.value("outcome", "open"));
        return Cell::formula(schema.formula(&pattern, row), open);
    }
    let value = open.map(|amount| amount * probability.unwrap_or(0.0));
    Cell::formula(schema.formula(OPEN_VALUE, row), value)
}

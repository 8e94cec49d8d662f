//! The table of cost items of the iceberg (METHOD §8): ours beside the alternative, the saving by formula.

use crate::method::AccountPlan;
use crate::model::{CostItem, CostLayer, Field, RecordKind};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::planning::{account_columns, order_column, words};
use crate::workbook::sheets::customer_value::HEADER;

/// The columns.
pub fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let entry = |key, field, form| Column::new(key, facts.field(RecordKind::Costs, field), form, Look::Entry);
    let own = |key| Column::new(key, facts.header(key), Form::Money, Look::Computed);
    let layers: Vec<&str> = CostLayer::ALL.iter().map(|l| l.code()).collect();
    let mut columns = account_columns(facts);
    columns.extend([
        entry("layer", Field::Layer, Form::Center).limited(Limit::Choice(words(
            facts,
            "cost_layer",
            &layers,
        ))),
        entry("category", Field::Category, Form::Text),
        entry("ours", Field::CostOurs, Form::Money).limited(Limit::Number),
        entry("alternative", Field::CostAlternative, Form::Money).limited(Limit::Number),
        own("cost_saving"),
        order_column(facts),
        own("ours_counted"),
        own("alternative_counted"),
    ]);
    let sheet = facts.labels.value("sheet", "customer_value").to_owned();
    Schema::new("CostItems", sheet, columns, rows).below(HEADER).growing()
}

/// The layer of a complete item, as a formula says it and for a value.
fn complete(item: &CostItem) -> Option<(f64, f64)> {
    item.layer?;
    Some((item.ours?, item.alternative?))
}

/// A formula's result where the item has its layer and both costs.
fn counted(context: &Context<'_>, result: &str) -> String {
    let layer = |l: CostLayer| quoted(context.labels.value("cost_layer", l.code()));
    format!(
        "IF(OR({{ours}}=\"\",{{alternative}}=\"\",AND({{layer}}<>{},{{layer}}<>{})),\"\",{result})",
        layer(CostLayer::Tca),
        layer(CostLayer::Tco)
    )
}

/// One cell of the table.
pub fn cell<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    (account, item): (&'c AccountPlan, &'c CostItem),
    key: &str,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.record(account);
    let formula = |result: &str, value: Option<f64>| {
        Cell::formula(schema.formula(&counted(context, result), row), value)
    };
    match key {
        "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
        "account" => Cell::text(record.name.as_str()),
        "layer" => Cell::text(item.layer.map_or("", |l| context.labels.value("cost_layer", l.code()))),
        "category" => Cell::text(item.category.as_deref().unwrap_or_default()),
        "ours" => Cell::number(item.ours),
        "alternative" => Cell::number(item.alternative),
        "order" => Cell::count(account.order),
        "cost_saving" => {
            formula("N({alternative})-N({ours})", complete(item).map(|(ours, other)| other - ours))
        }
        "ours_counted" => formula("N({ours})", complete(item).map(|(ours, _)| ours)),
        _ => formula("N({alternative})", complete(item).map(|(_, other)| other)),
    }
}

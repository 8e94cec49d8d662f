//! Value in money and total cost by account, summed from the items beside.

use crate::method::AccountPlan;
use crate::method::value::TotalCost;
use crate::model::CostLayer;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::planning::account_columns;
use crate::workbook::sheets::customer_value::{HEADER, Values};

/// The columns.
pub fn schema(facts: &Facts<'_>, rows: usize) -> Schema {
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let mut columns = vec![own("order", Form::Count)];
    columns.extend(account_columns(facts));
    let sums = ["yearly_value", "our_cost", "net_value", "tca_ours", "tca_alternative", "tco_ours"];
    columns.extend(sums.map(|key| own(key, Form::Money)));
    columns.push(own("tco_alternative", Form::Money));
    columns.push(own("total_saving", Form::Money));
    columns.extend(["under_water_ours", "under_water_alternative"].map(|key| own(key, Form::Percent)));
    let sheet = facts.labels.value("sheet", "customer_value").to_owned();
    Schema::new("AccountValues", sheet, columns, rows).below(HEADER)
}

/// Sum of a column over the rows of the own account, blank where none of them counts.
fn sum(of: &Schema, key: &str, counted: &str, further: &str) -> String {
    let (orders, values, counted) = (of.all("order"), of.all(key), of.all(counted));
    let with = |sign: &str| format!("{orders},{{order}}{further},{counted},\"{sign}\"");
    let total = |sign: &str| format!("SUMIFS({values},{})", with(sign));
    format!("IF(COUNTIFS({})+COUNTIFS({})=0,\"\",{}+{})", with(">=0"), with("<0"), total(">=0"), total("<0"))
}

/// One cell of the table.
pub fn cell<'c>(
    context: &'c Context<'_>,
    values: &Values<'_>,
    account: &'c AccountPlan,
    key: &str,
    row: u32,
) -> Cell<'c> {
    let record = context.plan.record(account);
    let Some((pattern, value)) = computed(context, values, account, key) else {
        return match key {
            "order" => Cell::count(account.order),
            "account_id" => Cell::text(record.id.as_deref().unwrap_or_default()),
            _ => Cell::text(record.name.as_str()),
        };
    };
    if context.live {
        Cell::formula(values.totals.formula(&pattern, row), value)
    } else {
        Cell::number(value)
    }
}

fn computed(
    context: &Context<'_>,
    values: &Values<'_>,
    account: &AccountPlan,
    key: &str,
) -> Option<(String, Option<f64>)> {
    let (value, iceberg) = (&account.value, account.iceberg);
    let item = |key: &str| sum(&values.items, key, "yearly_value", "");
    let side = |key: &str, layer: CostLayer, of: f64| {
        let word = quoted(context.labels.value("cost_layer", layer.code()));
        let further = format!(",{},{word}", values.costs.all("layer"));
        // The other layer alone leaves this one 0.
        let any = sum(&values.costs, "ours_counted", "ours_counted", "");
        let own = sum(&values.costs, key, key, &further);
        (format!("IF({any}=\"\",\"\",N({own}))"), iceberg.map(|_| of))
    };
    let costs = iceberg.unwrap_or_default();
    let share = |a: &str, b: &str| format!("IF(N({{{a}}})+N({{{b}}})<=0,\"\",{{{b}}}/({{{a}}}+{{{b}}}))");
    let under = |of: fn(crate::workbook::sheets::customer_value::account_values::Ice) -> TotalCost| {
        iceberg.and_then(|i| of(i).under_water())
    };
    Some(match key {
        "yearly_value" => (item("yearly_value"), value.value),
        "our_cost" => (item("our_cost"), value.our_cost),
        "net_value" => (item("net_value"), value.net),
        "tca_ours" => side("ours_counted", CostLayer::Tca, costs.ours.acquisition),
        "tca_alternative" => side("alternative_counted", CostLayer::Tca, costs.alternative.acquisition),
        "tco_ours" => side("ours_counted", CostLayer::Tco, costs.ours.ownership),
        "tco_alternative" => side("alternative_counted", CostLayer::Tco, costs.alternative.ownership),
        "total_saving" => (
            "IF({tca_ours}=\"\",\"\",{tca_alternative}+{tco_alternative}-{tca_ours}-{tco_ours})".to_owned(),
            iceberg.map(|i| i.saving()),
        ),
        "under_water_ours" => (share("tca_ours", "tco_ours"), under(|i| i.ours)),
        "under_water_alternative" => (share("tca_alternative", "tco_alternative"), under(|i| i.alternative)),
        _ => return None,
    })
}

/// The iceberg of an account.
type Ice = crate::method::value::Iceberg;

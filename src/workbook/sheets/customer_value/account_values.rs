//! Value in money and total cost by account, summed from the items beside.

use crate::method::AccountPlan;
use crate::method::value::{Iceberg, TotalCost};
use crate::model::CostLayer;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::Form;

/// The columns.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d AccountPlan>> {
    let of = Describe::<&'d AccountPlan>::unread(facts);
    let live = facts.live;
    let item = |key| sum("ValueItems", key, "yearly_value", "");
    let cost = |of: fn(&Iceberg) -> Option<f64>| move |a: &&AccountPlan| a.iceberg.as_ref().and_then(of);
    let under = |of: fn(&Iceberg) -> Option<TotalCost>| {
        move |a: &&AccountPlan| a.iceberg.as_ref().and_then(of).and_then(|c| c.under_water())
    };
    let [id, name] = of.account(|a| a);
    vec![
        of.computed("order", Form::Count).cell(|a| Cell::count(a.order)),
        id,
        name,
        of.computed("yearly_value", Form::Money).live(live, item("yearly_value"), |a| a.value.value),
        of.computed("our_cost", Form::Money).live(live, item("our_cost"), |a| a.value.our_cost),
        of.computed("net_value", Form::Money).live(live, item("net_value"), |a| a.value.net),
        of.computed("tca_ours", Form::Money).live(
            live,
            side("ours_counted", CostLayer::Tca),
            cost(|i| i.ours.map(|c| c.acquisition)),
        ),
        of.computed("tca_alternative", Form::Money).live(
            live,
            side("alternative_counted", CostLayer::Tca),
            cost(|i| i.alternative.map(|c| c.acquisition)),
        ),
        of.computed("tco_ours", Form::Money).live(
            live,
            side("ours_counted", CostLayer::Tco),
            cost(|i| i.ours.map(|c| c.ownership)),
        ),
        of.computed("tco_alternative", Form::Money).live(
            live,
            side("alternative_counted", CostLayer::Tco),
            cost(|i| i.alternative.map(|c| c.ownership)),
        ),
        of.computed("total_saving", Form::Money).live(
            live,
            sum("CostItems", "cost_saving", "cost_saving", ""),
            cost(Iceberg::saving),
        ),
        of.computed("under_water_ours", Form::Percent).live(
            live,
            share("tca_ours", "tco_ours"),
            under(|i| i.ours),
        ),
        of.computed("under_water_alternative", Form::Percent).live(
            live,
            share("tca_alternative", "tco_alternative"),
            under(|i| i.alternative),
        ),
    ]
}

/// Sum of a table's column over the rows of the own account, blank where none of them counts.
fn sum(table: &str, key: &str, counted: &str, further: &str) -> String {
    let with =
        |sign: &str| format!("{{{table}.order*}},{{order}}{further},{{{table}.{counted}*}},\"{sign}\"");
    let total = |sign: &str| format!("SUMIFS({{{table}.{key}*}},{})", with(sign));
    format!("IF(COUNTIFS({})+COUNTIFS({})=0,\"\",{}+{})", with(">=0"), with("<0"), total(">=0"), total("<0"))
}

/// One layer of one side of the iceberg; the other layer alone leaves it 0.
fn side(key: &str, layer: CostLayer) -> String {
    let further = format!(",{{CostItems.layer*}},{{'cost_layer.{}}}", layer.code());
    let any = sum("CostItems", key, key, "");
    let own = sum("CostItems", key, key, &further);
    format!("IF({any}=\"\",\"\",N({own}))")
}

/// Share of a side that lies under water.
fn share(above: &str, below: &str) -> String {
    format!("IF(N({{{above}}})+N({{{below}}})<=0,\"\",{{{below}}}/({{{above}}}+{{{below}}}))")
}

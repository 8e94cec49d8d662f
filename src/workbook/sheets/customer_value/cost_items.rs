//! The table of cost items of the iceberg (METHOD §8): ours beside the alternative, the saving by formula.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::{CostItem, CostLayer};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};

/// A cost item and the account that it is of.
pub type Row<'a> = (&'a AccountPlan, &'a CostItem);

/// The columns.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Costs);
    let layers = Limit::Choice(facts.words("cost_layer", CostLayer::ALL.iter().map(|l| l.code())));
    let money = |key| of.entry(key, Form::Money).limited(Limit::Number);
    let [id, name] = of.account(|r| r.0);
    vec![
        id,
        name,
        of.entry("layer", Form::Center)
            .limited(layers)
            .cell(|r| facts.word("cost_layer", r.1.layer.map(CostLayer::code))),
        of.entry("category", Form::Text).text(|r| r.1.category.as_deref().unwrap_or_default()),
        money("ours").number(|r| r.1.ours),
        money("alternative").number(|r| r.1.alternative),
        of.computed("cost_saving", Form::Money).formula(counted("N({alternative})-N({ours})"), |r| {
            complete(r.1).map(|(ours, other)| other - ours)
        }),
        of.order(Look::Plain, |r| r.0),
        of.computed("ours_counted", Form::Money)
            .formula(counted("N({ours})"), |r| complete(r.1).map(|(ours, _)| ours)),
        of.computed("alternative_counted", Form::Money)
            .formula(counted("N({alternative})"), |r| complete(r.1).map(|(_, other)| other)),
    ]
}

/// Both costs of a complete item.
fn complete(item: &CostItem) -> Option<(f64, f64)> {
    item.layer?;
    Some((item.ours?, item.alternative?))
}

/// A formula's result where the item has its layer and both costs.
fn counted(result: &str) -> String {
    format!(
        "IF(OR({{ours}}=\"\",{{alternative}}=\"\",\
         AND({{layer}}<>{{'cost_layer.tca}},{{layer}}<>{{'cost_layer.tco}})),\"\",{result})"
    )
}

//! The table of cost items of the iceberg (METHOD §8): ours beside the alternative, the saving by formula.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::{CostItem, CostLayer};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};
use std::sync::LazyLock;

/// A cost item and the account that it is of.
pub type Row<'a> = (&'a AccountPlan, &'a CostItem);

/// Empty rows to fill in, one a layer.
static BLANK: LazyLock<[CostItem; 2]> = LazyLock::new(|| {
    [CostLayer::Tca, CostLayer::Tco].map(|layer| CostItem { layer: Some(layer), ..CostItem::default() })
});

/// An empty row of a layer.
pub fn blank(layer: CostLayer) -> &'static CostItem {
    let [above, below] = &*BLANK;
    if layer == CostLayer::Tca { above } else { below }
}

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
        of.computed("cost_saving", Form::Money)
            .formula(counted(&["ours", "alternative"], "N({alternative})-N({ours})"), |r| {
                layered(r.1, r.1.alternative.zip(r.1.ours).map(|(other, ours)| other - ours))
            }),
        of.order(Look::Plain, |r| r.0),
        of.computed("ours_counted", Form::Money)
            .formula(counted(&["ours"], "N({ours})"), |r| layered(r.1, r.1.ours)),
        of.computed("alternative_counted", Form::Money)
            .formula(counted(&["alternative"], "N({alternative})"), |r| layered(r.1, r.1.alternative)),
    ]
}

/// An amount of an item whose layer is known.
fn layered(item: &CostItem, amount: Option<f64>) -> Option<f64> {
    item.layer.and(amount)
}

/// A formula's result where the item has its layer and these costs.
fn counted(needed: &[&str], result: &str) -> String {
    let blank: String = needed.iter().map(|key| format!("{{{key}}}=\"\",")).collect();
    format!(
        "IF(OR({blank}\
         AND({{layer}}<>{{'cost_layer.tca}},{{layer}}<>{{'cost_layer.tco}})),\"\",{result})"
    )
}

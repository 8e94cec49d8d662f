//! What every account bought of each product in this window, money a year; ◇ where it buys none while enough of its
//! peers do.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::whitespace::{Gap, Products};
use crate::model::OwnColumn;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::own;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;

/// An account.
type Row<'d> = &'d AccountPlan;

/// Stands where the account buys nothing of a product that its peers buy.
const GAP: &str = "◇";

/// The table.
pub(super) fn table<'d>(facts: &'d Facts<'d>, products: &'d Products) -> Tabled<'d, Row<'d>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Products);
    let bought = |a: &Row<'d>| products.bought[a.account].iter().filter(|v| **v != 0.0).count();
    let sum = |a: &Row<'d>| products.bought[a.account].iter().sum::<f64>() + products.rest[a.account];
    let gaps = |a: &Row<'d>| a.whitespace.iter().map(|gap| gap.amount).sum::<f64>();
    let [id, name] = of.account(|a| *a);
    let mut columns = vec![
        id,
        name,
        of.computed("segment", Form::Center).text(|a| facts.labels.value("segment", a.segment.code())),
        of.computed("products_sum", Form::Money).number(move |a| Some(sum(a))),
        of.computed("products_bought", Form::Count).number(move |a| Some(bought(a) as f64)),
        of.computed("gap_count", Form::Count).number(|a| Some(a.whitespace.len() as f64)),
        of.computed("gap_amount", Form::Money).number(move |a| Some(gaps(a))),
    ];
    for (place, name) in products.names.iter().enumerate() {
        let product = Described::new(OwnColumn::PRODUCT, name.as_str(), Form::Money, Look::Computed);
        columns.push(product.numbered(place).cell(move |a: &Row<'d>| {
            let gap = |gap: &Gap| gap.product == *name;
            match products.bought[a.account][place] {
                0.0 if a.whitespace.iter().any(gap) => Cell::text(GAP),
                0.0 => Cell::Blank,
                amount => Cell::Number(amount),
            }
        }));
    }
    columns.push(
        of.computed(OwnColumn::OTHER_PRODUCTS, Form::Money)
            .number(|a| Some(products.rest[a.account]).filter(|v| *v != 0.0)),
    );
    columns.push(of.order(Look::Plain, |a| *a).shut());
    let columns = own::with(columns, facts, TableId::Products, |a| Some(facts.plan.record(a).source));
    Tabled::of(facts, TableId::Products, columns, facts.plan.accounts.iter().collect())
}

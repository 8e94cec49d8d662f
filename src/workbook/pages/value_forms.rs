//! Value and cost items of an account on its second page: what we do for the customer in money, and how we shall use it.

use crate::layout::TableId;
use crate::method::value::item_value;
use crate::model::{CostItem, CostLayer, ValueItem};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::grid::{Area, Grid};
use crate::workbook::kit::page_styles::Paper;
use crate::workbook::kit::width::separated;
use crate::workbook::pages::entered::Entered;
use crate::workbook::pages::subject::{COLUMNS, Subject};

const HEAD_PX: u32 = 22;
const LINE_PX: u32 = 18;
const TALL_PX: u32 = 30;
/// Value items at most.
const ITEMS: usize = 3;
/// Last column of the labels of the cost items.
const LABEL_END: u16 = 6;

/// Last columns of the value items' columns, with their labels.
const VALUE_COLUMNS: [(&str, u16); 8] = [
    ("element", 3),
    ("benefit", 7),
    ("description", 17),
    ("net_value", 21),
    ("evidence", 24),
    ("arises", 31),
    ("carried_by", 38),
    ("planned_use", COLUMNS - 1),
];

fn values<'p>(subject: &Subject<'p, '_>) -> Vec<&'p ValueItem> {
    let all = subject.context.plan.portfolio.values.iter();
    let mut items: Vec<&ValueItem> = all.filter(|i| i.account == subject.account.account).collect();
    // The greatest first.
    let net = |i: &ValueItem| item_value(i).net.unwrap_or(f64::MIN);
    items.sort_by(|a, b| net(b).total_cmp(&net(a)).then_with(|| a.description.cmp(&b.description)));
    items
}

fn costs<'p>(subject: &Subject<'p, '_>, layer: CostLayer) -> impl Iterator<Item = &'p CostItem> {
    let all = subject.context.plan.portfolio.costs.iter();
    all.filter(move |i| i.account == subject.account.account && i.layer == Some(layer))
}

/// Whether there are any.
pub fn wanted(subject: &Subject<'_, '_>) -> bool {
    let costs = |layer: &CostLayer| costs(subject, *layer).next().is_some();
    !values(subject).is_empty() || CostLayer::ALL.iter().any(costs)
}

/// Writes them; returns the row below.
pub fn fill(grid: &mut Grid<'_, '_, '_>, subject: &Subject<'_, '_>, row: u32) -> anyhow::Result<u32> {
    let context = subject.context;
    let items = values(subject);
    grid.sheet.set_row_height_pixels(row, HEAD_PX)?;
    let heading = Entered { table: TableId::Values, label: "workbook.page.value_items" };
    heading.write(grid, subject, (row, 0, COLUMNS - 1), items.len().saturating_sub(ITEMS))?;
    grid.sheet.set_row_height_pixels(row + 1, LINE_PX)?;
    let mut left = 0;
    for (key, right) in VALUE_COLUMNS {
        let label = context.labels.value("workbook.page_value_item", key);
        grid.text(Area::line(row + 1, left, right), label, Paper::Head)?;
        left = right + 1;
    }
    let mut at = row + 2;
    for place in 0..ITEMS {
        grid.sheet.set_row_height_pixels(at, if items.is_empty() { LINE_PX } else { TALL_PX })?;
        let mut left = 0;
        for (key, right) in VALUE_COLUMNS {
            let area = Area::line(at, left, right);
            left = right + 1;
            match items.get(place) {
                Some(item) => value_cell(grid, subject, area, key, item)?,
                None => grid.text(area, "", Paper::Short)?,
            }
        }
        at += 1;
        // One empty line is enough to see that there are none.
        if place + 1 >= items.len().max(1) {
            break;
        }
    }
    for layer in CostLayer::ALL {
        grid.sheet.set_row_height_pixels(at, LINE_PX)?;
        let label = context.labels.value("cost_layer", layer.code());
        grid.text(Area::line(at, 0, LABEL_END), label, Paper::Label)?;
        let said = costs(subject, *layer).map(cost).collect::<Vec<_>>().join(" · ");
        let place = Area::line(at, LABEL_END + 1, COLUMNS - 1);
        match said.is_empty() {
            true => {
                grid.text(place, context.labels.value("workbook.page_collect", "costs"), Paper::Collect)?
            }
            false => grid.put_short(place, Cell::text(said), Paper::Short)?,
        }
        at += 1;
    }
    Ok(at)
}

/// A cost with us and with the alternative.
fn cost(item: &CostItem) -> String {
    let amount = |v: Option<f64>| v.map_or("—".to_owned(), separated);
    let name = item.category.as_deref().unwrap_or("—");
    format!("{name} {} / {}", amount(item.ours), amount(item.alternative))
}

fn value_cell(
    grid: &mut Grid<'_, '_, '_>,
    subject: &Subject<'_, '_>,
    area: Area,
    key: &str,
    item: &ValueItem,
) -> anyhow::Result<()> {
    let labels = &subject.context.labels;
    let word = |group: &str, code: Option<&str>| code.map_or("", |code| labels.value(group, code));
    let text = match key {
        "net_value" => {
            let net = item_value(item).net.map(|v| v / subject.context.unit.factor);
            return grid.put(area, net.map_or(Cell::text("—"), Cell::Number), Paper::Money);
        }
        "element" => word("impact", item.element.map(|e| e.code())).to_owned(),
        "benefit" => word("benefit", item.benefit.map(|b| b.code())).to_owned(),
        "evidence" => word("evidence", item.evidence.map(|e| e.code())).to_owned(),
        "arises" => item.arises.clone().unwrap_or_default(),
        "carried_by" => item.carried_by.clone().unwrap_or_default(),
        "planned_use" => item.planned_use.clone().unwrap_or_default(),
        _ => described(item),
    };
    grid.fitted(area, None, &text, 2, Paper::Body)
}

/// What it is, and what is measured.
fn described(item: &ValueItem) -> String {
    let change = item.before.zip(item.after);
    let change = change.map(|(before, after)| format!("{} → {}", separated(before), separated(after)));
    let said = [item.description.clone(), item.metric.clone(), change];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

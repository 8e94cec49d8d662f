//! The top of the sheet of customer value: value by IMPACT element and evidence, and the iceberg with its
//! chart. Every number is a formula over the tables below.

use crate::method::value::{TotalCost, item_value};
use crate::model::{CostLayer, EvidenceGrade, ImpactElement, ValueItem};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::charts;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table;
use crate::workbook::kit::width;
use crate::workbook::sheets::customer_value::Values;
use rust_xlsxwriter::Worksheet;

/// Row of the summary's heading and of the iceberg's.
const SUMMARY: u32 = 2;
const ICEBERG: u32 = 14;

/// Columns of the summary behind its label.
const COLUMNS: [&str; 7] =
    ["measured", "confirmed", "estimated", "net_value", "yearly_value", "our_cost", "item_count"];

/// Writes the blocks above the tables.
pub fn write(sheet: &mut Worksheet, context: &Context<'_>, values: &Values<'_>) -> anyhow::Result<()> {
    if !context.plan.portfolio.values.is_empty() {
        summary(sheet, context, values)?;
    }
    if context.plan.accounts.iter().any(|a| a.iceberg.is_some()) {
        iceberg(sheet, context, values)?;
    }
    Ok(())
}

/// Writes heading and headers; returns the label's column.
fn head(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    items: &Schema,
    row: u32,
    heading: &str,
    headers: &[&str],
) -> anyhow::Result<u16> {
    let first = items.column_of("metric");
    for column in first..=first + u16::try_from(COLUMNS.len())? {
        sheet.write_blank(row, column, context.styles.piece(Piece::Heading))?;
    }
    sheet.write_string_with_format(row, first, heading, context.styles.piece(Piece::Heading))?;
    sheet.set_row_height(row + 1, 30)?;
    for (at, header) in (0_u16..).zip(headers) {
        let piece = if at == 0 { Piece::Header } else { Piece::HeaderRight };
        sheet.write_string_with_format(row + 1, first + at, *header, context.styles.piece(piece))?;
    }
    Ok(first)
}

fn put(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    (row, column): (u32, u16),
    form: Form,
    cell: Cell<'_>,
) -> anyhow::Result<()> {
    let described = Column::new("", "", form, Look::Computed);
    table::write_cell(sheet, &context.styles, row, column, &described, cell)?;
    Ok(())
}

/// Net value by element and evidence, with gross value, our cost and the number of items.
fn summary(sheet: &mut Worksheet, context: &Context<'_>, values: &Values<'_>) -> anyhow::Result<()> {
    let labels = &context.labels;
    let mut headers = vec![labels.field(crate::model::RecordKind::Values, crate::model::Field::Element)];
    headers.extend(EvidenceGrade::ALL.iter().map(|g| labels.value("evidence", g.code())));
    headers.extend(COLUMNS[3..].iter().map(|key| labels.value("workbook.column", key)));
    let heading = context.label("workbook.heading.value_summary");
    let first = head(sheet, context, &values.items, SUMMARY, heading, &headers)?;
    let elements = ImpactElement::ALL.iter().map(|e| Some(*e)).chain([None]);
    let rows: Vec<(&str, [f64; 7])> = elements
        .map(|element| {
            let name =
                element.map_or(context.label("workbook.not_stated"), |e| labels.value("impact", e.code()));
            (name, numbers(&context.plan.portfolio.values, element))
        })
        .collect();
    let top = SUMMARY + 2;
    for (row, (name, found)) in (top..).zip(&rows) {
        put(sheet, context, (row, first), Form::Text, Cell::text(*name))?;
        let word = quoted(name);
        for (at, key) in COLUMNS.iter().enumerate() {
            let cell = Cell::formula(formula(context, &values.items, key, &word), Some(found[at]));
            let form = if *key == "item_count" { Form::Count } else { Form::Money };
            put(sheet, context, (row, first + 1 + u16::try_from(at)?), form, cell)?;
        }
    }
    let end = top + u32::try_from(rows.len())?;
    sheet.write_string_with_format(
        end,
        first,
        context.label("workbook.sum"),
        context.styles.piece(Piece::Header),
    )?;
    for at in 0..COLUMNS.len() {
        let column = first + 1 + u16::try_from(at)?;
        let letters = crate::model::column_letters(u32::from(column));
        let total = rows.iter().map(|(_, found)| found[at]).sum::<f64>();
        let form = if at == COLUMNS.len() - 1 { Form::Count } else { Form::Money };
        let cell = Cell::formula(format!("SUM({letters}{}:{letters}{end})", top + 1), Some(total + 0.0));
        put(sheet, context, (end, column), form, cell)?;
    }
    Ok(())
}

/// One number of the summary over the rows of an element.
fn formula(context: &Context<'_>, items: &Schema, key: &str, word: &str) -> String {
    let elements = format!("{},{word}", items.all("element_counted"));
    let net = items.all("net_value");
    match key {
        "net_value" | "yearly_value" => format!("SUMIFS({},{elements})", items.all(key)),
        "our_cost" => {
            // Only of items whose value can be computed.
            let (cost, value) = (items.all(key), items.all("yearly_value"));
            format!("SUMIFS({cost},{elements},{value},\">=0\")+SUMIFS({cost},{elements},{value},\"<0\")")
        }
        "item_count" => format!("COUNTIFS({elements})"),
        grade => {
            let grade = quoted(context.labels.value("evidence", grade));
            format!("SUMIFS({net},{elements},{},{grade})", items.all("evidence_counted"))
        }
    }
}

/// The numbers of an element, in the order of the columns.
fn numbers(items: &[ValueItem], element: Option<ImpactElement>) -> [f64; 7] {
    let mut found = [0.0; 7];
    for item in items.iter().filter(|i| i.element == element) {
        found[6] += 1.0;
        let computed = item_value(item);
        let (Some(value), Some(net)) = (computed.value, computed.net) else { continue };
        let grade = item.evidence.unwrap_or(EvidenceGrade::Estimated);
        let at = EvidenceGrade::ALL.iter().position(|g| *g == grade).unwrap_or(2);
        found[at] += net;
        found[3] += net;
        found[4] += value;
        found[5] += item.our_cost.unwrap_or(0.0);
    }
    found
}

/// The iceberg over all accounts, in the unit of the Overview, and its chart.
fn iceberg(sheet: &mut Worksheet, context: &Context<'_>, values: &Values<'_>) -> anyhow::Result<()> {
    let unit = context.money_unit();
    let heading = context.labels.fill("workbook.heading.iceberg", &[("unit", unit.clone())]);
    let column = |key| context.labels.value("workbook.column", key);
    let headers = [
        column("iceberg_side"),
        column("above_water"),
        column("below_water"),
        column("total_cost"),
        column("under_water"),
        column("drawn_below"),
    ];
    let first = head(sheet, context, &values.items, ICEBERG, &heading, &headers)?;
    let (mut ours, mut other) = (TotalCost::default(), TotalCost::default());
    for found in context.plan.accounts.iter().filter_map(|a| a.iceberg) {
        for (sum, add) in [(&mut ours, found.ours), (&mut other, found.alternative)] {
            sum.acquisition += add.acquisition;
            sum.ownership += add.ownership;
        }
    }
    let letters = |at: u16| crate::model::column_letters(u32::from(first + at));
    let sides = [("ours", "ours_counted", ours), ("alternative", "alternative_counted", other)];
    let top = ICEBERG + 2;
    for (row, (side, key, cost)) in (top..).zip(sides) {
        let sum = |layer: CostLayer| {
            let word = quoted(context.labels.value("cost_layer", layer.code()));
            let costs = &values.costs;
            context.unit.scaled(&format!("SUMIFS({},{},{word})", costs.all(key), costs.all("layer")))
        };
        let place = |at: u16| format!("{}{}", letters(at), row + 1);
        let scaled = |v: f64| Some(v / context.unit.factor);
        let name = context.labels.value("workbook.iceberg", side);
        put(sheet, context, (row, first), Form::Text, Cell::text(name))?;
        let total = format!("{}+{}", place(1), place(2));
        let share = format!("IF({0}<=0,\"\",{1}/{0})", place(3), place(2));
        let cells = [
            (Form::Scaled, sum(CostLayer::Tca), scaled(cost.acquisition)),
            (Form::Scaled, sum(CostLayer::Tco), scaled(cost.ownership)),
            (Form::Scaled, total, scaled(cost.total())),
            (Form::Percent, share, cost.under_water()),
            (Form::Scaled, format!("-{}", place(2)), scaled(-cost.ownership)),
        ];
        for (at, (form, formula, value)) in (1_u16..).zip(cells) {
            put(sheet, context, (row, first + at), form, Cell::formula(formula, value))?;
        }
    }
    let row = top + 2;
    let name = context.labels.value("workbook.iceberg", "saving");
    sheet.write_string_with_format(row, first, name, context.styles.piece(Piece::Header))?;
    let saved = [
        other.acquisition - ours.acquisition,
        other.ownership - ours.ownership,
        other.total() - ours.total(),
    ];
    for (at, value) in (1_u16..).zip(saved) {
        let formula = format!("{0}{1}-{0}{2}", letters(at), top + 2, top + 1);
        let cell = Cell::formula(formula, Some(value / context.unit.factor));
        put(sheet, context, (row, first + at), Form::Scaled, cell)?;
    }
    let name = values.items.sheet.as_str();
    let range = |at: u16| (name, top, first + at, top + 1, first + at);
    let mut chart = charts::iceberg(context, range(0), range(1), range(5), &unit);
    chart.set_width(600).set_height(350);
    sheet.insert_chart_with_offset(SUMMARY, 0, &chart, 8, 4)?;
    Ok(())
}

/// Columns that the blocks share with the table below are wide enough for both.
pub fn widen(sheet: &mut Worksheet, context: &Context<'_>, values: &Values<'_>) -> anyhow::Result<()> {
    let items = &context.plan.portfolio.values;
    let totals = context.plan.accounts.iter().filter_map(|a| a.value.value);
    let most = totals.map(f64::abs).sum::<f64>();
    let first = values.items.column_of("metric") + 1;
    for (column, entered) in (first..).zip([
        (|i: &ValueItem| i.before) as fn(&ValueItem) -> Option<f64>,
        |i| i.after,
        |i| i.unit_value,
        |i| i.times,
        |_| None,
        |i| i.our_cost,
    ]) {
        let form = if column == first + 2 || column == first + 5 { Form::Money } else { Form::Number };
        let own = items.iter().filter_map(entered).map(|v| width::number_px(v, form)).max().unwrap_or(0);
        let header = values.items.columns.get(usize::from(column)).map_or("", |c| c.header.as_str());
        let least = width::header_px(header).max(112);
        let px = own.max(width::number_px(-most, Form::Money)).clamp(least, 400.max(least));
        sheet.set_column_width_pixels(column, px)?;
    }
    Ok(())
}

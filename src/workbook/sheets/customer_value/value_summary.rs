//! The top of the sheet of customer value: value by IMPACT element and evidence, and the iceberg with its
//! chart. Every number is a formula over the tables below.

use crate::method::value::{TotalCost, item_value};
use crate::model::{CostLayer, EvidenceGrade, Field, ImpactElement, RecordKind, ValueItem};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::charts;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table;
use crate::workbook::kit::width;
use rust_xlsxwriter::Worksheet;

/// Row of the summary's heading and of the iceberg's.
const SUMMARY: u32 = 2;
const ICEBERG: u32 = 14;

/// What an item adds to a figure, money or a count.
type Adds<'c> = Box<dyn Fn(&ValueItem) -> Option<f64> + 'c>;

/// A figure of the summary: a sum over the items of an element.
struct Figure<'c> {
    header: &'c str,
    form: Form,
    /// The formula, with the element's word.
    formula: Box<dyn Fn(&str) -> String + 'c>,
    /// What an item adds.
    adds: Adds<'c>,
}

/// The figures, from left to right.
fn figures<'c>(context: &'c Context<'_>, items: &'c Schema) -> Vec<Figure<'c>> {
    let header = |key: &str| context.labels.value("workbook.column", key);
    let of = move |word: &str| format!("{},{word}", items.all("element_counted"));
    let sum = move |key: &'static str| -> Box<dyn Fn(&str) -> String + 'c> {
        Box::new(move |word| format!("SUMIFS({},{})", items.all(key), of(word)))
    };
    let mut figures: Vec<Figure<'c>> = EvidenceGrade::ALL
        .iter()
        .map(|grade| {
            let name = context.labels.value("evidence", grade.code());
            let (net, grades) = (items.all("net_value"), items.all("evidence_counted"));
            Figure {
                header: name,
                form: Form::Money,
                formula: Box::new(move |word| {
                    format!("SUMIFS({net},{},{grades},{})", of(word), quoted(name))
                }),
                adds: Box::new(move |i| {
                    let own = i.evidence.unwrap_or(EvidenceGrade::Estimated) == *grade;
                    item_value(i).net.filter(|_| own)
                }),
            }
        })
        .collect();
    // Only the cost of items whose value can be computed.
    let cost = move |word: &str| {
        let (cost, value) = (items.all("our_cost"), items.all("yearly_value"));
        let with = |sign: &str| format!("SUMIFS({cost},{},{value},\"{sign}\")", of(word));
        format!("{}+{}", with(">=0"), with("<0"))
    };
    figures.extend([
        Figure {
            header: header("net_value"),
            form: Form::Money,
            formula: sum("net_value"),
            adds: Box::new(|i| item_value(i).net),
        },
        Figure {
            header: header("yearly_value"),
            form: Form::Money,
            formula: sum("yearly_value"),
            adds: Box::new(|i| item_value(i).value),
        },
        Figure {
            header: header("our_cost"),
            form: Form::Money,
            formula: Box::new(cost),
            adds: Box::new(|i| item_value(i).value.map(|_| i.our_cost.unwrap_or(0.0))),
        },
        Figure {
            header: header("item_count"),
            form: Form::Count,
            formula: Box::new(move |word| format!("COUNTIFS({})", of(word))),
            adds: Box::new(|_| Some(1.0)),
        },
    ]);
    figures
}

/// Writes the blocks above the tables.
pub fn write(sheet: &mut Worksheet, context: &Context<'_>, items: &Schema) -> anyhow::Result<()> {
    let figures = figures(context, items);
    if !context.plan.portfolio.values.is_empty() {
        summary(sheet, context, items, &figures)?;
    }
    if context.plan.accounts.iter().any(|a| a.iceberg.is_some()) {
        iceberg(sheet, context, items, figures.len())?;
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
    (headers, columns): (&[&str], usize),
) -> anyhow::Result<u16> {
    let first = items.column_of("metric");
    for column in first..=first + u16::try_from(columns)? {
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
fn summary(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    items: &Schema,
    figures: &[Figure<'_>],
) -> anyhow::Result<()> {
    let labels = &context.labels;
    let mut headers = vec![labels.field(RecordKind::Values, Field::Element)];
    headers.extend(figures.iter().map(|f| f.header));
    let heading = context.label("workbook.heading.value_summary");
    let first = head(sheet, context, items, SUMMARY, heading, (&headers, figures.len()))?;
    let elements: Vec<Option<ImpactElement>> =
        ImpactElement::ALL.iter().map(|e| Some(*e)).chain([None]).collect();
    let top = SUMMARY + 2;
    for (row, element) in (top..).zip(&elements) {
        let name = element.map_or(context.label("workbook.not_stated"), |e| labels.value("impact", e.code()));
        put(sheet, context, (row, first), Form::Text, Cell::text(name))?;
        let word = quoted(name);
        for (at, figure) in (1_u16..).zip(figures) {
            let cell = Cell::formula((figure.formula)(&word), Some(figure.over(context, *element)));
            put(sheet, context, (row, first + at), figure.form, cell)?;
        }
    }
    let end = top + u32::try_from(elements.len())?;
    let sum = context.label("workbook.sum");
    sheet.write_string_with_format(end, first, sum, context.styles.piece(Piece::Header))?;
    for (column, figure) in (first + 1..).zip(figures) {
        let letters = crate::model::column_letters(u32::from(column));
        let total = elements.iter().map(|e| figure.over(context, *e)).fold(0.0, |sum, v| sum + v);
        let cell = Cell::formula(format!("SUM({letters}{}:{letters}{end})", top + 1), Some(total));
        put(sheet, context, (end, column), figure.form, cell)?;
    }
    Ok(())
}

impl Figure<'_> {
    /// Its sum over the items of an element that count.
    fn over(&self, context: &Context<'_>, element: Option<ImpactElement>) -> f64 {
        let items = context.plan.portfolio.values.iter().filter(|i| i.element == element);
        items.filter_map(|i| (self.adds)(i)).fold(0.0, |sum, v| sum + v)
    }
}

/// The iceberg over all accounts, in the unit of the Overview, and its chart.
fn iceberg(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    items: &Schema,
    columns: usize,
) -> anyhow::Result<()> {
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
    let first = head(sheet, context, items, ICEBERG, &heading, (&headers, columns))?;
    let [mut ours, mut other, mut saved] = [TotalCost::default(); 3];
    for found in context.plan.accounts.iter().filter_map(|a| a.iceberg) {
        let sides = [(&mut ours, found.ours), (&mut other, found.alternative), (&mut saved, found.saved)];
        for (sum, add) in sides {
            let add = add.unwrap_or_default();
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
            let costs = |key| context.tables.column("CostItems", key, false);
            context.unit.scaled(&format!("SUMIFS({},{},{word})", costs(key), costs("layer")))
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
    let of_layer = |layer: CostLayer| {
        let word = quoted(context.labels.value("cost_layer", layer.code()));
        let costs = |key| context.tables.column("CostItems", key, false);
        context.unit.scaled(&format!("SUMIFS({},{},{word})", costs("cost_saving"), costs("layer")))
    };
    let both = format!("{}{2}+{}{2}", letters(1), letters(2), row + 1);
    let saved = [
        (of_layer(CostLayer::Tca), saved.acquisition),
        (of_layer(CostLayer::Tco), saved.ownership),
        (both, saved.total()),
    ];
    for (at, (formula, value)) in (1_u16..).zip(saved) {
        let cell = Cell::formula(formula, Some(value / context.unit.factor));
        put(sheet, context, (row, first + at), Form::Scaled, cell)?;
    }
    let name = items.sheet.as_str();
    let range = |at: u16| (name, top, first + at, top + 1, first + at);
    let mut chart = charts::iceberg(context, range(0), range(1), range(5), &unit);
    chart.set_width(600).set_height(350);
    sheet.insert_chart_with_offset(SUMMARY, 0, &chart, 8, 4)?;
    Ok(())
}

/// Columns that the blocks share with the table below are wide enough for both.
pub fn widen(sheet: &mut Worksheet, context: &Context<'_>, schema: &Schema) -> anyhow::Result<()> {
    let items = &context.plan.portfolio.values;
    let totals = context.plan.accounts.iter().filter_map(|a| a.value.value);
    let most = totals.map(f64::abs).sum::<f64>();
    let first = schema.column_of("metric") + 1;
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
        let header = schema.columns.get(usize::from(column)).map_or("", |c| c.header.as_str());
        let least = width::header_px(header).max(112);
        let px = own.max(width::number_px(-most, Form::Money)).clamp(least, 400.max(least));
        sheet.set_column_width_pixels(column, px)?;
    }
    Ok(())
}

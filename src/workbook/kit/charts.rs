//! Native charts, bound to cells: Pareto, visits against gross profit, whale curve.

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, FIRST_ROW, HEADER_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table;
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSeries, ChartSolidFill, ChartType, Worksheet,
};

/// How far a point of the quadrants may be moved off another, as a share of the axis.
pub const SPREAD: f64 = 0.03;

/// A range of cells: sheet, first row, first column, last row, last column.
pub type Range<'a> = (&'a str, u32, u16, u32, u16);

fn font(context: &Context<'_>, size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(&context.theme.font).set_size(size);
    font
}

fn solid(context: &Context<'_>, color: &str) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(context.theme.color(color)));
    format
}

/// A marker in a colour that lets what lies below show through.
pub fn marked(context: &Context<'_>, color: &str) -> ChartFormat {
    let color = context.theme.color(color);
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color).set_transparency(35));
    format.set_line(ChartLine::new().set_color(color).set_width(1.25));
    format
}

/// Names an axis and sets its number format.
pub fn axis(context: &Context<'_>, axis: &mut ChartAxis, name: &str, number: &str) {
    axis.set_name(name).set_name_font(&font(context, 9)).set_font(&font(context, 9));
    if !number.is_empty() {
        axis.set_num_format(number);
    }
}

/// Title, legend and alternative text.
pub fn frame(context: &Context<'_>, chart: &mut Chart, title: &str, alt: &str) {
    chart.title().set_name(title).set_font(font(context, 11).set_bold());
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(context, 9));
    chart.set_alt_text(alt);
}

/// The line of a grid.
pub fn rule(context: &Context<'_>) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(context.theme.color("rule")).set_width(0.5);
    line
}

/// Expected value of the top accounts as bars, their cumulative share as a line.
pub fn pareto(context: &Context<'_>, names: Range<'_>, values: Range<'_>, shares: Range<'_>) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let mut line = Chart::new(ChartType::Line);
    let mut stroke = ChartFormat::new();
    stroke.set_line(ChartLine::new().set_color(context.theme.color("laggard")).set_width(2.0));
    let mut series = ChartSeries::new();
    series
        .set_name(label("cumulative_share"))
        .set_categories(names)
        .set_values(shares)
        .set_secondary_axis(true);
    line.push_series(series.set_format(&mut stroke));
    let mut chart = Chart::new(ChartType::Column);
    let bars = chart.add_series().set_name(label("expected_value")).set_categories(names).set_values(values);
    bars.set_format(&mut solid(context, "core")).set_gap(60);
    let unit = context.labels.fill("workbook.chart.expected_value_axis", &[("unit", context.money_unit())]);
    axis(context, chart.x_axis(), label("accounts"), "");
    axis(context, chart.y_axis(), &unit, "#,##0.0");
    chart.y_axis().set_major_gridlines_line(&rule(context));
    axis(context, chart.y2_axis(), label("cumulative_share_axis"), "0%");
    chart.y2_axis().set_min(0).set_max(1);
    frame(context, &mut chart, label("pareto"), label("pareto_alt"));
    chart.combine(&line);
    chart
}

/// Share of visits beside share of gross profit, by segment.
pub fn shares(context: &Context<'_>, names: Range<'_>, visits: Range<'_>, profit: Range<'_>) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let mut chart = Chart::new(ChartType::Column);
    for (name, values, color) in [("visit_share", visits, "doubter"), ("gross_profit_share", profit, "core")]
    {
        let series = chart.add_series().set_name(label(name)).set_categories(names).set_values(values);
        series.set_format(&mut solid(context, color)).set_gap(80);
    }
    axis(context, chart.x_axis(), label("segments"), "");
    axis(context, chart.y_axis(), label("share_axis"), "0%");
    chart.y_axis().set_major_gridlines_line(&rule(context)).set_min(0);
    frame(context, &mut chart, label("shares"), label("shares_alt"));
    chart
}

/// Current beside recommended amounts of a resource, by account.
pub fn allocation(
    context: &Context<'_>,
    resource: &str,
    names: Range<'_>,
    current: Range<'_>,
    recommended: Range<'_>,
) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let mut chart = Chart::new(ChartType::Column);
    for (name, values, color) in [("current", current, "unknown"), ("recommended", recommended, "core")] {
        let series = chart.add_series().set_name(label(name)).set_categories(names).set_values(values);
        series.set_format(&mut solid(context, color)).set_gap(60);
    }
    axis(context, chart.x_axis(), label("account_axis"), "");
    axis(context, chart.y_axis(), resource, "#,##0");
    chart.y_axis().set_major_gridlines_line(&rule(context)).set_min(0);
    let title = context.labels.fill("workbook.chart.allocation", &[("resource", resource.to_owned())]);
    frame(context, &mut chart, &title, label("allocation_alt"));
    chart.set_width(760).set_height(380);
    chart
}

/// Header cells of the whale curve's data.
pub fn whale_header(sheet: &mut Worksheet, context: &Context<'_>, column: u16) -> anyhow::Result<()> {
    for (at, key) in (0_u16..).zip(["account_share", "whale_accounts", "whale_edge", "whale_value"]) {
        let header = context.labels.value("workbook.column", key);
        sheet.write_string_with_format(
            HEADER_ROW,
            column + at,
            header,
            context.styles.piece(Piece::HeaderRight),
        )?;
    }
    Ok(())
}

/// One step of the whale curve.
#[derive(Debug, Clone, Copy)]
pub struct WhaleStep {
    /// Share of the accounts.
    pub share: f64,
    /// How many they are.
    pub accounts: f64,
    /// The smallest net contribution among them.
    pub smallest: Option<f64>,
    /// What they leave together.
    pub sum: f64,
}

/// Writes one step of the whale curve.
pub fn whale_row(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    segments: &Schema,
    (row, column): (u32, u16),
    step: &WhaleStep,
) -> anyhow::Result<()> {
    let letters = |at: u16| format!("{}{}", crate::model::column_letters(u32::from(at)), row + 1);
    let (first, second, edge) = (letters(column), letters(column + 1), letters(column + 2));
    let net = segments.all("net_contribution");
    // Values have no column that stands for the unknown.
    let key = if context.live { segments.all("net_key") } else { String::new() };
    // Accounts above the edge whole, those on it as many times as they are needed.
    let above = format!("--({key}>{edge})");
    let sum = format!("IF({second}=0,0,SUMPRODUCT({above},{key})+{edge}*({second}-SUMPRODUCT({above})))");
    let cells = [
        (Form::Percent, None, Some(step.share)),
        (Form::Count, Some(format!("ROUND({first}*COUNT({net}),0)")), Some(step.accounts)),
        (Form::Money, Some(format!("IF({second}=0,\"\",LARGE({net},{second}))")), step.smallest),
        (Form::Money, Some(sum), Some(step.sum)),
    ];
    for (at, (form, formula, value)) in (column..).zip(cells) {
        let described = Column::new("", "", form, Look::Computed);
        let cell = match formula {
            Some(formula) if context.live => Cell::formula(formula, value),
            _ => Cell::number(value),
        };
        table::write_cell(sheet, &context.styles, row, at, &described, cell)?;
    }
    Ok(())
}

/// The whale curve over its data columns.
pub fn whale(context: &Context<'_>, name: &str, column: u16, steps: u32) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let last = FIRST_ROW + steps - 1;
    let mut chart = Chart::new(ChartType::Line);
    let mut stroke = ChartFormat::new();
    stroke.set_line(ChartLine::new().set_color(context.theme.color("core")).set_width(2.25));
    let series = chart.add_series().set_name(label("whale_series"));
    series.set_categories((name, FIRST_ROW, column, last, column));
    series.set_values((name, FIRST_ROW, column + 3, last, column + 3)).set_format(&mut stroke);
    axis(context, chart.x_axis(), label("account_share_axis"), "0%");
    axis(context, chart.y_axis(), label("whale_axis"), "#,##0");
    chart.y_axis().set_major_gridlines_line(&rule(context));
    frame(context, &mut chart, label("whale"), label("whale_alt"));
    chart.legend().set_hidden();
    chart.set_width(620).set_height(360);
    chart
}

impl Context<'_> {
    /// The unit of money on the Overview, with the currency where the list shows one.
    pub fn money_unit(&self) -> String {
        let currency = self.plan.portfolio.currency.as_deref().unwrap_or("");
        let base = self.labels.text("workbook.unit.money");
        let unit = format!("{} {}", self.unit.suffix, currency);
        if unit.trim().is_empty() { base.to_owned() } else { unit.trim().to_owned() }
    }
}

/// The iceberg: what a customer pays to acquire above the water line, what owning costs below it, with us
/// and with the alternative. `below` holds the cost of ownership as negative numbers.
pub fn iceberg(
    context: &Context<'_>,
    sides: Range<'_>,
    above: Range<'_>,
    below: Range<'_>,
    unit: &str,
) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for (name, values, color) in [("above_water", above, "supporter"), ("below_water", below, "core")] {
        let series = chart.add_series().set_name(label(name)).set_categories(sides).set_values(values);
        series.set_format(&mut solid(context, color)).set_gap(70);
    }
    axis(context, chart.x_axis(), label("iceberg_sides"), "");
    // The names of the sides stand below the columns, not on the water line.
    chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    let cost = context.labels.fill("workbook.chart.iceberg_axis", &[("unit", unit.to_owned())]);
    axis(context, chart.y_axis(), &cost, "#,##0;#,##0");
    chart.y_axis().set_major_gridlines_line(&rule(context));
    frame(context, &mut chart, label("iceberg"), label("iceberg_alt"));
    chart
}

//! The bridge of EV from old to new: its table, and a waterfall from cells. EV is never negative and gains
//! come after losses, so no bar crosses zero.

use super::changes::Changes;
use crate::config::separated;
use crate::method::comparison::{Bridge, Cause};
use crate::workbook::kit::canvas::Canvas;
use crate::workbook::kit::charts::{axis, frame, rule};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::styles::{Form, Look, Piece};
use rust_xlsxwriter::{Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Worksheet};

/// Column of the names and of the amounts, and the first of the chart's own columns beside the page.
const NAMES: u16 = 7;
const AMOUNTS: u16 = 9;
const SHARES: u16 = 10;
const BASE: u16 = 13;
const SERIES: [(&str, &str); 3] = [("total", "core"), ("rise", "champion"), ("fall", "obstructionist")];

/// The table in row `at` and below: old, causes, new. Returns the last row.
pub(super) fn table(canvas: &mut Canvas<'_, '_, '_>, changes: &Changes<'_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    let label = |key: &str| context.labels.value("workbook.comparison", key);
    let unit = [("unit", context.money_unit())];
    let amount = context.labels.fill("workbook.expected_value_in", &unit);
    let headers = [
        (NAMES, label("cause"), false),
        (AMOUNTS, amount.as_str(), true),
        (SHARES, label("share_of_old"), true),
    ];
    canvas.headers(at, &headers, SHARES)?;
    for (place, key) in (BASE..).zip(["base", "total", "rise", "fall"]) {
        canvas.text(at, place, label(key), Piece::HeaderRight)?;
    }
    let bridge = &changes.found.bridge;
    let all = |key: &str| changes.accounts.schema.all(key);
    let factor = context.unit.factor;
    let scaled = |sum: String| context.unit.scaled_literal(&sum);
    let first = at + 1;
    let last = first + 1 + u32::try_from(Cause::ALL.len())?;
    let cell = |row: u32| format!("J{}", row + 1);
    let mut rows = vec![(
        label("old_total").to_owned(),
        scaled(format!("SUM({})", all("expected_value_old"))),
        bridge.old,
    )];
    for cause in Cause::ALL {
        let formula = match cause {
            Cause::Lost => scaled(format!("SUM({})", all("cause_lost"))),
            Cause::Potential => scaled(format!("SUM({})", all("cause_potential"))),
            Cause::New => scaled(format!("SUM({})", all("cause_new"))),
            // The rest, so that the bridge closes.
            Cause::Probability => format!(
                "{}-{}-{}-{}-{}",
                cell(last),
                cell(first),
                cell(first + 1),
                cell(first + 2),
                cell(first + 4)
            ),
        };
        let name = context.labels.value("cause", cause.code()).to_owned();
        rows.push((name, formula, bridge.causes.get(*cause)));
    }
    rows.push((
        label("new_total").to_owned(),
        scaled(format!("SUM({})", all("expected_value_new"))),
        bridge.new,
    ));
    let mut run = 0.0;
    for (row, (name, formula, value)) in (first..).zip(&rows) {
        let whole = row == first || row == last;
        canvas.ruled(row, NAMES, SHARES)?;
        let format = |form| context.styles.cell(Look::Computed, form);
        canvas.sheet.write_string_with_format(row, NAMES, name, format(Form::Text))?;
        let value = value / factor;
        canvas.number(row, AMOUNTS, formula, Some(value), format(Form::Scaled))?;
        let old = bridge.old / factor;
        let share = format!("IF({0}=0,\"\",{1}/{0})", cell(first), cell(row));
        canvas.number(row, SHARES, &share, (old != 0.0).then(|| value / old), format(Form::Percent))?;
        let up_to = |row: u32| format!("SUM({}:{})", cell(first), cell(row));
        let parts = match whole {
            true => [("0".to_owned(), 0.0), (cell(row), value), ("0".to_owned(), 0.0), ("0".to_owned(), 0.0)],
            false => [
                (format!("MIN({},{})", up_to(row - 1), up_to(row)), f64::min(run, run + value)),
                ("0".to_owned(), 0.0),
                (format!("MAX({},0)", cell(row)), value.max(0.0)),
                (format!("MAX(-{},0)", cell(row)), (0.0 - value).max(0.0)),
            ],
        };
        for (place, (formula, value)) in (BASE..).zip(parts) {
            canvas.number(row, place, &formula, Some(value), format(Form::Scaled))?;
        }
        run += value;
    }
    Ok(last)
}

/// What reads on a bar of a colour.
fn label_font(context: &Context<'_>, color: &str) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(&context.theme.font).set_size(9).set_bold().set_color(context.theme.text_on(color));
    font
}

/// Where the axis begins: at 0, or, where the causes are small beside the totals, at a round number below
/// all of the bars, so that they can be seen.
fn floor(bridge: &Bridge) -> f64 {
    let mut run = bridge.old;
    let (mut least, mut most) = (run, run);
    for cause in Cause::ALL {
        run += bridge.causes.get(*cause);
        (least, most) = (least.min(run), most.max(run));
    }
    let spread = most - least;
    if spread <= 0.0 || least < 2.0 * spread {
        return 0.0;
    }
    let step = 10_f64.powf(spread.log10().floor());
    ((least - spread / 2.0) / step).floor() * step
}

/// The chart over the table whose header is in row `at`.
pub(super) fn chart(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    (changes, at): (&Changes<'_>, u32),
    size: (u32, u32),
) -> anyhow::Result<()> {
    let label = |key: &str| context.labels.value("workbook.comparison", key);
    let name = context.sheet("changes");
    let last = at + 2 + u32::try_from(Cause::ALL.len())?;
    let range = |column: u16| (name, at + 1, column, last, column);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    let mut clear = ChartFormat::new();
    clear.set_no_fill().set_no_border();
    chart
        .add_series()
        .set_name(label("base"))
        .set_categories(range(NAMES))
        .set_values(range(BASE))
        .set_format(&mut clear)
        .set_gap(45);
    for (place, (key, color)) in (BASE + 1..).zip(SERIES) {
        let mut fill = ChartFormat::new();
        fill.set_solid_fill(ChartSolidFill::new().set_color(context.theme.color(color)));
        let mut shown = ChartDataLabel::new();
        // Nothing where a bar is missing.
        shown.show_value().set_num_format("#,##0.0;-#,##0.0;;").set_font(&label_font(context, color));
        let series = chart.add_series().set_name(label(key)).set_categories(range(NAMES));
        series.set_values(range(place)).set_format(&mut fill).set_data_label(&shown);
    }
    let unit = context.labels.fill("workbook.chart.expected_value_axis", &[("unit", context.money_unit())]);
    axis(context, chart.x_axis(), "", "");
    axis(context, chart.y_axis(), &unit, "#,##0");
    chart.y_axis().set_major_gridlines_line(&rule(context));
    let floor = floor(&changes.found.bridge) / context.unit.factor;
    let mut title = label("bridge").to_owned();
    if floor > 0.0 {
        chart.y_axis().set_min(floor);
        let from = [("from", separated(floor)), ("unit", context.money_unit())];
        title = context.labels.fill("workbook.comparison.bridge_from", &from);
    }
    frame(context, &mut chart, &title, label("bridge_alt"));
    chart.legend().delete_entries(&[0]);
    chart.set_width(size.0).set_height(size.1);
    sheet.insert_chart_with_offset(at, 0, &chart, 2, 2)?;
    Ok(())
}

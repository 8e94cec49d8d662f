//! The quadrant chart of key persons: receptivity across, dynamics upwards, each score as a share of its
//! scale so that the middle is where high begins; one series a commitment level. A point is moved a little
//! by its row, so that persons with the same scores do not hide one another.

use crate::config::{Parameter, Settings};
use crate::layout::TableId;
use crate::method::commitment::is_high;
use crate::model::{CommitmentLevel, KeyPerson, Scale, Score};
use crate::workbook::kit::charts;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::persons::PersonRow;
use crate::workbook::kit::schema::{STREAM_ROWS, Schema};
use crate::workbook::kit::styles::Form;
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartMarker, ChartMarkerType, ChartSeries, ChartType,
};

/// Beyond the chart: the point of a person whom a series does not show.
const OUTSIDE: f64 = -1.0;

/// The series: column, level, the name of its word in formulas, marker.
const SERIES: [(&str, CommitmentLevel, &str, ChartMarkerType); 4] = [
    ("plot_champion", CommitmentLevel::Champion, "level_champion", ChartMarkerType::Star),
    ("plot_supporter", CommitmentLevel::Supporter, "level_supporter", ChartMarkerType::Circle),
    ("plot_doubter", CommitmentLevel::Doubter, "level_doubter", ChartMarkerType::Triangle),
    ("plot_obstructionist", CommitmentLevel::Obstructionist, "level_obstructionist", ChartMarkerType::Square),
];

/// The columns that the chart shows: across, then upwards for each level.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, PersonRow<'d>>> {
    let of = Describe::<PersonRow<'d>>::of(facts, TableId::Persons);
    let settings = &facts.config.settings;
    let x = |r: &PersonRow<'_>| placed(settings, r.record, r.record.receptivity, r.row, 2.0);
    let across = format!("IF({{receptive}}*{{dynamic}}=0,-1,{})", share("receptivity", "receptive", "2"));
    let mut columns =
        vec![of.computed("plot_receptivity", Form::Percent).formula(across, move |r| Some(x(r)))];
    for (key, level, word, _) in SERIES {
        let upwards = format!(
            "IF(OR({{plot_receptivity}}=-1,{{commitment}}<>{word}),-1,{})",
            share("dynamics", "dynamic", "12")
        );
        let y = move |r: &PersonRow<'_>| {
            let shown = r.person.commitment == level && x(r) > OUTSIDE;
            Some(if shown { placed(settings, r.record, r.record.dynamics, r.row, 12.0) } else { OUTSIDE })
        };
        columns.push(of.computed(key, Form::Percent).formula(upwards, y));
    }
    columns
}

/// A score as a share of its scale, low below one half and high above it, moved by its row.
fn share(score: &str, side: &str, root: &str) -> String {
    let five = |five: &str, ten: &str| format!("IF({{scale}}=scale_five,{five},{ten})");
    let (high, most) = (five("high_score_five", "high_score_ten"), five("scale_five", "scale_ten"));
    format!(
        "IF(ISNUMBER({{{score}}}),IF({{{side}}}>0,1+({{{score}}}-{high}+1/2)/({most}-{high}+1),\
         ({{{score}}}-1/2)/MAX(1,{high}-1)),1+{{{side}}}/2)/2+chart_spread*(2*MOD(ROW()*SQRT({root}),1)-1)"
    )
}

/// The same, computed; outside where an axis is unknown.
fn placed(settings: &Settings, record: &KeyPerson, score: Option<Score>, row: u32, root: f64) -> f64 {
    let side = |s: Option<Score>| s.and_then(|s| is_high(s, record.scale, settings));
    let (Some(_), Some(_), Some(score)) = (side(record.receptivity), side(record.dynamics), score) else {
        return OUTSIDE;
    };
    let five = record.scale == Some(Scale::Five);
    let (high, most) = if five { (Parameter::HighScoreFive, 5.0) } else { (Parameter::HighScoreTen, 10.0) };
    let high = settings.get(high);
    let share = match (score, side(Some(score)) == Some(true)) {
        (Score::Number(n), true) => 1.0 + (n - high + 0.5) / (most - high + 1.0),
        (Score::Number(n), false) => (n - 0.5) / (high - 1.0).max(1.0),
        (_, true) => 1.5,
        (_, false) => 0.5,
    };
    let turn = f64::from(row + 1) * root.sqrt();
    share / 2.0 + charts::SPREAD * (2.0 * (turn - turn.floor()) - 1.0)
}

/// Whether there is anybody to show, and few enough to see them.
pub fn wanted(persons: &[KeyPerson]) -> bool {
    let scored = |p: &KeyPerson| p.receptivity.is_some() && p.dynamics.is_some();
    persons.len() <= STREAM_ROWS && persons.iter().any(scored)
}

/// The chart over the columns of the table.
pub fn chart(context: &Context<'_>, schema: &Schema) -> Chart {
    let label = |key| context.labels.value("workbook.chart", key);
    let range = |key: &str| {
        let (first, column, last) = schema.range(key);
        (schema.sheet.as_str(), first, column, last, column)
    };
    let mut chart = Chart::new(ChartType::Scatter);
    for (key, level, _, shape) in SERIES {
        let word = context.labels.value("commitment", level.code());
        let mut marker = ChartMarker::new();
        marker.set_type(shape).set_size(9).set_format(&mut charts::marked(context, level.code()));
        let mut series = ChartSeries::new();
        series.set_name(word);
        series.set_categories(range("plot_receptivity")).set_values(range(key)).set_marker(&marker);
        chart.push_series(&series);
    }
    charts::axis(context, chart.x_axis(), label("receptivity_axis"), "0%");
    charts::axis(context, chart.y_axis(), label("dynamics_axis"), "0%");
    // The axes cross where high begins, and so draw the quadrants.
    for axis in [true, false] {
        let axis = if axis { chart.x_axis() } else { chart.y_axis() };
        axis.set_min(0).set_max(1).set_major_unit(0.5).set_crossing(ChartAxisCrossing::AxisValue(0.5));
        axis.set_label_position(ChartAxisLabelPosition::None).set_major_gridlines(false);
    }
    charts::frame(context, &mut chart, label("quadrant"), label("quadrant_alt"));
    chart.set_width(620).set_height(520);
    chart
}

//! Lists in layouts that the test makes up: headers over two rows, periods, lines, totals in words that nobody
//! knows, footers, units in remarks, example rows. Each reads back as the truth, and its money adds up.

use crate::support::{Desk, account, reconcile};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

/// What is true of an account, in thousands.
#[derive(Clone, Debug)]
struct Truth {
    name: String,
    quarters: [u32; 4],
    before: u32,
}

impl Truth {
    fn year(&self) -> u32 {
        self.quarters.iter().sum()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Plain,
    QuartersBelow,
    QuartersBeside,
    YearsBelow,
    YearsBeside,
    LinesByProduct,
    LinesByYear,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Header,
    Above,
    TwoCells,
    Below,
}

#[derive(Clone, Debug)]
struct Layout {
    form: Form,
    unit: Unit,
    language: usize,
    total: usize,
    footer: usize,
    title: bool,
    region: bool,
    xlsx: bool,
}

const WORDS: &[&str] = &[
    "Harbour",
    "Meadow",
    "Quartz",
    "Saffron",
    "Timber",
    "Total Wine",
    "Sumace",
    "Other Stories",
    "恒达",
    "远洋",
    "合计贸易有限公司",
    "Page & Sons",
];

fn truths() -> impl Strategy<Value = Vec<Truth>> {
    let one = (0..WORDS.len(), prop::array::uniform4(1..9_000_u32), 1..30_000_u32);
    prop::collection::vec(one, 4..8).prop_map(|rows| {
        let name = |at: usize, word: usize| format!("{} {at}", WORDS[word]);
        let truth = |(at, (word, quarters, before))| Truth { name: name(at, word), quarters, before };
        rows.into_iter().enumerate().map(truth).collect()
    })
}

fn layouts() -> impl Strategy<Value = Layout> {
    let forms = prop::sample::select(vec![
        Form::Plain,
        Form::QuartersBelow,
        Form::QuartersBeside,
        Form::YearsBelow,
        Form::YearsBeside,
        Form::LinesByProduct,
        Form::LinesByYear,
    ]);
    let units = prop::sample::select(vec![Unit::Header, Unit::Above, Unit::TwoCells, Unit::Below]);
    let rest = (0..3_usize, 0..5_usize, 0..4_usize, any::<bool>(), any::<bool>(), any::<bool>());
    (forms, units, rest).prop_map(|(form, unit, (language, total, footer, title, region, xlsx))| Layout {
        form,
        unit,
        language,
        total,
        footer,
        title,
        region,
        xlsx,
    })
}

/// A text by language: Chinese, English, German.
fn say(layout: &Layout, texts: [&'static str; 3]) -> &'static str {
    texts[layout.language]
}

type Row = Vec<String>;

struct List {
    rows: Vec<Row>,
    /// Merged cells: first and last row, first and last column.
    merged: Vec<(usize, usize, usize, usize)>,
}

fn list(layout: &Layout, truths: &[Truth]) -> List {
    let mut list = List { rows: Vec::new(), merged: Vec::new() };
    if layout.title {
        list.rows.push(vec![say(layout, ["客户销售情况", "Our customers", "Unsere Kunden"]).to_owned()]);
    }
    let sentence =
        say(layout, ["以上金额单位均为千元", "All figures in USD thousands", "Alle Beträge in Tsd. EUR"]);
    match layout.unit {
        Unit::Above => list.rows.push(vec![sentence.to_owned()]),
        Unit::TwoCells => {
            let (mark, unit) =
                (say(layout, ["单位：", "Unit:", "Unit:"]), say(layout, ["千元", "USD k", "k EUR"]));
            list.rows.push(vec![mark.to_owned(), unit.to_owned()]);
        }
        Unit::Header | Unit::Below => {}
    }
    let name = say(layout, ["客户名称", "Customer Name", "Customer"]).to_owned();
    let unit =
        if layout.unit == Unit::Header { say(layout, ["（千元）", " (USD k)", " (k EUR)"]) } else { "" };
    let sales = format!("{}{unit}", say(layout, ["销售额", "Sales", "Revenue"]));
    let mut lead = vec![name];
    if layout.region {
        lead.push(say(layout, ["区域", "Region", "Region"]).to_owned());
    }
    let quarters = match layout.language {
        0 => ["一季度", "二季度", "三季度", "四季度"],
        1 => ["Q1", "Q2", "Q3", "Q4"],
        _ => ["1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal"],
    };
    let width = lead.len();
    let (parts, below): (Vec<String>, bool) = match layout.form {
        Form::Plain => (vec![sales.clone()], false),
        Form::QuartersBelow => (quarters.iter().map(|q| (*q).to_owned()).collect(), true),
        Form::QuartersBeside => (quarters.iter().map(|q| format!("{q} {sales}")).collect(), false),
        Form::YearsBelow => (vec!["2024".to_owned(), "2025".to_owned()], true),
        Form::YearsBeside => (vec![format!("2025 {sales}"), format!("2024 {sales}")], false),
        Form::LinesByProduct => {
            lead.push(say(layout, ["产品类别", "Product group", "Product group"]).to_owned());
            (vec![sales.clone()], false)
        }
        Form::LinesByYear => {
            lead.push(say(layout, ["年份", "Year", "Year"]).to_owned());
            (vec![sales.clone()], false)
        }
    };
    let top = list.rows.len();
    if below {
        let mut upper = lead.clone();
        upper.push(sales);
        let mut lower = vec![String::new(); width];
        lower.extend(parts.iter().cloned());
        list.merged.extend((0..width).map(|column| (top, top + 1, column, column)));
        list.merged.push((top, top, width, width + parts.len() - 1));
        list.rows.extend([upper, lower]);
    } else {
        list.rows.push(lead.iter().cloned().chain(parts).collect());
    }
    let mut sums = Vec::new();
    for (at, truth) in truths.iter().enumerate() {
        for (key, figures) in records(layout, truth) {
            let mut row = vec![truth.name.clone()];
            if layout.region {
                row.push(say(layout, ["华东", "North", "Nord"]).to_owned());
            }
            row.extend(key);
            sums.resize(figures.len(), 0);
            sums.iter_mut().zip(&figures).for_each(|(sum, figure)| *sum += figure);
            row.extend(figures.iter().map(u32::to_string));
            list.rows.push(row);
        }
        // A blank row parts nothing.
        if at == 1 && layout.footer == 3 {
            list.rows.push(Vec::new());
        }
    }
    let texts = lead.len();
    foot(layout, &mut list, texts, &sums, truths.len(), sentence);
    list
}

/// The rows of an account: what tells them apart, and their figures.
fn records(layout: &Layout, truth: &Truth) -> Vec<(Option<String>, Vec<u32>)> {
    let [a, b, c, d] = truth.quarters;
    match layout.form {
        Form::Plain => vec![(None, vec![truth.year()])],
        Form::QuartersBelow | Form::QuartersBeside => vec![(None, vec![a, b, c, d])],
        Form::YearsBelow => vec![(None, vec![truth.before, truth.year()])],
        Form::YearsBeside => vec![(None, vec![truth.year(), truth.before])],
        Form::LinesByProduct => {
            vec![
                (Some("P".to_owned()), vec![a + b]),
                (Some("Q".to_owned()), vec![c + d + 1]),
                (Some("R".to_owned()), vec![0]),
            ]
        }
        Form::LinesByYear => {
            vec![(Some("2024".to_owned()), vec![truth.before]), (Some("2025".to_owned()), vec![truth.year()])]
        }
    }
}

fn foot(layout: &Layout, list: &mut List, texts: usize, sums: &[u32], count: usize, unit: &str) {
    let word = match layout.total {
        1 => Some(say(layout, ["合计", "Grand Total", "Summe"]).to_owned()),
        2 => Some(format!("Total ({count} customers)")),
        3 => Some("Yhteensä".to_owned()),
        4 => Some(say(layout, ["本年合计", "Overall total", "Gesamtsumme"]).to_owned()),
        _ => None,
    };
    if let Some(word) = word {
        let mut row = vec![word];
        row.resize(texts, String::new());
        row.extend(sums.iter().map(u32::to_string));
        list.rows.push(row);
    }
    if layout.unit == Unit::Below {
        list.rows.push(Vec::new());
        list.rows.push(vec![unit.to_owned()]);
    }
    match layout.footer {
        1 => {
            list.rows.push(Vec::new());
            list.rows.push(vec![
                say(layout, ["制表人：李雷", "Prepared by Finance on 3 Jan 2026", "Erstellt von Finanzen"])
                    .to_owned(),
            ]);
        }
        2 => {
            list.rows.push(vec![
                say(layout, ["1、数据截止12月31日", "Notes: figures exclude VAT", "Hinweis: ohne Steuer"])
                    .to_owned(),
            ]);
        }
        _ => {}
    }
}

fn write(desk: &Desk, layout: &Layout, list: &List) -> &'static str {
    if !layout.xlsx {
        let line = |row: &Row| if row.is_empty() { ",".to_owned() } else { row.join(",") };
        desk.text("list.csv", list.rows.iter().map(line).collect::<Vec<_>>().join("\n"));
        return "list.csv";
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, cells) in (0_u32..).zip(&list.rows) {
        for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => drop(sheet.write_number(at, column, number).unwrap()),
                Err(_) => drop(sheet.write_string(at, column, text).unwrap()),
            }
        }
    }
    for (top, bottom, left, right) in &list.merged {
        let text = &list.rows[*top][*left];
        let (top, bottom) = (u32::try_from(*top).unwrap(), u32::try_from(*bottom).unwrap());
        let (left, right) = (u16::try_from(*left).unwrap(), u16::try_from(*right).unwrap());
        sheet.merge_range(top, left, bottom, right, text, &Format::new()).unwrap();
    }
    book.save(desk.path("list.xlsx")).unwrap();
    "list.xlsx"
}

/// Of every column of money: in the list = planned + left out.
fn money_adds_up(json: &Value) -> f64 {
    let sheets = json["inputs"].as_array().unwrap().iter().flat_map(|i| i["sheets"].as_array().unwrap());
    let mut planned = 0.0;
    for money in sheets.flat_map(|s| s["money"].as_array().unwrap()) {
        let of = |key: &str| money[key].as_f64().unwrap();
        assert!(
            (of("in_list") - of("planned") - of("left_out")).abs() < 1e-6 * of("in_list").abs() + 1e-6,
            "{money}"
        );
        planned += of("planned");
    }
    planned
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_of_any_shape_reads_back_as_the_truth(truths in truths(), layout in layouts()) {
        let desk = Desk::new();
        let list = list(&layout, &truths);
        let file = write(&desk, &layout, &list);
        let (code, json) = desk.plan(&[file]);
        prop_assert_eq!(code, 0, "{:?} {:#}", list.rows, json["issues"]);
        reconcile(&json);
        let names = || json["accounts"].as_array().unwrap().iter().map(|a| a["name"].to_string()).collect::<Vec<_>>();
        prop_assert_eq!(json["accounts"].as_array().unwrap().len(), truths.len(), "{:?} {:?}", list.rows, names());
        let mut sum = 0.0;
        for truth in &truths {
            let read = account(&json, &truth.name);
            let more = u32::from(layout.form == Form::LinesByProduct);
            let wanted = f64::from(truth.year() + more) * 1000.0;
            sum += wanted;
            prop_assert_eq!(read["annual_revenue"].as_f64(), Some(wanted), "{:?} {:?} {:#}", truth, list.rows, json["issues"]);
            if matches!(layout.form, Form::YearsBelow | Form::YearsBeside | Form::LinesByYear) {
                let before = f64::from(truth.before) * 1000.0;
                sum += before;
                prop_assert_eq!(read["previous_revenue"].as_f64(), Some(before), "{:?} {:?}", truth, list.rows);
            }
        }
        let planned = money_adds_up(&json);
        prop_assert!((planned - sum).abs() < 1e-3, "{planned} {sum} {:?}", list.rows);
    }
}

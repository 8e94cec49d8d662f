//! A list that the test writes in a messy layout of its own reads back as the truth: names, numbers of
//! accounts, money, probabilities.

use crate::support::{Desk, account, codes, reconcile};
use proptest::prelude::*;

/// What is true of an account.
#[derive(Clone, Debug)]
struct Truth {
    id: u32,
    name: String,
    /// In whole thousands, so that every unit can say it.
    revenue: u32,
    points: u8,
}

/// How a list says it.
#[derive(Clone, Debug)]
struct Layout {
    chinese: bool,
    traditional: bool,
    title: u8,
    order: Vec<usize>,
    noise: u8,
    unit: u8,
    money: u8,
    probability: u8,
    blank_rows: bool,
    total: bool,
    repeated_header: bool,
    footer: bool,
    indent: usize,
    separator: char,
    xlsx: bool,
}

const WORDS: &[&str] = &[
    "Harbour", "Meadow", "Quartz", "Saffron", "Timber", "Velvet", "Willow", "Cobalt", "Ember", "Fjord",
    "恒达", "远洋", "金石", "蓝天", "泰和", "鼎新", "Sumace", "Totalis",
];

fn truths() -> impl Strategy<Value = Vec<Truth>> {
    let one = (0..WORDS.len(), 0..WORDS.len(), 1..90_000_u32, 1..=100_u8);
    prop::collection::vec(one, 3..9).prop_map(|rows| {
        (0_u32..)
            .zip(rows)
            .map(|(at, (a, b, revenue, points))| Truth {
                id: 1001 + at * 7,
                name: format!("{} {} {at}", WORDS[a], WORDS[b]),
                revenue,
                points,
            })
            .collect()
    })
}

fn layouts() -> impl Strategy<Value = Layout> {
    let looks = (any::<bool>(), any::<bool>(), 0..4_u8, Just(vec![0, 1, 2, 3, 4]).prop_shuffle(), 0..5_u8);
    let numbers = (0..4_u8, 0..6_u8, 0..4_u8);
    let rows = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0..3_usize);
    let file = (prop::sample::select(vec![';', '\t', ',']), any::<bool>());
    (looks, numbers, rows, file).prop_map(|(looks, numbers, rows, file)| Layout {
        chinese: looks.0,
        traditional: looks.1,
        title: looks.2,
        order: looks.3,
        noise: looks.4,
        unit: numbers.0,
        money: numbers.1,
        probability: numbers.2,
        blank_rows: rows.0,
        total: rows.1,
        repeated_header: rows.2,
        footer: rows.3,
        indent: rows.4,
        separator: file.0,
        xlsx: file.1,
    })
}

fn header(layout: &Layout, field: usize) -> String {
    let name = match (layout.chinese, layout.traditional) {
        (true, true) => ["客戶編號", "客戶名稱", "年銷售額", "概率", "聯繫電話"][field],
        (true, false) => ["客户编号", "客户名称", "年销售额", "概率", "联系电话"][field],
        _ => ["Customer ID", "Customer Name", "Annual Sales", "Probability", "Phone"][field],
    };
    let unit = match (field, layout.unit, layout.chinese) {
        (2, 1, true) => "（千元）",
        (2, 1, false) => " (thousands)",
        (2, 2, true) => "(元)",
        (3, _, _) if layout.probability == 3 => "(%)",
        _ => "",
    };
    match layout.noise {
        1 => format!(" *{name}{unit} "),
        2 => format!("{}. {name}{unit}", field + 1),
        3 if !layout.chinese => format!("{}{unit}", name.to_uppercase()),
        4 => format!("{name}\u{a0}{unit}"),
        _ => format!("{name}{unit}"),
    }
}

fn grouped(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn money(layout: &Layout, thousands: u32) -> String {
    let thousands_header = layout.unit == 1;
    let n = u64::from(thousands) * if thousands_header { 1 } else { 1000 };
    match layout.money {
        1 => grouped(n, ','),
        2 => format!("{},00", grouped(n, '.')),
        3 => format!("￥{}", grouped(n, ',')),
        4 if !thousands_header => format!("{}万", f64::from(thousands) / 10.0),
        5 => n.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
        _ => n.to_string(),
    }
}

fn probability(layout: &Layout, points: u8) -> String {
    match layout.probability {
        1 => format!("{points}%"),
        2 => format!("０．{points:02}").replace("０．100", "1"),
        3 => points.to_string(),
        _ => format!("{}", f64::from(points) / 100.0),
    }
}

fn rows(layout: &Layout, truths: &[Truth]) -> Vec<Vec<String>> {
    let place = |cells: [String; 5]| -> Vec<String> {
        let mut row = vec![String::new(); layout.indent];
        row.extend(layout.order.iter().map(|field| cells[*field].clone()));
        row
    };
    let headers = place([0, 1, 2, 3, 4].map(|field| header(layout, field)));
    let mut rows = Vec::new();
    let title = if layout.chinese { "客户情况一览表" } else { "Our customers at a glance" };
    for line in [title, "", "2026-01-31"].iter().take(usize::from(layout.title)) {
        rows.push(vec![(*line).to_owned()]);
    }
    rows.push(headers.clone());
    for (at, truth) in truths.iter().enumerate() {
        if layout.repeated_header && at == 2 {
            rows.push(headers.clone());
        }
        rows.push(place([
            truth.id.to_string(),
            truth.name.clone(),
            money(layout, truth.revenue),
            probability(layout, truth.points),
            format!("021-{at}55-0{at}"),
        ]));
        if layout.blank_rows && at % 2 == 0 {
            rows.push(Vec::new());
        }
    }
    if layout.total {
        let name = if layout.chinese { "合计" } else { "Grand Total" };
        let sum = money(layout, truths.iter().map(|t| t.revenue).sum());
        rows.push(place([String::new(), name.to_owned(), sum, String::new(), String::new()]));
    }
    if layout.footer {
        rows.push(Vec::new());
        let footer = if layout.chinese { "制表人：李雷" } else { "Prepared by: A. N. Other" };
        rows.push(vec![footer.to_owned()]);
    }
    rows
}

fn write(desk: &Desk, layout: &Layout, rows: &[Vec<String>]) -> &'static str {
    if layout.xlsx {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                match text.parse::<f64>() {
                    Ok(number) => drop(sheet.write_number(row, column, number).unwrap()),
                    Err(_) => drop(sheet.write_string(row, column, text).unwrap()),
                }
            }
        }
        book.save(desk.path("list.xlsx")).unwrap();
        return "list.xlsx";
    }
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(u8::try_from(layout.separator).unwrap())
        .from_writer(Vec::new());
    for row in rows {
        // A record without fields cannot be written: a blank line has blank cells.
        if row.is_empty() {
            writer.write_record(["", ""]).unwrap()
        } else {
            writer.write_record(row).unwrap()
        }
    }
    desk.text("list.csv", writer.into_inner().unwrap());
    "list.csv"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_messy_list_reads_back_as_the_truth(truths in truths(), layout in layouts()) {
        let desk = Desk::new();
        let rows = rows(&layout, &truths);
        let file = write(&desk, &layout, &rows);
        let (code, json) = desk.plan(&[file]);
        prop_assert_eq!(code, 0, "{:?} {:#}", rows, json["issues"]);
        reconcile(&json);
        prop_assert_eq!(json["accounts"].as_array().unwrap().len(), truths.len(), "{:?}", rows);
        // 1,000 between semicolons is a doubt: it is told, whichever way it is read.
        let told = codes(&json).contains(&"doubtful_grouping".to_owned());
        for truth in &truths {
            let read = account(&json, &truth.name);
            let id = truth.id.to_string();
            prop_assert_eq!(read["id"].as_str(), Some(id.as_str()));
            let revenue = read["annual_revenue"].as_f64().unwrap_or(f64::NAN);
            let right = (revenue - f64::from(truth.revenue) * 1000.0).abs() < 1e-6;
            prop_assert!(right || told, "{revenue} {truth:?} {rows:?}");
            let p = read["probability"].as_f64().unwrap_or(f64::NAN);
            prop_assert!((p - f64::from(truth.points) / 100.0).abs() < 1e-9, "{p} {truth:?} {rows:?}");
        }
    }
}

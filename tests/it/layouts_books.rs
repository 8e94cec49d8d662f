//! Workbooks of several sheets and odd layouts, thought up without a look at the code: merged headers, hidden
//! rows and sheets, tables beside and under one another, periods, subtotals, notes, sheets that explain others.

use crate::support::{Desk, reconcile};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;
use std::collections::BTreeMap;

/// A sheet: its name, its rows (cells between |), ranges that are merged, rows that are hidden.
type Sheet = (&'static str, &'static str, &'static [[u32; 4]], &'static [u32]);

/// What it is, its sheets, revenue by account (– is none), and what else is read: `persons`, `orders`, `visits`.
type Book = (&'static str, &'static [Sheet], &'static str);

const BOOKS: &[Book] = &[
    (
        "regions with subtotals, the region only on its first row",
        &[(
            "FY25",
            "Sales by customer and region, FY2025\n\nRegion|Customer|Net Sales|Gross Profit\nNorth|Alder Foods Ltd|1200|300\n\
             |Birch Mills plc|800|200\nNorth total||2000|500\nSouth|Cedar Labs GmbH|500|90\n|Dogwood AG|300|60\n\
             South total||800|150\nGrand total||2800|650",
            &[[0, 0, 0, 3]],
            &[],
        )],
        "Alder Foods Ltd=1200 Birch Mills plc=800 Cedar Labs GmbH=500 Dogwood AG=300",
    ),
    (
        "a sheet a region beside a summary",
        &[
            ("汇总", "大区|销售额(万元)\n华东|200\n华南|50\n合计|250", &[], &[]),
            ("华东", "客户名称|负责人|年销售额(万元)\n甲公司|王某|120\n乙公司|李某|80\n小计||200", &[], &[]),
            ("华南", "客户名称|负责人|年销售额(万元)\n丙公司|赵某|50\n小计||50", &[], &[]),
        ],
        "甲公司=1200000 乙公司=800000 丙公司=500000",
    ),
    (
        "two years merged over each figure",
        &[(
            "Customers",
            "Customer|Revenue (EUR k)||Gross profit (EUR k)|\n|2024|2025|2024|2025\nAlder Ltd|100|120|20|25\nBirch plc|90|75|10|8",
            &[[0, 0, 1, 0], [0, 1, 0, 2], [0, 3, 0, 4]],
            &[],
        )],
        "Alder Ltd=120000 Birch plc=75000",
    ),
    (
        "a list of persons beside the customers",
        &[(
            "Data",
            "Customer|Region|Revenue||Customer|Contact|Job title\nAlder Ltd|North|300||Alder Ltd|Ann Lee|Buyer\n\
             Birch plc|South|150||Birch plc|Bob Wright|Director\n||||Birch plc|Cara Holt|Engineer",
            &[],
            &[],
        )],
        "Alder Ltd=300 Birch plc=150 persons=3",
    ),
    (
        "the header again over a second block, the unit once above both",
        &[(
            "客户",
            "2025年客户销售统计表\n单位：万元\n客户|销售额|毛利\n甲公司|10|2\n乙公司|20|4\n小计|30|6\n\n\
             客户|销售额|毛利\n丙公司|30|5\n小计|30|5\n总计|60|11",
            &[[0, 0, 0, 2]],
            &[],
        )],
        "甲公司=100000 乙公司=200000 丙公司=300000",
    ),
    (
        "the unit only below the last of two tables",
        &[(
            "S",
            "Customer|Sales\nAlder Ltd|10\nBirch plc|20\n\nCustomer|Sales\nCedar AG|5\n\nAll figures in EUR thousand",
            &[],
            &[],
        )],
        "Alder Ltd=10000 Birch plc=20000 Cedar AG=5000",
    ),
    (
        "hidden rows count, a hidden old sheet does not",
        &[("Now", "Account|Annual sales\nAlder Ltd|100\nBirch plc|200\nCedar AG|300", &[], &[2])],
        "Alder Ltd=100 Birch plc=200 Cedar AG=300",
    ),
    (
        "a customer merged down over its lines",
        &[(
            "Lines",
            "Customer|Invoice date|Invoice|Amount\nAlder Ltd|2025-03-01|I1|100\n|2025-04-01|I2|200\n\
             Birch plc|2025-05-01|I3|400\n|2025-06-01|I4|50",
            &[[1, 0, 2, 0], [3, 0, 4, 0]],
            &[],
        )],
        "Alder Ltd=300 Birch plc=450 orders=4",
    ),
    (
        "subtotals of each customer among its lines",
        &[(
            "销售明细",
            "日期|单据编号|客户|产品|金额\n2025-03-01|XS001|甲公司|轴承|100\n2025-04-01|XS002|甲公司|阀门|200\n\
             ||甲公司 小计||300\n2025-05-01|XS003|乙公司|轴承|450\n||乙公司 小计||450\n||合计||750",
            &[],
            &[],
        )],
        "甲公司=300 乙公司=450 orders=3",
    ),
    (
        "another table under a title of its own",
        &[(
            "S",
            "Customers\nCustomer|Revenue\nAlder Ltd|300\nBirch plc|150\nTotal|450\n\nKey contacts\n\
             Customer|Contact name|Role\nAlder Ltd|Ann Lee|Decision maker\nBirch plc|Bob Wright|Influencer A",
            &[],
            &[],
        )],
        "Alder Ltd=300 Birch plc=150 persons=2",
    ),
    (
        "accounts, contacts and deals joined by numbers",
        &[
            ("Accounts", "Account ID|Account name|Revenue\nA1|Alder Ltd|500\nA2|Birch plc|700", &[], &[]),
            (
                "Contacts",
                "Account ID|First name|Last name|Title\nA1|Ann|Lee|Buyer\nA2|Bob|Wright|Director\nA2|Cara|Holt|Engineer",
                &[],
                &[],
            ),
        ],
        "Alder Ltd=500 Birch plc=700 persons=3",
    ),
    (
        "a customer whose header nobody knows, named on another sheet",
        &[
            ("客户档案", "客户名称|年销售额\n北辰|500\n海川|700", &[], &[]),
            (
                "流水",
                "日期|单号|甲乙丙主体|产品|金额\n2025-03-01|D1|北辰|轴承|10\n2025-04-01|D2|海川|轴承|20\n2025-05-01|D3|海川|阀门|30",
                &[],
                &[],
            ),
        ],
        "北辰=500 海川=700 orders=3",
    ),
    (
        "a sheet a month",
        &[
            (
                "2025-11",
                "Customer|Invoice date|Amount\nAlder Ltd|2025-11-03|5\nBirch plc|2025-11-04|2\nTotal||7",
                &[],
                &[],
            ),
            (
                "2025-12",
                "Customer|Invoice date|Amount\nAlder Ltd|2025-12-03|6\nBirch plc|2025-12-04|3\nTotal||9",
                &[],
                &[],
            ),
        ],
        "Alder Ltd=11 Birch plc=5 orders=4",
    ),
    (
        "suppliers beside the customers",
        &[
            ("Customers", "Customer|Revenue\nAlder Ltd|500", &[], &[]),
            ("Vendors", "Vendor|Category|Spend\nSteel Ltd|Steel|300\nPaper AG|Paper|100", &[], &[]),
        ],
        "Alder Ltd=500",
    ),
    (
        "halves of a year beside the year",
        &[(
            "S",
            "客户名称|2025年销售额（元）||\n|上半年|下半年|全年\n甲公司|50|60|110\n乙公司|40|50|90\n合计|90|110|200",
            &[[0, 0, 1, 0], [0, 1, 0, 3]],
            &[],
        )],
        "甲公司=110 乙公司=90",
    ),
    (
        "budget, actual and last year under one figure",
        &[(
            "S",
            "Customer|Sales||\n|Budget|Actual|Last year\nAlder Ltd|110|100|90\nBirch plc|70|60|50\nTotal|180|160|140",
            &[[0, 0, 1, 0], [0, 1, 0, 3]],
            &[],
        )],
        "Alder Ltd=100 Birch plc=60",
    ),
];

fn write(desk: &Desk, sheets: &[Sheet]) {
    let mut book = Workbook::new();
    let (date, plain) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new());
    for (name, rows, merged, hidden) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(rows.split('\n')) {
            for (column, text) in (0_u16..).zip(cells.trim_start().split('|')) {
                if let Ok(number) = text.parse::<f64>() {
                    sheet.write_number(row, column, number).unwrap();
                } else if let Ok(day) = ExcelDateTime::parse_from_str(text)
                    && text.len() == 10
                {
                    sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
                } else if !text.is_empty() {
                    sheet.write_string(row, column, text).unwrap();
                }
            }
        }
        for [top, left, bottom, right] in *merged {
            let cells = rows.split('\n').nth(*top as usize).unwrap();
            let text = cells.trim_start().split('|').nth(*left as usize).unwrap();
            let (left, right) = (u16::try_from(*left).unwrap(), u16::try_from(*right).unwrap());
            sheet.merge_range(*top, left, *bottom, right, text, &plain).unwrap();
        }
        for row in *hidden {
            sheet.set_row_hidden(*row).unwrap();
        }
    }
    book.save(desk.path("list.xlsx")).unwrap();
}

fn counted(json: &Value, kind: &str) -> u64 {
    let sheets = json["inputs"][0]["sheets"].as_array().unwrap();
    let of = sheets.iter().filter(|s| s["kind"] == kind);
    of.map(|s| s["rows"]["planned"].as_u64().unwrap() + s["rows"]["merged"].as_u64().unwrap()).sum()
}

/// In the list = planned + left out, for every column of money.
fn money_is_conserved(json: &Value, what: &str) {
    for sheet in json["inputs"][0]["sheets"].as_array().unwrap() {
        for money in sheet["money"].as_array().unwrap() {
            let n = |key: &str| money[key].as_f64().unwrap();
            assert!((n("in_list") - n("planned") - n("left_out")).abs() < 1e-6, "{what}: {money:#}");
        }
    }
}

#[test]
fn workbooks_of_many_sheets_are_read_as_a_careful_person_would() {
    let mut wrong = Vec::new();
    for (what, sheets, truth) in BOOKS {
        let desk = Desk::new();
        write(&desk, sheets);
        let (_, json) = desk.plan(&["list.xlsx", "--lang", "en"]);
        reconcile(&json);
        money_is_conserved(&json, what);
        let mut expected: BTreeMap<String, f64> = BTreeMap::new();
        let mut others: Vec<(&str, u64)> = Vec::new();
        let mut name = String::new();
        for word in truth.split(' ') {
            let Some((last, number)) = word.rsplit_once('=') else {
                name = format!("{name}{word} ");
                continue;
            };
            match last {
                "persons" | "orders" | "visits" => others.push((last, number.parse().unwrap())),
                _ => drop(expected.insert(format!("{name}{last}"), number.parse().unwrap())),
            }
            name.clear();
        }
        let read = |a: &Value| {
            (a["name"].as_str().unwrap().to_owned(), a["annual_revenue"].as_f64().unwrap_or(f64::NAN))
        };
        let found: BTreeMap<String, f64> = json["accounts"].as_array().unwrap().iter().map(read).collect();
        if found != expected {
            wrong.push(format!("{what}: {found:?}, not {expected:?}"));
        }
        for (kind, number) in others {
            if counted(&json, kind) != number {
                wrong.push(format!("{what}: {} {kind}, not {number}", counted(&json, kind)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), BOOKS.len(), wrong.join("\n"));
}

/// Ledgers hold debits and credits, no sales: none becomes a list of customers, whatever names stand in it.
#[test]
fn ledgers_are_told_and_not_planned() {
    for text in [
        "Date,Voucher,Customer,Memo,Debit,Credit,Balance\n2025-03-01,V1,Alder Ltd,Sale,1000,,1000\n2025-04-01,V2,Alder Ltd,Payment,,600,400\n",
        "日期,凭证号,客户名称,摘要,借方金额,贷方金额,余额\n2025-03-01,记-1,甲公司,销售,1000,,1000\n2025-04-01,记-2,甲公司,回款,,600,400\n",
        "科目编码,科目名称,期初余额,借方,贷方,期末余额\n1122,应收账款,10,20,5,25\n6001,主营业务收入,0,0,90,90\n",
        "Konto;Bezeichnung;Soll;Haben;Saldo\n1400;Forderungen;100;40;60\n8400;Erlöse;0;90;-90\n",
        "GL Account,Account Name,Debit,Credit\n1100,Receivables,100,40\n4000,Sales,0,90\n",
    ] {
        let desk = Desk::new();
        desk.text("list.csv", text);
        let (code, json) = desk.plan(&["list.csv"]);
        assert_eq!(code, 2, "{text}: {json:#}");
        assert_eq!(json["inputs"][0]["sheets"][0]["kind"], "ignored", "{text}");
        let told = json["issues"].as_array().unwrap();
        assert!(told.iter().any(|i| i["code"] == "sheet_ignored" && i["hint"] != ""), "{text}: {told:#?}");
        assert_eq!(json["inputs"][0]["sheets"][0]["rows"]["ignored"], 2, "{text}");
    }
}

/// 1.200 may be twelve hundred or one and a fifth: the factor that is proposed mends every cell, or none is.
#[test]
fn a_doubt_about_grouping_proposes_what_mends_the_whole_column() {
    let desk = Desk::new();
    desk.text("all.csv", "Customer;Sales\nA;1.200\nB;3.100\n");
    let (_, json) = desk.plan(&["all.csv", "--lang", "en"]);
    let doubt = |json: &Value| {
        let issues = json["issues"].as_array().unwrap();
        issues.iter().find(|i| i["code"] == "doubtful_grouping").cloned()
    };
    let issue = doubt(&json).expect("told");
    let hint = issue["hint"].as_str().unwrap();
    let command = hint.split("keyplan ").nth(1).expect("a command");
    let args: Vec<&str> = command.split_whitespace().collect();
    let before = json["totals"]["annual_revenue"].as_f64().unwrap();
    assert_eq!(args[0], "plan", "{hint}");
    let (_, json) = desk.plan(&args[1..]);
    let after = json["totals"]["annual_revenue"].as_f64().unwrap();
    let (low, high) = if before < after { (before, after) } else { (after, before) };
    assert!((high - 4300.0).abs() < 1e-6 && (low - 4.3).abs() < 1e-6, "{before} {after}");
    // Where one cell is no such number a factor would break it.
    desk.text("some.csv", "Customer;Sales\nA;1.200\nB;3.10\nC;7,5\n");
    let (_, json) = desk.plan(&["some.csv", "--lang", "en"]);
    let hint = doubt(&json).map(|i| i["hint"].as_str().unwrap().to_owned()).unwrap_or_default();
    assert!(!hint.contains("--unit"), "{hint}");
}

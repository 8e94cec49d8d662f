//! Rejected rows are written, mended and fed back: the plan is that of a list that was right from the start.

use crate::support::C::{B, D, N, T};
use crate::support::{C, Desk, account, codes, reconcile};
use calamine::{Data, Reader};
use serde_json::Value;

type Rows = Vec<Vec<C>>;

/// A title, 万元, per cent points, a second sheet of persons; `wrong` takes three accounts their names.
fn lists(wrong: bool) -> Vec<(&'static str, Rows)> {
    let or = |bad: C, good: C| if wrong { bad } else { good };
    let accounts = vec![
        vec![T("重点客户"), B, T("单位：万元")],
        vec![],
        vec![
            B,
            T("客户编号"),
            T("客户名称"),
            T("重复销售"),
            T("新业务"),
            T("可能性"),
            T("日期列"),
            T("备注"),
        ],
        vec![B, T("0001"), T("甲"), N(10.0), N(5.0), N(60.0), D(2026, 1, 2), T("a")],
        vec![B, T("0002"), or(B, T("乙")), N(20.0), N(5.5), N(80.0), D(2026, 1, 3), T("b")],
        vec![B, T("0003"), or(B, T("丙")), N(30.0), N(5.0), N(0.0), B, T("c")],
        vec![B, T("0004"), or(B, T("丁")), N(40.0), N(1.0), N(90.0), B, B],
        vec![B, T("合计"), B, N(100.0)],
    ];
    let persons = vec![
        vec![T("客户编号"), T("关键人物"), T("接受度"), T("活力")],
        vec![T("0002"), T("张三"), N(3.0), N(2.0)],
        vec![or(T("0009"), T("0002")), T("李四"), N(5.0), N(4.0)],
    ];
    vec![("客户", accounts), ("关键人物", persons)]
}

/// A sheet of a workbook as texts and numbers.
fn table(desk: &Desk, file: &str, sheet: &str) -> Vec<Vec<Data>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path(file)).unwrap();
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn place(table: &[Vec<Data>], header: &str) -> usize {
    table[0].iter().position(|h| h == &Data::String(header.to_owned())).unwrap()
}

/// Writes tables back as a workbook.
fn put(desk: &Desk, file: &str, sheets: &[(&str, Vec<Vec<Data>>)]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Data::String(text) => drop(sheet.write_string(row, column, text).unwrap()),
                    Data::Float(n) => drop(sheet.write_number(row, column, *n).unwrap()),
                    Data::Empty => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    book.save(desk.path(file)).unwrap();
}

fn check(desk: &Desk, args: &[&str]) -> Option<i32> {
    let mut all = vec!["check", "--today", "2026-01-31"];
    all.extend(args);
    desk.run(&all).status.code()
}

/// What a plan says, without where its rows stand.
fn planned(json: &Value) -> Value {
    let mut plan = serde_json::json!({ "totals": json["totals"], "accounts": json["accounts"], "persons": json["persons"] });
    for account in plan["accounts"].as_array_mut().unwrap() {
        account.as_object_mut().unwrap().remove("source");
    }
    plan
}

fn rejected(json: &Value) -> u64 {
    let sheets = json["inputs"].as_array().unwrap().iter().flat_map(|i| i["sheets"].as_array().unwrap());
    sheets.map(|s| s["rows"]["rejected"].as_u64().unwrap()).sum()
}

/// The list with three bad account rows and one bad person, checked into `mend.xlsx`.
fn with_rejected() -> Desk {
    let desk = Desk::new();
    desk.book("list.xlsx", &lists(true));
    assert_eq!(check(&desk, &["list.xlsx", "--rejected", "mend.xlsx"]), Some(1));
    desk
}

#[test]
fn rejected_rows_stand_under_their_headers_with_reason_and_source() {
    let desk = with_rejected();
    let accounts = table(&desk, "mend.xlsx", "客户");
    assert_eq!(accounts.len(), 4);
    let headers: Vec<String> = accounts[0].iter().map(ToString::to_string).collect();
    let own = ["客户编号", "客户名称", "重复销售", "新业务", "可能性", "日期列", "备注"];
    assert_eq!(headers[..7], own);
    assert_eq!(headers[7..12], ["原因", "怎么办", "来源文件", "来源工作表", "来源行"]);
    let row: Vec<String> = accounts[1].iter().map(ToString::to_string).collect();
    assert_eq!(row[..7], ["0002", "", "20", "5.5", "80", "2026-01-03", "b"]);
    assert!(!row[7].is_empty() && !row[8].is_empty());
    assert_eq!(row[9..12], ["list.xlsx", "客户", "5"]);
    assert_eq!(table(&desk, "mend.xlsx", "关键人物").len(), 3, "one of 0002, rejected with it, and 0009");
}

#[test]
fn mended_rows_give_the_plan_of_a_list_that_was_right() {
    let desk = with_rejected();
    let mut accounts = table(&desk, "mend.xlsx", "客户");
    let at = |header| place(&accounts, header);
    let name = at("客户名称");
    for (row, text) in [(1, "乙"), (2, "丙"), (3, "丁")] {
        accounts[row][name] = Data::String(text.to_owned());
    }
    accounts[1..].reverse();
    let mut persons = table(&desk, "mend.xlsx", "关键人物");
    let wrong = persons.iter().position(|r| r[0] == Data::String("0009".to_owned())).unwrap();
    persons[wrong][0] = Data::String("0002".to_owned());
    put(&desk, "mend.xlsx", &[("Sheet1", accounts), ("别名", persons)]);
    let (code, mended) = desk.plan(&["list.xlsx", "mend.xlsx"]);
    assert_eq!(code, 0, "{:#}", mended["issues"]);
    reconcile(&mended);
    desk.book("list.xlsx", &lists(false));
    let (code, right) = desk.plan(&["list.xlsx"]);
    assert_eq!(code, 0, "{:#}", right["issues"]);
    assert_eq!(planned(&mended), planned(&right));
    assert_eq!(account(&mended, "乙")["repeat_sales"], 200_000.0, "万元 holds for the mended row too");
    let sheets = &mended["inputs"][0]["sheets"];
    let originals = &sheets[0]["rows"];
    assert_eq!((originals["merged"].clone(), originals["planned"].clone()), (3.into(), 1.into()));
    assert_eq!(account(&mended, "乙")["source"]["file"], "mend.xlsx");
    let told = codes(&mended).iter().filter(|c| *c == "row_mended").count();
    assert_eq!(told, 3 + 2);
}

#[test]
fn rows_not_mended_are_rejected_once() {
    let desk = with_rejected();
    let (_, before) = desk.plan(&["list.xlsx"]);
    let (code, json) = desk.plan(&["list.xlsx", "mend.xlsx"]);
    assert_eq!(code, 1);
    reconcile(&json);
    assert_eq!(rejected(&json), rejected(&before));
    let plan = |json: &Value| (json["totals"].clone(), json["accounts"].as_array().unwrap().len());
    assert_eq!(plan(&json), plan(&before));
    let issues = json["issues"].as_array().unwrap();
    let found = issues.iter().find(|i| i["code"] == "missing_name").unwrap();
    assert_eq!((found["file"].clone(), found["cell"].clone()), ("mend.xlsx".into(), "B2".into()));
}

#[test]
fn a_second_round_mends_what_the_first_left() {
    let desk = with_rejected();
    let mut accounts = table(&desk, "mend.xlsx", "客户");
    let (name, new) = (place(&accounts, "客户名称"), place(&accounts, "新业务"));
    accounts[1][name] = Data::String("乙".to_owned());
    accounts[2][new] = Data::Float(7.0);
    put(&desk, "mend.xlsx", &[("客户", accounts)]);
    assert_eq!(check(&desk, &["list.xlsx", "mend.xlsx", "--rejected", "again.xlsx"]), Some(1));
    let mut again = table(&desk, "again.xlsx", "客户");
    assert_eq!(again.len(), 3);
    let (name, new) = (place(&again, "客户名称"), place(&again, "新业务"));
    assert_eq!(again[1][new], Data::Float(7.0), "what was mended stays mended");
    again[1][name] = Data::String("丙".to_owned());
    again[2][name] = Data::String("丁".to_owned());
    put(&desk, "again.xlsx", &[("客户", again)]);
    for inputs in [vec!["list.xlsx", "mend.xlsx", "again.xlsx"], vec!["list.xlsx", "again.xlsx"]] {
        let (_, json) = desk.plan(&inputs);
        reconcile(&json);
        assert_eq!(account(&json, "丙")["new_business"], 70_000.0);
        assert_eq!(json["totals"]["accounts"], if inputs.len() == 3 { 4 } else { 3 }, "{inputs:?}");
    }
}

#[test]
fn a_mended_row_without_its_list_or_with_a_changed_one_is_rejected() {
    let desk = with_rejected();
    let (code, json) = desk.plan(&["mend.xlsx"]);
    assert_eq!(code, 2);
    reconcile(&json);
    assert!(codes(&json).contains(&"mended_without_list".to_owned()));
    desk.book("list.xlsx", &lists(false));
    let (code, json) = desk.plan(&["list.xlsx", "mend.xlsx"]);
    assert_eq!(code, 1);
    reconcile(&json);
    assert!(codes(&json).contains(&"mended_list_changed".to_owned()));
    assert_eq!(json["totals"]["accounts"], 4, "the list as it is now is planned");
}

#[test]
fn csv_lists_and_orders_can_be_mended_too() {
    let desk = Desk::new();
    desk.text("o.csv", "Customer,Order Date,Amount (k)\nA,2025-12-01,5\nB,2025-12-01,x\n,2025-12-02,7\n");
    assert_eq!(check(&desk, &["o.csv", "--rejected", "mend.xlsx", "--lang", "en"]), Some(1));
    let mut rows = table(&desk, "mend.xlsx", "o");
    rows[1][2] = Data::Float(6.0);
    rows[2][0] = Data::String("A".to_owned());
    put(&desk, "mend.xlsx", &[("o", rows)]);
    let (code, json) = desk.plan(&["o.csv", "mend.xlsx"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    reconcile(&json);
    assert_eq!(account(&json, "A")["annual_revenue"], 12_000.0);
    assert_eq!(account(&json, "B")["annual_revenue"], 6_000.0);
}

#[test]
fn tables_side_by_side_are_mended_apart() {
    let desk = Desk::new();
    let row = |a, x, b, y| vec![a, x, B, b, y];
    let rows = |wrong: bool| {
        let or = |bad: C, good: C| if wrong { bad } else { good };
        vec![
            row(T("客户"), T("重复销售"), T("客户"), T("重复销售")),
            row(or(B, T("甲")), N(1.0), or(B, T("丙")), N(3.0)),
            row(T("乙"), N(2.0), T("丁"), N(4.0)),
        ]
    };
    desk.book("list.xlsx", &[("s", rows(true))]);
    assert_eq!(check(&desk, &["list.xlsx", "--rejected", "mend.xlsx"]), Some(1));
    let (mut left, mut right) = (table(&desk, "mend.xlsx", "s"), table(&desk, "mend.xlsx", "s (2)"));
    left[1][0] = Data::String("甲".to_owned());
    right[1][0] = Data::String("丙".to_owned());
    put(&desk, "mend.xlsx", &[("s", left), ("s (2)", right)]);
    let (code, mended) = desk.plan(&["list.xlsx", "mend.xlsx"]);
    assert_eq!(code, 0, "{:#}", mended["issues"]);
    reconcile(&mended);
    desk.book("list.xlsx", &[("s", rows(false))]);
    assert_eq!(planned(&mended), planned(&desk.plan(&["list.xlsx"]).1));
}

#[test]
fn nothing_rejected_writes_nothing_and_the_same_rows_give_the_same_bytes() {
    let desk = Desk::new();
    desk.book("right.xlsx", &lists(false));
    assert_eq!(check(&desk, &["right.xlsx", "--rejected", "none.xlsx"]), Some(0));
    assert!(!desk.path("none.xlsx").exists());
    desk.book("list.xlsx", &lists(true));
    for (name, threads) in [("a.xlsx", "1"), ("b.xlsx", "4")] {
        check(&desk, &["list.xlsx", "--rejected", name, "-j", threads]);
    }
    let bytes = |name| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(bytes("a.xlsx"), bytes("b.xlsx"));
}

//! One workbook per owner, region or any column: each complete in itself, with the whole's shares.

use crate::support::C::{B, N, T};
use crate::support::{C, Desk};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn book(desk: &Desk) {
    let owners = ["Li", "Wang", "Li", "LI", "", "Wang/East: \"A\"", "Wang", "Zhao"];
    let mut accounts = vec![
        ["客户编号", "客户名称", "负责人", "渠道", "年销售额", "毛利润", "可能性", "拜访次数"]
            .map(T)
            .to_vec(),
    ];
    let mut persons = vec![["客户名称", "姓名", "角色", "接受度", "动力"].map(T).to_vec()];
    let mut deals = vec![["客户名称", "商机名称", "金额", "阶段", "可能性"].map(T).to_vec()];
    const NAMES: [&str; 8] = ["甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司", "庚公司", "辛公司"];
    const IDS: [&str; 8] = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
    for (at, owner) in owners.into_iter().enumerate() {
        let amount = 1000.0 * (at * at + 3) as f64;
        let channel = if at % 2 == 0 { "直销" } else { "经销" };
        let owner = if owner.is_empty() { B } else { T(owner) };
        let visits = N((3 + at) as f64);
        let row: [C; 8] =
            [T(IDS[at]), T(NAMES[at]), owner, T(channel), N(amount), N(amount / 4.0), N(0.5), visits];
        accounts.push(row.to_vec());
        persons.push(vec![T(NAMES[at]), T("张三"), T("决策者"), N(8.0), N(7.0)]);
        deals.push(vec![T(NAMES[at]), T("扩容"), N(500.0), T("方案"), N(0.4)]);
    }
    accounts.push(vec![T("A9"), B, T("Li"), T("直销"), N(5.0)]);
    desk.book("list.xlsx", &[("客户", accounts), ("关键人", persons), ("商机", deals)]);
}

fn run(desk: &Desk, args: &[&str]) -> (i32, String) {
    let mut all =
        vec!["plan", "list.xlsx", "--today", "2026-01-31", "--lang", "zh", "--capacity", "visits=60"];
    all.extend(args);
    let run = desk.run(&all);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    (run.status.code().unwrap(), told)
}

fn files(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

/// A sheet's rows below row 3 by the text of a column, as header → cell.
fn table(path: &Path, sheet: &str, key: &str) -> BTreeMap<String, BTreeMap<String, Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let mut rows = range.rows().skip_while(|row| !row.iter().any(|c| *c == key));
    let header: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    let rows = rows.map(|row| header.iter().cloned().zip(row.iter().cloned()).collect::<BTreeMap<_, _>>());
    rows.filter(|row| row[key] != Data::Empty).map(|row| (row[key].to_string(), row)).collect()
}

fn sheet_names(path: &Path) -> Vec<String> {
    let book: Xlsx<_> = open_workbook(path).unwrap();
    book.sheet_names()
}

#[test]
fn every_account_is_in_exactly_one_part_with_the_shares_of_the_whole() {
    let desk = Desk::new();
    book(&desk);
    let (code, told) = run(&desk, &["--split-by", "owner"]);
    assert_eq!(code, 1, "one row has no name\n{told}");
    let folder = desk.path("list.parts");
    let parts: Vec<String> = files(&folder).into_iter().collect();
    let expected = ["(空白)", "Li", "Wang", "Wang_East_ _A_", "Zhao"].map(|n| format!("{n}.plan.xlsx"));
    assert_eq!(parts, expected, "Li and LI are one");
    assert!(told.contains("5 份"), "{told}");
    let whole = desk.path("list.plan.xlsx");
    let sheets = sheet_names(&whole);
    let own = &sheets[1];
    let all = table(&whole, own, "客户名称");
    assert_eq!(all.len(), 8);
    let mut seen = 0;
    for part in &parts {
        let path = folder.join(part);
        let rows = table(&path, own, "客户名称");
        seen += rows.len();
        for (name, row) in rows {
            let mut kept = 0;
            for (header, cell) in row {
                // Place in the part, and columns that only formulas need.
                if ["次序", "页面"].contains(&header.as_str()) || !all[&name].contains_key(&header) {
                    continue;
                }
                match (&cell, &all[&name][&header]) {
                    (Data::Float(a), Data::Float(b)) => {
                        assert!((a - b).abs() <= 1e-12 * b.abs(), "{name} {header}")
                    }
                    // A formula without a result is an empty text.
                    (a, b) => assert_eq!(a.to_string(), b.to_string(), "{part} {name} {header}"),
                }
                kept += 1;
            }
            assert!(kept > 10, "{kept} columns compared");
        }
    }
    assert_eq!(seen, 8);
    let resources = sheets.iter().find(|s| s.contains("资源")).unwrap();
    let all = table(&whole, resources, "客户名称");
    let wang = table(&folder.join("Wang.plan.xlsx"), resources, "客户名称");
    assert_eq!(wang.keys().collect::<Vec<_>>(), ["乙公司", "庚公司"]);
    for (name, row) in wang {
        let same = row
            .iter()
            .filter(|(h, c)| all[&name].get(*h).is_some_and(|b| b.to_string() == c.to_string()))
            .count();
        assert!(same + 1 >= row.len(), "allocation and decision are the whole's: {row:?} {:?}", all[&name]);
    }
}

#[test]
fn a_part_has_its_own_people_and_deals_and_no_others() {
    let desk = Desk::new();
    book(&desk);
    run(&desk, &["--split-by", "负责人", "--out-dir", "parts"]);
    let path = desk.path("parts/Zhao.plan.xlsx");
    let sheets = sheet_names(&path);
    assert_eq!(sheets.iter().filter(|s| s.contains("被拒绝")).count(), 0);
    let text = |sheet: &str| {
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        let range = book.worksheet_range(sheet).unwrap();
        range.cells().map(|(_, _, c)| c.to_string()).collect::<Vec<_>>().join("\n")
    };
    let whole: String = sheets.iter().map(|s| text(s)).collect();
    assert!(whole.contains("辛公司") && whole.contains("张三") && whole.contains("扩容"));
    for other in ["甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司", "庚公司"] {
        assert!(!whole.contains(other), "{other} in the part of somebody else");
    }
    assert!(whole.contains("这是整份计划的一部分"), "About says so");
}

#[test]
fn the_formulas_of_a_part_give_its_values_and_its_checks_are_ok() {
    let desk = Desk::new();
    book(&desk);
    run(&desk, &["--split-by", "owner"]);
    for part in files(&desk.path("list.parts")) {
        let bytes = std::fs::read(desk.path("list.parts").join(&part)).unwrap();
        let found = crate::recalc::recalculate(&bytes);
        assert!(found.differences.is_empty(), "{part}: {:?}", found.differences);
    }
}

#[test]
fn further_columns_split_too_and_unknown_ones_are_named() {
    let desk = Desk::new();
    book(&desk);
    run(&desk, &["--split-by", "渠道", "--out-dir", "parts"]);
    assert_eq!(files(&desk.path("parts")), ["直销.plan.xlsx", "经销.plan.xlsx"].map(str::to_owned).into());
    let (code, told) = run(&desk, &["--split-by", "颜色", "-o", "other.plan.xlsx"]);
    assert_eq!(code, 2);
    assert!(told.contains("owner") && told.contains("渠道"), "{told}");
    assert!(!desk.path("other.plan.xlsx").exists(), "refused before anything is written");
}

#[test]
fn parts_are_the_same_bytes_whatever_the_threads_and_foreign_files_are_kept() {
    let desk = Desk::new();
    book(&desk);
    run(&desk, &["--split-by", "owner", "--out-dir", "one", "-j", "1"]);
    run(&desk, &["--split-by", "owner", "--out-dir", "four", "-j", "4"]);
    for part in files(&desk.path("one")) {
        let read = |folder: &str| std::fs::read(desk.path(folder).join(&part)).unwrap();
        assert!(read("one") == read("four"), "{part}");
    }
    desk.text("own/Li.plan.xlsx", "somebody's");
    let (code, _) = run(&desk, &["--split-by", "owner", "--out-dir", "own", "-o", "third.plan.xlsx"]);
    assert_eq!(code, 2);
    assert_eq!(std::fs::read_to_string(desk.path("own/Li.plan.xlsx")).unwrap(), "somebody's");
    assert!(!desk.path("third.plan.xlsx").exists());
}

#[test]
fn parts_of_a_full_plan_compute_and_come_together_again_as_the_whole() {
    let desk = Desk::new();
    assert!(desk.run(&["demo", "--lang", "zh", "--today", "2026-01-31"]).status.success());
    let (code, whole) = desk.plan(&["示例名单.xlsx", "--split-by", "owner", "--out-dir", "parts"]);
    assert_eq!(code, 0);
    let parts = files(&desk.path("parts"));
    assert!(parts.len() > 3);
    let first = std::fs::read(desk.path("parts").join(parts.first().unwrap())).unwrap();
    let found = crate::recalc::recalculate(&first);
    assert!(found.differences.is_empty(), "{:?}", found.differences);
    let (code, back) = desk.plan(&["parts/*.plan.xlsx", "--csv", "back"]);
    assert_eq!(code, 0, "{}", back["issues"]);
    for kind in
        ["accounts", "persons", "opportunities", "values", "costs", "goals", "plan_items", "resources"]
    {
        assert_eq!(whole[kind].as_array().unwrap().len(), back[kind].as_array().unwrap().len(), "{kind}");
    }
    for account in whole["accounts"].as_array().unwrap() {
        let again = crate::support::account(&back, account["name"].as_str().unwrap());
        for key in ["rank", "segment", "decision", "annual_revenue", "gross_profit"] {
            assert_eq!(account[key], again[key], "{} {key}", account["name"]);
        }
        for key in ["expected_value", "relative_value", "cumulative_share"] {
            let (a, b) = (account[key].as_f64(), again[key].as_f64());
            let close = a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= 1e-9 * a.abs());
            assert!(close || a == b, "{} {key}: {a:?} {b:?}", account["name"]);
        }
    }
}

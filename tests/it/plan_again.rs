//! A plan holds no order lines, visit rows or files of closed deals: what they said of the past stands in it account by
//! account, so that planning it again gives the same plan, and a fresh list is never added to what an earlier plan says.

use crate::support::Desk;
use crate::support::random::{Random, cases, today};
use keyplan::config::{Config, Templates};
use keyplan::import::{ImportOptions, read_lists};
use keyplan::method::{Plan, plan as planned};
use keyplan::model::Language;
use keyplan::workbook::{WorkbookOptions, write};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write;

/// A list in one of two languages: accounts, order lines over two windows, closed and open deals, visit rows.
fn lists(desk: &Desk, zh: bool) -> Vec<&'static str> {
    let heads = if zh {
        [
            "客户名称,行业,毛利率",
            "客户名称,订单日期,金额,利润,产品名称",
            "客户名称,商机名称,金额,阶段,预计成交日期",
            "客户名称,拜访日期,联系人",
        ]
    } else {
        [
            "Account,Industry,Gross margin",
            "Account,Order date,Amount,Profit,Product",
            "Account,Opportunity,Amount,Stage,Close date",
            "Account,Visit date,Contact",
        ]
    };
    let [mut accounts, mut orders, mut deals, mut visits] = heads.map(|head| format!("{head}\n"));
    for at in 0..60_u32 {
        let name = if zh { format!("客户{at:02}") } else { format!("Account {at:02}") };
        let margin = if at % 3 == 0 { "25%" } else { "" };
        writeln!(accounts, "{name},Industry {},{margin}", at % 3).unwrap();
        for line in 0..4 {
            let (year, month) = if line < 2 { (2024, 2 + at % 10) } else { (2025, 1 + (at + line) % 12) };
            if at % 7 == 0 && year == 2025 || at % 11 == 0 && year == 2024 || at % 13 == 12 {
                continue;
            }
            let amount = 1000 + 137 * at + 11 * line;
            let profit = if (at + line) % 9 == 0 { String::new() } else { (amount / 5).to_string() };
            let product = if at % 5 == line { "Pump" } else { "Valve" };
            writeln!(orders, "{name},{year}-{month:02}-{:02},{amount},{profit},{product}", 3 + line).unwrap();
        }
        let stage = ["Closed Won", "Closed Lost", "Proposal"][at as usize % 3];
        writeln!(deals, "{name},Deal {at},{},{stage},2026-0{}-11", 500 + at, 1 + at % 2).unwrap();
        if at % 4 == 0 {
            writeln!(visits, "{name},2025-0{}-20,Anna", 1 + at % 9).unwrap();
        }
    }
    writeln!(orders, "{},2024-01-05,700,90,Pump", if zh { "客户01" } else { "Account 01" }).unwrap();
    let files = ["accounts.csv", "orders.csv", "deals.csv", "visits.csv"];
    for (file, text) in files.iter().zip([accounts, orders, deals, visits]) {
        desk.text(file, &text);
    }
    files.to_vec()
}

fn plan(desk: &Desk, inputs: &[&str], output: &str, more: &[&str]) -> Value {
    let mut args = vec!["plan", "-o", output, "--json", "out.json", "--today", "2026-01-31", "--force", "-q"];
    args.extend(inputs);
    args.extend(more);
    let run = desk.run(&args);
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_str(&std::fs::read_to_string(desk.path("out.json")).unwrap()).unwrap()
}

/// Every place where two plans differ, but for where things were read.
fn differences(a: &Value, b: &Value, path: &str, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                if !["source", "inputs", "issues", "rejected", "checks"].contains(&key.as_str()) {
                    let null = Value::Null;
                    let [a, b] = [a, b].map(|of| of.get(key).unwrap_or(&null));
                    differences(a, b, &format!("{path}.{key}"), found);
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).for_each(|(a, b)| differences(a, b, &format!("{path}[]"), found));
        }
        (Value::Number(a), Value::Number(b)) => {
            let [a, b] = [a, b].map(|n| n.as_f64().unwrap());
            if (a - b).abs() > 1e-9 * a.abs().max(1.0) {
                found.push(format!("{path}: {a} / {b}"));
            }
        }
        (a, b) if a != b => found.push(format!("{path}: {a} / {b}")),
        _ => {}
    }
}

fn same(a: &Value, b: &Value, what: &str) {
    let mut found = Vec::new();
    differences(a, b, "", &mut found);
    found.truncate(20);
    assert!(found.is_empty(), "{what}: {found:#?}");
}

#[test]
fn a_plan_of_rows_is_the_same_when_it_is_planned_again() {
    for (zh, more) in [(true, vec![]), (false, vec!["--formulas", "values"])] {
        let desk = Desk::new();
        let all = lists(&desk, zh);
        for inputs in [all[..2].to_vec(), all.clone(), vec![all[0], all[2], all[3]], vec![all[1]]] {
            let first = plan(&desk, &inputs, "one.plan.xlsx", &more);
            let history = &first["totals"]["history"];
            if inputs.contains(&"orders.csv") {
                assert!(history["buyers"].as_u64().unwrap() >= 20 && !first["totals"]["back_test"].is_null());
            }
            if inputs.contains(&"deals.csv") {
                assert!(history["won"].as_u64().unwrap() + history["lost"].as_u64().unwrap() >= 20);
            }
            let second = plan(&desk, &["one.plan.xlsx"], "two.plan.xlsx", &more);
            same(&first, &second, &format!("{inputs:?} {more:?}"));
            let third = plan(&desk, &["two.plan.xlsx"], "three.plan.xlsx", &more);
            same(&first, &third, &format!("{inputs:?} {more:?}, thrice"));
        }
    }
}

/// What is typed over a figure that was summed is an entry from then on; the sums stay.
#[test]
fn a_fresh_list_is_not_added_to_what_a_plan_says_of_the_past() {
    let desk = Desk::new();
    let all = lists(&desk, false);
    plan(&desk, &all, "old.plan.xlsx", &[]);
    let orders = std::fs::read_to_string(desk.path("orders.csv")).unwrap();
    let fresh: Vec<&str> =
        orders.lines().enumerate().filter(|(at, _)| at % 10 != 3).map(|(_, l)| l).collect();
    desk.text("orders.csv", fresh.join("\n"));
    let alone = plan(&desk, &all, "alone.plan.xlsx", &[]);
    same(&alone, &plan(&desk, &all, "beside.plan.xlsx", &["--previous", "old.plan.xlsx"]), "--previous");
    let mut inputs = all.clone();
    inputs.push("old.plan.xlsx");
    same(&alone, &plan(&desk, &inputs, "beside.plan.xlsx", &[]), "among the inputs");
    // A list without lines keeps the past of its accounts.
    let old = plan(&desk, &["old.plan.xlsx"], "again.plan.xlsx", &[]);
    let kept = plan(&desk, &["accounts.csv", "old.plan.xlsx"], "kept.plan.xlsx", &[]);
    for key in ["back_test", "history", "expected_value"] {
        same(&old["totals"][key], &kept["totals"][key], key);
    }
}

static CONFIG: std::sync::LazyLock<Config> =
    std::sync::LazyLock::new(|| Config::load(&Templates::default()).unwrap());

/// What a plan says of its accounts and of the past, with names for indices.
fn figures(plan: &Plan) -> Value {
    let mut json = Vec::new();
    keyplan::report::json::write_plan(&mut json, plan, &CONFIG, Language::En).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    serde_json::json!({ "accounts": json["accounts"], "persons": json["persons"], "totals": json["totals"],
        "resources": json["resources"], "decisions": json["decisions"] })
}

/// A column of the accounts: its header, and how often a row has it.
const COLUMNS: [(&str, f64); 11] = [
    ("Industry", 0.9),
    ("Annual revenue", 0.5),
    ("Previous revenue", 0.5),
    ("Gross profit", 0.4),
    ("Gross margin", 0.4),
    ("Repeat sales", 0.4),
    ("New business", 0.4),
    ("Probability", 0.3),
    ("Growth rate", 0.3),
    ("On-site visits", 0.6),
    ("Service cost", 0.5),
];

/// Random lists as people keep them: some columns, blanks, lines of two windows, deals open and closed, visits.
fn random_lists(folder: &std::path::Path, seed: u64) -> Vec<std::path::PathBuf> {
    let r = &mut Random::new(seed);
    let n = 8 + r.below(40);
    let columns: Vec<(&str, f64)> = COLUMNS.iter().copied().filter(|_| r.chance(0.4)).collect();
    let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
    let mut accounts = format!("Account,{}\n", heads.join(","));
    let money = |r: &mut Random| (r.unit() * 1e5).round() / 10.0;
    for at in 0..n {
        let cell = |r: &mut Random, (head, often): &(&str, f64)| match *head {
            _ if !r.chance(*often) => String::new(),
            "Industry" => format!("Industry {}", r.below(3)),
            "Gross margin" | "Probability" | "Growth rate" => format!("{}%", 1 + r.below(60)),
            "On-site visits" => r.below(30).to_string(),
            _ => money(r).to_string(),
        };
        let cells: Vec<String> = columns.iter().map(|column| cell(r, column)).collect();
        writeln!(accounts, "Account {at},{}", cells.join(",")).unwrap();
    }
    let day = |r: &mut Random, back: usize| today() - chrono::Days::new(r.below(back) as u64);
    let mut orders = "Account,Order date,Amount,Profit,Product\n".to_owned();
    for _ in 0..r.pick(&[0, n, 6 * n]) {
        let (who, date, amount, product) = (r.below(n), day(r, 800), money(r), r.below(20));
        let profit = if r.chance(0.9) { (amount / 4.0).to_string() } else { String::new() };
        writeln!(orders, "Account {who},{date},{amount},{profit},Product {product}").unwrap();
    }
    let mut deals = "Account,Opportunity,Amount,Stage,Close date\n".to_owned();
    for at in 0..r.pick(&[0, n, 3 * n]) {
        let stage = r.pick(&["Closed Won", "Closed Lost", "Proposal", "Qualified", ""]);
        let (who, date, amount) = (r.below(n), day(r, 900), money(r));
        writeln!(deals, "Account {who},Deal {at},{amount},{stage},{date}").unwrap();
    }
    let mut visits = "Account,Visit date,Contact\n".to_owned();
    for _ in 0..r.pick(&[0, 0, 3 * n]) {
        writeln!(visits, "Account {},{},Anna", r.below(n), day(r, 500)).unwrap();
    }
    let mut files = Vec::new();
    for (name, text) in [("accounts", accounts), ("orders", orders), ("deals", deals), ("visits", visits)] {
        if text.lines().count() > 1 {
            files.push(folder.join(format!("{name}.csv")));
            std::fs::write(&files[files.len() - 1], text).unwrap();
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lists_give_the_same_plan_when_it_is_planned_again(seed in any::<u64>()) {
        let folder = tempfile::tempdir().unwrap();
        let lists = random_lists(folder.path(), seed);
        let first = planned(read_lists(&lists, &ImportOptions::default(), &CONFIG).unwrap(), &CONFIG, today());
        let path = folder.path().join("one.plan.xlsx");
        let file = std::fs::File::create(&path).unwrap();
        write(&first, &CONFIG, Language::En, &WorkbookOptions::default(), file).unwrap();
        let again = read_lists(&[&path], &ImportOptions::default(), &CONFIG).unwrap();
        let second = planned(again, &CONFIG, today());
        let mut found = Vec::new();
        differences(&figures(&first), &figures(&second), "", &mut found);
        found.truncate(12);
        prop_assert!(found.is_empty(), "{:#?}", found);
    }
}

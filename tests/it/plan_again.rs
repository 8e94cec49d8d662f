//! A plan holds no order lines, visit rows or files of closed deals: what they said of the past stands in it account by
//! account, so that planning it again gives the same plan, and a fresh list is never added to what an earlier plan says.

use crate::support::Desk;
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
    desk.text("orders.csv", &fresh.join("\n"));
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

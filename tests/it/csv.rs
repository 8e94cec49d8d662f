//! `--csv` and `--capacity`: every field of the JSON stands in the CSV, formulas are guarded, files of others
//! are left alone.

use crate::support::C::{B, D, N, T};
use crate::support::{Desk, account};
use serde_json::Value;
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

/// Files, and the name of their records in the JSON.
const FILES: &[&str] = &[
    "accounts",
    "persons",
    "opportunities",
    "resources",
    "values",
    "costs",
    "goals",
    "plan_items",
    "issues",
    "rejected",
    "decisions",
];

/// A list with a record of every kind, and texts that a spreadsheet would run.
fn everything(desk: &Desk) {
    let accounts = vec![
        vec![
            T("Account ID"),
            T("Account Name"),
            T("Region"),
            T("Annual Revenue"),
            T("Gross Profit"),
            T("Repeat sales"),
            T("New business"),
            T("Probability"),
            T("On-site visits"),
            T("Samples"),
            T("Condition 1"),
            T("Alliance Level"),
            T("Alliance Target"),
            T("Needs"),
        ],
        vec![
            T("1"),
            T("=HYPERLINK(\"x\")"),
            T("@north"),
            N(1000.0),
            N(1.0 / 3.0),
            N(700.0),
            N(100.0),
            N(0.7),
            N(9.0),
            N(3.0),
            T("yes"),
            N(2.0),
            N(3.0),
            T("say \"yes\",\nthen go"),
        ],
        vec![T("2"), T("Plain"), T("-5"), N(500.0), B, B, B, B, N(3.0), N(1.0), T("no"), B, B, T("＋1")],
        vec![T("3"), T("Bad"), B, N(1.0), B, N(5.0), B, N(7.0)],
        vec![B, B, T("nameless"), N(1.0)],
    ];
    let persons = vec![
        vec![
            T("Account ID"),
            T("Name"),
            T("Title"),
            T("Decision role"),
            T("Receptivity"),
            T("Dynamics"),
            T("Reports to"),
            T("Last contact date"),
        ],
        vec![T("1"), T("Ann"), T("+CEO"), T("Approver"), N(3.0), N(8.0), B, D(2025, 9, 1)],
        vec![T("1"), T("Bob"), B, T("Influencer"), N(9.0), N(9.0), T("Ann"), B],
    ];
    let deals = vec![
        vec![T("Account ID"), T("Opportunity"), T("Amount"), T("Stage"), T("Close date")],
        vec![T("2"), T("Deal"), N(123_456.789), T("Proposal"), D(2026, 3, 1)],
        vec![T("2"), T("Lost deal"), N(5.0), T("Closed Lost"), D(2025, 3, 1)],
    ];
    let values = vec![
        vec![
            T("Account ID"),
            T("IMPACT element"),
            T("Benefit type"),
            T("Description"),
            T("Before"),
            T("After"),
            T("Unit value"),
            T("Times a year"),
            T("Our yearly cost"),
            T("Evidence grade"),
        ],
        vec![
            T("1"),
            T("Time"),
            T("Lower current cost"),
            T("faster"),
            N(9.0),
            N(2.0),
            N(10.1),
            N(3.0),
            N(4.0),
            T("Measured"),
        ],
    ];
    let costs = vec![
        vec![
            T("Account ID"),
            T("TCA/TCO"),
            T("Cost category"),
            T("Cost with us"),
            T("Cost with the alternative"),
        ],
        vec![T("1"), T("TCA"), T("price"), N(100.0), N(90.0)],
        vec![T("1"), T("TCO"), T("repair"), N(10.0), N(70.0)],
    ];
    let goals = vec![
        vec![
            T("Account ID"),
            T("Kind of goal"),
            T("Goal statement"),
            T("Baseline"),
            T("Target value"),
            T("Actual"),
            T("Deadline"),
        ],
        vec![T("1"), T("Volume"), T("=more"), N(10.0), N(40.0), N(20.0), D(2026, 12, 31)],
    ];
    let items = vec![
        vec![
            T("Account ID"),
            T("Plan part"),
            T("Plan item"),
            T("Responsible"),
            T("Due date"),
            T("Budget amount"),
            T("Status"),
        ],
        vec![T("1"), T("Actions"), T("visit"), T("Li"), D(2026, 1, 1), N(5.5), T("Approved")],
    ];
    let resources = vec![
        vec![T("Resource"), T("Capacity"), T("Unit cost"), T("Smallest step"), T("Core floor")],
        vec![T("Samples"), N(40.0), N(7.0), N(2.0), N(4.0)],
    ];
    desk.book(
        "list.xlsx",
        &[
            ("Accounts", accounts),
            ("Key persons", persons),
            ("Opportunities", deals),
            ("Values", values),
            ("Costs", costs),
            ("Goals", goals),
            ("Plan", items),
            ("Resources", resources),
        ],
    );
}

fn read(desk: &Desk, name: &str) -> Vec<Row> {
    let bytes = std::fs::read(desk.path(&format!("tables/{name}.csv"))).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let body = text.strip_prefix('\u{feff}').expect("a BOM");
    assert!(body.contains("\r\n"), "{name}: CRLF");
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let distinct: std::collections::BTreeSet<&String> = headers.iter().collect();
    assert_eq!(distinct.len(), headers.len(), "{name}: headers are distinct");
    reader
        .records()
        .map(|r| headers.iter().cloned().zip(r.unwrap().iter().map(str::to_owned)).collect())
        .collect()
}

/// Every value of a record by its path; a list of texts is one value, places in a list count from 1.
fn flat(value: &Value, path: &str, into: &mut BTreeMap<String, Value>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(parts) => parts.iter().for_each(|(key, part)| flat(part, &under(key), into)),
        Value::Array(parts) if path == "alliance.conditions" => {
            for (at, part) in (1..).zip(parts) {
                into.insert(under(&i32::to_string(&at)), part.clone());
            }
        }
        other => drop(into.insert(path.to_owned(), other.clone())),
    }
}

fn same(cell: &str, value: &Value) -> bool {
    // The rule of the guard, written down a second time.
    let guarded = |text: &str| match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text.to_owned(),
    };
    match value {
        Value::Null => cell.is_empty(),
        Value::Bool(b) => cell == b.to_string(),
        // serde_json reads a number to its last bit but one.
        Value::Number(n) => {
            cell.parse::<f64>().is_ok_and(|c| n.as_f64().is_some_and(|n| (c - n).abs() <= n.abs() * 4e-16))
        }
        Value::String(text) => cell == guarded(text),
        Value::Array(parts) => {
            let parts: Vec<String> =
                parts.iter().map(|p| p.as_str().map_or_else(|| p.to_string(), str::to_owned)).collect();
            cell == guarded(&parts.join("; "))
        }
        Value::Object(_) => false,
    }
}

#[test]
fn every_field_of_the_json_stands_in_the_csv() {
    let desk = Desk::new();
    everything(&desk);
    let (code, json) = desk.plan(&["list.xlsx", "--csv", "tables"]);
    assert_eq!(code, 1, "a row is rejected");
    for name in FILES {
        let (records, rows) = (json[name].as_array().unwrap(), read(&desk, name));
        assert!(!records.is_empty(), "{name}: the list has one");
        assert_eq!(records.len(), rows.len(), "{name}");
        for (record, row) in records.iter().zip(&rows) {
            let mut fields = BTreeMap::new();
            flat(record, "", &mut fields);
            for (path, value) in &fields {
                match row.get(path) {
                    Some(cell) => assert!(same(cell, value), "{name} {path}: {cell:?} is not {value}"),
                    // An object that is absent has its columns blank.
                    None => assert!(value.is_null() && blank_below(row, path), "{name}: no column {path}"),
                }
            }
            for (column, cell) in row {
                assert!(
                    fields.contains_key(column) || cell.is_empty(),
                    "{name} {column}: {cell} is not in JSON"
                );
            }
        }
    }
    let mut files: Vec<String> = std::fs::read_dir(desk.path("tables"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let mut wanted: Vec<String> = FILES.iter().map(|f| format!("{f}.csv")).collect();
    wanted.sort();
    assert_eq!(files, wanted, "nothing temporary is left");
}

fn blank_below(row: &Row, path: &str) -> bool {
    let below = format!("{path}.");
    let mut cells = row.iter().filter(|(column, _)| column.starts_with(&below)).peekable();
    cells.peek().is_some() && cells.all(|(_, cell)| cell.is_empty())
}

#[test]
fn texts_that_a_spreadsheet_would_run_are_guarded_and_numbers_are_not() {
    let desk = Desk::new();
    everything(&desk);
    let (_, json) = desk.plan(&["list.xlsx", "--csv", "tables"]);
    let rows = read(&desk, "accounts");
    let row = |name: &str| rows.iter().find(|r| r["name"] == name).unwrap();
    assert_eq!(row("'=HYPERLINK(\"x\")")["region"], "'@north");
    assert_eq!(row("Plain")["region"], "'-5");
    assert_eq!(read(&desk, "persons")[0]["title"], "'+CEO");
    let gap = account(&json, "Plain")["resources"]["visits"]["gap"].as_f64().unwrap();
    let other = account(&json, "=HYPERLINK(\"x\")")["resources"]["visits"]["gap"].as_f64().unwrap();
    assert!(gap < 0.0 || other < 0.0, "one account gives visits to the other");
    let shown = if gap < 0.0 { row("Plain") } else { row("'=HYPERLINK(\"x\")") };
    assert!(shown["resources.visits.gap"].starts_with('-'), "a negative number is a number");
    assert_eq!(row("'=HYPERLINK(\"x\")")["gross_profit"], "0.3333333333333333", "unrounded");
}

#[test]
fn only_files_of_ours_are_replaced() {
    let desk = Desk::new();
    everything(&desk);
    let args = ["plan", "list.xlsx", "-o", "out.plan.xlsx", "--csv", "tables", "--today", "2026-01-31"];
    assert_eq!(desk.run(&args).status.code(), Some(1));
    desk.text("tables/notes.txt", "mine");
    assert_eq!(desk.run(&args).status.code(), Some(1), "our own files are replaced");
    assert_eq!(std::fs::read_to_string(desk.path("tables/notes.txt")).unwrap(), "mine");
    let other = "Customer,Amount\nA,1\n";
    desk.text("tables/costs.csv", other);
    std::fs::remove_file(desk.path("out.plan.xlsx")).unwrap();
    assert_eq!(desk.run(&args).status.code(), Some(2), "somebody else's file");
    assert_eq!(std::fs::read_to_string(desk.path("tables/costs.csv")).unwrap(), other);
    assert!(!desk.path("out.plan.xlsx").exists(), "nothing is written");
    let forced: Vec<&str> = args.into_iter().chain(["--force"]).collect();
    assert_eq!(desk.run(&forced).status.code(), Some(1));
    assert!(read(&desk, "costs").len() == 2);
    desk.text("in/accounts.csv", "Account Name,Annual Revenue\nA,1\n");
    let onto = ["plan", "in/accounts.csv", "-o", "x.plan.xlsx", "--csv", "in", "--force"];
    assert_eq!(desk.run(&onto).status.code(), Some(2), "an input is never replaced");
}

#[test]
fn capacities_are_named_by_any_word_and_win_over_settings() {
    let desk = Desk::new();
    everything(&desk);
    desk.text("own.toml", "[resource.\"现场拜访\"]\ncapacity = 5\nfloor_core = 2\n");
    let (_, json) = desk.plan(&[
        "list.xlsx",
        "--config",
        "own.toml",
        "--capacity",
        "拜访=1,200",
        "--capacity",
        "Budget=36万",
        "--capacity",
        "samples=0.05k",
        "--capacity",
        "专家天数=1.5千",
    ]);
    let found = |name: &str| {
        let all = json["resources"].as_array().unwrap();
        all.iter().find(|r| r["name"] == name).unwrap_or_else(|| panic!("{name}: {all:?}"))
    };
    assert_eq!(found("visits")["capacity"], 1200.0);
    assert_eq!(found("visits")["floor_core"], 2.0, "the settings' floor stays");
    assert_eq!(found("budget")["capacity"], 360_000.0);
    assert_eq!(found("Samples")["capacity"], 50.0);
    assert_eq!(found("专家天数")["capacity"], 1500.0);
    assert_eq!(json["resources"].as_array().unwrap().len(), 4);
    for wrong in ["visits", "visits=-1", "visits=many", "=3", "visits=1e400"] {
        let run = desk.run(&["plan", "list.xlsx", "--capacity", wrong]);
        assert_eq!(run.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn a_column_called_like_a_resource_of_the_settings_holds_its_current_use() {
    let desk = Desk::new();
    desk.text("list.csv", "Account Name,Annual Revenue,Expert days\nA,100,3\nB,300,1\n");
    let (_, json) = desk.plan(&["list.csv", "--capacity", "expert days=8"]);
    let of = |name: &str| account(&json, name)["resources"]["expert days"].clone();
    assert_eq!((of("A")["current"].as_f64(), of("A")["gap"].as_f64()), (Some(3.0), Some(-1.0)));
    assert_eq!((of("B")["recommended"].as_f64(), of("B")["gap"].as_f64()), (Some(6.0), Some(5.0)));
}

#[test]
fn the_settings_printed_can_be_uncommented() {
    let desk = Desk::new();
    let text = String::from_utf8(desk.run(&["config"]).stdout).unwrap();
    for table in ["# [resource.visits]", "# [resource.budget]", "# [resource.NAME]"] {
        assert!(text.contains(table), "{table}");
    }
    // Every line that is a setting, taken out of its comment and filled in, is understood.
    let mut settings = String::new();
    for line in text.lines().filter_map(|l| l.strip_prefix("# ")) {
        match line.split_once(" = ") {
            Some((key, rest)) if !key.contains(' ') => {
                let value = rest.split('#').next().unwrap().trim();
                settings.push_str(&format!("{key} = {}\n", if value.is_empty() { "3" } else { value }));
            }
            _ if line.starts_with('[') => settings.push_str(&format!("{line}\n")),
            _ => {}
        }
    }
    assert!(settings.matches("capacity = 3").count() == 3, "{settings}");
    everything(&desk);
    desk.text("own.toml", &settings);
    let (code, json) = desk.plan(&["list.xlsx", "--config", "own.toml"]);
    assert_eq!(code, 1, "{settings}");
    assert_eq!(json["resources"][0]["cap_laggard"], 3.0);
}

#[test]
fn the_order_of_rows_changes_no_table() {
    let header = || vec![T("Account ID"), T("Plan part"), T("Plan item"), T("Due date"), T("Status")];
    let items = [
        vec![T("1"), T("Actions"), T("visit"), D(2026, 5, 1), B],
        vec![T("2"), T("Actions"), T("call"), D(2026, 4, 1), B],
        vec![T("2"), T("Problems"), T("late"), B, T("Draft")],
        vec![T("1"), T("Problems"), T("price"), B, B],
    ];
    let tables = |turn: bool| {
        let desk = Desk::new();
        let mut rows = items.to_vec();
        let mut accounts = vec![vec![T("1"), T("A"), N(5.0)], vec![T("2"), T("B"), N(50.0)]];
        if turn {
            rows.reverse();
            accounts.reverse();
        }
        rows.insert(0, header());
        accounts.insert(0, vec![T("Account ID"), T("Account Name"), T("Annual Revenue")]);
        desk.book("list.xlsx", &[("Accounts", accounts), ("Plan", rows)]);
        assert_eq!(desk.plan(&["list.xlsx", "--csv", "tables"]).0, 0);
        FILES.iter().filter(|f| **f != "accounts").map(|f| read(&desk, f)).collect::<Vec<_>>()
    };
    assert_eq!(tables(false), tables(true));
}

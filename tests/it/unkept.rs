//! What somebody types into a plan outside its entries is told, cell by cell; the lists of the Settings are read back;
//! random entries of random plans are found again or told, in all ways back.

use crate::plan_entries::{Seen, edit_some, missing};
use crate::support::Desk;
use crate::support::edit::Typed;
use crate::support::random::Random;
use keyplan::config::{Config, Templates};
use keyplan::layout::{Part, TableId};
use keyplan::model::{Field, Language};
use serde_json::Value;
use std::fmt::Write;

const DAY: &str = "2026-01-31";

fn demo() -> (Desk, &'static str, &'static str) {
    let desk = Desk::new();
    assert_eq!(desk.run(&["demo", "--lang", "en", "--today", DAY]).status.code(), Some(0));
    (desk, "sample-list.xlsx", "sample-list.plan.xlsx")
}

/// Plans; the issues that the JSON tells.
fn planned(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let run = desk.run(&[&["plan", "--today", DAY, "-q", "--json", "x.json", "--force"], args].concat());
    assert!(run.status.code() != Some(2), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    let json: Value = serde_json::from_slice(&std::fs::read(desk.path("x.json")).unwrap()).unwrap();
    json["issues"].as_array().unwrap().clone()
}

fn messages(issues: &[Value], code: &str) -> Vec<String> {
    let of = issues.iter().filter(|i| i["code"] == code);
    of.map(|i| i["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_typed_over_formulas_and_beside_tables_is_told() {
    let (desk, list, plan) = demo();
    let mut seen = Seen::open(&desk.path(plan));
    let mut typed = Vec::new();
    for table in TableId::ALL.iter().copied() {
        let rows = seen.rows(table);
        let computed = table.table().columns.iter().filter(|c| c.part == Part::Computed);
        for (at, column) in computed.enumerate() {
            let Some((sheet, _, place)) = seen.header(table, column.key) else { continue };
            let row = rows[at % rows.len()];
            // Columns whose values no formula gives are told apart by the formulas of their other rows.
            if rows.len() > 1 && rows.iter().all(|row| seen.book.has_formula(&sheet, *row, place)) {
                let value = format!("over {table} {}", column.key);
                seen.book.set(&sheet, row, place, &Typed::Text(value.clone()));
                let cell = format!("{sheet} › {}{row}", keyplan::model::column_letters(place));
                typed.push((cell, value));
            }
        }
    }
    assert!(typed.len() > 80, "{}", typed.len());
    seen.book.set_plain("Relative value", 1, 90, "call them on Monday");
    seen.book.set_plain("Overview", 60, 20, "beside the Overview");
    seen.book.save(&desk.path(plan));
    let told_of = |issues: &[Value], way: &str| {
        let told = messages(issues, "formula_overwritten");
        for (cell, value) in &typed {
            assert!(told.iter().any(|m| m.contains(cell) && m.contains(value)), "{way}: {cell} {value}");
        }
        assert_eq!(told.len(), typed.len(), "{way}");
        let notes = messages(issues, "note_not_kept");
        assert!(notes.iter().any(|m| m.contains("call them on Monday")), "{way}: {notes:?}");
        assert!(notes.iter().any(|m| m.contains("beside the Overview")), "{way}: {notes:?}");
        assert_eq!(notes.len(), 2, "{way}: {notes:?}");
    };
    told_of(&planned(&desk, &[plan, "-o", "alone.plan.xlsx"]), "alone");
    told_of(&planned(&desk, &[list, "--previous", plan, "-o", "beside.plan.xlsx"]), "beside");
    let again = planned(&desk, &["alone.plan.xlsx", "-o", "again.plan.xlsx"]);
    assert!(messages(&again, "formula_overwritten").is_empty(), "made anew");
}

/// Rows to fill in hold formulas where rows of records hold values: no value is called typed over for that.
#[test]
fn an_entry_alone_is_not_called_typed_over_a_formula() {
    let desk = Desk::new();
    desk.text("a.csv", "Account,Sales,Probability,Alliance level\nAcme,90,0.5,2\nBest,50,0.4,\n");
    desk.text(
        "p.csv",
        "Account,Key person,Role,Receptivity,Dynamics,Visits\nAcme,Ann,Approver,7,6,3\nBest,Bob,,6,6,\n",
    );
    planned(&desk, &["a.csv", "p.csv", "-o", "x.plan.xlsx", "--lang", "en"]);
    let mut seen = Seen::open(&desk.path("x.plan.xlsx"));
    let row = seen.rows(TableId::Persons)[0];
    let (sheet, _, column) = seen.header(TableId::Persons, "receptivity").unwrap();
    seen.book.set(&sheet, row, column, &Typed::Number(9.0));
    seen.book.save(&desk.path("x.plan.xlsx"));
    let told = planned(&desk, &["x.plan.xlsx", "-o", "next.plan.xlsx"]);
    assert_eq!(messages(&told, "formula_overwritten"), Vec::<String>::new());
}

#[test]
fn comments_are_told() {
    let (desk, _, plan) = demo();
    let mut seen = Seen::open(&desk.path(plan));
    seen.book.add_comment("B7");
    seen.book.add_comment("C9");
    seen.book.save(&desk.path(plan));
    let told = messages(&planned(&desk, &[plan, "-o", "next.plan.xlsx"]), "comments_not_kept");
    assert!(told.len() == 1 && told[0].contains("2 comments") && told[0].contains("B7, C9"), "{told:?}");
}

/// A cell of the Settings: the row that a text names below a header, and the column of another header.
fn setting(seen: &Seen, (head, of, key): (&str, &str, &str)) -> (u32, u32) {
    let row_of = |text: &str, from: u32| {
        (from..400).find(|row| (0..8).any(|c| seen.cell("Settings", *row, c) == text)).unwrap()
    };
    let header = (1..400)
        .find(|row| {
            let has = |text: &str| (0..8).any(|c| seen.cell("Settings", *row, c) == text);
            has(head) && has(of)
        })
        .unwrap();
    let column = (0..8).find(|c| seen.cell("Settings", header, *c) == of).unwrap();
    (row_of(key, header), column)
}

#[test]
fn the_lists_of_the_settings_are_read_back() {
    let (desk, list, plan) = demo();
    let path = desk.path(plan);
    let mut seen = Seen::open(&path);
    let cells = [
        (("Code", "Weight", "approver"), 3.25),
        (("Code", "Points", "champion"), 1.75),
        (("Code", "Visit factor", "supporter"), 0.875),
        (("Stage", "Probability", "Proposal"), 0.43),
    ];
    for (of, value) in cells {
        let (row, column) = setting(&seen, of);
        seen.book.set("Settings", row, column, &Typed::Number(value));
    }
    seen.book.save(&path);
    let look = |file: &str| {
        let seen = Seen::open(&desk.path(file));
        for (of, value) in cells {
            let (row, column) = setting(&seen, of);
            let cell: f64 = seen.cell("Settings", row, column).parse().unwrap();
            assert!((cell - value).abs() < 1e-12, "{file}: {of:?} {cell}");
        }
    };
    planned(&desk, &[plan, "-o", "alone.plan.xlsx"]);
    look("alone.plan.xlsx");
    planned(&desk, &[list, "--previous", plan, "-o", "beside.plan.xlsx"]);
    look("beside.plan.xlsx");
    planned(
        &desk,
        &["alone.plan.xlsx", "-o", "again.plan.xlsx", "--split-by", "region", "--out-dir", "parts"],
    );
    look("again.plan.xlsx");
    let parts: Vec<String> = parts(&desk);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    planned(&desk, &[&parts[..], &["-o", "merged.plan.xlsx"]].concat());
    look("merged.plan.xlsx");
}

fn parts(desk: &Desk) -> Vec<String> {
    let mut parts: Vec<String> = std::fs::read_dir(desk.path("parts"))
        .unwrap()
        .map(|e| format!("parts/{}", e.unwrap().file_name().to_string_lossy()))
        .filter(|name| name.ends_with(".plan.xlsx"))
        .collect();
    parts.sort();
    parts
}

/// Random lists: accounts with some of their columns, persons or none, deals or none.
fn random_lists(desk: &Desk, dice: &mut Random) -> Vec<String> {
    let accounts = 2 + dice.below(9);
    let mut text = "Account,Sales,Region".to_owned();
    let further = ["Gross profit", "Owner", "Industry", "On-site visits", "Notes"];
    let further: Vec<&str> = further.into_iter().filter(|_| dice.chance(0.5)).collect();
    further.iter().for_each(|header| write!(text, ",{header}").unwrap());
    for at in 0..accounts {
        write!(text, "\nAccount {at},{},Region {}", 10 + dice.below(9000), dice.below(2)).unwrap();
        for header in &further {
            match *header {
                "Gross profit" | "On-site visits" => write!(text, ",{}", 1 + dice.below(9)).unwrap(),
                _ => write!(text, ",word {}", dice.below(3)).unwrap(),
            }
        }
    }
    desk.text("list.csv", text);
    let mut lists = vec!["list.csv".to_owned()];
    if dice.chance(0.7) {
        let mut text = "Account,Contact name,Job title".to_owned();
        for at in 0..1 + dice.below(12) {
            write!(text, "\nAccount {},Person {at},Buyer", dice.below(accounts)).unwrap();
        }
        desk.text("people.csv", text);
        lists.push("people.csv".to_owned());
    }
    if dice.chance(0.5) {
        let mut text = "Account,Deal name,Deal stage,Amount".to_owned();
        for at in 0..1 + dice.below(4) {
            write!(text, "\nAccount {},Deal {at},Proposal,{}", dice.below(accounts), 1 + dice.below(99))
                .unwrap();
        }
        desk.text("deals.csv", text);
        lists.push("deals.csv".to_owned());
    }
    lists
}

/// Random entries of random plans, in a way back that is drawn too.
#[test]
fn random_entries_of_random_plans_are_found_or_told() {
    let config = Config::load(&Templates::default()).unwrap();
    let cases = std::env::var("KEYPLAN_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let mut lost = Vec::new();
    let mut count = 0;
    for seed in 0..cases {
        let dice = &mut Random::new(seed);
        let desk = Desk::new();
        let lists = random_lists(&desk, dice);
        let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
        planned(&desk, &[&lists[..], &["-o", "o.plan.xlsx", "--lang", "en"]].concat());
        let whole = ["alone", "list first", "plan first", "over"];
        for way in whole.into_iter().chain(["merged"]) {
            let mut file = "edited.plan.xlsx".to_owned();
            if way == "merged" {
                let split =
                    ["--split-by", "region", "--out-dir", "parts", "-o", "p.plan.xlsx", "--lang", "en"];
                planned(&desk, &[&lists[..], &split].concat());
                file.clone_from(&dice.pick(&parts(&desk)));
            } else {
                std::fs::copy(desk.path("o.plan.xlsx"), desk.path(&file)).unwrap();
            }
            let choose = |_, rows| if dice.chance(0.4) { Some(dice.below(rows)) } else { None };
            let edits = edit_some(&desk.path(&file), Language::En, &config, false, choose);
            count += edits.len();
            let all = parts_or_none(&desk, way);
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            let beside = [&lists[..], &["--previous", &file, "-o", "n.plan.xlsx"]].concat();
            let (args, made) = match way {
                "alone" => (vec![&*file, "-o", "n.plan.xlsx"], "n.plan.xlsx"),
                "list first" => (beside, "n.plan.xlsx"),
                "plan first" => ([&beside[..], &["--prefer", "plan"]].concat(), "n.plan.xlsx"),
                "over" => ([&lists[..], &["-o", &file]].concat(), &*file),
                _ => ([&all[..], &["-o", "n.plan.xlsx"]].concat(), "n.plan.xlsx"),
            };
            let issues = if way == "over" { over(&desk, &args) } else { planned(&desk, &args) };
            for edit in missing(&desk.path(made), &edits, &config) {
                let field = edit.column.field.unwrap();
                let told = |i: &Value| {
                    let message = i["message"].as_str().unwrap();
                    let over = i["code"] == "formula_overwritten" && i["value"] == edit.value();
                    let of_field = i["field"] == field.code()
                        && (message.contains(&edit.name) || i["code"] == "figures_from_list");
                    over || of_field
                };
                // The scale of scores that nobody gives says nothing.
                if field != Field::Scale && !issues.iter().any(told) {
                    lost.push(format!("seed {seed} {way}: {}", edit.told()));
                }
            }
        }
    }
    assert!(count > 100, "{count}");
    assert!(lost.is_empty(), "{} of {count} lost:\n{}", lost.len(), lost.join("\n"));
}

fn parts_or_none(desk: &Desk, way: &str) -> Vec<String> {
    if way == "merged" { parts(desk) } else { Vec::new() }
}

/// Plans over an edited plan, without `--force`: its entries are kept.
fn over(desk: &Desk, args: &[&str]) -> Vec<Value> {
    std::fs::remove_file(desk.path("x.json")).unwrap();
    let run = desk.run(&[&["plan", "--today", DAY, "-q", "--json", "x.json", "--lang", "en"], args].concat());
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    let json: Value = serde_json::from_slice(&std::fs::read(desk.path("x.json")).unwrap()).unwrap();
    json["issues"].as_array().unwrap().clone()
}

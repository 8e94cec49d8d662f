//! `keyplan template`: the blank list reads without a complaint, a filled copy plans with every column
//! understood, and the made-up one is that of `keyplan demo`.

use crate::support::Desk;
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use std::path::Path;

const LANGUAGES: [(&str, &str); 2] = [("zh", "客户名单模板.xlsx"), ("en", "keyplan-template.xlsx")];

/// The rows of every sheet.
fn sheets(path: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    let rows = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        (name, range.rows().map(<[Data]>::to_vec).collect())
    };
    names.into_iter().map(rows).collect()
}

/// The template with its example row once more under another name: what it shows, it takes.
fn fill_in(from: &Path, to: &Path, name: &str) {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (title, mut rows) in sheets(from) {
        let real = rows[1].iter().map(|cell| match cell {
            Data::String(text) if text.starts_with("示例") || text.starts_with("Example") => {
                Data::String(name.to_owned())
            }
            other => other.clone(),
        });
        let real = real.collect();
        rows.push(real);
        let sheet = book.add_worksheet();
        sheet.set_name(title).unwrap();
        for (row, cells) in (0_u32..).zip(&rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Data::Empty => {}
                    Data::String(text) => drop(sheet.write_string(row, column, text).unwrap()),
                    Data::Float(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                    Data::DateTime(day) => {
                        sheet.write_number_with_format(row, column, day.as_f64(), &date).unwrap();
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    book.save(to).unwrap();
}

fn rows(json: &Value) -> impl Iterator<Item = &Value> {
    json["inputs"][0]["sheets"].as_array().unwrap().iter()
}

#[test]
fn a_blank_template_asks_to_be_filled_in() {
    for (language, file) in LANGUAGES {
        let desk = Desk::new();
        let made = desk.run(&["template", "--lang", language]);
        assert_eq!(made.status.code(), Some(0));
        let read = desk.run(&["check", file, "--json", "read.json"]);
        assert_eq!(read.status.code(), Some(2), "{read:?}");
        let said = String::from_utf8_lossy(&read.stderr).into_owned();
        assert!(said.contains("keyplan template"), "{said}");
        let json: Value = serde_json::from_slice(&std::fs::read(desk.path("read.json")).unwrap()).unwrap();
        assert_eq!(json["language"], language);
        assert_eq!(rows(&json).count(), 9);
        for sheet in rows(&json) {
            assert_eq!(
                (&sheet["rows"]["read"], &sheet["rows"]["ignored"]),
                (&1.into(), &1.into()),
                "{sheet}"
            );
        }
        for issue in json["issues"].as_array().unwrap() {
            assert_eq!(issue["code"], "instruction_row_ignored", "{issue}");
        }
        assert_eq!(desk.run(&["plan", file]).status.code(), Some(2));
    }
}

#[test]
fn a_filled_template_plans_with_every_column_understood() {
    for (language, file) in LANGUAGES {
        let desk = Desk::new();
        desk.run(&["template", "--lang", language]);
        fill_in(&desk.path(file), &desk.path("filled.xlsx"), "Northwind");
        let args = ["plan", "filled.xlsx", "--json", "plan.json", "--today", "2026-01-31"];
        let planned = desk.run(&args);
        assert_eq!(planned.status.code(), Some(0), "{planned:?}");
        let json: Value = serde_json::from_slice(&std::fs::read(desk.path("plan.json")).unwrap()).unwrap();
        assert_eq!(json["language"], language);
        let mut columns = 0;
        for sheet in rows(&json) {
            assert_eq!(sheet["rows"]["planned"], 1, "{sheet}");
            for column in sheet["columns"].as_array().unwrap() {
                assert_eq!(column["confidence"], 1.0, "{column}");
                assert!(column["field"].is_string(), "{column}");
                columns += 1;
            }
        }
        assert!(columns > 120, "{columns}");
        assert_eq!(json["accounts"][0]["name"], "Northwind");
        let doubted: Vec<&Value> =
            json["issues"].as_array().unwrap().iter().filter(|i| i["severity"] != "info").collect();
        assert!(doubted.is_empty(), "{doubted:#?}");
    }
}

#[test]
fn the_made_up_list_is_that_of_the_demo() {
    for (language, _) in LANGUAGES {
        let desk = Desk::new();
        let today = ["--lang", language, "--today", "2026-01-31"];
        desk.run(&[&["template", "--sample", "-o", "list.xlsx"][..], &today].concat());
        desk.run(&[&["demo"][..], &today].concat());
        let name = if language == "zh" { "示例名单" } else { "sample-list" };
        let plan = |list: &str| {
            let json = format!("{list}.json");
            let out = desk.run(&[
                "plan",
                list,
                "-o",
                "p.xlsx",
                "--force",
                "--json",
                &json,
                "--today",
                "2026-01-31",
            ]);
            assert_eq!(out.status.code(), Some(0), "{out:?}");
            let json: Value = serde_json::from_slice(&std::fs::read(desk.path(&json)).unwrap()).unwrap();
            let accounts = json["accounts"].as_array().unwrap().clone();
            assert_eq!(accounts.len(), 60);
            accounts.iter().map(|a| (a["name"].clone(), a["expected_value"].clone())).collect::<Vec<_>>()
        };
        assert_eq!(plan("list.xlsx"), plan(&format!("{name}.xlsx")));
        for (title, rows) in sheets(&desk.path("list.xlsx")) {
            assert!(rows[0].iter().all(|cell| matches!(cell, Data::String(_))), "{title}");
            assert!(rows.len() > 1, "{title}");
        }
    }
}

#[test]
fn a_template_replaces_nothing_unless_forced() {
    let desk = Desk::new();
    desk.text("t.xlsx", "mine");
    for sample in [&[][..], &["--sample"]] {
        let args = [&["template", "-o", "t.xlsx"][..], sample].concat();
        assert_eq!(desk.run(&args).status.code(), Some(2));
        assert_eq!(std::fs::read(desk.path("t.xlsx")).unwrap(), b"mine");
    }
    assert_eq!(desk.run(&["template", "-o", "t.xlsx", "--force"]).status.code(), Some(0));
    assert!(sheets(&desk.path("t.xlsx")).len() == 9);
}

#[test]
fn a_template_is_the_same_every_time() {
    let desk = Desk::new();
    for name in ["a.xlsx", "b.xlsx"] {
        desk.run(&["template", "-o", name, "--today", "2026-01-31"]);
    }
    assert_eq!(std::fs::read(desk.path("a.xlsx")).unwrap(), std::fs::read(desk.path("b.xlsx")).unwrap());
}

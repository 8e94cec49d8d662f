//! The forms stand in every plan: from a list of nothing but names and revenue people fill in their empty rows and
//! find what they entered after planning again, in the table and on the account's page.

use crate::plan_entries::Seen;
use crate::support::edit::Typed;
use crate::support::{Desk, codes, reconcile};
use calamine::{Reader, Xlsx, open_workbook};
use keyplan::layout::TableId;
use serde_json::Value;
use std::collections::BTreeMap;

const LISTS: [(&str, &str); 2] = [
    ("zh", "客户名称,年销售额\n甲公司,900\n乙公司,500\n丙公司,80\n丁公司,20\n"),
    ("en", "Customer,Annual revenue\nAcme,900\nBeta,500\nGamma,80\nDelta,20\n"),
];

/// A list planned, and its plan as `last.plan.xlsx`.
fn planned(language: &str, list: &str) -> (Desk, Value) {
    let desk = Desk::new();
    desk.text("list.csv", list);
    let (code, json) = desk.plan(&["list.csv", "--lang", language]);
    assert_eq!(code, 0);
    keep(&desk);
    (desk, json)
}

fn keep(desk: &Desk) {
    std::fs::copy(desk.path("out.plan.xlsx"), desk.path("last.plan.xlsx")).unwrap();
}

/// Rows of a table in which these columns are blank, with what stands in its first column of entries.
fn unfilled(seen: &Seen, table: TableId, blank: &[&str], kind: &str) -> Vec<(u32, String)> {
    let at = |key: &str, row: u32| {
        let (sheet, _, column) = seen.header(table, key).unwrap_or_else(|| panic!("{table} {key}"));
        seen.cell(&sheet, row, column)
    };
    let rows = seen.rows(table).into_iter();
    let rows = rows.filter(|row| blank.iter().all(|key| at(key, *row).is_empty()));
    rows.map(|row| (row, at(kind, row))).collect()
}

fn goals(seen: &Seen) -> Vec<(u32, String)> {
    unfilled(seen, TableId::Goals, &["statement"], "kind")
}

fn parts(seen: &Seen) -> Vec<(u32, String)> {
    unfilled(seen, TableId::PlanItems, &["text", "proposal"], "part")
}

/// How often each row's first entry stands there.
fn counted(rows: &[(u32, String)]) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    rows.iter().for_each(|(_, kind)| *counted.entry(kind.as_str()).or_default() += 1);
    counted
}

/// A form of `kinds` rows for each of four accounts.
fn stands(rows: &[(u32, String)], kinds: usize) {
    let counted = counted(rows);
    assert_eq!(counted.len(), kinds, "{counted:?}");
    assert!(counted.iter().all(|(kind, count)| !kind.is_empty() && *count == 4), "{counted:?}");
}

fn list<'j>(json: &'j Value, key: &str) -> &'j Vec<Value> {
    json[key].as_array().unwrap()
}

fn recalculated(desk: &Desk) {
    let found = crate::recalc::recalculate(&std::fs::read(desk.path("out.plan.xlsx")).unwrap());
    assert_eq!(found.differences.len(), 0, "{:#?}", &found.differences[..found.differences.len().min(5)]);
}

/// Fills in every empty row of the goals and the nine parts; what was typed.
fn fill(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let path = desk.path("last.plan.xlsx");
    let mut seen = Seen::open(&path);
    let mut typed = (Vec::new(), Vec::new());
    for (row, _) in goals(&seen) {
        let text = format!("goal of row {row}");
        enter(&mut seen, TableId::Goals, row, "statement", Typed::Text(text.clone()));
        enter(&mut seen, TableId::Goals, row, "due", Typed::Number(46_600.0));
        enter(&mut seen, TableId::Goals, row, "target", Typed::Number(120.0));
        typed.0.push(text);
    }
    for (row, _) in parts(&seen) {
        let text = format!("part of row {row}");
        enter(&mut seen, TableId::PlanItems, row, "text", Typed::Text(text.clone()));
        enter(&mut seen, TableId::PlanItems, row, "owner", Typed::Text("Li".to_owned()));
        enter(&mut seen, TableId::PlanItems, row, "due", Typed::Number(46_600.0));
        typed.1.push(text);
    }
    seen.book.save(&path);
    typed
}

fn enter(seen: &mut Seen, table: TableId, row: u32, key: &str, typed: Typed) {
    let (sheet, _, column) = seen.header(table, key).unwrap_or_else(|| panic!("{table} {key}"));
    seen.book.set(&sheet, row, column, &typed);
}

/// The texts of some records, sorted.
fn said(json: &Value, key: &str, field: &str) -> Vec<String> {
    let mut said: Vec<String> =
        list(json, key).iter().map(|r| r[field].as_str().unwrap_or_default().to_owned()).collect();
    said.sort();
    said
}

/// All texts of the pages of accounts.
fn on_pages(desk: &Desk) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let pages = book.worksheets().into_iter().filter(|(name, _)| {
        name.split_once(' ').is_some_and(|(rank, _)| rank.bytes().all(|b| b.is_ascii_digit()))
    });
    pages
        .flat_map(|(_, range)| range.used_cells().map(|(_, _, c)| c.to_string()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn forms_stand_in_a_plan_of_names_and_revenue() {
    for (language, names) in LISTS {
        let (desk, json) = planned(language, names);
        let seen = Seen::open(&desk.path("last.plan.xlsx"));
        stands(&goals(&seen), 3);
        stands(&parts(&seen), 9);
        assert!(list(&json, "goals").is_empty() && list(&json, "plan_items").is_empty());
        recalculated(&desk);
    }
}

#[test]
fn an_empty_row_counts_as_nothing() {
    for (language, names) in LISTS {
        let (desk, first) = planned(language, names);
        // A person's program saved it, with nothing entered; and with a kind chosen anew.
        let path = desk.path("last.plan.xlsx");
        let mut seen = Seen::open(&path);
        let rows = goals(&seen);
        enter(&mut seen, TableId::Goals, rows[0].0, "kind", Typed::Text(rows[1].1.clone()));
        seen.book.save(&path);
        for inputs in [&["last.plan.xlsx"][..], &["list.csv", "--previous", "last.plan.xlsx"]] {
            let args: Vec<&str> = inputs.iter().copied().chain(["--lang", language]).collect();
            let (code, json) = desk.plan(&args);
            assert_eq!(code, 0, "{inputs:?}");
            assert!(list(&json, "goals").is_empty() && list(&json, "plan_items").is_empty(), "{inputs:?}");
            let rejected = |json: &Value| codes(json).iter().filter(|c| c.starts_with("missing")).count();
            assert_eq!(rejected(&json), rejected(&first), "{:?}", codes(&json));
            reconcile(&json);
            let again = Seen::open(&desk.path("out.plan.xlsx"));
            stands(&goals(&again), 3);
            stands(&parts(&again), 9);
        }
    }
}

#[test]
fn what_is_filled_in_is_found_again() {
    for (language, names) in LISTS {
        let (desk, _) = planned(language, names);
        let (mut goals_typed, mut parts_typed) = fill(&desk);
        assert_eq!((goals_typed.len(), parts_typed.len()), (12, 36));
        goals_typed.sort();
        parts_typed.sort();
        for inputs in [&["last.plan.xlsx"][..], &["list.csv", "--previous", "last.plan.xlsx"]] {
            let args: Vec<&str> = inputs.iter().copied().chain(["--lang", language]).collect();
            let (code, json) = desk.plan(&args);
            assert_eq!(code, 0, "{inputs:?}");
            reconcile(&json);
            assert_eq!(said(&json, "goals", "statement"), goals_typed, "{inputs:?}");
            assert_eq!(said(&json, "plan_items", "text"), parts_typed, "{inputs:?}");
            for goal in list(&json, "goals") {
                assert_eq!(goal["target"], 120.0, "{goal:#}");
            }
            let again = Seen::open(&desk.path("out.plan.xlsx"));
            assert!(goals(&again).is_empty() && parts(&again).is_empty(), "filled rows are not doubled");
            assert_eq!(again.rows(TableId::Goals).len(), 12);
            let pages = on_pages(&desk);
            for goal in &goals_typed {
                assert!(pages.iter().any(|text| text.contains(goal.as_str())), "{goal}");
            }
            recalculated(&desk);
        }
    }
}

#[test]
fn a_form_filled_in_partly_keeps_its_other_rows() {
    let (language, names) = LISTS[1];
    let (desk, _) = planned(language, names);
    let path = desk.path("last.plan.xlsx");
    let mut seen = Seen::open(&path);
    let (goal, part) = (goals(&seen)[1].clone(), parts(&seen)[4].clone());
    enter(&mut seen, TableId::Goals, goal.0, "owner", Typed::Text("Ann".to_owned()));
    enter(&mut seen, TableId::PlanItems, part.0, "due", Typed::Number(46_600.0));
    seen.book.save(&path);
    let (code, json) = desk.plan(&["last.plan.xlsx", "--lang", language]);
    assert_eq!(code, 0);
    assert_eq!(list(&json, "goals").len(), 1, "an owner alone is an entry");
    assert_eq!(json["goals"][0]["owner"], "Ann");
    assert_eq!(list(&json, "plan_items").len(), 1, "a date alone is an entry");
    let again = Seen::open(&desk.path("out.plan.xlsx"));
    assert_eq!(again.rows(TableId::Goals).len(), 12, "eleven empty rows beside the one");
    assert_eq!(goals(&again).len(), 12, "the entered one has no statement yet");
    recalculated(&desk);
}

//! The forms stand in every plan: from a list of nothing but names and revenue people fill in every empty row of every
//! form and find what they entered after planning again, in the table and on the account's pages.

use crate::plan_entries::Seen;
use crate::support::edit::Typed;
use crate::support::{Desk, codes, reconcile};
use calamine::{Reader, Xlsx, open_workbook};
use keyplan::config::{Config, Templates};
use keyplan::layout::{Column, Part, TableId};
use keyplan::model::{FieldType, Language};
use serde_json::Value;
use std::collections::BTreeMap;

const LISTS: [(Language, &str); 2] = [
    (Language::Zh, "客户名称,年销售额\n甲公司,900\n乙公司,500\n丙公司,80\n丁公司,20\n"),
    (Language::En, "Customer,Annual revenue\nAcme,900\nBeta,500\nGamma,80\nDelta,20\n"),
];

/// The forms, with the empty rows that an account has of each.
const FORMS: [(TableId, usize); 9] = [
    (TableId::Goals, 3),
    // The nine parts, the preparation with its five topics.
    (TableId::PlanItems, 13),
    (TableId::Values, 3),
    (TableId::Costs, 2),
    (TableId::Persons, 3),
    (TableId::ContactPlan, 3),
    (TableId::Alliance, 1),
    (TableId::Customers, 1),
    (TableId::Allocation, 1),
];

/// The records that forms make, in the JSON.
const RECORDS: [&str; 5] = ["goals", "plan_items", "values", "costs", "persons"];

const ACCOUNTS: usize = 4;

/// A list planned, and its plan as `last.plan.xlsx`.
fn planned((language, list): (Language, &str)) -> (Desk, Value) {
    let desk = Desk::new();
    desk.text("list.csv", list);
    let (code, json) = desk.plan(&["list.csv", "--lang", language.code()]);
    assert_eq!(code, 0);
    keep(&desk);
    (desk, json)
}

fn keep(desk: &Desk) {
    std::fs::copy(desk.path("out.plan.xlsx"), desk.path("last.plan.xlsx")).unwrap();
}

/// The ways in which a plan comes back.
const WAYS: [&[&str]; 2] = [&["last.plan.xlsx"], &["list.csv", "--previous", "last.plan.xlsx"]];

fn again(desk: &Desk, way: &[&str], language: Language) -> Value {
    let args: Vec<&str> = way.iter().copied().chain(["--lang", language.code()]).collect();
    let (code, json) = desk.plan(&args);
    assert_eq!(code, 0, "{way:?} {:?}", codes(&json));
    reconcile(&json);
    json
}

/// Rows of a table that name an account.
fn rows(seen: &Seen, table: TableId) -> Vec<u32> {
    let (sheet, header, column) = seen.header(table, "account").unwrap_or_else(|| panic!("{table}"));
    (header + 1..).take_while(|row| !seen.cell(&sheet, *row, column).is_empty()).collect()
}

/// What stands in a cell of a table; nothing where it has no such column.
fn at(seen: &Seen, table: TableId, key: &str, row: u32) -> String {
    seen.header(table, key).map_or(String::new(), |(sheet, _, column)| seen.cell(&sheet, row, column))
}

/// What people enter in a table: its entries, and the name of a key person.
fn entries(table: TableId) -> Vec<&'static Column> {
    let columns = table.table().columns.iter();
    let named = |c: &&Column| table == TableId::Persons && c.key == "person";
    columns.filter(|c| (c.part == Part::Entry && !c.given) || named(c)).collect()
}

/// Rows with nothing entered; those that a proposal made are none of a form.
fn unfilled(seen: &Seen, table: TableId) -> Vec<u32> {
    let blank = |row: &u32| {
        let proposed = at(seen, table, "proposal", *row);
        proposed.is_empty() && entries(table).iter().all(|c| at(seen, table, c.key, *row).is_empty())
    };
    rows(seen, table).into_iter().filter(blank).collect()
}

/// Every form stands empty for every account.
fn stands(seen: &Seen) {
    for (table, each) in FORMS {
        let rows = unfilled(seen, table);
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *counted.entry(at(seen, table, "account", *row)).or_default() += 1);
        assert!(counted.len() == ACCOUNTS && counted.values().all(|n| *n == each), "{table} {counted:?}");
        for column in entries(table).iter().filter(|c| !c.optional) {
            assert!(seen.header(table, column.key).is_some(), "{table} {}", column.key);
        }
    }
}

fn list<'j>(json: &'j Value, key: &str) -> &'j Vec<Value> {
    json[key].as_array().unwrap()
}

fn recalculated(desk: &Desk) {
    let found = crate::recalc::recalculate(&std::fs::read(desk.path("out.plan.xlsx")).unwrap());
    assert_eq!(found.differences.len(), 0, "{:#?}", &found.differences[..found.differences.len().min(5)]);
}

/// Something to type, another in every cell where it may be.
fn value(reads: FieldType, number: usize, language: Language, config: &Config) -> Typed {
    let words = |group: &str, codes: &[&str]| {
        let code = codes[number % codes.len()];
        Typed::Text(config.labels(language).value(group, code).to_owned())
    };
    match reads {
        FieldType::Text | FieldType::Name | FieldType::Id => Typed::Text(format!("said {number}")),
        FieldType::Date => Typed::Number((46_600 + number % 300) as f64),
        FieldType::Score => Typed::Number((1 + number % 9) as f64),
        FieldType::Truth => words("truth", &["yes", "no"]),
        FieldType::Word("scale", _) => Typed::Number(10.0),
        FieldType::Word(group, codes) => words(group, codes),
        share if share.is_share() || share == FieldType::Fraction => Typed::Number(0.37),
        _ => Typed::Number((7000 + number) as f64),
    }
}

/// What was typed, by table and column.
type Entered = BTreeMap<(TableId, &'static str), Vec<String>>;

/// Fills in every entry of every empty row of every form.
fn fill(desk: &Desk, language: Language, config: &Config) -> Entered {
    let path = desk.path("last.plan.xlsx");
    let mut seen = Seen::open(&path);
    let (mut typed, mut number) = (Entered::new(), 0);
    for (table, _) in FORMS {
        for row in unfilled(&seen, table) {
            for column in entries(table).into_iter().filter(|c| c.key != "choice") {
                let Some((sheet, _, place)) = seen.header(table, column.key) else {
                    assert!(column.optional, "{table} {}", column.key);
                    continue;
                };
                number += 1;
                let reads = column.field.and_then(|f| f.of(table.table().kind)).unwrap().reads;
                let new = value(reads, number, language, config);
                seen.book.set(&sheet, row, place, &new);
                let said = match new {
                    Typed::Text(text) => text,
                    Typed::Number(number) => number.to_string(),
                    Typed::Blank => String::new(),
                };
                typed.entry((table, column.key)).or_default().push(said);
            }
        }
    }
    seen.book.save(&path);
    typed
}

/// All texts of the pages of accounts.
fn on_pages(desk: &Desk) -> String {
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let pages = book.worksheets().into_iter().filter(|(name, _)| {
        name.split_once(' ').is_some_and(|(rank, _)| rank.bytes().all(|b| b.is_ascii_digit()))
    });
    pages
        .flat_map(|(_, range)| range.used_cells().map(|(_, _, c)| c.to_string()).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a text stands there, and not only as the beginning of another.
fn stands_in(all: &str, text: &str) -> bool {
    let mut found = all.match_indices(text);
    found.any(|(at, _)| !all[at + text.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn forms_stand_in_a_plan_of_names_and_revenue() {
    for list_of in LISTS {
        let (desk, json) = planned(list_of);
        stands(&Seen::open(&desk.path("last.plan.xlsx")));
        assert!(RECORDS.iter().all(|key| list(&json, key).is_empty()));
        recalculated(&desk);
    }
}

#[test]
fn an_empty_row_counts_as_nothing() {
    for (language, names) in LISTS {
        let (desk, first) = planned((language, names));
        // A person's program saved it, with nothing entered; and with a kind chosen anew.
        let path = desk.path("last.plan.xlsx");
        let mut seen = Seen::open(&path);
        let goals = unfilled(&seen, TableId::Goals);
        let (sheet, _, column) = seen.header(TableId::Goals, "kind").unwrap();
        let other = at(&seen, TableId::Goals, "kind", goals[1]);
        seen.book.set(&sheet, goals[0], column, &Typed::Text(other));
        seen.book.save(&path);
        for way in WAYS {
            let json = again(&desk, way, language);
            assert!(RECORDS.iter().all(|key| list(&json, key).is_empty()), "{way:?}");
            let rejected = |json: &Value| codes(json).iter().filter(|c| c.starts_with("missing")).count();
            assert_eq!(rejected(&json), rejected(&first), "{:?}", codes(&json));
            stands(&Seen::open(&desk.path("out.plan.xlsx")));
        }
    }
}

#[test]
fn what_is_filled_in_is_found_again() {
    let config = Config::load(&Templates::new(None)).unwrap();
    for (language, names) in LISTS {
        let (desk, _) = planned((language, names));
        let typed = fill(&desk, language, &config);
        assert!(typed.len() >= 85, "{}", typed.len());
        for way in WAYS {
            let json = again(&desk, way, language);
            for (key, (_, each)) in RECORDS.iter().zip(FORMS) {
                assert_eq!(list(&json, key).len(), each * ACCOUNTS, "{key} {way:?}");
            }
            let seen = Seen::open(&desk.path("out.plan.xlsx"));
            for ((table, key), values) in &typed {
                let mut found: Vec<String> =
                    rows(&seen, *table).iter().map(|row| at(&seen, *table, key, *row)).collect();
                for value in values {
                    let place = found.iter().position(|cell| cell == value);
                    let place = place.unwrap_or_else(|| panic!("{table} {key} {value:?}: {found:?}"));
                    found.swap_remove(place);
                }
            }
            let pages = on_pages(&desk);
            for ((table, key), texts) in &typed {
                let texts = texts.iter().filter(|text| text.starts_with("said "));
                let lost: Vec<&String> = texts.filter(|text| !stands_in(&pages, text)).collect();
                assert!(lost.is_empty(), "{table} {key}: not on the pages: {lost:?}");
            }
            for (table, each) in FORMS.iter().filter(|(t, _)| *t != TableId::PlanItems) {
                assert_eq!(rows(&seen, *table).len(), each * ACCOUNTS, "{table}: rows are not doubled");
            }
            recalculated(&desk);
        }
    }
}

#[test]
fn a_form_filled_in_partly_keeps_its_other_rows() {
    let (language, names) = LISTS[1];
    let (desk, _) = planned((language, names));
    let path = desk.path("last.plan.xlsx");
    let mut seen = Seen::open(&path);
    let entered = [
        (TableId::Goals, "owner", "Ann"),
        (TableId::PlanItems, "owner", "Ben"),
        (TableId::Values, "planned_use", "Show it to the board"),
        (TableId::Persons, "person", "Cid"),
    ];
    for (table, key, text) in entered {
        let row = unfilled(&seen, table)[1];
        let (sheet, _, column) = seen.header(table, key).unwrap();
        seen.book.set(&sheet, row, column, &Typed::Text(text.to_owned()));
    }
    seen.book.save(&path);
    let json = again(&desk, WAYS[0], language);
    assert!(["goals", "plan_items", "values", "persons"].iter().all(|key| list(&json, key).len() == 1));
    assert_eq!(json["persons"][0]["name"], "Cid");
    let seen = Seen::open(&desk.path("out.plan.xlsx"));
    for (table, key, text) in entered {
        assert!(rows(&seen, table).iter().any(|row| at(&seen, table, key, *row) == text), "{table} {key}");
        let each = FORMS.iter().find(|(t, _)| *t == table).unwrap().1;
        assert_eq!(unfilled(&seen, table).len(), each * ACCOUNTS - 1, "{table}");
    }
    recalculated(&desk);
}

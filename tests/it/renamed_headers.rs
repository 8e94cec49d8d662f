//! Nothing that people entered is lost with a header: an entry is kept, or the run refuses and leaves the plan as it
//! was. Edits are made in the parts of the file, as another program would make them.

use crate::support::edit::{Book, Typed};
use crate::support::{Desk, account};
use serde_json::Value;

const LIST: &str = "Customer,Sales,Probability\nAcme,100,0.5\nBeta,80,0.4\nCedar,60,0.3\n";

/// A plan of the small list, in a language.
fn planned(language: &str) -> Desk {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    assert_eq!(again(&desk, language).0, 0);
    desk
}

/// Plans the list over its plan, without force; exit code, JSON, what was said.
fn again(desk: &Desk, language: &str) -> (i32, Value, String) {
    let args = ["plan", "list.csv", "-o", "list.plan.xlsx", "--json", "x.json", "--today", "2026-01-31"];
    let run = desk.run(&[&args[..], &["--lang", language, "-q"]].concat());
    let text = std::fs::read_to_string(desk.path("x.json")).unwrap_or_default();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    (run.status.code().unwrap(), serde_json::from_str(&text).unwrap_or(Value::Null), said)
}

/// Types a gross profit into the first row of the accounts.
fn typed(book: &mut Book) {
    let (sheet, row, column) = book.header("accounts", "gross_profit").unwrap();
    book.set(&sheet, row + 1, column, &Typed::Number(33.0));
}

#[test]
fn a_renamed_header_costs_nothing() {
    for language in ["en", "zh"] {
        let desk = planned(language);
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        for key in ["cumulative_share", "gross_profit", "account", "probability"] {
            let (sheet, row, column) = book.header("accounts", key).unwrap();
            book.rename(&sheet, row, column, &format!("My {key} %"));
        }
        book.save(&path);
        for other in [language, "en", "zh"] {
            let (code, json, said) = again(&desk, other);
            assert_eq!(code, 0, "{said}");
            assert_eq!(account(&json, "Acme")["gross_profit"], 33.0, "{said}");
            assert_eq!(json["accounts"].as_array().unwrap().len(), 3);
        }
    }
}

/// The run refuses, names sheet and header, and leaves the plan as it was; also beside another output.
fn refused(desk: &Desk, said_too: &[&str]) {
    let path = desk.path("list.plan.xlsx");
    let before = std::fs::read(&path).unwrap();
    let (code, _, said) = again(desk, "en");
    assert_eq!(code, 2, "{said}");
    for text in said_too {
        assert!(said.contains(text), "{text}: {said}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before, "the plan was written over");
    for args in [&["list.csv", "--previous", "list.plan.xlsx"][..], &["list.plan.xlsx"][..]] {
        let run = desk.run(&[&["plan", "-o", "other.xlsx", "--lang", "en"], args].concat());
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(!desk.path("other.xlsx").exists());
    }
}

#[test]
fn a_deleted_column_is_refused() {
    for stripped in [false, true] {
        let desk = planned("en");
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        let (sheet, _, column) = book.header("accounts", "probability").unwrap();
        if stripped {
            book.strip_keys();
        }
        book.delete_column(&sheet, column);
        book.save(&path);
        refused(&desk, &["list.plan.xlsx", "Relative value", "Probability"]);
    }
}

#[test]
fn a_deleted_sheet_and_a_lost_or_newer_key_are_refused() {
    let edits: [(&str, Option<&str>, &str); 4] = [
        ("kp.accounts.gross_profit", Some("#REF!"), "Gross profit"),
        ("kp.accounts.gross_profit", Some("'Relative value'!$I$2"), "Gross profit"),
        ("keyplan_format", Some("99"), "99"),
        ("kp.accounts.net_worth", None, ""),
    ];
    for (name, target, text) in edits {
        let desk = planned("en");
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        match target {
            Some(target) => book.rename_target(name, Some(target)),
            None => book.rename_key("kp.accounts.rank", name),
        }
        book.save(&path);
        refused(&desk, &["list.plan.xlsx", text]);
    }
}

/// A program that moves cells and leaves names where they were is found out.
#[test]
fn keys_that_contradict_the_headers_are_refused() {
    let desk = planned("en");
    let path = desk.path("list.plan.xlsx");
    let mut book = Book::open(&path);
    typed(&mut book);
    let (sheet, _, column) = book.header("accounts", "gross_profit").unwrap();
    let names = book.names();
    book.insert_column(&sheet, column);
    for (name, target) in names.iter().filter(|(name, _)| name.starts_with("kp.accounts.")) {
        book.rename_target(name, Some(target));
    }
    book.save(&path);
    refused(&desk, &["Relative value", "Gross profit"]);
}

#[test]
fn a_key_that_got_lost_is_found_by_its_header_or_refused() {
    for renamed in [false, true] {
        let desk = planned("en");
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        let (sheet, row, column) = book.header("accounts", "gross_profit").unwrap();
        book.rename_target("kp.accounts.gross_profit", None);
        if renamed {
            book.rename(&sheet, row, column, "GP");
            book.save(&path);
            refused(&desk, &["Relative value", "Gross profit"]);
        } else {
            book.save(&path);
            let (code, json, said) = again(&desk, "en");
            assert_eq!(code, 0, "{said}");
            assert_eq!(account(&json, "Acme")["gross_profit"], 33.0);
        }
    }
}

/// A header may even be taken away: its column is known by its key.
#[test]
fn a_blank_header_costs_nothing() {
    let desk = planned("en");
    let path = desk.path("list.plan.xlsx");
    let mut book = Book::open(&path);
    typed(&mut book);
    let (sheet, row, column) = book.header("accounts", "gross_profit").unwrap();
    book.set(&sheet, row, column, &Typed::Blank);
    book.save(&path);
    let (code, json, said) = again(&desk, "en");
    assert_eq!(code, 0, "{said}");
    assert_eq!(account(&json, "Acme")["gross_profit"], 33.0);
}

/// A plan that can be read in part only is not written over.
#[test]
fn a_damaged_plan_is_refused() {
    let desk = planned("en");
    let path = desk.path("list.plan.xlsx");
    let mut book = Book::open(&path);
    typed(&mut book);
    book.cut("Relative value");
    book.save(&path);
    refused(&desk, &["list.plan.xlsx", "Relative value"]);
    // Whole in itself, but more than the limits allow.
    let desk = Desk::new();
    let rows: String = (1..=60).map(|n| format!("Customer {n},{n}00,0.5\n")).collect();
    desk.text("list.csv", format!("Customer,Sales,Probability\n{rows}"));
    assert_eq!(again(&desk, "en").0, 0);
    let path = desk.path("list.plan.xlsx");
    let mut book = Book::open(&path);
    typed(&mut book);
    book.save(&path);
    let before = std::fs::read(&path).unwrap();
    desk.text("keyplan.toml", "[limits]\ncells = 1000\n");
    let (code, _, said) = again(&desk, "en");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("list.plan.xlsx") && std::fs::read(&path).unwrap() == before, "{said}");
}

#[test]
fn columns_may_be_inserted_and_moved() {
    for language in ["en", "zh"] {
        let desk = planned(language);
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        let (sheet, row, column) = book.header("accounts", "gross_profit").unwrap();
        book.insert_column(&sheet, column);
        book.set(&sheet, row, column, &Typed::Text("Status".to_owned()));
        book.set(&sheet, row + 1, column, &Typed::Text("hot".to_owned()));
        book.move_column(&sheet, column + 1, 1);
        book.save(&path);
        let (code, json, said) = again(&desk, language);
        assert_eq!(code, 0, "{said}");
        assert_eq!(account(&json, "Acme")["gross_profit"], 33.0);
        let book = Book::open(&path);
        assert!(
            book.has_text("Status") && book.has_text("hot"),
            "an own column is kept whatever it is called"
        );
    }
}

/// Plans of format 1 are known by their headers, in both languages.
#[test]
fn plans_without_keys_are_still_read() {
    for language in ["en", "zh"] {
        let desk = planned(language);
        let path = desk.path("list.plan.xlsx");
        let mut book = Book::open(&path);
        typed(&mut book);
        let (sheet, row, column) = book.header("accounts", "cumulative_share").unwrap();
        let (_, _, profit) = book.header("accounts", "gross_profit").unwrap();
        book.strip_keys();
        book.rename(&sheet, row, column, "Cum. %");
        book.save(&path);
        let (code, json, said) = again(&desk, if language == "en" { "zh" } else { "en" });
        assert_eq!(code, 0, "{said}");
        assert_eq!(account(&json, "Acme")["gross_profit"], 33.0);
        // A header of an entry that nobody knows is refused.
        let mut book = Book::open(&path);
        let (sheet, row, _) = book.header("accounts", "gross_profit").unwrap();
        book.strip_keys();
        book.rename(&sheet, row, profit, "GP");
        book.save(&path);
        refused(&desk, &[&sheet, "Gross profit"]);
    }
}

/// A plan is read whatever labels it was written with: the user's own, or the embedded ones where the user has others.
#[test]
fn other_labels_cost_nothing() {
    let labels = include_str!("../../templates/labels.en.toml");
    let own = labels.replace("= \"Gross profit\"", "= \"GP\"").replace("= \"Account\"", "= \"Client\"");
    let own = own.replace("= \"Probability\"", "= \"Chance\"").replace("= \"Approver\"", "= \"Boss\"");
    assert!(own != labels);
    for keyed in [true, false] {
        for (first, then) in [(&["--templates", "t"][..], &[][..]), (&[], &["--templates", "t"])] {
            let desk = Desk::new();
            desk.text("list.csv", LIST);
            desk.text("people.csv", "Customer,Key person,Decision role\nAcme,Ann,Approver\n");
            desk.text("t/labels.en.toml", &own);
            let plan = |labels: &[&str], input: &[&str]| {
                let args =
                    [&["plan", "-o", "list.plan.xlsx", "--json", "x.json", "--lang", "en"], input, labels];
                let run = desk.run(&args.concat());
                (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
            };
            assert_eq!(plan(first, &["list.csv", "people.csv"]).0, Some(0));
            let path = desk.path("list.plan.xlsx");
            let mut book = Book::open(&path);
            typed(&mut book);
            if !keyed {
                book.strip_keys();
            }
            book.save(&path);
            // Headers that only the user's labels know are lost with them: refused, not dropped.
            let unknown = !keyed && then.is_empty();
            let (code, said) = plan(then, &["list.csv", "people.csv"]);
            assert_eq!(code, Some(if unknown { 2 } else { 0 }), "{said}");
            if !unknown {
                let json = serde_json::from_slice(&std::fs::read(desk.path("x.json")).unwrap()).unwrap();
                assert_eq!(account(&json, "Acme")["gross_profit"], 33.0, "{said}");
                assert_eq!(json["accounts"].as_array().unwrap().len(), 3);
            }
        }
    }
}

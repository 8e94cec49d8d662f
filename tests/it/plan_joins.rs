//! Tables of a plan whose rows hold entries of accounts and persons of another table: they are joined by number and
//! name, and what belongs to nobody is told where it stands.

use crate::support::Desk;
use crate::support::edit::{Book, Typed, place};
use serde_json::Value;

const PEOPLE: &str = "Customer,Key person,Decision role,Receptivity (1-10),Dynamics\n\
    Acme,Ann,Approver,8,7\nAcme,Bob,User,3,4\nBeta,Ann,User,5,5\n";

fn planned() -> Desk {
    let desk = Desk::new();
    desk.text("a.csv", "Customer ID,Customer,Sales\n1,Acme,100\n2,Beta,50\n");
    desk.text("p.csv", PEOPLE);
    let run =
        desk.run(&["plan", "a.csv", "p.csv", "-o", "p.plan.xlsx", "--lang", "en", "--today", "2026-01-31"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    desk
}

/// Plans the edited plan by itself.
fn read(desk: &Desk) -> Value {
    let (_, json) = desk.plan(&["p.plan.xlsx", "--lang", "en"]);
    crate::support::reconcile(&json);
    json
}

/// Types into columns of a table's row, counted from its header.
fn fill(book: &mut Book, table: &str, below: u32, cells: &[(&str, Typed)]) {
    for (key, typed) in cells {
        let (sheet, row, column) = book.header(table, key).unwrap();
        book.set(&sheet, row + below, column, typed);
    }
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

fn purpose<'a>(json: &'a Value, account: &str, person: &str) -> &'a Value {
    let persons = json["persons"].as_array().unwrap();
    let same = |p: &&Value| p["account"] == account && p["name"] == person;
    let found = persons.iter().find(same).unwrap_or_else(|| panic!("{persons:#?}"));
    &found["sub_strategy_entered"]
}

/// The row of an issue's cell.
fn row_of(issue: &Value) -> u32 {
    place(issue["cell"].as_str().unwrap()).0
}

#[test]
fn a_row_copied_in_the_contact_plan_gives_its_purpose_to_nobody_else() {
    let desk = planned();
    let path = desk.path("p.plan.xlsx");
    let mut book = Book::open(&path);
    // The first row is copied below the table with its helper number, and bears another person's name: behind the
    // persons and the empty rows that make three of each account.
    let (sheet, row, column) = book.header("contact_plan", "person_no").unwrap();
    let number: f64 = book.number(&sheet, row + 1, column);
    fill(&mut book, "contact_plan", 1, &[("sub_strategy", text("Close the deal"))]);
    for (below, account, person) in [(7, "Beta", "Ann"), (8, "Acme", "Nobody")] {
        let cells = [("account", text(account)), ("person", text(person)), ("sub_strategy", text("Renew"))];
        fill(&mut book, "contact_plan", below, &cells);
        book.set(&sheet, row + below, column, &Typed::Number(number));
    }
    book.save(&path);
    let json = read(&desk);
    assert_eq!(purpose(&json, "Acme", "Ann"), "Close the deal");
    assert_eq!(purpose(&json, "Beta", "Ann"), "Renew");
    assert_eq!(purpose(&json, "Acme", "Bob"), &Value::Null);
    let lost: Vec<&Value> =
        json["issues"].as_array().unwrap().iter().filter(|i| i["code"] == "entries_unjoined").collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!((&lost[0]["sheet"], row_of(lost[0])), (&Value::from("Contact plan"), row + 8));
}

#[test]
fn rows_are_joined_by_number_and_name_whatever_helper_stands_there() {
    let desk = planned();
    let path = desk.path("p.plan.xlsx");
    let mut book = Book::open(&path);
    let (sheet, row, column) = book.header("segments", "order").unwrap();
    for (below, order) in [(1, 2.0), (2, 1.0)] {
        book.set(&sheet, row + below, column, &Typed::Number(order));
    }
    fill(&mut book, "segments", 1, &[("service_cost", Typed::Number(11.0))]);
    fill(&mut book, "segments", 2, &[("service_cost", Typed::Number(22.0))]);
    book.save(&path);
    let json = read(&desk);
    let cost = |name| crate::support::account(&json, name)["cost_to_serve"].as_f64();
    assert_eq!((cost("Acme"), cost("Beta")), (Some(11.0), Some(22.0)));
}

#[test]
fn what_belongs_to_nobody_or_twice_is_rejected_at_its_cell() {
    let desk = planned();
    let path = desk.path("p.plan.xlsx");
    let mut book = Book::open(&path);
    let added = [("account", text("Gamma")), ("service_cost", Typed::Number(5.0))];
    fill(&mut book, "segments", 3, &added);
    let twice = [("account", text("Acme")), ("account_id", text("1")), ("service_cost", Typed::Number(6.0))];
    fill(&mut book, "segments", 1, &[("service_cost", Typed::Number(11.0))]);
    fill(&mut book, "segments", 4, &twice);
    let torn = [("account", text("Acme")), ("account_id", text("2")), ("service_cost", Typed::Number(7.0))];
    fill(&mut book, "segments", 5, &torn);
    book.save(&path);
    let json = read(&desk);
    assert_eq!(crate::support::account(&json, "Acme")["cost_to_serve"], 11.0);
    assert_eq!(crate::support::account(&json, "Beta")["cost_to_serve"], Value::Null);
    let (sheet, row, _) = Book::open(&path).header("segments", "service_cost").unwrap();
    let told = |code: &str| {
        let issues = json["issues"].as_array().unwrap().iter().filter(|i| i["code"] == code);
        let place = |i: &Value| (i["sheet"].as_str().unwrap().to_owned(), row_of(i));
        issues.map(place).collect::<Vec<_>>()
    };
    let at = |below: u32| (sheet.clone(), row + below);
    assert_eq!(told("entries_unjoined"), [at(3), at(5)]);
    assert_eq!(told("entries_repeated"), [at(4)]);
    // They are kept where rejected rows stand.
    let next = Book::open(&desk.path("out.plan.xlsx"));
    assert!(next.has_text("Gamma"));
}

/// An entry that nobody can read is told where it was typed, not where its record stands.
#[test]
fn an_issue_names_the_sheet_where_the_entry_stands() {
    let desk = planned();
    let path = desk.path("p.plan.xlsx");
    let mut book = Book::open(&path);
    fill(&mut book, "segments", 2, &[("service_cost", text("a lot"))]);
    book.save(&path);
    let json = read(&desk);
    let (sheet, row, column) = book.header("segments", "service_cost").unwrap();
    let issues = json["issues"].as_array().unwrap();
    let issue =
        issues.iter().find(|i| i["code"] == "unreadable_value").unwrap_or_else(|| panic!("{issues:#?}"));
    assert_eq!(issue["sheet"], sheet);
    assert_eq!(place(issue["cell"].as_str().unwrap()), (row + 2, column));
}

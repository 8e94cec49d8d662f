//! A plan read back is the same plan: what people entered survives, what is computed is made anew.

use crate::support::Desk;
use crate::support::edit::{Book, Typed};
use serde_json::Value;

/// Everything about accounts, people and child records but where they were read.
fn essence(json: &Value) -> Value {
    let mut essence = serde_json::Map::new();
    for key in ["accounts", "persons", "opportunities", "resources", "values", "costs", "goals", "plan_items"]
    {
        let mut list = json[key].clone();
        for record in list.as_array_mut().unwrap() {
            let record = record.as_object_mut().unwrap();
            record.remove("source");
        }
        essence.insert(key.to_owned(), list);
    }
    Value::Object(essence)
}

fn plan(desk: &Desk, inputs: &[&str], output: &str) -> Value {
    let mut args = vec!["plan", "-o", output, "--json", "out.json", "--today", "2026-01-31", "--force", "-q"];
    args.extend(inputs);
    let run = desk.run(&args);
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_str(&std::fs::read_to_string(desk.path("out.json")).unwrap()).unwrap()
}

fn same(first: &Value, second: &Value) {
    let (first, second) = (essence(first), essence(second));
    for (key, list) in first.as_object().unwrap() {
        let (a, b) = (list.as_array().unwrap(), second[key].as_array().unwrap());
        assert_eq!(a.len(), b.len(), "{key}");
        for (a, b) in a.iter().zip(b) {
            for (field, value) in a.as_object().unwrap() {
                assert_eq!(*value, b[field], "{key} {field} of {a:#}");
            }
        }
    }
}

#[test]
fn a_plan_of_a_plan_is_the_same_plan() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        let demo = desk.run(&["demo", "--lang", language, "--today", "2026-01-31"]);
        assert!(demo.status.success());
        let list = if language == "zh" { "示例名单.xlsx" } else { "sample-list.xlsx" };
        let first = plan(&desk, &[list], "one.plan.xlsx");
        let second = plan(&desk, &["one.plan.xlsx"], "two.plan.xlsx");
        same(&first, &second);
        let third = plan(&desk, &["two.plan.xlsx"], "three.plan.xlsx");
        same(&second, &third);
    }
}

#[test]
fn lists_with_little_survive_too() {
    for list in [
        "Account,Sales\nA,100\nB,50\n",
        "客户编号,客户名称,年销售额,毛利润,现场拜访次数,备注栏\n1,甲,100,20,3,x\n2,乙,,,,\n3,丙,0,-5,0,=1+1\n",
        "Account,Repeat sales,Probability of repeat,New business,Probability of new\nA,10,0.5,5,0.2\nB,,,7,\n",
    ] {
        let desk = Desk::new();
        desk.text("a.csv", list);
        desk.text("d.csv", "Account,Deal Stage,Amount,Kind\nA,Proposal,9,New\nA,Limbo,,\n");
        let inputs: &[&str] = if list.contains("甲") { &["a.csv"] } else { &["a.csv", "d.csv"] };
        let first = plan(&desk, inputs, "one.plan.xlsx");
        same(&first, &plan(&desk, &["one.plan.xlsx"], "two.plan.xlsx"));
    }
}

/// Types into cells of a plan as another program would save it: table, row below its header, key, value.
fn type_into(desk: &Desk, file: &str, cells: &[(&str, u32, &str, Typed)]) {
    let path = desk.path(file);
    let mut book = Book::open(&path);
    for (table, below, key, typed) in cells {
        let (sheet, row, column) = book.header(table, key).unwrap();
        book.set(&sheet, row + below, column, typed);
    }
    book.save(&path);
}

fn list(desk: &Desk, name: &str, text: &str) {
    desk.text(name, text);
}

const OLD: &str = "Customer ID,Customer,Sales,Gross profit,Probability\n1,Acme,100,30,0.5\n2,Beta,80,20,0.4\n3,Gone,60,9,0.3\n";
const NEW: &str =
    "Customer ID,Customer,Sales,Gross profit,Probability\n1,Acme,150,,0.5\n2,Beta,70,15,0.6\n4,New,40,8,\n";
const PEOPLE: &str = "Customer ID,Key person,Decision role,Receptivity (1-10),Dynamics\n1,Ann,Approver,8,\n3,Zoe,Approver,2,2\n";

#[test]
fn a_fresh_list_takes_over_what_people_entered() {
    let desk = Desk::new();
    list(&desk, "old.csv", OLD);
    list(&desk, "people.csv", PEOPLE);
    desk.text("relations.csv", "Customer ID,Needs,Alliance level,Alliance target\n1,Speed,1,3\n2,,2,2\n");
    desk.text(
        "goals.csv",
        "Customer ID,Goal kind,Goal,Due date\n1,Strategic,Lead,2026-12-31\n3,Volume,More,2026-06-30\n",
    );
    plan(&desk, &["old.csv", "people.csv", "relations.csv", "goals.csv"], "last.plan.xlsx");
    list(&desk, "new.csv", NEW);
    let json = plan(&desk, &["new.csv", "--previous", "last.plan.xlsx"], "next.plan.xlsx");
    let names: Vec<&str> =
        json["accounts"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let acme = crate::support::account(&json, "Acme");
    assert_eq!(acme["annual_revenue"], 150.0, "figures from the list");
    assert_eq!(acme["gross_profit"], Value::Null, "a blank of a column that the list has stays unknown");
    assert_eq!(acme["alliance_target"], 3, "entries from the plan");
    let beta = crate::support::account(&json, "Beta");
    assert_eq!(beta["probability"], 0.6, "the list counts");
    let codes = crate::support::codes(&json);
    assert!(codes.contains(&"previous_conflict".to_owned()), "{codes:?}");
    assert!(codes.contains(&"account_gone".to_owned()));
    assert!(codes.contains(&"figure_from_list".to_owned()), "told: {codes:?}");
    assert_eq!(json["persons"].as_array().unwrap().len(), 1, "Zoe went with her account");
    assert_eq!(json["goals"].as_array().unwrap().len(), 1);
    crate::support::reconcile(&json);
    let args = ["new.csv", "--previous", "last.plan.xlsx", "--prefer", "plan"];
    let json = plan(&desk, &args, "next.plan.xlsx");
    assert_eq!(crate::support::account(&json, "Beta")["probability"], 0.4);
    assert_eq!(
        crate::support::account(&json, "Beta")["annual_revenue"],
        70.0,
        "figures are never the plan's"
    );
}

#[test]
fn parts_come_back_together_whatever_their_order() {
    let desk = Desk::new();
    let rows: Vec<&str> = OLD.lines().collect();
    list(&desk, "a.csv", &format!("{}\n{}\n", rows[0], rows[1]));
    list(&desk, "b.csv", &format!("{}\n{}\n{}\n", rows[0], rows[2], rows[3]));
    list(&desk, "all.csv", OLD);
    list(&desk, "people.csv", PEOPLE);
    let whole = plan(&desk, &["all.csv"], "all.plan.xlsx");
    plan(&desk, &["a.csv"], "a.plan.xlsx");
    plan(&desk, &["b.csv"], "b.plan.xlsx");
    same(&whole, &plan(&desk, &["a.plan.xlsx", "b.plan.xlsx"], "x.plan.xlsx"));
    same(&whole, &plan(&desk, &["b.plan.xlsx", "a.plan.xlsx"], "y.plan.xlsx"));
}

#[test]
fn what_somebody_typed_into_a_plan_is_kept() {
    let desk = Desk::new();
    list(&desk, "old.csv", OLD);
    list(&desk, "people.csv", PEOPLE);
    let first = plan(&desk, &["old.csv", "people.csv", "--lang", "en"], "old.plan.xlsx");
    assert_eq!(crate::support::account(&first, "Beta")["probability"], 0.4);
    let beta = crate::support::account(&first, "Beta")["order"].as_u64().unwrap() as u32;
    let entries = [
        ("accounts", beta, "probability", Typed::Number(0.9)),
        ("contact_plan", 1, "tactics", Typed::Text("Visit the plant".to_owned())),
    ];
    type_into(&desk, "old.plan.xlsx", &entries);
    // Planned again over it, from the same list.
    let again = desk.run(&[
        "plan",
        "old.csv",
        "people.csv",
        "-o",
        "old.plan.xlsx",
        "--lang",
        "en",
        "--json",
        "x.json",
    ]);
    assert!(again.status.code() != Some(2), "{}", String::from_utf8_lossy(&again.stderr));
    let json: Value = serde_json::from_str(&std::fs::read_to_string(desk.path("x.json")).unwrap()).unwrap();
    assert_eq!(crate::support::account(&json, "Beta")["probability"], 0.9);
    assert!(crate::support::codes(&json).contains(&"previous_conflict".to_owned()));
    // And once more: what was kept is kept.
    let again = desk.run(&[
        "plan",
        "old.csv",
        "people.csv",
        "-o",
        "old.plan.xlsx",
        "--lang",
        "en",
        "--json",
        "x.json",
    ]);
    assert!(again.status.code() != Some(2), "{}", String::from_utf8_lossy(&again.stderr));
    let json: Value = serde_json::from_str(&std::fs::read_to_string(desk.path("x.json")).unwrap()).unwrap();
    assert_eq!(crate::support::account(&json, "Beta")["probability"], 0.9);
    assert_eq!(json["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(json["persons"].as_array().unwrap().len(), 2, "nobody twice");
}

#[test]
fn sheets_that_people_added_and_rejected_rows_are_told() {
    let desk = Desk::new();
    desk.text("old.csv", "Customer,Sales,Probability\nAcme,100,0.5\nBeta,80,0.5,x\n");
    plan(&desk, &["old.csv", "--lang", "en"], "old.plan.xlsx");
    let mut book = Book::open(&desk.path("old.plan.xlsx"));
    let cells = [("B3", Typed::Text("call Ann".to_owned())), ("C3", Typed::Number(7.0))];
    book.add_sheet("My notes", &cells);
    book.save(&desk.path("old.plan.xlsx"));
    let json = plan(&desk, &["old.plan.xlsx"], "new.plan.xlsx");
    let codes = crate::support::codes(&json);
    for code in ["sheet_carried", "rejected_rows_left", "file_is_plan"] {
        assert!(codes.contains(&code.to_owned()), "{code} is not among {codes:?}");
    }
    let mut next: calamine::Xlsx<_> = calamine::open_workbook(desk.path("new.plan.xlsx")).unwrap();
    let notes = calamine::Reader::worksheet_range(&mut next, "My notes").unwrap();
    let cell = |row, column| notes.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((cell(2, 1), cell(2, 2)), ("call Ann".to_owned(), "7".to_owned()));
    // What the last plan had of a pipeline is not mixed with that of a list.
    desk.text("d.csv", "Customer,Deal Stage,Amount,Close Date\nAcme,Proposal,5,2027-01-01\n");
    desk.text("e.csv", "Customer,Deal Stage,Amount,Close Date\nAcme,Negotiation,9,2027-01-01\n");
    plan(&desk, &["old.csv", "d.csv"], "p.plan.xlsx");
    let json = plan(&desk, &["old.csv", "e.csv", "--previous", "p.plan.xlsx"], "q.plan.xlsx");
    assert!(crate::support::codes(&json).contains(&"previous_pipeline_left".to_owned()));
    assert_eq!(crate::support::account(&json, "Acme")["sales_potential"], 9.0);
}

#[test]
fn nothing_entered_is_lost_with_an_account_that_left_the_list() {
    let desk = Desk::new();
    desk.text("old.csv", OLD);
    plan(&desk, &["old.csv", "--lang", "en"], "p.plan.xlsx");
    type_into(&desk, "p.plan.xlsx", &[("accounts", 1, "probability", Typed::Number(0.9))]);
    desk.text("new.csv", NEW);
    let run = desk.run(&["plan", "new.csv", "-o", "p.plan.xlsx", "--lang", "en"]);
    assert_eq!(run.status.code(), Some(2), "refused: {}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stderr).contains("Gone"));
    let json = plan(&desk, &["new.csv", "--previous", "p.plan.xlsx"], "q.plan.xlsx");
    assert!(
        !crate::support::codes(&json).contains(&"sheet_carried".to_owned()),
        "a page of ours is no added sheet"
    );
}

/// A fresh list has other figures in every row: that is told in one line.
#[test]
fn many_other_figures_are_told_in_one_line() {
    let desk = Desk::new();
    let list = |by: u32| {
        let row = |n: u32| format!("Customer {n},{}\n", n * 100 + by);
        format!("Customer,Sales\n{}", (1..=12).map(row).collect::<String>())
    };
    desk.text("old.csv", list(0));
    desk.text("new.csv", list(7));
    plan(&desk, &["old.csv"], "old.plan.xlsx");
    let json = plan(&desk, &["new.csv", "--previous", "old.plan.xlsx"], "new.plan.xlsx");
    let codes = crate::support::codes(&json);
    assert_eq!(codes.iter().filter(|c| *c == "figures_from_list").count(), 1, "{codes:?}");
    assert!(!codes.contains(&"figure_from_list".to_owned()), "{codes:?}");
    assert_eq!(crate::support::account(&json, "Customer 3")["annual_revenue"], 307.0);
}

/// An entry of the plan is one of the list's, whatever of it was changed: never two of one.
#[test]
fn an_edited_record_stays_one_record() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,100\nBeta,50\n");
    desk.text(
        "goals.csv",
        "Customer,Goal kind,Goal,Metric,Target,Due date\nAcme,Volume,More,Revenue,500,2026-12-31\n",
    );
    desk.text("value.csv", "Customer,IMPACT element,Value item,Unit value,Before,After,Benefit type\nAcme,Money,Less scrap,500,1,2,Lower cost\n");
    let lists = ["a.csv", "goals.csv", "value.csv"];
    let first = plan(&desk, &[&lists[..], &["--lang", "en"]].concat(), "p.plan.xlsx");
    let count = |json: &Value| ["goals", "values", "plan_items"].map(|k| json[k].as_array().unwrap().len());
    assert_eq!(count(&first)[..2], [1, 1]);
    let mut book = Book::open(&desk.path("p.plan.xlsx"));
    for (table, below, key, typed) in [
        ("goals", 1, "target", Typed::Number(700.0)),
        ("goals", 1, "statement", Typed::Text("Much more".to_owned())),
        ("values", 1, "unit_value", Typed::Number(900.0)),
    ] {
        let (sheet, row, column) = book.header(table, key).unwrap();
        book.set(&sheet, row + below, column, &typed);
    }
    book.save(&desk.path("p.plan.xlsx"));
    for (prefer, target, unit) in [("plan", 700.0, 900.0), ("list", 500.0, 500.0)] {
        let args = ["--previous", "p.plan.xlsx", "--prefer", prefer, "--lang", "en"];
        let json = plan(&desk, &[&lists[..], &args].concat(), "q.plan.xlsx");
        assert_eq!(count(&json)[..2], [1, 1], "{prefer}: {json:#}");
        assert_eq!(json["goals"][0]["target"], target);
        assert_eq!(json["values"][0]["unit_value"], unit);
        let codes = crate::support::codes(&json);
        assert_eq!(codes.iter().filter(|c| *c == "previous_conflict").count(), 3, "{codes:?}");
        crate::support::reconcile(&json);
    }
}

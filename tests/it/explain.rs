//! `keyplan explain`: its figures are those of the plan, its rules say what the plan decided, its sources name the
//! cells that state them.

use crate::support::{Desk, account};
use serde_json::Value;

fn explained(desk: &Desk, args: &[&str]) -> Value {
    let run = desk.run(&[&["explain"], args, &["--today", "2026-01-31", "--json", "-"]].concat());
    assert!(matches!(run.status.code(), Some(0 | 1)), "{args:?} {}", String::from_utf8_lossy(&run.stderr));
    let found: Value = serde_json::from_slice(&run.stdout).unwrap();
    found["explanation"].clone()
}

fn figure<'v>(found: &'v Value, code: &str) -> &'v Value {
    let all = found["figures"].as_array().unwrap();
    all.iter().find(|f| f["code"] == code && f["resource"].is_null()).unwrap_or_else(|| panic!("{code}"))
}

/// Codes of the rules of a kind that hit.
fn hits(found: &Value, of: &str) -> Vec<String> {
    let rules = found["rules"].as_array().unwrap().iter().filter(|r| r["of"] == of && r["outcome"] == "hit");
    rules.map(|r| r["code"].as_str().unwrap().to_owned()).collect()
}

/// Figures that stand with an account of the plan under the same name.
const SAME: &[&str] = &[
    "annual_revenue",
    "gross_profit",
    "growth_rate",
    "cost_to_serve",
    "net_contribution",
    "repeat_sales",
    "new_business",
    "sales_potential",
    "probability",
    "expected_value",
    "expected_value_entered",
    "expected_value_derived",
    "expected_value_assumed",
    "relative_value",
    "value_index",
    "rank",
    "cumulative_share",
    "order",
    "margin",
    "expected_roi",
    "commitment_index",
    "coverage",
    "value_net",
    "plan_completeness",
];

#[test]
fn figures_and_rules_are_those_of_the_plan() {
    let desk = Desk::new();
    desk.run(&["demo", "--lang", "en", "--today", "2026-01-31", "-q"]);
    let (code, plan) = desk.plan(&["sample-list.xlsx"]);
    assert_eq!(code, 0);
    for own in plan["accounts"].as_array().unwrap().iter().step_by(6) {
        let id = own["id"].as_str().unwrap();
        let found = explained(&desk, &["sample-list.xlsx", id]);
        assert_eq!(found["account"]["name"], own["name"]);
        for code in SAME {
            let value = &figure(&found, code)["value"];
            assert_eq!(value.as_f64(), own[code].as_f64(), "{id} {code}");
        }
        assert_eq!(hits(&found, "segment"), [own["segment_reason"].as_str().unwrap()], "{id}");
        assert_eq!(hits(&found, "decision"), [own["decision_reason"].as_str().unwrap()], "{id}");
        let drag: Vec<&str> = own["drag"].as_str().into_iter().collect();
        assert_eq!(hits(&found, "evidence"), drag, "{id}");
        let flags: Vec<&str> = own["flags"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(hits(&found, "flag"), flags, "{id}");
        let persons = plan["persons"].as_array().unwrap().iter().filter(|p| p["account_id"] == id);
        let mut count = 0;
        for (person, told) in persons.zip(found["persons"].as_array().unwrap()) {
            assert_eq!(told["name"], person["name"]);
            assert_eq!(figure(told, "commitment")["value"], person["commitment"]);
            assert_eq!(figure(told, "recommended")["value"], person["visits"]["recommended"]);
            let suggested: Vec<&str> =
                person["sub_strategies"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!(hits(told, "sub_strategy"), suggested, "{id} {person}");
            count += 1;
        }
        assert_eq!(count, found["persons"].as_array().unwrap().len(), "{id}");
    }
}

#[test]
fn every_number_says_where_it_comes_from() {
    let desk = Desk::new();
    desk.text(
        "list.csv",
        "id,Customer,Annual revenue,Repeat sales,Probability\nA1,Acme,1000,400,0.5\nA1,Acme,,,\nB1,Beta,700,,\n",
    );
    desk.text("more.csv", "id,Customer,Gross profit\nA1,Acme,250\n");
    let found = explained(&desk, &["list.csv", "more.csv", "acme"]);
    for (code, file, cell) in [
        ("annual_revenue", "list.csv", "C2"),
        ("repeat_sales", "list.csv", "D2"),
        ("probability", "list.csv", "E2"),
        ("gross_profit", "more.csv", "C2"),
    ] {
        let told = figure(&found, code);
        assert_eq!((&told["file"], &told["cell"]), (&file.into(), &cell.into()), "{code}");
        assert_eq!(told["source"], "entered", "{code}");
    }
    let value = figure(&found, "expected_value");
    assert_eq!(value["value"], 200.0);
    assert_eq!(
        (&value["numbers"]["potential"], &value["numbers"]["probability"]),
        (&400.0.into(), &0.5.into())
    );
    assert_eq!(value["formula"], "400 × 50%");
    let found = explained(&desk, &["list.csv", "more.csv", "B1"]);
    assert_eq!(figure(&found, "repeat_sales")["source"], "assumed");
    assert_eq!(figure(&found, "probability_repeat")["source"], "assumed");
    assert_eq!(figure(&found, "gross_profit")["source"], "unknown");
}

#[test]
fn derived_figures_name_the_numbers_of_their_rule() {
    let desk = Desk::new();
    let mut orders = "Customer,Order date,Amount\n".to_owned();
    for i in 0..25 {
        orders += &format!("Firm {i:02},2024-01-15,100\n");
        if i % 5 != 0 {
            orders += &format!("Firm {i:02},2025-12-31,150\n");
        }
    }
    desk.text("orders.csv", orders);
    let found = explained(&desk, &["orders.csv", "Firm 01"]);
    let chance = figure(&found, "probability_repeat");
    assert_eq!((&chance["source"], &chance["value"]), (&"derived".into(), &0.8.into()), "{chance}");
    assert_eq!((&chance["numbers"]["part"], &chance["numbers"]["whole"]), (&20.0.into(), &25.0.into()));
    let growth = figure(&found, "growth_rate");
    assert_eq!((&growth["source"], &growth["value"]), (&"derived".into(), &0.5.into()));
    assert_eq!(figure(&found, "annual_revenue")["numbers"]["until"], "2025-12-31");
}

#[test]
fn both_languages_tell_the_same_and_leave_no_place_open() {
    let desk = Desk::new();
    desk.run(&["demo", "--lang", "en", "--today", "2026-01-31", "-q"]);
    let (_, plan) = desk.plan(&["sample-list.xlsx"]);
    let acme =
        account(&plan, plan["accounts"][3]["name"].as_str().unwrap())["id"].as_str().unwrap().to_owned();
    let mut lines = Vec::new();
    for lang in ["zh", "en"] {
        let run = desk.run(&["explain", "sample-list.xlsx", &acme, "--lang", lang, "--today", "2026-01-31"]);
        let text = String::from_utf8(run.stdout).unwrap();
        assert!(!text.contains(['{', '}', '@']) && !text.contains("explain."), "{text}");
        let han = text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c));
        assert_eq!(han, lang == "zh");
        let rules = explained(&desk, &["sample-list.xlsx", &acme, "--lang", lang]);
        lines.push((rules["rules"].as_array().unwrap().len(), rules["figures"].as_array().unwrap().len()));
    }
    assert_eq!(lines[0], lines[1]);
}

#[test]
fn an_account_that_is_not_one_is_told() {
    let desk = Desk::new();
    desk.text("list.csv", "Customer,Annual revenue\nAcme North,1000\nAcme South,500\nBeta,700\n");
    for (asked, says) in [("acme", "Acme South"), ("nobody", "Beta")] {
        let run = desk.run(&["explain", "list.csv", asked, "--lang", "en"]);
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!((run.status.code(), run.stdout.is_empty()), (Some(2), true), "{told}");
        assert!(told.contains(says), "{told}");
    }
    assert_eq!(desk.run(&["explain", "list.csv"]).status.code(), Some(2));
    assert_eq!(desk.run(&["explain", "list.csv", "bet"]).status.code(), Some(0));
}

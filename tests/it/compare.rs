//! `keyplan compare` as a person runs it: lists and plans, terminal, JSON, workbook, refusals.

use crate::support::{C, Desk, account};
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const TODAY: [&str; 2] = ["--today", "2026-01-31"];

fn lists(desk: &Desk) {
    desk.text(
        "old.csv",
        "Account ID,Account Name,Repeat Sales,Probability,Visits,Alliance level\n\
         1,Acme,100000,50%,4,1\n2,Barton,80000,50%,3,2\n,Zinc Inc,20000,100%,1,\n4,Dull,7000,10%,,\n",
    );
    desk.text(
        "new.csv",
        "Account ID,Account Name,Repeat Sales,Probability,Visits,Alliance level\n\
         1,Acme,200000,60%,9,2\n3,Cobalt,10000,100%,1,1\n7,ZINC,20000,90%,1,\n4,Dull,7000,10%,,\n",
    );
}

fn compare(desk: &Desk, args: &[&str]) -> (Option<i32>, String) {
    let run = desk.run(&[&["compare"], args, &TODAY].concat());
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    (run.status.code(), told)
}

fn json(desk: &Desk, name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(desk.path(name)).unwrap()).unwrap()
}

#[test]
fn lists_are_compared_and_the_json_says_why() {
    let desk = Desk::new();
    lists(&desk);
    let (code, told) = compare(&desk, &["old.csv", "new.csv", "--json", "c.json"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("accounts 4 → 4 (1 new, 1 gone)"), "{told}");
    assert!(told.contains("wrote new.compare.xlsx"), "{told}");
    let found = json(&desk, "c.json");
    let causes = &found["bridge"]["causes"];
    assert_eq!(found["bridge"]["old"], 110_700.0);
    assert_eq!(found["bridge"]["new"], 148_700.0);
    let told: Vec<f64> =
        ["lost", "potential", "probability", "new"].map(|c| causes[c].as_f64().unwrap()).into();
    // Barton's 40,000; 100,000 more at 50 %; 10 points of 200,000 less 10 of Zinc's 20,000; Cobalt.
    assert_eq!(told, [-40_000.0, 50_000.0, 18_000.0, 10_000.0]);
    let acme = account(&found, "Acme");
    assert_eq!(acme["alliance_level"], serde_json::json!({ "old": 1, "new": 2 }));
    assert_eq!(acme["resources"]["visits"]["current"]["change"], 5.0);
    let zinc = account(&found, "ZINC");
    assert_eq!((&zinc["presence"], &zinc["name_before"]), (&"kept".into(), &"Zinc Inc".into()));
    assert_eq!(account(&found, "Barton")["presence"], "gone");
    assert_eq!(account(&found, "Barton")["expected_value"]["new"], Value::Null);
    assert_eq!(account(&found, "Dull")["rank"]["gain"], 0.0);
}

#[test]
fn the_workbook_recalculates_to_what_it_says_in_both_languages() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        lists(&desk);
        let demo = desk.run(&[&["demo", "--lang", language], &TODAY[..]].concat());
        assert!(demo.status.success());
        let list = if language == "zh" { "示例名单.xlsx" } else { "sample-list.xlsx" };
        for (old, new) in [("old.csv", "new.csv"), (list, "new.csv"), ("old.csv", list), (list, list)] {
            let (code, told) = compare(&desk, &[old, new, "-o", "c.xlsx", "--lang", language, "--force"]);
            assert_eq!(code, Some(0), "{told}");
            let found = crate::recalc::recalculate(&std::fs::read(desk.path("c.xlsx")).unwrap());
            assert!(found.formulas > 80, "{}", found.formulas);
            assert_eq!(found.differences, [], "{old} {new}: recalculation moved a value");
        }
    }
}

#[test]
fn changing_a_value_moves_the_bridge() {
    let desk = Desk::new();
    lists(&desk);
    compare(&desk, &["old.csv", "new.csv"]);
    let bytes = std::fs::read(desk.path("new.compare.xlsx")).unwrap();
    let mut sheet = crate::recalc::Sheet::open(&bytes, 1);
    let (potential, change) = (sheet.column("Sales potential, new"), sheet.column("Sales potential, change"));
    let by_potential = sheet.column("By potential");
    let row = sheet.row(sheet.column("Account"), "Acme");
    assert_eq!(sheet.number(row, by_potential), Some(50_000.0));
    sheet.enter(row, potential, "300000");
    sheet.evaluate();
    assert_eq!(sheet.number(row, change), Some(200_000.0));
    assert_eq!(sheet.number(row, by_potential), Some(100_000.0), "200,000 more at the old 50 %");
}

#[test]
fn a_plan_beside_itself_and_beside_its_list_has_not_moved() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        let demo = desk.run(&[&["demo", "--lang", language], &TODAY[..]].concat());
        assert!(demo.status.success());
        let name = if language == "zh" { "示例名单" } else { "sample-list" };
        let (list, plan) = (format!("{name}.xlsx"), format!("{name}.plan.xlsx"));
        let nothing = if language == "zh" { "没有变化" } else { "Nothing moved" };
        for (old, new) in [(&plan, &plan), (&list, &plan), (&plan, &list)] {
            let (code, told) = compare(&desk, &[old, new, "-o", "c.xlsx", "--force"]);
            assert_eq!(code, Some(0));
            assert!(told.contains(nothing), "{old} {new}: {told}");
        }
    }
}

#[test]
fn every_plan_is_judged_by_its_own_day() {
    let desk = Desk::new();
    desk.book(
        "list.xlsx",
        &[
            (
                "Accounts",
                vec![
                    vec![C::T("Account Name"), C::T("Repeat Sales"), C::T("Probability")],
                    vec![C::T("Acme"), C::N(1000.0), C::N(0.5)],
                ],
            ),
            (
                "Goals",
                vec![
                    vec![
                        C::T("Account"),
                        C::T("Goal kind"),
                        C::T("Goal"),
                        C::T("Target"),
                        C::T("Due date"),
                        C::T("Actual"),
                    ],
                    vec![
                        C::T("Acme"),
                        C::T("Volume"),
                        C::T("Reach ten"),
                        C::N(10.0),
                        C::D(2026, 6, 1),
                        C::N(3.0),
                    ],
                ],
            ),
        ],
    );
    let planned = |day: &str, name: &str| {
        assert!(desk.run(&["plan", "list.xlsx", "-o", name, "--today", day]).status.success());
    };
    planned("2026-01-31", "winter.plan.xlsx");
    planned("2026-07-31", "summer.plan.xlsx");
    let run = desk.run(&["compare", "winter.plan.xlsx", "summer.plan.xlsx", "--json", "-", "-q"]);
    assert_eq!(run.status.code(), Some(0));
    assert!(run.stderr.is_empty(), "quiet is quiet");
    let found: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(
        (&found["old"]["today"], &found["new"]["today"]),
        (&"2026-01-31".into(), &"2026-07-31".into())
    );
    assert_eq!(found["goals"][0]["outcome"], "newly_missed");
    assert_eq!(found["counts"]["goals"]["newly_missed"], 1);
    assert!(desk.path("summer.compare.xlsx").exists(), "named after the plan, without .plan");
}

#[test]
fn outputs_never_replace_inputs_or_plans() {
    let desk = Desk::new();
    lists(&desk);
    assert_eq!(desk.run(&["plan", "new.csv"]).status.code(), Some(0));
    let plan = std::fs::read(desk.path("new.plan.xlsx")).unwrap();
    assert_eq!(compare(&desk, &["old.csv", "new.csv", "-o", "new.plan.xlsx"]).0, Some(2));
    assert_eq!(std::fs::read(desk.path("new.plan.xlsx")).unwrap(), plan);
    assert_eq!(compare(&desk, &["old.csv", "new.csv", "-o", "old.csv", "--force"]).0, Some(2));
    assert_eq!(compare(&desk, &["old.csv", "new.csv"]).0, Some(0));
    assert_eq!(compare(&desk, &["old.csv", "new.csv"]).0, Some(0), "our own untouched one is replaced");
    desk.text("other.xlsx", "mine");
    assert_eq!(compare(&desk, &["old.csv", "new.csv", "-o", "other.xlsx"]).0, Some(2));
    assert_eq!(compare(&desk, &["old.csv", "new.csv", "-o", "other.xlsx", "--force"]).0, Some(0));
    assert_eq!(compare(&desk, &["old.csv", "new.csv", "-o", "c.xlsx", "--json", "c.xlsx"]).0, Some(2));
    assert!(!desk.path("c.xlsx").exists(), "refused before anything is written");
}

#[test]
fn exit_codes_say_how_it_went() {
    let desk = Desk::new();
    lists(&desk);
    desk.text("bad.csv", "Account Name,Repeat Sales\nA,100\nB,many\n");
    desk.text("empty.csv", "Account Name,Repeat Sales\n");
    desk.text("euro.csv", "Account Name,Repeat Sales (EUR)\nA,1\n");
    desk.text("dollar.csv", "Account Name,Repeat Sales (USD)\nA,1\n");
    let (code, told) = compare(&desk, &["bad.csv", "new.csv"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("unreadable_amount"), "{told}");
    assert_eq!(compare(&desk, &["empty.csv", "new.csv", "-o", "x.xlsx"]).0, Some(2));
    assert_eq!(compare(&desk, &["missing.csv", "new.csv", "-o", "x.xlsx"]).0, Some(2));
    assert_eq!(compare(&desk, &["old.csv"]).0, Some(2));
    assert_eq!(compare(&desk, &["euro.csv", "dollar.csv", "-o", "x.xlsx"]).0, Some(2));
    assert!(!desk.path("x.xlsx").exists());
}

#[test]
fn narrow_and_wide_terminals_lose_nothing() {
    let desk = Desk::new();
    lists(&desk);
    for (width, columns) in [("30", 30), ("60", 60), ("200", 200)] {
        for language in ["zh", "en"] {
            let args = ["compare", "old.csv", "new.csv", "--lang", language, "-o", "c.xlsx"];
            let run = desk.run_with(&[("COLUMNS", width)], &[&args[..], &TODAY[..]].concat());
            let told = String::from_utf8_lossy(&run.stderr).into_owned();
            let shown = told.lines().filter(|l| !l.contains("c.xlsx"));
            assert!(shown.clone().all(|l| l.width() <= columns), "{width}\n{told}");
            for name in ["Acme", "ZINC", "Cobalt", "Barton"] {
                assert!(told.contains(name), "{name} at {width}\n{told}");
            }
        }
    }
}

#[test]
fn the_same_comparison_gives_the_same_bytes_and_print_set_up() {
    let desk = Desk::new();
    lists(&desk);
    for (name, threads) in [("a.xlsx", "1"), ("b.xlsx", "2")] {
        let (code, _) = compare(&desk, &["old.csv", "new.csv", "-o", name, "-j", threads]);
        assert_eq!(code, Some(0));
    }
    let read = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(read("a.xlsx"), read("b.xlsx"));
    let book: Xlsx<_> = open_workbook(desk.path("a.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Changes", "Accounts", "Goals and actions"]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(read("a.xlsx"))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    for number in 1..=3 {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("<oddFooter>"), "{number}");
        assert!(sheet.contains("<hyperlink "), "sheet {number} has a way on");
    }
    let drawing = part("xl/drawings/drawing1.xml");
    assert!(drawing.contains("descr=\"Waterfall"), "the chart says what it shows");
}

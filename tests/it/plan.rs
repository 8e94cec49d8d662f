//! The main job through the binary, as a user runs it.

use crate::support::C::{B, D, N, T};
use crate::support::{C, Desk, account, codes, reconcile};

fn row(cells: &[C]) -> Vec<C> {
    cells.to_vec()
}

fn two_accounts() -> Vec<Vec<C>> {
    vec![
        row(&[
            T("客户编号"),
            T("客户名称"),
            T("年销售额(万元)"),
            T("毛利润"),
            T("重复销售"),
            T("新业务"),
            T("可能性"),
        ]),
        row(&[T("A1"), T("甲公司"), N(100.0), N(200_000.0), N(800_000.0), N(200_000.0), N(0.6)]),
        row(&[T("A2"), T("乙公司"), N(50.0), B, N(300_000.0), B, N(0.5)]),
    ]
}

#[test]
fn a_plain_list_gives_hand_checked_figures() {
    let desk = Desk::new();
    desk.book("list.xlsx", &[("客户", two_accounts())]);
    let (code, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    reconcile(&json);
    assert_eq!(json["language"], "zh");
    let first = account(&json, "甲公司");
    assert_eq!(first["annual_revenue"], 1_000_000.0);
    assert_eq!(first["sales_potential"], 1_000_000.0);
    assert_eq!(first["expected_value"], 600_000.0);
    assert_eq!(first["relative_value"], 0.8);
    assert_eq!(first["rank"], 1);
    assert_eq!(first["segment"], "core");
    let second = account(&json, "乙公司");
    assert_eq!(second["expected_value"], 150_000.0);
    assert!(second["gross_profit"].is_null(), "blank is unknown, not zero");
    assert!(second["new_business"].is_null());
    assert_eq!(second["cumulative_share"], 1.0);
}

#[test]
fn header_below_a_title_and_totals_below_the_data() {
    let desk = Desk::new();
    let rows = vec![
        row(&[T("2026年重点客户名单")]),
        row(&[]),
        row(&[B, T("客户名称"), T("年销售额"), T("可能性")]),
        row(&[B, T("甲公司"), N(100.0), T("60%")]),
        row(&[B, T("Sumace Ltd"), N(50.0), T("高")]),
        row(&[B, T("合计"), N(150.0)]),
    ];
    desk.book("list.xlsx", &[("Sheet1", rows)]);
    let (code, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    reconcile(&json);
    let sheet = &json["inputs"][0]["sheets"][0];
    assert_eq!(sheet["header_row"], 3);
    assert_eq!(sheet["rows"]["planned"], 2);
    assert_eq!(sheet["rows"]["ignored"], 1);
    assert_eq!(account(&json, "Sumace Ltd")["probability"], 0.8);
}

#[test]
fn order_lines_become_accounts_over_the_last_twelve_months() {
    let desk = Desk::new();
    let rows = vec![
        row(&[T("Order ID"), T("Order Date"), T("Customer ID"), T("Customer"), T("Sales"), T("Profit")]),
        row(&[T("1"), D(2025, 12, 31), T("7"), T("Acme"), N(100.0), N(10.0)]),
        row(&[T("2"), D(2025, 1, 1), T("7"), T("Acme"), N(50.0), N(-5.0)]),
        row(&[T("3"), D(2024, 12, 31), T("7"), T("Acme"), N(999.0), N(99.0)]),
        row(&[T("4"), D(2025, 6, 1), T("8"), T("Beta"), N(20.0), N(2.0)]),
        row(&[T("5"), D(2023, 6, 1), T("9"), T("Beta"), N(20.0), N(2.0)]),
    ];
    desk.book("orders.xlsx", &[("Sheet1", rows)]);
    let (code, json) = desk.plan(&["orders.xlsx"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    reconcile(&json);
    assert_eq!(json["totals"]["accounts"], 3, "one name under two numbers is two accounts");
    let acme = account(&json, "Acme");
    assert_eq!(acme["annual_revenue"], 150.0);
    assert_eq!(acme["gross_profit"], 5.0);
    assert_eq!(acme["previous_revenue"], 999.0);
    assert_eq!(acme["expected_value"], 120.0);
    let nine = json["accounts"].as_array().unwrap().iter().find(|a| a["id"] == "9").unwrap();
    assert_eq!(nine["annual_revenue"], 0.0, "no orders in the period");
    assert_eq!(json["inputs"][0]["sheets"][0]["rows"]["ignored"], 1, "before both windows");
    assert!(codes(&json).contains(&"order_outside_period".to_owned()));
}

#[test]
fn a_crm_export_has_turnover_and_deals() {
    let desk = Desk::new();
    desk.text(
        "companies.csv",
        "Company Name,Company Domain Name,Industry,Number of Employees,Annual Revenue\n\
         Acme Inc,acme.com,Tech,10,5000000\nBeta LLC,beta.io,Tech,20,7000000\n",
    );
    desk.text(
        "deals.csv",
        "Deal Name,Deal Stage,Amount,Close Date,Deal Type\n\
         Acme Inc - New Business Opportunity,Closed Won,1000,2025-06-01,New Business\n\
         Acme Inc - Existing Business Opportunity,Contract Sent,500,2025-09-01,Existing Business\n\
         Beta LLC - New Business Opportunity,Appointment Scheduled,,2025-09-01,New Business\n",
    );
    let (code, json) = desk.plan(&["companies.csv", "deals.csv"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    reconcile(&json);
    let acme = account(&json, "Acme Inc");
    assert_eq!(acme["company_revenue"], 5_000_000.0, "turnover is never our sales");
    assert_eq!(acme["annual_revenue"], 1000.0);
    assert_eq!(acme["repeat_sales"], 500.0);
    assert_eq!(acme["expected_value"], 450.0);
    let beta = account(&json, "Beta LLC");
    assert!(beta["expected_value"].is_null(), "an open deal without amount counts for nothing");
    assert!(codes(&json).contains(&"opportunity_without_amount".to_owned()));
}

#[test]
fn rejected_rows_are_kept_and_the_exit_code_says_so() {
    let desk = Desk::new();
    let mut rows = two_accounts();
    rows.push(row(&[T("A3"), T("丙公司"), N(10.0), B, N(100.0), B, N(4.15)]));
    rows.push(row(&[T("A4"), B, N(10.0)]));
    desk.book("list.xlsx", &[("客户", rows)]);
    let (code, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(code, 1);
    reconcile(&json);
    assert_eq!(json["inputs"][0]["sheets"][0]["rows"]["rejected"], 1);
    assert_eq!(json["totals"]["accounts"], 3, "what cannot be read leaves an account without rank");
    let third = account(&json, "丙公司");
    assert!(third["expected_value"].is_null() && third["rank"].is_null(), "{third}");
    assert_eq!(
        (third["annual_revenue"].clone(), third["assumed"].clone()),
        (100_000.0.into(), serde_json::json!([]))
    );
    assert_eq!(json["totals"]["unranked_revenue"], 100_000.0);
    let issue = json["issues"].as_array().unwrap().iter().find(|i| i["cell"] == "G4").unwrap();
    assert_eq!(issue["severity"], "error");
    assert_eq!(issue["field"], "probability");
    let strict = desk.run(&["plan", "list.xlsx", "-o", "strict.xlsx", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(!desk.path("strict.xlsx").exists(), "strict writes nothing");
}

#[test]
fn same_input_same_bytes_whatever_the_threads_and_the_output_path() {
    let desk = Desk::new();
    desk.book("list.xlsx", &[("客户", two_accounts())]);
    let plan = |out: &str, threads: &str| {
        let run = desk.run(&["plan", "list.xlsx", "-o", out, "--today", "2026-01-31", "-j", threads]);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        std::fs::read(desk.path(out)).unwrap()
    };
    assert!(plan("a.xlsx", "1") == plan("b.xlsx", "4"));
}

#[test]
fn an_output_is_replaced_only_if_it_is_ours() {
    let desk = Desk::new();
    desk.book("list.xlsx", &[("客户", two_accounts())]);
    desk.text("precious.xlsx", "mine");
    let run = desk.run(&["plan", "list.xlsx", "-o", "precious.xlsx"]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(std::fs::read(desk.path("precious.xlsx")).unwrap(), b"mine");
    let before = std::fs::read(desk.path("list.xlsx")).unwrap();
    assert_eq!(desk.run(&["plan", "list.xlsx", "-o", "list.xlsx", "--force"]).status.code(), Some(2));
    assert_eq!(std::fs::read(desk.path("list.xlsx")).unwrap(), before, "an input is never changed");
    assert_eq!(desk.run(&["plan", "list.xlsx"]).status.code(), Some(0));
    assert_eq!(desk.run(&["plan", "list.xlsx"]).status.code(), Some(0), "our own untouched plan is replaced");
    assert!(desk.path("list.plan.xlsx").exists());
}

#[test]
fn unreadable_inputs_are_refused_and_do_not_stop_the_rest() {
    let desk = Desk::new();
    desk.book("list.xlsx", &[("客户", two_accounts())]);
    desk.text("broken.xlsx", b"PK\x03\x04 not really");
    let (code, json) = desk.plan(&["broken.xlsx", "list.xlsx"]);
    assert_eq!(code, 1);
    assert_eq!(json["totals"]["accounts"], 2);
    assert!(!json["inputs"][0]["error"].is_null());
    let run = desk.run(&["plan", "broken.xlsx", "missing.xlsx"]);
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn demo_plans_its_own_sample_in_both_languages() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        let run = desk.run(&["demo", "--lang", language, "--today", "2026-01-31"]);
        let errors = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(0), "{errors}");
        let files: Vec<_> = std::fs::read_dir(desk.path("")).unwrap().collect();
        assert_eq!(files.len(), 2, "a list and its plan");
        for file in std::fs::read_dir(desk.path("")).unwrap().map(|f| f.unwrap().path()) {
            if file.to_string_lossy().ends_with(".plan.xlsx") {
                let found = crate::recalc::recalculate(&std::fs::read(file).unwrap());
                assert!(found.formulas > 2000, "{}", found.formulas);
                assert_eq!(found.differences, [], "recalculation moved a value");
            }
        }
        let again = desk.run(&["demo", "--lang", language, "--today", "2026-02-01"]);
        assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    }
}

#[test]
fn gb18030_csv_and_words_are_read() {
    let desk = Desk::new();
    let text = "客户名称,重复销售,可能性,联系人\n甲公司,\"1,200\",中,王五\n乙公司,1.2万,二成,\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    desk.text("list.csv", &bytes);
    let (code, json) = desk.plan(&["list.csv"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    assert_eq!(account(&json, "甲公司")["expected_value"], 600.0);
    assert_eq!(account(&json, "乙公司")["expected_value"], 2400.0);
}

#[test]
fn errors_of_the_method_count_like_errors_of_the_list() {
    let desk = Desk::new();
    desk.text("list.csv", "Account Name,Annual Revenue,Visits\nA,100,5\nB,50,5\n");
    desk.text("own.toml", "[resource.visits]\ncapacity = 3\nfloor_core = 2\nfloor_laggard = 9\n");
    let (code, json) = desk.plan(&["list.csv", "--config", "own.toml"]);
    assert_eq!(code, 1);
    assert!(codes(&json).contains(&"floors_exceed_capacity".to_owned()));
    assert_eq!(desk.run(&["check", "list.csv", "--config", "own.toml"]).status.code(), Some(1));
    let strict = ["plan", "list.csv", "--config", "own.toml", "--strict", "-o", "strict.plan.xlsx"];
    assert_eq!(desk.run(&strict).status.code(), Some(1));
    assert!(!desk.path("strict.plan.xlsx").exists());
}

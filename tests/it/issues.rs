//! One reproducer an issue code: the lines that bring it up, and the cell it names.

use crate::support::{C, Desk, reconcile};
use keyplan::model::IssueCode;

/// Code, files, cell.
type Case = (&'static str, &'static [(&'static str, &'static str)], Option<&'static str>);

const ACCOUNTS: (&str, &str) = ("accounts.csv", "Account ID,Account,Sales\n1,Acme,5\n2,Beta,4\n");

const CASES: &[Case] = &[
    ("sheet_ignored", &[ACCOUNTS, ("b.csv", "colour,shape\nred,round\n")], None),
    (
        "no_account_column",
        &[ACCOUNTS, ("b.csv", "Deal Stage,Sales Amount,Close Date\nClosed Won,5,2025-01-01\n")],
        None,
    ),
    ("ambiguous_column", &[("a.csv", "Customer,Sales,Revenue\nA,1,2\n")], Some("B1")),
    ("header_suggestion", &[("a.csv", "Customer,Sales,Probablitty\nA,1,0.5\n")], Some("C1")),
    ("header_vetoed", &[("a.csv", "Customer,Sales,Probability\nA,1,2147852\nB,1,3147852\n")], Some("C1")),
    (
        "column_placed",
        &[(
            "o.csv",
            "Invoice No,Invoice Date,Wer,Amount\n1,2025-12-01,Acme Ltd,5\n2,2025-12-02,Beta GmbH,6\n",
        )],
        Some("C1"),
    ),
    ("company_revenue_assumed", &[("a.csv", "Account,Annual Revenue,Employees\nA,1,2\n")], Some("B1")),
    ("decimal_comma", &[("a.csv", "Customer;Sales\nA;1.200,50\nB;3.100\n")], Some("B1")),
    ("doubtful_grouping", &[("a.csv", "Customer;Sales\nA;1.200\nB;3.100\n")], Some("B1")),
    ("column_unused", &[("a.csv", "Customer,Region,Assets value\nA,North,2000\n")], Some("C1")),
    (
        "outcome_by_column",
        &[("d.csv", "Account,Opportunity,Amount,Stage,Is Won,Close Date\nA,D,1,Demo,Yes,2025-12-01\n")],
        Some("E1"),
    ),
    (
        "amount_computed",
        &[("o.csv", "Order No,Order Date,Customer,Qty,Unit Price\n1,2025-12-01,A,2,3\n")],
        Some("E1"),
    ),
    (
        "no_amount_column",
        &[ACCOUNTS, ("o.csv", "Order No,Order Date,Account,Qty\n1,2025-12-01,Acme,2\n")],
        None,
    ),
    ("sheet_transposed", &[ACCOUNTS, ("b.csv", "Customer,Acme\nSales,5\nRegion,North\n")], None),
    ("similar_names", &[("a.csv", "Customer,Sales\nNorthwind,1\nNortwind,2\n")], Some("A2")),
    (
        "ambiguous_account",
        &[
            ("a.csv", "Account ID,Account,Sales\n1,Acme,5\n2,Acme,4\n"),
            ("p.csv", "Account,Key person,Decision role\nAcme,Ann,Approver\n"),
        ],
        Some("A2"),
    ),
    (
        "leading_zeros_assumed",
        &[
            ("a.csv", "Account ID,Account,Sales\n0010002,Acme,5\n0010003,Beta,4\n"),
            ("o.csv", "Account ID,Order Date,Amount\n10002,2025-12-01,5\n"),
        ],
        Some("A2"),
    ),
    ("scale_chosen", &[("a.csv", "Customer,Repeat sales,Probability\nA,1,60\n")], Some("C1")),
    ("unit_found", &[("a.csv", "Customer,Sales (k)\nA,1\n")], Some("B1")),
    ("missing_name", &[("a.csv", "Customer,Sales\nA,1\n,2\n")], Some("A3")),
    (
        "missing_account",
        &[ACCOUNTS, ("p.csv", "Account,Key person,Decision role\n,Ann,Approver\n")],
        Some("A2"),
    ),
    (
        "unknown_account",
        &[ACCOUNTS, ("p.csv", "Account,Key person,Decision role\nGamma,Ann,Approver\n")],
        Some("A2"),
    ),
    (
        "rejected_account",
        &[
            ("a.csv", "Account,Repeat sales\nAcme,4,500\nBeta,4\n"),
            ("p.csv", "Account,Key person,Decision role\nAcme,Ann,Approver\n"),
        ],
        Some("A2"),
    ),
    ("unreadable_amount", &[("a.csv", "Customer,Repeat sales\nA,1\nB,150-500\n")], Some("B3")),
    ("impossible_amount", &[("a.csv", "Customer,Repeat sales\nA,1\nB,-5\n")], Some("B3")),
    ("unreadable_value", &[("a.csv", "Customer,Sales\nA,1\nB,Closed\n")], Some("B3")),
    ("unknown_word", &[("a.csv", "Customer,Sales,Selling mode\nA,1,loud\n")], Some("C2")),
    (
        "ambiguous_date",
        &[ACCOUNTS, ("o.csv", "Account ID,Order Date,Amount\n1,03/01/2026,5\n1,04/02/2026,5\n")],
        Some("B2"),
    ),
    ("duplicate_merged", &[("a.csv", "Customer,Sales\nAcme,1\nAcme,\n")], Some("A3")),
    ("duplicate_conflict", &[("a.csv", "Customer,Region\nAcme,North\nAcme,South\n")], Some("B3")),
    ("amounts_added", &[("a.csv", "Customer,Sales\nAcme,1\nAcme,2\n")], Some("B3")),
    (
        "blocks_read",
        &[("a.csv", ",Order Date,Amount\nAcme,,\n,2025-12-01,5\nBeta,,\n,2025-12-02,6\n")],
        Some("A2"),
    ),
    ("lines_summed", &[("a.csv", "Customer,Site,Sales\nAcme,Rome,1\nAcme,Bari,2\n")], None),
    ("lines_of_years", &[("a.csv", "Customer,Year,Sales\nAcme,2024,1\nAcme,2025,2\n")], None),
    ("same_name_other_id", &[("a.csv", "Customer ID,Customer,Sales\n1,Acme,1\n2,Acme,2\n")], Some("A3")),
    ("mixed_currencies", &[("a.csv", "Customer,Sales\nA,$1\nB,€2\n")], Some("B3")),
    ("total_row_ignored", &[("a.csv", "Customer,Sales\nA,1\nGrand Total,1\n")], Some("A3")),
    ("accounts_made", &[("p.csv", "Company,Contact Name,Job Title\nAcme,Ann,CEO\n")], None),
    ("period_chosen", &[("a.csv", "Customer,Sales 2024,Sales 2025\nA,1,2\n")], Some("C1")),
    ("periods_summed", &[("a.csv", "Customer,Q1 Sales,Q2 Sales,Q3 Sales,Q4 Sales\nA,1,2,3,4\n")], Some("B1")),
    ("periods_incomplete", &[("a.csv", "Customer,Q1 Sales,Q2 Sales\nA,1,2\n")], Some("B1")),
    ("remainder_row_ignored", &[("a.csv", "Customer,Sales\nA,1\nOther customers,9\n")], Some("A3")),
    ("instruction_row_ignored", &[("a.csv", "客户名称,年销售额\n必填,选填\n甲,1\n")], Some("A2")),
    ("row_too_wide", &[("a.csv", "Customer,Sales\nA,1\nB,1,200\n")], Some("A3")),
    (
        "order_outside_period",
        &[("o.csv", "Customer,Order Date,Amount\nA,2025-12-01,5\nA,2023-01-01,7\n")],
        Some("A3"),
    ),
    ("order_later", &[("o.csv", "Customer,Order Date,Amount\nA,2025-12-01,5\nA,2026-12-01,7\n")], Some("A3")),
    ("data_old", &[("o.csv", "Customer,Order Date,Amount\nA,2023-12-01,5\n")], None),
    (
        "visit_later",
        &[ACCOUNTS, ("v.csv", "Account,Visit Date\nAcme,2025-12-01\nAcme,2026-12-01\n")],
        Some("A3"),
    ),
    ("order_without_date", &[("o.csv", "Customer,Order Date,Amount\nA,2025-12-01,5\nA,,7\n")], Some("A3")),
    ("orders_undated", &[("o.csv", "Customer,Product,Amount\nA,x,5\n")], None),
    (
        "opportunity_without_amount",
        &[ACCOUNTS, ("d.csv", "Account,Deal Stage,Amount\nAcme,Proposal,\n")],
        Some("C2"),
    ),
    (
        "unknown_stage",
        &[ACCOUNTS, ("d.csv", "Account,Deal Stage,Amount\nAcme,Proposal,1\nAcme,Limbo,1\n")],
        Some("B3"),
    ),
    (
        "commitment_conflict",
        &[
            ACCOUNTS,
            ("p.csv", "Account,Key person,Receptivity (1-10),Dynamics,Commitment\nAcme,Ann,9,9,Doubter\n"),
        ],
        Some("E2"),
    ),
    ("duplicate_resource", &[ACCOUNTS, ("r.csv", "Resource,Capacity\nSamples,5\nSamples,6\n")], Some("A3")),
    (
        "visit_outside_period",
        &[ACCOUNTS, ("v.csv", "Account,Visit Date\nAcme,2025-12-01\nAcme,2023-01-01\n")],
        Some("A3"),
    ),
    (
        "visit_without_date",
        &[ACCOUNTS, ("v.csv", "Account,Visit Date\nAcme,2025-12-01\nAcme,\n")],
        Some("A3"),
    ),
    (
        "opportunity_overdue",
        &[ACCOUNTS, ("d.csv", "Account,Deal Stage,Amount,Close Date\nAcme,Proposal,5,2025-09-30\n")],
        Some("D2"),
    ),
    (
        "unknown_person",
        &[ACCOUNTS, ("p.csv", "Account,Key person,Decision role,Reports to\nAcme,Ann,Approver,Zoe\n")],
        Some("D2"),
    ),
    (
        "floors_exceed_capacity",
        &[ACCOUNTS, ("r.csv", "Resource,Capacity,Floor core,Floor laggard\nVisits,3,2,2\n")],
        Some("A2"),
    ),
    ("caps_leave_reserve", &[ACCOUNTS, ("r.csv", "Resource,Capacity,Cap core\nVisits,10,2\n")], Some("A2")),
    (
        "proposal_renewed",
        &[
            ACCOUNTS,
            ("p.csv", "Account,Part,Item,Proposal\nAcme,Actions,,Win a champion inside the account\n"),
        ],
        None,
    ),
    ("missing_column", &[("a.csv", "Customer,Sales\nA,1\n")], None),
    ("no_expected_value", &[("a.csv", "Customer,Region\nA,North\n")], None),
];

#[test]
fn every_reproducer_brings_up_its_issue_at_its_cell() {
    for (code, files, cell) in CASES {
        let desk = Desk::new();
        let mut args = Vec::new();
        for (name, text) in *files {
            desk.text(name, text);
            args.push(*name);
        }
        let (_, json) = desk.plan(&args);
        assert!(json.is_object(), "{code}");
        reconcile(&json);
        let issues = json["issues"].as_array().unwrap();
        let found = issues.iter().find(|i| i["code"] == *code);
        let found = found.unwrap_or_else(|| panic!("{code} is not among {issues:#?}"));
        assert_eq!(found["cell"].as_str(), *cell, "{code}: {found:#}");
        let message = found["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains(['{', '@']), "{code}: {message}");
        assert!(!found["hint"].as_str().unwrap().contains(['{', '@']), "{code}: {found:#}");
    }
}

#[test]
fn a_hidden_sheet_is_left_out_and_can_be_asked_for() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, account) in [("now", "A"), ("stale", "B")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().write_row(0, 0, ["Customer", "Sales"]).unwrap();
        sheet.write_row(1, 0, [account, "1"]).unwrap();
        sheet.set_hidden(name == "stale");
    }
    book.save(desk.path("list.xlsx")).unwrap();
    let (_, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(json["totals"]["accounts"], 1);
    assert!(crate::support::codes(&json).contains(&"sheet_hidden".to_owned()));
    let (_, json) = desk.plan(&["list.xlsx", "--sheet", "stale"]);
    assert_eq!(json["accounts"][0]["name"], "B");
}

#[test]
fn hidden_rows_count_and_are_told() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["Customer", "Sales"], ["A", "1"], ["B", "2"], ["C", "3"]].iter().enumerate() {
        sheet.write_row(u32::try_from(row).unwrap(), 0, *cells).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    book.save(desk.path("list.xlsx")).unwrap();
    let (_, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(json["totals"]["accounts"], 3);
    let issues = json["issues"].as_array().unwrap();
    assert_eq!(
        issues.iter().find(|i| i["code"] == "hidden_rows").unwrap()["message"]
            .as_str()
            .unwrap()
            .chars()
            .next(),
        Some('1')
    );
}

#[test]
fn an_error_value_is_unknown_and_told_at_its_cell() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Customer", "Sales"]).unwrap();
    sheet.write_string(1, 0, "A").unwrap();
    sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).unwrap();
    book.save(desk.path("list.xlsx")).unwrap();
    let (_, json) = desk.plan(&["list.xlsx"]);
    let issues = json["issues"].as_array().unwrap();
    let found = issues.iter().find(|i| i["code"] == "error_cell").unwrap();
    assert_eq!(found["cell"], "B2");
    assert!(json["accounts"][0]["annual_revenue"].is_null());
}

#[test]
fn a_folder_without_lists_is_refused() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("empty")).unwrap();
    let (code, json) = desk.plan(&["empty"]);
    assert_eq!(code, 2);
    assert!(crate::support::codes(&json).contains(&"folder_without_lists".to_owned()));
}

#[test]
fn a_plan_among_the_lists_does_not_count_twice() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("lists")).unwrap();
    desk.text("lists/a.csv", "Customer,Sales\nAcme,1\nBeta,2\n");
    assert_eq!(desk.run(&["plan", "lists"]).status.code(), Some(0));
    assert!(desk.path("lists/a.plan.xlsx").exists());
    let (code, json) = desk.plan(&["lists"]);
    assert_eq!(code, 0);
    assert_eq!(json["totals"]["accounts"], 2);
    assert!(crate::support::codes(&json).contains(&"plan_passed_over".to_owned()));
    // Who names it wants it read, with its list or alone.
    for inputs in [&["lists/a.csv", "lists/a.plan.xlsx"][..], &["lists/a.plan.xlsx"]] {
        let (code, json) = desk.plan(inputs);
        assert_eq!((code, &json["totals"]["accounts"]), (0, &2.into()));
        assert!(crate::support::codes(&json).contains(&"file_is_plan".to_owned()));
    }
    // Under any name, and in a pattern; without its list it is what there is.
    std::fs::rename(desk.path("lists/a.plan.xlsx"), desk.path("lists/2026.xlsx")).unwrap();
    let (_, json) = desk.plan(&["lists/*"]);
    assert!(crate::support::codes(&json).contains(&"plan_passed_over".to_owned()));
    assert_eq!(json["totals"]["accounts"], 2);
    std::fs::remove_file(desk.path("lists/a.csv")).unwrap();
    let (_, json) = desk.plan(&["lists"]);
    assert!(crate::support::codes(&json).contains(&"file_is_plan".to_owned()));
    assert_eq!(json["totals"]["accounts"], 2);
}

#[test]
fn a_batch_passes_plans_over_whose_lists_are_there() {
    let desk = Desk::new();
    desk.text("lists/a.csv", "Customer,Sales\nAcme,1\nBeta,2\n");
    desk.text("lists/b.csv", "Customer,Sales\nGamma,1\nDelta,2\n");
    assert_eq!(desk.run(&["plan", "lists/a.csv", "lists/b.csv"]).status.code(), Some(0));
    assert_eq!(desk.run(&["plan", "lists/b.csv", "-o", "lists/other.xlsx"]).status.code(), Some(0));
    let args = ["plan", "--each", "lists", "--out-dir", "out", "--json", "out.json", "--lang", "en"];
    let run = desk.run(&args);
    assert_eq!(run.status.code(), Some(0));
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(told.contains("2 plans were passed over"), "{told}");
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(desk.path("out.json")).unwrap()).unwrap();
    assert_eq!(json["batch"].as_array().unwrap().len(), 2);
}

#[test]
fn a_comparison_among_the_lists_is_passed_over() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("lists")).unwrap();
    desk.text("lists/a.csv", "Customer,Sales\nAcme,1\nBeta,2\n");
    let compared = ["compare", "lists/a.csv", "lists/a.csv", "-o", "lists/z.compare.xlsx"];
    assert_eq!(desk.run(&compared).status.code(), Some(0));
    let (code, json) = desk.plan(&["lists"]);
    assert_eq!(code, 0);
    assert_eq!(json["totals"]["accounts"], 2);
    assert!(crate::support::codes(&json).contains(&"file_is_comparison".to_owned()));
    let alone = desk.run(&["plan", "lists/z.compare.xlsx", "-o", "z.xlsx"]);
    assert_eq!(alone.status.code(), Some(2), "nothing to plan");
    // Beside plans alone it changes nothing.
    assert_eq!(
        desk.run(&["plan", "lists/a.csv", "-o", "b.plan.xlsx", "--lang", "en"]).status.code(),
        Some(0)
    );
    let (_, only) = desk.plan(&["b.plan.xlsx"]);
    let (_, both) = desk.plan(&["lists/z.compare.xlsx", "b.plan.xlsx"]);
    for part in ["totals", "language"] {
        assert_eq!(only[part], both[part], "{part}");
    }
}

#[test]
fn a_fraction_among_points_is_doubted() {
    let desk = Desk::new();
    let rows = [60.0, 70.0, 0.6].map(|p| vec![C::T("A"), C::N(5.0), C::N(p)]);
    let mut all = vec![vec![C::T("Customer"), C::T("Repeat sales"), C::T("Probability")]];
    all.extend(rows);
    desk.book("list.xlsx", &[("s", all)]);
    let (_, json) = desk.plan(&["list.xlsx"]);
    let issues = json["issues"].as_array().unwrap();
    assert_eq!(issues.iter().find(|i| i["code"] == "doubtful_scale").unwrap()["cell"], "C4");
}

#[test]
fn no_code_is_without_a_reproducer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut text: String = files
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("issues.rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    text.extend(CASES.iter().map(|(code, _, _)| format!("\"{code}\" ")));
    let here = [
        "doubtful_scale",
        "file_is_plan",
        "plan_passed_over",
        "file_is_comparison",
        "sheet_hidden",
        "hidden_rows",
        "error_cell",
        "folder_without_lists",
    ];
    text.extend(here.map(|code| format!("\"{code}\" ")));
    for code in IssueCode::ALL {
        let named = text.contains(&format!("\"{code}\"")) || text.contains(&format!("{code:?}"));
        assert!(named, "{code} has no reproducer");
    }
}

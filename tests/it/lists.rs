//! Lists as careful people would read them: each a few lines, each once read wrongly.

use crate::support::{Desk, account, codes, reconcile};
use serde_json::Value;

fn planned(text: &str) -> (i32, Value) {
    let desk = Desk::new();
    desk.text("list.csv", text);
    let (code, json) = desk.plan(&["list.csv"]);
    if json.is_object() {
        reconcile(&json);
    }
    (code, json)
}

fn names(json: &Value) -> Vec<String> {
    let mut names: Vec<String> =
        json["accounts"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn two_currencies_in_headers_are_never_added_up() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Revenue (USD)\nA,100\n");
    desk.text("b.csv", "Customer,Revenue (EUR)\nB,100\n");
    let (code, json) = desk.plan(&["a.csv", "b.csv"]);
    assert_eq!(code, 2);
    assert!(codes(&json).contains(&"mixed_currencies".to_owned()));
    let (code, json) = planned("Customer,Revenue,Currency\nA,100,USD\nB,100,CNY\n");
    assert_eq!(code, 2, "{json:#}");
}

#[test]
fn units_are_found_where_people_write_them() {
    for text in [
        "客户名称,年销售额(万元)\n甲,10\n",
        "客户名称,年销售额\n,万元\n甲,10\n",
        "客户名称,年销售额 万元\n甲,10\n",
        "2025年客户销售情况表（万元）\n客户名称,年销售额\n甲,10\n",
        "单位：万元\n客户名称,年销售额\n甲,10\n",
        "Customer,Revenue (k USD)\n甲,100\n",
    ] {
        let (code, json) = planned(text);
        assert_eq!(code, 0, "{text}");
        assert_eq!(account(&json, "甲")["annual_revenue"], 100_000.0, "{text}");
        assert!(codes(&json).contains(&"unit_found".to_owned()), "{text}");
    }
}

#[test]
fn per_cent_in_the_header_decides() {
    let (_, json) = planned("客户,重复销售,可能性(%)\n甲,100,0\n乙,100,0\n丙,100,1\n丁,100,80\n");
    assert_eq!(account(&json, "丙")["probability"], 0.01);
    assert_eq!(account(&json, "丁")["probability"], 0.8);
    let (_, json) = planned("客户,年销售额,毛利（%）\n甲,100,25\n");
    assert_eq!(account(&json, "甲")["gross_profit"], 25.0, "a rate is not money, the profit follows from it");
}

#[test]
fn turnover_beside_employees_is_not_our_revenue() {
    for header in ["Total Employees", "Headcount", "Website", "职工人数"] {
        let (_, json) = planned(&format!("Customer,Annual Revenue,{header}\nA,5000000,90\n"));
        let a = account(&json, "A");
        assert!(a["annual_revenue"].is_null() && a["company_revenue"] == 5_000_000.0, "{header}");
    }
}

#[test]
fn tables_one_under_another_are_all_read() {
    let (code, json) =
        planned("客户,年销售额\n甲,1\n乙,2\n\n客户名称,年销售额（万元）,毛利,可能性\n丙,30,2,0.5\n");
    assert_eq!(code, 0, "{:#}", json["issues"]);
    assert_eq!(names(&json), ["丙", "乙", "甲"]);
    assert_eq!(account(&json, "丙")["annual_revenue"], 300_000.0);
    assert_eq!(account(&json, "甲")["annual_revenue"], 1.0);
}

#[test]
fn totals_and_remarks_are_not_accounts_but_companies_named_so_are() {
    let text = "客户编号,客户名称,年销售额\n1,甲,1\n2,Sumace,2\n3,SUMMIT HEALTHCARE,3\n9,Total,4\n,合计（共4家）,10\n,平均,2.5\n,注：以上数据未审计,\n,制表人：张三,\n";
    let (_, json) = planned(text);
    assert_eq!(names(&json), ["SUMMIT HEALTHCARE", "Sumace", "Total", "甲"]);
}

#[test]
fn other_legal_forms_are_other_companies() {
    let (_, json) = planned("Customer,Sales\nAcme Ltd,1\nAcme Inc.,2\nACME GmbH,3\nBeta,4\nbeta Ltd,4\n");
    assert_eq!(json["totals"]["accounts"], 4, "{:?}", names(&json));
}

#[test]
fn a_row_wider_than_the_header_is_not_trusted() {
    let (code, json) = planned("Customer,Revenue,Profit\nAcme,1,200,300\nBeta,5,1\n");
    assert_eq!(code, 1);
    assert_eq!(names(&json), ["Beta"]);
    assert!(codes(&json).contains(&"row_too_wide".to_owned()));
}

#[test]
fn a_map_to_no_column_is_refused() {
    let desk = Desk::new();
    desk.text("list.csv", "Customer,Sales\nA,1\n");
    let run = desk.run(&["plan", "list.csv", "--map", "annual_revenue=Nowhere"]);
    assert_eq!(run.status.code(), Some(2));
    let run = desk.run(&["plan", "list.csv", "--map", "annual_revenue=b", "-o", "a.xlsx"]);
    assert_eq!(run.status.code(), Some(0));
    let run = desk.run(&["plan", "list.csv", "--map", "gross_profit=Z", "-o", "b.xlsx"]);
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn a_pipeline_that_names_no_account_is_refused_as_a_whole() {
    let (code, json) = planned("Opportunity Name,Deal Stage,Sales Amount\nPaper,Closed Won,5\nPens,Lead,6\n");
    assert_eq!(code, 2);
    assert_eq!(codes(&json), ["no_account_column"]);
    assert_eq!(json["inputs"][0]["sheets"][0]["rows"]["ignored"], 2);
}

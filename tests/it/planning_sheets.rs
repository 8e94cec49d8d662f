//! Sheets that planners keep beside their list: each is known by its columns, in both languages.

use crate::support::{Desk, account, codes, reconcile};

const SHEETS: &[(&str, &str, &str)] = &[
    ("v.csv", "visits", "客户名称,拜访日期,拜访目的\n甲公司,2025-11-03,续约\n甲公司,2025-12-03,回访\n"),
    (
        "i.csv",
        "values",
        "Account,IMPACT element,Benefit type,Before,After,Unit value\n甲公司,Inventory,Lower cost,10,8,500\n",
    ),
    (
        "c.csv",
        "costs",
        "客户名称,成本层,成本项目,我方方案成本,替代方案成本\n甲公司,TCA,采购价,100,90\n甲公司,TCO,停机,10,60\n",
    ),
    (
        "g.csv",
        "goals",
        "客户名称,目标类型,目标内容,目标值,截止日期\n甲公司,销量,年销售 200 万,2000000,2026-12-31\n",
    ),
    (
        "p.csv",
        "plan_items",
        "Account,Part,Item,Owner,Due date\n甲公司,Problems,Late deliveries,Li,2026-03-01\n",
    ),
    ("r.csv", "resources", "资源,总量,单位成本,最小单位\n拜访,12,500,1\n专家人天,3,,0.5\n"),
];

#[test]
fn every_planning_sheet_is_known_by_its_columns() {
    let desk = Desk::new();
    desk.text("a.csv", "客户名称,年销售额\n甲公司,100\n乙公司,50\n");
    let mut files = vec!["a.csv"];
    for (name, _, text) in SHEETS {
        desk.text(name, text);
        files.push(name);
    }
    let (code, json) = desk.plan(&files);
    assert_eq!(code, 0, "{json:#}");
    reconcile(&json);
    for (input, (name, kind, _)) in json["inputs"].as_array().unwrap().iter().skip(1).zip(SHEETS) {
        assert_eq!(input["sheets"][0]["kind"], *kind, "{name}: {input:#}");
        assert_eq!(input["sheets"][0]["rows"]["ignored"], 0, "{name}");
    }
    assert_eq!(account(&json, "甲公司")["resources"]["visits"]["current"], 2.0);
    assert_eq!(account(&json, "乙公司")["resources"]["visits"]["current"], 0.0, "a visit log is complete");
}

#[test]
fn a_planning_row_of_an_unknown_account_is_rejected_and_kept() {
    let desk = Desk::new();
    desk.text("a.csv", "Account,Sales\nAcme,100\n");
    desk.text("g.csv", "Account,Goal kind,Goal\nAcme,Strategic,Lead\nGamma,Volume,More\n");
    let (code, json) = desk.plan(&["a.csv", "g.csv"]);
    assert_eq!(code, 1);
    assert!(codes(&json).contains(&"unknown_account".to_owned()));
    reconcile(&json);
}

#[test]
fn a_column_with_a_header_but_no_values_parts_no_table() {
    let desk = Desk::new();
    desk.text(
        "a.csv",
        "Account,Sales,Condition 1,Condition 5,Condition 6\nAlpha,9,yes,,yes\nBeta,8,,,\nGamma,7,,,\n",
    );
    let (code, json) = desk.plan(&["a.csv"]);
    assert_eq!(code, 0, "{json:#}");
    assert_eq!(json["inputs"][0]["sheets"].as_array().unwrap().len(), 1);
    assert_eq!(account(&json, "Alpha")["alliance"]["conditions"][5], true);
}

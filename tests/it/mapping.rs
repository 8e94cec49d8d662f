//! How sheets are read, saved as a mapping and used again.

use crate::support::C::{B, N, T};
use crate::support::{C, Desk, account, codes};
use serde_json::Value;

/// Two accounts sheets one under another, persons, a doubtful column, a unit above, per cent points.
fn messy(desk: &Desk) {
    let accounts = vec![
        vec![T("2026 客户名单")],
        vec![T("单位：万元")],
        vec![T("客户编号"), T("客户名称"), T("年销售额"), T("毛利"), T("利润"), T("可能性"), T("职工人数")],
        vec![T("A1"), T("甲"), N(10.0), N(1.0), N(2.0), N(60.0), N(5.0)],
        vec![T("A2"), T("乙"), N(20.0), N(1.0), N(2.0), N(80.0), N(5.0)],
        vec![],
        vec![T("客户名称"), T("年销售额（亿）"), T("备注"), T("备注"), T("职工人数")],
        vec![T("丙"), N(1.0), T("x"), T("y"), N(9.0)],
    ];
    let persons = vec![
        vec![T("客户名称"), T("关键人物"), T("接受度"), T("活力")],
        vec![T("甲"), T("张三"), N(8.0), N(7.0)],
    ];
    let notes = vec![vec![T("colour"), T("shape")], vec![T("red"), T("round")]];
    desk.book("list.xlsx", &[("客户", accounts), ("人", persons), ("杂", notes), ("空", vec![])]);
}

/// Without what the mapping may change: confidence and reason.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !["confidence", "reason", "for", "against"].contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), bare(value)))
            .collect(),
        Value::Array(list) => list.iter().map(bare).collect(),
        other => other.clone(),
    }
}

fn save(desk: &Desk, input: &str) -> String {
    let run = desk.run(&["columns", input, "--save", "map.toml", "--force"]);
    assert!(run.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read_to_string(desk.path("map.toml")).unwrap()
}

/// The message of a run that must fail.
fn refused(desk: &Desk, input: &str, mapping: &str) -> String {
    desk.text("bad.toml", mapping);
    let run = desk.run(&["check", input, "--mapping", "bad.toml", "--lang", "en"]);
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{text}");
    text
}

#[test]
fn saved_and_used_again_reads_the_same() {
    let desk = Desk::new();
    messy(&desk);
    let saved = save(&desk, "list.xlsx");
    assert!(!saved.contains(desk.path("").to_str().unwrap()), "names files, not paths");
    assert!(saved.contains("# 名单字段对应"), "commented in the language of the list");
    assert!(saved.contains(r#"header = "年销售额", field = "annual_revenue", unit = 10000"#), "{saved}");
    let (_, own) = desk.plan(&["list.xlsx"]);
    let (_, again) = desk.plan(&["list.xlsx", "--mapping", "map.toml"]);
    assert_eq!(bare(&own), bare(&again));
    assert_ne!(own, again, "the reason says by the mapping");
    assert!(codes(&own).contains(&"company_revenue_assumed".to_owned()), "the test covers what is assumed");
}

#[test]
fn what_the_mapping_says_wins() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales,Extra,Junk,Region\nAcme,5,0.6,x,North\n");
    desk.text(
        "m.toml",
        r#"
        [[sheet]]
        columns = [
            { header = "sales", field = "repeat_sales", unit = 1000 },
            { column = "C", field = "probability" },
            { header = "Junk", field = "ignore" },
            { header = "REGION", field = "" },
        ]"#,
    );
    let (code, json) = desk.plan(&["a.csv", "--mapping", "m.toml"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    let acme = account(&json, "Acme");
    assert_eq!((acme["repeat_sales"].clone(), acme["probability"].clone()), (5000.0.into(), 0.6.into()));
    assert!(acme["region"].is_null() && acme["annual_revenue"].is_null());
    let columns = &json["inputs"][0]["sheets"][0]["columns"];
    assert_eq!(columns[1]["confidence"], 1.0);
    let args =
        ["a.csv", "--mapping", "m.toml", "--map", "annual_revenue=Sales", "--unit", "annual_revenue=7"];
    let (_, json) = desk.plan(&args);
    assert_eq!(account(&json, "Acme")["annual_revenue"], 35.0, "options come before the mapping");
}

#[test]
fn kind_and_header_row_by_the_mapping() {
    let desk = Desk::new();
    let rows = |name: &'static str| {
        vec![vec![T("Customer"), T("Sales")], vec![T("Company"), T("Turnover")], vec![T(name), N(3.0)]]
    };
    desk.book("x.xlsx", &[("one", rows("Acme")), ("two", rows("Beta"))]);
    desk.text("m.toml", "[[sheet]]\nsheet = 'one'\nheader_row = 2\n[[sheet]]\nsheet='two'\nkind='ignored'\n");
    let (_, json) = desk.plan(&["x.xlsx", "--mapping", "m.toml"]);
    let sheets = &json["inputs"][0]["sheets"];
    assert_eq!((sheets[0]["header_row"].clone(), sheets[1]["kind"].clone()), (2.into(), "ignored".into()));
    assert_eq!(sheets[1]["reason"], "by the mapping");
    assert_eq!(json["totals"]["accounts"], 1);
}

#[test]
fn the_same_mapping_serves_next_month_s_file() {
    let desk = Desk::new();
    desk.text("list-01.csv", "Customer,Volume\nAcme,5\n");
    desk.text("list-02.csv", "New,Volume,Customer\nx,7,Acme\n");
    desk.text(
        "m.toml",
        "[[sheet]]\nfile='list-*.csv'\nsheet='list-01'\ncolumns=[{column='B',header='Volume',field='annual_revenue'}]\n",
    );
    for (file, revenue) in [("list-01.csv", 5.0), ("list-02.csv", 7.0)] {
        let (_, json) = desk.plan(&[file, "--mapping", "m.toml"]);
        assert_eq!(account(&json, "Acme")["annual_revenue"], revenue, "{file}");
    }
}

#[test]
fn a_column_found_by_its_letter_only_is_told() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Volume 2026\nAcme,5\n");
    desk.text("m.toml", "[[sheet]]\ncolumns=[{column='B',header='Volume 2025',field='annual_revenue'}]\n");
    let (_, json) = desk.plan(&["a.csv", "--mapping", "m.toml"]);
    assert_eq!(account(&json, "Acme")["annual_revenue"], 5.0);
    let issues = json["issues"].as_array().unwrap();
    let found = issues.iter().find(|i| i["code"] == "column_by_letter").unwrap();
    assert_eq!(found["cell"], "B1");
}

#[test]
fn a_table_that_fits_no_sheet_is_told_and_a_mapping_that_fits_none_is_refused() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,5\n");
    desk.text("m.toml", "[[sheet]]\nfile='a.csv'\n[[sheet]]\nfile='b.csv'\n");
    let (code, json) = desk.plan(&["a.csv", "--mapping", "m.toml"]);
    assert_eq!(code, 0);
    assert!(codes(&json).contains(&"mapping_unused".to_owned()));
    let text = refused(&desk, "a.csv", "[[sheet]]\nfile='b.csv'\n");
    assert!(text.contains("b.csv") && text.contains("a.csv"), "{text}");
}

#[test]
fn what_is_wrong_in_a_mapping_is_named() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,5\n");
    for (mapping, words) in [
        ("[[sheet]]\nfile='a.csv'\ncolour='red'\n", vec!["bad.toml", "a.csv", "colour"]),
        ("[[sheet]]\nfile='a.csv'\nkind='acounts'\n", vec!["acounts", "accounts?"]),
        (
            "[[sheet]]\nfile='a.csv'\nsheet='a'\ncolumns=[{header='Sales',field='anual_revenue'}]\n",
            vec!["a.csv › a › Sales", "anual_revenue", "annual_revenue?"],
        ),
        ("[[sheet]]\ncolumns=[{header='Sales',fields='id'}]\n", vec!["Sales", "fields", "field?"]),
        (
            "[[sheet]]\ncolumns=[{column='J',header='Nowhere',field='notes'}]\n",
            vec!["a.csv › a", "Nowhere (J)"],
        ),
        ("[[sheet]]\nkind='accounts'\ncolumns=[{header='Sales',field='stage'}]\n", vec!["stage", "accounts"]),
        ("[[sheet]]\nheader_row=9\n", vec!["a.csv › a", "row 9"]),
        ("[[sheet]]\nheader_row='x'\n", vec!["header_row"]),
        ("[[sheet]]\ncolumns=[{header='Sales',unit=-1}]\n", vec!["Sales", "unit"]),
        ("[[sheet]\n", vec!["line 1"]),
        (
            "[[sheet]]\ncolumns=[{header='Sales',field='name'},{header='Customer',field='name'}]\n",
            vec!["name", "two columns"],
        ),
    ] {
        let text = refused(&desk, "a.csv", mapping);
        for word in words {
            assert!(text.contains(word), "{mapping}\n{text}");
        }
    }
}

#[test]
fn an_edited_mapping_is_not_overwritten() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,5\n");
    desk.text("map.toml", "mine");
    let run = desk.run(&["columns", "a.csv", "--save", "map.toml"]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(desk.path("map.toml")).unwrap(), "mine");
}

#[test]
fn a_hidden_or_unknown_sheet_can_be_taken_by_the_mapping() {
    let desk = Desk::new();
    let rows: Vec<Vec<C>> = vec![vec![T("Firm"), T("Volume"), B], vec![T("Acme"), N(3.0), B]];
    desk.book("x.xlsx", &[("s", rows)]);
    desk.text(
        "m.toml",
        "[[sheet]]\nkind='accounts'\nheader_row=1\ncolumns=[{header='Firm',field='name'},{header='Volume',field='annual_revenue'}]\n",
    );
    let (code, json) = desk.plan(&["x.xlsx", "--mapping", "m.toml"]);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    assert_eq!(account(&json, "Acme")["annual_revenue"], 3.0);
}

//! The fields of the records: what a list states is read, told in the JSON, and kept when its plan is planned again.

use crate::support::{Desk, account};
use keyplan::layout::TableId;
use keyplan::model::{RecordKind, dictionary};
use serde_json::{Value, json};

const ACCOUNTS: &str = "客户编号,客户名称,年销售额,上期销售额（万元）,毛利率,最近联系日期,上级客户,续约日期,客户等级,最近下单日期,订单数\n\
    C1,甲,100,9,22%,2026-01-15,乙集团,2026-12-31,A,2026-01-10,24\nC2,丙,50,,,,,,,,\n";
const PERSONS: &str = "客户编号,关键人物,决策角色,下次联系日期,电话\nC1,王建国,决策者,2026-03-15,021-5555\n";
const DEALS: &str =
    "客户编号,商机名称,金额,阶段,预计成交日期,负责人,区域\nC1,扩建,30,方案报价,2026-06-30,陈静,华东\n";

/// Both plans of a list: of the list, and of the plan alone.
fn twice() -> [Value; 2] {
    let desk = Desk::new();
    desk.text("a.csv", ACCOUNTS);
    desk.text("p.csv", PERSONS);
    desk.text("d.csv", DEALS);
    let run = |inputs: &[&str], output: &str| {
        let args = [&["plan", "-o", output, "--json", "out.json", "--today", "2026-01-31"], inputs].concat();
        let out = desk.run(&args);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&std::fs::read(desk.path("out.json")).unwrap()).unwrap()
    };
    [run(&["a.csv", "p.csv", "d.csv"], "one.plan.xlsx"), run(&["one.plan.xlsx"], "two.plan.xlsx")]
}

#[test]
fn what_a_list_states_of_an_account_is_kept() {
    for json in twice() {
        let first = account(&json, "甲");
        for (field, value) in [
            ("previous_revenue", json!(90_000.0)),
            ("gross_margin", json!(0.22)),
            ("last_contact", json!("2026-01-15")),
            ("parent_account", json!("乙集团")),
            ("renewal_date", json!("2026-12-31")),
            ("customer_class", json!("A")),
            ("last_order", json!("2026-01-10")),
            ("order_count", json!(24.0)),
        ] {
            assert_eq!(first[field], value, "{field}");
            assert!(account(&json, "丙")[field].is_null(), "{field}");
        }
    }
}

#[test]
fn what_a_list_states_of_people_and_deals_is_kept() {
    for json in twice() {
        let person = &json["persons"][0];
        assert_eq!((&person["next_contact"], &person["phone"]), (&json!("2026-03-15"), &json!("021-5555")));
        let deal = &json["opportunities"][0];
        assert_eq!((&deal["owner"], &deal["region"]), (&json!("陈静"), &json!("华东")));
    }
}

/// What a record keeps has a column in the plan, and what a plan's column holds is a field of its record.
#[test]
fn every_field_has_a_column_in_the_plan() {
    let tables = || TableId::ALL.iter().map(|id| id.table());
    let mut wrong = Vec::new();
    for kind in RecordKind::ALL.iter().filter(|kind| tables().any(|t| t.kind == **kind)) {
        for spec in dictionary(*kind).iter().filter(|spec| !spec.passing) {
            let mut columns = tables().filter(|t| t.kind == *kind).flat_map(|t| t.columns);
            if !columns.any(|c| c.field == Some(spec.field)) {
                wrong.push(format!("{kind}: no column holds {}", spec.field));
            }
        }
    }
    for table in tables() {
        for field in table.columns.iter().filter_map(|c| c.field) {
            if field.of(table.kind).is_none() {
                wrong.push(format!("{}: {field} is no field of {}", table.name, table.kind));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

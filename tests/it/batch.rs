//! One plan a file: names that never collide, bad files that stop nobody, a summary that tells everything,
//! and plans that are up to date left alone.

use crate::support::C::{N, T};
use crate::support::Desk;
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn list(seed: u32) -> String {
    format!("客户名称,年销售额,可能性\n甲公司{seed},{},0.5\n乙公司{seed},{},0.4\n", 1000 * seed, 700 * seed)
}

/// Exit code, JSON and what stands on stderr.
fn each(desk: &Desk, args: &[&str]) -> (i32, Value, String) {
    let mut all = vec!["plan", "--each", "--out-dir", "out", "--json", "out.json", "--today", "2026-01-31"];
    all.extend(args);
    let run = desk.run(&all);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    let json = std::fs::read_to_string(desk.path("out.json")).unwrap_or_default();
    (run.status.code().unwrap(), serde_json::from_str(&json).unwrap_or(Value::Null), told)
}

fn statuses(json: &Value) -> Vec<&str> {
    json["batch"].as_array().unwrap().iter().map(|f| f["status"].as_str().unwrap()).collect()
}

fn names(desk: &Desk) -> BTreeSet<String> {
    let entries = std::fs::read_dir(desk.path("out")).unwrap();
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_bad_file_never_stops_the_rest_and_the_summary_tells_everything() {
    let desk = Desk::new();
    desk.text("in/a.csv", list(1));
    desk.text("in/b.csv", "客户名称,年销售额\n,5\n丙公司,3000\n");
    desk.text("in/broken.xlsx", "no workbook at all");
    desk.text("in/empty.csv", "");
    let (code, json, told) = each(&desk, &["in", "nowhere.csv", "--lang", "zh"]);
    assert_eq!(code, 1, "{told}");
    assert_eq!(statuses(&json), ["planned", "planned", "failed", "failed", "failed"]);
    let file = |at: usize| &json["batch"][at];
    let path = |folder: &str, name: &str| Path::new(folder).join(name).to_string_lossy().into_owned();
    assert_eq!((&file(0)["accounts"], &file(0)["expected_value"]), (&2.into(), &780.0.into()));
    assert_eq!(file(0)["output"], path("out", "a.plan.xlsx"));
    assert_eq!((&file(1)["errors"], &file(1)["error"]), (&1.into(), &Value::Null));
    assert_eq!(file(3)["error"], "file_empty");
    assert_eq!(file(4)["error"], "file_missing");
    assert!(file(2)["accounts"].is_null() && file(2)["output"].is_null(), "unknown is no zero");
    let rejected = json["issues"].as_array().unwrap().iter().find(|i| i["code"] == "missing_name").unwrap();
    assert_eq!(rejected["file"], path("in", "b.csv"));
    assert_eq!(
        names(&desk),
        ["a.plan.xlsx", "b.plan.xlsx", "keyplan-summary.xlsx"].map(str::to_owned).into()
    );
    assert!(told.contains("共 5 个文件：已做计划 2，已是最新 0，未写出 0，失败 3"), "{told}");
    let mut book: Xlsx<_> = open_workbook(desk.path("out/keyplan-summary.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["名单汇总"]);
    let range = book.worksheet_range("名单汇总").unwrap();
    let text = |row, column| range.get_value((row, column)).map_or_else(String::new, ToString::to_string);
    assert_eq!(range.end().unwrap().0, 7, "one row a file");
    assert_eq!(
        (text(3, 0), text(3, 2), text(3, 6)),
        (path("in", "a.csv"), "780".into(), "a.plan.xlsx".into())
    );
    assert_eq!((text(5, 5), text(5, 1)), ("失败".into(), String::new()));
    assert!(!text(6, 7).is_empty(), "the reason");
}

#[test]
fn exit_codes_are_those_of_the_interface() {
    let desk = Desk::new();
    desk.text("good.csv", list(1));
    desk.text("bad.csv", "客户名称,年销售额\n,5\n丙公司,3000\n");
    assert_eq!(each(&desk, &["good.csv"]).0, 0);
    assert_eq!(each(&desk, &["good.csv", "bad.csv"]).0, 1);
    assert_eq!(each(&desk, &["nowhere.csv", "neither.csv"]).0, 2);
    std::fs::remove_file(desk.path("out/bad.plan.xlsx")).unwrap();
    let (code, json, _) = each(&desk, &["good.csv", "bad.csv", "--strict"]);
    assert_eq!((code, statuses(&json)), (1, vec!["planned", "not_written"]));
    assert!(!desk.path("out/bad.plan.xlsx").exists());
    assert_eq!(desk.run(&["plan", "--each", "good.csv"]).status.code(), Some(2), "no folder");
}

#[test]
fn lists_of_one_name_get_plans_of_their_own_whatever_the_order_and_the_threads() {
    let desk = Desk::new();
    let lists = ["north/list.csv", "south/list.csv", "south/LIST.tsv", "south/other.csv"];
    for (seed, name) in (1..).zip(lists) {
        desk.text(name, if name.ends_with("tsv") { list(seed).replace(',', "\t") } else { list(seed) });
    }
    let mut runs = Vec::new();
    for (threads, order) in [("1", [0, 1, 2, 3]), ("4", [3, 2, 1, 0])] {
        let mut args = vec!["-j", threads, "--force"];
        args.extend(order.map(|at| lists[at]));
        let (code, json, told) = each(&desk, &args);
        assert_eq!(code, 0, "{told}");
        let outputs: BTreeSet<_> =
            json["batch"].as_array().unwrap().iter().map(|f| f["output"].to_string()).collect();
        assert_eq!(outputs.len(), 4);
        let plans = names(&desk).into_iter().filter(|n| n.ends_with(".plan.xlsx"));
        let bytes: Vec<_> =
            plans.map(|n| (n.clone(), std::fs::read(desk.path("out").join(n)).unwrap())).collect();
        assert_eq!(bytes.len(), 4);
        runs.push(bytes);
    }
    assert!(runs[0] == runs[1], "same lists, same bytes");
}

#[test]
fn resume_leaves_alone_what_is_up_to_date_and_nothing_else() {
    let desk = Desk::new();
    for seed in 1..=3 {
        desk.text(&format!("in/{seed}.csv"), list(seed));
    }
    let (_, first, _) = each(&desk, &["in"]);
    let stamp = |name: &str| std::fs::metadata(desk.path(name)).unwrap().modified().unwrap();
    let before = stamp("out/1.plan.xlsx");
    desk.text("in/1.csv", list(1));
    desk.text("in/2.csv", list(9));
    std::fs::remove_file(desk.path("out/3.plan.xlsx")).unwrap();
    let (code, json, told) = each(&desk, &["in", "--resume"]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(statuses(&json), ["up_to_date", "planned", "planned"], "the same bytes, however new the file");
    assert_eq!(stamp("out/1.plan.xlsx"), before);
    for key in ["accounts", "expected_value", "errors", "warnings", "output"] {
        assert_eq!(json["batch"][0][key], first["batch"][0][key], "{key} is known without planning");
    }
    desk.text("keyplan.toml", "core_share = 0.3\n");
    assert_eq!(statuses(&each(&desk, &["in", "--resume"]).1), ["planned"; 3], "other settings");
    assert_eq!(statuses(&each(&desk, &["in", "--resume"]).1), ["up_to_date"; 3]);
    assert_eq!(statuses(&each(&desk, &["in", "--resume", "--top", "1"]).1), ["planned"; 3], "other options");
}

#[test]
fn plans_and_summary_in_the_folder_of_the_lists_are_no_lists() {
    let desk = Desk::new();
    desk.text("out/a.csv", list(1));
    for _ in 0..2 {
        let (code, json, told) = each(&desk, &["out"]);
        assert_eq!((code, statuses(&json)), (0, vec!["planned"]), "{told}");
    }
    let list = vec![vec![T("客户名称"), T("年销售额")], vec![T("丁公司"), N(5.0)]];
    desk.book("out/b.xlsx", &[("s", list)]);
    let (_, json, _) = each(&desk, &["out/*.xlsx", "out/a.csv", "--resume"]);
    assert_eq!(statuses(&json), ["planned", "up_to_date"]);
}

#[test]
fn the_table_fits_narrow_and_wide_terminals_in_both_languages() {
    use unicode_width::UnicodeWidthStr;
    let desk = Desk::new();
    desk.text("华东区域/上半年重点客户名单.csv", list(1));
    desk.text("broken.xlsx", "no workbook");
    for lang in ["zh", "en"] {
        for width in ["40", "80", "160"] {
            let args = ["plan", "--each", "--out-dir", "out", "--force", "--lang", lang];
            let lists = ["华东区域/上半年重点客户名单.csv", "broken.xlsx"];
            let run = desk.run_with(&[("COLUMNS", width)], &[&args[..], &lists].concat());
            let told = String::from_utf8(run.stderr).unwrap();
            let table: Vec<&str> = told.lines().take_while(|l| !l.contains("keyplan-summary")).collect();
            let width: usize = width.parse().unwrap();
            assert!(table.iter().all(|l| l.width() <= width), "{told}");
            assert!(told.contains("oken.xlsx") && told.contains("780"), "{told}");
        }
    }
}

#[test]
fn an_input_is_never_overwritten_and_an_edited_plan_is_kept() {
    let desk = Desk::new();
    desk.text("a.csv", list(1));
    desk.text("out/a.plan.xlsx", "somebody's");
    let (code, json, _) = each(&desk, &["a.csv"]);
    assert_eq!((code, statuses(&json)), (2, vec!["failed"]));
    assert_eq!(json["batch"][0]["error"], "output_refused");
    assert_eq!(std::fs::read_to_string(desk.path("out/a.plan.xlsx")).unwrap(), "somebody's");
}

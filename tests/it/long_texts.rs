//! Long texts cost time in proportion to their length, wherever in a list they stand.

use crate::support::{Desk, account, codes};
use std::time::{Duration, Instant};

const ENGLISH: &str = "this agreement is made between the parties and shall remain in force; ";
const CHINESE: &str = "本合同由甲乙双方签订，在平等自愿的基础上，";

fn long(of: &str, characters: usize) -> String {
    of.chars().cycle().take(characters).collect()
}

/// Plans a list and says how long that took.
fn timed(desk: &Desk, name: &str) -> (i32, serde_json::Value, Duration) {
    let start = Instant::now();
    let (code, json) = desk.plan(&[name]);
    (code, json, start.elapsed())
}

/// What was quadratic took from three seconds to hours.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn a_note_of_any_length_is_no_header_and_costs_no_time() {
    for (of, characters) in [(CHINESE, 4_000), (ENGLISH, 32_767), (CHINESE, 600_000), (ENGLISH, 2_000_000)] {
        let desk = Desk::new();
        let note = long(of, characters);
        desk.text("l.csv", format!("客户名称,年销售额,备注\n甲公司,120,{note}\n乙公司,100,x\n"));
        let (code, json, took) = timed(&desk, "l.csv");
        assert_eq!((code, json["totals"]["annual_revenue"].as_f64()), (0, Some(220.0)), "{characters}");
        assert!(took < PATIENCE, "{characters} characters: {took:?}");
    }
}

#[test]
fn long_texts_in_every_cell_and_above_the_header() {
    let desk = Desk::new();
    let row = vec![format!("\"{}\"", long(ENGLISH, 32_767)); 11].join(",");
    desk.text("l.csv", format!("{row}\n{row}\nCustomer,Sales,Notes\nAcme,5,{}\n", long(CHINESE, 32_767)));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, account(&json, "Acme")["annual_revenue"].as_f64()), (0, Some(5.0)));
    assert!(took < PATIENCE, "{took:?}");
}

#[test]
fn five_hundred_long_notes() {
    let desk = Desk::new();
    let note = long(CHINESE, 3_000);
    let rows: String = (1..=500).map(|n| format!("公司{n},{n},{n}{note}\n")).collect();
    desk.text("l.csv", format!("客户名称,年销售额,备注\n{rows}"));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, json["totals"]["accounts"].as_u64()), (0, Some(500)));
    assert!(took < PATIENCE, "{took:?}");
}

#[test]
fn a_line_of_two_megabytes_that_is_no_list() {
    for line in [long("a", 2_000_000), long(CHINESE, 700_000)] {
        let desk = Desk::new();
        desk.text("l.csv", &line);
        let (code, json, took) = timed(&desk, "l.csv");
        assert_eq!(code, 2);
        assert!(codes(&json).iter().any(|c| c == "sheet_ignored"), "{json:#}");
        assert!(took < PATIENCE, "{took:?}");
    }
}

#[test]
fn a_long_text_in_the_header_row_names_no_column() {
    let desk = Desk::new();
    let header = format!("年销售额{}", long(CHINESE, 5_000));
    desk.text("l.csv", format!("客户名称,{header},毛利\n甲公司,120,30\n乙公司,100,20\n"));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, json["totals"]["gross_profit"].as_f64()), (0, Some(50.0)));
    assert!(json["totals"]["annual_revenue"].is_null(), "{json:#}");
    assert!(took < PATIENCE, "{took:?}");
}

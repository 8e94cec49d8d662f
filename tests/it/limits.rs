//! What reading a file may cost is a setting; progress shows on a terminal only.

use crate::support::{Desk, codes};

fn big(desk: &Desk) {
    let rows: String = (0..600).map(|n| format!("Acme {n},{n}\n")).collect();
    desk.text("big.csv", format!("Customer,Sales\n{rows}"));
}

#[test]
fn limits_of_the_settings_hold() {
    let desk = Desk::new();
    big(&desk);
    assert_eq!(desk.plan(&["big.csv"]).0, 0);
    desk.text("keyplan.toml", "core_share = 0.3\n[limits]\ncells = 1000\n");
    let (code, json) = desk.plan(&["big.csv"]);
    assert_eq!(code, 2);
    assert_eq!(codes(&json), ["file_too_large"]);
    assert!(json["issues"][0]["message"].as_str().unwrap().contains("1000"), "{json:#}");
}

#[test]
fn wrong_limits_are_refused_by_name() {
    let desk = Desk::new();
    big(&desk);
    for (text, word) in
        [("cels = 5", "cells?"), ("seconds = 0", "limits.seconds"), ("memory = 'much'", "limits.memory")]
    {
        desk.text("mine.toml", format!("[limits]\n{text}\n"));
        let run = desk.run(&["plan", "big.csv", "--config", "mine.toml"]);
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2));
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn the_settings_printed_are_settings_that_can_be_read() {
    let desk = Desk::new();
    big(&desk);
    let printed = String::from_utf8(desk.run(&["config"]).stdout).unwrap();
    assert!(printed.contains("[limits]") && printed.contains("# cells = 40000000"), "{printed}");
    let setting = |line: &&str| {
        let number = line.split_once(" = ").is_some_and(|(_, value)| value.parse::<f64>().is_ok());
        *line == "[limits]" || number
    };
    let lines: Vec<&str> = printed.lines().filter_map(|l| l.strip_prefix("# ")).filter(setting).collect();
    assert!(lines.len() > 20, "{printed}");
    let uncommented = lines.join("\n");
    desk.text("keyplan.toml", uncommented);
    assert_eq!(desk.plan(&["big.csv"]).0, 0);
}

#[test]
fn no_progress_where_there_is_no_terminal() {
    let desk = Desk::new();
    big(&desk);
    let run = desk.run(&["plan", "big.csv"]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!told.contains("Reading") && !told.contains('\r') && !told.contains('\u{1b}'), "{told}");
}

//! The worked examples of `docs/` in both languages: their lists are built from their own tables, every number
//! and code of their result tables is compared with the program, and every `a × b = c` is computed again.
//!
//! Comments before the tables say what they are: `list NAME` is a sheet; `check LIST KEY: PATHS` are records of
//! the JSON, found by the first column, with a path (or `-`) for each further column.

use crate::support::{C, Desk};
use serde_json::Value;

struct Table {
    comment: String,
    rows: Vec<Vec<String>>,
}

fn read(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Tables with their comment; the first row is the header.
fn tables(text: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->")) {
            found.push(Table { comment: comment.to_owned(), rows: Vec::new() });
            open = true;
        } else if line.starts_with('|') {
            assert!(open, "a table without a comment: {line}");
            let cells: Vec<String> = line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
            if !cells.iter().all(|c| c.starts_with("---")) {
                found.last_mut().unwrap().rows.push(cells);
            }
        } else {
            open = false;
        }
    }
    found
}

fn settings(text: &str) -> String {
    text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

fn cell(text: &str) -> C {
    if text.is_empty() {
        return C::B;
    }
    match text.replace(',', "").parse() {
        Ok(number) => C::N(number),
        Err(_) => C::T(Box::leak(text.to_owned().into_boxed_str())),
    }
}

/// Value of an expression of numbers, + − × / and brackets; `%` is a hundredth.
fn evaluate(text: &str) -> f64 {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let mut at = 0;
    let value = sum(&signs, &mut at);
    assert_eq!(at, signs.len(), "{text}");
    value
}

fn sum(signs: &[char], at: &mut usize) -> f64 {
    let mut value = product(signs, at);
    while let Some(sign @ ('+' | '−')) = signs.get(*at) {
        *at += 1;
        let next = product(signs, at);
        value += if *sign == '+' { next } else { -next };
    }
    value
}

fn product(signs: &[char], at: &mut usize) -> f64 {
    let mut value = factor(signs, at);
    while let Some(sign @ ('×' | '/')) = signs.get(*at) {
        *at += 1;
        let next = factor(signs, at);
        value = if *sign == '×' { value * next } else { value / next };
    }
    value
}

fn factor(signs: &[char], at: &mut usize) -> f64 {
    if signs.get(*at) == Some(&'−') {
        *at += 1;
        return -factor(signs, at);
    }
    let value = if signs.get(*at) == Some(&'(') {
        *at += 1;
        let inner = sum(signs, at);
        assert_eq!(signs.get(*at), Some(&')'));
        *at += 1;
        inner
    } else {
        let start = *at;
        while signs.get(*at).is_some_and(|c| c.is_ascii_digit() || *c == '.') {
            *at += 1;
        }
        signs[start..*at].iter().collect::<String>().parse().expect("a number")
    };
    if signs.get(*at) == Some(&'%') {
        *at += 1;
        return value / 100.0;
    }
    value
}

/// Half of the last digit that a number shows.
fn precision(shown: &str) -> f64 {
    let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
    let percent = if shown.contains('%') { 0.01 } else { 1.0 };
    0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap()) * percent * (1.0 + 1e-9)
}

fn is_number(text: &str) -> bool {
    let signs = |c: char| c.is_ascii_digit() || "+−×/().,% =".contains(c);
    !text.is_empty() && text.chars().all(signs) && text.chars().any(|c| c.is_ascii_digit())
}

/// Compares a cell with the program's value; counts what was compared.
fn compare(shown: &str, value: Option<&Value>, place: &str) {
    if let Some((left, right)) = shown.rsplit_once('=') {
        let (left, right) = (left.trim(), right.trim());
        let off = (evaluate(left) - evaluate(right)).abs();
        assert!(off <= precision(right), "{place}: {shown} does not compute");
    }
    let Some(value) = value else { return };
    if shown == "–" {
        let nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        assert!(nothing, "{place}: nothing is shown, the program has {value}");
    } else if shown.contains('`') {
        let codes: Vec<&str> = shown.split('`').filter(|c| !c.trim().is_empty()).collect();
        let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let found: Vec<String> = match value {
            Value::Array(list) => list.iter().map(text).collect(),
            other => vec![text(other)],
        };
        assert_eq!(codes, found, "{place}");
    } else if is_number(shown) {
        let right = shown.rsplit('=').next().unwrap();
        let number = value.as_f64().unwrap_or_else(|| panic!("{place}: {value} is no number"));
        let off = (evaluate(right) - number).abs();
        assert!(off <= precision(right), "{place}: {shown} is shown, the program has {number}");
    } else {
        let names =
            value.as_array().map(|l| l.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" → "));
        assert_eq!(Some(shown), names.as_deref().or(value.as_str()), "{place}");
    }
}

fn at<'a>(record: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(record, |value, step| value.get(step).unwrap_or(&Value::Null))
}

fn holds(document: &str) {
    let text = read(document);
    let tables = tables(&text);
    let desk = Desk::new();
    let sheets: Vec<(&str, Vec<Vec<C>>)> = tables
        .iter()
        .filter_map(|t| Some((t.comment.strip_prefix("list ")?, t)))
        .map(|(name, t)| (name, t.rows.iter().map(|r| r.iter().map(|c| cell(c)).collect()).collect()))
        .collect();
    assert_eq!(sheets.len(), 8);
    desk.book("list.xlsx", &sheets);
    desk.text("own.toml", settings(&text));
    let (code, json) = desk.plan(&["list.xlsx", "--config", "own.toml"]);
    assert_eq!(code, 0, "{document}: {:#}", json["issues"]);
    let mut compared = 0;
    for table in &tables {
        let Some(check) = table.comment.strip_prefix("check ") else { continue };
        let (which, paths) = check.split_once(':').unwrap();
        let paths: Vec<&str> = paths.split_whitespace().collect();
        assert!(table.rows.len() > 1, "{check}: a table with rows");
        for row in &table.rows[1..] {
            let (record, cells) = match which.split_once(' ') {
                None => (&json, &row[..]),
                Some(("", _)) => (&json, &row[..]),
                Some((list, key)) => {
                    let found = json[list].as_array().unwrap().iter().find(|r| r[key] == row[0].as_str());
                    (found.unwrap_or_else(|| panic!("{document}: no {} in {list}", row[0])), &row[1..])
                }
            };
            assert_eq!(cells.len(), paths.len(), "{document} {check}: a path a column");
            for (cell, path) in cells.iter().zip(&paths) {
                let place = format!("{document} {} {path}", row[0]);
                compare(cell, (*path != "-").then(|| at(record, path)), &place);
                compared += 1;
            }
        }
    }
    assert!(compared > 250, "{compared} cells compared");
}

#[test]
fn the_english_example_is_what_the_program_computes() {
    holds("worked-example.md");
}

#[test]
fn the_chinese_example_is_what_the_program_computes() {
    holds("worked-example.zh.md");
}

#[test]
fn the_comparison_can_fail() {
    let wrong = |shown: &'static str, value: Value| {
        std::panic::catch_unwind(move || compare(shown, Some(&value), "here")).is_err()
    };
    assert!(wrong("2 × 3 = 7", Value::from(7.0)));
    assert!(wrong("2 × 3 = 6", Value::from(6.6)));
    assert!(wrong("53.3 %", Value::from(0.534)));
    assert!(wrong("`core`", Value::from("growth")));
    assert!(wrong("–", Value::from(0.0)));
    assert!(!wrong("1 / 3 = 33.3 %", Value::from(1.0 / 3.0)));
}

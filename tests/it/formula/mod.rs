//! What a formula of the planning workbook may hold (the workbook's rules "Clean" and "Live").

use std::collections::BTreeSet;

/// Functions of Excel 2016, WPS and LibreOffice that the workbook may use.
const FUNCTIONS: [&str; 52] = [
    "ABS",
    "AND",
    "AVERAGE",
    "COLUMN",
    "COLUMNS",
    "COUNT",
    "COUNTA",
    "COUNTIF",
    "COUNTIFS",
    "DATE",
    "DAY",
    "EDATE",
    "EXACT",
    "FALSE",
    "FLOOR",
    "HYPERLINK",
    "IF",
    "IFERROR",
    "INDEX",
    "INT",
    "ISBLANK",
    "ISERROR",
    "ISNUMBER",
    "ISTEXT",
    "LARGE",
    "LEFT",
    "LEN",
    "MATCH",
    "MAX",
    "MID",
    "MIN",
    "MOD",
    "MONTH",
    "N",
    "NOT",
    "OR",
    "REPT",
    "ROUND",
    "ROUNDDOWN",
    "ROUNDUP",
    "ROW",
    "ROWS",
    "SIGN",
    "SQRT",
    "SUBSTITUTE",
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
    "TEXT",
    "TRIM",
    "TRUE",
];

/// Numbers that need no name: neutral ones, months, per cent, unit factors.
const FREE: [&str; 8] = ["0", "1", "2", "12", "100", "1000", "10000", "100000000"];

/// Functions with arguments that say digits, a mode or a position.
const PLACED: [&str; 11] =
    ["ROUND", "ROUNDDOWN", "ROUNDUP", "MID", "INDEX", "MATCH", "LARGE", "LEFT", "DATE", "MOD", "TEXT"];

/// Whether a name looks like a cell.
pub fn is_reference(name: &str) -> bool {
    let name = name.replace('$', "");
    let letters = name.chars().take_while(char::is_ascii_alphabetic).count();
    let row = &name[letters..];
    (1..=3).contains(&letters) && !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit())
}

/// What is wrong with a formula.
pub fn faults(text: &str, tables: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let mut calls: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut at = 0;
    while at <= chars.len() {
        let c = chars.get(at).copied().unwrap_or(' ');
        if c.is_alphanumeric() || "_.$\\".contains(c) {
            word.push(c);
            at += 1;
            continue;
        }
        let said = std::mem::take(&mut word);
        match c {
            '"' => {
                let end = close(&chars, at, '"');
                let quoted: String = chars[at + 1..end].iter().collect();
                let digits = quoted.trim_start_matches(['<', '>', '=']);
                let criterion = digits.len() < quoted.len();
                if criterion && digits.parse::<f64>().is_ok() && !FREE.contains(&digits) {
                    faults.push(format!("criterion {quoted}"));
                }
                at = end;
            }
            '\'' => at = close(&chars, at, '\''),
            '(' => {
                if !said.is_empty() {
                    let name = said.trim_start_matches("_xlfn.");
                    if !FUNCTIONS.contains(&name) {
                        faults.push(format!("function {said}"));
                    }
                }
                calls.push(said.clone());
            }
            '[' => {
                if !tables.contains(said.as_str()) {
                    faults.push(format!("reference {said}[ to no table"));
                }
                let mut depth = 0;
                loop {
                    match chars.get(at) {
                        Some('[') => depth += 1,
                        Some(']') => depth -= 1,
                        None => panic!("{text}"),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    at += 1;
                }
            }
            _ => {}
        }
        if c != '(' && c != '[' && said.parse::<f64>().is_ok() && !FREE.contains(&said.as_str()) {
            let placed = calls.last().is_some_and(|name| PLACED.contains(&name.as_str()));
            let whole = said.bytes().all(|b| b.is_ascii_digit());
            if !(placed && whole && said.len() <= 2) {
                faults.push(format!("number {said} in {}", calls.last().cloned().unwrap_or_default()));
            }
        }
        if c == ')' {
            calls.pop();
        }
        at += 1;
    }
    faults
}

/// Where a quoted text that begins at `at` ends; a doubled quote goes on.
fn close(chars: &[char], at: usize, quote: char) -> usize {
    let mut end = at + 1;
    loop {
        match (chars.get(end), chars.get(end + 1)) {
            (Some(c), Some(next)) if *c == quote && *next == quote => end += 2,
            (Some(c), _) if *c == quote => return end,
            (None, _) => panic!("an open quote"),
            _ => end += 1,
        }
    }
}

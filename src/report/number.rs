//! Numbers as a person reads them; only here and in the workbook is anything rounded.

use crate::model::Language;

/// Money with the language's large units: 1.2亿, 35.0万 or 1.2M, 350.0k.
pub fn money(value: f64, language: Language) -> String {
    let units: [(f64, &str); 2] = match language {
        Language::Zh => [(1e8, "亿"), (1e4, "万")],
        Language::En => [(1e6, "M"), (1e3, "k")],
    };
    for (unit, suffix) in units {
        if value.abs() >= unit {
            return format!("{:.1}{suffix}", value / unit);
        }
    }
    format!("{value:.0}")
}

/// A number to follow a formula with: thousands apart, four decimals, of small ones six.
pub fn exact(value: f64) -> String {
    let digits = if value != 0.0 && value.abs() < 0.1 { 6 } else { 4 };
    let text = format!("{value:.digits$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            apart.push(',');
        }
        apart.push(digit);
    }
    let sign = if apart == "0" && rest.is_none() { "" } else { sign };
    rest.map_or_else(|| format!("{sign}{apart}"), |rest| format!("{sign}{apart}.{rest}"))
}

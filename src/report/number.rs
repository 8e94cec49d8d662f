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

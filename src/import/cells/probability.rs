//! Probability: 0.6, 60 %, 六成, high/medium/low, a stage name.

use super::{Decimal, Unread, number, too_long};
use crate::config::{Config, Parameter};
use crate::import::raw::raw_sheet::{Cell, FormatHint};
use unicode_normalization::UnicodeNormalization;

/// Reads a probability; `unit` is the column's (0.01 for a column of 0–100). The range is not checked here.
///
/// # Errors
/// Not clearly a probability.
pub fn probability(cell: Cell<'_>, unit: f64, decimal: Decimal, config: &Config) -> Result<f64, Unread> {
    match cell {
        Cell::Number(n, FormatHint::Percent) => Ok(n),
        Cell::Number(n, _) => Ok(n * unit),
        Cell::Error(_) => Err(Unread::ErrorCell),
        Cell::Bool(_) | Cell::Date(_) => Err(Unread::Unreadable),
        Cell::Text(text) => from_text(text, unit, decimal, config).ok_or(Unread::Unreadable),
    }
}

fn from_text(text: &str, unit: f64, decimal: Decimal, config: &Config) -> Option<f64> {
    if too_long(text) {
        return None;
    }
    let folded: String = text.nfkc().collect();
    let body = folded.trim();
    if let Some(rest) = body.strip_suffix('%') {
        return number(rest.trim_end(), decimal).map(|n| n / 100.0);
    }
    if let Some(n) = number(body, decimal) {
        return Some(n * unit);
    }
    if let Some(tenths) = body.strip_suffix('成').and_then(tenths) {
        return Some(tenths);
    }
    let word = config.columns.word("level", body).map(|level| match level {
        "high" => Parameter::ProbabilityHigh,
        "medium" => Parameter::ProbabilityMedium,
        _ => Parameter::ProbabilityLow,
    });
    match word {
        Some(parameter) => Some(config.settings.get(parameter)),
        None => config.rules.stage(body).and_then(|s| s.probability),
    }
}

/// 六 is 0.6, 七半 is 0.75.
fn tenths(text: &str) -> Option<f64> {
    let (digits, half) = match text.strip_suffix('半') {
        Some(rest) => (rest, 0.05),
        None => (text, 0.0),
    };
    let place = "零一二三四五六七八九十".chars().position(|c| digits == c.to_string());
    let whole =
        place.map(|p| p as f64 / 10.0).or_else(|| number(digits, Decimal::Unknown).map(|n| n / 10.0))?;
    Some(whole + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Templates;

    #[test]
    fn probabilities_as_people_write_them() {
        let config = Config::load(&Templates::default()).unwrap();
        let read = |cell, unit| probability(cell, unit, Decimal::Unknown, &config);
        for (text, value) in [
            ("60%", 0.6),
            ("６０％", 0.6),
            ("0.6", 0.6),
            ("六成", 0.6),
            ("高", 0.8),
            ("Medium", 0.5),
            ("谈判", 0.8),
        ] {
            assert!((read(Cell::Text(text), 1.0).unwrap() - value).abs() < 1e-12, "{text}");
        }
        assert_eq!(read(Cell::Number(60.0, FormatHint::Plain), 0.01), Ok(0.6));
        assert_eq!(read(Cell::Number(0.6, FormatHint::Percent), 0.01), Ok(0.6));
        assert_eq!(read(Cell::Text("maybe"), 1.0), Err(Unread::Unreadable));
        assert_eq!(read(Cell::Text("赢单"), 1.0), Err(Unread::Unreadable));
    }
}

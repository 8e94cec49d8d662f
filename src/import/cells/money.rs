//! Money: currency signs and words, 万 亿 k M behind the number.

use super::{Decimal, Unread, number, too_long};
use crate::config::Quantities;
use crate::import::raw::raw_sheet::Cell;

/// No list has a larger amount, in whatever unit: a million times a million millions. Sums stay numbers.
pub const LARGEST: f64 = 1e18;

/// An amount of money as a cell states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount; in base units if `scaled`, else in the column's unit.
    pub amount: f64,
    /// The cell has its own 万, 亿, k or M.
    pub scaled: bool,
    /// Currency code the cell shows.
    pub currency: Option<String>,
}

/// Reads an amount that a person types: `1,200`, `36万`, `350k`.
pub fn amount(text: &str, words: &Quantities) -> Option<f64> {
    from_text(text, Decimal::Unknown, words).map(|m| m.amount)
}

/// Reads money from a cell of a column that writes its decimals so.
///
/// # Errors
/// Not clearly an amount: bands, words, broken grouping, dates, truth values.
pub fn money(cell: Cell<'_>, decimal: Decimal, words: &Quantities) -> Result<Money, Unread> {
    match cell {
        Cell::Number(n, _) if n.abs() <= LARGEST => Ok(Money { amount: n, scaled: false, currency: None }),
        Cell::Text(text) => from_text(text, decimal, words).ok_or(Unread::Unreadable),
        Cell::Error(_) => Err(Unread::ErrorCell),
        Cell::Number(..) | Cell::Bool(_) | Cell::Date(_) => Err(Unread::Unreadable),
    }
}

fn from_text(text: &str, decimal: Decimal, words: &Quantities) -> Option<Money> {
    if too_long(text) {
        return None;
    }
    // Most cells of a list of text are plain numbers.
    if let Some(amount) = number(text, decimal).filter(|n| n.abs() <= LARGEST) {
        return Some(Money { amount, scaled: false, currency: None });
    }
    let folded = words.folded(text);
    let (body, currency) = match words.currency(&folded) {
        Some((at, code)) => (format!("{}{}", &folded[..at.start], &folded[at.end..]), Some(code.to_owned())),
        None => (folded, None),
    };
    let body = words.without_plain_unit(body.trim());
    let (inner, closed) = match body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (body, false),
    };
    let (digits, scale) = words.scale(inner).unwrap_or((inner, 1.0));
    let value = number(digits, decimal)? * scale;
    let amount = if closed { -value } else { value };
    (amount.abs() <= LARGEST).then_some(Money { amount, scaled: scale > 1.0, currency })
}

#[cfg(test)]
mod tests {
    use super::{Cell, Decimal, Money, money};
    use crate::config::{Config, Templates};

    fn read(text: &str) -> Option<Money> {
        let config = Config::load(&Templates::default()).unwrap();
        money(Cell::Text(text), Decimal::Unknown, &config.columns.quantities).ok()
    }

    #[test]
    fn money_as_people_write_it() {
        for (text, amount, scaled) in [
            ("￥1,200.50", 1200.5, false),
            ("20w", 200_000.0, true),
            ("1.5W", 15_000.0, true),
            ("₹ 5,00,000", 500_000.0, false),
            ("Rs 45000", 45_000.0, false),
            ("Rs. 1,20,000.50", 120_000.5, false),
            ("CHF 3'000.-", 3000.0, false),
            ("1’200 Fr.", 1200.0, false),
            ("$1.2M", 1_200_000.0, true),
            ("120万", 1_200_000.0, true),
            ("１２０万元", 1_200_000.0, true),
            ("1.2億", 120_000_000.0, true),
            ("(1,200)", -1200.0, false),
            ("-$300", -300.0, false),
            ("$ 350k", 350_000.0, true),
            ("350kUSD", 350_000.0, true),
            ("1200 元", 1200.0, false),
            ("USD 5", 5.0, false),
            ("500 RMB", 500.0, false),
        ] {
            let found = read(text).unwrap_or_else(|| panic!("{text}"));
            assert!((found.amount - amount).abs() < 1e-6, "{text}: {}", found.amount);
            assert_eq!(found.scaled, scaled, "{text}");
        }
    }

    #[test]
    fn what_is_no_money() {
        for text in
            ["1亿以上", "150-500人", "1000万以上", "$101,2000.00", "Closed", "约100", "10%", "万", "$"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn letters_of_a_word_are_no_currency() {
        let config = Config::load(&Templates::default()).unwrap();
        let words = &config.columns.quantities;
        for (text, code) in [
            ("Revenue (EUR)", Some("EUR")),
            ("Europe", None),
            ("Entrepreneur", None),
            ("US$ m", Some("USD")),
            ("HK$5", Some("HKD")),
            ("年銷售額（美元）", Some("USD")),
        ] {
            assert_eq!(words.currency_of(text), code, "{text}");
        }
    }
}

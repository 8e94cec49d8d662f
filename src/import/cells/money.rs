//! Money: currency signs and words, 万 亿 k M behind the number.

use super::{Unread, number};
use crate::import::raw_sheet::Cell;
use unicode_normalization::UnicodeNormalization;

/// An amount of money as a cell states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// The amount; in base units if `scaled`, else in the column's unit.
    pub amount: f64,
    /// The cell has its own 万, 亿, k or M.
    pub scaled: bool,
    /// Currency code the cell shows.
    pub currency: Option<&'static str>,
}

const CURRENCIES: &[(&str, &str)] = &[
    ("人民币", "CNY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("¥", "CNY"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("美元", "USD"),
    ("hk$", "HKD"),
    ("hkd", "HKD"),
    ("港币", "HKD"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("欧元", "EUR"),
    ("gbp", "GBP"),
    ("£", "GBP"),
    ("jpy", "JPY"),
    ("日元", "JPY"),
    ("$", "USD"),
];

/// Longer ones first: 万 is in 百万.
const SCALES: &[(&str, f64)] = &[
    ("百万", 1e6),
    ("千万", 1e7),
    ("十万", 1e5),
    ("亿", 1e8),
    ("万", 1e4),
    ("千", 1e3),
    ("million", 1e6),
    ("mio", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("billion", 1e9),
    ("thousand", 1e3),
    ("m", 1e6),
    ("k", 1e3),
    ("b", 1e9),
];

/// Currency code that a text names or shows.
pub fn currency_of(text: &str) -> Option<&'static str> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    CURRENCIES.iter().find(|(sign, _)| folded.contains(sign)).map(|(_, code)| *code)
}

/// Reads an amount that a person types: `1,200`, `36万`, `350k`.
pub fn amount(text: &str) -> Option<f64> {
    from_text(text).map(|m| m.amount)
}

/// Reads money from a cell.
///
/// # Errors
/// Not clearly an amount: bands, words, broken grouping, dates, truth values.
pub fn money(cell: Cell<'_>) -> Result<Money, Unread> {
    match cell {
        Cell::Number(n, _) if n.is_finite() => Ok(Money { amount: n, scaled: false, currency: None }),
        Cell::Text(text) => from_text(text).ok_or(Unread::Unreadable),
        Cell::Error(_) => Err(Unread::ErrorCell),
        Cell::Number(..) | Cell::Bool(_) | Cell::Date(_) => Err(Unread::Unreadable),
    }
}

fn from_text(text: &str) -> Option<Money> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut body = folded.trim().to_owned();
    let mut currency = None;
    for (sign, code) in CURRENCIES {
        if let Some(at) = body.find(sign) {
            let rest = format!("{}{}", &body[..at], &body[at + sign.len()..]);
            body = rest.trim().to_owned();
            currency = Some(*code);
            break;
        }
    }
    if let Some(rest) = body.strip_suffix('元') {
        body = rest.trim().to_owned();
    }
    let (inner, closed) = match body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        Some(inner) => (inner.trim().to_owned(), true),
        None => (body, false),
    };
    let (digits, scale) = SCALES
        .iter()
        .find_map(|(word, factor)| inner.strip_suffix(word).map(|rest| (rest.trim_end(), *factor)))
        .unwrap_or((&inner, 1.0));
    let value = number(digits)? * scale;
    let amount = if closed { -value } else { value };
    Some(Money { amount, scaled: scale > 1.0, currency })
}

#[cfg(test)]
mod tests {
    use super::{Cell, Money, money};

    fn read(text: &str) -> Option<Money> {
        money(Cell::Text(text)).ok()
    }

    #[test]
    fn money_as_people_write_it() {
        for (text, amount, scaled) in [
            ("￥1,200.50", 1200.5, false),
            ("$1.2M", 1_200_000.0, true),
            ("120万", 1_200_000.0, true),
            ("１２０万元", 1_200_000.0, true),
            ("1.2亿", 120_000_000.0, true),
            ("(1,200)", -1200.0, false),
            ("-$300", -300.0, false),
            ("$ 350k", 350_000.0, true),
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
}

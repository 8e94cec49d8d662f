//! What a number format says about its numbers: percent, a currency, or nothing.

use super::raw_sheet::FormatHint;

const SYMBOLS: &str = "¥￥$€£₩₹₽฿₫₱₴₺₦＄￡";
const CODES: [&str; 22] = [
    "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF", "INR", "MXN",
    "BRL", "SEK", "NOK", "DKK", "RUB", "THB", "MYR",
];

/// The hint of a format code; a new currency is added to `currencies`.
pub(super) fn hint_of(code: &str, currencies: &mut Vec<String>) -> FormatHint {
    let Some(found) = scan(code) else { return FormatHint::Plain };
    let Found::Currency(currency) = found else { return FormatHint::Percent };
    let at = currencies.iter().position(|known| *known == currency).unwrap_or_else(|| {
        currencies.push(currency);
        currencies.len() - 1
    });
    u8::try_from(at).map_or(FormatHint::Plain, FormatHint::Currency)
}

#[derive(Debug, PartialEq)]
enum Found {
    Percent,
    Currency(String),
}

/// Looks at the first section, that of positive numbers.
fn scan(code: &str) -> Option<Found> {
    let mut chars = code.chars();
    while let Some(letter) = chars.next() {
        match letter {
            ';' => return None,
            '_' | '*' => {
                chars.next();
            }
            '\\' => {
                if let Some(found) = chars.next().and_then(|escaped| currency(&escaped.to_string())) {
                    return Some(found);
                }
            }
            '"' => {
                let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                if let Some(found) = currency(&quoted) {
                    return Some(found);
                }
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(found) = bracketed(&inside) {
                    return Some(found);
                }
            }
            '%' => return Some(Found::Percent),
            symbol if SYMBOLS.contains(symbol) => return currency(&symbol.to_string()),
            _ => {}
        }
    }
    None
}

/// `$¥-804`: a symbol and the language it is of, which tells a yen from a yuan.
fn bracketed(inside: &str) -> Option<Found> {
    let (symbol, language) = inside.strip_prefix('$')?.rsplit_once('-').unwrap_or((&inside[1..], ""));
    let yen = language.eq_ignore_ascii_case("411") || language.eq_ignore_ascii_case("ja-JP");
    if yen && matches!(symbol, "¥" | "￥") {
        return Some(Found::Currency("JPY".to_owned()));
    }
    let known = currency(symbol);
    let other = (!symbol.is_empty()).then(|| Found::Currency(symbol.to_owned()));
    known.or(other)
}

/// The currency that a literal text of a format names.
fn currency(literal: &str) -> Option<Found> {
    let text = literal.trim().to_uppercase();
    if text == "元" || text == "人民币" {
        return Some(Found::Currency("¥".to_owned()));
    }
    if let Some(code) = CODES.iter().find(|code| text == **code) {
        return Some(Found::Currency((*code).to_owned()));
    }
    let symbol = text.chars().find(|c| SYMBOLS.contains(*c))?;
    let lone = text.chars().count() == 1;
    let plain = match symbol {
        '￥' => "¥".to_owned(),
        '＄' => "$".to_owned(),
        '￡' => "£".to_owned(),
        symbol if lone => symbol.to_string(),
        _ => text,
    };
    Some(Found::Currency(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_real_lists() {
        let known = [
            ("General", None),
            ("#,##0.00", None),
            ("0.0%", Some("%")),
            ("0\"%\"", None),
            ("¥#,##0", Some("¥")),
            ("￥#,##0", Some("¥")),
            ("\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00", Some("¥")),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ", Some("¥")),
            ("\\¥#,##0", Some("¥")),
            ("[$¥-804]#,##0", Some("¥")),
            ("[$¥-411]#,##0", Some("JPY")),
            ("[$€-2]\\ #,##0", Some("€")),
            ("#,##0\\ [$€-407]", Some("€")),
            ("[$-409]d\\-mmm", None),
            ("[Red]0", None),
            ("[$USD]\\ #,##0", Some("USD")),
            ("[$S/-280A]#,##0", Some("S/")),
            ("$#,##0", Some("$")),
            ("\"US$\"#,##0", Some("US$")),
            ("#,##0\"元\"", Some("¥")),
            ("0.00;0%", None),
        ];
        for (code, expected) in known {
            let found = scan(code).map(|found| match found {
                Found::Percent => "%".to_owned(),
                Found::Currency(currency) => currency,
            });
            assert_eq!(found.as_deref(), expected, "{code}");
        }
    }
}

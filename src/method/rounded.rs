//! Figures as they stand in a sentence.

/// A figure in a sentence: whole numbers from 100 on, two decimals below.
pub(super) fn round(value: f64) -> String {
    let rounded = if value.abs() >= 100.0 { value.round() } else { (value * 100.0).round() / 100.0 };
    // 0 has no sign.
    let text = format!("{}", if rounded == 0.0 { 0.0 } else { rounded });
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

/// A fraction in a sentence, per cent with one decimal.
pub(super) fn percent(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 10.0;
    format!("{}%", if rounded == 0.0 { 0.0 } else { rounded })
}

//! Values as a person writes them in a sentence: separators, few decimals, probabilities in per cent.

use crate::model::Field;

/// A value of a field in a sentence.
pub fn readable(field: Field, value: f64) -> String {
    if field.is_probability() || field == Field::GrowthRate {
        return format!("{}%", (value * 1000.0).round() / 10.0);
    }
    separated(value)
}

/// A number with separators: whole from 100 on, else with up to two decimals.
pub fn separated(value: f64) -> String {
    let step = if value.abs() < 100.0 { 100.0 } else { 1.0 };
    let shown = ((value * step).round() / step).to_string();
    let (sign, digits) = shown.strip_prefix('-').map_or(("", shown.as_str()), |d| ("-", d));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

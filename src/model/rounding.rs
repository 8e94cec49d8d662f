//! The one rounding rule: values stay unrounded; only comparisons round (METHOD §2).

/// An expected value as it is compared: 6 decimals.
pub fn comparable_money(value: f64) -> f64 {
    round(value, 1e6)
}

/// A quota, remainder or N × share before a floor, ceiling or comparison: 9 decimals.
pub fn comparable_quota(value: f64) -> f64 {
    round(value, 1e9)
}

/// Beyond 2^52 a double has no decimals left, and scaling could overflow.
fn round(value: f64, scale: f64) -> f64 {
    if value.abs() >= 4_503_599_627_370_496.0 / scale { value } else { (value * scale).round() / scale }
}

//! Relative value (METHOD §2): RV = EV / ΣEV, rank, cumulative share, and the one order that breaks ties.

use crate::model::rounding::comparable_money;
use std::cmp::Ordering;

/// What the order of accounts looks at.
#[derive(Debug, Clone, Copy)]
pub struct OrderKey<'a> {
    /// EV, money.
    pub expected_value: Option<f64>,
    /// Gross profit, money.
    pub gross_profit: Option<f64>,
    /// Annual revenue, money.
    pub annual_revenue: Option<f64>,
    /// Account number.
    pub id: Option<&'a str>,
    /// Name.
    pub name: &'a str,
}

/// METHOD's order: EV, gross profit, revenue (each rounded to 6 decimals, larger first, unknown last), id, name.
pub fn compare(a: &OrderKey<'_>, b: &OrderKey<'_>) -> Ordering {
    let rounded = |v: Option<f64>| v.map(comparable_money);
    larger_first(rounded(a.expected_value), rounded(b.expected_value))
        .then_with(|| larger_first(rounded(a.gross_profit), rounded(b.gross_profit)))
        .then_with(|| larger_first(rounded(a.annual_revenue), rounded(b.annual_revenue)))
        .then_with(|| (a.id.is_none(), a.id).cmp(&(b.id.is_none(), b.id)))
        .then_with(|| a.name.cmp(b.name))
}

/// Larger first, unknown last.
pub fn larger_first(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.partial_cmp(&a).unwrap_or(Ordering::Equal),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Relative values of accounts that stand in METHOD's order: RV and cumulative share, fractions.
/// All none if ΣEV is 0.
pub fn shares(expected_values: &[Option<f64>]) -> Vec<Option<(f64, f64)>> {
    let total: f64 = expected_values.iter().flatten().sum();
    let mut running = 0.0;
    expected_values
        .iter()
        .map(|value| {
            let value = (*value).filter(|_| total > 0.0)?;
            running += value;
            Some((value / total, running / total))
        })
        .collect()
}

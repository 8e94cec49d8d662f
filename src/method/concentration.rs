//! Concentration (METHOD §2): how many accounts make 80 % of a value, and the Gini coefficient.

use crate::model::rounding::comparable_quota;

/// How unevenly a value is spread over the accounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Fewest accounts that together make the share asked for.
    pub accounts: u32,
    /// Their share of the accounts whose value is known, 0…1.
    pub account_share: f64,
    /// Gini coefficient, 0 = equal … 1 = all in one; negative values count as 0.
    pub gini: f64,
}

/// Concentration of the known `values` (negative ones count as 0) at `share` of their sum.
/// None if the sum is not positive.
pub fn concentration(values: &[Option<f64>], share: f64) -> Option<Concentration> {
    let mut sorted: Vec<f64> = values.iter().flatten().map(|v| v.max(0.0)).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let total: f64 = sorted.iter().sum();
    if total <= 0.0 || !total.is_finite() {
        return None;
    }
    let mut sum = 0.0;
    let mut accounts = 0_u32;
    for value in &sorted {
        if comparable_quota(sum / total) >= comparable_quota(share) {
            break;
        }
        sum += value;
        accounts += 1;
    }
    let n = sorted.len() as f64;
    // Gini of a descending list: Σ (n + 1 − 2i)·x_i / (n·Σx), i from 1.
    let weighted: f64 = sorted.iter().enumerate().map(|(i, x)| (n - 1.0 - 2.0 * i as f64) * x).sum();
    Some(Concentration { accounts, account_share: f64::from(accounts) / n, gini: weighted / (n * total) })
}

//! Sums of the list.

use super::sources::Split;

/// Sums of the list; none where no account has the value.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Σ annual revenue.
    pub annual_revenue: Option<f64>,
    /// Σ gross profit.
    pub gross_profit: Option<f64>,
    /// Σ sales potential.
    pub sales_potential: Option<f64>,
    /// Σ expected value.
    pub expected_value: Option<f64>,
    /// Σ visits.
    pub visits: Option<f64>,
    /// Number of assumed values.
    pub assumed_values: u64,
    /// EV by where it comes from; the first three sum to Σ expected value.
    pub split: Split,
    /// Revenue of accounts that stay without EV, since a figure cannot be read.
    pub unranked_revenue: f64,
    /// Some account's growth is known.
    pub growth_known: bool,
}

//! Diagnosis of the whole list (METHOD §3): what each segment takes and brings, beside the benchmarks.

use crate::model::Segment;

/// Shares of one segment, fractions of the whole list; none where the data is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SegmentShares {
    /// Number of accounts.
    pub accounts: u32,
    /// Share of accounts.
    pub account_share: Option<f64>,
    /// Share of on-site visits.
    pub visit_share: Option<f64>,
    /// Share of the sum of positive gross profits.
    pub gross_profit_share: Option<f64>,
    /// Share of ΣEV.
    pub expected_value_share: Option<f64>,
    /// Σ gross profit, money.
    pub gross_profit: Option<f64>,
    /// Σ annual revenue, money.
    pub annual_revenue: Option<f64>,
    /// Σ expected value, money.
    pub expected_value: Option<f64>,
}

/// A verdict against a benchmark of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Below the band.
    Below,
    /// Within the band (for visits: the course's warning band).
    Within,
    /// Above the band.
    Above,
    /// The data is missing.
    Unknown,
}

impl Verdict {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Below => "below",
            Verdict::Within => "within",
            Verdict::Above => "above",
            Verdict::Unknown => "unknown",
        }
    }
}

/// The diagnosis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diagnosis {
    /// Core, growth, laggard.
    pub segments: [SegmentShares; 3],
    /// Laggards' share of visits against the warning band 35–55 %.
    pub laggard_visits: Verdict,
    /// Laggards' share of gross profit against 20 %: Below is what the course expects.
    pub laggard_profit: Verdict,
}

impl Diagnosis {
    /// Shares of a segment.
    pub fn of(&self, segment: Segment) -> &SegmentShares {
        &self.segments[segment as usize]
    }
}

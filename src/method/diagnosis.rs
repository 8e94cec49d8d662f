//! Diagnosis of the whole list (METHOD §3): what each segment takes and brings, beside the benchmarks.

use crate::config::{Parameter, Settings};
use crate::model::Segment;
use crate::model::rounding::comparable_quota;

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
    /// Core, growth, laggard, to assess.
    pub segments: [SegmentShares; 4],
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

/// What the diagnosis looks at, of one account.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its segment.
    pub segment: Segment,
    /// On-site visits a year.
    pub visits: Option<f64>,
    /// Gross profit, money.
    pub gross_profit: Option<f64>,
    /// Annual revenue, money.
    pub annual_revenue: Option<f64>,
    /// EV, money.
    pub expected_value: Option<f64>,
}

/// Shares of the segments and the verdicts; `members` in a fixed order.
pub fn diagnosis(members: &[Member], settings: &Settings) -> Diagnosis {
    let visits = total(members, |m| m.visits);
    let profit = total(members, |m| m.gross_profit.map(|g| g.max(0.0)));
    let value = total(members, |m| m.expected_value);
    let share = |part: Option<f64>, whole: Option<f64>| Some(part? / whole.filter(|w| *w > 0.0)?);
    let segment = |segment: Segment| {
        let own: Vec<Member> = members.iter().filter(|m| m.segment == segment).copied().collect();
        // A segment without members has none of what the list has.
        let sum = |field: fn(&Member) -> Option<f64>, whole: Option<f64>| {
            total(&own, field).or_else(|| whole.filter(|_| own.is_empty()).map(|_| 0.0))
        };
        SegmentShares {
            accounts: u32::try_from(own.len()).unwrap_or(u32::MAX),
            account_share: (!members.is_empty()).then(|| own.len() as f64 / members.len() as f64),
            visit_share: share(sum(|m| m.visits, visits), visits),
            gross_profit_share: share(sum(|m| m.gross_profit, profit), profit),
            expected_value_share: share(sum(|m| m.expected_value, value), value),
            gross_profit: total(&own, |m| m.gross_profit),
            annual_revenue: total(&own, |m| m.annual_revenue),
            expected_value: total(&own, |m| m.expected_value),
        }
    };
    let segments = [Segment::Core, Segment::Growth, Segment::Laggard, Segment::Unassessed].map(segment);
    let laggards = segments[Segment::Laggard as usize];
    Diagnosis {
        segments,
        laggard_visits: verdict(
            laggards.visit_share,
            settings.get(Parameter::LaggardVisitsLow),
            settings.get(Parameter::LaggardVisitsHigh),
        ),
        laggard_profit: profit_verdict(
            laggards.gross_profit_share,
            settings.get(Parameter::LaggardProfitShare),
        ),
    }
}

fn verdict(share: Option<f64>, low: f64, high: f64) -> Verdict {
    match share.map(comparable_quota) {
        None => Verdict::Unknown,
        Some(s) if s < low => Verdict::Below,
        Some(s) if s > high => Verdict::Above,
        Some(_) => Verdict::Within,
    }
}

/// The course expects less than the benchmark; there is no band.
fn profit_verdict(share: Option<f64>, benchmark: f64) -> Verdict {
    match share.map(comparable_quota) {
        None => Verdict::Unknown,
        Some(s) if s < benchmark => Verdict::Below,
        Some(_) => Verdict::Above,
    }
}

/// Sum of what is known; none if nothing is.
fn total(members: &[Member], field: fn(&Member) -> Option<f64>) -> Option<f64> {
    let known: Vec<f64> = members.iter().filter_map(field).collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

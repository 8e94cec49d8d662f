//! The opportunity, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

codes! {
    /// Repeat sales or new business.
    OpportunityKind {
        /// Repeat sales 重复销售.
        Repeat = "repeat",
        /// New business 新业务.
        New = "new",
    }
}

codes! {
    /// Whether a stage is open or closed.
    Outcome {
        /// Still open.
        Open = "open",
        /// Won.
        Won = "won",
        /// Lost.
        Lost = "lost",
    }
}

/// An opportunity 商机 (METHOD §1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opportunity {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Name or number.
    pub name: Option<String>,
    /// Repeat or new; blank means new.
    pub kind: Option<OpportunityKind>,
    /// Amount, money ≥ 0.
    pub amount: Option<f64>,
    /// Stage as written; the stage table of the configuration knows its outcome and probability.
    pub stage: Option<String>,
    /// Probability of its own, 0…1.
    pub probability: Option<f64>,
    /// Close date.
    pub close_date: Option<NaiveDate>,
    /// Our account manager of it.
    pub owner: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Where it was read.
    pub source: SourceRow,
}

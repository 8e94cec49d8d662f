//! Value in money and the cost iceberg, as the list states them (METHOD §8).

use super::SourceRow;

codes! {
    /// Element of IMPACT (S).
    ImpactElement {
        /// Inventory 库存.
        Inventory = "inventory",
        /// Money 资金.
        Money = "money",
        /// People 人力.
        People = "people",
        /// Assets 资产.
        Assets = "assets",
        /// Capability 能力.
        Capability = "capability",
        /// Time 时间.
        Time = "time",
    }
}

codes! {
    /// How value is created (S).
    BenefitType {
        /// More revenue 增加收入.
        MoreRevenue = "more_revenue",
        /// Lower current cost 削减当前成本.
        LowerCost = "lower_cost",
        /// Avoided future cost 避免未来成本.
        AvoidedCost = "avoided_cost",
    }
}

codes! {
    /// How sure a value is (D).
    EvidenceGrade {
        /// Measured 实测.
        Measured = "measured",
        /// Confirmed by the customer 客户确认.
        Confirmed = "confirmed",
        /// Estimated 估算.
        Estimated = "estimated",
    }
}

codes! {
    /// Side of the water line (S).
    CostLayer {
        /// Total cost of acquisition 获得总成本, above.
        Tca = "tca",
        /// Total cost of ownership 拥有总成本, below.
        Tco = "tco",
    }
}

/// A value item 增值项.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueItem {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// IMPACT element.
    pub element: Option<ImpactElement>,
    /// Benefit type.
    pub benefit: Option<BenefitType>,
    /// What it is.
    pub description: Option<String>,
    /// What is measured.
    pub metric: Option<String>,
    /// Metric before.
    pub before: Option<f64>,
    /// Metric after.
    pub after: Option<f64>,
    /// Money a unit of the metric.
    pub unit_value: Option<f64>,
    /// Times a year.
    pub times: Option<f64>,
    /// Share attributed to us, 0…1.
    pub attribution: Option<f64>,
    /// Our yearly cost, money.
    pub our_cost: Option<f64>,
    /// Evidence grade.
    pub evidence: Option<EvidenceGrade>,
    /// Where it was read.
    pub source: SourceRow,
}

/// A cost item 成本项 of the iceberg.
#[derive(Debug, Clone, PartialEq)]
pub struct CostItem {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Above or below the water line.
    pub layer: Option<CostLayer>,
    /// Category.
    pub category: Option<String>,
    /// The customer's cost with us, money a year.
    pub ours: Option<f64>,
    /// The customer's cost with the alternative, money a year.
    pub alternative: Option<f64>,
    /// Where it was read.
    pub source: SourceRow,
}

//! Customer segments by the 20/80 rule (METHOD §3).

codes! {
    /// Segment of an account.
    Segment {
        /// Core 核心客户.
        Core = "core",
        /// Growth 成长型客户.
        Growth = "growth",
        /// Laggard 拖后腿的客户.
        Laggard = "laggard",
        /// To assess 待评估: neither EV nor revenue nor gross profit is known.
        Unassessed = "unassessed",
    }
}

codes! {
    /// The rule that put an account into its segment.
    SegmentReason {
        /// Core: among the top by gross profit.
        TopByGrossProfit = "top_by_gross_profit",
        /// Core: among the top by annual revenue.
        TopByRevenue = "top_by_revenue",
        /// Core: among the top by expected value.
        TopByExpectedValue = "top_by_expected_value",
        /// Growth: expected value ranks among the top.
        FutureValue = "future_value",
        /// Growth: likely new business is large beside the revenue.
        NewBusinessShare = "new_business_share",
        /// Growth: sales grow fast.
        GrowthRate = "growth_rate",
        /// Laggard: none of the rules above.
        Rest = "rest",
        /// To assess: no figure to judge by.
        NoFigures = "no_figures",
    }
}

codes! {
    /// Evidence that a laggard drags.
    Drag {
        /// It leaves nothing: net contribution is 0 or less.
        Confirmed = "confirmed",
        /// It takes far more of the visits than it brings of the gross profit.
        OverServed = "over_served",
        /// The data is there and neither holds.
        LowTouch = "low_touch",
        /// Data is missing.
        Unknown = "unknown",
    }
}

codes! {
    /// What core customers are measured by: the first that enough accounts have.
    Basis {
        /// Gross profit.
        GrossProfit = "gross_profit",
        /// Annual revenue.
        AnnualRevenue = "annual_revenue",
        /// Expected value.
        ExpectedValue = "expected_value",
    }
}

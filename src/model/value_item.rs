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

record! {
    /// A value item 增值项.
    ValueItem of Values
    held {
        /// IMPACT element.
        element: Option<ImpactElement> = Element Word("impact", ImpactElement::CODES);
        /// Benefit type.
        benefit: Option<BenefitType> = BenefitType Word("benefit", BenefitType::CODES);
        /// What it is.
        description: Option<String> = Description Text;
        /// What is measured.
        metric: Option<String> = Metric Text;
        /// Metric before.
        before: Option<f64> = Before Metric;
        /// Metric after.
        after: Option<f64> = After Metric;
        /// Money a unit of the metric.
        unit_value: Option<f64> = UnitValue Money;
        /// Times a year.
        times: Option<f64> = Times Count;
        /// Share attributed to us, 0…1.
        attribution: Option<f64> = Attribution Share;
        /// Our yearly cost, money.
        our_cost: Option<f64> = OurCost Money;
        /// Evidence grade.
        evidence: Option<EvidenceGrade> = Evidence Word("evidence", EvidenceGrade::CODES);
        /// Where in the customer's process it arises.
        arises: Option<String> = Arises Text;
        /// Which of our resources carry it.
        carried_by: Option<String> = CarriedBy Text;
        /// How we shall use it.
        planned_use: Option<String> = PlannedUse Text;
    }
    passing {
        Account Name;
        AccountId Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}

record! {
    /// A cost item 成本项 of the iceberg.
    CostItem of Costs
    held {
        /// Above or below the water line.
        layer: Option<CostLayer> = Layer Word("cost_layer", CostLayer::CODES);
        /// Category.
        category: Option<String> = Category Text;
        /// The customer's cost with us, money a year.
        ours: Option<f64> = CostOurs Money;
        /// The customer's cost with the alternative, money a year.
        alternative: Option<f64> = CostAlternative Money;
    }
    passing {
        Account Name;
        AccountId Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}

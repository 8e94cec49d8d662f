//! Value in money (METHOD §8): value items by IMPACT element and evidence, and the cost iceberg.

use crate::model::{BenefitType, CostItem, CostLayer, EvidenceGrade, ImpactElement, ValueItem};
use std::collections::BTreeMap;

/// Gross value, our cost and net value a year, money; none where a part is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ItemValue {
    /// |after − before| × unit value × times a year × attribution; negative where it got worse.
    pub value: Option<f64>,
    /// Value − our cost; a cost that is not stated counts for nothing.
    pub net: Option<f64>,
}

/// Value of an item (D). Blank times a year and attribution count as once and wholly ours; blank before or
/// after leaves the value unknown. More of a revenue metric and less of a cost metric is better.
pub fn item_value(item: &ValueItem) -> ItemValue {
    let value = (|| {
        let change = item.after? - item.before?;
        let better = match item.benefit? {
            BenefitType::MoreRevenue => change,
            BenefitType::LowerCost | BenefitType::AvoidedCost => -change,
        };
        Some(better * item.unit_value? * item.times.unwrap_or(1.0) * item.attribution.unwrap_or(1.0))
    })();
    ItemValue { value, net: value.map(|v| v - item.our_cost.unwrap_or(0.0)) }
}

/// Value of an account, money a year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountValue {
    /// Σ value of the items that can be computed.
    pub value: Option<f64>,
    /// Σ our cost of those items.
    pub our_cost: Option<f64>,
    /// Σ net.
    pub net: Option<f64>,
    /// Σ net by evidence grade; items without a grade count as estimated.
    pub by_evidence: BTreeMap<EvidenceGrade, f64>,
    /// Σ net by IMPACT element, of the items that state one.
    pub by_element: BTreeMap<ImpactElement, f64>,
    /// Items whose value cannot be computed.
    pub incomplete: u32,
}

/// Sums items of one account; their order changes nothing.
pub fn account_value(items: &[&ValueItem]) -> AccountValue {
    let mut found = AccountValue::default();
    let mut computed: Vec<(f64, f64, &ValueItem)> = Vec::new();
    for item in items {
        match item_value(item) {
            ItemValue { value: Some(value), net: Some(net) } => computed.push((value, net, item)),
            _ => found.incomplete += 1,
        }
    }
    computed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for (value, net, item) in computed {
        *found.value.get_or_insert(0.0) += value;
        *found.our_cost.get_or_insert(0.0) += item.our_cost.unwrap_or(0.0);
        *found.net.get_or_insert(0.0) += net;
        let grade = item.evidence.unwrap_or(EvidenceGrade::Estimated);
        *found.by_evidence.entry(grade).or_default() += net;
        if let Some(element) = item.element {
            *found.by_element.entry(element).or_default() += net;
        }
    }
    found
}

/// The customer's total cost with one supplier, money a year.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TotalCost {
    /// Σ TCA, above the water line.
    pub acquisition: f64,
    /// Σ TCO, below it.
    pub ownership: f64,
}

impl TotalCost {
    /// Above and below.
    pub fn total(&self) -> f64 {
        self.acquisition + self.ownership
    }

    /// Share under water, 0…1; none if there is no cost.
    pub fn under_water(&self) -> Option<f64> {
        (self.total() > 0.0).then(|| self.ownership / self.total())
    }
}

/// The iceberg of an account (S): of our product alone, or beside the alternative.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Iceberg {
    /// With us; none without a row.
    pub ours: Option<TotalCost>,
    /// With the alternative.
    pub alternative: Option<TotalCost>,
    /// What the customer saves with us, over the rows that have both sides; negative if we cost more.
    pub saved: Option<TotalCost>,
    /// Cost items that lack their layer, or both costs, and are left out.
    pub incomplete: u32,
}

impl Iceberg {
    /// What the customer saves with us a year in all.
    pub fn saving(&self) -> Option<f64> {
        self.saved.map(|s| s.total())
    }
}

/// The iceberg of one account's cost items; none without one that says anything. Their order changes nothing.
pub fn iceberg(items: &[&CostItem]) -> Option<Iceberg> {
    let mut found = Iceberg::default();
    let mut known: Vec<(CostLayer, Option<f64>, Option<f64>)> = Vec::new();
    for item in items {
        match item.layer {
            Some(layer) if item.ours.is_some() || item.alternative.is_some() => {
                known.push((layer, item.ours, item.alternative));
            }
            _ => found.incomplete += 1,
        }
    }
    let amount = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    known.sort_by(|a, b| {
        a.0.cmp(&b.0).then(amount(a.1).total_cmp(&amount(b.1))).then(amount(a.2).total_cmp(&amount(b.2)))
    });
    for (layer, ours, alternative) in &known {
        let both = ours.zip(*alternative).map(|(ours, alternative)| alternative - ours);
        let sides = [&mut found.ours, &mut found.alternative, &mut found.saved];
        for (side, amount) in sides.into_iter().zip([*ours, *alternative, both]) {
            let Some(amount) = amount else { continue };
            let side = side.get_or_insert_default();
            match layer {
                CostLayer::Tca => side.acquisition += amount,
                CostLayer::Tco => side.ownership += amount,
            }
        }
    }
    (!known.is_empty()).then_some(found)
}

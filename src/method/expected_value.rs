//! Expected value (METHOD §2): SP = repeat + new; EV = SP × P, or each part by its own P; each part entered,
//! derived or assumed. A figure that cannot be read is never replaced: the account stays without EV.

use super::chances::{Chances, Origin};
use super::pipeline::Pipeline;
use super::sources::{Assumption, PotentialSource, Split};
use crate::model::{Account, Field, OpportunityKind};

/// Potential, probability and expected value of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedValue {
    /// Repeat sales used, money.
    pub repeat_sales: Option<f64>,
    /// New business used, money.
    pub new_business: Option<f64>,
    /// Where they come from.
    pub source: PotentialSource,
    /// SP: the sum of what is known; none if neither is or one cannot be read.
    pub sales_potential: Option<f64>,
    /// The one P of the list, where it applies to both parts.
    pub probability_entered: Option<f64>,
    /// P of repeat sales, where the parts have their own.
    pub probability_repeat: Option<f64>,
    /// P of new business, where the parts have their own.
    pub probability_new: Option<f64>,
    /// P shown: the one P, else EV / SP; none if SP is 0 or unknown.
    pub probability: Option<f64>,
    /// EV, money.
    pub expected_value: Option<f64>,
    /// New business × its P, money: what the growth rule looks at.
    pub new_business_value: Option<f64>,
    /// EV by where it comes from.
    pub split: Split,
    /// What was assumed.
    pub assumed: Vec<Assumption>,
    /// Probabilities that history gave.
    pub derived: Vec<Assumption>,
    /// Repeat, new or a P cannot be read, and no open deals replace them.
    pub unreadable: bool,
}

impl ExpectedValue {
    /// A probability of the account, or of one of its deals, is assumed.
    pub fn assumes_probability(&self) -> bool {
        self.assumed.iter().any(|a| a.field != Field::RepeatSales)
    }
}

/// Expected value of one account (its index in the portfolio, and its record); `revenue` is what it buys a year,
/// from whatever source.
pub fn expected_value(
    (at, account): (usize, &Account),
    revenue: Option<f64>,
    pipeline: Option<&Pipeline>,
    chances: &Chances,
) -> ExpectedValue {
    match pipeline {
        Some(pipeline) => from_pipeline(pipeline),
        None if is_unreadable(account) => unreadable(account),
        None => from_account((at, account), revenue, chances),
    }
}

/// What EV is made of: none of it is replaced where it cannot be read.
pub const REQUIRED: [Field; 5] = [
    Field::RepeatSales,
    Field::NewBusiness,
    Field::Probability,
    Field::ProbabilityRepeat,
    Field::ProbabilityNew,
];

fn is_unreadable(account: &Account) -> bool {
    account.unreadable.iter().any(|f| REQUIRED.contains(f))
}

fn unreadable(account: &Account) -> ExpectedValue {
    let unread = |field| account.unreadable.contains(&field);
    let whole = !unread(Field::RepeatSales) && !unread(Field::NewBusiness);
    let apart = account.probability_repeat.is_some()
        || account.probability_new.is_some()
        || unread(Field::ProbabilityRepeat)
        || unread(Field::ProbabilityNew);
    let one = account.probability.filter(|_| !apart);
    ExpectedValue {
        repeat_sales: account.repeat_sales,
        new_business: account.new_business,
        source: PotentialSource::Unreadable,
        sales_potential: known_sum(account.repeat_sales, account.new_business).filter(|_| whole),
        probability_entered: one,
        probability_repeat: account.probability_repeat.filter(|_| apart),
        probability_new: account.probability_new.filter(|_| apart),
        probability: one,
        expected_value: None,
        new_business_value: None,
        split: Split::default(),
        assumed: Vec::new(),
        derived: Vec::new(),
        unreadable: true,
    }
}

fn from_pipeline(pipeline: &Pipeline) -> ExpectedValue {
    let potential = known_sum(pipeline.repeat_sales, pipeline.new_business);
    let value = pipeline.repeat_value + pipeline.new_value;
    ExpectedValue {
        repeat_sales: pipeline.repeat_sales,
        new_business: pipeline.new_business,
        source: PotentialSource::Opportunities,
        sales_potential: potential,
        probability_entered: None,
        probability_repeat: None,
        probability_new: None,
        probability: ratio(value, potential),
        expected_value: potential.map(|_| value),
        new_business_value: pipeline.new_business.map(|_| pipeline.new_value),
        split: pipeline.split,
        assumed: pipeline.assumed.clone(),
        derived: pipeline.derived.clone(),
        unreadable: false,
    }
}

/// One part of the potential: its amount, its P, and where both come from.
#[derive(Clone, Copy)]
struct Part {
    amount: Option<f64>,
    amount_origin: Origin,
    probability: Option<f64>,
    probability_origin: Origin,
}

impl Part {
    fn value(&self) -> f64 {
        self.amount.unwrap_or(0.0) * self.probability.unwrap_or(0.0)
    }
}

fn from_account((at, account): (usize, &Account), revenue: Option<f64>, chances: &Chances) -> ExpectedValue {
    let (mut assumed, mut derived) = (Vec::new(), Vec::new());
    let mut repeat = account.repeat_sales;
    let new = account.new_business;
    let (mut source, mut origin) = (PotentialSource::Entered, Origin::Entered);
    if repeat.is_none() && new.is_none() {
        // A year of returns can sum below zero; potential cannot.
        repeat = revenue.map(|r| r.max(0.0));
        origin = Origin::Assumed;
        source =
            if repeat.is_some() { PotentialSource::AssumedFromRevenue } else { PotentialSource::Nothing };
        assumed.extend(repeat.map(|value| Assumption { field: Field::RepeatSales, value }));
    }
    let potential = known_sum(repeat, new);
    let apart = account.probability_repeat.is_some() || account.probability_new.is_some();
    let one = account.probability.filter(|_| !apart);
    let mut part = |own: Option<f64>, amount: Option<f64>, amount_origin, kind, field| {
        let stated = own.or(account.probability);
        let chance = chances.of(kind, at);
        if stated.is_none() && amount.is_some() {
            let told = if chance.origin == Origin::Derived { &mut derived } else { &mut assumed };
            told.push(Assumption { field, value: chance.value });
            let (probability, probability_origin) = (Some(chance.value), chance.origin);
            return Part { amount, amount_origin, probability, probability_origin };
        }
        Part { amount, amount_origin, probability: stated, probability_origin: Origin::Entered }
    };
    let repeat_part =
        part(account.probability_repeat, repeat, origin, OpportunityKind::Repeat, Field::ProbabilityRepeat);
    let new_part =
        part(account.probability_new, new, Origin::Entered, OpportunityKind::New, Field::ProbabilityNew);
    let value = match one {
        Some(p) => potential.map(|sp| sp * p),
        None => potential.map(|_| repeat_part.value() + new_part.value()),
    };
    let mut split = Split::default();
    for part in [repeat_part, new_part] {
        split.add(part.amount_origin.max(part.probability_origin), part.value());
    }
    ExpectedValue {
        repeat_sales: repeat,
        new_business: new,
        source,
        sales_potential: potential,
        probability_entered: one,
        probability_repeat: repeat_part.probability.filter(|_| one.is_none()),
        probability_new: new_part.probability.filter(|_| one.is_none()),
        probability: one.or_else(|| ratio(value?, potential)),
        expected_value: value,
        new_business_value: new.map(|_| new_part.value()),
        split,
        assumed,
        derived,
        unreadable: false,
    }
}

fn known_sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    if a.is_none() && b.is_none() { None } else { Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)) }
}

fn ratio(value: f64, total: Option<f64>) -> Option<f64> {
    total.filter(|t| *t > 0.0).map(|t| value / t)
}

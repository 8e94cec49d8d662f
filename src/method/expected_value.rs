//! Expected value (METHOD §2): SP = repeat + new; EV = SP × P, or each part by its own P.

use super::pipeline::Pipeline;
use super::{Assumption, PotentialSource};
use crate::config::{Parameter, Settings};
use crate::model::{Account, Field};

/// Potential, probability and expected value of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedValue {
    /// Repeat sales used, money.
    pub repeat_sales: Option<f64>,
    /// New business used, money.
    pub new_business: Option<f64>,
    /// Where they come from.
    pub source: PotentialSource,
    /// SP: the sum of what is known; none if neither is.
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
    /// What was assumed.
    pub assumed: Vec<Assumption>,
}

/// Expected value of one account; `revenue` is what it buys a year, from whatever source.
pub fn expected_value(
    account: &Account,
    revenue: Option<f64>,
    pipeline: Option<&Pipeline>,
    settings: &Settings,
) -> ExpectedValue {
    match pipeline {
        Some(pipeline) => from_pipeline(pipeline),
        None => from_account(account, revenue, settings),
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
        assumed: pipeline.assumed.clone(),
    }
}

fn from_account(account: &Account, revenue: Option<f64>, settings: &Settings) -> ExpectedValue {
    let mut assumed = Vec::new();
    let mut repeat = account.repeat_sales;
    let new = account.new_business;
    let mut source = PotentialSource::Entered;
    if repeat.is_none() && new.is_none() {
        // A year of returns can sum below zero; potential cannot.
        repeat = revenue.map(|r| r.max(0.0));
        source =
            if repeat.is_some() { PotentialSource::AssumedFromRevenue } else { PotentialSource::Nothing };
        assumed.extend(repeat.map(|value| Assumption { field: Field::RepeatSales, value }));
    }
    let potential = known_sum(repeat, new);
    let apart = account.probability_repeat.is_some() || account.probability_new.is_some();
    let one = account.probability.filter(|_| !apart);
    let (mut p_repeat, mut p_new) = (None, None);
    if one.is_none() {
        let mut part = |known: Option<f64>, amount: Option<f64>, field, parameter| {
            let stated = known.or(account.probability);
            if stated.is_none() && amount.is_some() {
                let value = settings.get(parameter);
                assumed.push(Assumption { field, value });
                return Some(value);
            }
            stated
        };
        p_repeat =
            part(account.probability_repeat, repeat, Field::ProbabilityRepeat, Parameter::ProbabilityRepeat);
        p_new = part(account.probability_new, new, Field::ProbabilityNew, Parameter::ProbabilityNew);
    }
    let value = match one {
        Some(p) => potential.map(|sp| sp * p),
        None => potential.map(|_| part_value(repeat, p_repeat) + part_value(new, p_new)),
    };
    ExpectedValue {
        repeat_sales: repeat,
        new_business: new,
        source,
        sales_potential: potential,
        probability_entered: one,
        probability_repeat: p_repeat,
        probability_new: p_new,
        probability: one.or_else(|| ratio(value?, potential)),
        expected_value: value,
        new_business_value: new.and_then(|n| Some(n * one.or(p_new)?)),
        assumed,
    }
}

fn part_value(amount: Option<f64>, probability: Option<f64>) -> f64 {
    amount.unwrap_or(0.0) * probability.unwrap_or(0.0)
}

fn known_sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    if a.is_none() && b.is_none() { None } else { Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)) }
}

fn ratio(value: f64, total: Option<f64>) -> Option<f64> {
    total.filter(|t| *t > 0.0).map(|t| value / t)
}

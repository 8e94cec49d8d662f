//! Alliance (METHOD §6): the next step, its sub-strategies, and the six conditions that gate levels 3 and 4.

use crate::config::Rules;
use crate::model::AllianceSubStrategy;

/// Alliance of an account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alliance {
    /// The next step: from this level to the next one; none at or above the target, or if either is unknown.
    pub next_step: Option<(u8, u8)>,
    /// Sub-strategies suggested for that step (D).
    pub sub_strategies: Vec<AllianceSubStrategy>,
    /// Conditions stated as unmet, 1…6.
    pub unmet: Vec<u8>,
    /// Conditions nobody stated, 1…6.
    pub unknown: Vec<u8>,
    /// Share of the six conditions that are met; none if none is stated.
    pub readiness: Option<f64>,
    /// The target lies behind the gate; true once all six are met. None if the target lies before it.
    pub gate_open: Option<bool>,
}

/// Alliance from the level now, the target and the conditions; `gate` is the first level behind the gate.
pub fn alliance(
    now: Option<u8>,
    target: Option<u8>,
    conditions: &[Option<bool>; 6],
    gate: u8,
    rules: &Rules,
) -> Alliance {
    let where_is = |wanted: Option<bool>| -> Vec<u8> {
        (1..).zip(conditions).filter(|(_, c)| **c == wanted).map(|(n, _)| n).collect()
    };
    let met = where_is(Some(true)).len();
    let unknown = where_is(None);
    let next_step = match (now, target) {
        (Some(now), Some(target)) if now < target => Some((now, now + 1)),
        _ => None,
    };
    Alliance {
        next_step,
        sub_strategies: next_step
            .map_or(Vec::new(), |(from, _)| rules.alliance_sub_strategies(from).to_vec()),
        unmet: where_is(Some(false)),
        readiness: (unknown.len() < conditions.len()).then(|| met as f64 / conditions.len() as f64),
        unknown,
        gate_open: target.filter(|t| *t >= gate).map(|_| met == conditions.len()),
    }
}

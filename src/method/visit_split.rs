//! Visits by person (METHOD §7) (D): an account's recommended visits, split by role weight × commitment
//! factor by largest remainder. The sum is the account's.

use super::allocation::{Rounded, largest_remainder};
use crate::model::rounding::comparable_quota;

/// Visits split over the persons of an account, with the working.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Split {
    /// Steps before rounding, by person.
    pub quotas: Vec<f64>,
    /// Place of each remainder, 1 for the largest; none where nothing remains.
    pub places: Vec<Option<u32>>,
    /// Visits by person.
    pub amounts: Vec<f64>,
}

/// Splits `visits` in steps of `step` over persons with these weights; persons stand in role order, then
/// name, which breaks ties. Weights that are all 0 count as equal. What is smaller than a step goes to the
/// first person, so that the sum stays.
pub fn split(visits: f64, step: f64, weights: &[f64]) -> Split {
    if weights.is_empty() {
        return Split::default();
    }
    let total: f64 = weights.iter().sum();
    let share = |w: &f64| if total > 0.0 { w / total } else { 1.0 / weights.len() as f64 };
    let units = comparable_quota(visits / step);
    let quotas: Vec<f64> = weights.iter().map(|w| comparable_quota(units * share(w))).collect();
    let Rounded { whole, places, .. } = largest_remainder(&quotas, units);
    let mut amounts: Vec<f64> = whole.iter().map(|w| w * step).collect();
    let rest = visits - amounts.iter().sum::<f64>();
    if rest.abs() > step * 1e-6 {
        amounts[0] += rest;
    }
    Split { quotas, places, amounts }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn by_weight_and_exact() {
        assert_eq!(split(12.0, 1.0, &[5.0, 7.5, 0.5]).amounts, [5.0, 7.0, 0.0], "4.62, 6.92, 0.46");
        assert_eq!(split(2.0, 1.0, &[0.0, 0.0]).amounts, [1.0, 1.0]);
        assert_eq!(split(2.5, 1.0, &[1.0, 1.0]).amounts, [1.5, 1.0]);
        assert_eq!(split(0.0, 1.0, &[1.0]).amounts, [0.0]);
    }
}

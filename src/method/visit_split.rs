//! Visits by person (METHOD §7) (D): of an account's recommended visits first one step each while they last, then
//! the rest split by role weight × commitment factor, by largest remainder. The sum is the account's.

use super::allocation::{Rounded, largest_remainder};
use crate::model::rounding::comparable_quota;

/// Visits split over the persons of an account, with the working; all in steps but for the amounts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Split {
    /// The first step of each: 1 or 0.
    pub first: Vec<f64>,
    /// Share of the rest before rounding, by person.
    pub quotas: Vec<f64>,
    /// Place of each remainder, 1 for the largest; none where nothing remains.
    pub places: Vec<Option<u32>>,
    /// Visits by person.
    pub amounts: Vec<f64>,
}

/// Splits `visits` in steps of `step` over persons with these weights; `order` lists the persons as their turn
/// comes, which also breaks ties. Weights that are all 0 count as equal. What is smaller than a step goes to the
/// first, so that the sum stays.
pub fn split(visits: f64, step: f64, weights: &[f64], order: &[usize]) -> Split {
    let count = weights.len();
    if count == 0 || order.len() != count {
        return Split::default();
    }
    let units = comparable_quota(visits / step);
    let whole_units = units.floor().max(0.0);
    let mut first = vec![0.0; count];
    for (turn, at) in (1_u32..).zip(order) {
        first[*at] = if f64::from(turn) <= whole_units { 1.0 } else { 0.0 };
    }
    let rest = units - first.iter().sum::<f64>();
    let total: f64 = weights.iter().sum();
    let share = |w: f64| if total > 0.0 { w / total } else { 1.0 / count as f64 };
    let quota = |at: &usize| comparable_quota(rest * share(weights[*at]));
    let in_turn: Vec<f64> = order.iter().map(quota).collect();
    let Rounded { whole, places, .. } = largest_remainder(&in_turn, rest);
    let mut found = Split { quotas: vec![0.0; count], places: vec![None; count], ..Split::default() };
    found.amounts = vec![0.0; count];
    for (place, at) in order.iter().enumerate() {
        found.quotas[*at] = in_turn[place];
        found.places[*at] = places[place];
        found.amounts[*at] = (first[*at] + whole[place]) * step;
    }
    found.first = first;
    let left = visits - found.amounts.iter().sum::<f64>();
    if left.abs() > step * 1e-6 {
        found.amounts[order[0]] += left;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn one_each_then_by_weight_and_exact() {
        let of = |visits, step, weights: &[f64], order: &[usize]| split(visits, step, weights, order).amounts;
        assert_eq!(
            of(12.0, 1.0, &[5.0, 7.5, 0.5], &[0, 1, 2]),
            [5.0, 6.0, 1.0],
            "1 + 3.46, 1 + 5.19, 1 + 0.35"
        );
        assert_eq!(of(2.0, 1.0, &[5.0, 5.0, 9.0], &[2, 0, 1]), [1.0, 0.0, 1.0], "they do not last");
        assert_eq!(of(4.0, 1.0, &[0.0, 0.0], &[0, 1]), [2.0, 2.0]);
        assert_eq!(of(2.5, 1.0, &[1.0, 1.0], &[0, 1]), [1.5, 1.0]);
        assert_eq!(of(3.0, 1.0, &[1.0, 1.0], &[1, 0]), [1.0, 2.0], "ties in turn");
        assert_eq!(of(0.0, 1.0, &[1.0], &[0]), [0.0]);
    }
}

//! Resource allocation (METHOD §4) (S): floor + (capacity − Σ floors) × RV, cut at the cap, in whole
//! steps by largest remainder. What caps cut, and what is smaller than a step, is reserve. An account without RV
//! keeps what it has; one that its decision takes from gets no more than that.

use crate::model::rounding::{comparable_money, comparable_quota};

/// What an account may claim of a resource.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Claim {
    /// RV, 0…1; none: it has no share beyond its floor.
    pub relative_value: Option<f64>,
    /// Least amount.
    pub floor: f64,
    /// What an account without RV uses now, and keeps where the capacity allows it.
    pub kept: Option<f64>,
    /// Most amount that the settings allow it.
    pub cap: Option<f64>,
    /// Most amount because its decision takes away: what it uses now.
    pub held: Option<f64>,
}

impl Claim {
    /// Most steps; a cap rounds down.
    fn most(&self, step: f64) -> Option<f64> {
        [self.cap, self.held].into_iter().flatten().map(|cap| whole_steps(cap, step)).reduce(f64::min)
    }

    /// Least steps: a floor rounds up, and one above the cap becomes the cap.
    fn least(&self, amount: f64, step: f64) -> f64 {
        let floor = comparable_quota(amount / step).ceil();
        self.most(step).map_or(floor, |most| floor.min(most))
    }
}

fn whole_steps(amount: f64, step: f64) -> f64 {
    comparable_quota(amount / step).floor()
}

/// A resource shared out, with its working: all in steps but for the amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Most of every account, in the order of the claims; none: no limit.
    pub most: Vec<Option<f64>>,
    /// Floors, were accounts without RV to keep what they have.
    pub keeping: Vec<f64>,
    /// Floors as they are set.
    pub own: Vec<f64>,
    /// They do keep it: the capacity allows it.
    pub keeps: bool,
    /// Floors in force.
    pub floors: Vec<f64>,
    /// Steps that all floors take.
    pub kept: f64,
    /// What comes of it; the floors may exceed the capacity.
    pub shared: Result<Shared, Infeasible>,
}

/// What every account gets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shared {
    /// Steps before rounding.
    pub quotas: Vec<f64>,
    /// Place of each remainder, 1 for the largest; none where nothing remains.
    pub places: Vec<Option<u32>>,
    /// Steps that the largest remainders get.
    pub missing: f64,
    /// Recommended amounts.
    pub amounts: Vec<f64>,
    /// Capacity − Σ amounts.
    pub reserve: f64,
    /// A cap of the settings cut something off.
    pub capped: bool,
}

/// Floors exceed the capacity by this amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Infeasible(pub f64);

/// Shares `capacity` out in steps of `step` > 0; claims stand in METHOD's Order, which breaks ties.
pub fn allocate(capacity: f64, step: f64, claims: &[Claim]) -> Allocation {
    let units = comparable_quota(capacity / step);
    // An account without RV keeps what it has, unless there is not enough for that.
    let keeping = |c: &Claim| c.least(c.kept.filter(|_| c.relative_value.is_none()).unwrap_or(c.floor), step);
    let most: Vec<Option<f64>> = claims.iter().map(|c| c.most(step)).collect();
    let keeping: Vec<f64> = claims.iter().map(keeping).collect();
    let own: Vec<f64> = claims.iter().map(|c| c.least(c.floor, step)).collect();
    let keeps = keeping.iter().sum::<f64>() <= units;
    let floors = if keeps { keeping.clone() } else { own.clone() };
    let kept: f64 = floors.iter().sum();
    let working = |floors, shared| Allocation { most, keeping, own, keeps, floors, kept, shared };
    if kept > units {
        return working(floors, Err(Infeasible(kept * step - capacity)));
    }
    let (mut capped, mut cut) = (false, 0.0);
    let quotas: Vec<f64> = claims
        .iter()
        .zip(&floors)
        .map(|(claim, floor)| {
            let quota = comparable_quota(floor + (units - kept) * claim.relative_value.unwrap_or(0.0));
            capped |= claim.cap.is_some_and(|cap| whole_steps(cap, step) < quota);
            let under = claim.most(step).map_or(quota, |most| most.min(quota));
            cut += quota - under;
            under
        })
        .collect();
    let ranked = claims.iter().any(|c| c.relative_value.is_some_and(|rv| rv > 0.0));
    // RV sums to 1: what the caps leave is given out. Rounding every quota must not lose a step of it.
    let given =
        if ranked && cut < TRACE { units } else { comparable_money(if ranked { units - cut } else { kept }) };
    let Rounded { whole, places, missing } = largest_remainder(&quotas, given);
    let amounts: Vec<f64> = whole.iter().map(|w| w * step).collect();
    let reserve = capacity - amounts.iter().sum::<f64>();
    // A trace left by summing is no reserve.
    let reserve = if reserve.abs() < step * 1e-6 { 0.0 } else { reserve };
    working(floors, Ok(Shared { quotas, places, missing, amounts, reserve, capped }))
}

/// Quotas in whole numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rounded {
    /// The whole numbers.
    pub whole: Vec<f64>,
    /// Place of each remainder, 1 for the largest, ties in order; none where nothing remains.
    pub places: Vec<Option<u32>>,
    /// How many of the largest remainders went up.
    pub missing: f64,
}

/// A cut of so few steps is none: rounding may leave as much.
const TRACE: f64 = 5e-7;

/// Quotas to whole numbers with their total, rounded down: the largest remainders go up, ties in order.
pub fn largest_remainder(quotas: &[f64], total: f64) -> Rounded {
    let mut whole: Vec<f64> = quotas.iter().map(|q| q.floor()).collect();
    let missing = (total.floor() - whole.iter().sum::<f64>()).max(0.0);
    let remainder = |at: &usize| comparable_quota(quotas[*at] - quotas[*at].floor());
    let mut order: Vec<usize> = (0..quotas.len()).filter(|at| remainder(at) > 0.0).collect();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    let mut places = vec![None; quotas.len()];
    for (place, at) in (1_u32..).zip(order) {
        places[at] = Some(place);
        if f64::from(place) <= missing {
            whole[at] += 1.0;
        }
    }
    Rounded { whole, places, missing }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Infeasible, allocate, largest_remainder};

    fn claim(relative_value: f64, floor: f64, cap: Option<f64>) -> Claim {
        Claim { relative_value: Some(relative_value), floor, cap, ..Claim::default() }
    }

    #[test]
    fn floors_first_then_relative_value_in_whole_steps() {
        let claims = [claim(0.5, 2.0, None), claim(0.3, 2.0, None), claim(0.2, 0.0, None)];
        let found = allocate(15.0, 1.0, &claims).shared.unwrap();
        assert_eq!(found.amounts, [8.0, 5.0, 2.0], "7.5, 5.3, 2.2");
        assert_eq!(found.reserve, 0.0);
    }

    #[test]
    fn what_a_cap_cuts_is_reserve() {
        let found = allocate(10.0, 1.0, &[claim(0.9, 0.0, Some(4.0)), claim(0.1, 0.0, None)]).shared.unwrap();
        assert_eq!((found.amounts, found.reserve, found.capped), (vec![4.0, 1.0], 5.0, true));
    }

    #[test]
    fn floors_beyond_the_capacity_say_by_how_much() {
        let claims = [claim(0.5, 6.0, None), claim(0.5, 6.0, None)];
        assert_eq!(allocate(10.0, 1.0, &claims).shared, Err(Infeasible(2.0)));
        assert_eq!(allocate(12.0, 1.0, &claims).shared.unwrap().amounts, [6.0, 6.0]);
    }

    #[test]
    fn a_floor_above_its_cap_becomes_the_cap_before_floors_are_summed() {
        let claims = [claim(0.5, 9.0, Some(4.0)), claim(0.5, 6.0, None)];
        let found = allocate(10.0, 1.0, &claims);
        assert_eq!((found.floors, found.kept), (vec![4.0, 6.0], 10.0));
        assert_eq!(found.shared.unwrap().amounts, [4.0, 6.0]);
    }

    #[test]
    fn what_has_no_relative_value_keeps_what_it_has_where_there_is_enough() {
        let unranked = Claim { kept: Some(2.5), floor: 1.0, ..Claim::default() };
        let found = allocate(10.0, 1.0, &[claim(1.0, 0.0, None), unranked]);
        assert_eq!(found.shared.unwrap().amounts, [7.0, 3.0]);
        let found = allocate(10.0, 1.0, &[claim(1.0, 8.0, None), unranked]);
        assert_eq!(found.shared.unwrap().amounts, [9.0, 1.0], "its own floor");
        let cut = Claim { cap: Some(2.0), ..unranked };
        assert_eq!(allocate(10.0, 1.0, &[cut]).shared.unwrap().amounts, [2.0]);
    }

    #[test]
    fn what_a_decision_takes_away_is_reserve_without_a_warning() {
        let held = Claim { held: Some(2.5), ..claim(0.5, 0.0, None) };
        let found = allocate(10.0, 1.0, &[held, claim(0.5, 0.0, None)]).shared.unwrap();
        assert_eq!((found.amounts, found.reserve, found.capped), (vec![2.0, 5.0], 3.0, false));
    }

    #[test]
    fn rounded_quotas_lose_no_step() {
        // Each tiny quota rounds down: their sum is 9.999999997, yet 10 are to be had.
        let tiny = 1.4e-10;
        let mut claims = vec![claim(tiny / 3.0, 0.0, None); 7];
        claims.push(claim(1.0 - 7.0 * tiny / 3.0, 0.0, None));
        let found = allocate(10.0, 1.0, &claims).shared.unwrap();
        assert_eq!((found.amounts[7], found.reserve), (10.0, 0.0));
    }

    #[test]
    fn equal_remainders_go_up_in_order() {
        assert_eq!(largest_remainder(&[0.5, 0.5, 0.5, 0.5], 2.0).whole, [1.0, 1.0, 0.0, 0.0]);
        assert_eq!(largest_remainder(&[0.333_333_333; 3], 1.0).whole, [1.0, 0.0, 0.0]);
    }

    #[test]
    fn nothing_to_rank_is_all_reserve() {
        let found = allocate(7.0, 1.0, &[Claim::default(); 3]).shared.unwrap();
        assert_eq!((found.amounts, found.reserve), (vec![0.0; 3], 7.0));
    }
}

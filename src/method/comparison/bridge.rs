//! The bridge of EV from old to new by cause. Of an account in both plans ΔEV = ΔSP × old P + new SP × ΔP,
//! with P = EV / SP; where the old P is unknown because there was no potential, the new P stands for it, and
//! where EV was unknown although there was potential, P counts as 0: then all of it is probability.
//!
//! Rounding: an account's parts are rounded to 6 decimals, the probability part being the rest of its ΔEV.
//! The total's probability is the rest of the total, so that old + Σ causes = new to the last bit but one.

use super::accounts::AccountChange;
use super::causes::{Cause, Causes};

/// Total EV from old to new.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bridge {
    /// Σ EV of the old plan; 0 where nothing is known.
    pub old: f64,
    /// Its causes: old + Σ causes = new.
    pub causes: Causes,
    /// Σ EV of the new plan.
    pub new: f64,
}

impl Bridge {
    pub(super) fn new(old: Option<f64>, new: Option<f64>, accounts: &[AccountChange]) -> Self {
        let (old, new) = (old.unwrap_or(0.0), new.unwrap_or(0.0));
        let sum = |cause: Cause| accounts.iter().map(|a| a.causes.get(cause)).fold(0.0, |sum, v| sum + v);
        let (lost, potential, gained) = (sum(Cause::Lost), sum(Cause::Potential), sum(Cause::New));
        let rest = new - (old + lost + potential + gained);
        // Where no probability moved, the rest is the rounding of the sums alone.
        let still = accounts.iter().all(|a| a.causes.probability == 0.0);
        let probability =
            if still && rest.abs() <= 1e-9 * old.abs().max(new.abs()).max(1.0) { 0.0 } else { rest };
        Bridge { old, causes: Causes { lost, potential, probability, new: gained }, new }
    }
}

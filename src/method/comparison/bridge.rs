//! The bridge of EV from old to new by cause. Of an account in both plans ΔEV = ΔSP × old P + new SP × ΔP,
//! with P = EV / SP; where the old P is unknown because there was no potential, the new P stands for it, and
//! where EV was unknown although there was potential, P counts as 0: then all of it is probability.
//!
//! Rounding: an account's parts are rounded to 6 decimals, the probability part being the rest of its ΔEV.
//! The total's probability is the rest of the total, so that old + Σ causes = new to the last bit but one.

use super::{AccountChange, Change, Presence};
use crate::model::rounding::comparable_money;

codes! {
    /// Why EV moved.
    Cause {
        /// Accounts gone.
        Lost = "lost",
        /// Sales potential of accounts in both plans.
        Potential = "potential",
        /// Probability of accounts in both plans.
        Probability = "probability",
        /// New accounts.
        New = "new",
    }
}

/// The parts of a ΔEV, money.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Causes {
    /// −EV of an account gone.
    pub lost: f64,
    /// ΔSP × old P.
    pub potential: f64,
    /// New SP × ΔP.
    pub probability: f64,
    /// EV of a new account.
    pub new: f64,
}

impl Causes {
    /// The causes of one account.
    pub(super) fn of(presence: Presence, value: Change<f64>, potential: Change<f64>) -> Self {
        let (old, new) = (value.old.unwrap_or(0.0), value.new.unwrap_or(0.0));
        match presence {
            Presence::New => Causes { new, ..Causes::default() },
            Presence::Gone => Causes { lost: 0.0 - old, ..Causes::default() },
            Presence::Kept => {
                let (before, now) = (potential.old.unwrap_or(0.0), potential.new.unwrap_or(0.0));
                let share = |value: f64, of: f64| if of == 0.0 { 0.0 } else { value / of };
                let p = if before == 0.0 { share(new, now) } else { share(old, before) };
                let moved = comparable_money((now - before) * p);
                let rest = comparable_money(new - old - moved);
                // No minus zero.
                Causes { potential: moved + 0.0, probability: rest + 0.0, ..Causes::default() }
            }
        }
    }

    /// One part.
    pub fn get(&self, cause: Cause) -> f64 {
        match cause {
            Cause::Lost => self.lost,
            Cause::Potential => self.potential,
            Cause::Probability => self.probability,
            Cause::New => self.new,
        }
    }

    /// ΔEV.
    pub fn total(&self) -> f64 {
        self.lost + self.potential + self.probability + self.new
    }

    /// The weightiest cause; none where nothing moved. Ties: the first.
    pub fn main(&self) -> Option<Cause> {
        let mut main: Option<Cause> = None;
        for cause in Cause::ALL {
            let heavier = main.is_none_or(|m| self.get(*cause).abs() > self.get(m).abs());
            if heavier && self.get(*cause) != 0.0 {
                main = Some(*cause);
            }
        }
        main
    }
}

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

//! Why the EV of an account moved, in money.

use super::change::{Change, Presence};
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

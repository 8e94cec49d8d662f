//! Probabilities that the list does not state (METHOD §2): from its own history where that is long enough,
//! else assumed.

use super::history::History;
use crate::config::{Parameter, Settings};
use crate::model::OpportunityKind;
use std::collections::BTreeMap;

/// Where a figure comes from; entered beats derived, derived beats assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The list says so.
    Entered,
    /// Computed from the list's own history or other columns.
    Derived,
    /// A default of ours.
    Assumed,
}

/// A probability and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// 0…1.
    pub value: f64,
    /// Derived or assumed.
    pub origin: Origin,
}

/// What a probability is where the list states none.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// Of repeat sales.
    pub repeat: Chance,
    /// Of new business.
    pub new: Chance,
    /// Of new business with accounts that have enough closed deals of their own, by account index.
    pub own_new: BTreeMap<usize, f64>,
}

impl Chances {
    /// From history, else as settings assume.
    pub fn new(history: &History, settings: &Settings) -> Self {
        let enough = |count: u32| f64::from(count) >= settings.get(Parameter::HistoryMinimum) && count > 0;
        let of = |part: u32, whole: u32, assumed: Parameter| {
            if enough(whole) {
                Chance { value: f64::from(part) / f64::from(whole), origin: Origin::Derived }
            } else {
                Chance { value: settings.get(assumed), origin: Origin::Assumed }
            }
        };
        let own = history.accounts.iter().enumerate().filter(|(_, a)| enough(a.won + a.lost));
        Chances {
            repeat: of(history.bought_again, history.buyers, Parameter::ProbabilityRepeat),
            new: of(history.won, history.won + history.lost, Parameter::ProbabilityNew),
            own_new: own.map(|(at, a)| (at, f64::from(a.won) / f64::from(a.won + a.lost))).collect(),
        }
    }

    /// Of some accounts alone: where each account of the whole stands among them.
    pub fn restricted(&self, places: &[Option<usize>]) -> Self {
        let own = self.own_new.iter().filter_map(|(at, value)| Some(((*places.get(*at)?)?, *value)));
        Chances { own_new: own.collect(), ..self.clone() }
    }

    /// For a kind of business with an account.
    pub fn of(&self, kind: OpportunityKind, account: usize) -> Chance {
        match kind {
            OpportunityKind::Repeat => self.repeat,
            OpportunityKind::New => match self.own_new.get(&account) {
                Some(value) => Chance { value: *value, origin: Origin::Derived },
                None => self.new,
            },
        }
    }
}

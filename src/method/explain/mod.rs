//! Why (METHOD §11): every figure of an account with its formula, the numbers in it and where it came from, and
//! every rule that was tried, hit or missed. Nothing is decided here: what hit is what the plan says.

mod figures;
mod flags;
mod persons;
mod potential;
mod resources;
mod rules;
pub mod told;

use super::Plan;
use crate::config::Config;
use told::{Explanation, Scene};

/// Explains an account: an index into `Plan::accounts`.
pub fn explain(plan: &Plan, config: &Config, at: usize) -> Option<Explanation> {
    let account = plan.accounts.get(at)?;
    let scene = Scene { plan, config, at, account, record: plan.record(account) };
    let mut found = figures::of(&scene);
    found.extend(potential::of(&scene));
    found.extend(resources::of(&scene));
    let mut trials = rules::of(&scene);
    trials.extend(flags::of(&scene));
    Some(Explanation { account: at, figures: found, trials, persons: persons::of(&scene) })
}

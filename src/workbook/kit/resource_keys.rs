//! What the columns and amounts of a resource are called, by its place in the plan.

use crate::method::Plan;
use crate::model::{Field, Resource};

/// Resources that the workbook shows; further ones are in JSON and CSV.
pub const SHOWN: usize = 12;

/// Column keys of one resource among the accounts.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    pub current: &'static str,
    pub recommended: &'static str,
    pub gap: &'static str,
    /// Most amount in steps.
    pub most: &'static str,
    /// Least amount in steps, where an account without RV keeps what it has.
    pub keeping: &'static str,
    /// Least amount in steps as it is set.
    pub own_floor: &'static str,
    /// Least amount in steps that is in force.
    pub floor: &'static str,
    /// Steps before rounding.
    pub quota: &'static str,
    /// Whole steps of the quota.
    pub whole: &'static str,
    /// What rounding down leaves.
    pub remainder: &'static str,
    /// Place of that remainder among all.
    pub place: &'static str,
}

macro_rules! keys {
    ($($n:literal)+) => {
        [$(Keys {
            current: concat!("current_", $n),
            recommended: concat!("recommended_", $n),
            gap: concat!("gap_", $n),
            most: concat!("most_", $n),
            keeping: concat!("keeping_", $n),
            own_floor: concat!("own_floor_", $n),
            floor: concat!("floor_", $n),
            quota: concat!("quota_", $n),
            whole: concat!("whole_", $n),
            remainder: concat!("remainder_", $n),
            place: concat!("place_", $n),
        }),+]
    };
}

/// Keys of the resources, by their place in the plan.
pub const KEYS: [Keys; SHOWN] = keys!("1" "2" "3" "4" "5" "6" "7" "8" "9" "10" "11" "12");

/// Keys of the `index`-th resource; what an account has of the budget now is a field of its own.
pub fn keys(index: usize, resource: &str) -> Option<Keys> {
    let mut keys = *KEYS.get(index)?;
    if resource == Resource::BUDGET {
        keys.current = Field::CurrentBudget.code();
    }
    Some(keys)
}

/// Stands between segment and decision in the key of the sub-strategies.
pub const SEPARATOR: &str = " / ";

/// Defined name of an amount of the `index`-th resource.
pub fn name(key: &str, index: usize) -> String {
    format!("resource_{}_{key}", index + 1)
}

/// Place of the visits among the resources, where there are any.
pub fn visits(plan: &Plan) -> Option<usize> {
    plan.resources.iter().take(SHOWN).position(|r| r.name == Resource::VISITS)
}

//! The resource to allocate, as the list states it (METHOD §1, §4).

use super::SourceRow;

/// A resource 资源.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resource {
    /// `visits`, `budget`, else the name given.
    pub name: String,
    /// Amount a year to allocate; none: the sum of the current use.
    pub capacity: Option<f64>,
    /// Money a unit.
    pub unit_cost: Option<f64>,
    /// Smallest step that is allocated, > 0.
    pub step: Option<f64>,
    /// Least amount an account: core, growth, laggard.
    pub floor: [Option<f64>; 3],
    /// Most amount an account: core, growth, laggard.
    pub cap: [Option<f64>; 3],
    /// Current use by index into `Portfolio::accounts`, from a further column of the resource's name.
    pub current: Vec<(usize, f64)>,
    /// Where it was read; none if it was given as an option.
    pub source: Option<SourceRow>,
}

impl Resource {
    /// Code of the on-site visits.
    pub const VISITS: &'static str = "visits";
    /// Code of the budget.
    pub const BUDGET: &'static str = "budget";
}

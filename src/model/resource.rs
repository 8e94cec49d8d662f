//! The resource to allocate, as the list states it (METHOD §1, §4).

use super::SourceRow;

record! {
    /// A resource 资源.
    Resource of Resources
    held {
        /// `visits`, `budget`, else the name given.
        name: String = Name Name;
        /// Amount a year to allocate; none: the sum of the current use.
        capacity: Option<f64> = Capacity Amount;
        /// Money a unit.
        unit_cost: Option<f64> = UnitCost Price;
        /// Smallest step that is allocated, > 0.
        step: Option<f64> = Step Quantity;
    }
    parts {
        floor[0] = FloorCore Quantity;
        floor[1] = FloorGrowth Quantity;
        floor[2] = FloorLaggard Quantity;
        cap[0] = CapCore Quantity;
        cap[1] = CapGrowth Quantity;
        cap[2] = CapLaggard Quantity;
    }
    besides {
        /// Least amount an account: core, growth, laggard.
        floor: [Option<f64>; 3],
        /// Most amount an account: core, growth, laggard.
        cap: [Option<f64>; 3],
        /// Current use by index into `Portfolio::accounts`, from a further column of the resource's name.
        current: Vec<(usize, f64)>,
        /// Where it was read; none if it was given as an option.
        source: Option<SourceRow>,
    }
}

impl Resource {
    /// Code of the on-site visits.
    pub const VISITS: &'static str = "visits";
    /// Code of the budget.
    pub const BUDGET: &'static str = "budget";
}

//! What a sheet of a list holds.

codes! {
    /// The kind of records on a sheet (METHOD §1).
    RecordKind {
        /// One row an account.
        Accounts = "accounts",
        /// One row a key person.
        Persons = "persons",
        /// One row an opportunity.
        Opportunities = "opportunities",
        /// One row an order line.
        Orders = "orders",
        /// One row a visit.
        Visits = "visits",
        /// Value items in money.
        Values = "values",
        /// Cost items of the iceberg.
        Costs = "costs",
        /// Triple goals.
        Goals = "goals",
        /// Plan items.
        PlanItems = "plan_items",
        /// Resources to allocate.
        Resources = "resources",
        /// Nothing that the program plans with.
        Ignored = "ignored",
    }
}

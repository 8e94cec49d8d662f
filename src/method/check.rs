//! One thing that must add up: what is expected and what is found.

codes! {
    /// What is checked.
    CheckKind {
        /// Relative values sum to 1.
        RelativeValue = "relative_value",
        /// EV is Σ potential × P.
        ExpectedValue = "expected_value",
        /// EV is what is entered, derived and assumed.
        Split = "split",
        /// Ranks run from 1 without gap or repeat.
        Ranks = "ranks",
        /// Segments add up to the accounts.
        Segments = "segments",
        /// Recommended amounts and reserve of a resource are its capacity.
        Resource = "resource",
        /// Visits by person add up to those of their accounts.
        PersonVisits = "person_visits",
        /// Open deals add up to the EV of their accounts.
        Pipeline = "pipeline",
        /// Rows read are planned, merged, rejected or ignored.
        Rows = "rows",
        /// Money of the lists is planned or left out.
        Money = "money",
    }
}

/// One check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// The resource that it is of: its place in the plan.
    pub resource: Option<usize>,
    /// What is expected.
    pub expected: f64,
    /// What is found.
    pub found: f64,
}

impl Check {
    /// Whether both agree to nine digits.
    pub fn holds(&self) -> bool {
        ((self.expected - self.found) / self.expected.abs().max(1.0)).abs() < 5e-10
    }
}

//! A value in two plans.

/// A value before and now; none where it is unknown or the account is not in that plan.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Change<T> {
    /// In the old plan.
    pub old: Option<T>,
    /// In the new plan.
    pub new: Option<T>,
}

impl Change<f64> {
    /// New − old; none unless both are known.
    pub fn delta(&self) -> Option<f64> {
        Some(self.new? - self.old?)
    }
}

impl<T: PartialEq + Copy> Change<T> {
    /// Both are known and differ.
    pub fn moved(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old != new)
    }
}

codes! {
    /// Where an account is.
    Presence {
        /// In both plans.
        Kept = "kept",
        /// In the new plan only.
        New = "new",
        /// In the old plan only.
        Gone = "gone",
    }
}

/// Current and recommended amount of a resource.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ResourceChange {
    /// Used, a year.
    pub current: Change<f64>,
    /// Recommended, a year.
    pub recommended: Change<f64>,
}

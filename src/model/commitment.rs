//! Commitment levels and the two axes they come from (METHOD §7).

codes! {
    /// Commitment level 承诺层次 of a key person.
    CommitmentLevel {
        /// High receptivity, high dynamics: +2.
        Champion = "champion",
        /// High receptivity, low dynamics: +1.
        Supporter = "supporter",
        /// Low receptivity, low dynamics: −1.
        Doubter = "doubter",
        /// Low receptivity, high dynamics: −2.
        Obstructionist = "obstructionist",
        /// Not known: never a default.
        Unknown = "unknown",
    }
}

codes! {
    /// The scale that scores are on.
    Scale {
        /// 1–10.
        Ten = "10",
        /// 1–5.
        Five = "5",
        /// The words high and low.
        Words = "words",
    }
}

/// A score on one axis, as entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Score {
    /// A number on the person's scale, 1…10 or 1…5.
    Number(f64),
    /// The word high 高.
    High,
    /// The word low 低.
    Low,
}

//! The two languages a user reads.

codes! {
    /// Output language.
    Language {
        /// Chinese.
        Zh = "zh",
        /// English.
        En = "en",
    }
}

#[expect(clippy::derivable_impls, reason = "the enum comes out of a macro")]
impl Default for Language {
    fn default() -> Self {
        Language::En
    }
}

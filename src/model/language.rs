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

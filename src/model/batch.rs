//! What became of each file of a batch.

codes! {
    /// How a file of a batch ended.
    BatchStatus {
        /// A plan was written.
        Planned = "planned",
        /// Its plan was there and up to date.
        UpToDate = "up_to_date",
        /// Errors in its data, and nothing written because of them.
        NotWritten = "not_written",
        /// No plan could be made.
        Failed = "failed",
    }
}

/// One file of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchFile {
    /// Path as given.
    pub file: String,
    /// How it ended.
    pub status: BatchStatus,
    /// Code of what prevented its plan.
    pub error: Option<String>,
    /// The same in words.
    pub message: Option<String>,
    /// Accounts planned.
    pub accounts: Option<u64>,
    /// Σ expected value, money.
    pub expected_value: Option<f64>,
    /// Issues that are errors.
    pub errors: u64,
    /// Issues that are warnings.
    pub warnings: u64,
    /// The plan, where there is one.
    pub output: Option<String>,
}

impl BatchFile {
    /// A file without a plan.
    pub fn failed(file: &str, error: &str, message: String) -> Self {
        BatchFile {
            file: file.to_owned(),
            status: BatchStatus::Failed,
            error: Some(error.to_owned()),
            message: Some(message),
            accounts: None,
            expected_value: None,
            errors: 0,
            warnings: 0,
            output: None,
        }
    }
}

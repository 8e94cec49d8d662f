//! How a run ended: the exit codes of the interface.

use super::console;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, no errors in the data.
    Clean,
    /// Done, but rows were rejected or some of several files failed.
    Rejected,
    /// Nothing done.
    Nothing,
}

impl Ending {
    /// The exit code.
    pub fn code(self) -> ExitCode {
        match self {
            Ending::Clean => ExitCode::SUCCESS,
            // Who stops reading what was asked for has seen enough.
            Ending::Rejected if console::left() => ExitCode::SUCCESS,
            Ending::Rejected => ExitCode::from(1),
            Ending::Nothing => ExitCode::from(2),
        }
    }
}

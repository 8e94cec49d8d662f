//! `keyplan schema`: the JSON Schema of `--json`.

use super::console::show;
use super::ending::Ending;

/// Runs the command.
pub fn run() -> anyhow::Result<Ending> {
    show(crate::report::JSON_SCHEMA)?;
    Ok(Ending::Clean)
}

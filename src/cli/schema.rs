//! `keyplan schema`: the JSON Schema of `--json`.

use super::Ending;
use super::console::show;

/// Runs the command.
pub fn run() -> anyhow::Result<Ending> {
    show(crate::report::JSON_SCHEMA)?;
    Ok(Ending::Clean)
}

//! `keyplan columns`: shows how each sheet is read.

use super::args::ColumnsArgs;
use super::load::{Loaded, has_errors, load};
use super::{Ending, output};
use crate::report::{json, terminal};
use std::io::Write;

/// Runs the command.
pub fn run(args: &ColumnsArgs) -> anyhow::Result<Ending> {
    let Loaded { config, portfolio, language, today } = load(&args.read, &[])?;
    if args.read.json.as_deref() != Some(std::path::Path::new("-")) {
        let mut out = std::io::stdout().lock();
        out.write_all(terminal::columns(&portfolio, &config, language).as_bytes())?;
    }
    if let Some(path) = &args.read.json {
        let today = today.to_string();
        output::write_whole(path, |out| {
            json::write_reading(&mut { out }, &portfolio, &config, language, &today)
        })?;
    }
    Ok(match (portfolio.sheets.is_empty(), has_errors(&portfolio)) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

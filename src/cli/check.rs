//! `keyplan check`: imports and reports every issue; writes no plan.

use super::args::CheckArgs;
use super::load::{Loaded, has_errors, load};
use super::{Ending, output};
use crate::method;
use crate::report::{json, terminal};

/// Runs the command.
pub fn run(args: &CheckArgs) -> anyhow::Result<Ending> {
    let Loaded { config, portfolio, language, today } = load(&args.read, &[])?;
    let nothing = portfolio.accounts.is_empty();
    // The method has findings of its own, such as an unknown stage.
    let portfolio = if nothing { portfolio } else { method::plan(portfolio, &config, today).portfolio };
    let errors = has_errors(&portfolio);
    if !args.read.quiet {
        eprint!("{}", terminal::issues(&portfolio, &config, language));
        eprint!("{}", terminal::rows(&portfolio, config.labels(language)));
    }
    if let Some(path) = &args.read.json {
        let today = today.to_string();
        output::write_whole(path, |out| {
            json::write_reading(&mut { out }, &portfolio, &config, language, &today)
        })?;
    }
    Ok(match (nothing, errors) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

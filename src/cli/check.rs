//! `keyplan check`: imports and reports every issue; writes no plan.

use super::args::CheckArgs;
use super::load::{Earlier, Loaded, has_errors, least, load};
use super::{Ending, output, screen};
use crate::config::Config;
use crate::method;
use crate::model::{Language, Portfolio};
use crate::report::{json, terminal};
use crate::workbook;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &CheckArgs) -> anyhow::Result<Ending> {
    let Loaded { config, portfolio, language, today, bar } = load(&args.read, &[], Earlier::default())?;
    bar.computing(&config, language, portfolio.accounts.len());
    let nothing = portfolio.accounts.is_empty();
    // The method has findings of its own, such as an unknown stage.
    let portfolio = if nothing { portfolio } else { method::plan(portfolio, &config, today).portfolio };
    let errors = has_errors(&portfolio);
    bar.end();
    let screen = screen::stderr(args.read.color);
    eprint!("{}", terminal::issues(&portfolio, &config, language, least(&args.read), &screen));
    if !args.read.quiet {
        eprint!("{}", terminal::rows(&portfolio, config.labels(language), &screen));
    }
    if let Some(path) = &args.read.json {
        let day = today.to_string();
        output::write_whole(path, |out| {
            json::write_reading(&mut { out }, &portfolio, &config, language, &day)
        })?;
    }
    if let Some(path) = &args.rejected {
        rejected(path, args, &portfolio, &config, language, today)?;
    }
    Ok(match (nothing, errors) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

/// Writes the rejected rows to mend.
fn rejected(
    path: &Path,
    args: &CheckArgs,
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
    today: NaiveDate,
) -> anyhow::Result<()> {
    let labels = config.labels(language);
    let inputs: Vec<PathBuf> = portfolio.inputs.iter().map(|i| PathBuf::from(&i.path)).collect();
    output::check_free(path, &inputs, args.force, labels)?;
    let say = |key: &str| {
        if !args.read.quiet {
            eprintln!("{}", labels.fill(key, &[("path", path.display().to_string())]));
        }
    };
    match workbook::write_rejected(portfolio, config, language, today)? {
        Some(bytes) => {
            output::write_whole(path, |out| Ok(out.write_all(&bytes)?))?;
            say("terminal.rejected_written");
        }
        None => say("terminal.rejected_none"),
    }
    Ok(())
}

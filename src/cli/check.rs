//! `keyplan check`: imports and reports every issue; writes no plan.

use super::args::CheckArgs;
use super::console::{tell, tell_line};
use super::guard::{self, Output, Replaces};
use super::load::{Earlier, Loaded, has_errors, least, load};
use super::output::Outputs;
use super::{Ending, reads, screen};
use crate::config::Config;
use crate::method;
use crate::model::{Language, Portfolio};
use crate::report::{json, money_lines, terminal};
use crate::workbook;
use chrono::NaiveDate;
use std::io::Write;
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
    tell(&terminal::issues(&portfolio, &config, language, least(&args.read), &screen));
    let labels = config.labels(language);
    if !args.read.quiet {
        tell(&terminal::rows(&portfolio, labels, &screen));
        tell(&money_lines::all(&portfolio, labels, language, &screen));
    }
    if nothing {
        tell_line(labels.text("terminal.nothing"));
    }
    let book = |path: &PathBuf| Output::book("--rejected", path, Replaces::Workbook);
    let mut outputs: Vec<Output> = args.rejected.iter().map(book).collect();
    outputs.extend(args.read.json.as_deref().map(Output::json));
    let mut read = reads::lists(&args.read.inputs);
    read.extend(reads::beside_lists(&args.read));
    guard::hold(&outputs, &read, args.force, labels)?;
    let outputs = Outputs::default();
    let said = match &args.rejected {
        Some(path) => Some(rejected(path, &outputs, &portfolio, (&config, language), today)?),
        None => None,
    };
    if let Some(path) = &args.read.json {
        let day = today.to_string();
        let write =
            |mut out: &mut dyn Write| json::write_reading(&mut out, &portfolio, &config, language, &day);
        outputs.put_json(path, write)?;
    }
    outputs.finish()?;
    if let Some(said) = said.filter(|_| !args.read.quiet) {
        tell_line(&said);
    }
    Ok(match (nothing, errors) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

/// Writes the rejected rows to mend, if there are any; says which.
fn rejected(
    path: &Path,
    outputs: &Outputs,
    portfolio: &Portfolio,
    (config, language): (&Config, Language),
    today: NaiveDate,
) -> anyhow::Result<String> {
    let bytes = workbook::write_rejected(portfolio, config, language, today)?;
    let key = if bytes.is_some() { "terminal.rejected_written" } else { "terminal.rejected_none" };
    if let Some(bytes) = bytes {
        outputs.put(path, |out| Ok(out.write_all(&bytes)?))?;
    }
    Ok(config.labels(language).fill(key, &[("path", path.display().to_string())]))
}

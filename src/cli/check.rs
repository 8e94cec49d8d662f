//! `keyplan check`: imports and reports every issue; writes no plan.

use super::args::{CheckArgs, Common};
use super::console::{tell, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::job::{self, Earlier, Planned, Reading};
use super::output::Outputs;
use super::{reads, said, screen};
use crate::config::Config;
use crate::model::{Language, Portfolio};
use crate::report::{json, money_lines, terminal};
use crate::workbook;
use chrono::NaiveDate;
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Ending> {
    let (reading, bar) = job::read_with_bar(&args.read, common, &[], Earlier::default())?;
    let (language, today) = (reading.language, reading.today);
    bar.computing(&reading.config, language, reading.portfolio.accounts.len());
    let nothing = reading.is_empty();
    // The method has findings of its own, such as an unknown stage.
    let (portfolio, config) = if nothing {
        let Reading { portfolio, config, .. } = reading;
        (portfolio, config)
    } else {
        let Planned { plan, config, .. } = reading.plan();
        (plan.portfolio, config)
    };
    bar.end();
    let screen = screen::stderr(common.color);
    tell(&terminal::issues(&portfolio, &config, language, job::least(common), &screen));
    let labels = config.labels(language);
    if !common.quiet {
        tell(&terminal::rows(&portfolio, labels, &screen));
        tell(&money_lines::all(&portfolio, labels, language, &screen));
    }
    if nothing {
        job::tell_nothing(&portfolio, labels, common);
    }
    said::within(language, || write(args, common, &portfolio, (&config, language, today)))?;
    Ok(match (nothing, job::has_errors(&portfolio)) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

/// Writes what was asked for.
fn write(
    args: &CheckArgs,
    common: &Common,
    portfolio: &Portfolio,
    (config, language, today): (&Config, Language, NaiveDate),
) -> anyhow::Result<()> {
    let book = |path: &Path| Output::book("--rejected", path, Replaces::Workbook);
    let mut held: Vec<Output> = args.rejected.as_deref().map(book).into_iter().collect();
    held.extend(args.read.json.as_deref().map(Output::json));
    let mut read = reads::lists(&args.read.inputs);
    read.extend(reads::beside_lists(&args.read));
    guard::hold(&held, &read, args.force)?;
    let outputs = Outputs::default();
    let mut said = None;
    if let Some(path) = &args.rejected {
        let bytes = workbook::write_rejected(portfolio, config, language, today)?;
        let key = if bytes.is_some() { "terminal.rejected_written" } else { "terminal.rejected_none" };
        if let Some(bytes) = bytes {
            outputs.put(path, |out| Ok(out.write_all(&bytes)?))?;
        }
        said = Some(config.labels(language).fill(key, &[("path", path.display().to_string())]));
    }
    if let Some(path) = &args.read.json {
        let day = today.to_string();
        outputs.put_json(path, |mut out: &mut dyn Write| {
            json::write_reading(&mut out, portfolio, config, language, &day)
        })?;
    }
    outputs.finish()?;
    if let Some(said) = said.filter(|_| !common.quiet) {
        tell_line(&said);
    }
    Ok(())
}

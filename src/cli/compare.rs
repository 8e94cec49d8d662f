//! `keyplan compare`: what moved between two plans, in the terminal, as a workbook, as JSON.

use super::args::{Common, CompareArgs};
use super::console::{tell, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::job::{self, Earlier, Planned};
use super::output::Outputs;
use super::{reads, said, screen};
use crate::config::Said;
use crate::import::plan_day;
use crate::method::comparison::compare;
use crate::model::Severity;
use crate::report::{comparison, comparison_json, terminal};
use crate::workbook::{self, ComparisonNames};
use chrono::NaiveDate;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &CompareArgs, common: &Common) -> anyhow::Result<Ending> {
    let old = side(&args.old, args, common, None)?;
    let new = side(&args.new, args, common, args.today)?;
    said::within(new.language, || between(&old, &new, args, common))
}

/// Compares two plans and writes what moved.
fn between(old: &Planned, new: &Planned, args: &CompareArgs, common: &Common) -> anyhow::Result<Ending> {
    let (config, language) = (&new.config, new.language);
    let labels = config.labels(language);
    if old.plan.accounts.is_empty() || new.plan.accounts.is_empty() {
        tell_line(labels.text("terminal.nothing"));
        return Ok(Ending::Nothing);
    }
    if let (Some(a), Some(b)) = (&old.plan.portfolio.currency, &new.plan.portfolio.currency)
        && a != b
    {
        return Said::new("comparison.currencies").with("old", a).with("new", b).err();
    }
    let found = compare(&old.plan, &new.plan, config);
    let path = args.output.clone().unwrap_or_else(|| beside(&args.new));
    let mut held = vec![Output::book("-o", &path, Replaces::Workbook)];
    held.extend(args.json.as_deref().map(Output::json));
    let mut read = reads::lists(&[args.old.clone(), args.new.clone()]);
    read.extend(reads::beside_lists(&args.reading(&args.new)));
    guard::hold(&held, &read, args.force)?;
    let names = ComparisonNames { old: name(&args.old), new: name(&args.new) };
    let book = workbook::write_comparison(&found, &new.plan, config, language, &names)?;
    let outputs = Outputs::default();
    outputs.put(&path, |out| Ok(out.write_all(&book)?))?;
    if let Some(json) = &args.json {
        let (old, new) = (args.old.to_string_lossy(), args.new.to_string_lossy());
        outputs.put_json(json, |mut out: &mut dyn Write| {
            comparison_json::write(&mut out, &found, (&old, &new), language)
        })?;
    }
    outputs.finish()?;
    if !common.quiet {
        let screen = screen::stderr(common.color);
        tell(&comparison::summary(&found, config, language, &screen));
        tell_line(&labels.fill("terminal.written", &[("path", path.display().to_string())]));
    }
    Ok(if old.has_errors() || new.has_errors() { Ending::Rejected } else { Ending::Clean })
}

/// A plan or list, computed; its errors are told. A plan is judged by the day it was made for, unless
/// another is `asked`.
fn side(
    file: &Path,
    args: &CompareArgs,
    common: &Common,
    asked: Option<NaiveDate>,
) -> anyhow::Result<Planned> {
    let (mut reading, bar) = job::read_with_bar(&args.reading(file), common, &[], Earlier::default())?;
    reading.today = asked.or_else(|| plan_day(file)).unwrap_or(reading.today);
    bar.computing(&reading.config, reading.language, reading.portfolio.accounts.len());
    let planned = reading.plan();
    bar.end();
    let Planned { plan, config, language } = &planned;
    let screen = screen::stderr(common.color);
    tell(&terminal::issues(&plan.portfolio, config, *language, Severity::Error, &screen));
    Ok(planned)
}

/// Beside the new file: NAME.compare.xlsx.
fn beside(new: &Path) -> PathBuf {
    new.with_file_name(format!("{}.compare.xlsx", name(new)))
}

/// What a file is called: without folder, ending and `.plan`.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_suffix(".plan").unwrap_or(&stem).to_owned()
}

//! `keyplan compare`: what moved between two plans, in the terminal, as a workbook, as JSON.

use super::args::CompareArgs;
use super::console::{tell, tell_line};
use super::guard::{self, Output, Replaces};
use super::load::{Earlier, Loaded, has_errors, load};
use super::output::Outputs;
use super::{Ending, reads, screen};
use crate::config::Config;
use crate::import::plan_day;
use crate::method::comparison::compare;
use crate::method::{self, Plan};
use crate::model::{Language, Severity};
use crate::report::{comparison, comparison_json, terminal};
use crate::workbook::{self, ComparisonNames};
use anyhow::bail;
use chrono::NaiveDate;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One of the two.
struct Side {
    plan: Plan,
    config: Config,
    language: Language,
}

/// Runs the command.
pub fn run(args: &CompareArgs) -> anyhow::Result<Ending> {
    let (old, new) = (side(&args.old, args, None)?, side(&args.new, args, args.today)?);
    let (config, language) = (&new.config, new.language);
    let labels = config.labels(language);
    let nothing = |side: &Side| side.plan.accounts.is_empty();
    if nothing(&old) || nothing(&new) {
        tell_line(labels.text("terminal.nothing"));
        return Ok(Ending::Nothing);
    }
    if let (Some(a), Some(b)) = (&old.plan.portfolio.currency, &new.plan.portfolio.currency)
        && a != b
    {
        let currencies = [("old", a.clone()), ("new", b.clone())];
        bail!("{}", labels.fill("comparison.currencies", &currencies));
    }
    let found = compare(&old.plan, &new.plan, config);
    let path = args.output.clone().unwrap_or_else(|| beside(&args.new));
    let mut outputs = vec![Output::book("-o", &path, Replaces::Workbook)];
    outputs.extend(args.json.as_deref().map(Output::json));
    let mut read = reads::lists(&[args.old.clone(), args.new.clone()]);
    read.extend(reads::beside_lists(&args.reading(&args.new)));
    guard::hold(&outputs, &read, args.force, labels)?;
    let names = ComparisonNames { old: name(&args.old), new: name(&args.new) };
    let book = workbook::write_comparison(&found, &new.plan, config, language, &names)?;
    let outputs = Outputs::default();
    outputs.put(&path, |out| Ok(out.write_all(&book)?))?;
    if let Some(json) = &args.json {
        let (old, new) = (args.old.to_string_lossy(), args.new.to_string_lossy());
        let write =
            |mut out: &mut dyn Write| comparison_json::write(&mut out, &found, (&old, &new), language);
        outputs.put_json(json, write)?;
    }
    outputs.finish()?;
    if !args.quiet {
        let screen = screen::stderr(args.color);
        tell(&comparison::summary(&found, config, language, &screen));
        tell_line(&labels.fill("terminal.written", &[("path", path.display().to_string())]));
    }
    let errors = has_errors(&old.plan.portfolio) || has_errors(&new.plan.portfolio);
    Ok(if errors { Ending::Rejected } else { Ending::Clean })
}

/// A plan or list, computed; its errors are told. A plan is judged by the day it was made for, unless
/// another is `asked`.
fn side(file: &Path, args: &CompareArgs, asked: Option<NaiveDate>) -> anyhow::Result<Side> {
    let loaded = load(&args.reading(file), &[], Earlier::default())?;
    let Loaded { config, portfolio, language, today, bar } = loaded;
    let today = asked.or_else(|| plan_day(file)).unwrap_or(today);
    bar.computing(&config, language, portfolio.accounts.len());
    let plan = method::plan(portfolio, &config, today);
    bar.end();
    let screen = screen::stderr(args.color);
    tell(&terminal::issues(&plan.portfolio, &config, language, Severity::Error, &screen));
    Ok(Side { plan, config, language })
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

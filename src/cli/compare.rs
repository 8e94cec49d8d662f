//! `keyplan compare`: what moved between two plans, in the terminal, as a workbook, as JSON.

use super::args::CompareArgs;
use super::load::{Earlier, Loaded, has_errors, load};
use super::{Ending, output, screen};
use crate::config::Config;
use crate::import::plan_day;
use crate::method::comparison::compare;
use crate::method::{self, Plan};
use crate::model::{Language, Severity};
use crate::report::{comparison, comparison_json, terminal};
use crate::workbook::{self, ComparisonNames};
use anyhow::bail;
use chrono::NaiveDate;
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
        eprintln!("{}", labels.text("terminal.nothing"));
        return Ok(Ending::Nothing);
    }
    if let (Some(a), Some(b)) = (&old.plan.portfolio.currency, &new.plan.portfolio.currency)
        && a != b
    {
        let currencies = [("old", a.clone()), ("new", b.clone())];
        bail!("{}", labels.fill("comparison.currencies", &currencies));
    }
    let found = compare(&old.plan, &new.plan, config);
    let inputs = [PathBuf::from(&args.old), PathBuf::from(&args.new)];
    let path = args.output.clone().unwrap_or_else(|| beside(&inputs[1]));
    output::check_no_plan(&path, &inputs, args.force, labels)?;
    if let Some(json) = args.json.as_ref().filter(|p| output::same(p, &path) || *p == &path) {
        bail!("{}", labels.fill("terminal.output_is_input", &[("path", json.display().to_string())]));
    }
    let names = ComparisonNames { old: name(&inputs[0]), new: name(&inputs[1]) };
    let book = workbook::write_comparison(&found, &new.plan, config, language, &names)?;
    output::write_whole(&path, |out| Ok(out.write_all(&book)?))?;
    if let Some(json) = &args.json {
        let files = (args.old.as_str(), args.new.as_str());
        output::write_whole(json, |out| comparison_json::write(&mut { out }, &found, files, language))?;
    }
    if !args.quiet {
        let screen = screen::stderr(args.color);
        eprint!("{}", comparison::summary(&found, config, language, &screen));
        eprintln!("{}", labels.fill("terminal.written", &[("path", path.display().to_string())]));
    }
    let errors = has_errors(&old.plan.portfolio) || has_errors(&new.plan.portfolio);
    Ok(if errors { Ending::Rejected } else { Ending::Clean })
}

/// A plan or list, computed; its errors are told. A plan is judged by the day it was made for, unless
/// another is `asked`.
fn side(file: &str, args: &CompareArgs, asked: Option<NaiveDate>) -> anyhow::Result<Side> {
    let loaded = load(&args.reading(file), &[], Earlier::default())?;
    let Loaded { config, portfolio, language, today, bar } = loaded;
    let today = asked.or_else(|| plan_day(Path::new(file))).unwrap_or(today);
    bar.computing(&config, language, portfolio.accounts.len());
    let plan = method::plan(portfolio, &config, today);
    bar.end();
    let screen = screen::stderr(args.color);
    eprint!("{}", terminal::issues(&plan.portfolio, &config, language, Severity::Error, &screen));
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

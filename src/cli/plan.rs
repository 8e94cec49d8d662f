//! `keyplan plan`: lists in, one planning workbook out.

use super::args::{self, Formulas, PlanArgs};
use super::console::{tell, tell_line};
use super::guard::{self, Output, Replaces};
use super::load::{Earlier, Loaded, has_errors, least, load};
use super::output::{self, Outputs};
use super::{Ending, each, reads, screen, split};
use crate::config::Labels;
use crate::import::{PlanFile, Prefer, holds_entries, is_plan, plan_file};
use crate::method;
use crate::model::{Issue, IssueCode, Portfolio};
use crate::report::{csv, json, terminal};
use crate::workbook::{self, WorkbookOptions};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs the command.
pub fn run(args: &PlanArgs) -> anyhow::Result<Ending> {
    if let (true, Some(folder)) = (args.each, &args.out_dir) {
        return each::run(args, folder);
    }
    let clock = Instant::now();
    let lists = reads::lists(&args.read.inputs);
    let kept = kept_plan(args, &lists);
    for path in &args.previous {
        if path.exists() && !is_plan(path) {
            return Err(anyhow::Error::msg(super::said::Said::of("terminal.not_a_plan", path)));
        }
    }
    let loaded = load(&args.read, &args.capacity, earlier(args, kept.as_deref()))?;
    let read = clock.elapsed();
    let Loaded { config, portfolio, language, today, bar } = loaded;
    let labels = config.labels(language);
    if let Some(path) = &kept {
        no_loss(path, &portfolio, labels)?;
    }
    let screen = screen::stderr(args.read.color);
    if portfolio.accounts.is_empty() {
        bar.end();
        tell(&terminal::issues(&portfolio, &config, language, least(&args.read), &screen));
        tell_line(labels.text("terminal.nothing"));
        if let Some(path) = &args.read.json {
            guard::hold(&[Output::json(path)], &read_by(args, &lists), args.force, labels)?;
            let day = today.to_string();
            output::write_whole_json(path, |mut out| {
                json::write_reading(&mut out, &portfolio, &config, language, &day)
            })?;
        }
        return Ok(Ending::Nothing);
    }
    bar.computing(&config, language, portfolio.accounts.len());
    let plan = method::plan(portfolio, &config, today);
    // The method finds errors too: floors that no capacity meets.
    let errors = has_errors(&plan.portfolio);
    let computed = clock.elapsed();
    let told = terminal::issues(&plan.portfolio, &config, language, least(&args.read), &screen);
    bar.aside(|| tell(&told));
    if errors && args.strict {
        bar.end();
        tell_line(labels.text("terminal.not_written"));
        return Ok(Ending::Rejected);
    }
    let path = args.output.clone().unwrap_or_else(|| beside(&lists));
    let parts = match &args.split_by {
        Some(field) => split::parts(field, &plan, (args, &path), (&config, language))?,
        None => Vec::new(),
    };
    let tables = args.csv.as_ref().map_or(Vec::new(), |_| csv::files(&plan, &config, language));
    let into = |name: &str| args.csv.as_ref().map_or_else(PathBuf::new, |folder| folder.join(name));
    let mut held = vec![Output::book("-o", &path, replaces(kept.is_some()))];
    held.extend(parts.iter().map(split::Part::output));
    held.extend(tables.iter().map(|table| {
        let ours = Replaces::Beginning(vec![table.beginning()]);
        Output::text("--csv", &into(table.name), ours).in_new_folder()
    }));
    held.extend(args.read.json.as_deref().map(Output::json));
    guard::hold(&held, &read_by(args, &lists), args.force, labels)?;
    let options = WorkbookOptions { portfolio_name: portfolio_name(&lists), ..workbook_options(args) };
    bar.writing(&config, language);
    let outputs = Outputs::default();
    let mut book = std::io::Cursor::new(Vec::new());
    workbook::write(&plan, &config, language, &options, &mut book)?;
    outputs.put(&path, |out| Ok(out.write_all(book.get_ref())?))?;
    split::write(&parts, &plan, args, (&config, language), &outputs)?;
    for table in tables {
        outputs.put(&into(table.name), |out| table.write(out))?;
    }
    if let Some(path) = &args.read.json {
        outputs.put_json(path, |mut out| json::write_plan(&mut out, &plan, &config, language))?;
    }
    outputs.finish()?;
    bar.end();
    if !args.read.quiet {
        tell(&terminal::summary(&plan, &config, language, &screen));
        tell_line(&labels.fill("terminal.written", &[("path", path.display().to_string())]));
        if let Some(folder) = parts.first().and_then(|part| part.path.parent()) {
            let count = [("count", parts.len().to_string()), ("path", folder.display().to_string())];
            tell_line(&labels.fill("terminal.split_written", &count));
        }
    }
    if args.read.verbose {
        let [r, c, w] = [read, computed - read, clock.elapsed() - computed].map(|d| d.as_secs_f64());
        tell_line(&format!("read {r:.2} s, compute {c:.2} s, write {w:.2} s"));
    }
    Ok(if errors { Ending::Rejected } else { Ending::Clean })
}

/// Every file that a run reads, but the plan that it writes over and whose entries it keeps.
fn read_by(args: &PlanArgs, lists: &[PathBuf]) -> Vec<PathBuf> {
    let further = reads::beside_lists(&args.read);
    lists.iter().chain(&args.previous).cloned().chain(further).collect()
}

/// The plan that stands where the output goes and holds entries of people: they are kept.
pub(super) fn kept_plan(args: &PlanArgs, lists: &[PathBuf]) -> Option<PathBuf> {
    let path = args.output.clone().unwrap_or_else(|| beside(lists));
    let is_input = lists.iter().any(|list| guard::same(list, &path));
    let edited = || plan_file(&path) == PlanFile::Edited || holds_entries(&path);
    (!args.force && !is_input && is_plan(&path) && edited()).then_some(path)
}

/// Refuses to write over a plan with entries for accounts that the list no longer has.
fn no_loss(path: &Path, portfolio: &Portfolio, labels: &Labels) -> anyhow::Result<()> {
    let gone: Vec<&Issue> = portfolio.issues.iter().filter(|i| i.code == IssueCode::AccountGone).collect();
    let Some(first) = gone.first() else { return Ok(()) };
    let account = first.args.iter().find(|(name, _)| *name == "account").map_or("", |(_, value)| value);
    let args = [
        ("path", path.display().to_string()),
        ("account", account.to_owned()),
        ("count", gone.len().to_string()),
    ];
    anyhow::bail!("{}", labels.fill("terminal.output_has_gone", &args))
}

/// Plans whose entries are taken over. What stands in the output wins over the list it was made from.
fn earlier(args: &PlanArgs, kept: Option<&Path>) -> Earlier {
    let stated = args.prefer.map(|prefer| match prefer {
        args::Prefer::List => Prefer::List,
        args::Prefer::Plan => Prefer::Plan,
        args::Prefer::Newer => Prefer::Newer,
    });
    let default = if kept.is_some() { Prefer::Plan } else { Prefer::List };
    let plans = args.previous.iter().map(PathBuf::as_path).chain(kept);
    Earlier { plans: plans.map(Path::to_path_buf).collect(), prefer: stated.unwrap_or(default) }
}

/// What a new plan may replace: a plan whose entries are kept, or one without any.
pub(super) fn replaces(kept: bool) -> Replaces {
    if kept { Replaces::All } else { Replaces::Plan }
}

/// How the workbook is written, as the arguments say.
pub(super) fn workbook_options(args: &PlanArgs) -> WorkbookOptions {
    WorkbookOptions {
        formulas: match args.formulas {
            Formulas::Auto => workbook::Formulas::Auto,
            Formulas::Live => workbook::Formulas::Live,
            Formulas::Values => workbook::Formulas::Values,
        },
        protect: args.protect,
        top: args.top.map(usize::from),
        ..WorkbookOptions::default()
    }
}

/// Beside the first input: NAME.plan.xlsx.
pub(super) fn beside(inputs: &[PathBuf]) -> PathBuf {
    let first = inputs.first().map_or(Path::new("list"), PathBuf::as_path);
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    first.with_file_name(format!("{stem}.plan.xlsx"))
}

/// What the title calls the portfolio: the file's name, never its path.
pub(super) fn portfolio_name(inputs: &[PathBuf]) -> String {
    let names: Vec<String> =
        inputs.iter().filter_map(|p| p.file_stem()).map(|s| s.to_string_lossy().into_owned()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} + {}", rest.len()),
    }
}

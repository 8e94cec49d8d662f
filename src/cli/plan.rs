//! `keyplan plan`: lists in, one planning workbook out.

use super::args::{self, Formulas, PlanArgs};
use super::load::{Earlier, Loaded, has_errors, least, load};
use super::{Ending, each, folder, output, screen, split};
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
    let kept = kept_plan(args);
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
        eprint!("{}", terminal::issues(&portfolio, &config, language, least(&args.read), &screen));
        eprintln!("{}", labels.text("terminal.nothing"));
        if let Some(path) = &args.read.json {
            let today = today.to_string();
            output::write_whole(path, |out| {
                json::write_reading(&mut { out }, &portfolio, &config, language, &today)
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
    bar.aside(|| eprint!("{told}"));
    if errors && args.strict {
        bar.end();
        eprintln!("{}", labels.text("terminal.not_written"));
        return Ok(Ending::Rejected);
    }
    let inputs: Vec<PathBuf> = plan.portfolio.inputs.iter().map(|i| PathBuf::from(&i.path)).collect();
    let path = args.output.clone().unwrap_or_else(|| beside(&inputs));
    let others: Vec<PathBuf> = inputs.iter().filter(|i| kept.as_ref() != Some(i)).cloned().collect();
    output::check_free(&path, &others, args.force || kept.as_ref() == Some(&path), labels)?;
    let parts = match &args.split_by {
        Some(field) => split::parts(field, &plan, (args, &path), &others, (&config, language))?,
        None => Vec::new(),
    };
    let tables = args.csv.as_ref().map(|_| csv::files(&plan, &config, language));
    if let (Some(into), Some(tables)) = (&args.csv, &tables) {
        folder::check_free(into, tables, &inputs, args.force, labels)?;
    }
    let options = WorkbookOptions { portfolio_name: portfolio_name(&inputs), ..workbook_options(args) };
    bar.writing(&config, language);
    let mut book = std::io::Cursor::new(Vec::new());
    workbook::write(&plan, &config, language, &options, &mut book)?;
    output::write_whole(&path, |out| Ok(out.write_all(book.get_ref())?))?;
    split::write(&parts, &plan, args, (&config, language))?;
    if let (Some(into), Some(tables)) = (&args.csv, tables) {
        folder::write_whole(into, tables)?;
    }
    if let Some(path) = &args.read.json {
        output::write_whole(path, |out| json::write_plan(&mut { out }, &plan, &config, language))?;
    }
    bar.end();
    if !args.read.quiet {
        eprint!("{}", terminal::summary(&plan, &config, language, &screen));
        eprintln!("{}", labels.fill("terminal.written", &[("path", path.display().to_string())]));
        if let Some(folder) = parts.first().and_then(|part| part.path.parent()) {
            let count = [("count", parts.len().to_string()), ("path", folder.display().to_string())];
            eprintln!("{}", labels.fill("terminal.split_written", &count));
        }
    }
    if args.read.verbose {
        let [r, c, w] = [read, computed - read, clock.elapsed() - computed].map(|d| d.as_secs_f64());
        eprintln!("read {r:.2} s, compute {c:.2} s, write {w:.2} s");
    }
    Ok(if errors { Ending::Rejected } else { Ending::Clean })
}

/// The plan that stands where the output goes and holds entries of people: they are kept.
fn kept_plan(args: &PlanArgs) -> Option<PathBuf> {
    let path = args.output.clone().or_else(|| Some(beside(&[PathBuf::from(args.read.inputs.first()?)])))?;
    let is_input = args.read.inputs.iter().any(|i| output::same(Path::new(i), &path));
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
    Earlier { plans: plans.map(|p| p.display().to_string()).collect(), prefer: stated.unwrap_or(default) }
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
fn beside(inputs: &[PathBuf]) -> PathBuf {
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

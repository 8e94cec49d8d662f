//! One file of a batch: read, planned, written; or why not.

use super::fingerprint;
use crate::cli::args::PlanArgs;
use crate::cli::guard::{self, Output};
use crate::cli::load::has_errors;
use crate::cli::{output, plan, said};
use crate::config::Config;
use crate::import::{
    ImportOptions, PlanFile, Prefer, holds_entries, is_plan, plan_file, plan_property, read_lists,
};
use crate::method;
use crate::model::{BatchFile, BatchStatus, Language, Portfolio, Severity};
use crate::report::json;
use crate::workbook::{self, WorkbookOptions};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// A list and where its plan goes.
pub struct Job {
    /// As the person gave it.
    pub shown: String,
    /// Where it is, if it is.
    pub path: Option<PathBuf>,
    /// Its bytes.
    pub size: u64,
    /// Its plan.
    pub output: PathBuf,
}

/// What all files have in common.
pub struct Run<'a> {
    pub args: &'a PlanArgs,
    pub config: &'a Config,
    pub options: &'a ImportOptions,
    pub today: NaiveDate,
    pub settings: &'a [u8],
    /// None of them is ever overwritten.
    pub read: &'a [PathBuf],
}

/// What became of a file.
pub struct Made {
    pub file: BatchFile,
    pub language: Option<Language>,
    pub issues: Vec<serde_json::Value>,
}

/// Plans a file.
pub fn make(job: &Job, run: &Run<'_>) -> Made {
    let print = job.path.as_deref().and_then(|path| fingerprint::of(path, run.settings));
    if let (true, Some(print)) = (run.args.resume, &print)
        && let Some(made) = up_to_date(job, print)
    {
        return made;
    }
    planned(job, run, print).unwrap_or_else(|error| {
        let told = said::told(&error, run.config, run.args.read.lang);
        let told = told.lines().map(|l| l.strip_prefix("keyplan: ").unwrap_or(l)).collect::<Vec<_>>();
        failed(job, "not_possible", told.join(" · "))
    })
}

fn failed(job: &Job, code: &str, message: String) -> Made {
    Made { file: BatchFile::failed(&job.shown, code, message), language: None, issues: Vec::new() }
}

fn planned(job: &Job, run: &Run<'_>, print: Option<String>) -> anyhow::Result<Made> {
    let args = run.args;
    let mut config = run.config.clone();
    let kept = !args.force && holds_work(&job.output);
    let mut options = run.options.clone();
    if kept {
        options.previous = vec![job.output.clone()];
        options.prefer = Prefer::Plan;
    }
    let list = job.path.clone().unwrap_or_else(|| PathBuf::from(&job.shown));
    let read = read_lists(&[list], &options, &config)?;
    config.settings.adopt(&read.stated_settings)?;
    let config = &config;
    let language = args.read.lang.unwrap_or(read.language);
    let labels = config.labels(language);
    let mut file = BatchFile::failed(&job.shown, "no_accounts", labels.text("terminal.nothing").to_owned());
    if read.accounts.is_empty() {
        let first = read.issues.iter().find(|i| i.code.severity() == Severity::Error);
        file.error = first.map(|i| i.code.code().to_owned()).or(file.error);
        file.message = first.map(|i| labels.message(i)).or(file.message);
        count(&mut file, &read);
        return Ok(Made { file, language: None, issues: issues(&read, run, language) });
    }
    let plan = method::plan(read, config, run.today);
    count(&mut file, &plan.portfolio);
    file.accounts = Some(plan.accounts.len() as u64);
    file.expected_value = plan.totals.expected_value;
    let made = |file| Made { file, language: Some(language), issues: issues(&plan.portfolio, run, language) };
    if args.strict && has_errors(&plan.portfolio) {
        file.status = BatchStatus::NotWritten;
        file.error = Some("strict".to_owned());
        file.message = Some(labels.text("terminal.not_written").to_owned());
        return Ok(made(file));
    }
    let held = [Output::book("--out-dir", &job.output, plan::replaces(kept))];
    if let Err(refused) = guard::hold(&held, run.read, args.force, labels) {
        file.error = Some("output_refused".to_owned());
        file.message = Some(refused.to_string());
        return Ok(made(file));
    }
    let record = print.map(|print| Record { print, language, file: file.clone() }.text());
    let options = WorkbookOptions {
        portfolio_name: plan::portfolio_name(&[PathBuf::from(&job.shown)]),
        fingerprint: record,
        ..plan::workbook_options(args)
    };
    let mut book = std::io::Cursor::new(Vec::new());
    workbook::write(&plan, config, language, &options, &mut book)?;
    output::write_whole(&job.output, |out| Ok(out.write_all(book.get_ref())?))?;
    file.status = BatchStatus::Planned;
    (file.error, file.message) = (None, None);
    file.output = Some(job.output.display().to_string());
    Ok(made(file))
}

/// Whether a plan holds what people entered: it is kept.
fn holds_work(path: &Path) -> bool {
    is_plan(path) && (plan_file(path) == PlanFile::Edited || holds_entries(path))
}

fn count(file: &mut BatchFile, portfolio: &Portfolio) {
    let of = |severity| portfolio.issues.iter().filter(|i| i.code.severity() == severity).count() as u64;
    (file.errors, file.warnings) = (of(Severity::Error), of(Severity::Warning));
}

/// For the JSON, where one is asked for.
fn issues(portfolio: &Portfolio, run: &Run<'_>, language: Language) -> Vec<serde_json::Value> {
    if run.args.read.json.is_none() {
        return Vec::new();
    }
    portfolio.issues.iter().map(|i| json::issue(i, portfolio, run.config, language)).collect()
}

/// What a plan says about its making, so that the summary need not make it again.
struct Record {
    print: String,
    language: Language,
    file: BatchFile,
}

impl Record {
    fn text(&self) -> String {
        let BatchFile { accounts, expected_value, errors, warnings, .. } = &self.file;
        let value = expected_value.map_or_else(|| "-".to_owned(), |v| v.to_string());
        format!("{} {} {} {value} {errors} {warnings}", self.print, self.language, accounts.unwrap_or(0))
    }
}

/// The plan that is there, if it was made from the same.
fn up_to_date(job: &Job, print: &str) -> Option<Made> {
    let text = plan_property(Path::new(&job.output), workbook::FINGERPRINT)?;
    let [found, language, accounts, value, errors, warnings] =
        text.split(' ').collect::<Vec<_>>().try_into().ok()?;
    if found != print {
        return None;
    }
    let mut file = BatchFile::failed(&job.shown, "", String::new());
    file.status = BatchStatus::UpToDate;
    (file.error, file.message) = (None, None);
    file.accounts = accounts.parse().ok();
    file.expected_value = value.parse().ok();
    file.errors = errors.parse().ok()?;
    file.warnings = warnings.parse().ok()?;
    file.output = Some(job.output.display().to_string());
    Some(Made { file, language: Language::from_code(language), issues: Vec::new() })
}

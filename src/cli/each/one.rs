//! One file of a batch: read, planned, written; or why not.

use super::fingerprint;
use crate::cli::args::{Common, PlanArgs};
use crate::cli::guard::{self, Output};
use crate::cli::job::{self, Earlier, Planned, Prepared};
use crate::cli::{output, said};
use crate::config::Config;
use crate::import::{ImportOptions, plan_property};
use crate::model::{BatchFile, BatchStatus, Language, Portfolio, Severity};
use crate::report::{json, terminal};
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
    pub common: &'a Common,
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
        let told = said::messages(&error, run.config, run.common.lang);
        failed(job, "not_possible", told.join(" · "))
    })
}

fn failed(job: &Job, code: &str, message: String) -> Made {
    Made { file: BatchFile::failed(&job.shown, code, message), language: None, issues: Vec::new() }
}

fn planned(job: &Job, run: &Run<'_>, print: Option<String>) -> anyhow::Result<Made> {
    let args = run.args;
    let lists = [job.path.clone().unwrap_or_else(|| PathBuf::from(&job.shown))];
    let kept = job::kept(&job.output, &lists, args.force);
    let prepared = Prepared { config: run.config.clone(), options: run.options.clone(), today: run.today };
    let reading = job::read(&lists, prepared, Earlier::new(args, kept.as_deref()))?;
    let language = reading.language;
    let nothing = reading.config.labels(language).text("terminal.nothing").to_owned();
    let mut file = BatchFile::failed(&job.shown, "no_accounts", nothing);
    if reading.is_empty() {
        let read = &reading.portfolio;
        let first = read.issues.iter().find(|i| i.code.severity() == Severity::Error);
        file.error = first.map(|i| i.code.code().to_owned()).or(file.error);
        let labels = reading.config.labels(language);
        let why = terminal::unused(read, labels).into_iter().next();
        file.message = first.map(|i| labels.message(i)).or(why).or(file.message);
        count(&mut file, read);
        return Ok(Made { file, language: None, issues: issues(read, run, language) });
    }
    let refused = job::no_loss(kept.as_deref(), &reading.portfolio);
    let planned = reading.plan();
    let Planned { plan, config, .. } = &planned;
    count(&mut file, &plan.portfolio);
    file.accounts = Some(plan.accounts.len() as u64);
    file.expected_value = plan.totals.expected_value;
    let made = |file| Made { file, language: Some(language), issues: issues(&plan.portfolio, run, language) };
    if args.strict && planned.has_errors() {
        file.status = BatchStatus::NotWritten;
        file.error = Some("strict".to_owned());
        file.message = Some(config.labels(language).text("terminal.not_written").to_owned());
        return Ok(made(file));
    }
    let held = [Output::book("--out-dir", &job.output, job::replaces(kept.as_deref()))];
    if let Err(refused) = refused.and_then(|()| guard::hold(&held, run.read, args.force)) {
        file.error = Some("output_refused".to_owned());
        file.message = Some(said::messages(&refused, config, Some(language)).concat());
        return Ok(made(file));
    }
    let record = print.map(|print| Record { print, language, file: file.clone() }.text());
    let portfolio_name = job::portfolio_name(&lists);
    let options = WorkbookOptions { portfolio_name, fingerprint: record, ..job::workbook_options(args) };
    let book = planned.book(&options)?;
    output::write_whole(&job.output, |out| Ok(out.write_all(&book)?))?;
    file.status = BatchStatus::Planned;
    (file.error, file.message) = (None, None);
    file.output = Some(job.output.display().to_string());
    Ok(made(file))
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

//! The one way from lists to a plan: read, plan, hold what is to be written against what stands there, write. Every
//! command that reads lists takes it, as far as it goes.

use super::args::{Common, PlanArgs, Prefer, ReadArgs};
use super::capacity::{self, Capacity};
use super::console::tell_line;
use super::guard::{self, Replaces};
use super::progress::Bar;
use super::reads;
use crate::config::{Config, Labels, OrSaid, Said, Templates, read_text};
use crate::import::mapping::{self, SavedMapping};
use crate::import::{self, ImportOptions, PlanFile, holds_entries, is_plan, plan_file, read_lists};
use crate::method::{self, Plan};
use crate::model::{Issue, IssueCode, Language, Portfolio, Severity};
use crate::report::terminal;
use crate::workbook::{self, WorkbookOptions};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Templates and settings: `--config`, else those found.
pub fn config(templates: Option<&Path>, settings: Option<&Path>) -> anyhow::Result<Config> {
    let mut config = Config::load(&Templates::new(reads::templates_folder(templates)))?;
    for path in reads::settings(settings) {
        let unreadable = || Said::of("terminal.settings_unreadable", &path);
        let text = read_text(&path).or_said(unreadable)?;
        let applied = config.apply(&path.display().to_string(), &text, settings.is_some());
        applied.or_said(|| Said::of("terminal.settings_wrong", &path))?;
        let Config { settings, columns, .. } = &mut config;
        settings.name_resources(|name| columns.word("resource", name).map(str::to_owned));
        config.settings.agree().or_said(|| Said::of("terminal.settings_wrong", &path))?;
    }
    Ok(config)
}

/// Everything before the first list.
pub struct Prepared {
    /// Everything configurable.
    pub config: Config,
    /// How lists are read, with counters of their own.
    pub options: ImportOptions,
    /// Today.
    pub today: NaiveDate,
}

/// Templates, settings, mapping and capacities, which win over settings.
pub fn prepare(args: &ReadArgs, common: &Common, capacities: &[Capacity]) -> anyhow::Result<Prepared> {
    if let Some(threads) = args.threads {
        // Fails only if a pool is there already, which then serves.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    let mut config = config(args.templates.as_deref(), args.config.as_deref())?;
    capacity::apply(capacities, &mut config)?;
    let options = ImportOptions {
        sheets: args.sheet.clone(),
        header_row: args.header_row,
        map: args.map.clone(),
        units: args.unit.clone(),
        mapping: mapping(args, &config, common.lang)?,
        language: common.lang,
        program: std::env::current_exe().ok(),
        ..ImportOptions::default()
    };
    Ok(Prepared { config, options, today: today(args.today) })
}

fn mapping(args: &ReadArgs, config: &Config, language: Option<Language>) -> anyhow::Result<SavedMapping> {
    let Some(path) = &args.mapping else { return Ok(SavedMapping::default()) };
    let text = read_text(path).or_said(|| Said::of("terminal.mapping_unreadable", path))?;
    mapping::parse(&text, &path.display().to_string(), config, language)
}

/// The date given, else the clock's.
pub fn today(given: Option<NaiveDate>) -> NaiveDate {
    given.unwrap_or_else(|| chrono::Local::now().date_naive())
}

/// Plans whose entries are taken over, and whose value counts where they differ from the list.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Paths.
    pub plans: Vec<PathBuf>,
    /// Whose value counts.
    pub prefer: import::Prefer,
}

impl Earlier {
    /// The plans that `--previous` names and the one that stands in the output, whose entries win over the list
    /// that it was made from.
    pub fn new(args: &PlanArgs, kept: Option<&Path>) -> Self {
        let prefer = match args.prefer {
            Some(Prefer::List) => import::Prefer::List,
            Some(Prefer::Plan) => import::Prefer::Plan,
            Some(Prefer::Newer) => import::Prefer::Newer,
            None if kept.is_some() => import::Prefer::Plan,
            None => import::Prefer::List,
        };
        let plans = args.previous.iter().map(PathBuf::as_path).chain(kept);
        Earlier { plans: plans.map(Path::to_path_buf).collect(), prefer }
    }
}

/// Lists as read, with the settings that a plan among them states.
pub struct Reading {
    /// Everything configurable.
    pub config: Config,
    /// The lists.
    pub portfolio: Portfolio,
    /// Language of all output.
    pub language: Language,
    /// Today.
    pub today: NaiveDate,
}

/// Reads lists.
///
/// # Errors
/// A sheet or column asked for that no list has; two plans with different settings.
pub fn read(lists: &[PathBuf], prepared: Prepared, earlier: Earlier) -> anyhow::Result<Reading> {
    let Prepared { mut config, mut options, today } = prepared;
    (options.previous, options.prefer) = (earlier.plans, earlier.prefer);
    let portfolio = read_lists(lists, &options, &config)?;
    config.settings.adopt(&portfolio.stated_settings)?;
    config.rules.adopt(&portfolio.stated_settings)?;
    let language = options.language.unwrap_or(portfolio.language);
    Ok(Reading { config, portfolio, language, today })
}

/// Reads the lists of a command, with a bar for the one who waits.
///
/// # Errors
/// As [`read`].
pub fn read_with_bar(
    args: &ReadArgs,
    common: &Common,
    capacities: &[Capacity],
    earlier: Earlier,
) -> anyhow::Result<(Reading, Bar)> {
    let mut prepared = prepare(args, common, capacities)?;
    let bar = Bar::new(common, &prepared.config);
    prepared.options.progress = bar.counters();
    Ok((read(&args.inputs, prepared, earlier)?, bar))
}

impl Reading {
    /// Computes the plan; the method has findings of its own, such as floors that no capacity meets.
    pub fn plan(self) -> Planned {
        let Reading { config, portfolio, language, today } = self;
        Planned { plan: method::plan(portfolio, &config, today), config, language }
    }

    /// No account to plan.
    pub fn is_empty(&self) -> bool {
        self.portfolio.accounts.is_empty()
    }
}

/// Says that there is no account to plan; who asked for quiet has not been told why.
pub fn tell_nothing(portfolio: &Portfolio, labels: &Labels, common: &Common) {
    if common.quiet {
        terminal::unused(portfolio, labels).iter().for_each(|line| tell_line(line));
    }
    let error = portfolio.issues.iter().find(|issue| issue.code.severity() == Severity::Error);
    match error {
        Some(why) => tell_line(&labels.fill("terminal.nothing_because", &[("why", labels.message(why))])),
        None => tell_line(labels.text("terminal.nothing")),
    }
}

/// A plan, computed.
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Everything configurable.
    pub config: Config,
    /// Language of all output.
    pub language: Language,
}

impl Planned {
    /// Whether the data has errors.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.plan.portfolio)
    }

    /// The workbook.
    ///
    /// # Errors
    /// It does not fit.
    pub fn book(&self, options: &WorkbookOptions) -> anyhow::Result<Vec<u8>> {
        let mut book = std::io::Cursor::new(Vec::new());
        workbook::write(&self.plan, &self.config, self.language, options, &mut book)?;
        Ok(book.into_inner())
    }
}

/// Whether the data has errors: rejected rows, unusable files or sheets.
pub fn has_errors(portfolio: &Portfolio) -> bool {
    portfolio.issues.iter().any(|i| i.code.severity() == Severity::Error)
        || portfolio.inputs.iter().any(|i| i.error.is_some())
}

/// The weight of issues that a run tells: with `--quiet` only errors.
pub fn least(common: &Common) -> Severity {
    if common.quiet { Severity::Error } else { Severity::Info }
}

/// The plan that stands where the output goes and holds entries of people: they are kept.
pub fn kept(output: &Path, lists: &[PathBuf], force: bool) -> Option<PathBuf> {
    let is_input = lists.iter().any(|list| guard::same(list, output));
    let edited = || plan_file(output) == PlanFile::Edited || holds_entries(output);
    (!force && !is_input && is_plan(output) && edited()).then(|| output.to_path_buf())
}

/// What a new plan may replace: a plan whose entries are kept, or one without any.
pub fn replaces(kept: Option<&Path>) -> Replaces {
    if kept.is_some() { Replaces::All } else { Replaces::Plan }
}

/// Refuses to write over a plan with entries for accounts that the lists no longer have.
///
/// # Errors
/// Such a plan.
pub fn no_loss(kept: Option<&Path>, portfolio: &Portfolio) -> anyhow::Result<()> {
    let Some(path) = kept else { return Ok(()) };
    let gone: Vec<&Issue> = portfolio.issues.iter().filter(|i| i.code == IssueCode::AccountGone).collect();
    let Some(first) = gone.first() else { return Ok(()) };
    let account = first.args.iter().find(|(name, _)| *name == "account").map_or("", |(_, value)| value);
    let said = Said::of("terminal.output_has_gone", path).with("account", account);
    said.with("count", gone.len()).err()
}

/// How the workbook is written, as the arguments say.
pub fn workbook_options(args: &PlanArgs) -> WorkbookOptions {
    use super::args::Formulas;
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

/// Beside the first list, or where all are plans beside the first of them: NAME.plan.xlsx.
pub fn beside(lists: &[PathBuf]) -> PathBuf {
    // What is dropped together comes in no order.
    let list = lists.iter().find(|list| !is_plan(list));
    let first = list.or(lists.first()).map_or(Path::new("list"), PathBuf::as_path);
    let mut name = first.file_stem().unwrap_or_default().to_os_string();
    name.push(".plan.xlsx");
    first.with_file_name(name)
}

/// What the title calls the portfolio: the file's name, never its path.
pub fn portfolio_name(lists: &[PathBuf]) -> String {
    let names: Vec<String> =
        lists.iter().filter_map(|p| p.file_stem()).map(|s| s.to_string_lossy().into_owned()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} + {}", rest.len()),
    }
}

//! From arguments to configuration and portfolio.

use super::args::ReadArgs;
use super::capacity::{self, Capacity};
use super::progress::Bar;
use super::reads;
use super::said::Said;
use crate::config::{Config, Templates};
use crate::import::mapping::{self, SavedMapping};
use crate::import::{ImportOptions, Prefer, read_lists};
use crate::model::{Language, Portfolio, Severity};
use anyhow::Context;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Configuration and portfolio of a command.
pub struct Loaded {
    /// Everything configurable.
    pub config: Config,
    /// The lists as read.
    pub portfolio: Portfolio,
    /// Language of all output.
    pub language: Language,
    /// Today.
    pub today: NaiveDate,
    /// How far the run has come.
    pub bar: Bar,
}

/// Templates and settings: `--config`, else a `keyplan.toml` in the current folder.
pub fn config(templates: Option<&Path>, settings: Option<&Path>) -> anyhow::Result<Config> {
    let mut config = Config::load(&Templates::new(templates.map(Path::to_path_buf)))?;
    if let Some(path) = reads::settings(settings) {
        let text = std::fs::read_to_string(&path)
            .with_context(|| Said::of("terminal.settings_unreadable", &path))?;
        config
            .apply(&text, settings.is_some())
            .with_context(|| Said::of("terminal.settings_wrong", &path))?;
        let Config { settings, columns, .. } = &mut config;
        settings.name_resources(|name| columns.word("resource", name).map(str::to_owned));
    }
    Ok(config)
}

/// Plans whose entries are taken over, and whose value counts where they differ from the list.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Paths.
    pub plans: Vec<PathBuf>,
    /// Whose value counts.
    pub prefer: Prefer,
}

/// Configuration, and how lists are read.
pub struct Prepared {
    /// Everything configurable.
    pub config: Config,
    /// How lists are read, with counters of their own.
    pub options: ImportOptions,
}

/// Everything before the first list; capacities win over settings.
pub fn prepare(args: &ReadArgs, capacities: &[Capacity]) -> anyhow::Result<Prepared> {
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
        mapping: mapping(args, &config)?,
        language: args.lang,
        program: std::env::current_exe().ok(),
        ..ImportOptions::default()
    };
    Ok(Prepared { config, options })
}

/// Reads the lists.
pub fn load(args: &ReadArgs, capacities: &[Capacity], earlier: Earlier) -> anyhow::Result<Loaded> {
    let Prepared { mut config, mut options } = prepare(args, capacities)?;
    let bar = Bar::new(args, &config);
    options.progress = bar.counters();
    (options.previous, options.prefer) = (earlier.plans, earlier.prefer);
    let portfolio = read_lists(&args.inputs, &options, &config)?;
    config.settings.adopt(&portfolio.stated_settings)?;
    let language = args.lang.unwrap_or(portfolio.language);
    Ok(Loaded { config, portfolio, language, today: today(args.today), bar })
}

fn mapping(args: &ReadArgs, config: &Config) -> anyhow::Result<SavedMapping> {
    let Some(path) = &args.mapping else { return Ok(SavedMapping::default()) };
    let shown = path.display().to_string();
    let text =
        std::fs::read_to_string(path).with_context(|| Said::of("terminal.mapping_unreadable", path))?;
    mapping::parse(&text, &shown, config, args.lang)
}

/// The weight of issues that a run tells: with `--quiet` only errors.
pub fn least(args: &ReadArgs) -> Severity {
    if args.quiet { Severity::Error } else { Severity::Info }
}

/// The date given, else the clock's.
pub fn today(given: Option<NaiveDate>) -> NaiveDate {
    given.unwrap_or_else(|| chrono::Local::now().date_naive())
}

/// Whether the data has errors: rejected rows, unusable files or sheets.
pub fn has_errors(portfolio: &Portfolio) -> bool {
    portfolio.issues.iter().any(|i| i.code.severity() == Severity::Error)
        || portfolio.inputs.iter().any(|i| i.error.is_some())
}

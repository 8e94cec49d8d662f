//! What a person may type.

use crate::model::{Field, Language};
use chrono::{Datelike, NaiveDate};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Turns the customer list you already have into a planning workbook.
#[derive(Debug, Parser)]
#[command(name = "keyplan", version, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub struct Cli {
    /// What every command knows.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command knows, before or after its name.
#[derive(Debug, Clone, Copy, Args)]
pub struct Common {
    /// Language; default: the list's.
    #[arg(long, global = true, value_parser = parse_language, value_name = "LANG")]
    pub lang: Option<Language>,
    /// Nothing but errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Shows times.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colours; NO_COLOR is honoured.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// No progress bar.
    #[arg(long, global = true)]
    pub no_progress: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists in, one planning workbook out.
    Plan(PlanArgs),
    /// Reports every issue, writes no plan.
    Check(CheckArgs),
    /// Why an account's figures are what they are.
    Explain(ExplainArgs),
    /// Shows how each sheet is read.
    Columns(ColumnsArgs),
    /// What moved between two plans.
    Compare(CompareArgs),
    /// Writes a blank list to fill in.
    Template(TemplateArgs),
    /// Writes a sample list and its plan here.
    Demo(DemoArgs),
    /// Prints the default settings, commented.
    Config(ConfigArgs),
    /// The JSON Schema of `--json`.
    Schema,
    /// Completions for a shell.
    Completions {
        /// Bash, zsh, fish, powershell, elvish.
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// The manual pages.
    Man(ManArgs),
}

/// How lists are read.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadArgs {
    /// Lists: files, folders or globs; several are one portfolio.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Only these sheets.
    #[arg(long, value_name = "NAME")]
    pub sheet: Vec<String>,
    /// Row of the header.
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub header_row: Option<u32>,
    /// Column of a field, such as `annual_revenue=C`.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_map)]
    pub map: Vec<(Field, String)>,
    /// Unit of a field, such as `annual_revenue=10000`.
    #[arg(long, value_name = "FIELD=FACTOR", value_parser = parse_unit)]
    pub unit: Vec<(Field, f64)>,
    /// Reads as a mapping says that `columns --save` wrote.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Settings; default: keyplan.toml if there.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Files here replace the embedded templates.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Today's date; default: the clock's.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_today)]
    pub today: Option<NaiveDate>,
    /// Writes JSON; - is stdout.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Threads.
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// Options of `plan`.
#[derive(Debug, Default, Args)]
pub struct PlanArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The workbook to write; default: beside the first input, NAME.plan.xlsx.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The last plan: what people entered in it is taken over; repeatable.
    #[arg(long, value_name = "PLAN", conflicts_with = "each")]
    pub previous: Vec<PathBuf>,
    /// Whose value counts where list and plan differ.
    #[arg(long, value_enum, value_name = "WHO")]
    pub prefer: Option<Prefer>,
    /// One plan a file, into --out-dir, with keyplan-summary.xlsx.
    #[arg(long, group = "spread", requires = "out_dir", conflicts_with_all = ["output", "csv"])]
    pub each: bool,
    /// Besides the whole one workbook per owner, region or any column.
    #[arg(long, group = "spread", value_name = "FIELD")]
    pub split_by: Option<String>,
    /// Folder for the plans of --each, or the parts of --split-by; their default: NAME.parts.
    #[arg(long, value_name = "DIR", requires = "spread")]
    pub out_dir: Option<PathBuf>,
    /// With --each: leaves plans alone that are up to date: same list, settings, day, version.
    #[arg(long, requires = "each")]
    pub resume: bool,
    /// Amount of a resource to share out, such as `visits=400` or `预算=36万`; repeatable.
    #[arg(long, value_name = "NAME=AMOUNT", value_parser = parse_capacity)]
    pub capacity: Vec<(String, String)>,
    /// Writes one CSV file a record kind into this folder.
    #[arg(long, value_name = "DIR")]
    pub csv: Option<PathBuf>,
    /// Formulas live, or values.
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Formulas::Auto)]
    pub formulas: Formulas,
    /// Accounts on the influence map and with a page of their own; 0: none.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub top: Option<u16>,
    /// Errors in the data: nothing is written.
    #[arg(long)]
    pub strict: bool,
    /// Replaces an existing output.
    #[arg(long)]
    pub force: bool,
    /// Protects the sheets, without password.
    #[arg(long)]
    pub protect: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Writes the rejected rows; mend them and give them with the list.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// How the lists are read; the last of the inputs names the account.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The last plan: what people entered in it is taken over; repeatable.
    #[arg(long, value_name = "PLAN")]
    pub previous: Vec<PathBuf>,
    /// Amount of a resource to share out, such as `visits=400`; repeatable.
    #[arg(long, value_name = "NAME=AMOUNT", value_parser = parse_capacity)]
    pub capacity: Vec<(String, String)>,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Options of `columns`.
#[derive(Debug, Args)]
pub struct ColumnsArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Writes it as a mapping to edit, for --mapping.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The old plan, or list.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The new plan, or list.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// The workbook to write; default: beside NEW, NAME.compare.xlsx.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Writes JSON; - is stdout.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Settings; default: keyplan.toml if there.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Files here replace the embedded templates.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Today's date; default: the clock's.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_today)]
    pub today: Option<NaiveDate>,
    /// Replaces an existing output.
    #[arg(long)]
    pub force: bool,
    /// Threads.
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

impl CompareArgs {
    /// How one of the two files is read.
    pub fn reading(&self, file: &Path) -> ReadArgs {
        ReadArgs {
            inputs: vec![file.to_path_buf()],
            config: self.config.clone(),
            templates: self.templates.clone(),
            today: self.today,
            threads: self.threads,
            ..ReadArgs::default()
        }
    }
}

/// Options of `template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// File to write; default: keyplan-template.xlsx, 客户名单模板.xlsx.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Fills it with a made-up portfolio.
    #[arg(long)]
    pub sample: bool,
    /// Today's date.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_today)]
    pub today: Option<NaiveDate>,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Today's date.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_today)]
    pub today: Option<NaiveDate>,
    /// Folder to write into; default: the current one.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out_dir: PathBuf,
    /// Replaces existing files.
    #[arg(long)]
    pub force: bool,
}

/// Options of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Files here replace the embedded templates.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Says where settings and templates are looked for, and what is there.
    #[arg(long = "where")]
    pub where_: bool,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The page of this command; default: the one of the program.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Writes all pages into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out_dir: Option<PathBuf>,
    /// Replaces existing files.
    #[arg(long)]
    pub force: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Whose value counts where list and plan differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// The list's.
    List,
    /// The plan's.
    Plan,
    /// That of the file that was saved later.
    Newer,
}

/// Whether the workbook computes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Formulas {
    /// Everything live up to the live limit.
    #[default]
    Auto,
    /// Everything live.
    Live,
    /// What compares every row with every other as values.
    Values,
}

/// A value that cannot be used; what is wrong with it, `usage` says.
#[derive(Debug)]
pub struct Unusable;

impl std::fmt::Display for Unusable {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unusable {}

/// Years in which every date of a plan is one that workbooks hold.
fn parse_today(text: &str) -> Result<NaiveDate, Unusable> {
    let day: NaiveDate = text.parse().map_err(|_| Unusable)?;
    if (1970..3000).contains(&day.year()) { Ok(day) } else { Err(Unusable) }
}

fn parse_language(text: &str) -> Result<Language, Unusable> {
    Language::from_code(text).ok_or(Unusable)
}

fn parse_map(text: &str) -> Result<(Field, String), Unusable> {
    let (field, column) = text.split_once('=').ok_or(Unusable)?;
    Ok((Field::from_code(field.trim()).ok_or(Unusable)?, column.trim().to_owned()))
}

fn parse_unit(text: &str) -> Result<(Field, f64), Unusable> {
    let (field, factor) = text.split_once('=').ok_or(Unusable)?;
    let number: f64 = factor.trim().parse().map_err(|_| Unusable)?;
    if !(number.is_finite() && number > 0.0) {
        return Err(Unusable);
    }
    Ok((Field::from_code(field.trim()).ok_or(Unusable)?, number))
}

/// Takes `visits=400`, `budget=36万`, `样品=1,200` apart.
fn parse_capacity(text: &str) -> Result<(String, String), Unusable> {
    match text.split_once('=') {
        Some((name, amount)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), amount.trim().to_owned()))
        }
        _ => Err(Unusable),
    }
}

//! What a person may type.

use crate::config::nearest;
use crate::model::{Field, Language};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// 客户名单变成计划工作簿 · Turns the customer list you already have into a planning workbook.
#[derive(Debug, Parser)]
#[command(name = "keyplan", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 名单进，计划工作簿出 · Lists in, one planning workbook out
    Plan(PlanArgs),
    /// 检查名单，不写计划 · Reports every issue, writes no plan
    Check(CheckArgs),
    /// 显示每张表怎样读 · Shows how each sheet is read
    Columns(ColumnsArgs),
    /// 两份计划之间变了什么 · What moved between two plans
    Compare(CompareArgs),
    /// 写出空白名单供填写 · Writes a blank list to fill in
    Template(TemplateArgs),
    /// 写出示例名单及其计划 · Writes a sample list and its plan here
    Demo(DemoArgs),
    /// 打印默认设置 · Prints the default settings, commented
    Config(ConfigArgs),
    /// 命令行补全 · Completions for a shell
    Completions {
        /// bash, zsh, fish, powershell, elvish
        shell: clap_complete::Shell,
    },
    /// 手册页 · The manual page
    Man,
}

/// How lists are read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// 名单文件、文件夹或通配符 · Lists: files, folders or globs; several are one portfolio
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// 只读这些工作表 · Only these sheets
    #[arg(long, value_name = "NAME")]
    pub sheet: Vec<String>,
    /// 标题所在行 · Row of the header
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub header_row: Option<u32>,
    /// 指定字段取自哪一列 · Column of a field, such as `annual_revenue=C`
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_map)]
    pub map: Vec<(Field, String)>,
    /// 指定字段的单位 · Unit of a field, such as `annual_revenue=10000`
    #[arg(long, value_name = "FIELD=FACTOR", value_parser = parse_unit)]
    pub unit: Vec<(Field, f64)>,
    /// 按保存的读法读 · Reads as a mapping says that `columns --save` wrote
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// 语言 · Language; default: the list's
    #[arg(long, value_parser = parse_language, value_name = "zh|en")]
    pub lang: Option<Language>,
    /// 设置文件 · Settings; default: keyplan.toml if there
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 替换内置模板的文件夹 · Files here replace the embedded templates
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// 今天的日期 · Today's date; default: the clock's
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// 写出 JSON，- 为标准输出 · Writes JSON; - is stdout
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// 线程数 · Threads
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// 只显示错误 · Nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// 显示耗时 · Shows times
    #[arg(short, long)]
    pub verbose: bool,
    /// 颜色 · Colours; NO_COLOR is honoured
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// 不显示进度 · No progress bar
    #[arg(long)]
    pub no_progress: bool,
}

/// Options of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// 计划工作簿 · The workbook to write; default: beside the first input, NAME.plan.xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 上一份计划：人填写的内容沿用 · The last plan: what people entered in it is taken over; repeatable
    #[arg(long, value_name = "PLAN", conflicts_with = "each")]
    pub previous: Vec<PathBuf>,
    /// 名单与计划不同时以谁为准 · Whose value counts where list and plan differ
    #[arg(long, value_enum, value_name = "WHO")]
    pub prefer: Option<Prefer>,
    /// 每个文件各做一份计划 · One plan a file, into --out-dir, with keyplan-summary.xlsx
    #[arg(long, group = "spread", requires = "out_dir", conflicts_with_all = ["output", "csv"])]
    pub each: bool,
    /// 另按负责人、区域、行业或任一列各出一份 · Besides the whole one workbook per owner, region or any column
    #[arg(long, group = "spread", value_name = "FIELD")]
    pub split_by: Option<String>,
    /// 输出文件夹 · Folder for the plans of --each, or the parts of --split-by; their default: NAME.parts
    #[arg(long, value_name = "DIR", requires = "spread")]
    pub out_dir: Option<PathBuf>,
    /// 跳过已是最新的计划 · With --each: leaves plans alone that are up to date: same list, settings, day, version
    #[arg(long, requires = "each")]
    pub resume: bool,
    /// 资源总量 · Amount of a resource to share out, such as `visits=400` or `预算=36万`; repeatable
    #[arg(long, value_name = "NAME=AMOUNT", value_parser = super::capacity::parse)]
    pub capacity: Vec<(String, String)>,
    /// 每类记录写一个 CSV 文件 · Writes one CSV file a record kind into this folder
    #[arg(long, value_name = "DIR")]
    pub csv: Option<PathBuf>,
    /// 公式还是数值 · Formulas live, or values
    #[arg(long, value_enum, default_value_t = Formulas::Auto)]
    pub formulas: Formulas,
    /// 前 N 名客户画影响图、各有一页；0 为不要 · Accounts on the influence map and with a page of their own; 0: none
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub top: Option<u16>,
    /// 有错误就什么都不写 · Errors in the data: nothing is written
    #[arg(long)]
    pub strict: bool,
    /// 覆盖已有文件 · Replaces an existing output
    #[arg(long)]
    pub force: bool,
    /// 保护工作表 · Protects the sheets, without password
    #[arg(long)]
    pub protect: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// 写出被拒绝的行；改好后与原名单一起再读 · Writes the rejected rows; mend them and give them with the list
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// 覆盖已有文件 · Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

/// Options of `columns`.
#[derive(Debug, Args)]
pub struct ColumnsArgs {
    /// How the lists are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// 把读法写成文件，改好后用 --mapping 读回 · Writes it as a mapping to edit, for --mapping
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// 覆盖已有文件 · Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// 旧计划或旧名单 · The old plan, or list
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// 新计划或新名单 · The new plan, or list
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// 对比工作簿 · The workbook to write; default: beside NEW, NAME.compare.xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 写出 JSON，- 为标准输出 · Writes JSON; - is stdout
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// 语言 · Language; default: that of NEW
    #[arg(long, value_parser = parse_language, value_name = "zh|en")]
    pub lang: Option<Language>,
    /// 设置文件 · Settings; default: keyplan.toml if there
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 替换内置模板的文件夹 · Files here replace the embedded templates
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// 今天的日期 · Today's date; default: the clock's
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// 覆盖已有文件 · Replaces an existing output
    #[arg(long)]
    pub force: bool,
    /// 线程数 · Threads
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// 只显示错误 · Nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// 颜色 · Colours; NO_COLOR is honoured
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// 不显示进度 · No progress bar
    #[arg(long)]
    pub no_progress: bool,
}

impl CompareArgs {
    /// How one of the two files is read.
    pub fn reading(&self, file: &Path) -> ReadArgs {
        ReadArgs {
            inputs: vec![file.to_path_buf()],
            sheet: Vec::new(),
            header_row: None,
            map: Vec::new(),
            unit: Vec::new(),
            mapping: None,
            lang: self.lang,
            config: self.config.clone(),
            templates: self.templates.clone(),
            today: self.today,
            json: None,
            threads: self.threads,
            quiet: self.quiet,
            verbose: false,
            color: self.color,
            no_progress: self.no_progress,
        }
    }
}

/// Options of `template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// 写成这个文件 · File to write; default: keyplan-template.xlsx, 客户名单模板.xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 语言 · Language
    #[arg(long, value_parser = parse_language, value_name = "zh|en", default_value = "zh")]
    pub lang: Language,
    /// 填入虚构的客户 · Fills it with a made-up portfolio
    #[arg(long)]
    pub sample: bool,
    /// 今天的日期 · Today's date
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// 覆盖已有文件 · Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// 语言 · Language
    #[arg(long, value_parser = parse_language, value_name = "zh|en", default_value = "zh")]
    pub lang: Language,
    /// 今天的日期 · Today's date
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// 写到这个文件夹 · Folder to write into; default: the current one
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out_dir: PathBuf,
    /// 覆盖已有文件 · Replaces existing files
    #[arg(long)]
    pub force: bool,
}

/// Options of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// 替换内置模板的文件夹 · Files here replace the embedded templates
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Formulas {
    /// Everything live up to the live limit.
    Auto,
    /// Everything live.
    Live,
    /// What compares every row with every other as values.
    Values,
}

fn parse_language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| format!("found {text}, expected zh or en"))
}

fn parse_field(text: &str) -> Result<Field, String> {
    Field::from_code(text).ok_or_else(|| {
        let near = nearest(text, Field::ALL.iter().map(|f| f.code()));
        format!("unknown field {text}; did you mean {}?", near.unwrap_or("name"))
    })
}

fn parse_map(text: &str) -> Result<(Field, String), String> {
    let (field, column) = text.split_once('=').ok_or("expected FIELD=COLUMN")?;
    Ok((parse_field(field.trim())?, column.trim().to_owned()))
}

fn parse_unit(text: &str) -> Result<(Field, f64), String> {
    let (field, factor) = text.split_once('=').ok_or("expected FIELD=FACTOR")?;
    let number: f64 = factor.trim().parse().map_err(|_| format!("found {factor}, expected a number"))?;
    if !(number.is_finite() && number > 0.0) {
        return Err(format!("found {factor}, expected a number above 0"));
    }
    Ok((parse_field(field.trim())?, number))
}

//! `--split-by FIELD`: besides the whole one workbook per value, each complete in itself.

use super::args::PlanArgs;
use super::guard::{Output, Replaces};
use super::job::{self, Planned};
use super::output::Outputs;
use crate::config::{Config, OrSaid, Said, name_key, plain};
use crate::method::{self, Plan};
use crate::model::{Field, RecordKind};
use crate::workbook::{self, Whole, WorkbookOptions};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Characters of a file name at most; with its ending it stays below what file systems take, in bytes too.
const NAME: usize = 60;

/// A part to write.
pub struct Part {
    value: String,
    accounts: Vec<usize>,
    /// Where it goes.
    pub path: PathBuf,
}

impl Part {
    /// To be held against the others.
    pub fn output(&self) -> Output {
        Output::book("--split-by", &self.path, Replaces::Plan).in_new_folder()
    }
}

/// The parts of a plan, by value.
pub fn parts(field: &str, planned: &Planned, (args, whole): (&PlanArgs, &Path)) -> anyhow::Result<Vec<Part>> {
    let Planned { plan, config, language } = planned;
    let labels = config.labels(*language);
    let column = column(field, plan, config).or_said(|| unknown(field, plan))?;
    let folder = args.out_dir.clone().unwrap_or_else(|| beside(whole));
    // One person writes a name in one case, another in another.
    let mut groups: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (at, account) in plan.accounts.iter().enumerate() {
        let value = column.of(plan, account.account).trim();
        let group = groups.entry(name_key(value)).or_insert_with(|| (value.to_owned(), Vec::new()));
        group.1.push(at);
    }
    let mut taken = HashSet::new();
    let mut parts = Vec::new();
    for (value, accounts) in groups.into_values() {
        // Spelt as the list spells it first.
        let first = accounts.iter().map(|at| plan.accounts[*at].account).min();
        let value = first.map_or(value, |record| column.of(plan, record).trim().to_owned());
        let value = if value.is_empty() { labels.text("terminal.split_blank").to_owned() } else { value };
        let path = folder.join(format!("{}.plan.xlsx", file_name(&value, &mut taken)));
        parts.push(Part { value, accounts, path });
    }
    Ok(parts)
}

/// Writes the parts, several at once.
pub fn write(parts: &[Part], planned: &Planned, args: &PlanArgs, outputs: &Outputs) -> anyhow::Result<()> {
    let Planned { plan, config, language } = planned;
    parts.par_iter().try_for_each(|part| {
        let own = method::part(plan, &part.accounts, &config.settings);
        let options = WorkbookOptions {
            portfolio_name: part.value.clone(),
            formulas: workbook::Formulas::Values,
            whole: Some(Whole {
                expected_value: plan.totals.expected_value.unwrap_or(0.0),
                part: part.value.clone(),
            }),
            ..job::workbook_options(args)
        };
        let mut book = std::io::Cursor::new(Vec::new());
        workbook::write(&own, config, *language, &options, &mut book)?;
        outputs.put(&part.path, |out| Ok(out.write_all(book.get_ref())?))
    })
}

/// `list.plan.xlsx` has its parts in `list.parts`.
fn beside(whole: &Path) -> PathBuf {
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".plan.xlsx").or_else(|| name.strip_suffix(".xlsx")).unwrap_or(&name);
    whole.with_file_name(format!("{stem}.parts"))
}

/// What the accounts are told apart by.
enum Column {
    Known(Field),
    Further(u32),
}

impl Column {
    fn of<'a>(&self, plan: &'a Plan, record: usize) -> &'a str {
        let account = &plan.portfolio.accounts[record];
        match self {
            Column::Known(field) => account.details.get(*field).unwrap_or_default(),
            Column::Further(column) => {
                account.extra.iter().find(|(at, _)| at == column).map_or("", |(_, text)| text.as_str())
            }
        }
    }
}

/// A field by code, by its name in either language or by the list's header, as far as it is a text; else a
/// further column by header.
fn column(wanted: &str, plan: &Plan, config: &Config) -> Option<Column> {
    let header = plain(wanted);
    let named = |field: &Field| {
        let names = [&config.zh, &config.en].map(|l| plain(l.field(RecordKind::Accounts, *field)));
        let mut columns = plan.portfolio.sheets.iter().flat_map(|s| &s.columns);
        field.code() == wanted
            || names.contains(&header)
            || columns.any(|c| c.field == Some(*field) && plain(&c.header) == header)
    };
    let stated = |field: &Field| plan.portfolio.accounts.iter().any(|a| a.details.get(*field).is_some());
    let known = Field::ALL.iter().copied().find(|field| named(field) && stated(field));
    let mut further = (0_u32..).zip(&plan.portfolio.extra_columns);
    let by_header = |(at, column): (u32, &String)| (plain(column) == header).then_some(Column::Further(at));
    known.map(Column::Known).or_else(|| further.find_map(by_header))
}

fn unknown(wanted: &str, plan: &Plan) -> Said {
    let stated: HashSet<Field> =
        plan.portfolio.accounts.iter().flat_map(|a| a.details.iter().map(|(f, _)| f)).collect();
    let known = Field::ALL.iter().filter(|f| stated.contains(f)).map(|f| f.code().to_owned());
    let there: Vec<String> = known.chain(plan.portfolio.extra_columns.iter().cloned()).collect();
    Said::new("terminal.split_unknown").with("field", wanted).with("fields", there.join(", "))
}

/// A name that every file system takes, different even where case does not count.
fn file_name(value: &str, taken: &mut HashSet<String>) -> String {
    let safe = |c: char| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c };
    let short: String = value.chars().map(safe).take(NAME).collect();
    let short = short.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = short.split('.').next().unwrap_or_default().trim().to_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || ["COM", "LPT"].iter().any(|d| stem.strip_prefix(d).is_some_and(|n| n.chars().count() == 1));
    let plain = if short.is_empty() || device { format!("_{short}") } else { short.to_owned() };
    let mut name = plain.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{plain} ({number})");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;
    use std::collections::HashSet;

    #[test]
    fn names_are_safe_and_different() {
        let mut taken = HashSet::new();
        let mut name = |value: &str| file_name(value, &mut taken);
        assert_eq!(name("华东/一区: \"A\""), "华东_一区_ _A_");
        assert_eq!(name("../../etc"), "_.._etc");
        assert_eq!(name("Li"), "Li");
        assert_eq!(name("LI"), "LI (2)");
        assert_eq!(name("con"), "_con");
        assert_eq!(name("..."), "_");
        assert!(name(&"很".repeat(300)).len() + ".plan.xlsx".len() <= 255);
        assert_ne!(name(&"很".repeat(300)), name(&"很".repeat(301)));
    }
}

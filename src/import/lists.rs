//! Inputs as a person gives them (files, folders, globs) to one portfolio.

use super::hints;
use super::mapping::{self, SavedMapping, SavedTable, file_name};
use super::mended;
use super::plan::plan_file::{is_comparison, modified, names, plan_property};
use super::plan::{Unread, consolidate, unkept};
use super::portfolio::understand;
use super::previous::{self, Joining, Prefer};
use super::raw::raw_sheet::RawSheet;
use super::raw::{self, ReadLimits, Refusal};
use super::understand::source_file::SourceFile;
use super::{ImportOptions, Input, is_plan};
use crate::config::{Config, Said, nearest};
use crate::layout::CURRENCY;
use crate::model::{
    CellPlace, ColumnReading, Field, Issue, IssueCode, Portfolio, RecordKind, SheetReading, column_letters,
    dictionary,
};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Reads lists, files in parallel; a file that cannot be read never stops the rest.
///
/// # Errors
/// A sheet asked for that no file has.
pub fn read_lists(
    inputs: &[impl AsRef<Path>],
    options: &ImportOptions,
    config: &Config,
) -> anyhow::Result<Portfolio> {
    let limits = ReadLimits {
        legacy_program: options.program.clone(),
        progress: Some(options.progress.clone()),
        ..ReadLimits::of(&config.limits)
    };
    let inputs = inputs.iter().map(AsRef::as_ref).chain(options.previous.iter().map(PathBuf::as_path));
    let inputs = super::inputs(&inputs.collect::<Vec<&Path>>());
    options.progress.expect(inputs.len());
    let mut files: Vec<SourceFile> = inputs
        .into_par_iter()
        .map(|Input { shown: path, file: found, passed_over: known }| {
            let saved = found.as_ref().ok().and_then(|file| modified(file));
            let file: anyhow::Result<SourceFile> = match found {
                Ok(_) if known => Ok(passed_over(path, IssueCode::PlanPassedOver)),
                Ok(file) if is_plan(&file) => {
                    let read = raw::read(&file, &limits);
                    let earlier = options.previous.contains(&file);
                    plan_source(path, read, earlier, &file, config).map_err(|(path, unread)| {
                        Said::worded(unread.said(file_name(&path), options.language, config)).into()
                    })
                }
                Ok(file) if is_comparison(&file) => Ok(passed_over(path, IssueCode::FileIsComparison)),
                found => Ok(source(path, found.and_then(|file| raw::read(&file, &limits)))),
            };
            options.progress.file_done();
            file.map(|file| SourceFile { saved, ..file })
        })
        .collect::<anyhow::Result<_>>()?;
    let sheets: Vec<&str> = files.iter().flat_map(|f| &f.sheets).map(|s| s.name.as_str()).collect();
    if let Some(missing) = options.sheets.iter().find(|s| !sheets.contains(&s.as_str())) {
        let said = Said::new("usage.no_sheet").with("sheet", missing);
        return said.with("sheets", sheets.join(", ")).err();
    }
    let mends = mended::read(&mut files, config);
    let unused = unused_tables(&files, options, config)?;
    let (plans, lists): (Vec<SourceFile>, Vec<SourceFile>) = files.into_iter().partition(|f| f.is_plan);
    let mut portfolio = joined(lists, plans, &mends, options, config)?;
    portfolio.issues.extend(unused);
    for (field, wanted) in &options.map {
        let meant = |c: &ColumnReading| {
            mapping::is_called(&c.header, wanted) || column_letters(c.column).eq_ignore_ascii_case(wanted)
        };
        let used = portfolio.sheets.iter().any(|s| {
            let field = mapping::as_in(s.kind, *field);
            s.columns.iter().any(|c| c.field == Some(field) && meant(c))
        });
        if !used && portfolio.sheets.iter().any(|s| !s.columns.is_empty()) {
            return not_mapped(&portfolio, *field, wanted, meant).err();
        }
    }
    Ok(portfolio)
}

/// Why `--map` did nothing: no such column, one of a sheet that is not read, or of a kind that has no such field.
fn not_mapped(
    portfolio: &Portfolio,
    field: Field,
    wanted: &str,
    meant: impl Fn(&ColumnReading) -> bool,
) -> Said {
    let named = |s: &&SheetReading| s.columns.iter().any(&meant);
    let said = |key| Said::new(key).with("field", field).with("column", wanted);
    let Some(sheet) = portfolio.sheets.iter().find(named) else {
        let columns = || portfolio.sheets.iter().flat_map(|s| &s.columns).map(|c| c.header.as_str());
        let all = || columns().filter(|h| !h.is_empty()).take(12).collect::<Vec<_>>().join(", ");
        return said("usage.no_column")
            .with("columns", nearest(wanted, columns()).map_or_else(all, str::to_owned));
    };
    let unread = sheet.rows.planned + sheet.rows.merged + sheet.rows.rejected == 0;
    if sheet.kind == RecordKind::Ignored || unread && field.of(sheet.kind).is_some() {
        return said("usage.column_unread").with("sheet", &sheet.name);
    }
    let fields: Vec<String> = dictionary(sheet.kind).iter().map(|spec| spec.field.to_string()).collect();
    said("usage.field_of_other_kind")
        .with("sheet", &sheet.name)
        .with("kind", format!("@kind.{}", sheet.kind))
        .with("fields", fields.join(", "))
}

/// Lists as one portfolio, and what people entered into plans joined to it; plans alone are put together.
fn joined(
    lists: Vec<SourceFile>,
    plans: Vec<SourceFile>,
    mends: &mended::Mends,
    options: &ImportOptions,
    config: &Config,
) -> anyhow::Result<Portfolio> {
    let read = |f: &SourceFile| f.error.is_none() && !f.sheets.is_empty();
    let list_rules = lists.iter().any(read) || plans.is_empty();
    let saved = lists.iter().filter_map(|f| f.saved.clone()).max();
    let mut portfolio = understand(&lists, mends, options, config)?;
    hints::fill(&mut portfolio, &lists, options, config);
    for file in plans {
        let plan_wins = match options.prefer {
            Prefer::List => false,
            Prefer::Plan => true,
            Prefer::Newer => file.saved > saved,
        };
        let plan = understand(std::slice::from_ref(&file), &mended::Mends::default(), options, config)?;
        differ(&portfolio, &plan)?;
        if portfolio.inputs.is_empty() {
            portfolio = plan;
        } else {
            let language = if list_rules { portfolio.language } else { plan.language };
            previous::join(&mut portfolio, plan, Joining { list_rules, plan_wins }, config);
            portfolio.language = language;
        }
    }
    portfolio.issues.sort_by_key(|issue| (issue.place, issue.code));
    Ok(portfolio)
}

/// Two plans with different settings cannot be one.
fn differ(one: &Portfolio, other: &Portfolio) -> anyhow::Result<()> {
    for (code, value) in &one.stated_settings {
        let Some(theirs) = other.stated_settings.get(code).filter(|v| (*v - value).abs() > 1e-12) else {
            continue;
        };
        let rule = code.contains('.');
        let name = if rule { code.clone() } else { format!("@parameter.{code}.name") };
        let said = Said::new("usage.settings_differ").with("name", name);
        return said.with("one", value).with("other", theirs).err();
    }
    Ok(())
}

/// Tables of the saved mapping that serve no sheet: told; that none serves any is an error.
fn unused_tables(
    files: &[SourceFile],
    options: &ImportOptions,
    config: &Config,
) -> anyhow::Result<Vec<Issue>> {
    let SavedMapping { path, tables } = &options.mapping;
    let sheets = || files.iter().flat_map(|f| f.sheets.iter().map(move |s| (f, s)));
    let serving = |table: &&SavedTable| {
        let serves = |f: &SourceFile, s: &RawSheet| {
            options.mapping.of(&f.path, &s.name, s.delimited).iter().any(|t| std::ptr::eq(*t, *table))
        };
        sheets().any(|(f, s)| serves(f, s))
    };
    let unused: Vec<&SavedTable> = tables.iter().filter(|table| !serving(table)).collect();
    if unused.len() == tables.len() && !unused.is_empty() && sheets().next().is_some() {
        let names: Vec<String> = unused.iter().take(5).map(|t| t.name()).collect();
        let found: Vec<String> =
            sheets().take(5).map(|(f, s)| format!("{} › {}", file_name(&f.path), s.name)).collect();
        let args = [("tables", names.join(", ")), ("sheets", found.join(", "))];
        let said = config.say(options.language, "mapping.serves_nothing", &args);
        return Said::worded(format!("{path}: {said}")).err();
    }
    let issue = |table: &SavedTable| {
        Issue::new(IssueCode::MappingUnused, CellPlace::default()).with("table", table.name())
    };
    Ok(unused.into_iter().map(issue).collect())
}

/// A file of ours that holds nothing to plan.
fn passed_over(path: String, code: IssueCode) -> SourceFile {
    let told = Issue::new(code, CellPlace::default());
    SourceFile { path, findings: vec![(None, told)], ..SourceFile::default() }
}

/// A plan of ours: its entries, told as such.
///
/// # Errors
/// Its path, and why it cannot be read without losing what people entered.
fn plan_source(
    path: String,
    read: Result<raw::RawBook, Refusal>,
    earlier: bool,
    found: &Path,
    config: &Config,
) -> Result<SourceFile, (String, Unread)> {
    let mut file = source(path, read);
    if let Some(code) = file.error {
        // Of several parts the others still count; what stands in for an earlier plan must be whole.
        let why = || Unread::new("plan_reader.unreadable").with("code", code);
        return if earlier { Err((file.path, why())) } else { Ok(file) };
    }
    let book =
        consolidate(&file.sheets, &names(found), config).map_err(|unread| (file.path.clone(), unread))?;
    let tell = |code| Issue::new(code, CellPlace::default());
    file.findings.push((None, tell(IssueCode::FileIsPlan)));
    if book.rejected_rows > 0 {
        file.findings.push((None, tell(IssueCode::RejectedRowsLeft).with("count", book.rejected_rows)));
    }
    for sheet in &book.added {
        file.findings.push((None, tell(IssueCode::SheetCarried).with("sheet", &sheet.name)));
    }
    file.currency = plan_property(found, CURRENCY);
    file.findings.extend(unkept(found, &file.sheets, &book, config).into_iter().map(|told| (None, told)));
    (file.sheets, file.known) = (book.sheets, book.known);
    (file.added, file.own, file.settings, file.is_plan) = (book.added, book.own, book.settings, true);
    Ok(file)
}

fn source(path: String, read: Result<raw::RawBook, Refusal>) -> SourceFile {
    match read {
        Ok(book) => {
            let finding = |f: raw::Finding| {
                let mut issue = Issue::new(f.code, CellPlace::default());
                issue.args = f.args;
                if let Some(sheet) = &f.sheet {
                    issue.args.push(("sheet", sheet.clone()));
                }
                (f.sheet, issue)
            };
            SourceFile {
                path,
                sheets: book.sheets,
                error: None,
                findings: book.findings.into_iter().map(finding).collect(),
                ..SourceFile::default()
            }
        }
        Err(refusal) => {
            let mut issue = Issue::new(refusal.code, CellPlace::default());
            issue.args = refusal.args;
            SourceFile {
                path,
                error: Some(refusal.code),
                findings: vec![(None, issue)],
                ..SourceFile::default()
            }
        }
    }
}

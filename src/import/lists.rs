//! Inputs as a person gives them (files, folders, globs) to one portfolio.

use super::mapping::{SavedMapping, SavedTable, file_name};
use super::mended;
use super::raw::{self, ReadLimits, Refusal};
use super::raw_sheet::RawSheet;
use super::understand::{SourceFile, understand};
use super::{ImportOptions, is_plan};
use crate::config::{Config, plain};
use crate::model::{CellPlace, ColumnReading, Issue, IssueCode, Portfolio, column_letters};
use rayon::prelude::*;

/// Reads lists, files in parallel; a file that cannot be read never stops the rest.
///
/// # Errors
/// A sheet asked for that no file has.
pub fn read_lists(inputs: &[String], options: &ImportOptions, config: &Config) -> anyhow::Result<Portfolio> {
    let limits = ReadLimits {
        legacy_program: options.program.clone(),
        progress: Some(options.progress.clone()),
        ..ReadLimits::of(&config.limits)
    };
    let inputs = raw::expand(inputs);
    options.progress.expect(inputs.len());
    let mut files: Vec<SourceFile> = inputs
        .into_par_iter()
        .map(|(path, found)| {
            let file = match found {
                Ok(file) if is_plan(&file) => passed_over(path),
                found => source(path, found.and_then(|file| raw::read(&file, &limits))),
            };
            options.progress.file_done();
            file
        })
        .collect();
    let sheets: Vec<&str> = files.iter().flat_map(|f| &f.sheets).map(|s| s.name.as_str()).collect();
    if let Some(missing) = options.sheets.iter().find(|s| !sheets.contains(&s.as_str())) {
        let args = [("sheet", missing.clone()), ("sheets", sheets.join(", "))];
        anyhow::bail!("{}", config.say(options.language, "usage.no_sheet", &args));
    }
    let mends = mended::read(&mut files, config);
    let unused = unused_tables(&files, options, config)?;
    let mut portfolio = understand(&files, &mends, options, config)?;
    portfolio.issues.extend(unused);
    for (field, wanted) in &options.map {
        let meant = |c: &ColumnReading| {
            c.header == *wanted
                || plain(&c.header) == plain(wanted)
                || column_letters(c.column).eq_ignore_ascii_case(wanted)
        };
        let columns = || portfolio.sheets.iter().flat_map(|s| &s.columns);
        let used = columns().any(|c| c.field == Some(*field) && meant(c));
        if !used && portfolio.sheets.iter().any(|s| !s.columns.is_empty()) {
            let args = [("field", field.to_string()), ("column", wanted.clone())];
            anyhow::bail!("{}", config.say(options.language, "usage.no_column", &args));
        }
    }
    Ok(portfolio)
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
        anyhow::bail!("{path}: {}", config.say(options.language, "mapping.serves_nothing", &args));
    }
    let issue = |table: &SavedTable| {
        Issue::new(IssueCode::MappingUnused, CellPlace::default()).with("table", table.name())
    };
    Ok(unused.into_iter().map(issue).collect())
}

/// A plan holds the records of its lists: read beside them, everything would count twice.
fn passed_over(path: String) -> SourceFile {
    let issue = Issue::new(IssueCode::FileIsPlan, CellPlace::default());
    SourceFile { path, sheets: Vec::new(), error: None, findings: vec![(None, issue)] }
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
            }
        }
        Err(refusal) => {
            let mut issue = Issue::new(refusal.code, CellPlace::default());
            issue.args = refusal.args;
            SourceFile { path, sheets: Vec::new(), error: Some(refusal.code), findings: vec![(None, issue)] }
        }
    }
}

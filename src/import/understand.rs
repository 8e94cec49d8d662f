//! Raw sheets to a portfolio: sheets are surveyed, accounts read first, child rows joined to them,
//! every row accounted for.

use super::ImportOptions;
use super::builder::Builder;
use super::examples::{examples, preview};
use super::join::Registry;
use super::mapping::{SavedTable, file_name};
use super::mended::{self, Mends};
use super::plan_reader::Known;
use super::raw_sheet::RawSheet;
use super::row_limits;
use super::sheet_plan::SheetPlan;
use super::source_file::SourceFile;
use super::survey::survey;
use super::surveyed::{Surveyed, ignored};
use super::tables::{side_by_side, stacked};
use super::unread_columns;
use crate::config::{Config, Said};
use crate::model::{InputFile, Note, Portfolio, RecordKind};
use rayon::prelude::*;
use std::ops::Range;

/// A table of a sheet.
struct Part<'a> {
    input: u32,
    /// Index of the sheet within the file.
    within: usize,
    raw: &'a RawSheet,
    region: Range<usize>,
    /// How it was saved to be read.
    table: Option<&'a SavedTable>,
    mended: bool,
    /// What it holds, where it comes from a plan.
    known: Option<&'a Known>,
}

/// Understands files as one portfolio; `mends` are the mended rows that were put into them.
///
/// # Errors
/// A saved mapping that does not fit a sheet it serves.
pub fn understand(
    files: &[SourceFile],
    mends: &Mends,
    options: &ImportOptions,
    config: &Config,
) -> anyhow::Result<Portfolio> {
    let mut builder =
        Builder { registry: Registry::new(config.columns.legal_forms.clone()), ..Builder::default() };
    let beside: Vec<Vec<Vec<RawSheet>>> = files
        .iter()
        .map(|file| match file.known.is_empty() {
            true => file.sheets.par_iter().map(|sheet| side_by_side(sheet, options, config)).collect(),
            false => file.sheets.iter().map(|_| Vec::new()).collect(),
        })
        .collect();
    let mut sheets: Vec<Part<'_>> = Vec::new();
    for ((input, file), beside) in (0_u32..).zip(files).zip(&beside) {
        builder.inputs.push(InputFile { path: file.path.clone(), error: file.error });
        builder.added.extend(file.added.iter().cloned());
        let stated = file.settings.iter().map(|(parameter, value)| (parameter.code().to_owned(), *value));
        builder.settings.extend(stated);
        let first = sheets.len();
        let within = u32::try_from(first).unwrap_or(u32::MAX);
        builder.own.extend(file.own.iter().cloned().map(|own| own.moved(|row| row.sheet += within)));
        for ((within, sheet), parts) in file.sheets.iter().enumerate().zip(beside) {
            let whole = 0..sheet.len();
            if let Some(known) = file.known.get(within) {
                let (region, known) = (whole, Some(known));
                sheets.push(Part { input, within, raw: sheet, region, table: None, mended: false, known });
                continue;
            }
            if mends.sheets.contains_key(&(input as usize, within)) {
                let (region, known) = (whole, None);
                sheets.push(Part { input, within, raw: sheet, region, table: None, mended: true, known });
                continue;
            }
            let saved = options.mapping.of(&file.path, &sheet.name, sheet.delimited);
            for raw in if parts.is_empty() { std::slice::from_ref(sheet) } else { parts } {
                let mine = saved.iter().copied().filter(|t| parts.is_empty() || t.begins_in(raw)).collect();
                let found = stacked(raw, options, config, mine);
                let part =
                    |(region, table)| Part { input, within, raw, region, table, mended: false, known: None };
                sheets.extend(found.into_iter().map(part));
            }
        }
        for (sheet, issue) in &file.findings {
            let mut issue = issue.clone();
            issue.place.input = Some(input);
            let at = sheets[first..].iter().position(|s| Some(&s.raw.name) == sheet.as_ref());
            issue.place.sheet = at.and_then(|at| u32::try_from(first + at).ok());
            builder.issues.push(issue);
        }
    }
    let mut surveyed: Vec<Surveyed<'_>> = sheets
        .par_iter()
        .enumerate()
        .map(|(at, part)| {
            let Part { input, raw, region, .. } = part;
            if part.mended {
                return Ok(ignored(raw, region, *input, Note::new("reason.mended_nothing"), Vec::new()));
            }
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if let Some(known) = part.known {
                let within = u32::try_from(part.within).unwrap_or(0);
                return Ok(super::known::known(raw, known, *input, (at, within), config));
            }
            let surveyed = survey(raw, region.clone(), *input, at, part.table, options, config);
            surveyed.map_err(|wrong| {
                let file = file_name(&files[*input as usize].path);
                Said::worded(format!("{} › {file} › {}: {wrong}", options.mapping.path, raw.name)).into()
            })
        })
        .collect::<anyhow::Result<_>>()?;
    row_limits::set_aside(&mut surveyed, config);
    unread_columns::set_aside(&mut surveyed, config);
    for sheet in &mut surveyed {
        builder.issues.append(&mut sheet.issues);
        builder.rejected.append(&mut sheet.rejected);
        for (code, place) in sheet.currencies.drain(..) {
            builder.currencies.entry(code).or_insert(place);
        }
        builder.carry_along(sheet);
        if let Some(plan) = &sheet.plan {
            for column in &mut sheet.reading.columns {
                column.examples = examples(plan.raw, plan.first_data..plan.end, column.column);
            }
        }
    }
    for (sheet, part) in surveyed.iter_mut().zip(&sheets).filter(|(sheet, _)| sheet.plan.is_none()) {
        let chosen = [
            "reason.hidden",
            "reason.not_asked",
            "reason.empty",
            "reason.by_mapping",
            "reason.mended_nothing",
        ];
        if !chosen.contains(&sheet.reading.reason.key) {
            sheet.reading.preview = preview(part.raw, part.region.clone());
        }
    }
    builder.sheets = surveyed.iter().map(|s| s.reading.clone()).collect();
    let occupied: Vec<Vec<u64>> = match mends.sheets.is_empty() {
        true => Vec::new(),
        false => sheets.iter().map(|p| p.raw.column_cells()).collect(),
    };
    let place = |(input, within, row): mended::Spot, column: Option<u32>| {
        let holds = |(at, p): (usize, &Part<'_>)| {
            let last = p.region.end.checked_sub(1).map(|at| p.raw.row(at).number);
            // Of tables side by side the one that has the column.
            let there = |c: u32| occupied[at].get(c as usize).is_some_and(|n| *n > 0);
            p.input as usize == input && p.within == within && Some(row) <= last && column.is_none_or(there)
        };
        sheets.iter().enumerate().position(holds).and_then(|at| u32::try_from(at).ok())
    };
    for (original, home) in mended::join(&mut builder, mends, files, &place) {
        let plan = surveyed.get_mut(original.sheet as usize).and_then(|s| s.plan.as_mut());
        plan.into_iter().for_each(|plan| drop(plan.homes.insert(original.row, home.clone())));
    }
    let plans: Vec<&SheetPlan<'_>> = surveyed.iter().filter_map(|s| s.plan.as_ref()).collect();
    let of = |kind| plans.iter().copied().filter(move |p| p.kind == kind);
    builder.makes_accounts = of(RecordKind::Accounts).next().is_none();
    builder.accounts(&of(RecordKind::Accounts).collect::<Vec<_>>());
    for plan in of(RecordKind::Orders) {
        builder.orders(plan);
    }
    for plan in of(RecordKind::Opportunities) {
        builder.opportunities(plan);
    }
    for plan in of(RecordKind::Persons) {
        builder.persons(plan);
    }
    for plan in &plans {
        builder.planning(plan);
    }
    if builder.makes_accounts {
        builder.tell_made();
    }
    Ok(builder.finish(config))
}

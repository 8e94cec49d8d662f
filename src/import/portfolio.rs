//! Raw sheets to a portfolio: sheets are surveyed, accounts read first, child rows joined to them,
//! every row accounted for.

use super::ImportOptions;
use super::mapping::file_name;
use super::mended::{self, Mends};
use super::parts::{Holds, Part, parts_of};
use super::raw::raw_sheet::RawSheet;
use super::read::builder::Builder;
use super::read::join::Registry;
use super::understand::examples::{examples, preview};
use super::understand::kind;
use super::understand::neighbours::Neighbours;
use super::understand::row_limits;
use super::understand::seen::Table;
use super::understand::sheet_plan::SheetPlan;
use super::understand::source_file::SourceFile;
use super::understand::survey::survey;
use super::understand::surveyed::{Surveyed, ignored};
use super::understand::tables::side_by_side;
use super::understand::unread_columns;
use crate::config::{Config, Said};
use crate::model::{Note, Portfolio, RecordKind};
use rayon::prelude::*;
use std::sync::Arc;

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
    let beside = tables_beside(files, options, config);
    let mut parts: Vec<Part<'_>> = Vec::new();
    for ((input, file), beside) in (0_u32..).zip(files).zip(&beside) {
        let first = parts.len();
        parts.extend(parts_of(input, file, beside, mends, options, config));
        builder.file(input, file, first, &parts[first..]);
    }
    let mut surveyed: Vec<Surveyed<'_>> = parts
        .par_iter()
        .enumerate()
        .map(|(at, part)| survey_part(part, at, None, files, options, config))
        .collect::<anyhow::Result<_>>()?;
    survey_beside(&mut surveyed, &parts, files, options, config)?;
    row_limits::set_aside(&mut surveyed, config);
    unread_columns::set_aside(&mut surveyed, config);
    for sheet in &mut surveyed {
        builder.surveyed(sheet);
    }
    show_unread(&mut surveyed, &parts);
    builder.sheets = surveyed.iter().map(|s| s.reading.clone()).collect();
    settle_mended(&mut builder, mends, files, &parts, &mut surveyed);
    builder.read_rows(&surveyed);
    Ok(builder.finish(config))
}

/// The tables that stand side by side on each sheet of each file; none where there is but one.
fn tables_beside(files: &[SourceFile], options: &ImportOptions, config: &Config) -> Vec<Vec<Vec<RawSheet>>> {
    let of = |file: &SourceFile| match file.known.is_empty() {
        true => file.sheets.par_iter().map(|sheet| side_by_side(sheet, options, config)).collect(),
        false => file.sheets.iter().map(|_| Vec::new()).collect(),
    };
    files.iter().map(of).collect()
}

/// Surveys once more, in the light of the sheets that were understood, those whose customer nobody found.
fn survey_beside<'a>(
    surveyed: &mut [Surveyed<'a>],
    parts: &[Part<'a>],
    files: &[SourceFile],
    options: &'a ImportOptions,
    config: &'a Config,
) -> anyhow::Result<()> {
    let open: Vec<usize> =
        (0..parts.len()).filter(|at| kind::is_open(&surveyed[*at].reading.reason)).collect();
    if open.is_empty() {
        return Ok(());
    }
    let Some(near) = Neighbours::of(surveyed, config).map(Arc::new) else { return Ok(()) };
    for at in open {
        surveyed[at] = survey_part(&parts[at], at, Some(Arc::clone(&near)), files, options, config)?;
    }
    Ok(())
}

fn survey_part<'a>(
    part: &Part<'a>,
    at: usize,
    near: Option<Arc<Neighbours>>,
    files: &[SourceFile],
    options: &'a ImportOptions,
    config: &'a Config,
) -> anyhow::Result<Surveyed<'a>> {
    let sheet = u32::try_from(at).unwrap_or(u32::MAX);
    let &Part { input, raw, ref region, within, ref holds } = part;
    let saved = match holds {
        Holds::Mended => {
            let reason = Note::new("reason.mended_nothing");
            return Ok(ignored(raw, region, input, reason, Vec::new()));
        }
        Holds::Known(known) => {
            let within = u32::try_from(within).unwrap_or(0);
            return Ok(super::understand::known::known(raw, known, input, (sheet, within), config));
        }
        Holds::List(saved) => *saved,
    };
    let region = region.clone();
    survey(&Table { raw, region, input, sheet, saved, options, near, config }).map_err(|wrong| {
        let file = file_name(&files[input as usize].path);
        Said::worded(format!("{} › {file} › {}: {wrong}", options.mapping.path, raw.name)).into()
    })
}

/// Shows the first rows of the tables that could not be read.
fn show_unread(surveyed: &mut [Surveyed<'_>], parts: &[Part<'_>]) {
    for (sheet, part) in surveyed.iter_mut().zip(parts).filter(|(sheet, _)| sheet.plan.is_none()) {
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
}

/// Mended rows stand where they were mended, and are counted there.
fn settle_mended(
    builder: &mut Builder,
    mends: &Mends,
    files: &[SourceFile],
    parts: &[Part<'_>],
    surveyed: &mut [Surveyed<'_>],
) {
    let occupied: Vec<Vec<u64>> = match mends.sheets.is_empty() {
        true => Vec::new(),
        false => parts.iter().map(|p| p.raw.column_cells()).collect(),
    };
    let place = |(input, within, row): mended::Spot, column: Option<u32>| {
        let holds = |(at, p): (usize, &Part<'_>)| {
            let last = p.region.end.checked_sub(1).map(|at| p.raw.row(at).number);
            // Of tables side by side the one that has the column.
            let there = |c: u32| occupied[at].get(c as usize).is_some_and(|n| *n > 0);
            p.input as usize == input && p.within == within && Some(row) <= last && column.is_none_or(there)
        };
        parts.iter().enumerate().position(holds).and_then(|at| u32::try_from(at).ok())
    };
    for (original, home) in mended::join(builder, mends, files, &place) {
        let plan = surveyed.get_mut(original.sheet as usize).and_then(|s| s.plan.as_mut());
        plan.into_iter().for_each(|plan| drop(plan.homes.insert(original.row, home.clone())));
    }
}

impl Builder {
    /// Books what a surveyed sheet states; its rows come later.
    fn surveyed(&mut self, sheet: &mut Surveyed<'_>) {
        self.issues.append(&mut sheet.issues);
        self.rejected.append(&mut sheet.rejected);
        for (code, place) in sheet.currencies.drain(..) {
            self.currencies.entry(code).or_insert(place);
        }
        self.carry_along(sheet);
        if let Some(plan) = &sheet.plan {
            for column in &mut sheet.reading.columns {
                column.examples = examples(plan.raw, plan.first_data..plan.end, column.column);
            }
        }
    }

    /// Reads the rows of all sheets: accounts first, then what is joined to them.
    fn read_rows(&mut self, surveyed: &[Surveyed<'_>]) {
        let plans: Vec<&SheetPlan<'_>> = surveyed.iter().filter_map(|s| s.plan.as_ref()).collect();
        let of = |kind| plans.iter().copied().filter(move |p| p.kind == kind);
        self.makes_accounts = of(RecordKind::Accounts).next().is_none();
        self.accounts(&of(RecordKind::Accounts).collect::<Vec<_>>());
        for plan in of(RecordKind::Orders) {
            self.orders(plan);
        }
        for plan in of(RecordKind::Opportunities) {
            self.opportunities(plan);
        }
        for plan in of(RecordKind::Persons) {
            self.persons(plan);
        }
        for plan in &plans {
            self.planning(plan);
        }
        if self.makes_accounts {
            self.tell_made();
        }
    }
}

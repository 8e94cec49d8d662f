//! Raw sheets to a portfolio: sheets are surveyed, accounts read first, child rows joined to them,
//! every row accounted for.

use super::ImportOptions;
use super::cells::Decimal;
use super::join::Registry;
use super::mapping::{SavedTable, file_name};
use super::mended::{self, Mends};
use super::merge::{Place as Differs, merge};
use super::parse::{Parsed, parse};
use super::plan_reader::Known;
use super::raw_sheet::RawSheet;
use super::records;
use super::row_reader::RowReader;
use super::rows::RowKind;
use super::settle::{Rejected, language, refuse, settle};
use super::sheet_plan::SheetPlan;
use super::survey::{Surveyed, ignored, survey};
use super::tables::{side_by_side, stacked};
use crate::config::{Config, Parameter};
use crate::model::{
    Account, AddedSheet, CellPlace, CostItem, Field, Goal, InputFile, Issue, IssueCode, KeyPerson, MendedRow,
    Note, Opportunity, OrderLine, PlanItem, Portfolio, RecordKind, Resource, RowCounts, SheetReading,
    SourceRow, ValueItem, Visit,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file that was read, or not.
#[derive(Default)]
pub struct SourceFile {
    /// Path as given.
    pub path: String,
    /// Its sheets; none if it cannot be used.
    pub sheets: Vec<RawSheet>,
    /// Why it cannot be used.
    pub error: Option<IssueCode>,
    /// What was found while reading; sheets are named.
    pub findings: Vec<(Option<String>, Issue)>,
    /// What its sheets hold, where it is a plan of ours.
    pub known: Vec<Known>,
    /// It is a plan of ours.
    pub is_plan: bool,
    /// Sheets that somebody added to the plan.
    pub added: Vec<AddedSheet>,
    /// Parameters that the plan states.
    pub settings: Vec<(Parameter, f64)>,
}

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
                return Ok(super::known::known(raw, known, *input, at, config));
            }
            let surveyed = survey(raw, region.clone(), *input, at, part.table, options, config);
            surveyed.map_err(|wrong| {
                let file = file_name(&files[*input as usize].path);
                anyhow::anyhow!("{} › {file} › {}: {wrong}", options.mapping.path, raw.name)
            })
        })
        .collect::<anyhow::Result<_>>()?;
    for sheet in &mut surveyed {
        builder.issues.append(&mut sheet.issues);
        for (code, place) in sheet.currencies.drain(..) {
            builder.currencies.entry(code).or_insert(place);
        }
        builder.carry_along(sheet);
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
    for plan in of(RecordKind::Accounts) {
        builder.accounts(plan);
    }
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
    Ok(builder.finish(config))
}

/// A further column of the accounts that is called like a resource holds its current use, whether the list or
/// the settings name that resource.
fn uses_of_resources(portfolio: &mut Portfolio, config: &Config) {
    for resource in config.settings.resources() {
        let key = crate::config::plain(&resource.name);
        if !portfolio.resources.iter().any(|r| crate::config::plain(&r.name) == key) {
            portfolio.resources.push(Resource { name: resource.name.clone(), ..Resource::default() });
        }
    }
    for resource in &mut portfolio.resources {
        let name = crate::config::plain(&resource.name);
        let Some(extra) = portfolio.extra_columns.iter().position(|h| crate::config::plain(h) == name) else {
            continue;
        };
        let used = |(at, account): (usize, &Account)| {
            let (_, text) = account.extra.iter().find(|(e, _)| *e as usize == extra)?;
            super::cells::number(text, Decimal::Unknown).map(|amount| (at, amount))
        };
        resource.current = portfolio.accounts.iter().enumerate().filter_map(used).collect();
    }
}

/// The portfolio while it grows.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) inputs: Vec<InputFile>,
    pub(super) sheets: Vec<SheetReading>,
    pub(super) registry: Registry,
    pub(super) makes_accounts: bool,
    pub(super) persons: Vec<KeyPerson>,
    pub(super) opportunities: Vec<Opportunity>,
    pub(super) orders: Vec<OrderLine>,
    pub(super) visits: Vec<Visit>,
    pub(super) values: Vec<ValueItem>,
    pub(super) costs: Vec<CostItem>,
    pub(super) goals: Vec<Goal>,
    pub(super) plan_items: Vec<PlanItem>,
    pub(super) resources: Vec<Resource>,
    pub(super) extra_columns: Vec<String>,
    pub(super) issues: Vec<Issue>,
    pub(super) rejected: Vec<Rejected>,
    pub(super) mended: BTreeMap<SourceRow, MendedRow>,
    added: Vec<AddedSheet>,
    settings: BTreeMap<String, f64>,
    /// By sheet: first row, its account and number of rows joined without the zeros before a number.
    pub(super) zeros: BTreeMap<u32, (u32, usize, u64)>,
    pub(super) currencies: BTreeMap<String, CellPlace>,
}

impl Builder {
    /// Gives the further columns of an account sheet their place in the portfolio, by header.
    fn carry_along(&mut self, sheet: &mut Surveyed<'_>) {
        let Some(plan) = &mut sheet.plan else { return };
        for (column, header) in &sheet.further {
            let known = self.extra_columns.iter().position(|h| h == header);
            let at = known.unwrap_or_else(|| {
                self.extra_columns.push(header.clone());
                self.extra_columns.len() - 1
            });
            // Two columns of one header on one sheet stay two.
            let taken = plan.extra.iter().any(|(_, e)| *e as usize == at);
            let at = if taken {
                self.extra_columns.push(format!("{header} ({})", crate::model::column_letters(*column)));
                self.extra_columns.len() - 1
            } else {
                at
            };
            plan.extra.push((*column, u32::try_from(at).unwrap_or(u32::MAX)));
        }
    }

    /// Books a row that is no data or was rejected while parsing; hands back the record of any other.
    pub(super) fn book<R>(&mut self, plan: &SheetPlan<'_>, parsed: Parsed<R>) -> Option<R> {
        let (place, source) = (plan.place(parsed.row, None), plan.source(parsed.row));
        if source.sheet != plan.sheet {
            // The original of a mended row.
            let counts = &mut self.sheets[plan.sheet as usize].rows;
            (counts.read, counts.merged) = (counts.read + 1, counts.merged + 1);
        }
        let counts = &mut self.sheets[source.sheet as usize].rows;
        counts.read += 1;
        for (code, place) in parsed.currencies {
            self.currencies.entry(code).or_insert(place);
        }
        match parsed.kind {
            RowKind::Data => {}
            RowKind::Total => {
                counts.ignored += 1;
                self.issues.push(Issue::new(IssueCode::TotalRowIgnored, place));
                return None;
            }
            RowKind::Instruction => {
                counts.ignored += 1;
                self.issues.push(Issue::new(IssueCode::InstructionRowIgnored, place));
                return None;
            }
        }
        if !parsed.rejected {
            self.issues.extend(parsed.issues);
            return parsed.record;
        }
        counts.rejected += 1;
        let mut whole = parsed.whole;
        for issue in parsed.issues {
            if issue.code.severity() == crate::model::Severity::Error && !whole.is_empty() {
                self.rejected.push(Rejected { issue, source, cells: std::mem::take(&mut whole) });
            } else {
                self.issues.push(issue);
            }
        }
        None
    }

    /// Counts a row where it stands.
    pub(super) fn count(&mut self, plan: &SheetPlan<'_>, row: u32, add: impl Fn(&mut RowCounts)) {
        add(&mut self.sheets[plan.source(row).sheet as usize].rows);
    }

    /// Rejects a row after parsing.
    pub(super) fn reject(
        &mut self,
        plan: &SheetPlan<'_>,
        row: u32,
        code: IssueCode,
        field: Field,
        args: &[(&'static str, String)],
    ) {
        let Some(found) = plan.raw.find(row) else { return };
        let reader = RowReader::new(plan, found);
        let mut issue = reader.issue(code, Some(field));
        issue.args.extend_from_slice(args);
        let source = reader.source();
        self.rejected.push(Rejected { issue, source, cells: reader.whole() });
        self.count(plan, row, |c| c.rejected += 1);
    }

    fn accounts(&mut self, plan: &SheetPlan<'_>) {
        for parsed in parse(plan, records::account) {
            let row = parsed.row;
            if parsed.rejected
                && let Some((account, _)) = &parsed.record
            {
                self.registry.reject(account.id.as_deref(), &account.name);
            }
            let Some((account, contact)) = self.book(plan, parsed) else { continue };
            let Some(at) = self.place(plan, row, account) else { continue };
            self.persons.extend(contact.map(|c| KeyPerson { account: at, ..c }));
        }
    }

    /// Merges an account row into its account, or adds it.
    fn place(&mut self, plan: &SheetPlan<'_>, row: u32, account: Account) -> Option<usize> {
        let same = self.registry.same(account.id.as_deref(), &account.name);
        if account.name.is_empty() && same.is_none() {
            self.registry.reject(account.id.as_deref(), "");
            self.reject(plan, row, IssueCode::MissingName, Field::Name, &[]);
            return None;
        }
        let Some(at) = same else {
            self.count(plan, row, |c| c.planned += 1);
            return Some(self.registry.add(account));
        };
        self.count(plan, row, |c| c.merged += 1);
        if let Some(id) = &account.id {
            self.registry.learn_id(id, at);
        }
        let name = self.registry.accounts[at].name.clone();
        let place = plan.place(row, None);
        self.issues.push(Issue::new(IssueCode::DuplicateMerged, place).with("account", &name));
        for (differs, kept, left_out) in merge(&mut self.registry.accounts[at], account) {
            let (field, column, name_of) = match differs {
                Differs::Field(field) => {
                    (Some(field), plan.fields.get(&field).map(|c| c.column), format!("@field.{field}"))
                }
                Differs::Further(extra) => {
                    let column = plan.extra.iter().find(|(_, e)| *e == extra).map(|(column, _)| *column);
                    (None, column, self.extra_columns[extra as usize].clone())
                }
            };
            let mut issue = Issue::new(IssueCode::DuplicateConflict, plan.place(row, column))
                .with("account", &name)
                .with("field", name_of)
                .with("kept", kept);
            issue.header = field.and_then(|f| plan.fields.get(&f)).map(|c| c.header.clone());
            issue.field = field;
            issue.value = Some(left_out);
            self.issues.push(issue);
        }
        Some(at)
    }

    /// Names that differ by a letter or in their legal form, for review.
    fn similar_names(&mut self) {
        for group in self.registry.similar() {
            let Some(first) = group.first().map(|at| &self.registry.accounts[*at]) else { continue };
            let names: Vec<&str> = group.iter().map(|at| self.registry.accounts[*at].name.as_str()).collect();
            let place = CellPlace {
                sheet: Some(first.source.sheet),
                row: Some(first.source.row),
                ..CellPlace::default()
            };
            let issue = Issue::new(IssueCode::SimilarNames, place).with("names", names.join(" | "));
            self.issues.push(issue);
        }
    }

    /// Numbers that were found only without the zeros before them.
    fn lost_zeros(&mut self) {
        for (sheet, (row, account, count)) in std::mem::take(&mut self.zeros) {
            let place = CellPlace { sheet: Some(sheet), row: Some(row), ..CellPlace::default() };
            let id = self.registry.accounts[account].id.clone().unwrap_or_default();
            let issue = Issue::new(IssueCode::LeadingZerosAssumed, place);
            self.issues.push(issue.with("count", count).with("id", id));
        }
    }

    fn finish(mut self, config: &Config) -> Portfolio {
        for (later, first) in self.registry.namesakes() {
            let (account, other) = (&self.registry.accounts[later], &self.registry.accounts[first]);
            let place = CellPlace {
                sheet: Some(account.source.sheet),
                row: Some(account.source.row),
                ..CellPlace::default()
            };
            let issue = Issue::new(IssueCode::SameNameOtherId, place)
                .with("account", &account.name)
                .with("id", account.id.as_deref().unwrap_or("–"))
                .with("other", other.id.as_deref().unwrap_or("–"));
            self.issues.push(issue);
        }
        self.similar_names();
        self.lost_zeros();
        let mixed = self.currencies.len() > 1;
        if mixed {
            let codes: Vec<&str> = self.currencies.keys().map(String::as_str).collect();
            let place = self.currencies.values().max().copied().unwrap_or_default();
            self.issues
                .push(Issue::new(IssueCode::MixedCurrencies, place).with("currencies", codes.join(", ")));
        }
        let language = language(&self.sheets);
        let currency = self.currencies.keys().next().cloned();
        let mut portfolio = Portfolio {
            inputs: self.inputs,
            sheets: self.sheets,
            accounts: self.registry.finish(),
            persons: self.persons,
            opportunities: self.opportunities,
            orders: self.orders,
            visits: self.visits,
            values: self.values,
            costs: self.costs,
            goals: self.goals,
            plan_items: self.plan_items,
            resources: self.resources,
            added_sheets: self.added,
            stated_settings: self.settings,
            extra_columns: self.extra_columns,
            issues: self.issues,
            rejected: Vec::new(),
            mended: self.mended,
            language,
            currency,
        };
        if mixed {
            refuse(&mut portfolio);
        }
        uses_of_resources(&mut portfolio, config);
        settle(&mut portfolio, self.rejected);
        portfolio
    }
}

//! From raw sheets to sheet plans: header, kind, columns, units, and everything worth telling about them.

use super::blocks::{self, Blocks};
use super::forms;
use super::judged::{HAND_KINDS, Judged, is_whole, judged};
use super::kind::{AMBIGUOUS, Decided, NO_ACCOUNT, NO_AMOUNT};
use super::profile::profiles;
use super::readable::readable;
use super::saved_checks::{by_letter, unfit};
use super::seen::{Seen, Table};
use super::spoken;
use super::surveyed::{Surveyed, unmapped};
use crate::import::headers::header_rows::{self, HeaderRows};
use crate::import::mapping::{self, ByHand};
use crate::model::{Field, Issue, IssueCode, Note, RecordKind, RowCounts};

/// Why a survey stops before the columns are judged.
enum Stop<'a> {
    /// The table is not read.
    Ignored(Box<Surveyed<'a>>),
    /// The saved table does not fit.
    Unfit(String),
}

/// Surveys one table of a sheet.
///
/// # Errors
/// The saved table does not fit: a row or column that the sheet does not have.
pub fn survey<'a>(table: &Table<'a>) -> Result<Surveyed<'a>, String> {
    match wanted(table).map_or_else(|| read(table), |ignored| Err(Stop::Ignored(Box::new(ignored)))) {
        Ok(surveyed) => Ok(surveyed),
        Err(Stop::Ignored(surveyed)) => Ok(*surveyed),
        Err(Stop::Unfit(wrong)) => Err(wrong),
    }
}

fn read<'a>(table: &Table<'a>) -> Result<Surveyed<'a>, Stop<'a>> {
    let (raw, config) = (table.raw, table.config);
    let mut rows = header(table)?;
    let blocks = blocks::find(raw, &rows, rows.first_data..table.region.end, &config.columns);
    if let Some(blocks) = &blocks {
        rows.add_nameless(blocks.column, &config.columns);
    }
    let profiles = profiles(raw, rows.first_data..table.region.end);
    let seen = Seen { table, rows, profiles };
    let mut own = mapping::by_hand(&seen.rows.headers, &table.options.map, None);
    let mut hand = mapping::by_hand(&seen.rows.headers, &table.options.map, table.saved);
    for hand in [&mut own, &mut hand] {
        head_blocks(hand, &seen, blocks.as_ref());
    }
    let mut judgement = judged(&seen, &own, None);
    if table.saved.is_some() {
        judgement = as_saved(judgement, &seen, &hand).map_err(Stop::Unfit)?;
    }
    if !judgement.decided.is_usable() && table.given().is_none() && !own.fields.is_empty() {
        judgement = by_map(&seen, &own, &hand).unwrap_or(judgement);
    }
    if !judgement.decided.is_usable() {
        return Ok(unusable(judgement, &seen));
    }
    let mut surveyed = readable(judgement, &seen, &hand);
    if let (Some(blocks), Some(plan)) = (&blocks, &mut surveyed.plan) {
        blocks.cover(plan, &seen.profiles);
        surveyed.issues.push(blocks.told(table.place(), raw));
    }
    Ok(surveyed)
}

/// Why a table is not looked at; none: it is.
fn wanted<'a>(table: &Table<'a>) -> Option<Surveyed<'a>> {
    let (raw, options) = (table.raw, table.options);
    let asked = options.sheets.contains(&raw.name);
    let by_mapping = table.given().is_some_and(|kind| kind != RecordKind::Ignored);
    if raw.hidden && !asked && !by_mapping {
        return Some(table.ignored(Note::new("reason.hidden"), vec![table.issue(IssueCode::SheetHidden)]));
    }
    if !options.sheets.is_empty() && !asked {
        return Some(table.ignored(Note::new("reason.not_asked"), Vec::new()));
    }
    raw.is_empty().then(|| table.ignored(Note::new("reason.empty"), Vec::new()))
}

fn header<'a>(table: &Table<'a>) -> Result<HeaderRows, Stop<'a>> {
    let (raw, options, names) = (table.raw, table.options, &table.config.columns);
    let region = || table.region.clone();
    let given = table.saved.and_then(|saved| saved.header_row);
    let found = || given.or_else(|| mapping::header_row(raw, region(), table.saved?));
    let row = options.header_row.or_else(found);
    let by_hand = table.given() == Some(RecordKind::Ignored);
    let ignored = |reason, issues| Err(Stop::Ignored(Box::new(table.ignored(Note::new(reason), issues))));
    if row.is_none() && forms::is_form(raw, region(), names) {
        let told = if by_hand { Vec::new() } else { vec![table.issue(IssueCode::SheetTransposed)] };
        return ignored("reason.form", told);
    }
    if let Some(rows) = header_rows::find(raw, region(), names, row, &options.map) {
        return Ok(rows);
    }
    if let Some(row) = given.filter(|_| options.header_row.is_none()) {
        let wrong = table.config.say(options.language, "mapping.no_row", &[("row", row.to_string())]);
        return Err(Stop::Unfit(wrong));
    }
    match by_hand {
        true => ignored("reason.by_mapping", Vec::new()),
        false => ignored("reason.no_header", vec![table.issue(IssueCode::SheetIgnored)]),
    }
}

/// The column of the headings names the account, where no other was said to.
fn head_blocks(hand: &mut ByHand, seen: &Seen<'_, '_>, blocks: Option<&Blocks>) {
    let heading = blocks.and_then(|b| seen.header_at(Some(b.column)));
    if let Some(at) = heading.filter(|at| !hand.fields.values().any(|h| h == at)) {
        hand.fields.entry(Field::Account).or_insert(at);
    }
}

/// The table as it was saved to be read; of what it would have been by itself only what is still worth telling.
fn as_saved(itself: Judged, seen: &Seen<'_, '_>, hand: &ByHand) -> Result<Judged, String> {
    let table = seen.table;
    let Judged { decided, issues: told, parts } = judged(seen, hand, table.given());
    if table.given() != Some(RecordKind::Ignored) {
        unfit(hand, decided.kind, table.options.language, table.config)?;
    }
    let left = |i: &Issue| {
        seen.header_at(i.place.column).is_some_and(|at| {
            let field = |d: &Decided| d.mapping.fields.values().find(|m| m.header == at).map(|m| m.field);
            !hand.left.contains(&at) && field(&itself.decided) == field(&decided)
        })
    };
    let mut issues = itself.issues;
    issues.retain(|i| itself.decided.kind == decided.kind && left(i));
    let decided_away = |i: &Issue| seen.header_at(i.place.column).is_some_and(|at| hand.left.contains(&at));
    for issue in told {
        if !issues.contains(&issue) && !decided_away(&issue) {
            issues.push(issue);
        }
    }
    let letters = hand.by_letter.iter();
    issues.extend(letters.map(|(header, at)| by_letter(header, &seen.rows, *at, table.place())));
    Ok(Judged { decided, issues, parts })
}

/// The kind that the columns given by hand fit best.
fn by_map(seen: &Seen<'_, '_>, own: &ByHand, hand: &ByHand) -> Option<Judged> {
    let fits = |kind: &RecordKind| own.fields.keys().all(|field| field.of(*kind).is_some());
    let all = HAND_KINDS.iter().filter(|kind| fits(kind)).map(|kind| judged(seen, hand, Some(*kind)));
    let usable = all.filter(|judged| is_whole(&judged.decided));
    // Of kinds that fit equally well the first one.
    let mut best = usable.rev().max_by_key(|judged| judged.decided.mapping.fields.len())?;
    best.decided.reason = Note::new("reason.by_map");
    Some(best)
}

fn unusable<'a>(judgement: Judged, seen: &Seen<'_, 'a>) -> Surveyed<'a> {
    let Judged { decided, mut issues, .. } = judgement;
    let spoken = spoken::columns(seen, &decided, &ByHand::default());
    let nameless = decided.reason.key == NO_ACCOUNT;
    issues.retain(|i| {
        let suggests = i.code == IssueCode::HeaderSuggestion
            && matches!(i.field, Some(Field::Account | Field::AccountId | Field::Name));
        i.code == IssueCode::AmbiguousColumn && decided.reason.key == AMBIGUOUS
            || suggests && nameless
            || i.field == Some(Field::Amount) && decided.reason.key == NO_AMOUNT
    });
    if seen.table.given().is_none() {
        let code = match decided.reason.key {
            NO_ACCOUNT => IssueCode::NoAccountColumn,
            NO_AMOUNT => IssueCode::NoAmountColumn,
            _ => IssueCode::SheetIgnored,
        };
        issues.push(seen.table.issue(code));
    }
    let mut surveyed = seen.table.ignored(decided.reason, issues);
    surveyed.reading.kind = decided.kind;
    surveyed.reading.header_row = Some(seen.rows.row);
    surveyed.reading.columns = seen.rows.headers.iter().map(|h| unmapped(h.column, &h.text)).collect();
    for (column, spoken) in surveyed.reading.columns.iter_mut().zip(spoken) {
        column.spoken = spoken;
    }
    surveyed.reading.spoken = decided.spoken;
    for mapped in decided.mapping.fields.values() {
        let column = &mut surveyed.reading.columns[mapped.header];
        (column.field, column.confidence) = (Some(mapped.field), mapped.confidence);
    }
    let below = seen.data().len() as u64;
    surveyed.reading.rows = RowCounts { read: below, ignored: below, ..RowCounts::default() };
    surveyed
}

//! From raw sheets to sheet plans: header, kind, columns, units, and everything worth telling about them.

use super::ImportOptions;
use super::blocks;
use super::cells::{DateOrder, day_first_or_month_first, shown};
use super::column_notes;
use super::forms;
use super::header_rows::{self, HeaderRows};
use super::judged::{HAND_KINDS, Judged, is_whole, judged};
use super::kind::{AMBIGUOUS, Decided, NO_ACCOUNT};
use super::mapping::{self, ByHand, SavedTable};
use super::profile::{Profile, profiles};
use super::raw_sheet::RawSheet;
use super::row_kind::Marks;
use super::rows::marks;
use super::saved_checks::{by_letter, unfit};
use super::scale::{Reading, reading, score_scale};
use super::sheet_plan::{FieldColumn, Merged, SheetPlan};
use super::survey_columns::{further, stated_currencies, unit_column, unused};
use super::surveyed::{Surveyed, ignored, unmapped};
use crate::config::Config;
use crate::model::{
    CellPlace, ColumnReading, Field, Issue, IssueCode, Note, RecordKind, RowCounts, SheetReading,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// Surveys one table of a sheet; `input` and `sheet` are its indices in the portfolio, `table` is how it
/// was saved to be read.
///
/// # Errors
/// The saved table does not fit: a row or column that the sheet does not have.
pub fn survey<'a>(
    raw: &'a RawSheet,
    region: Range<usize>,
    input: u32,
    sheet: u32,
    table: Option<&SavedTable>,
    options: &ImportOptions,
    config: &'a Config,
) -> Result<Surveyed<'a>, String> {
    let place = CellPlace { input: Some(input), sheet: Some(sheet), ..CellPlace::default() };
    let given = table.and_then(|t| t.kind);
    let asked = options.sheets.contains(&raw.name);
    let wanted = given.is_some_and(|kind| kind != RecordKind::Ignored);
    if raw.hidden && !asked && !wanted {
        return Ok(ignored(
            raw,
            &region,
            input,
            Note::new("reason.hidden"),
            vec![Issue::new(IssueCode::SheetHidden, place).with("sheet", &raw.name)],
        ));
    }
    if !options.sheets.is_empty() && !asked {
        return Ok(ignored(raw, &region, input, Note::new("reason.not_asked"), Vec::new()));
    }
    if raw.is_empty() {
        return Ok(ignored(raw, &region, input, Note::new("reason.empty"), Vec::new()));
    }
    let row = options
        .header_row
        .or_else(|| table.and_then(|t| t.header_row.or_else(|| mapping::header_row(raw, region.clone(), t))));
    if row.is_none() && forms::is_form(raw, region.clone(), &config.columns) {
        let issue = Issue::new(IssueCode::SheetTransposed, place).with("sheet", &raw.name);
        let told = if given == Some(RecordKind::Ignored) { Vec::new() } else { vec![issue] };
        return Ok(ignored(raw, &region, input, Note::new("reason.form"), told));
    }
    let Some(mut rows) = header_rows::find(raw, region.clone(), &config.columns, row, &options.map) else {
        if let Some(row) = table.and_then(|t| t.header_row).filter(|_| options.header_row.is_none()) {
            return Err(config.say(options.language, "mapping.no_row", &[("row", row.to_string())]));
        }
        let by_hand = given == Some(RecordKind::Ignored);
        let issue = Issue::new(IssueCode::SheetIgnored, place).with("sheet", &raw.name);
        let (reason, issues) =
            if by_hand { ("reason.by_mapping", Vec::new()) } else { ("reason.no_header", vec![issue]) };
        return Ok(ignored(raw, &region, input, Note::new(reason), issues));
    };
    let blocks = blocks::find(raw, &rows, rows.first_data..region.end, &config.columns);
    if let Some(blocks) = &blocks {
        rows.add_nameless(blocks.column, &config.columns);
    }
    let profiles = profiles(raw, rows.first_data..region.end);
    let heads_blocks = |hand: &mut ByHand| {
        let heading = blocks.as_ref().and_then(|b| rows.headers.iter().position(|h| h.column == b.column));
        if let Some(at) = heading.filter(|at| !hand.fields.values().any(|h| h == at)) {
            hand.fields.entry(Field::Account).or_insert(at);
        }
    };
    let mut own = mapping::by_hand(&rows.headers, &options.map, None);
    heads_blocks(&mut own);
    let Judged { mut decided, mut issues, mut parts } =
        judged(raw, region.end, &rows, &profiles, &own, None, place, config);
    let mut hand = mapping::by_hand(&rows.headers, &options.map, table);
    heads_blocks(&mut hand);
    if table.is_some() {
        let Judged { decided: by_hand, issues: told, parts: by_hand_parts } =
            judged(raw, region.end, &rows, &profiles, &hand, given, place, config);
        if given != Some(RecordKind::Ignored) {
            unfit(&hand, by_hand.kind, options.language, config)?;
        }
        let left = |i: &Issue| {
            let column = rows.headers.iter().position(|h| Some(h.column) == i.place.column);
            column.is_some_and(|at| {
                let field = |d: &Decided| d.mapping.fields.values().find(|m| m.header == at).map(|m| m.field);
                !hand.left.contains(&at) && field(&decided) == field(&by_hand)
            })
        };
        issues.retain(|i| decided.kind == by_hand.kind && left(i));
        let decided_away = |i: &Issue| {
            let column = rows.headers.iter().position(|h| Some(h.column) == i.place.column);
            column.is_some_and(|at| hand.left.contains(&at))
        };
        for issue in told {
            if !issues.contains(&issue) && !decided_away(&issue) {
                issues.push(issue);
            }
        }
        issues.extend(hand.by_letter.iter().map(|(header, at)| by_letter(header, &rows, *at, place)));
        decided = by_hand;
        parts = by_hand_parts;
    }
    if !decided.is_usable() && given.is_none() && !own.fields.is_empty() {
        let of = |kind| judged(raw, region.end, &rows, &profiles, &hand, Some(kind), place, config);
        let fits = |kind: &RecordKind| own.fields.keys().all(|field| field.of(*kind).is_some());
        let all = HAND_KINDS.iter().filter(|kind| fits(kind)).map(|kind| of(*kind));
        let usable = all.filter(|judged| is_whole(&judged.decided));
        // Of kinds that fit equally well the first one.
        let best = usable.rev().max_by_key(|judged| judged.decided.mapping.fields.len());
        if let Some(best) = best {
            Judged { decided, issues, parts } = best;
            decided.reason = Note::new("reason.by_map");
        }
    }
    if !decided.is_usable() {
        let code = if decided.reason.key == NO_ACCOUNT {
            IssueCode::NoAccountColumn
        } else {
            IssueCode::SheetIgnored
        };
        issues.retain(|i| {
            let suggests = i.code == IssueCode::HeaderSuggestion
                && matches!(i.field, Some(Field::Account | Field::AccountId | Field::Name));
            i.code == IssueCode::AmbiguousColumn && decided.reason.key == AMBIGUOUS
                || suggests && decided.reason.key == NO_ACCOUNT
        });
        if given.is_none() {
            issues.push(Issue::new(code, place).with("sheet", &raw.name));
        }
        let mut surveyed = ignored(raw, &region, input, decided.reason, issues);
        surveyed.reading.kind = decided.kind;
        surveyed.reading.header_row = Some(rows.row);
        surveyed.reading.columns = rows.headers.iter().map(|h| unmapped(h.column, &h.text)).collect();
        for mapped in decided.mapping.fields.values() {
            let column = &mut surveyed.reading.columns[mapped.header];
            (column.field, column.confidence) = (Some(mapped.field), mapped.confidence);
        }
        let below = region.end.saturating_sub(rows.first_data) as u64;
        surveyed.reading.rows = RowCounts { read: below, ignored: below, ..RowCounts::default() };
        return Ok(surveyed);
    }
    let mut surveyed = readable(
        raw, region.end, input, sheet, decided, parts, &hand, rows, &profiles, options, config, issues,
    );
    if let (Some(blocks), Some(plan)) = (&blocks, &mut surveyed.plan) {
        blocks.cover(plan, &profiles);
        surveyed.issues.push(blocks.told(place, raw));
    }
    Ok(surveyed)
}

#[expect(clippy::too_many_arguments, reason = "the last step of one function, split to fit a screen")]
fn readable<'a>(
    raw: &'a RawSheet,
    end: usize,
    input: u32,
    sheet: u32,
    decided: Decided,
    parts: BTreeMap<Field, Vec<usize>>,
    hand: &ByHand,
    rows: HeaderRows,
    profiles: &BTreeMap<u32, Profile>,
    options: &ImportOptions,
    config: &'a Config,
    mut issues: Vec<Issue>,
) -> Surveyed<'a> {
    let Decided { kind, mapping, reason } = decided;
    let mut currencies = stated_currencies(&rows, profiles, input, sheet, config);
    let mut fields = BTreeMap::new();
    let mut columns: Vec<ColumnReading> = rows.headers.iter().map(|h| unmapped(h.column, &h.text)).collect();
    for (field, mapped) in &mapping.fields {
        let header = &rows.headers[mapped.header];
        let profile = profiles.get(&header.column);
        let given = options.units.iter().find(|(f, _)| f == field).map(|(_, unit)| *unit);
        let mut read = reading(*field, header, &rows, profile, given);
        // A saved unit that is no other than the one found changes nothing.
        let saved = hand.units.get(&mapped.header).filter(|unit| given.is_none() && **unit != read.unit);
        if let Some(unit) = saved {
            read = Reading { unit: *unit, ..Reading::default() };
        }
        let place = CellPlace {
            input: Some(input),
            sheet: Some(sheet),
            row: Some(rows.row),
            column: Some(header.column),
        };
        let found = |code| {
            let mut issue = Issue::new(code, place).with("field", format!("@field.{field}"));
            issue.header = Some(header.text.clone());
            issue.field = Some(*field);
            issue
        };
        issues.extend(profile.and_then(|p| column_notes::decimals(*field, p)).map(|note| Issue {
            code: note.code,
            args: [found(note.code).args, note.args].concat(),
            ..found(note.code)
        }));
        if let Some(text) = &read.unit_found {
            issues.push(found(IssueCode::UnitFound).with("unit", read.unit).with("text", text));
        }
        if let Some(note) = &read.scale_chosen {
            let mut issue = found(IssueCode::ScaleChosen).with("scale", format!("@{}", note.key));
            issue.args.extend(note.args.iter().cloned());
            issues.push(issue);
        }
        columns[mapped.header] = ColumnReading {
            field: Some(*field),
            unit: read.unit,
            confidence: mapped.confidence,
            ..columns[mapped.header].clone()
        };
        if let Some(code) = header.currency.as_ref().filter(|_| field.is_money()) {
            currencies.push((code.clone(), place));
        }
        let added = parts.get(field).map_or(&[][..], Vec::as_slice);
        for at in added {
            columns[*at] = ColumnReading {
                field: Some(*field),
                unit: read.unit,
                confidence: mapped.confidence,
                ..columns[*at].clone()
            };
        }
        let date_order = date_order(raw, &rows, header.column, *field);
        fields.insert(
            *field,
            FieldColumn {
                column: header.column,
                parts: added.iter().map(|at| rows.headers[*at].column).collect(),
                header: header.text.clone(),
                unit: read.unit,
                date_order,
                decimal: profile.map(|p| p.shapes.decimal()).unwrap_or_default(),
            },
        );
    }
    let (scale, chosen) = score_scale(&mapping, &rows.headers, profiles);
    if kind == RecordKind::Persons && chosen {
        let place = CellPlace { input: Some(input), sheet: Some(sheet), row: Some(rows.row), column: None };
        let mut issue = Issue::new(IssueCode::ScaleChosen, place).with("field", "@field.receptivity");
        issue.field = Some(Field::Receptivity);
        issues.push(issue.with("scale", format!("@scale.{scale}")).with("numbers", "").with("largest", ""));
    }
    issues.extend(column_notes::hidden_rows(raw, rows.first_data..end, input, sheet));
    let mut further =
        if kind == RecordKind::Accounts { further(&rows, &mapping, profiles) } else { Vec::new() };
    let part = |column: &u32| fields.values().any(|f: &FieldColumn| f.parts.contains(column));
    further.retain(|(column, _)| !part(column));
    further.retain(|(column, _)| !hand.dropped.iter().any(|at| rows.headers[*at].column == *column));
    let unused = unused(&rows, &columns, profiles, config);
    let reading = SheetReading {
        input,
        name: raw.name.clone(),
        kind,
        reason,
        header_row: Some(rows.row),
        columns,
        rows: RowCounts::default(),
        money: unused,
        preview: Vec::new(),
    };
    let mut plan = SheetPlan {
        raw,
        sheet,
        input,
        kind,
        first_data: rows.first_data,
        end,
        merged: Merged::new(raw),
        unit_column: unit_column(&rows, profiles, config),
        marks: Marks::new(),
        fields,
        extra: Vec::new(),
        scale,
        headers: rows
            .headers
            .iter()
            .zip(&rows.paths)
            .map(|(h, path)| (h.column, path.parts.iter().map(|part| config.columns.plain(part)).collect()))
            .collect(),
        titles: rows.headers.iter().map(|h| (h.column, h.text.clone())).collect(),
        period: config.columns.periods.one(&raw.name).or(rows.period),
        homes: BTreeMap::new(),
        elsewhere: None,
        config,
    };
    plan.marks = marks(&plan, profiles, Marks::new());
    Surveyed { reading, plan: Some(plan), further, currencies, issues, rejected: Vec::new() }
}

fn date_order(raw: &RawSheet, rows: &HeaderRows, column: u32, field: Field) -> DateOrder {
    if !field.is_date() {
        return DateOrder::Unknown;
    }
    let texts: Vec<String> = (rows.first_data..raw.len())
        .filter_map(|at| raw.row(at).get(column))
        .filter(|cell| matches!(cell, super::raw_sheet::Cell::Text(_)))
        .map(shown)
        .collect();
    day_first_or_month_first(texts.iter().map(String::as_str))
}

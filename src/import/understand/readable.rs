//! A table that can be read: its columns with their units and scales, and the plan by which its rows are read.

use super::column_notes;
use super::computed::{self, Computed};
use super::judged::Judged;
use super::kind::Decided;
use super::mapped::{Mapped, Mapping};
use super::outcomes::Outcomes;
use super::row_kind::Marks;
use super::rows::marks;
use super::scale::{Reading, reading, score_scale};
use super::seen::Seen;
use super::sheet_plan::{FieldColumn, Merged, SheetPlan};
use super::spoken;
use super::survey_columns::{further, stated_currencies, unit_column, unused};
use super::surveyed::{Surveyed, unmapped};
use crate::import::cells::{DateOrder, day_first_or_month_first, shown};
use crate::import::mapping::ByHand;
use crate::import::raw::raw_sheet::Cell;
use crate::model::{CellPlace, ColumnReading, Field, Issue, IssueCode, RecordKind, RowCounts, SheetReading};
use std::collections::BTreeMap;

/// The columns of a table as they are read, and what was found while reading them.
struct Columns {
    readings: Vec<ColumnReading>,
    fields: BTreeMap<Field, FieldColumn>,
    currencies: Vec<(String, CellPlace)>,
    issues: Vec<Issue>,
    /// Quantity and price that make the amount.
    computed: Option<Computed>,
}

/// How the rows of a table are read, and what is told of it.
pub fn readable<'a>(judgement: Judged, seen: &Seen<'_, 'a>, hand: &ByHand) -> Surveyed<'a> {
    let Judged { mut decided, mut issues, parts } = judgement;
    let (rows, profiles, table, config) = (&seen.rows, &seen.profiles, seen.table, seen.config());
    let computed = computed::amount(rows, &decided, profiles, config);
    if let Some(computed) = computed {
        issues.push(computed.told(rows, table.place()));
        decided.mapping.fields.insert(Field::Amount, computed.mapped());
    }
    let spoken = spoken::columns(seen, &decided, hand);
    let Decided { kind, mapping, reason, spoken: said } = decided;
    let outcomes = Outcomes::find(table.raw, seen.data(), rows, kind, &mapping, config);
    issues.extend(outcomes.told(table.raw, seen.data(), seen.header_place(None), config));
    let mut columns = Columns {
        readings: rows.headers.iter().map(|h| unmapped(h.column, &h.text)).collect(),
        fields: BTreeMap::new(),
        currencies: stated_currencies(rows, profiles, table.input, table.sheet, config),
        issues,
        computed,
    };
    for (field, mapped) in &mapping.fields {
        columns.read(*field, mapped, parts.get(field).map_or(&[][..], Vec::as_slice), seen, hand);
    }
    let Columns { readings, fields, currencies, mut issues, .. } = columns;
    let (scale, chosen) = score_scale(&mapping, &rows.headers, profiles);
    if kind == RecordKind::Persons && chosen {
        let mut issue =
            Issue::new(IssueCode::ScaleChosen, seen.header_place(None)).with("field", "@field.receptivity");
        issue.field = Some(Field::Receptivity);
        issues.push(issue.with("scale", format!("@scale.{scale}")).with("numbers", "").with("largest", ""));
    }
    let readings = readings.into_iter().zip(spoken);
    let readings: Vec<ColumnReading> =
        readings.map(|(reading, spoken)| ColumnReading { spoken, ..reading }).collect();
    issues.extend(column_notes::hidden_rows(table.raw, seen.data(), table.input, table.sheet));
    let mut money = unused(rows, &readings, profiles, config);
    if let Some(computed) = computed {
        money.retain(|m| rows.headers[computed.price].column != m.column);
        money.push(computed.money(rows));
    }
    let reading = SheetReading {
        input: table.input,
        name: table.raw.name.clone(),
        kind,
        reason,
        header_row: Some(rows.row),
        spoken: said,
        money,
        columns: readings,
        rows: RowCounts::default(),
        preview: Vec::new(),
    };
    let carried = carried(kind, &mapping, &fields, seen, hand);
    let headers = rows.headers.iter().zip(&rows.paths);
    let plain = |parts: &[String]| parts.iter().map(|part| config.columns.plain(part)).collect();
    let mut plan = SheetPlan {
        raw: table.raw,
        sheet: table.sheet,
        input: table.input,
        kind,
        first_data: rows.first_data,
        end: table.region.end,
        merged: Merged::new(table.raw),
        unit_column: unit_column(rows, profiles, config),
        marks: Marks::new(),
        fields,
        extra: Vec::new(),
        scale,
        outcomes,
        headers: headers.map(|(h, path)| (h.column, plain(&path.parts))).collect(),
        titles: rows.headers.iter().map(|h| (h.column, h.text.clone())).collect(),
        period: config.columns.periods.one(&table.raw.name).or(rows.period),
        homes: BTreeMap::new(),
        elsewhere: None,
        config,
    };
    plan.marks = marks(&plan, profiles, Marks::new());
    Surveyed { reading, plan: Some(plan), further: carried, currencies, issues, rejected: Vec::new() }
}

/// Further columns of accounts, which are carried along.
fn carried(
    kind: RecordKind,
    mapping: &Mapping,
    fields: &BTreeMap<Field, FieldColumn>,
    seen: &Seen<'_, '_>,
    hand: &ByHand,
) -> Vec<(u32, String)> {
    if kind != RecordKind::Accounts {
        return Vec::new();
    }
    let mut carried = further(&seen.rows, mapping, &seen.profiles);
    let part = |column: &u32| fields.values().any(|f| f.parts.contains(column));
    let dropped = |column: &u32| hand.dropped.iter().any(|at| seen.rows.headers[*at].column == *column);
    carried.retain(|(column, _)| !part(column) && !dropped(column));
    carried
}

impl Columns {
    /// Reads the column of a field, and those that are added to it.
    fn read(&mut self, field: Field, mapped: &Mapped, added: &[usize], seen: &Seen<'_, '_>, hand: &ByHand) {
        let rows = &seen.rows;
        let header = &rows.headers[mapped.header];
        let profile = seen.profiles.get(&header.column);
        let given = seen.table.options.units.iter().find(|(f, _)| *f == field).map(|(_, unit)| *unit);
        let mut read = reading(field, header, rows, profile, given);
        // A saved unit that is no other than the one found changes nothing.
        let saved = hand.units.get(&mapped.header).filter(|unit| given.is_none() && **unit != read.unit);
        if let Some(unit) = saved {
            read = Reading { unit: *unit, ..Reading::default() };
        }
        let place = seen.header_place(Some(header.column));
        let found = |code| {
            let mut issue = Issue::new(code, place).with("field", format!("@field.{field}"));
            issue.header = Some(header.text.clone());
            issue.field = Some(field);
            issue
        };
        self.issues.extend(profile.and_then(|p| column_notes::decimals(field, p)).map(|note| Issue {
            code: note.code,
            args: [found(note.code).args, note.args].concat(),
            ..found(note.code)
        }));
        if let Some(text) = &read.unit_found {
            self.issues.push(found(IssueCode::UnitFound).with("unit", read.unit).with("text", text));
        }
        if let Some(note) = &read.scale_chosen {
            let mut issue = found(IssueCode::ScaleChosen).with("scale", format!("@{}", note.key));
            issue.args.extend(note.args.iter().cloned());
            self.issues.push(issue);
        }
        if let Some(code) = header.currency.as_ref().filter(|_| field.is_money()) {
            self.currencies.push((code.clone(), place));
        }
        let computed = self.computed.filter(|c| c.price == mapped.header && field == Field::Amount);
        // A price that makes the amount with its quantity is no amount itself.
        for at in std::iter::once(&mapped.header).chain(added).filter(|_| computed.is_none()) {
            let reading = &mut self.readings[*at];
            (reading.field, reading.unit, reading.confidence) = (Some(field), read.unit, mapped.confidence);
        }
        let column = FieldColumn {
            column: header.column,
            parts: added.iter().map(|at| rows.headers[*at].column).collect(),
            times: computed.map(|c| rows.headers[c.quantity].column),
            header: header.text.clone(),
            unit: read.unit,
            date_order: date_order(seen, header.column, field),
            decimal: profile.map(|p| p.shapes.decimal()).unwrap_or_default(),
        };
        self.fields.insert(field, column);
    }
}

fn date_order(seen: &Seen<'_, '_>, column: u32, field: Field) -> DateOrder {
    if !field.is_date() {
        return DateOrder::Unknown;
    }
    let raw = seen.table.raw;
    let texts: Vec<String> = (seen.rows.first_data..raw.len())
        .filter_map(|at| raw.row(at).get(column))
        .filter(|cell| matches!(cell, Cell::Text(_)))
        .map(shown)
        .collect();
    day_first_or_month_first(texts.iter().map(String::as_str))
}

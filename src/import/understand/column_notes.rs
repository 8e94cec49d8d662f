//! What is worth telling about columns beyond their mapping: how they write decimals, money that stays
//! unused, hidden rows that count.

use super::mapped::Mapping;
use super::profile::Profile;
use crate::config::ColumnNames;
use crate::import::cells::{Decimal, Shape, money, number};
use crate::import::headers::header::Header;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::raw::raw_sheet::{Cell, RawSheet};
use crate::model::{CellPlace, Field, Issue, IssueCode};
use std::collections::BTreeMap;
use std::ops::Range;

/// An issue about a column, still without its place.
pub struct ColumnNote {
    /// What it is.
    pub code: IssueCode,
    /// Values of its message.
    pub args: Vec<(&'static str, String)>,
}

/// A decimal comma that cells prove, or a doubt that none resolves.
pub fn decimals(field: Field, profile: &Profile) -> Option<ColumnNote> {
    let shapes = &profile.shapes;
    let numeric = field.is_number();
    let (comma, point) = (shapes.of(Shape::Comma), shapes.of(Shape::Point));
    // 1,200 among 12,5 is read as one and a fifth, which is doubtful.
    let thousands = shapes.of(Shape::DoubtfulComma).filter(|_| comma.is_some() && point.is_none());
    if let Some((_, example)) = thousands {
        return doubt(field, example, Decimal::Comma, "@reason.as_others").filter(|_| numeric);
    }
    if let (Some((count, example)), None, true) = (comma, point, numeric) {
        let args = vec![("count", count.to_string()), ("example", example.to_owned())];
        return Some(ColumnNote { code: IssueCode::DecimalComma, args });
    }
    if shapes.is_assumed() {
        let doubtful = shapes.of(Shape::DoubtfulPoint).or_else(|| shapes.of(Shape::DoubtfulComma));
        let (_, example) = doubtful.filter(|_| numeric)?;
        return doubt(field, example, Decimal::Comma, "@reason.by_separator");
    }
    let contradicting = comma.is_some() && point.is_some();
    if point.is_some() && !contradicting {
        return None;
    }
    let doubtful = shapes.of(Shape::DoubtfulPoint);
    let (_, example) = doubtful.or_else(|| shapes.of(Shape::DoubtfulComma).filter(|_| contradicting))?;
    let reason = if contradicting { "@reason.contradicting" } else { "@reason.no_proof" };
    doubt(field, example, Decimal::Unknown, reason).filter(|_| numeric)
}

/// A number that is read one way and may mean another.
fn doubt(field: Field, example: &str, style: Decimal, reason: &str) -> Option<ColumnNote> {
    let digits: String = example.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let other = if style == Decimal::Comma { Decimal::Unknown } else { Decimal::Comma };
    let (read, other) = (number(&digits, style)?, number(&digits, other)?);
    Some(ColumnNote {
        code: IssueCode::DoubtfulGrouping,
        args: vec![
            ("example", example.to_owned()),
            ("read", read.to_string()),
            ("other", other.to_string()),
            ("reason", reason.to_owned()),
            ("code", field.to_string()),
        ],
    })
}

/// Columns that look like money and stay unused while revenue or potential is not in the list.
pub fn unused_money(
    rows: &HeaderRows,
    mapping: &Mapping,
    profiles: &BTreeMap<u32, Profile>,
    place: CellPlace,
    names: &ColumnNames,
) -> Vec<Issue> {
    let stated = mapping.has(Field::RepeatSales) && mapping.has(Field::NewBusiness);
    if stated || mapping.has(Field::AnnualRevenue) {
        return Vec::new();
    }
    let told = |at: &usize| {
        mapping.fields.values().any(|m| m.header == *at)
            || mapping.suggested.iter().any(|(h, _)| h == at)
            || mapping.ambiguous.iter().any(|(_, all)| all.contains(at))
    };
    let unused = |(at, header): &(usize, &Header)| !told(at) && is_money(header, profiles, names);
    let note = |(_, header): (usize, &Header)| {
        let place = CellPlace { row: Some(rows.row), column: Some(header.column), ..place };
        let mut issue = Issue::new(IssueCode::ColumnUnused, place);
        issue.header = Some(header.text.clone());
        issue
    };
    rows.headers.iter().enumerate().filter(unused).map(note).collect()
}

/// Numbers under a header that speaks of money, states a unit or currency, or is a year.
pub fn is_money(header: &Header, profiles: &BTreeMap<u32, Profile>, names: &ColumnNames) -> bool {
    let Some(profile) = profiles.get(&header.column) else { return false };
    // A margin of 0…1 is a rate.
    let written = |text: &&String| money(Cell::Text(text), Decimal::Unknown, &names.quantities).is_ok();
    let texts = profile.samples.iter().filter(written).count() as u64;
    let numbers = if profile.numbers * 2 > profile.values() {
        profile.within_one * 5 < profile.numbers * 4
    } else {
        // $125,000.00.
        texts > 0 && texts * 2 > profile.samples.len() as u64
    };
    if names.headers.says(&header.phrase, "rates") {
        return false;
    }
    let says = names.money_parts.iter().any(|part| header.plain.contains(part.as_str()))
        || names.headers.says(&header.phrase, "money");
    let year = crate::config::undated(&header.plain) == Some("");
    numbers && !header.percent && (says || header.unit.is_some() || header.currency.is_some() || year)
}

/// Hidden rows among those that are read.
pub fn hidden_rows(raw: &RawSheet, rows: Range<usize>, input: u32, sheet: u32) -> Option<Issue> {
    if raw.hidden_rows.is_empty() {
        return None;
    }
    let hidden = |number: &u32| raw.hidden_rows.binary_search(number).is_ok();
    let mut found = rows.map(|at| raw.row(at).number).filter(hidden);
    let first = found.next()?;
    let place = CellPlace { input: Some(input), sheet: Some(sheet), row: Some(first), column: None };
    Some(Issue::new(IssueCode::HiddenRows, place).with("count", found.count() + 1).with("row", first))
}

//! Units and scales of the mapped columns: from the header, else from the whole column.

use super::mapped::Mapping;
use super::profile::Profile;
use crate::import::headers::header::Header;
use crate::import::headers::header_rows::HeaderRows;
use crate::model::{Field, Note, Scale};
use std::collections::BTreeMap;

/// How the values of a column are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Factor from cell to base unit.
    pub unit: f64,
    /// Worth telling: a unit that was found.
    pub unit_found: Option<String>,
    /// Worth telling: a scale that was chosen, and why.
    pub scale_chosen: Option<Note>,
}

/// Reads unit and scale of a column.
pub fn reading(
    field: Field,
    header: &Header,
    rows: &HeaderRows,
    profile: Option<&Profile>,
    given: Option<f64>,
) -> Reading {
    if let Some(unit) = given {
        return Reading { unit, unit_found: None, scale_chosen: None };
    }
    if field.is_money() {
        if let Some(unit) = header.unit {
            let unit_found = ((unit - 1.0).abs() > 0.0).then(|| header.text.clone());
            return Reading { unit, unit_found, scale_chosen: None };
        }
        if let Some((unit, line)) = &rows.unit_line {
            return Reading { unit: *unit, unit_found: Some(line.clone()), scale_chosen: None };
        }
    }
    if let Some(unit) = header.unit.filter(|_| field.is_metric()) {
        return Reading { unit, unit_found: Some(header.text.clone()), scale_chosen: None };
    }
    let blank = Profile::default();
    let profile = profile.unwrap_or(&blank);
    if field.is_share() {
        let above = profile.numbers - profile.within_one;
        return fraction_or_points(profile, above > profile.within_one || (header.percent && above > 0));
    }
    if field.is_fraction() {
        let small = profile.numbers - profile.above_one_and_half;
        return fraction_or_points(
            profile,
            header.percent && profile.largest > 1.0 || profile.above_one_and_half > small,
        );
    }
    Reading { unit: 1.0, ..Reading::default() }
}

fn fraction_or_points(profile: &Profile, points: bool) -> Reading {
    if profile.numbers == 0 {
        return Reading { unit: 1.0, ..Reading::default() };
    }
    let key = if points { "reason.scale_points" } else { "reason.scale_fraction" };
    let note = Note::new(key).with("numbers", profile.numbers).with("largest", profile.largest);
    Reading { unit: if points { 0.01 } else { 1.0 }, unit_found: None, scale_chosen: Some(note) }
}

/// Scale of the two scores of a persons sheet: from the headers, else 1–5 if no score is above 5.
pub fn score_scale(
    mapping: &Mapping,
    headers: &[Header],
    profiles: &BTreeMap<u32, Profile>,
) -> (Scale, bool) {
    let axes: Vec<&Header> = [Field::Receptivity, Field::Dynamics]
        .iter()
        .filter_map(|f| mapping.fields.get(f))
        .map(|m| &headers[m.header])
        .collect();
    if let Some(scale) = axes.iter().find_map(|h| h.scale) {
        return (scale, false);
    }
    let found: Vec<&Profile> = axes.iter().filter_map(|h| profiles.get(&h.column)).collect();
    let numbers: u64 = found.iter().map(|p| p.numbers).sum();
    let five = found.iter().all(|p| p.largest <= 5.0);
    (if five { Scale::Five } else { Scale::Ten }, numbers > 0)
}

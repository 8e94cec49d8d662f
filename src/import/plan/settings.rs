//! The Settings of a plan: parameters by their defined names, else by the codes that stand in the sheet.

use super::names::{Names, Target};
use crate::config::{Config, Parameter, Rules, plain};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawSheet};

/// Parameters with the value that stands in the plan.
pub fn settings(sheets: &[RawSheet], names: &Names, config: &Config) -> Vec<(Parameter, f64)> {
    let named = named(sheets, names);
    if named.is_empty() { by_codes(sheets, config) } else { named }
}

/// P of repeat business and of new business where a deal and its stage state none: what history or the settings
/// gave the plan.
pub fn deal_chances(sheets: &[RawSheet], names: &Names) -> [Option<f64>; 2] {
    ["probability_deal_repeat", "probability_deal_new"]
        .map(|name| names.others.get(name).and_then(|target| number(sheets, target)))
}

/// The key of a stage's probability among the numbers of the Settings.
pub fn stage_key(text: &str) -> String {
    format!("{}.{}", Rules::STAGES, plain(text))
}

/// What the lists of the Settings state: weights of roles, points and factors of commitment, P of stages. Each stands
/// below its headers, told by its code or its name.
pub fn rules(sheets: &[RawSheet], names: &Names, config: &Config) -> Vec<(String, f64)> {
    let of_parameter = |(name, target): (&String, &Target)| match target {
        Target::Cell(sheet, ..) if Parameter::from_code(name).is_some() => Some(sheet.clone()),
        _ => None,
    };
    let Some(name) = names.others.iter().find_map(of_parameter) else { return Vec::new() };
    let Some(sheet) = sheets.iter().find(|s| s.name == name) else { return Vec::new() };
    let headed = |cell: Cell<'_>, key: &str| {
        let text = plain(&shown(cell));
        config.every_labels().any(|(_, labels)| plain(labels.value("workbook.column", key)) == text)
    };
    let mut found = Vec::new();
    let mut lists: Vec<(&str, u32, u32)> = Vec::new();
    for row in sheet.rows() {
        let at = |key: &str| row.cells().find(|(_, cell)| headed(*cell, key)).map(|(column, _)| column);
        let heads = LISTS.iter().filter_map(|(of, key, value)| Some((*of, at(key)?, at(value)?)));
        let heads: Vec<(&str, u32, u32)> = heads.collect();
        if !heads.is_empty() {
            lists = heads;
            continue;
        }
        for (of, key, value) in &lists {
            let Some(key) = row.get(*key).map(shown).filter(|key| !key.is_empty()) else { continue };
            let key = if *of == Rules::STAGES { stage_key(&key) } else { format!("{of}.{key}") };
            if let Some(Cell::Number(number, _)) = row.get(*value) {
                found.push((key, number));
            }
        }
    }
    found
}

/// The lists: what each states, the columns of its keys and of its values.
const LISTS: [(&str, &str, &str); 4] = [
    (Rules::ROLE_WEIGHTS, "code", "weight"),
    (Rules::COMMITMENT_POINTS, "code", "points"),
    (Rules::VISIT_FACTORS, "code", "visit_factor"),
    (Rules::STAGES, "stage", "probability"),
];

/// Every parameter has a defined name.
fn named(sheets: &[RawSheet], names: &Names) -> Vec<(Parameter, f64)> {
    let value =
        |(name, target): (&String, &Target)| Some((Parameter::from_code(name)?, number(sheets, target)?));
    names.others.iter().filter_map(value).collect()
}

fn number(sheets: &[RawSheet], target: &Target) -> Option<f64> {
    let Target::Cell(sheet, row, column) = target else { return None };
    let sheet = sheets.iter().find(|s| s.name == *sheet)?;
    match sheet.find(*row)?.get(*column)? {
        Cell::Number(number, _) => Some(number),
        _ => None,
    }
}

fn by_codes(sheets: &[RawSheet], config: &Config) -> Vec<(Parameter, f64)> {
    let mut found = Vec::new();
    for (_, labels) in config.every_labels() {
        let [name, value] = ["name", "value"].map(|key| plain(labels.value("workbook.column", key)));
        for sheet in sheets.iter().filter(|s| s.name == labels.value("sheet", "settings")) {
            let mut columns = None;
            for row in sheet.rows() {
                let at =
                    |wanted: &String| row.cells().find(|(_, c)| plain(&shown(*c)) == *wanted).map(|c| c.0);
                if columns.is_none() {
                    columns = at(&name).zip(at(&value));
                    continue;
                }
                let Some((name, value)) = columns else { continue };
                let parameter = row.get(name).map(shown).and_then(|n| Parameter::from_code(&n));
                if let (Some(parameter), Some(Cell::Number(number, _))) = (parameter, row.get(value)) {
                    found.push((parameter, number));
                }
            }
        }
    }
    found
}

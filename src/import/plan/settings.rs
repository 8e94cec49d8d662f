//! The Settings of a plan: parameters by their defined names, else by the codes that stand in the sheet.

use super::names::{Names, Target};
use crate::config::{Config, Parameter, plain};
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

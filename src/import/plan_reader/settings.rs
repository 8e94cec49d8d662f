//! The Settings of a plan: parameters by their defined names.

use super::spec::{header, plain};
use crate::config::{Config, Parameter};
use crate::import::cells::shown;
use crate::import::raw_sheet::{Cell, RawSheet};
use crate::model::Language;

/// Parameters with the value that stands in the plan.
pub fn settings(sheets: &[RawSheet], config: &Config) -> Vec<(Parameter, f64)> {
    let mut found = Vec::new();
    for language in Language::ALL {
        let labels = config.labels(*language);
        let [name, value] = ["name", "value"].map(|key| plain(&header(labels, key)));
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

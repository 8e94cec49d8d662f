//! What the other sheets say of their accounts: names and numbers, to tell whose a column of this sheet is.

use super::profile::Profile;
use super::surveyed::Surveyed;
use crate::config::Config;
use crate::import::cells::shown;
use crate::model::{Field, RecordKind};
use std::collections::HashSet;

/// Rows of a sheet whose names are kept.
const MOST: usize = 50_000;
/// Distinct values that tell anything.
const SEVERAL: usize = 2;

/// The accounts of the sheets that were understood.
#[derive(Debug, Default)]
pub struct Neighbours {
    sheets: Vec<Sheet>,
}

#[derive(Debug)]
struct Sheet {
    name: String,
    names: HashSet<String>,
    numbers: HashSet<String>,
}

impl Neighbours {
    /// Of sheets that were surveyed; none if no list of accounts is among them.
    pub fn of(surveyed: &[Surveyed<'_>], config: &Config) -> Option<Self> {
        let mut sheets = Vec::new();
        for plan in surveyed.iter().filter_map(|s| s.plan.as_ref()) {
            if plan.kind != RecordKind::Accounts {
                continue;
            }
            let values = |field: Field| -> HashSet<String> {
                let Some(column) = plan.fields.get(&field).map(|f| f.column) else { return HashSet::new() };
                let rows = (plan.first_data..plan.end).take(MOST);
                rows.filter_map(|at| plan.raw.row(at).get(column))
                    .map(|cell| config.columns.plain(&shown(cell)))
                    .filter(|text| !text.is_empty())
                    .collect()
            };
            let (names, numbers) = (values(Field::Name), values(Field::Id));
            sheets.push(Sheet { name: plan.raw.name.clone(), names, numbers });
        }
        (!sheets.is_empty()).then_some(Neighbours { sheets })
    }

    /// The sheet whose accounts a column names in most of its values.
    pub fn named(&self, profile: &Profile, share: f64, config: &Config) -> Option<String> {
        self.found(profile, share, config, |sheet| &sheet.names)
    }

    /// The sheet whose numbers a column repeats.
    pub fn numbered(&self, profile: &Profile, share: f64, config: &Config) -> Option<String> {
        self.found(profile, share, config, |sheet| &sheet.numbers)
    }

    fn found(
        &self,
        profile: &Profile,
        share: f64,
        config: &Config,
        of: impl Fn(&Sheet) -> &HashSet<String>,
    ) -> Option<String> {
        let values: Vec<String> = profile.samples.iter().map(|s| config.columns.plain(s)).collect();
        if values.len() < SEVERAL {
            return None;
        }
        let known = |sheet: &&Sheet| {
            let found = values.iter().filter(|value| of(sheet).contains(*value)).count();
            found >= SEVERAL && found as f64 >= share * values.len() as f64
        };
        self.sheets.iter().find(known).map(|sheet| sheet.name.clone())
    }
}

//! Where the money of every column went: what the list holds is what is planned and what is left out, each part
//! with its reason.

use crate::model::{Field, LeftOut, MoneyReading};
use std::collections::BTreeMap;

/// Money of one row, by field.
pub type Money = Vec<(Field, f64)>;

#[derive(Default)]
struct Entry {
    in_list: f64,
    planned: f64,
    left: BTreeMap<LeftOut, f64>,
}

/// The money of all sheets.
#[derive(Default)]
pub struct Ledger {
    entries: BTreeMap<(u32, Field), Entry>,
}

impl Ledger {
    fn entry(&mut self, sheet: u32, field: Field) -> &mut Entry {
        self.entries.entry((sheet, field)).or_default()
    }

    /// The list holds it.
    pub fn read(&mut self, sheet: u32, money: &[(Field, f64)]) {
        for (field, amount) in money {
            self.entry(sheet, *field).in_list += amount;
        }
    }

    /// It is planned with.
    pub fn planned(&mut self, sheet: u32, money: &[(Field, f64)]) {
        for (field, amount) in money {
            self.entry(sheet, *field).planned += amount;
        }
    }

    /// It is left out.
    pub fn left(&mut self, sheet: u32, money: &[(Field, f64)], why: LeftOut) {
        for (field, amount) in money {
            *self.entry(sheet, *field).left.entry(why).or_default() += amount;
        }
    }

    /// What was booked as planned is left out after all.
    pub fn withdraw(&mut self, sheet: u32, field: Field, amount: f64, why: LeftOut) {
        let entry = self.entry(sheet, field);
        entry.planned -= amount;
        *entry.left.entry(why).or_default() += amount;
    }

    /// Nothing is planned with.
    pub fn refuse(&mut self, why: LeftOut) {
        for entry in self.entries.values_mut() {
            *entry.left.entry(why).or_default() += entry.planned;
            entry.planned = 0.0;
        }
    }

    /// The entries of a sheet, by field.
    pub fn of(&self, sheet: u32) -> impl Iterator<Item = (Field, MoneyReading)> {
        self.entries.range((sheet, Field::ALL[0])..).take_while(move |((s, _), _)| *s == sheet).map(
            |((_, field), entry)| {
                let left_out = entry.left.iter().filter(|(_, amount)| **amount != 0.0);
                let reading = MoneyReading {
                    field: Some(*field),
                    in_list: entry.in_list,
                    planned: entry.planned,
                    left_out: left_out.map(|(why, amount)| (*why, *amount)).collect(),
                    ..MoneyReading::default()
                };
                (*field, reading)
            },
        )
    }
}

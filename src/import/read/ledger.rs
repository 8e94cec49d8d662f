//! Where the money of every column went: what the list holds is what is planned and what is left out, each part
//! with its reason.

use crate::model::rounding::comparable_money;
use crate::model::{Field, LeftOut, MoneyReading};
use std::collections::BTreeMap;

/// Money of one row, by field.
pub type Money = Vec<(Field, f64)>;

/// A sum that keeps what rounding loses, so that the order of rows changes nothing.
#[derive(Default, Clone, Copy)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, amount: f64) {
        let sum = self.sum + amount;
        self.lost += if self.sum.abs() >= amount.abs() {
            (self.sum - sum) + amount
        } else {
            (amount - sum) + self.sum
        };
        self.sum = sum;
    }

    fn value(self) -> f64 {
        comparable_money(self.sum + self.lost)
    }
}

#[derive(Default)]
struct Entry {
    in_list: Sum,
    planned: Sum,
    left: BTreeMap<LeftOut, Sum>,
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
            self.entry(sheet, *field).in_list.add(*amount);
        }
    }

    /// It is planned with.
    pub fn planned(&mut self, sheet: u32, money: &[(Field, f64)]) {
        for (field, amount) in money {
            self.entry(sheet, *field).planned.add(*amount);
        }
    }

    /// It is left out.
    pub fn left(&mut self, sheet: u32, money: &[(Field, f64)], why: LeftOut) {
        for (field, amount) in money {
            self.entry(sheet, *field).left.entry(why).or_default().add(*amount);
        }
    }

    /// What was booked as planned is left out after all.
    pub fn withdraw(&mut self, sheet: u32, field: Field, amount: f64, why: LeftOut) {
        let entry = self.entry(sheet, field);
        entry.planned.add(-amount);
        entry.left.entry(why).or_default().add(amount);
    }

    /// Nothing is planned with.
    pub fn refuse(&mut self, why: LeftOut) {
        for entry in self.entries.values_mut() {
            let planned = entry.planned.value();
            entry.left.entry(why).or_default().add(planned);
            entry.planned = Sum::default();
        }
    }

    /// The entries of a sheet, by field.
    pub fn of(&self, sheet: u32) -> impl Iterator<Item = (Field, MoneyReading)> {
        self.entries.range((sheet, Field::ALL[0])..).take_while(move |((s, _), _)| *s == sheet).map(
            |((_, field), entry)| {
                let left_out = entry.left.iter().map(|(why, amount)| (*why, amount.value()));
                let reading = MoneyReading {
                    field: Some(*field),
                    in_list: entry.in_list.value(),
                    planned: entry.planned.value(),
                    left_out: left_out.filter(|(_, amount)| *amount != 0.0).collect(),
                    ..MoneyReading::default()
                };
                (*field, reading)
            },
        )
    }
}

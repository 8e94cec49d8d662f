//! What the values of a column look like, over the whole column: what confirms or vetoes a header and
//! decides its scale.

use crate::import::cells::{Decimal, Shape, shape};
use crate::import::raw::raw_sheet::{Cell, FormatHint, RawSheet};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// Distinct texts kept of a column.
const TEXTS: usize = 60;
/// Values whose repetition is counted.
const LOOKED_AT: u32 = 3000;

/// Values of a column.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Numbers without per-cent format.
    pub numbers: u64,
    /// Of those, |n| ≤ 1.
    pub within_one: u64,
    /// Of those, |n| > 1.5.
    pub above_one_and_half: u64,
    /// Of those, above 100 or below 0.
    pub outside_percent: u64,
    /// Their sum.
    pub sum: f64,
    /// Largest number.
    pub largest: f64,
    /// Numbers with per-cent format.
    pub percents: u64,
    /// Texts.
    pub texts: u64,
    /// Dates.
    pub dates: u64,
    /// Values among the first rows, and how many of them differ.
    pub looked_at: u32,
    /// See above.
    pub different: u32,
    /// Some distinct texts.
    pub samples: BTreeSet<String>,
    /// What its texts prove about decimals.
    pub shapes: Shapes,
    seen: HashSet<u64>,
    /// The values looked at, by row.
    by_row: Vec<(u32, u64)>,
}

/// How many texts of a column prove what about its decimals, each with the first one.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    seen: Vec<(Shape, u64, String)>,
    /// What the list says where the column does not.
    assumed: Option<Decimal>,
}

impl Shapes {
    fn add(&mut self, text: &str) {
        let Some(shape) = shape(text) else { return };
        match self.seen.iter_mut().find(|(s, _, _)| *s == shape) {
            Some((_, count, _)) => *count += 1,
            None => self.seen.push((shape, 1, text.trim().to_owned())),
        }
    }

    /// Whether only the list, not the column, says how it writes its decimals.
    pub fn is_assumed(&self) -> bool {
        self.assumed.is_some() && self.of(Shape::Comma).is_none() && self.of(Shape::Point).is_none()
    }

    /// How many texts are of a shape, and the first of them.
    pub fn of(&self, shape: Shape) -> Option<(u64, &str)> {
        self.seen.iter().find(|(s, _, _)| *s == shape).map(|(_, count, text)| (*count, text.as_str()))
    }

    /// How the column writes its decimals, if its cells agree.
    pub fn decimal(&self) -> Decimal {
        match (self.of(Shape::Comma), self.of(Shape::Point)) {
            (Some(_), None) => Decimal::Comma,
            (None, Some(_)) => Decimal::Point,
            (None, None) => self.assumed.unwrap_or_default(),
            (Some(_), Some(_)) => Decimal::Unknown,
        }
    }
}

impl Profile {
    /// Non-blank cells, error values apart.
    pub fn values(&self) -> u64 {
        self.numbers + self.percents + self.texts + self.dates
    }

    /// Share of the values looked at that stood there before.
    pub fn repeated(&self) -> f64 {
        f64::from(self.looked_at - self.different) / f64::from(self.looked_at.max(1))
    }

    /// Whether two columns say the same wherever both say something, and one of them says all that the other does.
    pub fn agrees_with(&self, other: &Profile) -> bool {
        let (few, many) = if self.by_row.len() <= other.by_row.len() { (self, other) } else { (other, self) };
        let same = |(row, value): &(u32, u64)| {
            many.by_row.binary_search_by_key(row, |(r, _)| *r).is_ok_and(|at| many.by_row[at].1 == *value)
        };
        let whole = few.by_row.len() < LOOKED_AT as usize && many.by_row.len() < LOOKED_AT as usize
            || few.values() == many.values() && few.sum.to_bits() == many.sum.to_bits();
        !few.by_row.is_empty() && whole && few.by_row.iter().all(same)
    }

    fn add(&mut self, row: u32, cell: Cell<'_>) {
        if self.looked_at < LOOKED_AT {
            self.look_at(row, cell);
        }
        match cell {
            Cell::Number(_, FormatHint::Percent) => self.percents += 1,
            Cell::Number(n, _) => self.add_number(n),
            Cell::Date(_) => self.dates += 1,
            Cell::Text(text) => {
                // CSV cells are texts: a number in digits is a number all the same.
                if let Some(n) = crate::import::cells::number(text, Decimal::Unknown) {
                    self.add_number(n);
                } else {
                    self.texts += 1;
                }
                self.shapes.add(text);
                if self.samples.len() < TEXTS {
                    self.samples.insert(text.trim().to_owned());
                }
            }
            Cell::Bool(_) | Cell::Error(_) => {}
        }
    }

    fn look_at(&mut self, row: u32, cell: Cell<'_>) {
        let mut hasher = DefaultHasher::new();
        match cell {
            Cell::Text(text) => text.trim().hash(&mut hasher),
            Cell::Number(n, _) => n.to_bits().hash(&mut hasher),
            Cell::Date(date) => date.hash(&mut hasher),
            Cell::Bool(_) | Cell::Error(_) => return,
        }
        self.looked_at += 1;
        let hash = hasher.finish();
        self.different += u32::from(self.seen.insert(hash));
        self.by_row.push((row, hash));
    }

    fn add_number(&mut self, n: f64) {
        self.numbers += 1;
        self.sum += n;
        self.within_one += u64::from(n.abs() <= 1.0);
        self.above_one_and_half += u64::from(n.abs() > 1.5);
        self.outside_percent += u64::from(!(0.0..=100.0).contains(&n));
        self.largest = self.largest.max(n);
    }
}

/// Profiles of all columns below the header.
pub fn profiles(sheet: &RawSheet, rows: Range<usize>) -> BTreeMap<u32, Profile> {
    let mut columns: Vec<Option<Profile>> = Vec::new();
    for at in rows {
        let row = sheet.row(at);
        for (column, cell) in row.cells() {
            let place = column as usize;
            if columns.len() <= place {
                columns.resize(place + 1, None);
            }
            columns[place].get_or_insert_default().add(row.number, cell);
        }
    }
    // Where semicolons separate columns commas separate decimals, unless a column proves otherwise.
    let mut profiles: BTreeMap<u32, Profile> =
        (0_u32..).zip(columns).filter_map(|(column, profile)| Some((column, profile?))).collect();
    if sheet.semicolons && profiles.values().all(|p| p.shapes.of(Shape::Point).is_none()) {
        profiles.values_mut().for_each(|p| p.shapes.assumed = Some(Decimal::Comma));
    }
    profiles
}

//! Total rows: by their words, and by figures that are the sum of the rows above.

use super::profile::Profile;
use super::row_kind::says_total;
use super::sheet_plan::SheetPlan;
use crate::config::{Quantities, RowWord};
use crate::import::cells::{Decimal, money, shown};
use crate::import::raw::raw_sheet::{Cell, FormatHint, RawRow};
use crate::model::{Field, RecordKind};
use std::collections::BTreeMap;

/// A column of numbers that a total adds up.
pub struct NumberColumn<'a> {
    /// 0-based column.
    pub column: u32,
    decimal: Decimal,
    money: bool,
    words: &'a Quantities,
}

impl NumberColumn<'_> {
    /// The number of a row; per cents are none.
    pub fn value(&self, row: RawRow<'_>) -> Option<f64> {
        match row.get(self.column)? {
            Cell::Number(_, FormatHint::Percent) => None,
            Cell::Number(n, _) => Some(n).filter(|n| n.is_finite()),
            cell @ Cell::Text(_) => money(cell, self.decimal, self.words).ok().map(|m| m.amount),
            _ => None,
        }
    }
}

/// The columns of numbers; ids, years and rates are none.
pub fn number_columns<'a>(plan: &SheetPlan<'a>, profiles: &BTreeMap<u32, Profile>) -> Vec<NumberColumn<'a>> {
    let field = |column: u32| plan.fields.iter().find(|(_, c)| c.column == column).map(|(f, _)| *f);
    let part = |column: u32| plan.fields.iter().find(|(_, c)| c.parts.contains(&column)).map(|(f, _)| *f);
    let mut found = Vec::new();
    for (column, profile) in profiles {
        let field = field(*column).or_else(|| part(*column));
        let money = field.is_some_and(Field::is_money);
        let adds = money || matches!(field, None | Some(Field::Visits));
        let numeric = money || profile.numbers * 2 > profile.values() && profile.percents == 0;
        if adds && numeric {
            found.push(NumberColumn {
                column: *column,
                decimal: profile.shapes.decimal(),
                money,
                words: &plan.config.columns.quantities,
            });
        }
    }
    found
}

/// What the rows above say of a row.
pub enum Told {
    /// A record like any other.
    Record,
    /// A total.
    Total,
    /// Several customers in one.
    Remainder,
}

#[derive(Clone, Default)]
struct Running {
    sums: Vec<f64>,
    /// Rows that have a value, by column.
    counts: Vec<usize>,
    rows: usize,
}

impl Running {
    fn new(columns: usize) -> Self {
        Running { sums: vec![0.0; columns], counts: vec![0; columns], rows: 0 }
    }
}

/// Sums of the records above: all, and those since the last total and heading.
pub struct Sums<'a> {
    numbers: &'a [NumberColumn<'a>],
    all: Running,
    since: Running,
    below_heading: Running,
    extremes: Vec<(f64, f64)>,
    /// Name of the last record, and of the last heading.
    name: Option<String>,
    heading: Option<String>,
}

impl<'a> Sums<'a> {
    /// Nothing added yet.
    pub fn new(numbers: &'a [NumberColumn<'a>]) -> Self {
        let none = Running::new(numbers.len());
        Sums {
            numbers,
            all: none.clone(),
            since: none.clone(),
            below_heading: none,
            extremes: vec![(f64::INFINITY, f64::NEG_INFINITY); numbers.len()],
            name: None,
            heading: None,
        }
    }

    /// Adds a record.
    pub fn add(&mut self, plan: &SheetPlan<'_>, at: usize) {
        let row = plan.raw.row(at);
        for (place, number) in self.numbers.iter().enumerate() {
            let Some(value) = number.value(row) else { continue };
            for running in [&mut self.all, &mut self.since, &mut self.below_heading] {
                running.sums[place] += value;
                running.counts[place] += 1;
            }
            let (low, high) = &mut self.extremes[place];
            (*low, *high) = (low.min(value), high.max(value));
        }
        for running in [&mut self.all, &mut self.since, &mut self.below_heading] {
            running.rows += 1;
        }
        if let Some(name) = plan.name_of(row) {
            self.name = Some(name);
        }
    }

    /// Passes a total.
    pub fn total(&mut self) {
        self.since = Running::new(self.numbers.len());
    }

    /// Passes a heading.
    pub fn heading(&mut self, plan: &SheetPlan<'_>, at: usize) {
        self.below_heading = Running::new(self.numbers.len());
        let mut cells = plan.raw.row(at).cells();
        if let (Some((_, cell @ Cell::Text(_))), None) = (cells.next(), cells.next()) {
            self.heading = Some(shown(cell));
        }
    }

    /// In how many columns the row is the sum of rows above, and of how many at most; none if a column of money
    /// differs, or (`all`, or where there is no money) any column.
    fn adds_up(&self, row: RawRow<'_>, all: bool) -> Option<(usize, usize)> {
        let money = !all && self.numbers.iter().any(|n| n.money && n.value(row).is_some());
        let fits = |running: &Running| {
            let (mut matched, mut rows) = (0, 0);
            for (place, number) in self.numbers.iter().enumerate() {
                let (sum, count) = (running.sums[place], running.counts[place]);
                let Some(value) = number.value(row) else { continue };
                let tolerance = (0.006 * count as f64).min(1e-3 * sum.abs()) + 1e-9 * sum.abs();
                if (value - sum).abs() > tolerance {
                    if number.money || !money {
                        return None;
                    }
                } else if value != 0.0 {
                    matched += 1;
                    rows = rows.max(count);
                }
            }
            (matched > 0).then_some((matched, rows))
        };
        fits(&self.all).or_else(|| fits(&self.since)).or_else(|| fits(&self.below_heading))
    }

    /// Whether every number of the row is the least, greatest or mean one above.
    fn is_statistic(&self, row: RawRow<'_>) -> bool {
        let mut found = false;
        let rows = self.all.rows.max(1) as f64;
        let whole = self.numbers.iter().zip(&self.all.sums).zip(&self.extremes).all(
            |((number, sum), (low, high))| {
                let Some(value) = number.value(row) else { return true };
                found = true;
                let near = |other: f64| (value - other).abs() <= 0.01 + 1e-3 * other.abs();
                near(*low) || near(*high) || near(sum / rows) || near(rows) || value <= *high && value >= *low
            },
        );
        whole && found
    }
}

/// Tells an open row from the rows above it.
pub fn told(plan: &SheetPlan<'_>, at: usize, end: usize, sums: &Sums<'_>) -> Told {
    let names = &plan.config.columns;
    let row = plan.raw.row(at);
    let adds = sums.adds_up(row, false);
    let ids = [Field::Id, Field::AccountId];
    let numbered = ids.iter().filter_map(|f| plan.fields.get(f)).any(|c| row.get(c.column).is_some());
    let last = at + 1 == end || (at + 1..end.min(at + 4)).all(|below| is_worded(plan, below));
    let texts = || row.cells().filter_map(|(column, cell)| text(cell).map(|text| (column, text)));
    let Some(name) = plan.name_of(row) else {
        let worded = texts().any(|(_, t)| {
            matches!(names.rows.of(t), Some(RowWord::Total | RowWord::Statistic))
                || names.rows.total_of(t).iter().any(|of| !of.is_empty())
        });
        let bare = sums
            .adds_up(row, true)
            .is_some_and(|(columns, rows)| rows >= 2 && (columns >= 2 || rows >= 3 || last));
        return if worded || bare { Told::Total } else { Told::Record };
    };
    match names.rows.of(&name) {
        Some(RowWord::Total) => {
            // Total is a company too: with texts of its own, in the midst of others, and no sum of them.
            let figure = |column: u32| sums.numbers.iter().any(|n| n.column == column);
            let described = texts().any(|(column, t)| !figure(column) && names.rows.of(t).is_none());
            let customer = adds.is_none() && (numbered || described && !last);
            return if customer { Told::Record } else { Told::Total };
        }
        Some(RowWord::Statistic)
            if !numbered && (last || sums.is_statistic(row)) && sums.is_statistic(row) =>
        {
            return Told::Total;
        }
        Some(RowWord::Remainder) if is_account_name(plan) => return Told::Remainder,
        _ => {}
    }
    if !numbered {
        let of = names.rows.total_of(&name);
        let above = [&sums.name, &sums.heading].into_iter().flatten().map(|name| names.plain(name));
        if above.into_iter().any(|above| of.contains(&above)) {
            return Told::Total;
        }
        if !of.is_empty()
            && adds.is_some_and(|(columns, rows)| rows >= 2 && (columns >= 2 || rows >= 3 || last))
        {
            return Told::Total;
        }
    }
    let key = plan.key_column();
    let elsewhere =
        |(column, t): (u32, &str)| Some(column) != key && says_total(names, t) && !is_choice(plan, column);
    if texts().any(elsewhere) {
        return Told::Total;
    }
    // In words that nobody knows: only the last row, by figures that leave no doubt.
    let sure = |(columns, rows): (usize, usize)| rows >= 2 && (columns >= 2 || rows >= 3);
    let plain = names.legal_forms.form(&name).is_none();
    if last && plain && !numbered && adds.is_some_and(sure) { Told::Total } else { Told::Record }
}

/// A row below that may be a total too.
fn is_worded(plan: &SheetPlan<'_>, at: usize) -> bool {
    let names = &plan.config.columns;
    let mut texts = plan.raw.row(at).cells().filter_map(|(_, cell)| text(cell));
    texts.any(|t| matches!(names.rows.of(t), Some(RowWord::Total | RowWord::Statistic)))
}

fn text(cell: Cell<'_>) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

/// Whether the name column of the sheet names accounts.
fn is_account_name(plan: &SheetPlan<'_>) -> bool {
    plan.kind == RecordKind::Accounts || plan.has(Field::Account)
}

/// A column whose words are a choice: a stage, a kind.
fn is_choice(plan: &SheetPlan<'_>, column: u32) -> bool {
    let choices =
        [Field::Stage, Field::Kind, Field::Status, Field::Role, Field::Part, Field::Industry, Field::Region];
    choices.iter().filter_map(|f| plan.fields.get(f)).any(|c| c.column == column)
}

//! Which sheets of accounts hold lines: the same account on several rows with other money, or on a sheet a
//! period.

use super::figures::{Lines, added, stated};
use super::parse::Parsed;
use crate::config::{Part, Period, Periods, plain};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow};
use crate::import::understand::row_kind::RowKind;
use crate::import::understand::sheet_plan::SheetPlan;
use crate::model::{Account, Field, KeyPerson};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A row of an account sheet.
pub type AccountRow = Parsed<(Account, Option<KeyPerson>)>;

/// Rows looked at to tell a column of periods.
const SAMPLE: usize = 300;

/// The tables of lines, and which sheet belongs to which.
pub struct Tables {
    /// By sheet of accounts: the table.
    pub of: Vec<Option<usize>>,
    /// The tables.
    pub lines: Vec<Lines>,
}

/// Finds the tables of lines among the sheets of accounts.
pub fn tables(plans: &[&SheetPlan<'_>], rows: &[Vec<AccountRow>]) -> Tables {
    let mut families: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| !plan.headers.is_empty()) {
        // 2024年销售额 and 2025年销售额 are one column of two sheets.
        let name = |header: &str| match plan.config.columns.periods.cut(header) {
            Some((_, rest)) => plain(&rest),
            None => plain(header),
        };
        let signature = plan.fields.iter().map(|(f, c)| format!("{f} {}", name(&c.header))).collect();
        families.entry(signature).or_default().push(at);
    }
    let mut found = Tables { of: vec![None; plans.len()], lines: Vec::new() };
    for family in families.into_values() {
        let periods: Vec<Period> = family.iter().filter_map(|at| sheet_period(plans[*at])).collect();
        let distinct = periods.iter().collect::<BTreeSet<_>>().len() == family.len();
        let whole = family.len() > 1 && (periods.len() == family.len() && distinct || shared(&family, rows));
        let groups: Vec<Vec<usize>> =
            if whole { vec![family] } else { family.into_iter().map(|at| vec![at]).collect() };
        for group in groups {
            let repeated = group.iter().any(|at| differ(&rows[*at]));
            if !(whole || repeated) {
                continue;
            }
            let first = plans[group[0]];
            let by = group.iter().find_map(|at| told_apart(plans[*at], &rows[*at]));
            let sheets = group.iter().map(|at| plans[*at].sheet).collect();
            group.iter().for_each(|at| found.of[*at] = Some(found.lines.len()));
            let columns = period_columns(first, &rows[group[0]]);
            found.lines.push(Lines { sheets, by, columns, ..Lines::default() });
        }
    }
    found
}

/// The period of a whole sheet: by its name, a title, or the header of its revenue.
fn sheet_period(plan: &SheetPlan<'_>) -> Option<Period> {
    let header = || plan.fields.get(&Field::AnnualRevenue).map(|c| c.header.as_str());
    plan.period.or_else(|| plan.config.columns.periods.one(header()?))
}

fn key(row: &AccountRow) -> Option<String> {
    let (account, _) = row.record.as_ref().filter(|_| row.kind == RowKind::Data && !row.rejected)?;
    let name = || (!account.name.is_empty()).then(|| plain(&account.name));
    account.id.clone().or_else(name)
}

/// Whether some account stands on several rows with other money.
fn differ(rows: &[AccountRow]) -> bool {
    let mut first: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    rows.iter().enumerate().any(|(at, row)| {
        let Some(key) = key(row) else { return false };
        let before = *first.entry(key).or_insert(at);
        before != at && other_money(&rows[before], row)
    })
}

fn other_money(one: &AccountRow, other: &AccountRow) -> bool {
    let (Some((one, _)), Some((other, _))) = (&one.record, &other.record) else { return false };
    added().any(|field| match (stated(one, field), stated(other, field)) {
        (Some(a), Some(b)) => (a - b).abs() > 1e-9 * a.abs().max(b.abs()),
        _ => false,
    })
}

/// Sheets of one table that share few of their accounts: a sheet a region. Where most accounts stand on both,
/// one is another state of the other.
fn shared(family: &[usize], rows: &[Vec<AccountRow>]) -> bool {
    let keys: Vec<HashSet<String>> =
        family.iter().map(|at| rows[*at].iter().filter_map(key).collect()).collect();
    let mut any = false;
    for (at, one) in keys.iter().enumerate() {
        for other in &keys[at + 1..] {
            let both = one.intersection(other).count();
            any |= both > 0;
            if both * 2 >= one.len().min(other.len()).max(1) {
                return false;
            }
        }
    }
    any
}

/// The header of the first column in which two rows of an account differ beside their money.
fn told_apart(plan: &SheetPlan<'_>, rows: &[AccountRow]) -> Option<String> {
    let (one, other) = pair(rows)?;
    let (one, other) = (plan.raw.find(one)?, plan.raw.find(other)?);
    let money: BTreeSet<u32> = added().filter_map(|f| plan.fields.get(&f)).map(|c| c.column).collect();
    let differs = |column: &u32| {
        let text = |row: RawRow<'_>| row.get(*column).map(shown);
        !money.contains(column) && text(one).is_some() && text(one) != text(other)
    };
    let (column, parts) = plan.headers.iter().find(|(column, _)| differs(column))?;
    let header = plan.fields.values().find(|c| c.column == *column).map(|c| c.header.clone());
    header.or_else(|| plan.titles.get(column).cloned()).or_else(|| parts.last().cloned())
}

/// Two rows of one account with other money.
fn pair(rows: &[AccountRow]) -> Option<(u32, u32)> {
    let mut first: HashMap<String, usize> = HashMap::new();
    rows.iter().enumerate().find_map(|(at, row)| {
        let before = *first.entry(key(row)?).or_insert(at);
        (before != at && other_money(&rows[before], row)).then(|| (rows[before].row, row.row))
    })
}

/// Columns that state the period of each row and tell the rows of an account apart.
fn period_columns(plan: &SheetPlan<'_>, rows: &[AccountRow]) -> Vec<u32> {
    let mapped: BTreeSet<u32> = plan.fields.values().map(|c| c.column).collect();
    let Some((one, other)) = pair(rows) else { return Vec::new() };
    let is_period = |(column, _): &&(u32, Vec<String>)| {
        let at = |number: u32| plan.raw.find(number).and_then(|row| row.get(*column)).map(shown);
        let cells = rows.iter().filter(|r| r.kind == RowKind::Data).take(SAMPLE);
        let mut cells = cells.filter_map(|r| plan.raw.find(r.row)?.get(*column)).peekable();
        !mapped.contains(column)
            && cells.peek().is_some()
            && cells.all(|cell| cell_period(plan, *column, cell).is_some())
            && at(one) != at(other)
    };
    plan.headers.iter().filter(is_period).map(|(column, _)| *column).collect()
}

/// The period that a cell states under its header: 2024, Q1, 3月, 2025-03; 3 under Month.
fn cell_period(plan: &SheetPlan<'_>, column: u32, cell: Cell<'_>) -> Option<Period> {
    let words: &Periods = &plan.config.columns.periods;
    let text = match cell {
        Cell::Number(n, _) if n.fract() == 0.0 && (1.0..1e6).contains(&n) => format!("{n}"),
        Cell::Text(text) => text.trim().to_owned(),
        _ => return None,
    };
    if let Some(period) = words.only(&text) {
        return Some(period);
    }
    let n: u8 = text.parse().ok()?;
    let header = plan.headers.iter().find(|(c, _)| *c == column)?.1.last()?;
    words.numbered(header, n).map(|part| Period { year: None, part })
}

impl Lines {
    /// The period of a row: by its columns of periods, else its sheet.
    pub fn period(&self, plan: &SheetPlan<'_>, row: u32) -> Option<Period> {
        let found = plan.raw.find(row)?;
        let stated = self.columns.iter().filter_map(|c| cell_period(plan, *c, found.get(*c)?));
        let join = |outer: Period, inner: Period| Period {
            year: outer.year.or(inner.year),
            part: if outer.part == Part::Year { inner.part } else { outer.part },
        };
        let sheet = if self.sheets.len() > 1 { sheet_period(plan) } else { plan.period };
        stated.chain(sheet).reduce(join)
    }

    /// Whether an earlier row of the account says exactly the same.
    pub fn again(&mut self, account: usize, plan: &SheetPlan<'_>, row: u32) -> bool {
        let Some(found) = plan.raw.find(row) else { return false };
        let mut hash = DefaultHasher::new();
        found.cells().for_each(|(column, cell)| (column, shown(cell)).hash(&mut hash));
        !self.seen.insert((account, plan.sheet, hash.finish()))
    }
}

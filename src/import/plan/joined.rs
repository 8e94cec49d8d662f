//! Tables whose rows hold further entries of accounts and key persons, joined to the rows of the records by the
//! account's number and name and the person's name. A helper number decides only between rows of one name. A row that
//! belongs to no record, or repeats another with other entries, is lost and told.

use super::found::Found;
use crate::config::plain;
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow, RawSheet};
use crate::layout::{Part, Rows};
use crate::model::{Field, RecordKind};
use std::collections::{BTreeMap, HashMap};

/// A row of records: index of its table among those found, and 1-based row.
pub type Home = (usize, u32);

/// An entry of another table.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub field: Field,
    pub cell: Cell<'a>,
    /// Table, row and column where it stands.
    pub from: (usize, u32, u32),
}

/// A row that cannot be joined.
pub struct Lost {
    /// 1-based row.
    pub row: u32,
    /// Its first entry.
    pub column: u32,
    /// Whom it names.
    pub who: String,
    /// Whether another row has the same record.
    pub repeated: bool,
    /// The row, whole.
    pub cells: Vec<(u32, String)>,
}

/// What became of the rows of a table of further entries.
#[derive(Default)]
pub struct Outcome {
    pub merged: u64,
    /// Without entries, and of no record.
    pub ignored: u64,
    pub lost: Vec<Lost>,
}

/// The rows of a plan's accounts and persons, and the further entries that belong to them.
#[derive(Default)]
pub struct Joined<'a> {
    accounts: Index,
    persons: HashMap<(String, String), Vec<(Home, String)>>,
    /// Rows of persons by account and number.
    numbered: HashMap<(String, String), Home>,
    entries: BTreeMap<Home, Vec<Entry<'a>>>,
    /// By table of further entries.
    pub outcomes: BTreeMap<usize, Outcome>,
}

/// Rows of accounts by number and by name, with their Order.
#[derive(Default)]
struct Index {
    by_id: HashMap<String, Home>,
    by_name: HashMap<String, Vec<(Home, String)>>,
}

fn text(table: &Found, row: RawRow<'_>, key: &str) -> String {
    table.column(key).and_then(|c| row.get(c)).map(shown).unwrap_or_default().trim().to_owned()
}

impl Index {
    /// The account that a row names; none: it names none, or two.
    fn of(&self, table: &Found, row: RawRow<'_>) -> Option<Home> {
        let [id, name, order] = ["account_id", "account", "order"].map(|key| text(table, row, key));
        let named = self.by_name.get(&plain(&name)).map_or(&[][..], Vec::as_slice);
        if let Some(home) = self.by_id.get(&id).filter(|_| !id.is_empty()) {
            let other = !named.is_empty() && !named.iter().any(|(n, _)| n == home);
            return (!other).then_some(*home);
        }
        one_of(named, &order)
    }
}

/// The only row of a name, or the one of several that a helper number says.
fn one_of(named: &[(Home, String)], number: &str) -> Option<Home> {
    match named {
        [] => None,
        [(home, _)] => Some(*home),
        several => several.iter().find(|(_, n)| !number.is_empty() && n == number).map(|(home, _)| *home),
    }
}

impl<'a> Joined<'a> {
    /// Joins all tables of further entries.
    pub fn new(sheets: &'a [RawSheet], found: &'a [Found]) -> Self {
        let mut joined = Joined::default();
        let rows = |table: &'a Found| table.rows.clone().map(move |at| sheets[table.sheet].row(at));
        let of = |kind, rows: Rows| {
            let all = found.iter().enumerate();
            all.filter(move |(_, t)| t.table.kind == kind && t.table.rows == rows)
        };
        for (at, table) in of(RecordKind::Accounts, Rows::Records) {
            for row in rows(table) {
                let [id, name, order] = ["account_id", "account", "order"].map(|key| text(table, row, key));
                let home = (at, row.number);
                if !id.is_empty() {
                    joined.accounts.by_id.entry(id).or_insert(home);
                }
                joined.accounts.by_name.entry(plain(&name)).or_default().push((home, order));
            }
        }
        for (at, table) in of(RecordKind::Persons, Rows::Records) {
            for row in rows(table) {
                let key = joined.person(table, row);
                let number = text(table, row, "person_no");
                if !number.is_empty() {
                    joined.numbered.entry((key.0.clone(), number.clone())).or_insert((at, row.number));
                }
                joined.persons.entry(key).or_default().push(((at, row.number), number));
            }
        }
        for kind in [RecordKind::Accounts, RecordKind::Persons] {
            for (at, table) in of(kind, Rows::Further) {
                let mut outcome = Outcome::default();
                rows(table).for_each(|row| joined.row(at, table, row, &mut outcome));
                joined.outcomes.insert(at, outcome);
            }
        }
        joined
    }

    /// The account that a row of any table names.
    pub fn account(&self, table: &Found, row: RawRow<'_>) -> Option<Home> {
        self.accounts.of(table, row)
    }

    /// Further entries of a row of records.
    pub fn entries(&self, home: Home) -> &[Entry<'a>] {
        self.entries.get(&home).map_or(&[], Vec::as_slice)
    }

    /// Account and name of a person.
    fn person(&self, table: &Found, row: RawRow<'_>) -> (String, String) {
        let account = match self.accounts.of(table, row) {
            Some((at, row)) => format!("{at} {row}"),
            None => plain(&text(table, row, "account")),
        };
        (account, plain(&text(table, row, "person")))
    }

    /// The record that a row of further entries names.
    pub fn home(&self, table: &Found, row: RawRow<'_>) -> Option<Home> {
        if table.table.kind == RecordKind::Accounts {
            return self.accounts.of(table, row);
        }
        let (key, number) = (self.person(table, row), text(table, row, "person_no"));
        match self.persons.get(&key) {
            Some(named) => one_of(named, &number),
            // A form's row repeats the name by formula, whose result some programs do not save.
            None if key.1.is_empty() => self.numbered.get(&(key.0, number)).copied(),
            None => None,
        }
    }

    fn row(&mut self, at: usize, table: &'a Found, row: RawRow<'a>, outcome: &mut Outcome) {
        let column = |c: &super::found::FoundColumn| {
            let of = c.of.filter(|of| of.part == Part::Entry)?;
            let cell = row.get(c.column).filter(|cell| !matches!(cell, Cell::Error(_)))?;
            Some(Entry { field: of.field?, cell, from: (at, row.number, c.column) })
        };
        let entries: Vec<Entry<'a>> = table.columns.iter().filter_map(column).collect();
        let Some(first) = entries.first() else {
            match self.home(table, row) {
                Some(_) => outcome.merged += 1,
                // More than the word for no rows.
                None => outcome.ignored += u64::from(row.cells().filter(|(c, _)| table.has(*c)).count() > 1),
            }
            return;
        };
        let person = text(table, row, "person");
        let account = text(table, row, "account");
        let who = if person.is_empty() { account } else { format!("{account} / {person}") };
        let cells = row.cells().filter(|(c, _)| table.has(*c)).map(|(c, cell)| (c, shown(cell))).collect();
        let mut lost = Lost { row: row.number, column: first.from.2, who, repeated: false, cells };
        let Some(home) = self.home(table, row) else {
            outcome.lost.push(lost);
            return;
        };
        let known = self.entries.entry(home).or_default();
        let same_table = |k: &&Entry<'_>, e: &Entry<'_>| k.field == e.field && k.from.0 == at;
        let differs = |e: &Entry<'a>| known.iter().any(|k| same_table(&k, e) && k.cell != e.cell);
        if entries.iter().any(differs) {
            lost.repeated = true;
            outcome.lost.push(lost);
            return;
        }
        let new = entries.into_iter().filter(|e| !known.iter().any(|k| same_table(&k, e)));
        let new: Vec<Entry<'a>> = new.collect();
        known.extend(new);
        outcome.merged += 1;
    }
}

//! What is decided by hand about the columns of one sheet: `--map` first, then the saved mapping.

use super::table::{Choice, SavedColumn, SavedTable};
use crate::config::plain;
use crate::import::cells::shown;
use crate::import::headers::header::Header;
use crate::import::headers::header_rows::DEPTH;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{Field, RecordKind, column_letters};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Decisions by hand; headers by index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByHand {
    /// Header of a field.
    pub fields: BTreeMap<Field, usize>,
    /// Headers that hold no field.
    pub left: BTreeSet<usize>,
    /// Headers that are not even carried along.
    pub dropped: BTreeSet<usize>,
    /// Units that the saved mapping states.
    pub units: BTreeMap<usize, f64>,
    /// Saved columns that only their letter found: header saved, header there.
    pub by_letter: Vec<(String, usize)>,
    /// Saved columns with a field that the sheet does not have.
    pub missing: Vec<SavedColumn>,
    /// Fields that two saved columns claim.
    pub twice: Vec<Field>,
}

/// What a list of accounts calls one thing and a list of lines another.
const SAME: &[(Field, Field)] = &[
    (Field::Name, Field::Account),
    (Field::Id, Field::AccountId),
    (Field::AnnualRevenue, Field::Amount),
    (Field::GrossProfit, Field::Profit),
];

/// What a list of a kind calls a field that it does not have; the field itself where it has no such name.
pub fn as_in(kind: RecordKind, field: Field) -> Field {
    let pair = SAME.iter().find_map(|(account, line)| match kind {
        RecordKind::Orders if *account == field => Some(*line),
        RecordKind::Accounts if *line == field => Some(*account),
        _ => None,
    });
    if field.of(kind).is_some() { field } else { pair.unwrap_or(field) }
}

impl ByHand {
    /// Puts what is said in terms of accounts into those of lines, or the other way round: who names the amount
    /// of an invoice as revenue means the sum of the lines. True: something changed.
    pub fn put_as_in(&mut self, kind: RecordKind) -> bool {
        let mut changed = false;
        for from in self.fields.keys().copied().collect::<Vec<_>>() {
            let to = as_in(kind, from);
            if to != from
                && !self.fields.contains_key(&to)
                && let Some(at) = self.fields.remove(&from)
            {
                self.fields.insert(to, at);
                changed = true;
            }
        }
        changed
    }
}

/// Joins `--map` and the saved table.
pub fn by_hand(headers: &[Header], map: &[(Field, String)], table: Option<&SavedTable>) -> ByHand {
    let mut hand = ByHand::default();
    for (field, wanted) in map {
        if let Some(at) =
            headers.iter().position(|h| is_called(&h.text, wanted)).or_else(|| by_letter(headers, wanted))
        {
            hand.fields.insert(*field, at);
        }
    }
    let Some(table) = table else { return hand };
    let mapped: BTreeSet<usize> = hand.fields.values().copied().collect();
    for (column, found) in table.columns.iter().zip(find_all(headers, &table.columns)) {
        let Some((at, moved)) = found else {
            if matches!(column.choice, Some(Choice::Field(_))) {
                hand.missing.push(column.clone());
            }
            continue;
        };
        if moved && let Some(header) = &column.header {
            hand.by_letter.push((header.clone(), at));
        }
        hand.units.extend(column.unit.map(|unit| (at, unit)));
        match column.choice {
            _ if mapped.contains(&at) => {}
            None => {}
            Some(Choice::Along) => drop(hand.left.insert(at)),
            Some(Choice::Ignore) => drop((hand.left.insert(at), hand.dropped.insert(at))),
            Some(Choice::Field(field)) => match hand.fields.get(&field) {
                Some(other) if mapped.contains(other) => drop(hand.left.insert(at)),
                Some(_) => hand.twice.push(field),
                None => drop(hand.fields.insert(field, at)),
            },
        }
    }
    hand
}

/// Whether a header is called so: wholly, or by its lowest row.
pub fn is_called(header: &str, wanted: &str) -> bool {
    let wanted = plain(wanted);
    let leaf = header.rsplit(" › ").next().unwrap_or(header);
    !wanted.is_empty() && (plain(header) == wanted || plain(leaf) == wanted)
}

/// The header of each saved column: by name; two of one name in their order, or by letter where it agrees;
/// else by letter, if nobody else is called there. True: found by letter only, under another header.
fn find_all(headers: &[Header], columns: &[SavedColumn]) -> Vec<Option<(usize, bool)>> {
    let mut taken = BTreeSet::new();
    let mut found: Vec<Option<(usize, bool)>> = Vec::new();
    for column in columns {
        let name = column.header.as_deref().map(plain).filter(|name| !name.is_empty());
        let lettered = column.letter.as_deref().and_then(|letter| by_letter(headers, letter));
        let fits =
            |at: &usize| name.as_ref().is_some_and(|n| headers[*at].plain == *n) && !taken.contains(at);
        let at = lettered.filter(fits).or_else(|| (0..headers.len()).find(fits));
        found.push(at.map(|at| (at, false)));
        taken.extend(at);
    }
    for (column, slot) in columns.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
        let lettered = column.letter.as_deref().and_then(|letter| by_letter(headers, letter));
        let moved = |at: usize| column.header.as_deref().is_some_and(|h| plain(h) != headers[at].plain);
        *slot = lettered.filter(|at| taken.insert(*at)).map(|at| (at, moved(at)));
    }
    found
}

/// The row that holds every saved header of a field, where the saved table does not say which it is.
pub fn header_row(raw: &RawSheet, rows: Range<usize>, table: &SavedTable) -> Option<u32> {
    let fielded = |c: &&SavedColumn| matches!(c.choice, Some(Choice::Field(_)));
    let wanted: BTreeSet<String> =
        table.columns.iter().filter(fielded).filter_map(|c| c.header.as_deref()).map(plain).collect();
    if wanted.is_empty() {
        return None;
    }
    let holds = |at: &usize| {
        let texts: BTreeSet<String> = raw.row(*at).cells().map(|(_, cell)| plain(&shown(cell))).collect();
        wanted.is_subset(&texts)
    };
    rows.take(DEPTH).find(holds).map(|at| raw.row(at).number)
}

fn by_letter(headers: &[Header], letter: &str) -> Option<usize> {
    headers.iter().position(|h| column_letters(h.column).eq_ignore_ascii_case(letter.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::headers::header;

    fn saved(letter: &str, header: &str, choice: Choice) -> SavedColumn {
        SavedColumn {
            letter: Some(letter.to_owned()),
            header: Some(header.to_owned()),
            choice: Some(choice),
            unit: None,
        }
    }

    #[test]
    fn headers_come_before_letters_and_the_command_line_before_both() {
        let names = crate::config::Config::load(&crate::config::Templates::default()).unwrap().columns;
        let headers: Vec<Header> = (0..)
            .zip(["编号", "客户", "金额", "金额", "新列"])
            .map(|(c, t)| header::parse(c, t, &names))
            .collect();
        let columns = vec![
            saved("A", "客 户", Choice::Field(Field::Name)),
            saved("D", "金额", Choice::Field(Field::AnnualRevenue)),
            saved("C", "金额", Choice::Ignore),
            saved("E", "旧列", Choice::Field(Field::Region)),
            saved("B", "没有", Choice::Field(Field::Owner)),
        ];
        let table = SavedTable { columns, ..SavedTable::default() };
        let hand = by_hand(&headers, &[(Field::Id, "a".to_owned())], Some(&table));
        let fields = [(Field::Id, 0), (Field::Name, 1), (Field::Region, 4), (Field::AnnualRevenue, 3)];
        assert_eq!(hand.fields, BTreeMap::from(fields));
        assert_eq!(hand.dropped, BTreeSet::from([2]));
        assert_eq!(hand.by_letter, [("旧列".to_owned(), 4)]);
        assert_eq!(hand.missing.len(), 1, "the letter of 没有 belongs to 客户");
    }
}

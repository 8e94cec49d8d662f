//! Tables of a plan by the keys that it carries: a header may be renamed, moved, or written in any language.

use super::found::{Found, FoundColumn, rows_below, runs};
use super::names::{Marks, Names, Target};
use super::unread::Unread;
use crate::config::{Config, plain};
use crate::import::raw::raw_sheet::RawSheet;
use crate::layout::{Column, Header, Table, TableId};
use std::collections::BTreeSet;

/// A key whose cell is there: sheet, row, column.
struct Place<'a> {
    sheet: &'a str,
    row: u32,
    column: u32,
    of: &'static Column,
}

/// The tables that carry keys.
///
/// # Errors
/// A key of an entry without its column, keys that contradict the headers, keys that got lost.
pub fn find(sheets: &[RawSheet], names: &Names, config: &Config) -> Result<Vec<Found>, Unread> {
    let claimed: BTreeSet<(&str, u32, u32)> = names
        .tables
        .values()
        .flat_map(|marks| &marks.columns)
        .filter_map(|(_, target)| match target {
            Target::Cell(sheet, row, column) => Some((sheet.as_str(), *row, *column)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for ((id, _), marks) in &names.tables {
        found.push(Reader { id: *id, table: id.table(), sheets, config }.table(marks, &claimed)?);
    }
    Ok(found)
}

struct Reader<'a> {
    id: TableId,
    table: &'static Table,
    sheets: &'a [RawSheet],
    config: &'a Config,
}

impl Reader<'_> {
    fn table(&self, marks: &Marks, claimed: &BTreeSet<(&str, u32, u32)>) -> Result<Found, Unread> {
        let places = self.places(marks)?;
        let Some(first) = places.first() else { return Err(self.no_table()) };
        let Some(at) = self.sheets.iter().position(|s| s.name.eq_ignore_ascii_case(first.sheet)) else {
            return Err(self.no_table());
        };
        if let Some(apart) = places.iter().find(|p| (p.sheet, p.row) != (first.sheet, first.row)) {
            return Err(self.about("plan_reader.apart", first.sheet, apart.of));
        }
        let sheet = &self.sheets[at];
        let mut columns = self.columns(sheet, &places, claimed);
        let lost = marks.count.unwrap_or(places.len()).saturating_sub(marks.columns.len());
        if lost > 0 {
            self.by_header(&mut columns);
        }
        self.contradicted(&sheet.name, &columns)?;
        let has = |c: &Column| columns.iter().any(|f| f.of.is_some_and(|of| of.key == c.key));
        let mut needed = self.table.columns.iter().filter(|c| c.is_read() && !c.optional);
        if let Some(missing) = needed.find(|c| !has(c)) {
            return Err(self.about("plan_reader.no_column", &sheet.name, missing));
        }
        let known = columns.iter().filter(|c| c.of.is_some()).count();
        let gone = marks.columns.len() - places.len();
        if known + gone < marks.count.unwrap_or(0) {
            return Err(Unread::new("plan_reader.keys_lost").with("sheet", &sheet.name));
        }
        let header_row = first.row;
        let rows = rows_below(sheet, header_row);
        Ok(Found { sheet: at, table: self.table, header_row, columns, rows })
    }

    /// The keys with a cell; one without is an error where people lose something by it.
    fn places<'m>(&self, marks: &'m Marks) -> Result<Vec<Place<'m>>, Unread> {
        let mut places = Vec::new();
        for (key, target) in &marks.columns {
            let of = self.table.column(key);
            match (of, target) {
                (Some(of), Target::Cell(sheet, row, column)) => {
                    places.push(Place { sheet, row: *row, column: *column, of });
                }
                (Some(of), Target::Gone(sheet)) if of.is_read() => {
                    let sheet = sheet.clone().unwrap_or_else(|| self.sheet_name());
                    return Err(self.about("plan_reader.no_column", &sheet, of));
                }
                (Some(_), _) => {}
                (None, _) => return Err(Unread::new("plan_reader.unknown_key").with("key", key)),
            }
        }
        places.sort_by_key(|p| p.column);
        Ok(places)
    }

    /// The columns from the first to the last key, and those that people put beside them.
    fn columns(
        &self,
        sheet: &RawSheet,
        places: &[Place<'_>],
        claimed: &BTreeSet<(&str, u32, u32)>,
    ) -> Vec<FoundColumn> {
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return Vec::new() };
        let texts: Vec<(u32, String)> = runs(sheet, first.row).into_iter().flatten().collect();
        let text = |column: u32| texts.iter().find(|(c, _)| *c == column).map(|(_, text)| text.clone());
        let free =
            |column: u32| text(column).is_some() && !claimed.contains(&(first.sheet, first.row, column));
        let (mut left, mut right) = (first.column, last.column);
        while left > 0 && free(left - 1) {
            left -= 1;
        }
        while free(right + 1) {
            right += 1;
        }
        let found = |column: u32| FoundColumn {
            column,
            header: text(column).unwrap_or_default(),
            of: places.iter().find(|p| p.column == column).map(|p| p.of),
        };
        (left..=right).map(found).collect()
    }

    /// Columns whose key got lost, by their header.
    fn by_header(&self, columns: &mut [FoundColumn]) {
        for at in 0..columns.len() {
            if columns[at].of.is_some() {
                continue;
            }
            let open = |c: &&Column| !columns.iter().any(|f| f.of.is_some_and(|of| of.key == c.key));
            let header = &columns[at].header;
            let of = self.table.columns.iter().filter(open).find(|c| self.is_called(c, header));
            columns[at].of = of;
        }
    }

    /// Whether a header is that of a column of ours in any labels.
    fn is_called(&self, column: &Column, header: &str) -> bool {
        let wanted = plain(header);
        let called = |l: &str| !l.is_empty() && plain(l) == wanted;
        !matches!(column.header, Header::Resource(_))
            && self.config.every_labels().any(|(_, labels)| called(self.table.header(column, labels)))
    }

    /// Keys that stand under each other's headers: a program moved columns and left the keys where they were.
    fn contradicted(&self, sheet: &str, columns: &[FoundColumn]) -> Result<(), Unread> {
        let astray = |c: &FoundColumn| c.of.is_some_and(|of| !self.is_called(of, &c.header));
        for column in columns.iter().filter(|c| astray(c)) {
            let Some(of) = column.of else { continue };
            // Its own header stands elsewhere without a key, or it has that of another key that is astray too.
            let elsewhere = columns.iter().find(|c| c.of.is_none() && self.is_called(of, &c.header));
            let theirs = columns.iter().filter(|c| astray(c) && c.column != column.column);
            let swapped = theirs.filter_map(|c| c.of).any(|other| self.is_called(other, &column.header));
            if (elsewhere.is_some() || swapped) && !matches!(of.header, Header::Resource(_)) {
                let told = self.about("plan_reader.contradicted", sheet, of);
                return Err(told.with("found", &column.header));
            }
        }
        Ok(())
    }

    fn no_table(&self) -> Unread {
        Unread::new("plan_reader.no_table").with("sheet", self.sheet_name())
    }

    fn sheet_name(&self) -> String {
        format!("@sheet.{}", self.table.sheet)
    }

    fn about(&self, key: &'static str, sheet: &str, column: &Column) -> Unread {
        Unread::new(key).with("sheet", sheet).with("header", label(self.id, column))
    }
}

/// The key of the label of a column's header.
pub fn label(id: TableId, column: &Column) -> String {
    let kind = id.table().kind;
    match column.header {
        Header::Own => format!("@workbook.column.{}", column.key),
        Header::Resource(key) => format!("@workbook.column.{key}"),
        Header::Field(field) => format!("@field_of.{kind}.{field}"),
    }
}

//! The saved mapping and which of its tables serve a sheet.

use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{Field, RecordKind, column_letters};
use std::cmp::Reverse;
use std::ops::Range;

/// A mapping as saved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavedMapping {
    /// Where it was read from, for messages.
    pub path: String,
    /// Its tables in order.
    pub tables: Vec<SavedTable>,
}

/// How one table of a list is to be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavedTable {
    /// File name or glob; none: any.
    pub file: Option<String>,
    /// Sheet name or glob; none: any.
    pub sheet: Option<String>,
    /// What it holds; none: the program decides.
    pub kind: Option<RecordKind>,
    /// 1-based row of the header.
    pub header_row: Option<u32>,
    /// Its columns.
    pub columns: Vec<SavedColumn>,
}

/// How one column is to be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavedColumn {
    /// Column letters.
    pub letter: Option<String>,
    /// Header.
    pub header: Option<String>,
    /// What it holds; none: the program decides.
    pub choice: Option<Choice>,
    /// Factor from cell to base unit; none: the program decides.
    pub unit: Option<f64>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A field.
    Field(Field),
    /// Nothing known: carried along.
    Along,
    /// Nothing wanted: left out.
    Ignore,
}

impl SavedMapping {
    /// The tables that serve a sheet: those that name the file, else those whose globs fit it.
    pub fn of(&self, path: &str, sheet: &str, delimited: bool) -> Vec<&SavedTable> {
        let file = file_name(path);
        let fitting = |exact: bool| -> Vec<&SavedTable> {
            self.tables.iter().filter(|t| t.serves(file, sheet, delimited, exact)).collect()
        };
        let named = fitting(true);
        if named.is_empty() { fitting(false) } else { named }
    }
}

impl SavedTable {
    fn serves(&self, file: &str, sheet: &str, delimited: bool, exact: bool) -> bool {
        let file_fits = match &self.file {
            Some(wanted) => wanted == file || (!exact && glob_fits(wanted, file)),
            None => !exact,
        };
        // A list of text has one sheet, called as the file: naming the file is enough.
        let sheet_fits = match &self.sheet {
            Some(_) if delimited && self.file.is_some() => true,
            Some(wanted) => wanted == sheet || glob_fits(wanted, sheet),
            None => true,
        };
        file_fits && sheet_fits
    }

    /// Whether it is that of one of several tables side by side: its first column stands there.
    pub fn begins_in(&self, part: &RawSheet) -> bool {
        let first = self.columns.iter().find_map(|c| c.letter.as_deref());
        let columns = part.column_cells();
        let there = |letter: &str| {
            (0_u32..).zip(&columns).any(|(c, n)| *n > 0 && column_letters(c).eq_ignore_ascii_case(letter))
        };
        first.is_none_or(there)
    }

    /// The table's name in messages.
    pub fn name(&self) -> String {
        let part = |text: &Option<String>| text.clone().unwrap_or_else(|| "*".to_owned());
        format!("{} › {}", part(&self.file), part(&self.sheet))
    }
}

impl SavedColumn {
    /// The column's name in messages.
    pub fn name(&self) -> String {
        match (&self.header, &self.letter) {
            (Some(header), Some(letter)) => format!("{header} ({letter})"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "?".to_owned(),
        }
    }
}

fn glob_fits(pattern: &str, text: &str) -> bool {
    glob::Pattern::new(pattern).is_ok_and(|p| p.matches(text))
}

/// The name of a file without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Gives each saved table its part of a sheet. `regions` are the tables that the program found, `place` is
/// the index of the first row at or below a row number. Parts below that no saved table claims stay as found.
pub fn shares(
    mut regions: Vec<Range<usize>>,
    mut tables: Vec<&SavedTable>,
    place: impl Fn(u32) -> usize,
) -> Vec<(Range<usize>, Option<&SavedTable>)> {
    tables.sort_by_key(|t| t.header_row);
    let mut shares: Vec<(Range<usize>, Option<&SavedTable>)> = Vec::new();
    for table in tables {
        let at = table.header_row.map_or(0, &place);
        let claimed = shares.last().map_or(0, |(range, _)| range.end);
        // The only part of a blank sheet has no row.
        match regions.iter().position(|r| r.contains(&at) || r.start == at) {
            // What stands above the first header is no table.
            Some(found) if shares.is_empty() => {
                let end = regions[found].end;
                regions.drain(..=found);
                shares.push((0..end, Some(table)));
            }
            Some(found) => {
                let rest = regions.drain(..=found).collect::<Vec<_>>();
                let last = rest.len() - 1;
                for (i, region) in rest.into_iter().enumerate() {
                    shares.push((region, (i == last).then_some(table)));
                }
            }
            // A second table inside the part of the first one.
            None if at < claimed => {
                if let Some((range, _)) = shares.last_mut() {
                    let end = std::mem::replace(&mut range.end, at);
                    shares.push((at..end, Some(table)));
                }
            }
            None => shares.push((claimed..claimed, Some(table))),
        }
    }
    shares.extend(regions.into_iter().map(|region| (region, None)));
    shares.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    shares
}

#[cfg(test)]
mod tests {
    use super::{SavedMapping, SavedTable, shares};

    fn table(row: u32) -> SavedTable {
        SavedTable { header_row: Some(row), ..SavedTable::default() }
    }

    #[test]
    fn tables_claim_their_part_of_a_sheet() {
        let place = |row: u32| row as usize - 1;
        let ranges = |ends: &[usize], tables: &[SavedTable]| -> Vec<_> {
            let starts = [0].iter().chain(ends);
            let regions = starts.zip(ends).map(|(start, end)| *start..*end).collect();
            let found = shares(regions, tables.iter().collect(), place);
            found.into_iter().map(|(r, t)| (r.start, r.end, t.is_some())).collect()
        };
        assert_eq!(ranges(&[9], &[table(3)]), [(0, 9, true)]);
        assert_eq!(ranges(&[4, 9], &[table(1)]), [(0, 4, true), (4, 9, false)]);
        assert_eq!(ranges(&[4, 9], &[table(6)]), [(0, 9, true)]);
        assert_eq!(ranges(&[9], &[table(1), table(5)]), [(0, 4, true), (4, 9, true)]);
        assert_eq!(ranges(&[4, 9], &[table(5), table(1)]), [(0, 4, true), (4, 9, true)]);
        assert_eq!(ranges(&[4], &[]), [(0, 4, false)]);
    }

    #[test]
    fn a_named_file_comes_before_a_glob() {
        let named = |file: Option<&str>, sheet: Option<&str>| SavedTable {
            file: file.map(str::to_owned),
            sheet: sheet.map(str::to_owned),
            ..SavedTable::default()
        };
        let tables =
            vec![named(None, Some("s")), named(Some("list-*.xlsx"), None), named(Some("list-1.xlsx"), None)];
        let mapping = SavedMapping { path: String::new(), tables };
        let served = |path, sheet, text| mapping.of(path, sheet, text).len();
        assert_eq!(served("x/list-1.xlsx", "s", false), 1);
        assert_eq!(served("list-2.xlsx", "other", false), 1);
        assert_eq!(served("list-2.xlsx", "s", false), 2);
        assert_eq!(served("other.xlsx", "other", false), 0);
    }
}

//! Mended sheets among the inputs: known by their last columns, their rows put in the place of the originals.

use super::row::{code, replaced};
use crate::config::{Config, plain};
use crate::import::cells::shown;
use crate::import::mapping::file_name;
use crate::import::raw_sheet::{RawRow, RawSheet};
use crate::import::understand::SourceFile;
use crate::model::column_letters;
use std::collections::{BTreeMap, BTreeSet};

/// Original column to column of the mended sheet.
pub type Columns = BTreeMap<u32, u32>;

/// Row of a list, row in its place, columns.
type Swap<'a> = (u32, Spot, &'a Columns);

/// A row of a file: input, sheet within it, row.
pub type Spot = (usize, usize, u32);

/// The mended sheets of all inputs, by input and sheet within it.
#[derive(Debug, Clone, Default)]
pub struct Mends {
    /// Their rows.
    pub sheets: BTreeMap<(usize, usize), MendedSheet>,
}

/// A mended sheet.
#[derive(Debug, Clone, Default)]
pub struct MendedSheet {
    /// 1-based row of the headers.
    pub header_row: u32,
    /// Headers.
    pub headers: Vec<(u32, String)>,
    /// Rows below.
    pub rows: Vec<(u32, MendedFate)>,
}

/// What becomes of a mended row.
#[derive(Debug, Clone, PartialEq)]
pub enum MendedFate {
    /// It replaces a row of a list; with the mended column of each original one.
    Replaces {
        /// The original.
        original: Spot,
        /// Its code.
        code: String,
        /// Original column to column here.
        columns: Columns,
    },
    /// A later row replaces the same original.
    Superseded(Spot),
    /// Nothing stands in the list's own columns.
    Blank,
    /// The original is not among the inputs.
    Missing,
    /// The original is not what it was.
    Changed,
}

/// Columns that say where a row comes from.
struct Origin {
    file: u32,
    sheet: u32,
    row: u32,
    code: Option<u32>,
}

/// Finds the mended sheets and puts their rows in place; `files` then read as if they had been right.
pub fn read(files: &mut [SourceFile], config: &Config) -> Mends {
    let mut mends = Mends::default();
    let mut origins = BTreeMap::new();
    for (input, file) in files.iter().enumerate() {
        for (at, sheet) in file.sheets.iter().enumerate() {
            if let Some((header_row, headers, origin)) = recognise(sheet, config) {
                let mended = MendedSheet { header_row, headers, rows: Vec::new() };
                mends.sheets.insert((input, at), mended);
                origins.insert((input, at), origin);
            }
        }
    }
    if mends.sheets.is_empty() {
        return mends;
    }
    let known: BTreeSet<(usize, usize)> = mends.sheets.keys().copied().collect();
    let mut latest: BTreeMap<Spot, Spot> = BTreeMap::new();
    for ((input, at), mended) in &mut mends.sheets {
        let sheet = &files[*input].sheets[*at];
        let own = own_columns(mended, config);
        let mut maps: BTreeMap<(usize, usize), Columns> = BTreeMap::new();
        for row in sheet.rows().filter(|r| r.number > mended.header_row) {
            let fate = fate(row, &own, &origins[&(*input, *at)], files, &known, &mut maps);
            if let MendedFate::Replaces { original, .. } = &fate {
                latest.insert(*original, (*input, *at, row.number));
            }
            mended.rows.push((row.number, fate));
        }
    }
    for ((input, at), mended) in &mut mends.sheets {
        for (row, fate) in &mut mended.rows {
            let MendedFate::Replaces { original, .. } = fate else { continue };
            if let Some(by) = latest.get(original).filter(|by| **by != (*input, *at, *row)) {
                *fate = MendedFate::Superseded(*by);
            }
        }
    }
    put(files, &mends);
    mends
}

type Recognised = (u32, Vec<(u32, String)>, Origin);

fn recognise(sheet: &RawSheet, config: &Config) -> Option<Recognised> {
    let first = (!sheet.is_empty()).then(|| sheet.row(0))?;
    let headers: Vec<(u32, String)> = first.cells().map(|(column, cell)| (column, shown(cell))).collect();
    let find = |key: &str| {
        let named = |h: &&(u32, String)| is(&h.1, key, config);
        headers.iter().rfind(named).map(|h| h.0)
    };
    let origin = Origin {
        file: find("source_file")?,
        sheet: find("source_sheet")?,
        row: find("source_row")?,
        code: find("row_code"),
    };
    Some((first.number, headers, origin))
}

/// Whether a header is one of ours, in either language.
fn is(header: &str, key: &str, config: &Config) -> bool {
    let header = plain(header);
    [&config.zh, &config.en].iter().any(|labels| plain(labels.value("rejected", key)) == header)
}

/// The columns of the list among those of a mended sheet.
fn own_columns(mended: &MendedSheet, config: &Config) -> Vec<(u32, String)> {
    let ours = ["reason", "what_to_do", "source_file", "source_sheet", "source_row", "row_code"];
    let place = |key: &str| mended.headers.iter().rposition(|(_, h)| is(h, key, config));
    let taken: Vec<usize> = ours.iter().filter_map(|key| place(key)).collect();
    let rest = mended.headers.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    rest.map(|(_, header)| header.clone()).collect()
}

fn fate(
    row: RawRow<'_>,
    own: &[(u32, String)],
    origin: &Origin,
    files: &[SourceFile],
    known: &BTreeSet<(usize, usize)>,
    maps: &mut BTreeMap<(usize, usize), Columns>,
) -> MendedFate {
    let text = |column: u32| row.get(column).map(shown).unwrap_or_default();
    if own.iter().all(|(column, _)| row.get(*column).is_none()) {
        return MendedFate::Blank;
    }
    let (file, sheet, wanted) = (text(origin.file), text(origin.sheet), origin.code.map(text));
    let Ok(number) = text(origin.row).trim().parse::<u32>() else { return MendedFate::Missing };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (input, list) in files.iter().enumerate().filter(|(_, f)| file_name(&f.path) == file) {
        let sheets = list.sheets.iter().enumerate();
        let named = sheets.filter(|(at, s)| s.name.trim() == sheet && !known.contains(&(input, *at)));
        found.extend(named.map(|(at, _)| (input, at)));
    }
    let raw = |(input, at): (usize, usize)| &files[input].sheets[at];
    let wanted = wanted.filter(|code| !code.is_empty());
    let same = |at: &(usize, usize)| {
        let there = raw(*at).find(number).map(code);
        there.is_some_and(|there| wanted.as_ref().is_none_or(|code| *code == there))
    };
    let Some(at) = found.iter().copied().find(same) else {
        return if found.is_empty() { MendedFate::Missing } else { MendedFate::Changed };
    };
    let columns = maps.entry(at).or_insert_with(|| columns(raw(at), number, own));
    if columns.is_empty() {
        return MendedFate::Changed;
    }
    let code = raw(at).find(number).map(code).unwrap_or_default();
    MendedFate::Replaces { original: (at.0, at.1, number), code, columns: columns.clone() }
}

/// Original column to mended column, by the header row of the original: the nearest one above the row that
/// has most of the mended sheet's headers.
fn columns(sheet: &RawSheet, row: u32, own: &[(u32, String)]) -> Columns {
    let mut best = BTreeMap::new();
    let names: BTreeSet<&str> = own.iter().map(|(_, text)| text.as_str()).collect();
    for above in sheet.rows().take_while(|r| r.number < row) {
        let headers: Vec<(u32, String)> = above.cells().map(|(c, cell)| (c, shown(cell))).collect();
        let known = headers.iter().filter(|(_, text)| names.contains(text.as_str())).count();
        if known == 0 || known * 2 < headers.len() {
            continue;
        }
        let mut map = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (home, name) in own {
            let letters = name.strip_prefix('(').and_then(|n| n.strip_suffix(')'));
            let nameless = |letters| (0..16_384).find(|c| column_letters(*c) == letters);
            let named = headers.iter().find(|(c, text)| text == name && !taken.contains(c)).map(|(c, _)| *c);
            let column = named.or_else(|| letters.and_then(nameless));
            if let Some(column) = column.filter(|c| taken.insert(*c)) {
                map.insert(column, *home);
            }
        }
        if map.len() >= best.len() {
            best = map;
        }
    }
    best
}

fn put(files: &mut [SourceFile], mends: &Mends) {
    let mut targets: BTreeMap<(usize, usize), Vec<Swap<'_>>> = BTreeMap::new();
    for ((input, at), mended) in &mends.sheets {
        for (row, fate) in &mended.rows {
            if let MendedFate::Replaces { original, columns, .. } = fate {
                let rows = targets.entry((original.0, original.1)).or_default();
                rows.push((original.2, (*input, *at, *row), columns));
            }
        }
    }
    for ((input, at), rows) in targets {
        let by = rows
            .into_iter()
            .filter_map(|(number, spot, columns)| {
                let source = &files[spot.0].sheets[spot.1];
                Some((number, (source, source.find(spot.2)?, columns)))
            })
            .collect();
        let sheet = replaced(&files[input].sheets[at], &by);
        files[input].sheets[at] = sheet;
    }
}

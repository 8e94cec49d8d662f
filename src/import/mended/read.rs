//! Mended sheets among the inputs: known by their last columns, their rows put in the place of the originals.

use super::fate::{Columns, MendedFate, MendedSheet, Mends, Spot};
use super::row::{Stand, code, code_of, replaced};
use crate::config::{Config, plain};
use crate::import::cells::shown;
use crate::import::mapping::file_name;
use crate::import::raw::raw_sheet::{RawRow, RawSheet};
use crate::import::understand::source_file::SourceFile;
use crate::model::column_letters;
use std::collections::{BTreeMap, BTreeSet};

/// The first column: it tells tables apart that share rows side by side.
fn first(columns: &Columns) -> u32 {
    columns.keys().next().copied().unwrap_or_default()
}

/// Row of a list, row in its place, columns.
type Swap<'a> = (u32, Spot, &'a Columns);

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
    let mut latest: BTreeMap<(Spot, u32), Spot> = BTreeMap::new();
    for ((input, at), mended) in &mut mends.sheets {
        let sheet = &files[*input].sheets[*at];
        let own = own_columns(mended, config);
        let mut maps: BTreeMap<(usize, usize), Vec<Columns>> = BTreeMap::new();
        for row in sheet.rows().filter(|r| r.number > mended.header_row) {
            let fate = fate(row, &own, &origins[&(*input, *at)], files, &known, &mut maps);
            if let MendedFate::Replaces { original, columns, .. } = &fate {
                latest.insert((*original, first(columns)), (*input, *at, row.number));
            }
            mended.rows.push((row.number, fate));
        }
    }
    for ((input, at), mended) in &mut mends.sheets {
        for (row, fate) in &mut mended.rows {
            let MendedFate::Replaces { original, columns, .. } = fate else { continue };
            if let Some(by) =
                latest.get(&(*original, first(columns))).filter(|by| **by != (*input, *at, *row))
            {
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
    maps: &mut BTreeMap<(usize, usize), Vec<Columns>>,
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
    for at in &found {
        let Some(there) = raw(*at).find(number) else { continue };
        let maps = maps.entry(*at).or_insert_with(|| columns(raw(*at), number, own));
        let same = |columns: &&Columns| match &wanted {
            Some(wanted) => *wanted == code_of(there, columns) || *wanted == code(there),
            None => true,
        };
        if let Some(columns) = maps.iter().find(same) {
            let code = wanted.unwrap_or_else(|| code_of(there, columns));
            return MendedFate::Replaces { original: (at.0, at.1, number), code, columns: columns.clone() };
        }
    }
    if found.is_empty() { MendedFate::Missing } else { MendedFate::Changed }
}

/// Original column to mended column, by the header row of the original: the nearest one above the row that
/// has most of the mended sheet's headers. Several where tables of like headers stand side by side.
fn columns(sheet: &RawSheet, row: u32, own: &[(u32, String)]) -> Vec<Columns> {
    let mut best: Vec<Columns> = Vec::new();
    let names: BTreeSet<&str> = own.iter().map(|(_, text)| text.as_str()).collect();
    for above in sheet.rows().take_while(|r| r.number < row) {
        let headers: Vec<(u32, String)> = above.cells().map(|(c, cell)| (c, shown(cell))).collect();
        let known = headers.iter().filter(|(_, text)| names.contains(text.as_str())).count();
        if known == 0 || known * 2 < headers.len().min(own.len()) {
            continue;
        }
        let starts = headers.iter().filter(|(_, text)| own.first().is_some_and(|(_, name)| name == text));
        let starts: Vec<u32> = starts.map(|(column, _)| *column).collect();
        let starts = if starts.is_empty() { vec![0] } else { starts };
        let mut maps: Vec<Columns> = starts.into_iter().map(|start| aligned(&headers, own, start)).collect();
        let most = maps.iter().map(BTreeMap::len).max().unwrap_or(0);
        maps.retain(|map| map.len() == most);
        if best.first().is_none_or(|best| most >= best.len()) && most > 0 {
            best = maps;
        }
    }
    best
}

/// Headers from a column on, each name once and in order.
fn aligned(headers: &[(u32, String)], own: &[(u32, String)], start: u32) -> Columns {
    let mut map = Columns::new();
    for (home, name) in own {
        let letters = name.strip_prefix('(').and_then(|n| n.strip_suffix(')'));
        let nameless = |letters| (0..16_384).find(|c| column_letters(*c) == letters);
        let named = headers.iter().filter(|(c, text)| *c >= start && text == name && !map.contains_key(c));
        let column = named.map(|(c, _)| *c).next().or_else(|| letters.and_then(nameless));
        if let Some(column) = column.filter(|c| !map.contains_key(c)) {
            map.insert(column, *home);
        }
    }
    map
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
        let mut by: BTreeMap<u32, Vec<Stand<'_>>> = BTreeMap::new();
        for (number, spot, columns) in rows {
            let source = &files[spot.0].sheets[spot.1];
            by.entry(number).or_default().extend(source.find(spot.2).map(|row| (source, row, columns)));
        }
        let sheet = replaced(&files[input].sheets[at], &by);
        files[input].sheets[at] = sheet;
    }
}

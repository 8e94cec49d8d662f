//! Mended rows in the portfolio: counted and named where they stand.

use super::fate::{MendedFate, MendedSheet, Mends, Spot};
use crate::import::cells::shown;
use crate::import::mapping::file_name;
use crate::import::read::builder::Builder;
use crate::import::understand::home::Home;
use crate::import::understand::source_file::SourceFile;
use crate::import::understand::surveyed::Rejected;
use crate::import::understand::surveyed::unmapped;
use crate::model::{
    CellPlace, ColumnReading, Issue, IssueCode, MendedRow, Note, RecordKind, RowCounts, SourceRow,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table, and its columns with those of the mended sheet.
type MendedOf = (u32, Arc<BTreeMap<u32, u32>>);

/// Fills in the mended sheets' readings and tells what became of their rows. `place` finds the table of a row
/// in the portfolio. Returns the homes of mended rows by the rows they replace.
pub fn join(
    builder: &mut Builder,
    mends: &Mends,
    files: &[SourceFile],
    place: &dyn Fn(Spot, Option<u32>) -> Option<u32>,
) -> BTreeMap<SourceRow, Home> {
    let mut homes = BTreeMap::new();
    for ((input, at), mended) in &mends.sheets {
        let Some(sheet) = place((*input, *at, mended.header_row), None) else { continue };
        let mut counts = RowCounts::default();
        let mut from: Option<MendedOf> = None;
        for (row, fate) in &mended.rows {
            let source = SourceRow { sheet, row: *row };
            let input = u32::try_from(*input).unwrap_or(u32::MAX);
            let spot = CellPlace { input: Some(input), sheet: Some(sheet), row: Some(*row), column: None };
            match fate {
                MendedFate::Replaces { original, code, columns } => {
                    let table = place(*original, columns.keys().next().copied()).filter(|t| {
                        builder.sheets.get(*t as usize).is_some_and(|s| s.kind != RecordKind::Ignored)
                    });
                    let Some(table) = table else {
                        counts.ignored += 1;
                        continue;
                    };
                    let columns = match &from {
                        Some((_, known)) if **known == *columns => known.clone(),
                        _ => Arc::new(columns.clone()),
                    };
                    from.get_or_insert_with(|| (table, columns.clone()));
                    let original = SourceRow { sheet: table, row: original.2 };
                    let back = columns.iter().map(|(theirs, here)| (*here, *theirs)).collect();
                    builder.mended.insert(source, MendedRow { original, code: code.clone(), columns: back });
                    told(builder, original, source);
                    homes.insert(original, Home { input, source, columns });
                }
                MendedFate::Superseded(by) => {
                    counts.merged += 1;
                    if let Some(by_sheet) = place(*by, None) {
                        told(builder, source, SourceRow { sheet: by_sheet, row: by.2 });
                    }
                }
                MendedFate::Blank => counts.ignored += 1,
                MendedFate::Missing | MendedFate::Changed => {
                    counts.rejected += 1;
                    let code = match fate {
                        MendedFate::Missing => IssueCode::MendedWithoutList,
                        _ => IssueCode::MendedListChanged,
                    };
                    let cells = files[input as usize].sheets[*at].find(*row);
                    let cells =
                        cells.into_iter().flat_map(|r| r.cells()).map(|(c, cell)| (c, shown(cell))).collect();
                    builder.rejected.push(Rejected { issue: Issue::new(code, spot), source, cells });
                }
            }
        }
        counts.read = counts.merged + counts.ignored + counts.rejected;
        builder.mended_sheet(sheet, mended, counts, from);
    }
    homes
}

fn told(builder: &mut Builder, row: SourceRow, by: SourceRow) {
    let place = CellPlace { input: None, sheet: Some(row.sheet), row: Some(row.row), column: None };
    let sheet = builder.sheets.get(by.sheet as usize);
    let file =
        sheet.and_then(|s| builder.inputs.get(s.input as usize)).map(|i| file_name(&i.path).to_owned());
    let issue = Issue::new(IssueCode::RowMended, place)
        .with("file", file.unwrap_or_default())
        .with("sheet", sheet.map_or("", |s| s.name.as_str()))
        .with("row", by.row);
    builder.issues.push(issue);
}

impl Builder {
    /// The reading of a sheet of mended rows: that of the table `from` which they were mended, if there is any.
    fn mended_sheet(&mut self, sheet: u32, mended: &MendedSheet, counts: RowCounts, from: Option<MendedOf>) {
        let theirs =
            from.as_ref().and_then(|(table, columns)| Some((self.sheets.get(*table as usize)?, columns)));
        let (kind, columns) = match theirs {
            Some((reading, columns)) => {
                let original = |here: u32| {
                    let column = columns.iter().find(|(_, home)| **home == here).map(|(c, _)| *c)?;
                    reading.columns.iter().find(|c| c.column == column)
                };
                let column = |(column, header): &(u32, String)| match original(*column) {
                    Some(known) => ColumnReading { column: *column, ..known.clone() },
                    None => unmapped(*column, header),
                };
                (reading.kind, mended.headers.iter().map(column).collect())
            }
            None => (
                RecordKind::Ignored,
                mended.headers.iter().map(|(column, header)| unmapped(*column, header)).collect(),
            ),
        };
        let file = from.and_then(|(table, _)| self.sheets.get(table as usize)).and_then(|s| {
            let path = self.inputs.get(s.input as usize).map(|i| file_name(&i.path).to_owned())?;
            Some((path, s.name.clone()))
        });
        let (file, name) = file.unwrap_or_default();
        if let Some(reading) = self.sheets.get_mut(sheet as usize) {
            reading.kind = kind;
            reading.reason = match file.is_empty() {
                true => Note::new("reason.mended_nothing"),
                false => Note::new("reason.mended").with("file", file).with("sheet", name),
            };
            reading.header_row = Some(mended.header_row);
            reading.columns = columns;
            reading.rows = counts;
        }
    }
}

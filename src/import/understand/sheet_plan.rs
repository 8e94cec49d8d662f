//! A sheet as understood, before its rows are read: kind, header, columns with units, further columns.

use super::home::Home;
use super::outcomes::Outcomes;
use super::row_kind::Marks;
use crate::config::{Config, Period};
use crate::import::cells::{DateOrder, Decimal, shown};
use crate::import::plan::Elsewhere;
use crate::import::raw::raw_sheet::{RawRow, RawSheet};
use crate::model::{CellPlace, Field, RecordKind, Scale, SourceRow};
use std::collections::BTreeMap;

/// A column that holds a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldColumn {
    /// 0-based column.
    pub column: u32,
    /// Columns whose numbers are added to it: quarters of one figure.
    pub parts: Vec<u32>,
    /// Column whose number it is multiplied by: a quantity beside a price.
    pub times: Option<u32>,
    /// Header as written.
    pub header: String,
    /// Factor from cell to base unit.
    pub unit: f64,
    /// How the column writes 03/01/2026.
    pub date_order: DateOrder,
    /// How the column writes decimals.
    pub decimal: Decimal,
}

/// Merged cells by how they are looked up.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// By column: first and last row of the cells merged over several rows.
    tall: BTreeMap<u32, Vec<(u32, u32)>>,
    /// By row: first column and width of the cells merged over several columns.
    wide: BTreeMap<u32, (u32, u32)>,
}

impl Merged {
    /// Sorts the merged ranges of a sheet.
    pub fn new(sheet: &RawSheet) -> Self {
        let mut merged = Merged::default();
        for (top, left, bottom, right) in &sheet.merged {
            if left == right && bottom > top {
                merged.tall.entry(*left).or_default().push((*top, *bottom));
            } else if right > left {
                merged.wide.insert(*top, (*left, right - left + 1));
            }
        }
        merged.tall.values_mut().for_each(|ranges| ranges.sort_unstable());
        merged
    }

    /// Lets a cell speak for the rows below it as a merged one does.
    pub fn cover(&mut self, column: u32, top: u32, bottom: u32) {
        let ranges = self.tall.entry(column).or_default();
        ranges.push((top, bottom));
        ranges.sort_unstable();
    }

    /// The first row of the merged cell that covers a place.
    pub fn top(&self, row: u32, column: u32) -> Option<u32> {
        let ranges = self.tall.get(&column)?;
        let at = ranges.partition_point(|(top, _)| *top < row);
        ranges[..at].last().filter(|(_, bottom)| row <= *bottom).map(|(top, _)| *top)
    }

    /// How many columns the merged cell at a place covers.
    pub fn width(&self, row: u32, column: u32) -> u32 {
        self.wide.get(&row).filter(|(left, _)| *left == column).map_or(1, |(_, width)| *width)
    }
}

/// Everything the row readers need to know of a sheet.
pub struct SheetPlan<'a> {
    /// The sheet.
    pub raw: &'a RawSheet,
    /// Index into `Portfolio::sheets`.
    pub sheet: u32,
    /// Index into `Portfolio::inputs`.
    pub input: u32,
    /// What it holds.
    pub kind: RecordKind,
    /// Index of the first data row among the non-blank rows.
    pub first_data: usize,
    /// Index behind the last row of the table.
    pub end: usize,
    /// Rows that are no records.
    pub marks: Marks,
    /// Merged cells.
    pub merged: Merged,
    /// Column that states the unit of each row's money (万元, 元).
    pub unit_column: Option<u32>,
    /// Columns by field.
    pub fields: BTreeMap<Field, FieldColumn>,
    /// Further columns: column and index into `Portfolio::extra_columns`.
    pub extra: Vec<(u32, u32)>,
    /// Scale of scores.
    pub scale: Scale,
    /// Columns that tell which deals are won or lost.
    pub outcomes: Outcomes,
    /// Normalised headers by column, to know a header that is repeated among the data.
    pub headers: Vec<(u32, Vec<String>)>,
    /// Headers as written, by column.
    pub titles: BTreeMap<u32, String>,
    /// The period that the name of the sheet or a title states.
    pub period: Option<Period>,
    /// Where rows really stand that were mended elsewhere.
    pub homes: BTreeMap<u32, Home>,
    /// Entries of a plan that stand in other tables: index of the file's first sheet, and their places.
    pub elsewhere: Option<(u32, &'a Elsewhere)>,
    /// The configuration.
    pub config: &'a Config,
}

impl SheetPlan<'_> {
    /// Where a row stands: mended ones in their own file.
    pub fn source(&self, row: u32) -> SourceRow {
        self.homes.get(&row).map_or(SourceRow { sheet: self.sheet, row }, |home| home.source)
    }

    /// The place of a row, or of a cell of it.
    pub fn place(&self, row: u32, column: Option<u32>) -> CellPlace {
        let there = self.elsewhere.zip(column).and_then(|((first, elsewhere), column)| {
            elsewhere.places.get(&(row, column)).map(|place| (first, place))
        });
        if let Some((first, (table, row, column))) = there {
            let sheet = first + u32::try_from(*table).unwrap_or(0);
            return CellPlace {
                input: Some(self.input),
                sheet: Some(sheet),
                row: Some(*row),
                column: Some(*column),
            };
        }
        let source = self.source(row);
        let (input, column) = match self.homes.get(&row) {
            Some(home) => (home.input, column.and_then(|c| home.columns.get(&c).copied())),
            None => (self.input, column),
        };
        CellPlace { input: Some(input), sheet: Some(source.sheet), row: Some(source.row), column }
    }

    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }

    /// The column that names the account or person.
    pub fn key_column(&self) -> Option<u32> {
        let fields = match self.kind {
            RecordKind::Accounts => [Field::Name, Field::Account, Field::LastName],
            _ => [Field::Account, Field::Name, Field::LastName],
        };
        fields.iter().find_map(|f| self.fields.get(f)).map(|c| c.column)
    }

    /// What a row is called.
    pub fn name_of(&self, row: RawRow<'_>) -> Option<String> {
        let fields = [Field::Account, Field::Name, Field::LastName];
        let column =
            fields.iter().filter_map(|f| self.fields.get(f)).find(|c| row.get(c.column).is_some())?;
        row.get(column.column).map(shown)
    }
}

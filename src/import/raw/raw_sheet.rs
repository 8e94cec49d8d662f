//! A sheet as it stands in a file: non-blank cells with absolute places, compact enough for a million rows.

use super::field_text::is_drawn;
use super::text_pool::TextPool;
use chrono::NaiveDateTime;

/// What the number format of a cell says about its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormatHint {
    /// Nothing.
    #[default]
    Plain,
    /// A percent format: the number is a fraction.
    Percent,
    /// A currency format; the index is into `RawSheet::currencies`.
    Currency(u8),
}

/// A non-blank cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// A number.
    Number(f64, FormatHint),
    /// A text, not blank.
    Text(&'a str),
    /// A truth value.
    Bool(bool),
    /// A date or date and time.
    Date(NaiveDateTime),
    /// An error value such as `#N/A`.
    Error(&'a str),
}

/// What the value of a stored cell means.
#[derive(Debug, Clone, Copy)]
enum Stored {
    Number,
    /// A text of the pool.
    Text,
    /// A text of a few bytes, in the cell itself: most numbers of a list of text are.
    Short,
    Bool,
    Date,
    Error,
}

/// A cell in 12 bytes: big lists have tens of millions of them.
#[derive(Debug, Clone, Copy)]
struct Packed {
    bits: [u8; 8],
    column: u16,
    stored: Stored,
    /// What a number's format says; bytes of a short text.
    hint: u8,
}

const PERCENT: u8 = 255;

/// A sheet as read. Rows without any non-blank cell are left out.
#[derive(Debug, Clone, Default)]
pub struct RawSheet {
    /// Name; a CSV's is its file stem.
    pub name: String,
    /// Hidden or very hidden in the workbook.
    pub hidden: bool,
    /// Read from a list of text, where a stray separator moves every cell behind it.
    pub delimited: bool,
    /// Its columns are separated by semicolons, as where a comma stands before the decimals.
    pub semicolons: bool,
    /// Merged ranges: first row, first column, last row, last column (rows 1-based, columns 0-based).
    pub merged: Vec<(u32, u32, u32, u32)>,
    /// Numbers of the rows that the workbook hides, 1-based; known of `.xlsx` only.
    pub hidden_rows: Vec<u32>,
    /// Currency symbols or codes seen in number formats.
    pub currencies: Vec<String>,
    texts: TextPool,
    rows: Vec<(u32, usize)>,
    cells: Vec<Packed>,
    unsorted: bool,
}

impl RawSheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        RawSheet { name: name.into(), ..RawSheet::default() }
    }

    /// Adds a cell; `row` is 1-based, `column` is 0-based. Blank texts are not stored. Cells that
    /// come out of order are sorted by [`RawSheet::finish`], and must be before they are looked up.
    /// Returns false for a place outside the grid.
    pub fn push(&mut self, row: u32, column: u32, cell: Cell<'_>) -> bool {
        let column = match u16::try_from(column) {
            Ok(column) if column < 16_384 && row > 0 => column,
            _ => return false,
        };
        let (stored, bits, hint) = match cell {
            Cell::Text(text) if text.trim().is_empty() => return true,
            Cell::Text(text) => match short(text) {
                Some(bits) => (Stored::Short, bits, text.len() as u8),
                None => (Stored::Text, u64::from(self.texts.intern(text)), 0),
            },
            Cell::Error(text) => (Stored::Error, u64::from(self.texts.intern(text)), 0),
            Cell::Number(number, hint) => (Stored::Number, number.to_bits(), pack_hint(hint)),
            Cell::Bool(truth) => (Stored::Bool, u64::from(truth), 0),
            Cell::Date(date) => (Stored::Date, date.and_utc().timestamp_micros().cast_unsigned(), 0),
        };
        self.open_row(row, column);
        self.cells.push(Packed { bits: bits.to_le_bytes(), column, stored, hint });
        true
    }

    fn open_row(&mut self, row: u32, column: u16) {
        match self.rows.last() {
            Some((last, _)) if *last == row => {
                self.unsorted |= self.cells.last().is_some_and(|cell| cell.column >= column);
            }
            last => {
                self.unsorted |= last.is_some_and(|(last, _)| *last > row);
                self.rows.push((row, self.cells.len()));
            }
        }
    }

    /// Sorts what came out of order and frees what only reading needed.
    pub fn finish(&mut self) {
        if self.unsorted {
            self.sort();
        }
        self.drop_rules();
        self.texts.finish();
        self.cells.shrink_to_fit();
        self.rows.shrink_to_fit();
    }

    /// Of two cells at one place the later one stays, as in spreadsheet programs.
    fn sort(&mut self) {
        let mut all = Vec::with_capacity(self.cells.len());
        for at in 0..self.rows.len() {
            let (number, range) = self.range(at);
            all.extend(self.cells[range].iter().map(|cell| (number, *cell)));
        }
        all.sort_by_key(|(row, cell)| (*row, cell.column));
        self.rows.clear();
        self.cells.clear();
        for (row, cell) in all {
            match (self.rows.last(), self.cells.last_mut()) {
                (Some((open, _)), Some(last)) if *open == row && last.column == cell.column => *last = cell,
                (Some((open, _)), _) if *open == row => self.cells.push(cell),
                _ => {
                    self.rows.push((row, self.cells.len()));
                    self.cells.push(cell);
                }
            }
        }
        self.unsorted = false;
    }

    /// Lines drawn with signs (----, ====) are no rows.
    fn drop_rules(&mut self) {
        let drawn: Vec<bool> = self
            .rows()
            .map(|row| row.cells().all(|(_, cell)| matches!(cell, Cell::Text(text) if is_drawn(text))))
            .collect();
        if !drawn.contains(&true) {
            return;
        }
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        for (at, drawn) in drawn.into_iter().enumerate() {
            if !drawn {
                let (number, range) = self.range(at);
                rows.push((number, cells.len()));
                cells.extend_from_slice(&self.cells[range]);
            }
        }
        (self.rows, self.cells) = (rows, cells);
    }

    /// Number of non-blank rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the sheet has no non-blank cell.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of non-blank cells.
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// Bytes of memory that it takes.
    pub fn held_bytes(&self) -> u64 {
        let cells = self.cells.len() * size_of::<Packed>();
        let rows = self.rows.len() * size_of::<(u32, usize)>();
        (cells + rows + self.texts.held_bytes()) as u64
    }

    /// Number of non-blank cells of every column.
    pub fn column_cells(&self) -> Vec<u64> {
        let mut counts = Vec::new();
        for cell in &self.cells {
            let column = usize::from(cell.column);
            if counts.len() <= column {
                counts.resize(column + 1, 0);
            }
            counts[column] += 1;
        }
        counts
    }

    /// Some columns of the first non-blank rows as a sheet of their own, every cell in its place.
    pub fn part(&self, columns: std::ops::RangeInclusive<u32>, depth: usize) -> RawSheet {
        let mut part = RawSheet {
            name: self.name.clone(),
            hidden: self.hidden,
            delimited: self.delimited,
            semicolons: self.semicolons,
            merged: self.merged.iter().filter(|m| columns.contains(&m.1)).copied().collect(),
            hidden_rows: self.hidden_rows.clone(),
            currencies: self.currencies.clone(),
            ..RawSheet::default()
        };
        for row in self.rows().take(depth) {
            for (column, cell) in row.cells().filter(|(column, _)| columns.contains(column)) {
                part.push(row.number, column, cell);
            }
        }
        part.finish();
        part
    }

    /// The `at`-th non-blank row, from 0.
    pub fn row(&self, at: usize) -> RawRow<'_> {
        let (number, range) = self.range(at);
        RawRow { sheet: self, number, cells: &self.cells[range] }
    }

    /// The non-blank row of a 1-based number.
    pub fn find(&self, number: u32) -> Option<RawRow<'_>> {
        self.index_of(number).map(|at| self.row(at))
    }

    /// The index among the non-blank rows of a 1-based number.
    pub fn index_of(&self, number: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&number, |r| r.0).ok()
    }

    /// All non-blank rows in order.
    pub fn rows(&self) -> impl Iterator<Item = RawRow<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }

    fn range(&self, at: usize) -> (u32, std::ops::Range<usize>) {
        let (number, start) = self.rows[at];
        (number, start..self.rows.get(at + 1).map_or(self.cells.len(), |r| r.1))
    }
}

fn pack_hint(hint: FormatHint) -> u8 {
    match hint {
        FormatHint::Plain => 0,
        FormatHint::Percent => PERCENT,
        FormatHint::Currency(at) => at.saturating_add(1).min(PERCENT - 1),
    }
}

fn unpack_hint(hint: u8) -> FormatHint {
    match hint {
        0 => FormatHint::Plain,
        PERCENT => FormatHint::Percent,
        at => FormatHint::Currency(at - 1),
    }
}

/// A non-blank row.
#[derive(Debug, Clone, Copy)]
pub struct RawRow<'a> {
    sheet: &'a RawSheet,
    /// 1-based row of the sheet, or line of a CSV.
    pub number: u32,
    cells: &'a [Packed],
}

impl<'a> RawRow<'a> {
    /// Non-blank cells: 0-based column and value.
    pub fn cells(self) -> impl Iterator<Item = (u32, Cell<'a>)> {
        self.cells.iter().map(move |cell| (u32::from(cell.column), self.value(cell)))
    }

    /// The cell of a column, if it is not blank.
    pub fn get(self, column: u32) -> Option<Cell<'a>> {
        let at = self.cells.binary_search_by_key(&column, |cell| u32::from(cell.column)).ok()?;
        Some(self.value(&self.cells[at]))
    }

    fn value(self, cell: &'a Packed) -> Cell<'a> {
        let bits = u64::from_le_bytes(cell.bits);
        match cell.stored {
            Stored::Number => Cell::Number(f64::from_bits(bits), unpack_hint(cell.hint)),
            Stored::Text => Cell::Text(self.sheet.texts.get(bits as u32)),
            Stored::Short => Cell::Text(short_text(cell)),
            Stored::Error => Cell::Error(self.sheet.texts.get(bits as u32)),
            Stored::Bool => Cell::Bool(bits != 0),
            Stored::Date => Cell::Date(date_of(bits.cast_signed())),
        }
    }
}

/// The bytes of a text that fits into a cell.
fn short(text: &str) -> Option<u64> {
    let mut bits = [0; 8];
    bits.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some(u64::from_le_bytes(bits))
}

fn short_text(cell: &Packed) -> &str {
    std::str::from_utf8(cell.bits.get(..usize::from(cell.hint)).unwrap_or_default()).unwrap_or_default()
}

fn date_of(micros: i64) -> NaiveDateTime {
    chrono::DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_out_of_order_are_sorted() {
        let mut sheet = RawSheet::new("s");
        for (row, column) in [(5, 2), (2, 3), (2, 1), (9, 0), (5, 0), (2, 3)] {
            let text = format!("{row}/{column}");
            assert!(sheet.push(row, column, Cell::Text(&text)));
        }
        sheet.finish();
        assert_eq!(sheet.rows().map(|r| r.number).collect::<Vec<_>>(), [2, 5, 9]);
        assert_eq!(sheet.row(0).get(3), Some(Cell::Text("2/3")));
        assert_eq!(sheet.row(1).cells().map(|c| c.0).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(sheet.cell_count(), 5);
    }

    #[test]
    fn texts_of_any_length_come_back() {
        let texts =
            ["1", "12345.67", "123456.78", "甲", "甲乙", "甲乙丙", "\u{1f600}\u{1f600}", "\u{1f600}ab cde"];
        let mut sheet = RawSheet::new("s");
        for (column, text) in (0..).zip(texts) {
            assert!(sheet.push(1, column, Cell::Text(text)));
        }
        sheet.finish();
        assert!(sheet.row(0).cells().map(|cell| cell.1).eq(texts.map(Cell::Text)));
    }

    #[test]
    fn drawn_lines_are_no_rows() {
        let mut sheet = RawSheet::new("s");
        let rows: [&[&str]; 6] =
            [&["----", "===="], &["客户", "金额"], &["———", "---"], &["甲", "---"], &["-", "-"], &["-----"]];
        for (row, cells) in (1..).zip(rows) {
            for (column, text) in (0..).zip(cells) {
                sheet.push(row, column, Cell::Text(text));
            }
        }
        sheet.finish();
        assert_eq!(sheet.rows().map(|r| r.number).collect::<Vec<_>>(), [2, 4, 5]);
        assert_eq!(
            sheet.row(1).cells().map(|c| c.1).collect::<Vec<_>>(),
            [Cell::Text("甲"), Cell::Text("---")]
        );
    }

    #[test]
    fn what_goes_in_comes_out() {
        let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 31);
        let date = day.and_then(|d| d.and_hms_milli_opt(1, 2, 3, 4));
        let cells = [
            Cell::Number(-0.1, FormatHint::Percent),
            Cell::Number(1e300, FormatHint::Currency(3)),
            Cell::Text("客户"),
            Cell::Bool(true),
            Cell::Date(date.unwrap_or_default()),
            Cell::Error("#N/A"),
        ];
        let mut sheet = RawSheet::new("s");
        for (column, cell) in (0..).zip(cells) {
            sheet.push(7, column, cell);
        }
        sheet.push(7, 20, Cell::Text(" \u{3000}"));
        sheet.finish();
        assert!(sheet.row(0).cells().map(|c| c.1).eq(cells));
        assert!(!sheet.push(0, 0, Cell::Bool(true)) && !sheet.push(1, 16_384, Cell::Bool(true)));
        assert_eq!(size_of::<Packed>(), 12);
    }
}

//! A table as data: its name, its columns, and how formulas refer to them.

use crate::config::Said;
use crate::layout::TableId;
use crate::model::column_letters;
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::styles::{Form, Look};

/// Row of a sheet's title band, of its remark, of its table's header, and the first row of data.
pub const TITLE_ROW: u32 = 0;
pub const NOTE_ROW: u32 = 1;
pub const HEADER_ROW: u32 = 2;
pub const FIRST_ROW: u32 = HEADER_ROW + 1;

/// Rows of one sheet's table at most; the rest continues on the next sheet.
pub const ROWS_PER_SHEET: usize = 1_048_000;

/// Tables of more rows stream to disk while they are written.
pub const STREAM_ROWS: usize = 5_000;

/// Rows below a growing table that its limits and colours reach, for rows that a user adds.
const ROOM: u32 = 200;

/// Name of a sheet, or of the sheet that continues it.
pub fn part_name(name: &str, part: usize) -> String {
    if part < 2 { name.to_owned() } else { format!("{name} {part}") }
}

/// Where a table stands on its sheet, and what it is called there.
pub struct Spot<'a> {
    /// 0-based row of the header.
    pub header_row: u32,
    /// 0-based first column.
    pub column: u16,
    /// Name of the table on this sheet.
    pub name: &'a str,
}

/// Limit or choice of an entry cell.
#[derive(Debug, Clone)]
pub enum Limit {
    /// A probability.
    Share,
    /// A number from 0 on.
    NotNegative,
    /// Any number.
    Number,
    /// A number of a range.
    Between(f64, f64),
    /// A whole score or a word.
    Score,
    /// One of a few texts.
    Choice(Vec<String>),
    /// One of a few texts is offered; another text is allowed after a warning.
    Suggested(Vec<String>),
    /// A text of a named range; another text is allowed after a warning.
    Known(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Stable key; the header is `workbook.column.<key>`.
    pub key: &'static str,
    /// Which one, of the list's further columns.
    pub index: u32,
    /// Its place in its table, from 0.
    pub place: usize,
    /// Header.
    pub header: String,
    /// How its values are shown.
    pub form: Form,
    /// Where its values come from; a formula always looks computed.
    pub look: Look,
    /// Limit of an entry.
    pub limit: Option<Limit>,
    /// Formula of rows that a user adds, where it is not the one that all rows share.
    pub fill: Option<String>,
    /// Whether it stands behind the others in a group that is shut, and is not printed.
    pub shut: bool,
}

impl Column {
    /// A column.
    pub fn new(key: &'static str, header: impl Into<String>, form: Form, look: Look) -> Self {
        let header = clean(&header.into());
        Column { key, index: 0, place: 0, header, form, look, limit: None, fill: None, shut: false }
    }

    /// The `index`-th of several columns with one key.
    #[must_use]
    pub fn numbered(mut self, index: usize) -> Self {
        self.index = u32::try_from(index).unwrap_or(u32::MAX);
        self
    }
}

/// Characters that table references cannot carry become spaces.
fn clean(header: &str) -> String {
    let plain: String = header.chars().map(|c| if "@#[]'\n\r\t".contains(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(250).collect()
}

/// A table of one sheet.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Name of the table.
    pub table: &'static str,
    /// Name of the sheet.
    pub sheet: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    /// 0-based row of the first data.
    pub first: u32,
    /// 0-based column of its first column.
    pub left: u16,
    /// Whether users add rows below it: nothing else may stand there.
    pub grows: bool,
    /// Whether a row's formulas refer to its cells by A1 names: shorter, for big tables.
    pub compact: bool,
    /// Where keys are noted that are asked for in vain.
    faults: Faults,
}

impl Schema {
    /// A table whose headers are made unique.
    pub fn new(table: &'static str, sheet: String, mut columns: Vec<Column>, rows: usize) -> Self {
        let mut seen = std::collections::HashSet::new();
        let compact = rows > STREAM_ROWS;
        for (place, column) in columns.iter_mut().enumerate() {
            column.place = place;
            // Rows of big tables are all of one height.
            if column.form == Form::Text && !compact {
                column.form = Form::Folded;
            }
            let plain = if column.header.is_empty() { "—".to_owned() } else { column.header.clone() };
            let mut name = plain.clone();
            let mut number = 2;
            while !seen.insert(name.to_lowercase()) {
                name = format!("{plain} {number}");
                number += 1;
            }
            column.header = name;
        }
        Schema {
            table,
            sheet,
            columns,
            rows,
            first: FIRST_ROW,
            left: 0,
            grows: false,
            compact,
            faults: Faults::default(),
        }
    }

    /// Keys that are asked for in vain are faults of this workbook.
    #[must_use]
    pub fn noting(mut self, faults: &Faults) -> Self {
        self.faults = faults.clone();
        self
    }

    /// 0-based place of the column of a key; one that there is not is a fault.
    fn find(&self, key: &str) -> Option<usize> {
        let found = self.columns.iter().position(|c| c.key == key);
        if found.is_none() {
            self.faults.note(format!("column: {}.{key}", self.table));
        }
        found
    }

    /// The same table cut to what one sheet holds, and its continuations on further sheets.
    ///
    /// # Errors
    /// More rows than ten sheets hold.
    pub fn split(mut self, names: &[&'static str], most: usize) -> anyhow::Result<(Self, Vec<Self>)> {
        let total = self.rows;
        let parts = total.div_ceil(most.max(1));
        if parts > names.len() + 1 {
            return Said::new("writer.rows").with("rows", total).with("sheet", &self.sheet).err();
        }
        self.rows = total.min(most);
        let further = |(part, table): (usize, &&'static str)| {
            let rows = (total - (part - 1) * most).min(most);
            self.continued(table, part_name(&self.sheet, part), rows)
        };
        let more = (2..=parts).zip(names).map(further).collect();
        Ok((self, more))
    }

    /// The same columns on another sheet, under another name.
    pub fn continued(&self, table: &'static str, sheet: String, rows: usize) -> Self {
        Schema { table, sheet, rows, ..self.clone() }
    }

    /// Its header stands in another row than usual.
    #[must_use]
    pub fn below(mut self, header: u32) -> Self {
        self.first = header + 1;
        self
    }

    /// It stands to the right of something else.
    #[must_use]
    pub fn right_of(mut self, columns: u16) -> Self {
        self.left = columns;
        self
    }

    /// Where it is written.
    pub fn spot(&self) -> Spot<'static> {
        Spot { header_row: self.first - 1, column: self.left, name: self.table }
    }

    /// 0-based row of its last row; a table without rows has one that is blank.
    pub fn last(&self) -> u32 {
        self.first + u32::try_from(self.rows.max(1)).unwrap_or(u32::MAX) - 1
    }

    /// The cell of a column in a row of the table, from 0, as a defined name refers to it.
    pub fn cell(&self, key: &str, at: u32) -> String {
        let (sheet, letters) = (self.sheet.replace('\'', "''"), self.letters(key));
        format!("='{sheet}'!${letters}${}", self.first + at + 1)
    }

    /// The first cells of a column, as a defined name refers to them.
    pub fn first_cells(&self, key: &str, count: usize) -> String {
        let (sheet, letters) = (self.sheet.replace('\'', "''"), self.letters(key));
        let last = self.first + u32::try_from(count).unwrap_or(0);
        format!("='{sheet}'!${letters}${}:${letters}${last}", self.first + 1)
    }

    /// Letters of a column on the sheet.
    fn letters(&self, key: &str) -> String {
        column_letters(u32::from(self.column_of(key)))
    }

    /// 0-based column of a key on the sheet.
    pub fn column_of(&self, key: &str) -> u16 {
        self.left + self.place(key)
    }

    /// Users add rows below it.
    #[must_use]
    pub fn growing(mut self) -> Self {
        self.grows = true;
        self
    }

    /// The last row that limits and colours of this table reach, where its own last row is `last`.
    pub fn reach(&self, last: u32) -> u32 {
        if self.grows {
            (last + ROOM).min(u32::try_from(ROWS_PER_SHEET).unwrap_or(last)).max(last)
        } else {
            last
        }
    }

    /// Whether there is a column of this key. A key that the table never has is a fault.
    pub fn has(&self, key: &str) -> bool {
        let found = self.columns.iter().any(|c| c.key == key);
        let known = |(id, _): (TableId, u32)| id.table().column(key).is_some();
        if !found && !TableId::named(self.table).is_some_and(known) {
            self.faults.note(format!("column: {}.{key}", self.table));
        }
        found
    }

    /// How many columns stand before those that are shut.
    pub fn open(&self) -> usize {
        self.columns.iter().position(|c| c.shut).unwrap_or(self.columns.len())
    }

    /// 0-based place of a column.
    pub fn place(&self, key: &str) -> u16 {
        self.find(key).and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }

    /// The whole column, as a formula says it. A column of one cell is given as a range of cells:
    /// some engines take a table's single cell for a value, which COUNTIF and SUMIF refuse.
    pub fn all(&self, key: &str) -> String {
        self.find(key).map_or("#REF!".to_owned(), |at| self.whole(at))
    }

    /// The whole column by its name, also where it has one cell.
    pub fn named(&self, key: &str) -> String {
        let header = |at: usize| format!("{}[{}]", self.table, self.columns[at].header);
        self.find(key).map_or("#REF!".to_owned(), header)
    }

    fn whole(&self, at: usize) -> String {
        if self.rows <= 1 {
            let letters = column_letters(u32::from(self.left) + u32::try_from(at).unwrap_or(0));
            let sheet = self.sheet.replace('\'', "''");
            return format!("'{sheet}'!${letters}${0}:${letters}${0}", self.first + 1);
        }
        format!("{}[{}]", self.table, self.columns[at].header)
    }

    /// The cell of a column in the formula's own row (0-based sheet row).
    pub fn this(&self, key: &str, row: u32) -> String {
        let Some(at) = self.find(key) else { return "#REF!".to_owned() };
        if self.compact {
            let at = u32::from(self.left) + u32::try_from(at).unwrap_or(0);
            return format!("{}{}", column_letters(at), row + 1);
        }
        format!("{}[[#This Row],[{}]]", self.table, self.columns[at].header)
    }

    /// The range of a column's data on its sheet, for charts and rules: first row, column, last row.
    pub fn range(&self, key: &str) -> (u32, u16, u32) {
        (self.first, self.column_of(key), self.last())
    }
}

//! Fills a raw sheet cell by cell: checks places against the grid, counts what had to be left out,
//! and spends the budget.

use super::budget::Budget;
use super::cause::cause;
use super::raw_sheet::{Cell, RawSheet};
use super::{Finding, Refusal};
use crate::model::{IssueCode, column_letters};

/// Rows of an Excel sheet.
const MAX_ROWS: u32 = 1_048_576;
/// Cells between two looks at the budget.
const STEP: u64 = 4096;
/// Bytes of texts between them.
const STEP_BYTES: u64 = 1 << 20;
/// Characters of a cell in spreadsheet programs; what is longer is cut.
pub(super) const LONGEST_CELL: usize = 32_767;
/// More unreadable cells than this, and the sheet is damaged as a whole.
const MAX_LOST: u64 = 100_000;

/// A sheet that is being read.
pub(super) struct SheetWriter<'b> {
    /// The sheet so far.
    pub sheet: RawSheet,
    budget: &'b Budget,
    unspent: u64,
    steps: u64,
    lost: u64,
    first_lost: String,
    text_bytes: u64,
    held: u64,
    cut: u64,
    first_cut: String,
    nuls: u64,
    first_nul: String,
}

impl<'b> SheetWriter<'b> {
    pub fn new(name: &str, hidden: bool, budget: &'b Budget) -> Self {
        let mut sheet = RawSheet::new(name);
        sheet.hidden = hidden;
        SheetWriter {
            sheet,
            budget,
            unspent: 0,
            steps: 0,
            lost: 0,
            first_lost: String::new(),
            text_bytes: 0,
            held: 0,
            cut: 0,
            first_cut: String::new(),
            nuls: 0,
            first_nul: String::new(),
        }
    }

    /// Adds a cell of a spreadsheet; row and column from 0. `None` is a blank one.
    pub fn put(&mut self, row: u32, column: u32, cell: Option<Cell<'_>>) -> Result<(), Refusal> {
        self.step()?;
        let Some(cell) = cell else { return Ok(()) };
        if row >= MAX_ROWS {
            return self.lose("row > 1048576");
        }
        self.put_line(row + 1, column, cell)
    }

    /// Adds a cell of a list of text, which may have more rows than a spreadsheet.
    pub fn put_line(&mut self, line: u32, column: u32, cell: Cell<'_>) -> Result<(), Refusal> {
        self.unspent += 1;
        let cell = match cell {
            Cell::Text(text) => Cell::Text(self.fitting(line, column, text)),
            cell => cell,
        };
        match self.sheet.push(line, column, cell) {
            true => Ok(()),
            false => self.lose("column > XFD"),
        }
    }

    /// As much of a text as a cell holds; counts its bytes.
    fn fitting<'t>(&mut self, line: u32, column: u32, text: &'t str) -> &'t str {
        let end = match text.len() > LONGEST_CELL {
            true => text.char_indices().nth(LONGEST_CELL).map(|(at, _)| at),
            false => None,
        };
        let fits = end.map_or(text, |end| &text[..end]);
        if end.is_some() {
            if self.cut == 0 {
                self.first_cut = format!("{}{line}", column_letters(column));
            }
            self.cut += 1;
        }
        self.text_bytes += fits.len() as u64;
        fits
    }

    /// Counts a cell of a list of text that held a NUL, which is left out.
    pub fn nul(&mut self, line: u32, column: u32) {
        if self.nuls == 0 {
            self.first_nul = format!("{}{line}", column_letters(column));
        }
        self.nuls += 1;
    }

    /// Looks at the budget now and then; to be called for every cell or row, blank or not.
    pub fn step(&mut self) -> Result<(), Refusal> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEP) || self.text_bytes > STEP_BYTES {
            return self.settle();
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Refusal> {
        self.budget.spend(std::mem::take(&mut self.unspent))?;
        self.budget.spend_text(std::mem::take(&mut self.text_bytes))?;
        let held = self.sheet.held_bytes();
        let more = held.saturating_sub(self.held);
        self.held = held;
        self.budget.hold(more)
    }

    /// Counts a cell that cannot be read.
    pub fn lose(&mut self, why: impl ToString) -> Result<(), Refusal> {
        if self.lost == 0 {
            self.first_lost = why.to_string();
        }
        self.lost += 1;
        match self.lost > MAX_LOST {
            true => Err(Refusal::unreadable(&self.first_lost)),
            false => Ok(()),
        }
    }

    /// The sheet, and what was found: cells lost, cells cut.
    pub fn finish(mut self) -> Result<(RawSheet, Vec<Finding>), Refusal> {
        self.settle()?;
        self.sheet.finish();
        let name = &self.sheet.name;
        let finding = |code, count: u64, arg: (&'static str, String)| Finding {
            code,
            sheet: Some(name.clone()),
            args: vec![("count", count.to_string()), arg, ("sheet", name.clone())],
        };
        let mut findings = Vec::new();
        if self.lost > 0 {
            let detail = ("detail", cause(&self.first_lost));
            findings.push(finding(IssueCode::CellsUnreadable, self.lost, detail));
        }
        if self.cut > 0 {
            findings.push(finding(IssueCode::CellsCut, self.cut, ("cell", self.first_cut.clone())));
        }
        if self.nuls > 0 {
            findings.push(finding(IssueCode::NulsLeftOut, self.nuls, ("cell", self.first_nul.clone())));
        }
        Ok((self.sheet, findings))
    }
}

//! Fills a raw sheet cell by cell: checks places against the grid, counts what had to be left out,
//! and spends the budget.

use super::budget::Budget;
use super::cause::cause;
use super::{Finding, Refusal};
use crate::import::raw_sheet::{Cell, RawSheet};
use crate::model::IssueCode;

/// Rows of an Excel sheet.
const MAX_ROWS: u32 = 1_048_576;
/// Cells between two looks at the budget.
const STEP: u64 = 4096;
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
}

impl<'b> SheetWriter<'b> {
    pub fn new(name: &str, hidden: bool, budget: &'b Budget) -> Self {
        let mut sheet = RawSheet::new(name);
        sheet.hidden = hidden;
        SheetWriter { sheet, budget, unspent: 0, steps: 0, lost: 0, first_lost: String::new() }
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
        match self.sheet.push(line, column, cell) {
            true => Ok(()),
            false => self.lose("column > XFD"),
        }
    }

    /// Looks at the budget now and then; to be called for every cell or row, blank or not.
    pub fn step(&mut self) -> Result<(), Refusal> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEP) {
            return self.budget.spend(std::mem::take(&mut self.unspent));
        }
        Ok(())
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

    /// The sheet, and a finding if cells were lost.
    pub fn finish(mut self) -> Result<(RawSheet, Option<Finding>), Refusal> {
        self.budget.spend(self.unspent)?;
        self.sheet.finish();
        let finding = (self.lost > 0).then(|| Finding {
            code: IssueCode::CellsUnreadable,
            sheet: Some(self.sheet.name.clone()),
            args: vec![
                ("count", self.lost.to_string()),
                ("detail", cause(&self.first_lost)),
                ("sheet", self.sheet.name.clone()),
            ],
        });
        Ok((self.sheet, finding))
    }
}

//! Recalculates a written workbook in an independent engine and compares every formula's value with
//! the one it was written with.

use calamine::{Data, Reader, Xlsx};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use ironcalc::import::load_from_xlsx_bytes;
use std::io::Cursor;

/// What a recalculation found.
#[derive(Debug, Default)]
pub struct Recalculation {
    /// Formulas compared.
    pub formulas: usize,
    /// Cells whose value moved: sheet and cell, formula, cached value, recalculated value.
    pub differences: Vec<(String, String, String, String)>,
}

/// Recalculates a workbook.
pub fn recalculate(bytes: &[u8]) -> Recalculation {
    let mut cached = Xlsx::new(Cursor::new(bytes)).unwrap();
    let loaded = load_from_xlsx_bytes(bytes, "plan", "en", "UTC").unwrap();
    let mut model = Model::from_workbook(loaded, "en").unwrap();
    model.evaluate();
    let mut found = Recalculation::default();
    for (index, name) in (0_u32..).zip(cached.sheet_names()) {
        let formulas = cached.worksheet_formula(&name).unwrap();
        let values = cached.worksheet_range(&name).unwrap();
        let (row0, column0) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let (row, column) = (row0 + row as u32, column0 + column as u32);
            let was = values.get_value((row, column)).cloned().unwrap_or(Data::Empty);
            let is = model.get_cell_value_by_index(index, row as i32 + 1, column as i32 + 1).unwrap();
            found.formulas += 1;
            if !same(&was, &is) {
                let place = format!("{name}!{}{}", keyplan::model::column_letters(column), row + 1);
                found.differences.push((place, formula.clone(), format!("{was:?}"), format!("{is:?}")));
            }
        }
    }
    found
}

fn same(was: &Data, is: &CellValue) -> bool {
    match (was, is) {
        (Data::Float(a), CellValue::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (Data::Int(a), CellValue::Number(b)) => *a as f64 == *b,
        (Data::String(a), CellValue::String(b)) => a == b,
        (Data::Bool(a), CellValue::Boolean(b)) => a == b,
        (Data::Empty, CellValue::None) => true,
        (Data::Empty, CellValue::String(b)) => b.is_empty(),
        (Data::String(a), CellValue::None) => a.is_empty(),
        _ => false,
    }
}

/// A workbook in the engine, to change inputs and read what follows.
pub struct Sheet {
    model: Model<'static>,
    index: u32,
}

impl Sheet {
    /// The `index`-th sheet of a written workbook.
    pub fn open(bytes: &[u8], index: u32) -> Self {
        let loaded = load_from_xlsx_bytes(bytes, "plan", "en", "UTC").unwrap();
        Sheet { model: Model::from_workbook(loaded, "en").unwrap(), index }
    }

    /// Turns to the sheet of a name.
    pub fn turn(&mut self, name: &str) {
        let names = self.model.workbook.get_worksheet_names();
        self.index = names.iter().position(|n| n == name).unwrap() as u32;
    }

    /// The first row from 1 on whose cell of a column reads so.
    pub fn row(&self, column: i32, text: &str) -> i32 {
        (1..2_000).find(|r| self.text(*r, column) == text).unwrap_or_else(|| panic!("no row {text}"))
    }

    /// Enters a value; rows and columns count from 1.
    pub fn enter(&mut self, row: i32, column: i32, value: &str) {
        self.model.set_user_input(self.index, row, column, value.to_owned()).unwrap();
    }

    /// Recalculates.
    pub fn evaluate(&mut self) {
        self.model.evaluate();
    }

    /// A cell's number.
    pub fn number(&self, row: i32, column: i32) -> Option<f64> {
        match self.model.get_cell_value_by_index(self.index, row, column).unwrap() {
            CellValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A cell's text.
    pub fn text(&self, row: i32, column: i32) -> String {
        match self.model.get_cell_value_by_index(self.index, row, column).unwrap() {
            CellValue::String(text) => text,
            _ => String::new(),
        }
    }

    /// Column of a header in row 3.
    pub fn column(&self, header: &str) -> i32 {
        (1..80).find(|c| self.text(3, *c) == header).unwrap_or_else(|| panic!("no column {header}"))
    }
}

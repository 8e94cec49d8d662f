//! The whole job, split into read, compute and write, beside a bare calamine read of the same list and
//! a bare rust_xlsxwriter write of the same cells, in one run:
//! `cargo bench --bench whole_job -- 1000 10000 100000`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_macros)]

use calamine::{Data, Reader, Xlsx, open_workbook};
use keyplan::config::{Config, Templates};
use keyplan::import::{ImportOptions, read_lists};
use keyplan::workbook::{self, Formulas, WorkbookOptions};
use rust_xlsxwriter::{Formula, Workbook};
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

#[path = "../examples/generate.rs"]
#[allow(dead_code)]
mod generate;

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1000, 10_000, 100_000] } else { asked };
    println!("accounts | read | compute | write | whole | bare read | bare write | whole / bare");
    for size in sizes {
        measure(size);
    }
}

fn measure(size: u32) {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.xlsx");
    generate::generate(size, list.to_str().unwrap()).unwrap();
    let config = Config::load(&Templates::default()).unwrap();
    let inputs = [list.to_str().unwrap().to_owned()];

    let start = Instant::now();
    let portfolio = read_lists(&inputs, &ImportOptions::default(), &config).unwrap();
    let read = start.elapsed().as_secs_f64();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    let plan = keyplan::method::plan(portfolio, &config, today);
    let compute = start.elapsed().as_secs_f64() - read;
    let options = WorkbookOptions {
        formulas: Formulas::Auto,
        protect: false,
        portfolio_name: "bench".into(),
        ..WorkbookOptions::default()
    };
    let output = folder.path().join("plan.xlsx");
    let file = std::fs::File::create(&output).unwrap();
    workbook::write(&plan, &config, plan.portfolio.language, &options, file).unwrap();
    let whole = start.elapsed().as_secs_f64();
    drop(plan);

    let start = Instant::now();
    let cells = bare_read(&list);
    let bare_read = start.elapsed().as_secs_f64();
    assert!(cells > u64::from(size) * 40);
    let sheets = contents(&output);
    let start = Instant::now();
    bare_write(&sheets, &folder.path().join("bare.xlsx"));
    let bare_write = start.elapsed().as_secs_f64();
    println!(
        "{size} | {read:.2} | {compute:.2} | {:.2} | {whole:.2} | {bare_read:.2} | {bare_write:.2} | {:.2}",
        whole - read - compute,
        whole / (bare_read + bare_write)
    );
}

fn bare_read(path: &Path) -> u64 {
    let mut book: Xlsx<BufReader<std::fs::File>> = open_workbook(path).unwrap();
    let mut cells = 0;
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).unwrap();
        while reader.next_cell().unwrap().is_some() {
            cells += 1;
        }
    }
    cells
}

type Cells = Vec<(u32, u16, Data, Option<String>)>;

/// Everything our output holds, formulas with their results.
fn contents(path: &Path) -> Vec<Cells> {
    let mut book: Xlsx<BufReader<std::fs::File>> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    names
        .iter()
        .map(|name| {
            let formulas = book.worksheet_formula(name).unwrap();
            let values = book.worksheet_range(name).unwrap();
            let (top, left) = values.start().unwrap_or_default();
            let cell = |(row, column, data): (usize, usize, &Data)| {
                let (row, column) = (row as u32 + top, column as u32 + left);
                let formula = formulas.get_value((row, column)).filter(|f| !f.is_empty()).cloned();
                (row, column as u16, data.clone(), formula)
            };
            values.used_cells().map(cell).collect()
        })
        .collect()
}

fn bare_write(sheets: &[Cells], path: &Path) {
    let mut book = Workbook::new();
    for cells in sheets {
        let sheet = book.add_worksheet();
        for (row, column, data, formula) in cells {
            let text = data.to_string();
            if let Some(formula) = formula {
                let formula = Formula::new(formula).set_result(text);
                sheet.write_formula(*row, *column, formula).unwrap();
            } else if let Data::Float(n) = data {
                sheet.write_number(*row, *column, *n).unwrap();
            } else {
                sheet.write_string(*row, *column, text).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

//! One helper for all tests through the binary: builds small workbooks in code, runs keyplan in a folder
//! of its own, reads the JSON.

pub mod edit;
pub mod random;

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Output;

/// A cell of a list made by a test.
#[derive(Clone, Debug)]
pub enum C {
    /// Nothing.
    B,
    /// Text.
    T(&'static str),
    /// Number.
    N(f64),
    /// Date as year, month, day.
    D(u16, u8, u8),
}

/// A folder of its own, with the program to run in it.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn new() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a text file.
    pub fn text(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes a workbook: sheets with rows of cells from A1 on.
    pub fn book(&self, name: &str, sheets: &[(&str, Vec<Vec<C>>)]) {
        let mut book = Workbook::new();
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        for (title, rows) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*title).unwrap();
            for (row, cells) in (0_u32..).zip(rows) {
                for (column, cell) in (0_u16..).zip(cells) {
                    match cell {
                        C::B => {}
                        C::T(text) => drop(sheet.write_string(row, column, *text).unwrap()),
                        C::N(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                        C::D(y, m, d) => {
                            let when = rust_xlsxwriter::ExcelDateTime::from_ymd(*y, *m, *d).unwrap();
                            sheet.write_datetime_with_format(row, column, &when, &date).unwrap();
                        }
                    }
                }
            }
        }
        book.save(self.path(name)).unwrap();
    }

    /// Runs keyplan in the folder.
    pub fn run(&self, args: &[&str]) -> Output {
        assert_cmd::Command::cargo_bin("keyplan")
            .unwrap()
            .current_dir(self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("nobody's"))
            .args(args)
            .output()
            .unwrap()
    }

    /// Runs keyplan in the folder with environment variables.
    pub fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Output {
        assert_cmd::Command::cargo_bin("keyplan")
            .unwrap()
            .current_dir(self.folder.path())
            .envs(variables.iter().copied())
            .args(args)
            .output()
            .unwrap()
    }

    /// Plans lists with a fixed date; exit code and JSON.
    pub fn plan(&self, args: &[&str]) -> (i32, Value) {
        let mut all =
            vec!["plan", "-o", "out.plan.xlsx", "--json", "out.json", "--today", "2026-01-31", "--force"];
        all.extend(args);
        let output = self.run(&all);
        let code = output.status.code().expect("not killed");
        let text = std::fs::read_to_string(self.path("out.json")).unwrap_or_default();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("panicked"), "{errors}");
        (code, serde_json::from_str(&text).unwrap_or(Value::Null))
    }
}

/// The account of a name.
pub fn account<'a>(json: &'a Value, name: &str) -> &'a Value {
    let found = json["accounts"].as_array().unwrap().iter().find(|a| a["name"] == name);
    found.unwrap_or_else(|| panic!("no account {name} in {json:#}"))
}

/// Codes of all issues.
pub fn codes(json: &Value) -> Vec<String> {
    json["issues"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap().to_owned()).collect()
}

/// Every row of every sheet is exactly one of planned, merged, rejected, ignored.
pub fn reconcile(json: &Value) {
    for input in json["inputs"].as_array().unwrap() {
        for sheet in input["sheets"].as_array().unwrap() {
            let rows = &sheet["rows"];
            let n = |key: &str| rows[key].as_u64().unwrap();
            assert_eq!(n("read"), n("planned") + n("merged") + n("rejected") + n("ignored"), "{sheet:#}");
        }
    }
}

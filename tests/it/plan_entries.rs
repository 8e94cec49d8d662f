//! Every entry of every table of the demo's plan is typed over, under a renamed header, and found again: in a plan of
//! the plan alone, beside its list, planned over, and in the other language.

use crate::support::Desk;
use crate::support::edit::{Book, Typed};
use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use keyplan::config::{Config, Templates};
use keyplan::layout::{Column, Part, TableId};
use keyplan::model::{FieldType, Language, RecordKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A plan whose cells are looked at.
pub struct Seen {
    pub book: Book,
    sheets: BTreeMap<String, Range<Data>>,
}

impl Seen {
    pub fn open(path: &Path) -> Self {
        let mut file: Xlsx<_> = open_workbook(path).unwrap();
        let sheets = file.worksheets().into_iter().collect();
        Seen { book: Book::open(path), sheets }
    }

    /// Text of a cell.
    pub fn cell(&self, sheet: &str, row: u32, column: u32) -> String {
        let value = self.sheets[sheet].get_value((row - 1, column));
        value.map(ToString::to_string).unwrap_or_default()
    }

    /// Header cell of a column.
    pub fn header(&self, table: TableId, key: &str) -> Option<(String, u32, u32)> {
        self.book.header(table.code(), key)
    }

    /// Rows of a table: below its header while what names them stands there.
    pub fn rows(&self, table: TableId) -> Vec<u32> {
        let Some((sheet, header, column)) = self.header(table, name_key(table)) else { return Vec::new() };
        (header + 1..).take_while(|row| !self.cell(&sheet, *row, column).is_empty()).collect()
    }

    /// What names a row.
    pub fn name(&self, table: TableId, row: u32) -> String {
        let (sheet, _, column) = self.header(table, name_key(table)).unwrap();
        self.cell(&sheet, row, column)
    }
}

fn name_key(table: TableId) -> &'static str {
    match table {
        TableId::Persons | TableId::ContactPlan => "person",
        TableId::Resources => "resource",
        _ => "account",
    }
}

/// A cell typed over.
pub struct Edit {
    table: TableId,
    pub column: &'static Column,
    /// What names its row.
    pub name: String,
    typed: Typed,
    reads: FieldType,
}

impl Edit {
    /// What was typed, as text.
    pub fn value(&self) -> String {
        match &self.typed {
            Typed::Text(text) => text.clone(),
            Typed::Number(number) => number.to_string(),
            Typed::Blank => String::new(),
        }
    }

    pub fn told(&self) -> String {
        format!("{} {} of {}: {:?}", self.table, self.column.key, self.name, self.typed)
    }
}

/// A value that differs from the one that stands there.
fn other(reads: FieldType, at: usize, now: &str, language: Language, config: &Config) -> Typed {
    let number = |n: f64| Typed::Number(n + at as f64);
    let labels = config.labels(language);
    match reads {
        FieldType::Text | FieldType::Name | FieldType::Id => Typed::Text(format!("typed {at}")),
        FieldType::Date => number(46_500.0),
        FieldType::Score => Typed::Number(if now == "4" { 5.0 } else { 4.0 }),
        FieldType::Truth => {
            let word = |code| labels.value("truth", code);
            Typed::Text(if now == word("yes") { word("no") } else { word("yes") }.to_owned())
        }
        FieldType::Word(group, codes) => {
            let words = codes.iter().map(|code| labels.value(group, code)).filter(|w| !w.is_empty());
            Typed::Text(words.filter(|word| *word != now).nth(at % 2).unwrap_or("5").to_owned())
        }
        share if share.is_share() || share == FieldType::Fraction => Typed::Number(0.37),
        _ => number(7000.0),
    }
}

/// Types over one cell in every column of entries, and renames its header.
fn edit(path: &Path, language: Language, config: &Config) -> Vec<Edit> {
    let edits = edit_some(path, language, config, true, |at, rows| Some(at % rows));
    let enters = |id: &&TableId| id.table().columns.iter().any(|c| c.part == Part::Entry);
    assert!(TableId::ALL.iter().filter(enters).all(|table| edits.iter().any(|edit| edit.table == *table)));
    edits
}

/// Types over cells: of a column's number and its rows, the row that is chosen.
pub fn edit_some(
    path: &Path,
    language: Language,
    config: &Config,
    rename: bool,
    mut choose: impl FnMut(usize, usize) -> Option<usize>,
) -> Vec<Edit> {
    let mut seen = Seen::open(path);
    let deals: BTreeSet<String> = {
        let rows = seen.rows(TableId::Opportunities);
        rows.into_iter().map(|row| seen.name(TableId::Opportunities, row)).collect()
    };
    let mut edits = Vec::new();
    for table in TableId::ALL.iter().copied() {
        let is_account = table.table().kind == RecordKind::Accounts;
        let entered = |row: &u32| {
            let text = seen.header(table, "text").filter(|_| table == TableId::PlanItems);
            text.is_none_or(|(sheet, _, column)| !seen.cell(&sheet, *row, column).is_empty())
        };
        let rows = seen.rows(table).into_iter().filter(entered);
        let rows: Vec<u32> =
            rows.filter(|row| !is_account || !deals.contains(&seen.name(table, *row))).collect();
        let columns = table.table().columns.iter().filter(|c| c.part == Part::Entry);
        for (at, column) in columns.enumerate() {
            let Some((sheet, header, place)) = seen.header(table, column.key) else {
                assert!(column.optional || rows.is_empty(), "{table} {}", column.key);
                continue;
            };
            let chosen = if rows.is_empty() { None } else { choose(at, rows.len()) };
            let Some(chosen) = chosen else { continue };
            let (row, field) = (rows[chosen], column.field.unwrap());
            let reads = field.of(table.table().kind).unwrap().reads;
            let typed = other(reads, at, &seen.cell(&sheet, row, place), language, config);
            edits.push(Edit { table, column, name: seen.name(table, row), typed: typed.clone(), reads });
            seen.book.set(&sheet, row, place, &typed);
            if rename {
                seen.book.rename(&sheet, header, place, &format!("My own {table} {at}"));
            }
        }
    }
    seen.book.save(path);
    edits
}

/// The edits that are not found in a plan.
pub fn missing<'e>(path: &Path, edits: &'e [Edit], config: &Config) -> Vec<&'e Edit> {
    let seen = Seen::open(path);
    let found = |edit: &&Edit| {
        let Some((sheet, _, column)) = seen.header(edit.table, edit.column.key) else { return false };
        // A resource is called differently in the other language.
        let called = |name: &str| config.columns.word("resource", name).unwrap_or(name).to_owned();
        let same = |row: &u32| called(&seen.name(edit.table, *row)) == called(&edit.name);
        let mut cells = seen.rows(edit.table).into_iter().filter(same).map(|r| seen.cell(&sheet, r, column));
        cells.any(|cell| match (&edit.typed, edit.reads) {
            (Typed::Number(n), FieldType::Date) => cell.parse().is_ok_and(|c: f64| c == *n),
            (Typed::Number(n), _) => cell.parse().is_ok_and(|c: f64| (c - n).abs() < 1e-9),
            (Typed::Text(text), FieldType::Word(group, _)) => {
                cell == *text || config.columns.word(group, &cell) == config.columns.word(group, text)
            }
            (Typed::Text(text), FieldType::Truth) => {
                config.columns.word("truth", &cell) == config.columns.word("truth", text)
            }
            (Typed::Text(text), _) => cell == *text,
            (Typed::Blank, _) => cell.is_empty(),
        })
    };
    edits.iter().filter(|e| !found(e)).collect()
}

fn demo(language: &str) -> (Desk, &'static str, &'static str) {
    let desk = Desk::new();
    let run = desk.run(&["demo", "--lang", language, "--today", "2026-01-31"]);
    assert!(run.status.success());
    let [list, plan] = match language {
        "zh" => ["示例名单.xlsx", "示例名单.plan.xlsx"],
        _ => ["sample-list.xlsx", "sample-list.plan.xlsx"],
    };
    (desk, list, plan)
}

/// Plans, and what the JSON says of figures that come from the list: account, field, value left out.
fn planned(desk: &Desk, args: &[&str]) -> Vec<[String; 3]> {
    let run = desk.run(&[&["plan", "--today", "2026-01-31", "-q", "--json", "x.json"], args].concat());
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    let json: Value = serde_json::from_slice(&std::fs::read(desk.path("x.json")).unwrap()).unwrap();
    let issues = json["issues"].as_array().unwrap().iter().filter(|i| i["code"] == "figure_from_list");
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    issues.map(|i| [text(&i["message"]), text(&i["field"]), text(&i["value"])]).collect()
}

#[test]
fn every_entry_under_a_renamed_header_is_kept() {
    let config = Config::load(&Templates::default()).unwrap();
    for (language, other) in [("zh", "en"), ("en", "zh")] {
        let (desk, list, plan) = demo(language);
        let edits = edit(&desk.path(plan), Language::from_code(language).unwrap(), &config);
        assert!(edits.len() > 80, "{}", edits.len());
        let mut lost = Vec::new();
        let mut look = |way: &str, file: &str, told: &[[String; 3]]| {
            let missing = missing(&desk.path(file), &edits, &config).into_iter();
            // A figure that the list states is the list's, and told.
            let is_told = |e: &Edit| {
                let field = e.column.field.unwrap().code();
                // What a list states by rows, as visits, cannot be compared with.
                field == "visits" || told.iter().any(|[who, of, _]| who.contains(&e.name) && of == field)
            };
            let missing = missing.filter(|e| !is_told(e));
            lost.extend(missing.map(|e| format!("{language} {way}: {}", e.told())));
        };
        let told = planned(&desk, &[plan, "-o", "alone.plan.xlsx", "--lang", other]);
        assert_eq!(told.len(), 0);
        look("alone", "alone.plan.xlsx", &told);
        let args = [list, "--previous", plan, "--prefer", "plan", "-o", "beside.plan.xlsx", "--lang", other];
        let told = planned(&desk, &args);
        assert_eq!(told.len(), 9, "{told:?}");
        look("beside", "beside.plan.xlsx", &told);
        let told = planned(&desk, &[list, "-o", plan, "--lang", language]);
        look("over", plan, &told);
        assert!(lost.is_empty(), "{} of {} lost:\n{}", lost.len(), edits.len() * 3, lost.join("\n"));
    }
}

/// Words of ours elsewhere: where the table has no such column they are a person's own.
const OWN: [&str; 6] = ["Status", "Amount", "Email", "Remark", "Title", "Risk"];

#[test]
fn own_columns_of_every_table_stay_with_their_records() {
    let (desk, list, plan) = demo("en");
    let path = desk.path(plan);
    let mut seen = Seen::open(&path);
    let mut wanted = Vec::new();
    for (at, table) in TableId::ALL.iter().copied().enumerate() {
        let rows: Vec<u32> = {
            let text = seen.header(table, "text").filter(|_| table == TableId::PlanItems);
            let entered = |row: &u32| {
                text.as_ref().is_none_or(|(sheet, _, column)| !seen.cell(sheet, *row, *column).is_empty())
            };
            seen.rows(table).into_iter().filter(entered).collect()
        };
        if rows.is_empty() {
            assert_eq!(table, TableId::Products, "the demo has no order lines");
            continue;
        }
        let row = rows[2.min(rows.len() - 1)];
        let name = seen.name(table, row);
        let (sheet, header, column) = seen.header(table, name_key(table)).unwrap();
        // Before the column that names the rows; on sheets with several tables below one another once.
        seen.book.insert_column(&sheet, column);
        let word = OWN[at % OWN.len()];
        let own = if at < 4 { word.to_owned() } else { format!("{word} of {table}") };
        seen.book.set(&sheet, header, column, &Typed::Text(own.clone()));
        seen.book.set(&sheet, row, column, &Typed::Text(format!("own of {table}")));
        seen.book.save(&path);
        seen = Seen::open(&path);
        wanted.push((table, name, own));
    }
    let look = |way: &str, file: &str| {
        let next = Seen::open(&desk.path(file));
        for (table, name, own) in &wanted {
            let (sheet, header, _) = next.header(*table, name_key(*table)).unwrap();
            let column = (0..200).find(|c| next.cell(&sheet, header, *c) == *own);
            let column = column.unwrap_or_else(|| panic!("{way}: no column {own} on {sheet}"));
            let of = |row: &u32| next.cell(&sheet, *row, column) == format!("own of {table}");
            let rows: Vec<String> =
                next.rows(*table).into_iter().filter(of).map(|row| next.name(*table, row)).collect();
            assert_eq!(rows, [name.as_str()], "{way}: {own}");
        }
    };
    planned(&desk, &[plan, "-o", "alone.plan.xlsx"]);
    look("alone", "alone.plan.xlsx");
    planned(&desk, &["alone.plan.xlsx", "-o", "again.plan.xlsx"]);
    look("again", "again.plan.xlsx");
    planned(&desk, &[list, "-o", plan]);
    look("over", plan);
}

//! Everything that a plan's formulas refer to is there: names, tables, columns; every key and label that a sheet
//! asks for too, or the plan would not be written. All tables, live and as values, in both languages.

use crate::support::random::{portfolio, today};
use calamine::{Reader, Xlsx};
use chrono::NaiveDate;
use keyplan::config::{Config, Templates};
use keyplan::model::{Language, Portfolio};
use keyplan::workbook::{Formulas, WorkbookOptions, write};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

/// A portfolio that has everything, and some of many accounts, for what only those have.
fn portfolios(today: NaiveDate) -> Vec<Portfolio> {
    let random = (1..=3).map(|seed| portfolio(seed, 60));
    std::iter::once(keyplan::sample::complete(today)).chain(random).collect()
}

fn written(portfolio: Portfolio, language: Language, formulas: Formulas) -> Vec<u8> {
    let config = Config::load(&Templates::default()).unwrap();
    let plan = keyplan::method::plan(portfolio, &config, today());
    let options = WorkbookOptions { formulas, ..WorkbookOptions::default() };
    let mut buffer = Cursor::new(Vec::new());
    write(&plan, &config, language, &options, &mut buffer).unwrap();
    buffer.into_inner()
}

/// A formula without its texts and quoted sheet names.
fn bare(formula: &str) -> String {
    let mut bare = String::new();
    let mut within: Option<char> = None;
    for c in formula.chars() {
        match within {
            Some(quote) if c == quote => within = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => within = Some(c),
            None => bare.push(c),
        }
    }
    bare
}

fn is_cell(word: &str) -> bool {
    let plain = word.replace('$', "");
    let letters = plain.chars().take_while(char::is_ascii_uppercase).count();
    (1..=3).contains(&letters) && plain[letters..].parse::<u32>().is_ok()
}

/// What a formula refers to: names, and columns of tables.
fn references(formula: &str) -> (Vec<String>, Vec<(String, String)>) {
    let formula = bare(formula);
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    let mut rest = formula.as_str();
    while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_' || c == '$') {
        let before = rest[..start].chars().last();
        rest = &rest[start..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_.$".contains(c))).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        rest = tail;
        if let Some(column) = tail.strip_prefix('[') {
            let column = column.strip_prefix("[#This Row],[").unwrap_or(column);
            let (column, tail) = column.split_once(']').unwrap();
            columns.push((word.to_owned(), column.to_owned()));
            rest = tail.strip_prefix(']').unwrap_or(tail);
        } else if !tail.starts_with('(')
            && !before.is_some_and(|c| c.is_ascii_digit() || c == '#')
            && !is_cell(word)
            && !matches!(word, "TRUE" | "FALSE")
        {
            names.push(word.to_owned());
        }
    }
    (names, columns)
}

#[test]
fn every_name_table_and_column_of_every_formula_is_there() {
    for (at, portfolio) in portfolios(today()).into_iter().enumerate() {
        for language in [Language::Zh, Language::En] {
            for formulas in [Formulas::Live, Formulas::Values] {
                let book = written(portfolio.clone(), language, formulas);
                let (tables, names, seen) = resolve(book, &format!("{at} {language} {formulas:?}"));
                assert!(at > 0 || tables > 15 && names > 40 && seen > 300, "{tables} {names} {seen}");
            }
        }
    }
}

/// Looks up all that a workbook's formulas refer to; gives its tables, its names and how many references it has.
fn resolve(book: Vec<u8>, which: &str) -> (usize, usize, usize) {
    let mut book = Xlsx::new(Cursor::new(book)).unwrap();
    book.load_tables().unwrap();
    let mut tables: HashMap<String, HashSet<String>> = HashMap::new();
    let known: Vec<String> = book.table_names().into_iter().cloned().collect();
    for name in known {
        let table = book.table_by_name(&name).unwrap();
        tables.insert(name, table.columns().iter().cloned().collect());
    }
    let defined: HashSet<String> = book.defined_names().iter().map(|(n, _)| n.clone()).collect();
    let (mut seen, mut lacking) = (0, HashSet::new());
    for sheet in book.sheet_names() {
        for (_, _, formula) in book.worksheet_formula(&sheet).unwrap().used_cells() {
            let (names, columns) = references(formula);
            seen += names.len() + columns.len();
            lacking.extend(names.into_iter().filter(|n| !defined.contains(n)));
            for (table, column) in columns {
                if !tables.get(&table).is_some_and(|columns| columns.contains(&column)) {
                    lacking.insert(format!("{table}[{column}]"));
                }
            }
            assert!(!formula.contains("#REF!"), "{sheet}: {formula}");
        }
    }
    assert!(lacking.is_empty(), "{which}: {lacking:?}");
    (tables.len(), defined.len(), seen)
}

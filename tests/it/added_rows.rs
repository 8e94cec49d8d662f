//! Rows that a user adds below a table: a program that knows tables widens the table and fills in the
//! columns' formulas, which this test does by hand; then everything is as if the list had had the row.

use crate::support::{C, Desk, account};
use std::io::{Cursor, Read, Write};

const T: fn(&'static str) -> C = C::T;
const N: fn(f64) -> C = C::N;

fn lists(more: bool) -> Vec<(&'static str, Vec<Vec<C>>)> {
    let mut accounts = vec![
        vec![
            T("Customer"),
            T("Customer ID"),
            T("Gross profit"),
            T("Repeat sales"),
            T("New business"),
            T("Probability"),
        ],
        vec![T("Alder"), T("A1"), N(90.0), N(500.0), N(100.0), N(0.7)],
        vec![T("Birch"), T("A2"), N(60.0), N(900.0), N(50.0), N(0.6)],
        vec![T("Cedar"), T("A3"), N(30.0), N(200.0), N(300.0), N(0.5)],
        vec![T("Elm"), T("A4"), N(20.0), N(100.0), C::B, N(0.4)],
        vec![T("Fir"), T("A5"), N(10.0), N(80.0), C::B, N(0.4)],
    ];
    let mut deals = vec![
        vec![T("Customer"), T("Opportunity name"), T("Stage"), T("Amount"), T("Close date")],
        vec![T("Cedar"), T("One"), T("Proposal Sent"), N(400.0), C::D(2026, 5, 1)],
        vec![T("Alder"), T("Two"), T("Qualified to Buy"), C::B, C::D(2026, 6, 1)],
    ];
    if more {
        accounts.push(vec![T("Gum"), T("A6"), N(95.0), N(700.0), N(10.0), N(0.9)]);
        deals.push(vec![T("Alder"), T("Three"), T("Contract Sent"), N(777.0), C::D(2026, 7, 1)]);
    }
    vec![("Accounts", accounts), ("Opportunities", deals)]
}

/// The written plan with one row more in every table of these names; also the columns' formulas.
fn widened(bytes: &[u8], tables: &[&str]) -> (Vec<u8>, Vec<Vec<(usize, String)>>) {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut formulas = vec![Vec::new(); tables.len()];
    for at in 0..old.len() {
        let mut file = old.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/tables/") {
            let text = String::from_utf8(content.clone()).unwrap();
            let which = tables.iter().position(|t| text.contains(&format!(" name=\"{t}\"")));
            if let Some(which) = which {
                for (place, column) in text.split("<tableColumn ").skip(1).enumerate() {
                    if let Some((_, rest)) = column.split_once("<calculatedColumnFormula>") {
                        let formula = rest.split_once('<').unwrap().0;
                        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
                        let formula = plain.iter().fold(formula.to_owned(), |f, (a, b)| f.replace(a, b));
                        formulas[which].push((place, formula));
                    }
                }
                let area = text.split_once("ref=\"").unwrap().1.split_once('"').unwrap().0;
                let (start, end) = area.split_once(':').unwrap();
                let digits = end.trim_start_matches(char::is_alphabetic);
                let last: u32 = digits.parse().unwrap();
                let wider = format!("{start}:{}{}", end.trim_end_matches(char::is_numeric), last + 1);
                content = text.replace(area, &wider).into_bytes();
            }
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    (new.finish().unwrap().into_inner(), formulas)
}

#[test]
fn added_rows_count_as_if_the_list_had_had_them() {
    let desk = Desk::new();
    desk.book("lists.xlsx", &lists(false));
    assert_eq!(desk.plan(&["lists.xlsx", "--lang", "en"]).0, 0);
    let written = std::fs::read(desk.path("out.plan.xlsx")).unwrap();
    let other = Desk::new();
    other.book("lists.xlsx", &lists(true));
    let (_, wanted) = other.plan(&["lists.xlsx", "--lang", "en"]);

    let (wide, formulas) = widened(&written, &["RelativeValue", "Opportunities"]);
    let mut sheet = crate::recalc::Sheet::open(&wide, 0);
    let mut add = |name: &str, row: i32, formulas: &[(usize, String)], entries: &[(&str, &str)]| {
        sheet.turn(name);
        assert!(formulas.len() > 3, "{formulas:?}");
        for (place, formula) in formulas {
            sheet.enter(row, *place as i32 + 1, &format!("={formula}"));
        }
        for (header, value) in entries {
            let column = sheet.column(header);
            sheet.enter(row, column, value);
        }
    };
    let deal =
        [("Account", "Alder"), ("Opportunity", "Three"), ("Stage", "Contract Sent"), ("Amount", "777")];
    add("Opportunities", 6, &formulas[1], &deal);
    let entries = [
        ("Account", "Gum"),
        ("Account ID", "A6"),
        ("Gross profit", "95"),
        ("Repeat sales", "700"),
        ("New business", "10"),
        ("Probability", "0.9"),
    ];
    add("Relative value", 9, &formulas[0], &entries);
    sheet.evaluate();
    sheet.turn("Relative value");
    let column = |header| sheet.column(header);
    for row in 4..=9 {
        let name = sheet.text(row, column("Account"));
        let is = account(&wanted, &name);
        for (header, key) in [
            ("Expected value", "expected_value"),
            ("Relative value", "relative_value"),
            ("Rank", "rank"),
            ("Cumulative share", "cumulative_share"),
        ] {
            let (found, right) = (sheet.number(row, column(header)).unwrap(), is[key].as_f64().unwrap());
            assert!(
                (found - right).abs() <= 1e-9 * right.abs().max(1.0),
                "{header} of {name}: {found}, {right}"
            );
        }
        let segment = sheet.text(row, column("Segment")).to_lowercase();
        assert!(segment.starts_with(is["segment"].as_str().unwrap()), "{segment} of {name}");
    }
}

/// Limits and colours reach below the last row.
#[test]
fn limits_reach_rows_that_are_added() {
    let desk = Desk::new();
    desk.book("lists.xlsx", &lists(false));
    desk.plan(&["lists.xlsx", "--lang", "en"]);
    let mut book = zip::ZipArchive::new(std::fs::File::open(desk.path("out.plan.xlsx")).unwrap()).unwrap();
    let mut sheet = String::new();
    book.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut sheet).unwrap();
    let last = |tag: &str| {
        let area =
            sheet.split_once(tag).unwrap().1.split_once("sqref=\"").unwrap().1.split_once('"').unwrap().0;
        area.rsplit(':').next().unwrap().trim_start_matches(char::is_alphabetic).parse::<u32>().unwrap()
    };
    assert!(last("<dataValidation ") > 100);
    assert!(last("<conditionalFormatting ") > 100);
}

/// After a sort of the accounts, what stands on other sheets still finds its account.
#[test]
fn a_sort_of_the_accounts_breaks_nothing() {
    let desk = Desk::new();
    desk.book("lists.xlsx", &lists(false));
    desk.plan(&["lists.xlsx", "--lang", "en"]);
    let mut sheet = crate::recalc::Sheet::open(&std::fs::read(desk.path("out.plan.xlsx")).unwrap(), 0);
    sheet.turn("Relative value");
    let (order, profit) = (sheet.column("Order"), sheet.column("Gross profit"));
    let profits: Vec<Option<f64>> = [4, 5].map(|row| sheet.number(row, profit)).to_vec();
    // The first two rows change places, as far as Segments looks at them.
    for (row, at) in [(4, 1), (5, 0)] {
        sheet.enter(row, order, &(at + 1).to_string());
        sheet.enter(row, profit, &profits[at].unwrap().to_string());
    }
    sheet.evaluate();
    sheet.turn("Segments");
    let (profit, line) = (sheet.column("Gross profit"), sheet.column("Helper: row"));
    assert_eq!([4, 5].map(|row| sheet.number(row, profit)).to_vec(), profits);
    assert_eq!([4, 5, 6].map(|row| sheet.number(row, line)), [Some(2.0), Some(1.0), Some(3.0)]);
}

//! How the sheets print: legibly, with names on every page, without what only formulas need.

use crate::support::{C, Desk};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::io::Read;

const T: fn(&'static str) -> C = C::T;
const N: fn(f64) -> C = C::N;

fn planned() -> Desk {
    let desk = Desk::new();
    let accounts = vec![
        vec![T("Customer"), T("Customer ID"), T("Gross profit"), T("Repeat sales")],
        vec![T("Alder"), T("A1"), N(90.0), N(500.0)],
        vec![T("Birch"), T("A2"), N(60.0), N(900.0)],
    ];
    let deals = vec![
        vec![T("Customer"), T("Opportunity name"), T("Stage"), T("Amount")],
        vec![T("Alder"), T("Gone"), T("Closed Lost"), N(10.0)],
        vec![T("Birch"), T("Running"), T("Proposal Sent"), N(400.0)],
        vec![T("Alder"), T("Signed"), T("Closed Won"), N(20.0)],
        vec![T("Birch"), T("Begun"), T("Prospect"), N(40.0)],
    ];
    desk.book("lists.xlsx", &[("Accounts", accounts), ("Opportunities", deals)]);
    assert_eq!(desk.plan(&["lists.xlsx", "--lang", "en"]).0, 0);
    desk
}

#[test]
fn open_deals_come_before_closed_ones() {
    let desk = planned();
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let range = book.worksheet_range("Opportunities").unwrap();
    let outcomes: Vec<String> =
        (3..7).map(|row| range.get_value((row, 5)).unwrap_or(&Data::Empty).to_string()).collect();
    assert_eq!(outcomes[..2], ["Open", "Open"]);
    assert!(outcomes[2..].iter().all(|o| o != "Open"), "{outcomes:?}");
}

#[test]
fn a_table_prints_its_open_columns_one_page_wide() {
    let desk = planned();
    let mut book = zip::ZipArchive::new(std::fs::File::open(desk.path("out.plan.xlsx")).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (sheet, workbook) = (part("xl/worksheets/sheet2.xml"), part("xl/workbook.xml"));
    assert!(sheet.contains("fitToHeight=\"0\"") && !sheet.contains("fitToWidth"), "{sheet}");
    assert!(workbook.contains("'Relative value'!$1:$3"), "{workbook}");
    // What only formulas need is shut.
    assert!(sheet.contains("hidden=\"1\"") && sheet.contains("outlineLevel=\"1\""), "{sheet}");
    // Open deals alone, up to the weighted amount: ids, Order and helpers are for formulas.
    assert!(workbook.contains("Opportunities!$A$1:$I$5"), "{workbook}");
}

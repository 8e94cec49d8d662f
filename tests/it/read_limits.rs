//! Files made to exhaust memory or time are refused before anything of theirs is held, in words that help.

use crate::support::{Desk, codes};
use std::io::Write;
use zip::write::SimpleFileOptions;

const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const ROWS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>客户名称</t></is></c><c r="B1" t="inlineStr"><is><t>年销售额</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲公司</t></is></c><c r="B2"><v>5</v></c></row>"#;

/// A part of a package: its name and what it is made of, piece by piece, each so many times.
type Part<'a> = (&'a str, Vec<(&'a str, usize)>);

fn package(desk: &Desk, name: &str, parts: &[Part<'_>]) {
    let file = std::fs::File::create(desk.path(name)).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::BufWriter::new(file));
    for (part, pieces) in parts {
        zip.start_file(*part, SimpleFileOptions::default().large_file(true)).unwrap();
        for (piece, times) in pieces {
            let many = piece.repeat((1 << 16) / piece.len() + 1);
            let per = many.len() / piece.len();
            for _ in 0..times / per {
                zip.write_all(many.as_bytes()).unwrap();
            }
            zip.write_all(piece.repeat(times % per).as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap();
}

/// A workbook of one sheet, whose data ends with these pieces.
fn workbook(desk: &Desk, name: &str, pieces: &[(&str, usize)], more: &[Part<'_>]) {
    let mut data = vec![("<worksheet><sheetData>", 1), (ROWS, 1)];
    data.extend(pieces);
    data.push(("</sheetData></worksheet>", 1));
    let mut parts = vec![
        ("_rels/.rels", vec![(ROOT, 1)]),
        ("xl/workbook.xml", vec![(BOOK, 1)]),
        ("xl/_rels/workbook.xml.rels", vec![(RELS, 1)]),
        ("xl/worksheets/sheet1.xml", data),
    ];
    parts.extend(more.iter().cloned());
    package(desk, name, &parts);
}

/// Refused with this code; where the system can say so, with little memory.
fn refused(desk: &Desk, name: &str, code: &str) {
    let run = desk.run(&["check", name, "--json", "-"]);
    let json: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((run.status.code(), codes(&json)), (Some(2), vec![code.to_owned()]), "{name}: {json:#}");
    let issue = &json["issues"][0];
    assert!(issue["message"].as_str().is_some_and(|m| m.len() > 10), "{issue}");
    assert!(issue["hint"].as_str().is_some_and(|h| h.len() > 10), "{issue}");
}

#[test]
fn one_huge_attribute_text_or_cell_is_refused_unread() {
    let desk = Desk::new();
    let a = 60_000_000;
    for (name, pieces) in [
        ("attribute.xlsx", [("<row r=\"3\" x=\"", 1), ("A", a), ("\"/>", 1)]),
        ("text.xlsx", [("<row r=\"3\"><c r=\"A3\"><v>", 1), ("1", a), ("</v></c></row>", 1)]),
        (
            "runs.xlsx",
            [
                ("<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is>", 1),
                ("<r><t>abcdefghijklmnopqrstuvwxyz</t></r>", a / 30),
                ("</is></c></row>", 1),
            ],
        ),
        ("comment.xlsx", [("<!-- ", 1), ("<c/>", a / 4), (" -->", 1)]),
    ] {
        workbook(&desk, name, &pieces, &[]);
        refused(&desk, name, "file_unpacked_too_large");
    }
}

#[test]
fn one_huge_shared_text_is_refused_unread() {
    let desk = Desk::new();
    let texts =
        ("xl/sharedStrings.xml", vec![("<sst><si><t>", 1), ("A", 60_000_000), ("</t></si></sst>", 1)]);
    workbook(&desk, "poc.xlsx", &[("<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c></row>", 1)], &[texts]);
    refused(&desk, "poc.xlsx", "file_unpacked_too_large");
}

#[test]
fn shared_texts_without_number_need_memory() {
    let desk = Desk::new();
    desk.text("keyplan.toml", "[limits]\nmemory = 64\n");
    let texts = ("xl/sharedStrings.xml", vec![("<sst>", 1), ("<si><t>a</t></si>", 2_200_000), ("</sst>", 1)]);
    workbook(&desk, "l.xlsx", &[], &[texts]);
    refused(&desk, "l.xlsx", "file_needs_memory");
}

#[test]
fn a_great_many_sheets_are_refused_unread() {
    let desk = Desk::new();
    let sheet = r#"<sheet name="s" sheetId="1" r:id="rId1"/>"#;
    let book = vec![("<workbook xmlns:r=\"r\"><sheets>", 1), (sheet, 500_000), ("</sheets></workbook>", 1)];
    let data = vec![("<worksheet><sheetData>", 1), (ROWS, 1), ("</sheetData></worksheet>", 1)];
    // Whatever the part is called, the package says which is the workbook.
    for (file, part, root) in [
        ("a.xlsx", "xl/workbook.xml", ROOT.to_owned()),
        ("b.xlsx", "xl/workbook2.xml", ROOT.replace("xl/workbook.xml", "/xl/workbook2.xml")),
    ] {
        let rels = format!("xl/_rels/{}.rels", part.trim_start_matches("xl/"));
        let parts = [
            ("_rels/.rels", vec![(root.as_str(), 1)]),
            (part, book.clone()),
            (rels.as_str(), vec![(RELS, 1)]),
            ("xl/worksheets/sheet1.xml", data.clone()),
        ];
        package(&desk, file, &parts);
        refused(&desk, file, "file_many_sheets");
    }
}

#[test]
fn the_number_of_sheets_is_a_setting() {
    let desk = Desk::new();
    desk.text("keyplan.toml", "[limits]\nsheets = 2\n");
    let row = || vec![vec![crate::support::C::T("客户名称")], vec![crate::support::C::T("甲公司")]];
    desk.book("l.xlsx", &[("a", row()), ("b", row()), ("c", row())]);
    refused(&desk, "l.xlsx", "file_many_sheets");
    desk.book("l.xlsx", &[("a", row()), ("b", row())]);
    assert_eq!(desk.plan(&["l.xlsx"]).0, 0);
}

#[test]
fn cells_longer_than_a_spreadsheets_are_cut_and_told() {
    let desk = Desk::new();
    let long = "长".repeat(40_000);
    desk.text(
        "l.csv",
        format!("客户名称,年销售额,备注\n甲公司,1,{long}\n乙公司,2,{}\n", "注".repeat(32_767)),
    );
    let (code, json) = desk.plan(&["l.csv"]);
    assert_eq!((code, codes(&json).iter().filter(|c| *c == "cells_cut").count()), (0, 1), "{json:#}");
    let issue = json["issues"].as_array().unwrap().iter().find(|i| i["code"] == "cells_cut").unwrap();
    assert!(issue["message"].as_str().unwrap().contains("C2"), "{issue}");
    assert_eq!((&issue["severity"], &issue["sheet"]), (&"warning".into(), &"l".into()));
}

#[test]
fn one_long_text_shared_by_many_cells_costs_its_letters_once_a_cell_at_most() {
    let desk = Desk::new();
    desk.text("keyplan.toml", "[limits]\nunpacked = 200\n");
    let texts = (
        "xl/sharedStrings.xml",
        vec![("<sst><si><t>", 1), ("this is a long text ", 50_000), ("</t></si></sst>", 1)],
    );
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let rows: String = (3..203).map(|n| format!("<row r=\"{n}\">{cells}</row>")).collect();
    workbook(&desk, "l.xlsx", &[(&rows, 1)], &[texts]);
    let start = std::time::Instant::now();
    refused(&desk, "l.xlsx", "file_unpacked_too_large");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn cells_that_take_more_memory_than_they_may_are_refused() {
    let desk = Desk::new();
    desk.text("keyplan.toml", "[limits]\nmemory = 16\n");
    let rows: String = (0..400_000).map(|n| format!("customer {n},{n}\n")).collect();
    desk.text("l.csv", format!("客户名称,年销售额\n{rows}"));
    refused(&desk, "l.csv", "file_needs_memory");
}

#[test]
fn more_rows_than_can_be_planned_are_refused_before_they_become_records() {
    let desk = Desk::new();
    desk.text("keyplan.toml", "[limits]\naccounts = 100\nrows = 1000\n");
    let accounts: String = (0..101).map(|n| format!("公司{n},{n}\n")).collect();
    desk.text("accounts.csv", format!("客户名称,年销售额\n{accounts}"));
    refused(&desk, "accounts.csv", "too_many_rows");
    let orders: String =
        (0..990).map(|n| format!("公司{},2025-03-{:02},{n}\n", n % 2 + 1, n % 28 + 1)).collect();
    desk.text("orders.csv", format!("客户名称,订单日期,订单金额\n{orders}"));
    desk.text("few.csv", "客户名称,年销售额\n公司1,5\n公司2,6\n");
    assert_eq!(desk.plan(&["orders.csv", "few.csv"]).0, 0);
    let (code, json) = desk.plan(&["few.csv", "orders.csv", "accounts.csv"]);
    assert_eq!((code, codes(&json).contains(&"too_many_rows".to_owned())), (1, true), "{json:#}");
}

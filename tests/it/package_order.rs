//! What strict readers of a package ask for: elements in the schema's order, sizes known before the bytes.

use crate::package::{Node, Package};
use crate::support::Desk;
use std::path::PathBuf;

/// Children of a worksheet in the schema's order.
const WORKSHEET: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "tableParts",
    "extLst",
];

/// Children of a chart's series; a kind of chart has some of them.
const SERIES: &[&str] = &[
    "idx",
    "order",
    "tx",
    "spPr",
    "invertIfNegative",
    "marker",
    "dPt",
    "dLbls",
    "trendline",
    "errBars",
    "cat",
    "val",
    "xVal",
    "yVal",
    "smooth",
    "extLst",
];

/// Every kind of workbook that the program writes.
fn workbooks() -> (Desk, Vec<PathBuf>) {
    let desk = Desk::new();
    let today = ["--today", "2026-01-31"];
    let run = |args: &[&str]| {
        let output = desk.run(&[args, &today].concat());
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["demo"]);
    run(&["demo", "--lang", "en"]);
    run(&["plan", "sample-list.xlsx", "--formulas", "values", "-o", "values.xlsx"]);
    run(&["compare", "示例名单.plan.xlsx", "sample-list.plan.xlsx", "-o", "moved.xlsx"]);
    let output = desk.run(&["template", "-o", "blank.xlsx"]);
    assert!(output.status.success());
    let names = ["示例名单.plan.xlsx", "sample-list.plan.xlsx", "values.xlsx", "moved.xlsx", "blank.xlsx"];
    let paths = names.map(|name| desk.path(name)).into();
    (desk, paths)
}

fn assert_order(node: &Node, order: &[&str], place: &str) {
    let mut last = 0;
    for child in &node.children {
        let at = order.iter().position(|name| *name == child.name);
        let at = at.unwrap_or_else(|| panic!("{place}: {} is not known here", child.name));
        assert!(at >= last, "{place}: {} stands behind {}", child.name, order[last]);
        last = at;
    }
}

#[test]
fn elements_stand_in_the_schemas_order() {
    let (_desk, paths) = workbooks();
    let (mut sheets, mut markers) = (0, 0);
    for path in paths {
        let package = Package::open(&path);
        for (name, part) in &package.parts {
            let place = format!("{} {name}", path.display());
            if name.starts_with("xl/worksheets/sheet") {
                assert_order(part, WORKSHEET, &place);
                sheets += 1;
            }
            if name.starts_with("xl/charts/chart") {
                for series in part.all("ser") {
                    assert_order(series, SERIES, &place);
                    markers +=
                        usize::from(series.child("marker").is_some() && series.child("xVal").is_some());
                }
            }
        }
    }
    assert!(sheets > 50 && markers >= 4, "{sheets} sheets, {markers} series with markers were looked at");
}

#[test]
fn local_headers_know_their_sizes() {
    let (_desk, paths) = workbooks();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let two = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]) as usize;
        let four = |at: usize| two(at) | two(at + 2) << 16;
        // One entry behind the other, as a reader of a stream walks, up to the central directory.
        let (mut at, mut entries) = (0, 0);
        while four(at) == 0x0403_4b50 {
            assert_eq!(two(at + 6) & 8, 0, "{}: entry {entries} has its size behind it", path.display());
            at += 30 + two(at + 26) + two(at + 28) + four(at + 18);
            entries += 1;
        }
        assert_eq!(four(at), 0x0201_4b50, "{}: {entries} entries, then no directory", path.display());
        assert!(entries > 8, "{entries}");
    }
}

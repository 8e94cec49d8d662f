//! The written workbook as a package: what other programs rely on, and what a person must be able to read.

use crate::package::{Node, Package, Sheet, place, range};
use crate::support::{C, Desk};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

/// Demo in both languages and a messy list.
static BOOKS: LazyLock<Vec<(&str, Package)>> = LazyLock::new(|| {
    let desk = Desk::new();
    let today = ["--today", "2026-01-31"];
    desk.run(&[&["demo"][..], &today].concat());
    desk.run(&[&["demo", "--lang", "en"][..], &today].concat());
    desk.book("messy.xlsx", &[("2025 'a' 客户", messy()), ("联系人", persons())]);
    desk.run(&[&["plan", "messy.xlsx", "-o", "messy.plan.xlsx"][..], &today].concat());
    ["示例名单.plan.xlsx", "sample-list.plan.xlsx", "messy.plan.xlsx"]
        .map(|name| (name, Package::open(&desk.path(name))))
        .into()
});

/// Odd names, odd further columns, unreadable amounts, a row to reject.
fn messy() -> Vec<Vec<C>> {
    use C::{B, N, T};
    vec![
        vec![T("客户名单")],
        vec![
            T("客户名称"),
            T("年销售额(万元)"),
            T("毛利润"),
            T("可能性"),
            T("@备注#[1]"),
            T("可能性?"),
            T("rank"),
        ],
        vec![T("=1+1 公司"), N(120.0), N(-5.0), T("六成"), T("+cmd"), T("x"), T("1")],
        vec![T("O'Neill \"Quoted\" & <Sons>"), T("约30"), B, N(0.4), T("-1"), B, B],
        vec![
            T("很长很长很长很长很长很长很长很长很长很长的客户名称有限公司"),
            N(8.0),
            N(1.0),
            N(0.9),
            B,
            B,
            B,
        ],
        vec![B, N(8.0), N(1.0), N(0.9), B, B, B],
    ]
}

fn persons() -> Vec<Vec<C>> {
    use C::{N, T};
    vec![
        vec![T("客户名称"), T("关键人物"), T("决策角色"), T("接受度"), T("活力")],
        vec![T("=1+1 公司"), T("@王"), T("批准者"), N(8.0), N(9.0)],
        vec![T("查无此客户"), T("李"), T("看门人"), N(3.0), N(4.0)],
    ]
}

#[test]
fn parts_hang_together() {
    for (book, package) in &*BOOKS {
        for (name, node) in package.parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
            let owner = name.split_once("_rels/").unwrap().0.trim_end_matches('/');
            for relation in &node.children {
                assert_eq!(relation.get("TargetMode"), None, "{book} {name}: {:?}", relation.get("Target"));
                let target = crate::package::resolve(owner, relation.get("Target").unwrap());
                assert!(package.names.contains(&target), "{book} {name}: {target} is missing");
            }
        }
        for name in &package.names {
            let foreign = ["vba", "macro", "externalLink", "connection", "queryTable", "ctrlProp", "activeX"];
            assert!(foreign.iter().all(|word| !name.contains(word)), "{book}: {name}");
        }
        for sheet in package.parts["xl/workbook.xml"].all("sheet") {
            assert_eq!(sheet.get("state"), None, "{book}: {:?} is hidden", sheet.get("name"));
        }
    }
}

#[test]
fn names_are_legal() {
    for (book, package) in &*BOOKS {
        let mut seen = BTreeSet::new();
        for sheet in package.sheets() {
            let name = &sheet.name;
            let length = name.encode_utf16().count();
            assert!(
                (1..=31).contains(&length) && !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name}"
            );
            assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
            assert!(seen.insert(name.to_lowercase()), "{book}: {name} twice");
        }
        let defined = package.parts["xl/workbook.xml"].all("definedName").map(|n| n.get("name").unwrap());
        let tables: Vec<&str> = package
            .parts
            .iter()
            .filter(|(p, _)| p.starts_with("xl/tables/"))
            .map(|t| t.1.get("name").unwrap())
            .collect();
        let mut seen = BTreeSet::new();
        for name in defined.filter(|n| !n.starts_with("_xlnm.")).chain(tables) {
            let first = name.chars().next().unwrap();
            assert!(first.is_alphabetic() || first == '_', "{book}: {name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || "_.".contains(c)), "{book}: {name}");
            assert!(!crate::formula::is_reference(name), "{book}: {name} is a cell");
            assert!(seen.insert(name.to_lowercase()), "{book}: {name} twice");
        }
    }
}

#[test]
fn tables_are_whole() {
    for (book, package) in &*BOOKS {
        let mut count = 0;
        for sheet in package.sheets() {
            let merges: Vec<_> = sheet.node.all("mergeCell").map(|m| range(m.get("ref").unwrap())).collect();
            for table in &sheet.tables {
                count += 1;
                let name = table.get("name").unwrap();
                let (first, last) = range(table.get("ref").unwrap());
                assert!(last.0 > first.0, "{book} {name} has no row");
                let columns: Vec<&Node> = table.all("tableColumn").collect();
                assert_eq!(columns.len() as u32, last.1 - first.1 + 1, "{book} {name}");
                for (at, column) in (first.1..).zip(&columns) {
                    let header = column.get("name").unwrap();
                    assert_eq!(package.text(&sheet, first.0, at), header, "{book} {name} column {at}");
                }
                for (from, to) in &merges {
                    let apart = to.0 < first.0 || from.0 > last.0 || to.1 < first.1 || from.1 > last.1;
                    assert!(apart, "{book} {name}: merged {from:?} to {to:?}");
                }
            }
        }
        assert!(count >= 5, "{book}: {count} tables");
    }
}

#[test]
fn no_cell_is_an_error() {
    for (book, package) in &*BOOKS {
        for sheet in package.sheets() {
            for cell in sheet.node.all("c") {
                let value = cell.child("v").map(Node::words).unwrap_or_default();
                let name = (sheet.name.as_str(), cell.get("r").unwrap());
                assert_ne!(cell.get("t"), Some("e"), "{book} {name:?} {value}");
                let error = cell.child("f").is_some() && value.starts_with('#');
                assert!(!error, "{book} {name:?} {value}");
            }
        }
    }
}

/// Every formula of a workbook, with where it stands.
fn formulas(package: &Package) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for sheet in package.sheets() {
        for cell in sheet.node.all("c") {
            if let Some(formula) = cell.child("f") {
                found.push((format!("{} {}", sheet.name, cell.get("r").unwrap()), formula.words()));
            }
        }
        for name in ["formula", "formula1", "formula2"] {
            found.extend(sheet.node.all(name).map(|f| (format!("{} {name}", sheet.name), f.words())));
        }
        for table in &sheet.tables {
            let place = format!("{} {}", sheet.name, table.get("name").unwrap());
            found.extend(table.all("calculatedColumnFormula").map(|f| (place.clone(), f.words())));
        }
    }
    let names = package.parts["xl/workbook.xml"].all("definedName");
    found.extend(names.map(|n| (n.get("name").unwrap().to_owned(), n.words())));
    found
}

/// A dropdown's words: one text.
fn is_choice(text: &str) -> bool {
    let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.is_some_and(|inside| !inside.replace("\"\"", "").contains('"'))
}

#[test]
fn formulas_use_what_every_program_knows() {
    for (book, package) in &*BOOKS {
        let tables: BTreeSet<&str> = package
            .parts
            .iter()
            .filter(|(p, _)| p.starts_with("xl/tables/"))
            .map(|t| t.1.get("name").unwrap())
            .collect();
        let mut wrong = BTreeMap::new();
        let mut count = 0;
        for (place, text) in formulas(package) {
            count += 1;
            // The limits and choices of an entry compute nothing.
            if text.parse::<f64>().is_ok() || is_choice(&text) {
                continue;
            }
            for fault in crate::formula::faults(&text, &tables) {
                wrong.entry(fault).or_insert_with(|| format!("{place}: {text}"));
            }
        }
        assert!(wrong.is_empty(), "{book}: {wrong:#?}");
        assert!(count > 300, "{book}: {count}");
    }
}

#[test]
fn pictures_and_charts_are_described() {
    for (book, package) in &*BOOKS {
        let (mut count, mut charts) = (0, 0);
        for (name, node) in package.parts.iter().filter(|(name, _)| name.starts_with("xl/drawings/drawing")) {
            for kind in ["graphicFrame", "pic"] {
                for object in node.all(kind) {
                    count += 1;
                    let about = object.all("cNvPr").next().unwrap();
                    // Lines between cards say nothing that the cards do not.
                    let drawn = about.all("decorative").any(|d| d.get("val") == Some("1"));
                    let told = about.get("descr").unwrap_or_default().chars().count() >= 4;
                    assert!(told != drawn, "{book} {name}: {about:?}");
                    charts += usize::from(told);
                }
            }
        }
        assert!(count > 0 && charts > 0, "{book}");
    }
}

type Rgb = [f64; 3];
const WHITE: Rgb = [1.0, 1.0, 1.0];
const BLACK: Rgb = [0.0, 0.0, 0.0];

fn rgb(color: Option<&Node>) -> Option<Rgb> {
    let text = color?.get("rgb")?;
    let part = |at: usize| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap()) / 255.0;
    Some([part(2), part(4), part(6)])
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let linear = |v: f64| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    let light = |c: Rgb| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_reads_on_its_fill() {
    for (book, package) in &*BOOKS {
        let styles = &package.parts["xl/styles.xml"];
        let fonts: Vec<Rgb> = styles
            .child("fonts")
            .unwrap()
            .children
            .iter()
            .map(|f| rgb(f.child("color")).unwrap_or(BLACK))
            .collect();
        let ground = |fill: &Node| {
            let pattern = fill.child("patternFill")?;
            (pattern.get("patternType") == Some("solid")).then(|| rgb(pattern.child("fgColor"))).flatten()
        };
        let fills: Vec<Rgb> =
            styles.child("fills").unwrap().children.iter().map(|f| ground(f).unwrap_or(WHITE)).collect();
        let number = |node: &Node, name: &str| node.get(name).unwrap().parse::<usize>().unwrap();
        let mut grounds = BTreeSet::new();
        for format in &styles.child("cellXfs").unwrap().children {
            let (font, fill) = (fonts[number(format, "fontId")], fills[number(format, "fillId")]);
            grounds.insert(fill.map(|v| (v * 255.0).round() as u8));
            let found = contrast(font, fill);
            assert!(found >= 4.5, "{book}: {font:?} on {fill:?} is {found:.2}");
        }
        // A rule without a fill colours what stands on any light ground.
        let light: Vec<Rgb> = grounds
            .iter()
            .map(|g| g.map(|v| f64::from(v) / 255.0))
            .filter(|g| contrast(*g, BLACK) > 14.0)
            .collect();
        for rule in styles.child("dxfs").iter().flat_map(|d| &d.children) {
            let font = rule.child("font").and_then(|f| rgb(f.child("color")));
            let fill = rule
                .child("fill")
                .and_then(|f| f.child("patternFill"))
                .and_then(|p| rgb(p.child("bgColor").or(p.child("fgColor"))));
            let under = fill.map_or(light.clone(), |fill| vec![fill]);
            for ground in under {
                let found = contrast(font.unwrap_or(BLACK), ground);
                assert!(found >= 4.5, "{book}: rule {font:?} on {ground:?} is {found:.2}");
            }
        }
    }
}

/// Width of a column in characters.
fn width(sheet: &Sheet<'_>, column: u32) -> Option<f64> {
    let number = |node: &Node, name: &str| node.get(name).unwrap().parse::<u32>().unwrap();
    let found = sheet.node.all("col").find(|c| number(c, "min") <= column && column <= number(c, "max"));
    found.and_then(|c| (c.get("hidden") != Some("1")).then(|| c.get("width").unwrap().parse().unwrap()))
}

/// A shut column without width stays unseen when its group is opened.
#[test]
fn every_column_has_a_width() {
    let mut seen = 0;
    for (name, book) in BOOKS.iter() {
        for sheet in book.sheets() {
            for column in sheet.node.all("col") {
                seen += 1;
                let wide: f64 = column.get("width").unwrap().parse().unwrap();
                assert!(wide > 0.0, "{name} {}: column {}", sheet.name, column.get("min").unwrap());
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn headers_are_not_cut() {
    for (book, package) in &*BOOKS {
        let mut cut = Vec::new();
        for sheet in package.sheets() {
            for table in &sheet.tables {
                let (first, last) = range(table.get("ref").unwrap());
                let height = sheet.node.all("row").find(|r| r.get("r") == Some(&first.0.to_string()));
                let height: f64 = height.and_then(|r| r.get("ht")).map_or(15.0, |h| h.parse().unwrap());
                for column in first.1..=last.1 {
                    let Some(wide) = width(&sheet, column) else { continue };
                    let header = package.text(&sheet, first.0, column);
                    let lines = lines(&header, wide);
                    if lines * 13.0 > height + 1.0 {
                        cut.push(format!(
                            "{book} {} {header}: {lines} lines in {height} at {wide}",
                            sheet.name
                        ));
                    }
                }
            }
        }
        assert!(cut.is_empty(), "{cut:#?}");
    }
}

/// Lines of a wrapped header: words stay whole, Chinese breaks anywhere.
fn lines(header: &str, wide: f64) -> f64 {
    let room = wide.floor() as usize;
    let (mut lines, mut used) = (1, 0);
    for word in header.split(' ') {
        let mut length = word.width();
        let gap = usize::from(used > 0);
        if used + gap + length <= room {
            used += gap + length;
            continue;
        }
        if used > 0 && word.is_ascii() {
            lines += 1;
            used = 0;
        }
        let gap = usize::from(used > 0);
        length += used + gap;
        while length > room.max(2) {
            lines += 1;
            length -= room.max(2);
        }
        used = length;
    }
    f64::from(lines)
}

#[test]
fn the_reader_of_this_test_reads() {
    let tables = BTreeSet::from(["T"]);
    let faults = |text: &str| crate::formula::faults(text, &tables);
    assert_eq!(
        faults("XLOOKUP(A7,T[7],U[x])*7"),
        ["function XLOOKUP", "reference U[ to no table", "number 7 in "]
    );
    assert_eq!(faults("COUNTIF(T[x],\">3\")/[@y]"), ["criterion >3", "reference [ to no table"]);
    assert_eq!(faults("ROUND('7 up'!A7*100,6)&\"7\"&high_7"), [""; 0]);
    assert!(is_choice("\"a,b\"") && !is_choice("\"a\"&\"b\""));
    assert_eq!(place("$AB$12"), (12, 28));
    assert_eq!(lines("Alpha beta", 6.0), 2.0);
    assert!((contrast(WHITE, BLACK) - 21.0).abs() < 1e-9);
}

//! The influence map and the pages of key accounts: they follow the tables, are linked, legally named, and
//! print as they should.

use crate::support::{C, Desk};
use calamine::{Reader, Xlsx, open_workbook};
use std::collections::HashSet;
use std::io::Read;

const T: fn(&'static str) -> C = C::T;
const N: fn(f64) -> C = C::N;

/// Names that a sheet cannot be called as they are, or that are the same to a spreadsheet program.
const NASTY: [&str; 10] = [
    "A/B [C]: *D?\\",
    "'quoted'",
    "深圳市前海未来智能装备制造与供应链管理股份有限公司华南总部",
    "Smile 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
    "Exactly thirty-one characters x'y",
    "Overview",
    "=1+1 Holdings",
    "360",
    "a very long name of a company that ends in one",
    "A VERY LONG NAME OF A COMPANY THAT ENDS IN TWO",
];

/// Accounts, six key persons at the first two and one at the third, goals, plan, value.
fn planned(args: &[&str]) -> Desk {
    let desk = Desk::new();
    let mut accounts = vec![vec![
        T("Account"),
        T("Account ID"),
        T("Gross profit"),
        T("Repeat sales"),
        T("Probability"),
        T("On-site visits"),
        T("Owner"),
        T("Needs"),
        T("Value orientation"),
        T("Alliance level"),
        T("Alliance target"),
    ]];
    for (at, name) in (0_u8..).zip(NASTY) {
        accounts.push(vec![
            T(name),
            C::T(["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"][usize::from(at)]),
            N(1000.0 - 50.0 * f64::from(at)),
            N(50_000.0 - 3000.0 * f64::from(at)),
            N(0.6),
            N(12.0),
            T("Grace"),
            T("Shorter lead times, and everything about them said at such length that no line of a page can \
               hold it, nor two of them, whatever the font, so that it has to be cut somewhere near its end"),
            T(["Price", "Product value", "Enterprise value"][usize::from(at) % 3]),
            T("Preferred supplier"),
            T("Partner"),
        ]);
    }
    let head =
        ["Account ID", "Key person", "Title", "Decision role", "Receptivity", "Dynamics", "Visits a year"];
    let mut persons = vec![
        head.iter().map(|h| T(h)).chain([T("Reports to"), T("Influences"), T("Priority focus")]).collect(),
    ];
    for account in ["A0", "A1"] {
        let rows = [
            ("Ann", "Approver", 9.0, 9.0, "", "Bob", "Cost"),
            ("Bob", "Decision maker", 9.0, 2.0, "Ann", "", "Quality"),
            ("Cem", "A-influencer", 2.0, 2.0, "Bob", "Ann; Bob", "Lead time"),
            ("Dia", "B-influencer", 2.0, 9.0, "Bob", "", ""),
            ("Eve", "C-influencer", 8.0, 8.0, "Dia", "Cem", "Cost"),
            ("Fay", "Gatekeeper", 3.0, 8.0, "Ann", "Nobody", "Cost"),
            ("Gus", "Rising star", 3.0, 3.0, "Eve", "Ann", "Cost"),
        ];
        for (name, role, receptivity, dynamics, superior, influenced, focus) in rows {
            persons.push(vec![
                T(account),
                T(name),
                T("Head of =something"),
                T(role),
                N(receptivity),
                N(dynamics),
                N(3.0),
                T(superior),
                T(influenced),
                T(focus),
            ]);
        }
    }
    persons.push(vec![T("A2"), T("360"), T("CEO"), C::B, C::B, C::B, C::B, C::B, C::B, C::B]);
    desk.book("lists.xlsx", &[("Accounts", accounts), ("Key persons", persons)]);
    desk.text("g.csv", "Account,Goal kind,Goal,Baseline,Target,Due date\n360,Volume,More,1,2,2026-12-31\n");
    desk.text(
        "p.csv",
        "Account,Part,Item,Owner,Due date,Answers\n\
         360,Problems,Late deliveries,Li,2026-03-01,\n360,Strategy,Local stock,Li,,Late deliveries\n\
         360,Actions,Rent a store,Wu,2026-05-01,Local stock\n360,Approval,By the board,,2026-06-01,\n",
    );
    desk.text(
        "i.csv",
        "Account,IMPACT element,Benefit type,Before,After,Unit value\n360,Inventory,Lower cost,10,8,500\n",
    );
    let all = ["lists.xlsx", "g.csv", "p.csv", "i.csv", "--lang", "en"];
    let (code, json) = desk.plan(&all.iter().chain(args).copied().collect::<Vec<_>>());
    assert_eq!(code, 0, "{:#}", json["issues"]);
    desk
}

fn sheets(desk: &Desk) -> Vec<String> {
    open_workbook::<Xlsx<_>, _>(desk.path("out.plan.xlsx")).unwrap().sheet_names()
}

fn is_page(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
}

/// Part of a written workbook by the sheet's name.
fn part_of(desk: &Desk, sheet: &str) -> String {
    let at = sheets(desk).iter().position(|s| s == sheet).unwrap() + 1;
    part(desk, &format!("xl/worksheets/sheet{at}.xml"))
}

fn part(desk: &Desk, name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::fs::File::open(desk.path("out.plan.xlsx")).unwrap()).unwrap();
    let mut text = String::new();
    book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn unchanged(desk: &Desk) -> usize {
    let found = crate::recalc::recalculate(&std::fs::read(desk.path("out.plan.xlsx")).unwrap());
    assert_eq!(found.differences.len(), 0, "{:#?}", &found.differences[..found.differences.len().min(5)]);
    found.formulas
}

#[test]
fn recalculation_changes_nothing() {
    let live = unchanged(&planned(&[]));
    let values = unchanged(&planned(&["--formulas", "values"]));
    assert!(live > values + 300, "{live} {values}");
}

#[test]
fn a_list_of_one_account_has_a_page() {
    let desk = Desk::new();
    let page = "1 甲公司".to_owned();
    desk.text("a.csv", "客户名称,年销售额,需求\n甲公司,100,少停机\n");
    assert_eq!(desk.plan(&["a.csv"]).0, 0);
    assert!(sheets(&desk).contains(&page));
    unchanged(&desk);
    // Figures alone stand in the tables.
    desk.text("a.csv", "客户名称,年销售额\n甲公司,100\n");
    assert_eq!(desk.plan(&["a.csv"]).0, 0);
    assert!(!sheets(&desk).contains(&page));
    unchanged(&desk);
}

#[test]
fn pages_have_legal_unique_names_and_are_linked() {
    let desk = planned(&[]);
    let names: Vec<String> = sheets(&desk).into_iter().filter(|n| is_page(n)).collect();
    assert_eq!(names.len(), NASTY.len());
    assert_eq!(names.iter().map(|n| n.to_lowercase()).collect::<HashSet<_>>().len(), names.len());
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let ranking = book.worksheet_formula("Relative value").unwrap();
    let links: Vec<&String> = ranking.used_cells().map(|c| c.2).filter(|f| f.contains("HYPERLINK")).collect();
    for (name, known) in names.iter().zip(NASTY) {
        assert!(name.encode_utf16().count() <= 31, "{name}");
        assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']) && !name.ends_with('\''), "{name}");
        let target = format!("#'{}'!A1", name.replace('\'', "''"));
        assert!(links.iter().any(|f| f.contains(&target)), "{target} {links:?}");
        let page = book.worksheet_range(name).unwrap();
        let title = page.get_value((0, 0)).unwrap().to_string();
        assert!(title.ends_with(known), "{title}");
        let back = book.worksheet_formula(name).unwrap();
        let back: Vec<&str> = back.used_cells().filter(|c| c.0 == 1).map(|c| c.2.as_str()).collect();
        assert!(back.iter().any(|f| f.contains("#'Overview'!A1")), "{back:?}");
        assert!(back.iter().any(|f| f.contains("#'Relative value'!")), "{back:?}");
    }
    // The map and the Overview lead to the pages too.
    for sheet in ["Influence map", "Overview"] {
        let formulas = book.worksheet_formula(sheet).unwrap();
        assert!(formulas.used_cells().any(|c| c.2.contains("HYPERLINK") && c.2.contains("'!A1")), "{sheet}");
    }
}

#[test]
fn a_page_is_one_sheet_of_paper_or_two_and_the_map_breaks_between_cards() {
    let desk = planned(&[]);
    let workbook = part(&desk, "xl/workbook.xml");
    for name in sheets(&desk).iter().filter(|n| is_page(n)) {
        let xml = part_of(&desk, name);
        assert!(xml.contains("fitToPage=\"1\"") && xml.contains("orientation=\"landscape\""), "{name}");
        // One page, or one page wide with a break before the second.
        let breaks = xml.matches("<brk ").count();
        assert_eq!(xml.contains("fitToHeight=\"0\""), breaks == 1, "{name}");
        assert!(breaks <= 1, "{name}");
        let at = sheets(&desk).iter().position(|s| s == name).unwrap();
        let area = format!("name=\"_xlnm.Print_Area\" localSheetId=\"{at}\"");
        assert!(workbook.contains(&area), "{name}");
    }
    let map = part_of(&desk, "Influence map");
    assert!(map.contains("showGridLines=\"0\"") && map.contains("<rowBreaks"), "no break");
    // A break stands above a heading or a gutter: the row below it has no card's box.
    let rows = map.split("<brk id=\"").skip(1).map(|b| b.split('"').next().unwrap().parse::<u32>().unwrap());
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let range = book.worksheet_range("Influence map").unwrap();
    for row in rows {
        let first = range.get_value((row, 0)).map(ToString::to_string).unwrap_or_default();
        assert!(first.is_empty() || first.contains("  "), "break above {first}");
    }
}

#[test]
fn so_many_accounts_have_a_page_as_wanted() {
    let none = sheets(&planned(&["--top", "0"]));
    assert!(!none.iter().any(|n| is_page(n)) && !none.contains(&"Influence map".to_owned()), "{none:?}");
    let two = sheets(&planned(&["--top", "2"]));
    assert_eq!(two.iter().filter(|n| is_page(n)).count(), 2);
}

/// Cards and pages look their person and account up: an edit moves the ticked box, the name and the figures.
#[test]
fn cards_and_pages_follow_an_edit() {
    let desk = planned(&[]);
    let mut book = crate::recalc::Sheet::open(&std::fs::read(desk.path("out.plan.xlsx")).unwrap(), 0);
    let page = sheets(&desk).into_iter().find(|n| n.starts_with("1 ")).unwrap();
    // Ann is the first card: name in row 10, boxes in row 12.
    book.turn(&page);
    assert_eq!(book.text(10, 1), "Ann");
    assert_eq!([1, 2, 3, 4].map(|c| book.text(12, c)), ["★", "", "", ""]);
    let value = book.number(5, 1).unwrap();
    book.turn("Key persons");
    let row = book.row(2, "Ann");
    let (receptivity, title) = (book.column("Receptivity"), book.column("Title"));
    book.enter(row, receptivity, "1");
    book.enter(row, title, "Chair");
    book.turn("Relative value");
    let (row, repeat) = (book.row(3, NASTY[0]), book.column("Repeat sales"));
    book.enter(row, repeat, "100000");
    book.evaluate();
    for (sheet, top, left) in [(page.as_str(), 10, 1), ("Influence map", 7, 1)] {
        book.turn(sheet);
        assert_eq!(book.text(top, left), "Ann", "{sheet}");
        assert_eq!([1, 2, 3, 4].map(|c| book.text(top + 2, c)), ["", "", "", "■"], "{sheet}");
        assert!(book.text(top + 1, left).contains("Chair"), "{sheet}");
    }
    book.turn(&page);
    assert!((book.number(5, 1).unwrap() - 2.0 * value).abs() < 1e-9);
}

/// A long text is cut on the page, never in its table; what is missing is asked for.
#[test]
fn long_texts_are_cut_and_missing_ones_asked_for() {
    let desk = planned(&[]);
    let mut book: Xlsx<_> = open_workbook(desk.path("out.plan.xlsx")).unwrap();
    let page = sheets(&desk).into_iter().find(|n| n.starts_with("1 ")).unwrap();
    let range = book.worksheet_range(&page).unwrap();
    let texts: Vec<String> = range.used_cells().map(|c| c.2.to_string()).collect();
    assert!(texts.iter().any(|t| t.starts_with("Shorter lead times") && t.ends_with('…')));
    assert!(texts.iter().any(|t| t.starts_with("To collect: what worries")));
    assert!(texts.iter().any(|t| t == "… and 3 more"), "seven key persons, four rows");
    let eighth = sheets(&desk).into_iter().find(|n| n.starts_with("8 ")).unwrap();
    let range = book.worksheet_range(&eighth).unwrap();
    let texts: Vec<String> = range.used_cells().map(|c| c.2.to_string()).collect();
    for wanted in ["Late deliveries", "Local stock", "Rent a store", "Wu"] {
        // What it answers stands behind it.
        let says = |t: &String| t == wanted || t.starts_with(&format!("{wanted} ← "));
        assert!(texts.iter().any(says), "{wanted}: {texts:?}");
    }
    assert!(texts.iter().any(|t| t.contains("By the board")));
}

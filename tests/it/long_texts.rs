//! Long texts cost time in proportion to their length, wherever in a list they stand.

use crate::support::{Desk, account, codes};
use std::io::Read as _;
use std::time::{Duration, Instant};

const ENGLISH: &str = "this agreement is made between the parties and shall remain in force; ";
const CHINESE: &str = "本合同由甲乙双方签订，在平等自愿的基础上，";

fn long(of: &str, characters: usize) -> String {
    of.chars().cycle().take(characters).collect()
}

/// Plans a list and says how long that took.
fn timed(desk: &Desk, name: &str) -> (i32, serde_json::Value, Duration) {
    let start = Instant::now();
    let (code, json) = desk.plan(&[name]);
    (code, json, start.elapsed())
}

/// What was quadratic took from three seconds to hours.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn a_note_of_any_length_is_no_header_and_costs_no_time() {
    for (of, characters) in [(CHINESE, 4_000), (ENGLISH, 32_767), (CHINESE, 600_000), (ENGLISH, 2_000_000)] {
        let desk = Desk::new();
        let note = long(of, characters);
        desk.text("l.csv", format!("客户名称,年销售额,备注\n甲公司,120,{note}\n乙公司,100,x\n"));
        let (code, json, took) = timed(&desk, "l.csv");
        assert_eq!((code, json["totals"]["annual_revenue"].as_f64()), (0, Some(220.0)), "{characters}");
        assert!(took < PATIENCE, "{characters} characters: {took:?}");
    }
}

#[test]
fn long_texts_in_every_cell_and_above_the_header() {
    let desk = Desk::new();
    let row = vec![format!("\"{}\"", long(ENGLISH, 32_767)); 11].join(",");
    desk.text("l.csv", format!("{row}\n{row}\nCustomer,Sales,Notes\nAcme,5,{}\n", long(CHINESE, 32_767)));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, account(&json, "Acme")["annual_revenue"].as_f64()), (0, Some(5.0)));
    assert!(took < PATIENCE, "{took:?}");
}

#[test]
fn five_hundred_long_notes() {
    let desk = Desk::new();
    let note = long(CHINESE, 3_000);
    let rows: String = (1..=500).map(|n| format!("公司{n},{n},{n}{note}\n")).collect();
    desk.text("l.csv", format!("客户名称,年销售额,备注\n{rows}"));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, json["totals"]["accounts"].as_u64()), (0, Some(500)));
    assert!(took < PATIENCE, "{took:?}");
}

#[test]
fn a_line_of_two_megabytes_that_is_no_list() {
    for line in [long("a", 2_000_000), long(CHINESE, 700_000)] {
        let desk = Desk::new();
        desk.text("l.csv", &line);
        let (code, json, took) = timed(&desk, "l.csv");
        assert_eq!(code, 2);
        assert!(codes(&json).iter().any(|c| c == "sheet_ignored"), "{json:#}");
        assert!(took < PATIENCE, "{took:?}");
    }
}

#[test]
fn a_long_text_in_the_header_row_names_no_column() {
    let desk = Desk::new();
    let header = format!("年销售额{}", long(CHINESE, 5_000));
    desk.text("l.csv", format!("客户名称,{header},毛利\n甲公司,120,30\n乙公司,100,20\n"));
    let (code, json, took) = timed(&desk, "l.csv");
    assert_eq!((code, json["totals"]["gross_profit"].as_f64()), (0, Some(50.0)));
    assert!(json["totals"]["annual_revenue"].is_null(), "{json:#}");
    assert!(took < PATIENCE, "{took:?}");
}

/// The longest text between two quotes of a formula, and the longest formula, of all parts of a workbook.
fn longest(path: &std::path::Path) -> (usize, usize) {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let (mut literal, mut formula) = (0, 0);
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut text = String::new();
        if !part.name().is_ok_and(|name| name.ends_with(".xml")) || part.read_to_string(&mut text).is_err() {
            continue;
        }
        for piece in ["<f>", "<formula1>", "<formula>"].iter().flat_map(|tag| text.split(tag).skip(1)) {
            let said = piece.split('<').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&");
            formula = formula.max(said.encode_utf16().count());
            // A doubled quote is a letter of the text.
            let said = said.replace("\"\"", "'");
            let texts = said.split('"').skip(1).step_by(2);
            literal = literal.max(texts.map(|t| t.encode_utf16().count()).max().unwrap_or(0));
        }
    }
    (literal, formula)
}

#[test]
fn no_formula_is_longer_than_every_program_reads() {
    let desk = Desk::new();
    let [name, owner] = [long("Acme \u{1f600} 甲", 400), long("负责人\"\" ", 400)];
    for industry in [300, 32_767].map(|length| long(CHINESE, length)) {
        let rows = format!(
            "Customer,Sales,Sales potential,Probability,Owner,Industry\n{name},90,100,50%,\"{owner}\",{industry}\nB,5,8,30%,x,y\n"
        );
        desk.text("l.csv", rows);
        desk.text(
            "p.csv",
            format!("Customer,Key person,Role,Receptivity,Dynamics,Visits\n{name},{name},Approver,7,6,3\n"),
        );
        desk.text(
            "d.csv",
            format!("Customer,Opportunity,Amount,Stage,Close date\n{name},{owner},50,{name},2026-12-01\n")
                .replace(&owner, &format!("\"{owner}\"")),
        );
        let args = ["plan", "l.csv", "p.csv", "d.csv", "-o", "o.plan.xlsx", "--split-by", "owner", "--force"];
        let run = desk.run(&args);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        let parts = std::fs::read_dir(desk.path("o.parts")).unwrap().map(|file| file.unwrap().path());
        let books: Vec<_> = parts.chain([desk.path("o.plan.xlsx")]).collect();
        assert_eq!(books.len(), 3);
        for book in books {
            let (literal, formula) = longest(&book);
            assert!(literal > 0 && literal <= 255, "{}: a text of {literal}", book.display());
            assert!(formula > 50 && formula <= 8_192, "{}: a formula of {formula}", book.display());
        }
    }
}

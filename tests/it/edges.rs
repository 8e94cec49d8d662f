//! What lies at the edge of what a list, a plan and the command line may be: told, never lost, never a library's words.

use crate::support::edit::{Book, Typed};
use crate::support::{Desk, account, codes};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn told(run: &std::process::Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

const LIST: &str = "Account,Sales\nAcme,100\nBolt,50\n";

#[test]
fn an_edit_saved_without_a_new_time_is_an_edit() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    let plan = ["plan", "list.csv", "--today", "2026-01-31", "-q"];
    assert_eq!(desk.run(&plan).status.code(), Some(0));
    assert_eq!(desk.run(&plan).status.code(), Some(0), "untouched: replaced");
    let path = desk.path("list.plan.xlsx");
    let mut book = Book::open(&path);
    let (sheet, header, column) = book.header("allocation", "our_goal").unwrap();
    book.set(&sheet, header + 1, column, &Typed::Text("they asked for it".to_owned()));
    book.save_as_written(&path);
    // Beside another list its entries cannot be kept: it is not replaced.
    desk.text("other.csv", "Account,Sales\nZeta,1\n");
    let over = desk.run(&["plan", "other.csv", "-o", "list.plan.xlsx", "--today", "2026-01-31", "-q"]);
    assert_eq!(over.status.code(), Some(2), "{}", told(&over));
    assert_eq!(desk.run(&plan).status.code(), Some(0));
    assert!(Book::open(&path).has_text("they asked for it"));
}

#[test]
fn a_list_that_is_written_while_it_is_read_is_not_taken_half() {
    let desk = Desk::new();
    let mut text = "Account,Sales,Notes\n".to_owned();
    (0..60_000).for_each(|n| writeln!(text, "Account {n},{n},note {n}").unwrap());
    desk.text("list.csv", &text);
    let path = desk.path("list.csv");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
            while !done.load(Ordering::Relaxed) {
                file.write_all(b"Further,1,\n").unwrap();
                std::thread::sleep(Duration::from_millis(3));
            }
        });
        let (code, json) = desk.plan(&["list.csv"]);
        done.store(true, Ordering::Relaxed);
        assert_eq!(code, 2);
        assert_eq!(codes(&json), ["file_changing"]);
    });
    desk.text("list.csv", &text);
    assert_eq!(desk.plan(&["list.csv"]).0, 0, "at rest it is read");
}

#[test]
fn one_account_with_more_persons_than_pages_can_break() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    let mut people = "Account,Contact name,Job title\n".to_owned();
    (0..25_000).for_each(|n| writeln!(people, "Acme,Person {n},Buyer").unwrap());
    desk.text("people.csv", people);
    let (code, json) = desk.plan(&["list.csv", "people.csv"]);
    assert_eq!(code, 0);
    assert_eq!(json["persons"].as_array().unwrap().len(), 25_000);
    let mut file = zip::ZipArchive::new(std::fs::File::open(desk.path("out.plan.xlsx")).unwrap()).unwrap();
    let most = (0..file.len())
        .map(|at| {
            let mut text = String::new();
            let part = file.by_index(at).unwrap();
            let _ = std::io::Read::read_to_string(&mut std::io::Read::take(part, u64::MAX), &mut text);
            text.split_once("<rowBreaks").map_or(0, |(_, rest)| rest.matches("<brk ").count())
        })
        .max();
    assert_eq!(most, Some(1023));
}

#[test]
fn a_day_that_no_workbook_holds_is_refused_in_plain_words() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    for day in ["0001-01-01", "1899-12-31", "9999-12-31", "+12000-01-01", "-0044-03-15"] {
        for (language, expected) in [("en", "1970 to 2999"), ("zh", "1970 至 2999")] {
            let today = format!("--today={day}");
            let run = desk.run(&["plan", "list.csv", &today, "--lang", language]);
            assert_eq!(run.status.code(), Some(2));
            assert!(told(&run).contains(expected), "{}", told(&run));
        }
    }
    for day in ["1970-01-01", "2999-12-31"] {
        assert_eq!(desk.run(&["plan", "list.csv", "--today", day, "-q", "--force"]).status.code(), Some(0));
    }
}

#[test]
fn as_many_columns_as_a_sheet_has() {
    let desk = Desk::new();
    let columns = |of: &str| (0..16_300).map(|n| format!(",{of}{n}")).collect::<String>();
    desk.text("list.csv", format!("Account,Sales{}\nAcme,5{}\n", columns("c"), columns("v")));
    let (code, json) = desk.plan(&["list.csv"]);
    assert_eq!(code, 0);
    assert_eq!(account(&json, "Acme")["annual_revenue"], 5.0);
}

#[test]
fn who_asks_for_quiet_is_told_why_there_is_no_plan() {
    let desk = Desk::new();
    desk.text("goods.csv", "Region,Product,Remark\nEast,x,y\nWest,z,q\n");
    desk.book("two.xlsx", &[("Notes", vec![vec![crate::support::C::T("call them"); 2]; 3])]);
    for command in ["plan", "check"] {
        let run = desk.run(&[command, "goods.csv", "-q", "--lang", "en"]);
        assert_eq!(run.status.code(), Some(2));
        let told = told(&run);
        assert!(told.contains("goods.csv › goods:"), "{told}");
        assert_eq!(told.matches("keyplan ").count(), 2, "the command that helps, and the template: {told}");
        assert!(told.contains("→ keyplan"), "{told}");
        assert!(told.lines().count() < 5, "{told}");
        let run = desk.run(&[command, "two.xlsx", "-q", "--lang", "zh"]);
        assert!(self::told(&run).contains("two.xlsx › Notes："), "{}", self::told(&run));
    }
}

#[test]
fn a_full_list_that_cannot_be_planned_is_not_called_empty() {
    let desk = Desk::new();
    desk.text("mixed.csv", "Account,Sales,Probability\nAcme,€90,0.5\nBest,£50,0.4\n");
    for args in [["plan", "mixed.csv"], ["check", "mixed.csv"]] {
        let run = desk.run(&[args[0], args[1], "--lang", "en"]);
        assert_eq!(run.status.code(), Some(2));
        let last = told(&run).trim_end().lines().last().unwrap_or_default().to_owned();
        assert!(last.starts_with("no account to plan: ") && last.contains("EUR, GBP"), "{last}");
    }
}

#[test]
fn rows_of_sheets_that_are_not_read_are_counted() {
    let desk = Desk::new();
    desk.text("goods.csv", "Region,Product,Remark\nEast,x,y\nWest,z,q\n");
    desk.text("list.csv", LIST);
    let alone = told(&desk.run(&["check", "goods.csv", "--lang", "en"]));
    assert!(!alone.contains("read 0 ="), "{alone}");
    let both = told(&desk.run(&["check", "goods.csv", "list.csv", "--lang", "en"]));
    let counts = both.split_once("rows: read ").unwrap().1.lines().next().unwrap();
    let numbers: Vec<u64> = counts.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert_eq!(numbers[0], numbers[1..].iter().sum::<u64>(), "{counts}");
    assert!(numbers[0] > 2 && numbers[4] > 0 && numbers[1] == 2, "{counts}");
}

#[test]
fn a_list_of_many_like_faults_is_short() {
    let desk = Desk::new();
    for rows in [
        (0..3000).map(|n| format!("A{n},what{n},x\n")).collect::<String>(),
        (0..3000).map(|n| format!("A,{n},x{n}\n")).collect(),
        (0..3000).map(|n| format!("Acme {n} Ltd,1,x\nAcme {n} Limited,1,x\n")).collect(),
        (0..3000).map(|n| format!(",{n},x\n")).collect(),
    ] {
        desk.text("list.csv", format!("Account,Sales,Remark\n{rows}"));
        for command in [&["check"][..], &["check", "-v"], &["check", "-q"]] {
            let run = desk.run(&[command, &["list.csv", "--lang", "en"]].concat());
            assert!(run.stderr.len() < 4000, "{command:?}: {}", &told(&run)[..4000]);
        }
    }
}

#[test]
fn nuls_are_left_out_and_told() {
    let desk = Desk::new();
    desk.text("few.csv", b"Account,Sales\nAc\0me,100\nBolt,5\x000\n");
    let mut many = b"Account,Sales\n".to_vec();
    (0..3000).for_each(|n| many.extend(format!("Acme {n},{n}\n").bytes()));
    many.extend(b"Z\0eta,7\n");
    desk.text("many.csv", many);
    for (list, count, cell) in [("few.csv", 2, "A2"), ("many.csv", 1, "A3002")] {
        let (code, json) = desk.plan(&[list]);
        assert_eq!(code, 0);
        let issues = json["issues"].as_array().unwrap();
        let issue = issues.iter().find(|i| i["code"] == "nuls_left_out").unwrap();
        let message = issue["message"].as_str().unwrap();
        assert!(message.contains(cell) && message.contains(&count.to_string()), "{message}");
    }
    assert_eq!(account(&desk.plan(&["few.csv"]).1, "Acme")["annual_revenue"], 100.0);
    assert_eq!(account(&desk.plan(&["few.csv"]).1, "Bolt")["annual_revenue"], 50.0);
}

#[test]
fn amounts_beyond_what_adds_up_are_told() {
    let desk = Desk::new();
    desk.text("list.csv", "Account,Sales\nAcme,1e308\nBolt,1e308\nZeta,5\n");
    let (code, json) = desk.plan(&["list.csv"]);
    assert_eq!(code, 0);
    assert!(codes(&json).contains(&"unreadable_value".to_owned()), "{:?}", codes(&json));
    assert_eq!(json["totals"]["annual_revenue"], 5.0);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_read_and_written() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = |bytes: &'static [u8]| std::ffi::OsStr::from_bytes(bytes);
    let list = desk.path("").join(name(b"\xff\xfe list.csv"));
    std::fs::write(&list, LIST).unwrap();
    let run = |args: &[&std::ffi::OsStr]| {
        let mut command = assert_cmd::Command::cargo_bin("keyplan").unwrap();
        command.current_dir(desk.path("")).args(args).output().unwrap()
    };
    let [plan, output] = ["plan", "-o"].map(std::ffi::OsStr::new);
    let made = run(&[plan, list.as_os_str()]);
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
    assert!(desk.path("").join(name(b"\xff\xfe list.plan.xlsx")).exists());
    let made = run(&[plan, std::ffi::OsStr::new("."), output, name(b"\xfe.xlsx")]);
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
    assert!(desk.path("").join(name(b"\xfe.xlsx")).exists());
    let missing = run(&[plan, name(b"\xfd.csv")]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(told(&missing).contains('\u{fffd}'), "named as far as it can be: {}", told(&missing));
}

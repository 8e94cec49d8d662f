//! What belongs to a person and a place: settings of one's own and of the folder, templates of one's own, the window
//! of a program that was started by a double-click.

use crate::support::Desk;
use std::process::{Command, Stdio};

const LIST: &str = "Customer,Repeat sales,New business\nAcme,500,100\nBeta,700,0\nGamma,90,10\n";

/// Runs with settings of one's own in `home`.
fn run(desk: &Desk, args: &[&str]) -> (Option<i32>, String, String) {
    let home = desk.path("home");
    let run = desk.run_with(&[("XDG_CONFIG_HOME", home.to_str().unwrap())], args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (run.status.code(), text(run.stdout), text(run.stderr))
}

/// The probability of repeat sales of an account that states none.
fn probability(desk: &Desk, args: &[&str]) -> f64 {
    let all = [&["plan", "list.csv", "--json", "-", "--force", "-q"], args].concat();
    let (code, json, told) = run(desk, &all);
    assert_eq!(code, Some(0), "{told}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    crate::support::account(&json, "Beta")["expected_value"].as_f64().unwrap() / 700.0
}

/// `keyplan config > keyplan.toml` in PowerShell 5, or saved by Notepad.
#[test]
fn settings_in_the_encodings_of_windows_are_read() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    let text = "# 可能性\r\nprobability_repeat = 0.33\r\n";
    let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let files = [
        [vec![0xff, 0xfe], units(u16::to_le_bytes)].concat(),
        [vec![0xfe, 0xff], units(u16::to_be_bytes)].concat(),
        [vec![0xef, 0xbb, 0xbf], text.as_bytes().to_vec()].concat(),
    ];
    for file in files {
        desk.text("keyplan.toml", &file);
        assert_eq!((probability(&desk, &[]) * 100.0).round(), 33.0);
        // Half a character is no text.
        desk.text("keyplan.toml", [&[0xff, 0xfe], &file[2..3]].concat());
        let (code, _, told) = run(&desk, &["plan", "list.csv", "--force"]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("keyplan.toml"), "{told}");
    }
}

#[test]
fn ones_own_settings_are_the_weakest_that_are_found() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    let before = probability(&desk, &[]);
    desk.text("home/keyplan/keyplan.toml", "probability_repeat = 0.31\n");
    let with = |args: &[&str]| (probability(&desk, args) * 100.0).round();
    assert_ne!((before * 100.0).round(), 31.0);
    assert_eq!(with(&[]), 31.0);
    desk.text("keyplan.toml", "probability_repeat = 0.32\n");
    assert_eq!(with(&[]), 32.0, "the folder's counts more");
    desk.text("named.toml", "# nothing\n");
    assert_eq!(with(&["--config", "named.toml"]), (before * 100.0).round(), "the named one stands alone");
    // They are read like any settings: never an output, and told when wrong.
    let own = desk.path("home/keyplan/keyplan.toml");
    let args = ["plan", "list.csv", "--json", own.to_str().unwrap(), "--force", "--lang", "en"];
    let (code, _, told) = run(&desk, &args);
    assert!(code == Some(2) && told.contains("never overwritten"), "{told}");
    desk.text("home/keyplan/keyplan.toml", "probability_repet = 0.31\n");
    let (code, _, told) = run(&desk, &["plan", "list.csv", "--lang", "en"]);
    assert!(code == Some(2) && told.contains("did you mean probability_repeat?"), "{told}");
}

#[test]
fn config_says_where_it_looks() {
    let desk = Desk::new();
    desk.text("home/keyplan/keyplan.toml", "");
    desk.text("home/keyplan/templates/theme.toml", "company = \"Ours\"\n");
    let (code, said, _) = run(&desk, &["config", "--where", "--lang", "en"]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].ends_with("keyplan.toml: used") && lines[0].contains("home"), "{said}");
    assert_eq!(lines[1], "keyplan.toml: not there");
    assert!(lines[2].starts_with("templates: ") && lines[2].ends_with("templates"), "{said}");
    let (_, said, _) = run(&desk, &["config", "--where", "--lang", "zh"]);
    assert!(said.contains("在用") && said.contains("没有这个文件"), "{said}");
}

#[test]
fn files_alone_are_planned() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    desk.text("plan", LIST);
    for (args, plan) in [
        (vec!["list.csv"], "list.plan.xlsx"),
        (vec!["./list.csv", "--lang", "en"], "list.plan.xlsx"),
        (vec!["--lang", "zh", "-q", "list.csv"], "list.plan.xlsx"),
        (vec!["-o", "x.xlsx", "list.csv"], "x.xlsx"),
        (vec!["./plan"], "plan.plan.xlsx"),
    ] {
        let run = desk.run(&args);
        assert_eq!(run.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&run.stderr));
        assert!(desk.path(plan).is_file(), "{args:?}");
        std::fs::remove_file(desk.path(plan)).unwrap();
    }
    // What looks like a file and is none says so; what looks like a command is no file.
    let told = |args: &[&str]| String::from_utf8(desk.run(args).stderr).unwrap();
    assert!(told(&["nowhere.xlsx", "--lang", "en"]).contains("nowhere.xlsx"));
    assert!(told(&["chekc", "list.csv", "--lang", "en"]).contains("did you mean check?"));
}

#[test]
fn a_window_that_closes_with_the_program_waits_and_speaks_the_lists_language() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    desk.text("名单.csv", "客户名称,年销售额\n甲公司,500\n乙公司,700\n");
    for (args, plan, words) in [
        (vec!["list.csv"], "list.plan.xlsx", "Press a key"),
        (vec!["名单.csv"], "名单.plan.xlsx", "按任意键"),
        (vec!["nowhere.csv", "--lang", "en"], "nowhere.csv", "Press a key"),
        (vec!["--lang", "zh"], "keyplan", "按任意键"),
        (vec!["--lang", "zh", "--frob"], "--frob", "按任意键"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyplan"));
        command.current_dir(desk.path(".")).args(&args).env("KEYPLAN_KEEP_WINDOW", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1500));
        assert!(child.try_wait().unwrap().is_none(), "{args:?} waits");
        drop(child.stdin.take());
        let told = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
        assert!(told.contains(words) && told.contains(plan), "{args:?} {told}");
        assert!(told.trim_end().lines().last().unwrap().contains(words), "{told}");
    }
    let run = desk.run_with(&[("KEYPLAN_KEEP_WINDOW", "0")], &["list.csv", "--force"]);
    assert!(!String::from_utf8_lossy(&run.stderr).contains("Press a key"), "a terminal stays");
}

/// What is dropped on the program together comes in no order: the plan is named after the list.
#[test]
fn a_plan_named_before_the_list_does_not_name_the_new_one() {
    let desk = Desk::new();
    desk.text("last.csv", LIST);
    desk.text("fresh.csv", LIST);
    assert_eq!(run(&desk, &["last.csv"]).0, Some(0));
    let (code, _, told) = run(&desk, &["last.plan.xlsx", "fresh.csv"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(desk.path("fresh.plan.xlsx").exists(), "{told}");
    assert!(!desk.path("last.plan.plan.xlsx").exists());
    // The money of the plan is the list's again.
    assert!(told.contains("Repeat sales 1.3k"), "{told}");
}

//! What goes to the terminal and to the file system beside the content: closed pipes, characters that steer,
//! links, rights, names that are no UTF-8.

#![cfg(unix)]

use crate::support::Desk;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

const LIST: &str = "Customer,Sales,Owner\nAcme,500,Li\nBeta,700,Wu\n";

/// Runs a command with a reader of stdout or stderr that is gone before the first byte.
fn unread(desk: &Desk, args: &[&str], stderr: bool) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyplan"));
    command.current_dir(desk.path(".")).args(args).stdin(Stdio::null());
    let command = match stderr {
        true => command.stderr(writer).stdout(Stdio::piped()),
        false => command.stdout(writer).stderr(Stdio::piped()),
    };
    let run = command.output().unwrap();
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn a_reader_that_left_stops_no_command() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    desk.text("doubt.csv", "Customer,Repeat sales,Probability\nAcme,500,0.5\nBeta,1,200,0.4\n");
    assert_eq!(desk.run(&["plan", "list.csv", "-o", "old.plan.xlsx"]).status.code(), Some(0));
    for (args, stdout, stderr) in [
        (vec!["plan", "list.csv", "--json", "-"], 0, 0),
        (vec!["plan", "doubt.csv", "--json", "-"], 0, 1),
        (vec!["plan", "list.csv", "--each", "--out-dir", "out", "--json", "-"], 0, 0),
        (vec!["plan", "list.csv", "--split-by", "owner"], 0, 0),
        (vec!["check", "list.csv", "--json", "-"], 0, 0),
        (vec!["columns", "list.csv"], 0, 0),
        (vec!["columns", "list.csv", "--json", "-"], 0, 0),
        (vec!["columns", "list.csv", "--save", "-"], 0, 0),
        (vec!["compare", "old.plan.xlsx", "old.plan.xlsx", "--json", "-"], 0, 0),
        (vec!["template", "--force"], 0, 0),
        (vec!["demo", "--force"], 0, 0),
        (vec!["config"], 0, 0),
        (vec!["completions", "bash"], 0, 0),
        (vec!["man"], 0, 0),
        (vec!["--help"], 0, 0),
        (vec!["plan", "--help"], 0, 0),
        (vec!["--version"], 0, 0),
        (vec!["plan", "nowhere.csv"], 2, 2),
        (vec!["frob"], 2, 2),
        (vec!["plan", "--frob"], 2, 2),
    ] {
        let (code, told) = unread(&desk, &args, false);
        assert_eq!(code, Some(stdout), "{args:?} {told}");
        assert!(!told.contains("panicked") && !told.to_lowercase().contains("pipe"), "{args:?} {told}");
        assert_eq!(unread(&desk, &args, true).0, Some(stderr), "{args:?} without stderr");
    }
    assert!(desk.path("list.plan.xlsx").exists() && desk.path("out/keyplan-summary.xlsx").exists());
}

/// Escape sequences, a bell, a control character of eight bits, an override of the reading direction.
const EVIL: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{1b}[1;31m";

#[test]
fn nothing_from_a_list_steers_the_terminal() {
    let desk = Desk::new();
    let name = format!("li{EVIL}st.csv");
    desk.text(
        &name,
        format!("Customer{EVIL},Sales,Own{EVIL}\nAcme{EVIL},50{EVIL},x{EVIL}\n,5,y\nBeta,many,z\n"),
    );
    let steers = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .chars()
            .filter(|c| (c.is_control() && *c != '\n' && *c != '\t') || matches!(c, '\u{202a}'..='\u{202e}'))
            .collect::<String>()
    };
    for args in [
        vec!["plan", name.as_str(), "--json", "-", "--force"],
        vec!["plan", name.as_str(), "--each", "--out-dir", "out", "--json", "-"],
        vec!["plan", name.as_str(), "--split-by", "nothing"],
        vec!["check", name.as_str(), "--json", "-"],
        vec!["columns", name.as_str()],
        vec!["columns", name.as_str(), "--save", "-"],
        vec!["compare", name.as_str(), name.as_str(), "--force"],
        vec!["plan", name.as_str(), "--sheet", EVIL],
        vec!["plan", EVIL],
        vec![EVIL],
        vec!["plan", "-o", EVIL, name.as_str()],
        vec!["plan", name.as_str(), "--config", EVIL],
    ] {
        let run = desk.run(&args);
        assert_eq!(steers(&run.stderr), "", "{args:?}");
        // JSON keeps the reading direction, which is part of the value.
        let out = String::from_utf8_lossy(&run.stdout).replace('\u{202e}', "");
        assert_eq!(steers(out.as_bytes()), "", "{args:?}");
    }
    let coloured = desk.run(&["check", &name, "--color", "always"]);
    let told = String::from_utf8_lossy(&coloured.stderr).replace("\u{1b}[1;31m", "").replace("\u{1b}[0m", "");
    let told = told.replace("\u{1b}[1;33m", "").replace("\u{1b}[36m", "");
    assert_eq!(steers(told.as_bytes()), "");
    let json = desk.run(&["check", &name, "--json", "-"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(json["inputs"][0]["file"] == name.as_str(), "escaped on the way, the same value");
}

#[test]
fn an_output_goes_where_its_link_leads() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    fs::create_dir(desk.path("far")).unwrap();
    symlink("far/real.plan.xlsx", desk.path("link.plan.xlsx")).unwrap();
    symlink("far/real.json", desk.path("link.json")).unwrap();
    for round in 0..2 {
        let run = desk.run(&["plan", "list.csv", "-o", "link.plan.xlsx", "--json", "link.json"]);
        assert_eq!(run.status.code(), Some(0), "{round} {}", String::from_utf8_lossy(&run.stderr));
        for name in ["link.plan.xlsx", "link.json"] {
            assert!(fs::symlink_metadata(desk.path(name)).unwrap().is_symlink(), "{name}");
        }
        assert!(desk.path("far/real.plan.xlsx").is_file() && desk.path("far/real.json").is_file());
    }
    symlink("loop.xlsx", desk.path("loop.xlsx")).unwrap();
    assert_eq!(desk.run(&["plan", "list.csv", "-o", "loop.xlsx"]).status.code(), Some(2));
}

fn mode(desk: &Desk, name: &str) -> u32 {
    fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777
}

#[test]
fn rights_are_those_of_the_file_before_or_of_new_files() {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    let plan = |mask: &str| {
        let line = format!(
            "umask {mask}; '{}' plan list.csv --json out.json --csv csv -q",
            env!("CARGO_BIN_EXE_keyplan")
        );
        let run = Command::new("sh").current_dir(desk.path(".")).args(["-c", &line]).output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    };
    let outputs = ["list.plan.xlsx", "out.json", "csv/accounts.csv"];
    plan("077");
    assert_eq!(outputs.map(|name| mode(&desk, name)), [0o600; 3]);
    plan("022");
    assert_eq!(outputs.map(|name| mode(&desk, name)), [0o600; 3], "kept");
    fs::set_permissions(desk.path(outputs[0]), fs::Permissions::from_mode(0o664)).unwrap();
    plan("077");
    assert_eq!(mode(&desk, outputs[0]), 0o664, "kept, whatever new files get");
    for name in outputs {
        fs::remove_file(desk.path(name)).unwrap();
    }
    plan("022");
    assert_eq!(outputs.map(|name| mode(&desk, name)), [0o644; 3]);
    fs::set_permissions(desk.path(outputs[0]), fs::Permissions::from_mode(0o444)).unwrap();
    let before = fs::read(desk.path(outputs[0])).unwrap();
    for force in [&[][..], &["--force"]] {
        let run = desk.run(&[&["plan", "list.csv", "--today", "2020-01-01", "--lang", "en"], force].concat());
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains("protected against writing"));
        assert_eq!(fs::read(desk.path(outputs[0])).unwrap(), before);
    }
}

#[test]
fn names_that_are_no_utf8_are_names() {
    let desk = Desk::new();
    let folder = desk.path(".").join(OsStr::from_bytes(b"f\xffolder"));
    if fs::create_dir(&folder).is_err() {
        // Some file systems refuse such names themselves.
        return;
    }
    let list = folder.join(OsStr::from_bytes(b"l\xfeist.csv"));
    fs::write(&list, LIST).unwrap();
    let run = |args: &[&OsStr]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyplan"));
        let run = command.current_dir(desk.path(".")).args(args).output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&run.stderr));
        run
    };
    let word = OsStr::new;
    run(&[word("plan"), list.as_os_str()]);
    let plans = |folder: &std::path::Path| {
        let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        entries.filter(|p| p.to_string_lossy().ends_with(".plan.xlsx")).collect::<Vec<_>>()
    };
    assert_eq!(plans(&folder).len(), 1, "beside the list");
    fs::remove_file(&plans(&folder)[0]).unwrap();
    run(&[word("plan"), folder.as_os_str(), word("-o"), OsStr::from_bytes(b"out\xfd.xlsx")]);
    assert!(desk.path(".").join(OsStr::from_bytes(b"out\xfd.xlsx")).is_file());
    run(&[word("check"), list.as_os_str()]);
    let shown = run(&[word("columns"), list.as_os_str()]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("annual_revenue"));
    run(&[word("plan"), word("--each"), word("--out-dir"), word("out"), folder.as_os_str()]);
    assert_eq!(plans(&desk.path("out")).len(), 1);
    run(&[word("compare"), list.as_os_str(), list.as_os_str(), word("-o"), word("c.xlsx")]);
    // The plan that stands there and its entries are found by the same name.
    run(&[word("plan"), list.as_os_str()]);
    run(&[word("plan"), list.as_os_str()]);
}

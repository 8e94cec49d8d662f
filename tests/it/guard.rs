//! Nothing that was read is ever overwritten, nothing is written twice: every output of every command against
//! every file that it reads, by its own name, by links and by other spellings; and what stands in its place.

use crate::support::Desk;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const LIST: &str = "Customer,Sales,Owner,Probability\nAcme,500,Li,0.5\nBeta,700,Wu,0.4\n";

/// A command with a place for the path of an output.
type Command = (&'static str, Vec<&'static str>);

/// A folder with everything that a run may read.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    desk.text("broken.csv", "Customer,Repeat sales,Probability\nAcme,500,0.5\n,300,0.4\n");
    desk.text("in/list.csv", LIST);
    desk.text("keyplan.toml", "# mine\n");
    desk.text("own.toml", "# mine\n");
    desk.text("templates/theme.toml", fs::read(root("templates/theme.toml")).unwrap());
    assert_eq!(desk.run(&["plan", "list.csv", "-o", "last.plan.xlsx"]).status.code(), Some(0));
    assert_eq!(desk.run(&["plan", "list.csv", "-o", "new.plan.xlsx"]).status.code(), Some(0));
    assert_eq!(desk.run(&["columns", "list.csv", "--save", "read.toml"]).status.code(), Some(0));
    assert_eq!(desk.run(&["check", "broken.csv", "--rejected", "mend.xlsx"]).status.code(), Some(1));
    desk
}

fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file in a folder and below with its bytes.
fn files(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: PathBuf, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(path, found),
                false => drop(found.insert(path.clone(), fs::read(path).unwrap_or_default())),
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(desk.path("."), &mut found);
    found
}

/// Refused with exit code 2 and a reason in the language asked for, and every file is as it was.
fn refused(desk: &Desk, args: &[&str], reason: &str) {
    let before = files(desk);
    let run = desk.run(&[args, &["--lang", "en"]].concat());
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{args:?}\n{told}");
    assert!(told.contains(reason), "{args:?}\n{told}");
    let after = files(desk);
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "{args:?}");
    assert!(before == after, "{args:?} changed a file");
}

/// Commands that read a list, previous plan, settings, mapping, templates and mended rows, each with an output left open.
fn readers() -> Vec<Command> {
    let read = ["list.csv", "--mapping", "read.toml", "--config", "own.toml", "--templates", "templates"];
    let with = |command: &[&'static str], more: &[&'static str]| [command, &read, more].concat();
    vec![
        ("-o", with(&["plan", "mend.xlsx"], &["--previous", "last.plan.xlsx"])),
        ("--json", with(&["plan", "mend.xlsx", "-o", "x.xlsx"], &["--previous", "last.plan.xlsx"])),
        ("--rejected", with(&["check", "mend.xlsx"], &[])),
        ("--json", with(&["check", "mend.xlsx"], &[])),
        ("--save", with(&["columns", "mend.xlsx"], &[])),
        ("--json", with(&["columns", "mend.xlsx"], &[])),
        ("--json", with(&["plan", "mend.xlsx", "--each", "--out-dir", "out"], &[])),
        ("--json", with(&["plan", "--split-by", "owner", "-o", "x.xlsx"], &["--previous", "last.plan.xlsx"])),
    ]
}

#[test]
fn no_output_of_any_command_replaces_a_file_that_it_reads() {
    let desk = desk();
    for (option, args) in readers() {
        for read in
            ["list.csv", "last.plan.xlsx", "own.toml", "read.toml", "templates/theme.toml", "mend.xlsx"]
        {
            if !args.iter().any(|arg| read.starts_with(arg)) {
                continue;
            }
            let book = ["-o", "--rejected"].contains(&option) && !read.ends_with(".xlsx");
            let reason = if book { "ends in .xlsx" } else { "never overwritten" };
            refused(&desk, &[args.as_slice(), &[option, read, "--force"]].concat(), reason);
        }
    }
    let compare = ["compare", "last.plan.xlsx", "new.plan.xlsx", "--config", "own.toml", "--force"];
    for read in ["last.plan.xlsx", "new.plan.xlsx", "own.toml"] {
        refused(&desk, &[&compare[..], &["-o", "x.xlsx", "--json", read]].concat(), "never overwritten");
        if read != "own.toml" {
            refused(&desk, &[&compare[..], &["-o", read]].concat(), "never overwritten");
        }
    }
    // Settings that are found count like those that are named.
    for args in [
        vec!["plan", "list.csv", "-o", "x.xlsx", "--json"],
        vec!["check", "list.csv", "--json"],
        vec!["columns", "list.csv", "--save"],
        vec!["compare", "last.plan.xlsx", "new.plan.xlsx", "-o", "x.xlsx", "--json"],
        vec!["plan", "in", "--each", "--out-dir", "out", "--json"],
    ] {
        refused(&desk, &[args, vec!["keyplan.toml", "--force"]].concat(), "never overwritten");
    }
}

#[cfg(unix)]
#[test]
fn links_and_other_spellings_lead_to_the_same_file() {
    let desk = desk();
    std::os::unix::fs::symlink("list.csv", desk.path("soft.json")).unwrap();
    fs::hard_link(desk.path("list.csv"), desk.path("hard.json")).unwrap();
    std::os::unix::fs::symlink(".", desk.path("here")).unwrap();
    for name in ["soft.json", "hard.json", "./in/../list.csv", "here/list.csv"] {
        let args = ["plan", "list.csv", "-o", "x.xlsx", "--json", name, "--force"];
        refused(&desk, &args, "never overwritten");
        refused(&desk, &["check", "list.csv", "--json", name, "--force"], "never overwritten");
    }
    // Through the link as input.
    refused(&desk, &["check", "soft.json", "--json", "list.csv", "--force"], "never overwritten");
}

#[test]
fn no_two_outputs_share_a_name() {
    let desk = desk();
    for args in [
        vec!["plan", "list.csv", "-o", "x.xlsx", "--json", "x.xlsx"],
        vec!["plan", "list.csv", "-o", "x.xlsx", "--json", "./x.xlsx"],
        vec!["plan", "list.csv", "-o", "x.xlsx", "--json", "X.XLSX"],
        vec!["plan", "list.csv", "-o", "x.xlsx", "--csv", "x.xlsx"],
        vec!["plan", "list.csv", "-o", "x.xlsx", "--csv", "out", "--json", "out/accounts.csv"],
        vec!["plan", "list.csv", "--split-by", "owner", "--out-dir", ".", "-o", "Li.plan.xlsx"],
        vec!["plan", "list.csv", "-o", "-", "--json", "-"],
        vec!["plan", "in", "--each", "--out-dir", "out", "--json", "out/list.plan.xlsx"],
        vec!["plan", "in", "--each", "--out-dir", "out", "--json", "out/keyplan-summary.xlsx"],
        vec!["check", "broken.csv", "--rejected", "x.xlsx", "--json", "x.xlsx"],
        vec!["columns", "list.csv", "--save", "x", "--json", "x"],
        vec!["columns", "list.csv", "--save", "-", "--json", "-"],
        vec!["compare", "last.plan.xlsx", "new.plan.xlsx", "-o", "x.xlsx", "--json", "x.xlsx"],
    ] {
        refused(&desk, &[args, vec!["--force"]].concat(), "would be written twice");
    }
}

#[test]
fn what_somebody_else_wrote_is_replaced_only_by_force() {
    for (args, output) in [
        (vec!["plan", "list.csv", "-o"], "x.xlsx"),
        (vec!["plan", "list.csv", "-o", "y.xlsx", "--json"], "x.json"),
        (vec!["check", "list.csv", "--json"], "x.json"),
        (vec!["check", "broken.csv", "--rejected"], "x.xlsx"),
        (vec!["columns", "list.csv", "--save"], "x.toml"),
        (vec!["columns", "list.csv", "--json"], "x.json"),
        (vec!["compare", "last.plan.xlsx", "new.plan.xlsx", "-o"], "x.xlsx"),
        (vec!["compare", "last.plan.xlsx", "new.plan.xlsx", "-o", "y.xlsx", "--json"], "x.json"),
        (vec!["template", "-o"], "x.xlsx"),
        (vec!["plan", "in", "--each", "--out-dir", "out", "--json"], "x.json"),
    ] {
        let desk = desk();
        desk.text(output, "somebody's own");
        let args = [args, vec![output]].concat();
        refused(&desk, &args, "exists");
        let forced = desk.run(&[args.as_slice(), &["--force", "--lang", "en"]].concat());
        assert!(matches!(forced.status.code(), Some(0 | 1)), "{args:?}");
        assert_ne!(fs::read(desk.path(output)).unwrap(), b"somebody's own", "{args:?}");
        if output.ends_with(".json") {
            // Ours is replaced without more ado.
            let again = desk.run(&[args.as_slice(), &["--lang", "en"]].concat());
            assert!(matches!(again.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&again.stderr));
        }
    }
}

#[test]
fn a_batch_never_replaces_a_file_that_is_no_summary_of_ours() {
    let desk = desk();
    desk.text("out/keyplan-summary.xlsx", "mine");
    refused(&desk, &["plan", "in", "--each", "--out-dir", "out"], "exists");
}

#[test]
fn the_demo_writes_neither_list_nor_plan_where_one_of_them_may_not_go() {
    let desk = Desk::new();
    let demo = ["demo", "--lang", "en", "--today", "2026-01-31"];
    assert_eq!(desk.run(&demo).status.code(), Some(0));
    let plan = files(&desk).into_keys().find(|p| p.to_string_lossy().ends_with(".plan.xlsx")).unwrap();
    let list =
        plan.with_file_name(plan.file_name().unwrap().to_str().unwrap().replace(".plan.xlsx", ".xlsx"));
    fs::remove_file(&list).unwrap();
    fs::write(&plan, "mine").unwrap();
    refused(&desk, &demo[..1], "exists and is not a plan");
    assert!(!list.exists());
}

#[test]
fn a_workbook_has_the_name_of_one() {
    let desk = desk();
    for args in [
        vec!["plan", "list.csv", "-o", "x.csv"],
        vec!["plan", "list.csv", "-o", "x"],
        vec!["plan", "list.csv", "-o", "x.xls"],
        vec!["template", "-o", "x.toml"],
        vec!["check", "broken.csv", "--rejected", "x.csv"],
        vec!["compare", "last.plan.xlsx", "new.plan.xlsx", "-o", "x.json"],
    ] {
        refused(&desk, &[args, vec!["--force"]].concat(), "x.xlsx");
    }
}

#[test]
fn one_output_that_cannot_be_written_leaves_all_unwritten() {
    let desk = desk();
    desk.text("taken/x", "");
    for (args, reason) in [
        (
            vec!["plan", "list.csv", "-o", "x.xlsx", "--json", "nowhere/x.json"],
            "Cannot write into the folder",
        ),
        (vec!["plan", "list.csv", "-o", "x.xlsx", "--json", "taken"], "is a folder"),
        (vec!["plan", "list.csv", "-o", "x.xlsx", "--csv", "list.csv"], "Cannot write into the folder"),
        (vec!["check", "broken.csv", "--rejected", "x.xlsx", "--json", "no/x.json"], "Cannot write into"),
        (vec!["columns", "list.csv", "--save", "x.toml", "--json", "no/x.json"], "Cannot write into"),
    ] {
        refused(&desk, &args, reason);
    }
    #[cfg(target_os = "linux")]
    refused(&desk, &["plan", "list.csv", "-o", "x.xlsx", "--json", "/dev/full"], "disk is full");
}

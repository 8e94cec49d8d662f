//! Killed at any moment, on a full disk, in a folder that cannot be written, under an open workbook:
//! the old output or the complete new one, never a half, and nothing left lying about after the next run.
//!
//! `KEYPLAN_KILLS=300 cargo test --release --test interrupt -- --nocapture` kills as often and prints the counts.

use crate::support::Desk;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OUT: &str = "out.plan.xlsx";

fn list(accounts: u32, factor: u32) -> String {
    let mut text = "客户编号,客户名称,年销售额,可能性\n".to_owned();
    for n in 1..=accounts {
        text.push_str(&format!("A{n},客户{n}号,{},0.5\n", n * factor));
    }
    text
}

fn args(list: &str) -> [&str; 7] {
    ["plan", list, "-o", OUT, "--today", "2026-01-31", "-q"]
}

fn temporaries(desk: &Desk) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.path(".")).unwrap().map(|e| e.unwrap().path());
    entries.filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(".keyplan-")).collect()
}

fn begin(desk: &Desk, list: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyplan"));
    command.current_dir(desk.path(".")).args(args(list)).args(["--csv", "csv"]);
    command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()
}

/// Two lists with their plans' bytes, and how long a run takes.
fn prepared() -> (Desk, [Vec<u8>; 2], Duration) {
    let desk = Desk::new();
    desk.text("old.csv", list(60, 3));
    desk.text("new.csv", list(150, 7));
    let plan = |list: &str| {
        assert!(desk.run(&args(list)).status.success());
        fs::read(desk.path(OUT)).unwrap()
    };
    let new = plan("new.csv");
    let clock = Instant::now();
    let old = plan("old.csv");
    assert_ne!(old, new);
    (desk, [old, new], clock.elapsed())
}

#[test]
fn killed_at_random_moments_leaves_the_old_or_the_complete_new_output() {
    let kills: u32 = std::env::var("KEYPLAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(36);
    let (desk, [old, new], whole) = prepared();
    let mut random = 20_260_131_u64;
    let (mut kept, mut replaced, mut left, mut late) = (0, 0, 0, 0);
    for kill in 0..kills {
        fs::write(desk.path(OUT), &old).unwrap();
        let mut child = begin(&desk, "new.csv");
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 33) as f64 / f64::from(1_u32 << 31);
        if kill % 3 == 0 {
            // While an output is being written.
            let clock = Instant::now();
            while temporaries(&desk).is_empty() && clock.elapsed() < Duration::from_secs(20) {
                if child.try_wait().unwrap().is_some() {
                    break;
                }
            }
            std::thread::sleep(Duration::from_micros((share * 4000.0) as u64));
        } else {
            std::thread::sleep(whole.mul_f64(share * 1.5));
        }
        let signal = if kill % 2 == 0 { "-KILL" } else { "-INT" };
        let sent =
            Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
        assert!(sent.is_ok());
        let status = child.wait().unwrap();
        let ended = status.signal().is_some() || status.code() == Some(130);
        late += u32::from(!ended);
        let found = fs::read(desk.path(OUT)).unwrap();
        assert!(found == old || found == new, "kill {kill}: neither the old nor the new output");
        kept += u32::from(found == old);
        replaced += u32::from(found == new);
        for (name, head) in [("accounts.csv", "\u{feff}"), ("persons.csv", "\u{feff}")] {
            if let Ok(text) = fs::read_to_string(desk.path("csv").join(name)) {
                assert!(text.starts_with(head) && text.ends_with('\n'), "kill {kill}: half of {name}");
            }
        }
        let lying = temporaries(&desk);
        left += u32::from(!lying.is_empty());
        if signal == "-INT" && status.code() == Some(130) {
            assert!(lying.is_empty(), "kill {kill}: Ctrl-C leaves {lying:?}");
        }
        if !lying.is_empty() || kill % 10 == 0 {
            assert!(begin(&desk, "new.csv").wait().unwrap().success());
            assert!(
                temporaries(&desk).is_empty(),
                "kill {kill}: the next run leaves {:?}",
                temporaries(&desk)
            );
            assert_eq!(fs::read(desk.path(OUT)).unwrap(), new);
        }
    }
    println!(
        "{kills} kills: old output {kept}, complete new one {replaced}, after the end {late}; \
         temporary files left {left}, all removed by the next run"
    );
    assert!(kept > 0, "no kill came before the end");
}

#[test]
fn leftovers_of_dead_runs_go_and_those_of_living_ones_stay() {
    let desk = Desk::new();
    desk.text("list.csv", list(3, 1));
    desk.text(".keyplan-77-dead.tmp", "half");
    desk.text(".keyplan-78-dead.tmp/.lock", "");
    desk.text(".keyplan-78-dead.tmp/accounts.csv", "half");
    desk.text(".keyplan-79-dead.tmp/accounts.csv", "half");
    desk.text(".keyplan-80-live.tmp", "half");
    desk.text(".keyplan-81-live.tmp/.lock", "");
    desk.text("keyplan-mine.tmp", "mine");
    desk.text(".keyplan-notes.txt", "mine");
    let living = [".keyplan-80-live.tmp", ".keyplan-81-live.tmp/.lock"];
    let files = living.map(|name| File::options().write(true).open(desk.path(name)).unwrap());
    files.iter().for_each(|file| file.lock().unwrap());
    assert!(desk.run(&args("list.csv")).status.success());
    for gone in [".keyplan-77-dead.tmp", ".keyplan-78-dead.tmp", ".keyplan-79-dead.tmp"] {
        assert!(!desk.path(gone).exists(), "{gone}");
    }
    for stays in [".keyplan-80-live.tmp", ".keyplan-81-live.tmp", "keyplan-mine.tmp", ".keyplan-notes.txt"] {
        assert!(desk.path(stays).exists(), "{stays}");
    }
    drop(files);
    assert!(desk.run(&args("list.csv")).status.success());
    assert!(!desk.path(".keyplan-80-live.tmp").exists() && !desk.path(".keyplan-81-live.tmp").exists());
}

#[test]
fn a_write_that_fails_leaves_the_old_output_and_says_why() {
    let (desk, [old, _], _) = prepared();
    // A limit on the size of files stands in for a full disk: the write fails half way.
    let line = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' plan new.csv -o {OUT} --lang en",
        env!("CARGO_BIN_EXE_keyplan")
    );
    let output = Command::new("bash").current_dir(desk.path(".")).args(["-c", &line]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("Cannot write into the folder"), "{told}");
    assert_eq!(fs::read(desk.path(OUT)).unwrap(), old);
    assert!(temporaries(&desk).is_empty());
}

#[test]
fn a_full_disk_is_named_in_both_languages() {
    let desk = Desk::new();
    desk.text("list.csv", list(3, 1));
    for (lang, word) in [("en", "full"), ("zh", "满")] {
        let output = desk.run(&["plan", "list.csv", "-o", OUT, "--json", "/dev/full", "--lang", lang]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_keeps_its_output() {
    let desk = Desk::new();
    desk.text("list.csv", list(3, 1));
    desk.text("closed/keep.txt", "mine");
    fs::set_permissions(desk.path("closed"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(desk.path("closed/probe"), "").is_ok() {
        // The superuser writes everywhere; a folder that is none refuses everybody.
        fs::remove_file(desk.path("closed/probe")).unwrap();
        let output = desk.run(&["plan", "list.csv", "-o", "list.csv/out.xlsx", "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2));
        return;
    }
    let output = desk.run(&["plan", "list.csv", "-o", "closed/out.plan.xlsx", "--lang", "en"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("Cannot write into the folder closed"), "{told}");
    assert_eq!(fs::read_to_string(desk.path("closed/keep.txt")).unwrap(), "mine");
}

#[test]
fn an_output_that_is_open_is_refused_and_a_free_name_offered() {
    let (desk, [old, _], _) = prepared();
    desk.text("out (2).plan.xlsx", "taken");
    for note in [format!("~${OUT}"), format!(".~lock.{OUT}#")] {
        desk.text(&note, "somebody");
        for (lang, word) in [("en", "open elsewhere"), ("zh", "正在别处打开")] {
            let output = desk.run(&["plan", "new.csv", "-o", OUT, "--force", "--lang", lang]);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(
                told.contains(word) && told.contains(&note) && told.contains("out (3).plan.xlsx"),
                "{told}"
            );
            assert_eq!(fs::read(desk.path(OUT)).unwrap(), old);
        }
        fs::remove_file(desk.path(&note)).unwrap();
    }
    assert!(desk.run(&args("new.csv")).status.success(), "closed, it is written again");
}

//! A second computation in another language, written from the method's document (`tests/independent/`), must
//! agree with the program to 1e-9 on the demo and on made-up lists. `.ci/run` runs these; on a machine with
//! Python 3: `cargo test --test it independent -- --ignored`.

use crate::support::Desk;
use std::path::PathBuf;
use std::process::{Command, Output};

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

fn script(desk: &Desk, args: &[&str]) -> Output {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent/recompute.py");
    let mut command = Command::new(PYTHON);
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    command.current_dir(desk.path("")).arg(script).args(args).output().unwrap()
}

fn agrees(run: &Output, at_least: usize) {
    let said = String::from_utf8_lossy(&run.stdout);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}\n{errors}");
    let counted: usize = said.split_whitespace().next().unwrap().parse().unwrap();
    assert!(counted >= at_least, "only {said}");
}

#[test]
#[ignore = "needs Python 3, which nobody has to install"]
fn the_demo_is_the_same_computed_twice() {
    let desk = Desk::new();
    let run = desk.run(&["demo", "--lang", "en", "--today", "2026-01-31"]);
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(desk.plan(&["sample-list.xlsx"]).0, 0);
    agrees(&script(&desk, &["sample-list.xlsx", "--json", "out.json"]), 2500);
    let other = script(&desk, &["sample-list.xlsx", "--json", "out.json", "--set", "core_share=0.4"]);
    assert_eq!(other.status.code(), Some(1), "another parameter is noticed");
}

#[test]
#[ignore = "needs Python 3, which nobody has to install"]
fn settings_change_both_alike() {
    let desk = Desk::new();
    desk.run(&["demo", "--lang", "en", "--today", "2026-01-31"]);
    desk.text(
        "own.toml",
        "cost_per_visit = 800\ncore_share = 0.1\nstale_contact_days = 30\ngrowth_rate = 0.05\n",
    );
    assert_eq!(desk.plan(&["sample-list.xlsx", "--config", "own.toml", "--capacity", "visits=700"]).0, 0);
    let mut args = vec!["sample-list.xlsx", "--json", "out.json", "--resource", "visits.capacity=700"];
    for set in ["cost_per_visit=800", "core_share=0.1", "stale_contact_days=30", "growth_rate=0.05"] {
        args.extend(["--set", set]);
    }
    agrees(&script(&desk, &args), 2500);
}

#[test]
#[ignore = "needs Python 3, which nobody has to install"]
fn made_up_lists_are_the_same_computed_twice() {
    for seed in ["1", "7", "23", "42", "99"] {
        let desk = Desk::new();
        std::fs::create_dir(desk.path("list")).unwrap();
        assert!(script(&desk, &["--make", seed, "list"]).status.success());
        let (code, json) = desk.plan(&["list"]);
        assert_eq!(code, 0, "{:#}", json["issues"]);
        for kind in ["persons", "opportunities", "values", "costs", "resources"] {
            assert!(!json[kind].as_array().unwrap().is_empty(), "seed {seed}: {kind}");
        }
        agrees(&script(&desk, &["list", "--json", "out.json"]), 300);
    }
}

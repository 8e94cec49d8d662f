//! The dependency rule: calamine only in import, rust_xlsxwriter only in workbook, clap only in cli;
//! model and method read and write nothing; stages use only the stages before them.

use std::path::{Path, PathBuf};

/// Folder of `src`, crates nobody else may use, and stages it may use.
const FOLDERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("config", &["model"]),
    ("layout", &["config", "model"]),
    ("import", &["layout", "config", "model"]),
    ("method", &["config", "model"]),
    ("workbook", &["method", "layout", "config", "model"]),
    ("report", &["method", "config", "model"]),
    ("sample", &["config", "model"]),
    ("cli", &["sample", "report", "workbook", "import", "method", "layout", "config", "model"]),
];

/// Folders of `src/import`, each below those that may use it.
const IMPORT: &[&str] =
    &["raw", "cells", "headers", "mapping", "plan", "understand", "read", "mended", "previous"];

const OWNED: &[(&str, &[&str])] = &[
    ("calamine", &["import"]),
    ("rust_xlsxwriter", &["workbook"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("sysinfo", &["cli"]),
    ("sys_locale", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file without comments and without its test module.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn folder_of(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(root).unwrap();
    inside.iter().next().unwrap().to_string_lossy().into_owned()
}

fn all() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<_> = sources(&root).into_iter().map(|p| (folder_of(&p), p.clone(), code(&p))).collect();
    assert!(files.len() > 40, "the walk found the sources");
    files
}

#[test]
fn each_library_has_one_home() {
    for (folder, path, code) in all() {
        for (library, homes) in OWNED {
            let uses = code.contains(&format!("{library}::"));
            assert!(!uses || homes.contains(&folder.as_str()), "{} uses {library}", path.display());
        }
    }
}

#[test]
fn import_goes_one_way() {
    let mut seen = 0;
    for (_, path, code) in all() {
        let inside = path.to_string_lossy().replace('\\', "/");
        let Some((_, below)) = inside.split_once("src/import/") else { continue };
        let Some(at) = IMPORT.iter().position(|folder| below.starts_with(&format!("{folder}/"))) else {
            continue;
        };
        seen += 1;
        for later in &IMPORT[at + 1..] {
            let named =
                code.contains(&format!("import::{later}::")) || code.contains(&format!("import::{later};"));
            assert!(!named, "{below} uses {later}");
        }
    }
    assert!(seen > 80, "the folders were found: {seen} files");
}

#[test]
fn stages_use_only_the_stages_before_them() {
    for (folder, path, code) in all() {
        let Some((_, allowed)) = FOLDERS.iter().find(|(name, _)| *name == folder) else { continue };
        for (other, _) in FOLDERS.iter().filter(|(name, _)| *name != folder) {
            let uses =
                code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};"));
            assert!(!uses || allowed.contains(other), "{} uses {other}", path.display());
        }
    }
}

#[test]
fn model_and_method_do_no_input_or_output() {
    for (folder, path, code) in all() {
        if folder == "model" || folder == "method" {
            for word in [
                "std::fs",
                "std::io",
                "std::net",
                "std::env",
                "println!",
                "eprintln!",
                "SystemTime",
                "Local::now",
            ] {
                assert!(!code.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

/// What the parts of the workbook may use of one another; `sheets` and `pages` only their own files.
const WORKBOOK: &[(&str, &[&str])] = &[
    ("kit", &["options"]),
    ("cards", &["kit"]),
    ("pages", &["cards", "kit"]),
    ("sheets", &["cards", "kit"]),
    ("registry", &["pages", "sheets", "kit"]),
    ("comparison", &["kit", "options"]),
    ("lists", &["kit", "options"]),
    ("template", &["registry", "kit", "options"]),
];

#[test]
fn a_sheet_knows_no_other_sheet_and_the_kit_no_sheet() {
    let mut seen = 0;
    for (_, path, code) in all() {
        let shown = path.display().to_string().replace('\\', "/");
        let Some((_, inside)) = shown.split_once("/src/workbook/") else { continue };
        let part = inside.split(['/', '.']).next().unwrap_or_default();
        let Some((_, allowed)) = WORKBOOK.iter().find(|(name, _)| *name == part) else { continue };
        seen += 1;
        for used in code.split("crate::workbook::").skip(1) {
            let mut path = used
                .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .next()
                .unwrap()
                .split("::");
            let (other, sheet) = (path.next().unwrap_or_default(), path.next().unwrap_or_default());
            let own = other == part && (part != "sheets" || inside.starts_with(&format!("sheets/{sheet}")));
            assert!(own || allowed.contains(&other), "{shown} uses {other}::{sheet}");
        }
    }
    assert!(seen > 80, "{seen} files were looked at");
}

#[test]
fn every_source_folder_is_known() {
    for (folder, path, _) in all() {
        let known = FOLDERS.iter().any(|(name, _)| *name == folder);
        assert!(known || folder.ends_with(".rs"), "{}: a folder without a rule", path.display());
    }
}

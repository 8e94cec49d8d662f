//! No circle of files in `src`: a file uses files that do not use it. Names that a `mod.rs` hands on (`pub use`)
//! lead to the file that has them. No file and no function is too long to be seen at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Circles that are argued for: their files, and why.
const ARGUED: &[(&[&str], &str)] = &[];

const MOST_LINES: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 80;

/// A path as the code writes it, in segments.
type Segments = Vec<String>;

/// A file with what it names.
#[derive(Default)]
struct Source {
    module: Segments,
    /// Absolute paths that its code names.
    names: BTreeSet<Segments>,
    /// What it hands on: name and absolute path.
    hands_on: BTreeMap<String, Segments>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn module_of(path: &Path) -> Segments {
    let name = name_of(path);
    let stem = name.strip_suffix(".rs").unwrap();
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    let segments = stem.split('/').filter(|s| !["lib", "main", "mod"].contains(s));
    segments.map(str::to_owned).collect()
}

/// The code without comments, and without its tests.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    let plain = body.lines().map(|line| line.split("//").next().unwrap_or_default());
    plain.collect::<Vec<_>>().join("\n")
}

/// `a::{b, c::{d as e, self}}` as its paths, each with the name that it gets.
fn flattened(text: &str, before: &[String], found: &mut Vec<(Segments, String)>) {
    let mut depth = 0;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    for part in parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()) {
        let (path, inner) = match part.split_once('{') {
            Some((path, inner)) => (path, inner.rsplit_once('}').map(|(inner, _)| inner)),
            None => (part, None),
        };
        let (path, alias) = path.split_once(" as ").map_or((path, None), |(p, a)| (p, Some(a.trim())));
        let own =
            path.split("::").map(str::trim).filter(|s| !s.is_empty() && *s != "self" || before.is_empty());
        let own = own.filter(|s| !s.is_empty()).map(str::to_owned);
        let all: Segments = before.iter().cloned().chain(own).collect();
        match inner {
            Some(inner) => flattened(inner, &all, found),
            None => {
                let last = alias.map_or_else(|| all.last().cloned().unwrap_or_default(), str::to_owned);
                found.push((all, last));
            }
        }
    }
}

/// The absolute path of what a module names; none for other crates.
fn absolute(path: &[String], module: &[String], children: &BTreeSet<String>) -> Option<Segments> {
    let mut here: Segments = module.to_vec();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => {
            here.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|s| s == "super") {
                here.pop();
                rest = &rest[1..];
            }
        }
        first if children.contains(first) => {}
        _ => return None,
    }
    here.extend(rest.iter().cloned());
    Some(here)
}

fn read(path: &Path, modules: &BTreeSet<Segments>) -> Source {
    let module = module_of(path);
    let inside = |m: &&Segments| m.len() == module.len() + 1 && m.starts_with(&module);
    let children: BTreeSet<String> =
        modules.iter().filter(inside).filter_map(|m| m.last().cloned()).collect();
    let mut source = Source { module: module.clone(), ..Source::default() };
    let mut code = code(&std::fs::read_to_string(path).unwrap());
    // Imports first; what is left may name paths in full.
    while let Some(at) = code.find("use ").filter(|_| true) {
        let starts = at == 0 || code[..at].ends_with(|c: char| c.is_whitespace() || c == ')');
        let end = code[at..].find(';').map(|e| at + e);
        let (Some(end), true) = (end, starts) else {
            code.replace_range(at..at + 4, "    ");
            continue;
        };
        let line = code[..at].rfind('\n').map_or(0, |l| l + 1);
        let handed_on = code[line..at].trim_start().starts_with("pub");
        let mut found = Vec::new();
        flattened(&code[at + 4..end], &[], &mut found);
        for (path, name) in found {
            let Some(path) = absolute(&path, &module, &children) else { continue };
            if handed_on {
                source.hands_on.insert(name, path);
            } else {
                source.names.insert(path);
            }
        }
        code.replace_range(at..=end, "");
    }
    for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let path: Segments =
            word.trim_matches(':').split("::").filter(|s| !s.is_empty()).map(str::to_owned).collect();
        if path.len() > 1
            && let Some(path) = absolute(&path, &module, &children)
        {
            source.names.insert(path);
        }
    }
    source
}

/// The module that has what a path names, through whatever hands it on.
fn home(path: &[String], sources: &BTreeMap<Segments, Source>, depth: usize) -> Option<Segments> {
    let known = (0..=path.len()).rev().find(|n| sources.contains_key(&path[..*n]))?;
    let (module, rest) = path.split_at(known);
    let handed = rest.first().and_then(|name| sources[module].hands_on.get(name));
    match handed {
        Some(next) if depth > 0 => home(next, sources, depth - 1),
        _ => Some(module.to_vec()),
    }
}

/// Groups of modules that all reach one another.
fn circles(uses: &BTreeMap<Segments, BTreeSet<Segments>>) -> Vec<BTreeSet<Segments>> {
    let reach = |from: &Segments| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from.clone()];
        while let Some(at) = open.pop() {
            for next in uses.get(&at).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Segments, BTreeSet<Segments>> = uses.keys().map(|m| (m, reach(m))).collect();
    let mut found: Vec<BTreeSet<Segments>> = Vec::new();
    for (module, reaches) in &reached {
        if found.iter().any(|circle| circle.contains(*module)) || !reaches.contains(*module) {
            continue;
        }
        let back = |other: &&Segments| reached.get(other).is_some_and(|r| r.contains(*module));
        found.push(reaches.iter().filter(back).cloned().collect());
    }
    found
}

/// What the files of a circle use of one another: where it can be cut.
fn edges(circle: &[String], uses: &BTreeMap<Segments, BTreeSet<Segments>>) -> Vec<String> {
    let within = |module: &&String| circle.contains(*module);
    let uses = |from: &String| {
        let used = uses.iter().filter(|(module, _)| module.join("::") == *from).flat_map(|(_, used)| used);
        let used: Vec<String> = used.map(|module| module.join("::")).collect();
        format!("{from} -> {}", used.iter().filter(within).cloned().collect::<Vec<_>>().join(", "))
    };
    circle.iter().map(uses).collect()
}

fn sources() -> BTreeMap<Segments, Source> {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    assert!(paths.len() > 100, "the walk found the sources");
    let modules: BTreeSet<Segments> = paths.iter().map(|p| module_of(p)).collect();
    paths.iter().filter(|p| !p.ends_with("main.rs")).map(|p| (module_of(p), read(p, &modules))).collect()
}

#[test]
fn no_circle_of_files() {
    let sources = sources();
    let uses: BTreeMap<Segments, BTreeSet<Segments>> = sources
        .values()
        .map(|source| {
            let homes = source.names.iter().filter_map(|path| home(path, &sources, 5));
            (source.module.clone(), homes.filter(|m| *m != source.module).collect())
        })
        .collect();
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 400, "the paths were found");
    let circles: BTreeSet<Vec<String>> = circles(&uses)
        .into_iter()
        .map(|circle| circle.into_iter().map(|module| module.join("::")).collect())
        .collect();
    let argued: BTreeSet<Vec<String>> =
        ARGUED.iter().map(|(files, _)| files.iter().map(|f| (*f).to_owned()).collect()).collect();
    let news: Vec<_> = circles.difference(&argued).collect();
    let edges: Vec<String> = news.iter().flat_map(|circle| edges(circle, &uses)).collect();
    assert!(edges.is_empty(), "{edges:#?}");
    let gone: Vec<_> = argued.difference(&circles).collect();
    assert!(gone.is_empty(), "no circle any more, and still argued for: {gone:#?}");
}

#[test]
fn a_circle_would_be_found() {
    let module = |name: &str| vec![name.to_owned()];
    let uses: BTreeMap<Segments, BTreeSet<Segments>> = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]
        .map(|(from, to)| (module(from), BTreeSet::from([module(to)])))
        .into();
    assert_eq!(circles(&uses), [BTreeSet::from(["a", "b", "c"].map(module))]);
    let mut found = Vec::new();
    flattened("super::{a::{self, B as C}, d}", &[], &mut found);
    let found: Vec<String> = found.iter().map(|(path, name)| format!("{} {name}", path.join("::"))).collect();
    assert_eq!(found, ["super::a a", "super::a::B C", "super::d d"]);
}

#[test]
fn no_file_is_too_long() {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let long = |path: &PathBuf| std::fs::read_to_string(path).unwrap().lines().count() > MOST_LINES;
    let found: BTreeSet<String> = paths.iter().filter(|p| long(p)).map(|p| name_of(p)).collect();
    assert!(found.is_empty(), "longer than {MOST_LINES} lines: {found:#?}");
}

#[test]
fn no_function_is_too_long() {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let mut found = BTreeSet::new();
    for path in &paths {
        let text = code(&std::fs::read_to_string(path).unwrap());
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some((before, after)) = line.split_once("fn ") else { continue };
            let indent = line.len() - line.trim_start().len();
            let begins = before
                .trim()
                .split(' ')
                .all(|w| ["", "pub", "pub(super)", "pub(crate)", "const", "async"].contains(&w));
            if !begins {
                continue;
            }
            // Formatted code ends a function with a brace below its beginning.
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().position(|l| *l == closing).unwrap_or(0);
            if length > MOST_LINES_OF_A_FUNCTION {
                let name = after.split(['(', '<']).next().unwrap_or_default();
                found.insert((name_of(path), name.to_owned()));
            }
        }
    }
    assert!(found.is_empty(), "longer than {MOST_LINES_OF_A_FUNCTION} lines: {found:#?}");
}

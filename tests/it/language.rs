//! What a person reads is wholly in one language: help, mistakes, errors. And no text of the kind stands in code.

use crate::support::Desk;
use std::path::{Path, PathBuf};

/// Command lines that go wrong, each in its own way; what they need stands in [`desk`].
const WRONG: &[&[&str]] = &[
    &["plan"],
    &["frobnicate"],
    &["plna"],
    &["plan", "a.csv", "--frob"],
    &["plan", "a.csv", "--jsn", "-"],
    &["plan", "a.csv", "--json"],
    &["plan", "a.csv", "--formulas", "never"],
    &["plan", "a.csv", "--header-row", "0"],
    &["plan", "a.csv", "--top", "x"],
    &["plan", "a.csv", "--today", "yesterday"],
    &["plan", "a.csv", "--threads", "0"],
    &["plan", "a.csv", "--map", "nothing"],
    &["plan", "a.csv", "--map", "anual_revenue=C"],
    &["plan", "a.csv", "--map", "id=Nowhere"],
    &["plan", "a.csv", "--unit", "annual_revenue=x"],
    &["plan", "a.csv", "--sheet", "x"],
    &["plan", "a.csv", "--each", "--previous", "a.csv"],
    &["plan", "a.csv", "--each"],
    &["plan", "a.csv", "--out-dir", "x"],
    &["plan", "a.csv", "--capacity", "visits"],
    &["plan", "a.csv", "--capacity", "visits=many"],
    &["plan", "a.csv", "--previous", "a.csv"],
    &["plan", "a.csv", "--split-by", "nothing"],
    &["plan", "a.csv", "-o", "a.csv"],
    &["plan", "a.csv", "-o", "folder"],
    &["plan", "a.csv", "-o", "folder.xlsx"],
    &["plan", "a.csv", "-o", "no/x.xlsx"],
    &["plan", "a.csv", "-o", "a.csv/x.xlsx"],
    &["plan", "a.csv", "-o", "x.xlsx", "--json", "x.xlsx"],
    &["plan", "a.csv", "-o", "x.xlsx", "--json", "a.csv"],
    &["plan", "a.csv", "-o", "taken.xlsx"],
    &["plan", "a.csv", "--json", "taken.xlsx"],
    &["plan", "a.csv", "--csv", "csv"],
    &["plan", "a.csv", "--config", "no.toml"],
    &["plan", "a.csv", "--config", "syntax.toml"],
    &["plan", "a.csv", "--config", "unknown.toml"],
    &["plan", "a.csv", "--config", "range.toml"],
    &["plan", "a.csv", "--config", "kind.toml"],
    &["plan", "a.csv", "--config", "resource.toml"],
    &["plan", "a.csv", "--config", "resource_key.toml"],
    &["plan", "a.csv", "--config", "limits.toml"],
    &["plan", "a.csv", "--config", "limits_key.toml"],
    &["plan", "a.csv", "--config", "bytes.toml"],
    &["plan", "a.csv", "--config", "folder"],
    &["plan", "a.csv", "--mapping", "no.toml"],
    &["plan", "a.csv", "--mapping", "syntax.toml"],
    &["plan", "a.csv", "--mapping", "unknown.toml"],
    &["plan", "a.csv", "--mapping", "mapping.toml"],
    &["plan", "a.csv", "--templates", "theme"],
    &["plan", "a.csv", "--templates", "theme_key"],
    &["plan", "a.csv", "--templates", "labels"],
    &["plan", "a.csv", "--templates", "rules"],
    &["plan", "a.csv", "--templates", "method"],
    &["plan", "a.csv", "--templates", "logo"],
    &["plan", "a.csv", "--templates", "picture"],
    &["plan", "a.csv", "--templates", "nowhere"],
    &["plan", "a.csv", "--templates", "folder"],
    &["plan", "a.csv", "--templates", "misnamed"],
    &["plan", "a.csv", "--templates", "kind"],
    &["plan", "a.csv", "--templates", "text"],
    &["plan", "a.csv", "--config", "order.toml"],
    &["plan", "a.csv", "--config", "half.toml"],
    &["plan", "a.csv", "--config", "floor.toml"],
    &["config", "--templates", "theme"],
    &["compare", "a.csv"],
    &["compare", "a.csv", "a.csv", "-o", "a.csv"],
    &["columns", "a.csv", "--save", "a.csv"],
    &["check", "a.csv", "--rejected", "x.csv"],
    &["template", "-o", "taken.xlsx"],
    &["man", "paln"],
    &["completions", "sh"],
];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,5\n");
    desk.text("taken.xlsx", "mine");
    desk.text("folder.xlsx/x", "");
    desk.text("folder/x", "");
    desk.text("csv/accounts.csv", "mine");
    desk.text("syntax.toml", "a = = 1\n");
    desk.text("bytes.toml", b"a = \"\xff\"\n");
    desk.text("unknown.toml", "core_shar = 0.2\n");
    desk.text("range.toml", "probability_high = 7\n");
    desk.text("kind.toml", "probability_high = \"much\"\n");
    desk.text("resource.toml", "[resource.visits]\ncapacity = -1\n");
    desk.text("resource_key.toml", "[resource.visits]\ncapacty = 1\n");
    desk.text("limits.toml", "[limits]\ncells = 0.5\n");
    desk.text("limits_key.toml", "[limits]\ncels = 1\n");
    desk.text("mapping.toml", "[[sheet]]\nkind = \"acounts\"\n");
    desk.text("theme/theme.toml", "[colors]\nband = \"blue\"\n");
    desk.text("theme_key/theme.toml", "fond = \"x\"\n");
    desk.text("labels/labels.zh.toml", "[sheet]\noverview = 1\n");
    desk.text("labels/labels.en.toml", "[sheet]\noverview = 1\n");
    desk.text("rules/rules.toml", "[role_weights]\nboss = 1.0\n");
    desk.text("method/method.toml", "[core_shar]\nvalue = 1\n");
    desk.text("logo/theme.toml", "logo = \"nothing.png\"\n");
    desk.text("picture/theme.toml", "logo = \"logo.png\"\n");
    desk.text("picture/logo.png", "no picture");
    desk.text("misnamed/lables.en.toml", "");
    desk.text("kind/theme.toml", "company = 1\n");
    desk.text("text/labels.zh.toml", "[severity]\neror = \"x\"\n");
    desk.text("text/labels.en.toml", "[severity]\neror = \"x\"\n");
    desk.text("order.toml", "probability_high = 0.1\n");
    desk.text("half.toml", "top_accounts = 2.5\n");
    desk.text("floor.toml", "[resource.visits]\nfloor_core = 9\ncap_core = 3\n");
    desk
}

/// Three Latin words in a row that are neither option, file, code nor command to type.
fn latin_sentence(text: &str) -> Option<String> {
    let plain = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic())
    };
    for line in text.lines() {
        let words: Vec<&str> = line.split([' ', '\u{3000}']).collect();
        for at in 0..words.len().saturating_sub(2) {
            let typed =
                words[..=at].contains(&"keyplan") || words[..=at].iter().any(|w| w.ends_with("keyplan"));
            if !typed && words[at..at + 3].iter().all(|word| plain(word)) {
                return Some(line.to_owned());
            }
        }
    }
    None
}

fn han(text: &str) -> Option<&str> {
    text.lines().find(|line| line.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)))
}

#[test]
fn what_goes_wrong_is_told_in_the_language_asked_for_alone() {
    assert!(latin_sentence("keyplan: 出错：unexpected end of file").is_some());
    let desk = desk();
    for args in WRONG {
        let told = |language: &str| {
            let run = desk.run(&[args, &["--lang", language][..]].concat());
            let told = String::from_utf8(run.stderr).unwrap();
            assert_eq!(run.status.code(), Some(2), "{args:?}\n{told}");
            assert!(run.stdout.is_empty(), "{args:?}");
            told
        };
        let (zh, en) = (told("zh"), told("en"));
        assert!(han(&zh).is_some(), "{args:?}\n{zh}");
        assert_eq!(latin_sentence(&zh.replace("keyplan: ", "")), None, "{args:?}");
        assert_eq!(han(&en), None, "{args:?}");
        for text in [&zh, &en] {
            let lower = text.to_lowercase();
            let foreign = ["os error", "toml parse", "unknown field `", "请报告", "please report"];
            assert!(!foreign.iter().any(|word| lower.contains(word)), "{args:?}\n{text}");
            assert!(
                !text.starts_with("error") && !text.contains('{') && !text.contains("wrong."),
                "{args:?}\n{text}"
            );
        }
    }
}

const COMMANDS: [&str; 11] = [
    "plan",
    "check",
    "explain",
    "columns",
    "compare",
    "template",
    "demo",
    "config",
    "schema",
    "completions",
    "man",
];

#[test]
fn help_and_manual_are_in_one_language_grouped_and_with_two_examples() {
    let desk = Desk::new();
    let shown = |args: &[&str]| {
        let run = desk.run(args);
        assert!(run.status.success() && run.stderr.is_empty(), "{args:?}");
        String::from_utf8(run.stdout).unwrap()
    };
    let mut pages = vec![vec!["--help"], vec!["-h"]];
    pages.extend(COMMANDS.map(|command| vec![command, "--help"]));
    pages.extend(COMMANDS.map(|command| vec!["help", command]));
    for page in &pages {
        let zh = shown(&[page.as_slice(), &["--lang", "zh"]].concat());
        let en = shown(&[&["--lang", "en"], page.as_slice()].concat());
        assert_eq!(latin_sentence(&zh), None, "{page:?}");
        assert_eq!(han(&en), None, "{page:?}");
        for (text, examples) in [(&zh, "示例："), (&en, "Examples:")] {
            let (_, after) = text.split_once(examples).unwrap_or_else(|| panic!("{page:?} {text}"));
            assert_eq!(after.lines().filter(|l| l.trim_start().starts_with("keyplan ")).count(), 2, "{text}");
            assert!(text.lines().all(|line| !line.trim_end().ends_with("  ")), "{text}");
        }
        // Every option says what it does.
        for line in zh.lines().filter(|l| l.trim_start().starts_with('-')) {
            assert!(han(line).is_some(), "{page:?} {line}");
        }
    }
    let plan = shown(&["plan", "--help", "--lang", "zh"]);
    for group in ["输入:", "怎样读名单:", "怎样做计划:", "写出什么:", "设置:", "各命令通用:"]
    {
        assert!(plan.contains(group), "{group} {plan}");
    }
    for command in COMMANDS {
        let zh = shown(&["man", command, "--lang", "zh"]);
        assert!(zh.contains(&format!("keyplan\\-{command}")) && zh.contains(".SH 示例"), "{zh}");
        assert!(!zh.contains(".SH EXTRA") && !zh.contains(".SH OPTIONS"), "{zh}");
        assert!(shown(&["man", command, "--lang", "en"]).contains(".SH EXAMPLES"));
    }
}

#[test]
fn common_options_stand_before_or_after_every_command() {
    let desk = desk();
    for command in [
        vec!["plan", "a.csv", "-o", "x.plan.xlsx"],
        vec!["check", "a.csv"],
        vec!["columns", "a.csv"],
        vec!["compare", "a.csv", "a.csv"],
        vec!["template", "-o", "t.xlsx"],
        vec!["demo", "--out-dir", "folder"],
        vec!["config"],
        vec!["completions", "bash"],
        vec!["man"],
    ] {
        let common = ["-q", "-v", "--lang", "en", "--color", "never", "--no-progress"];
        let force: &[&str] = match command[0] {
            "plan" | "check" | "columns" | "compare" | "template" | "demo" => &["--force"],
            _ => &[],
        };
        let before = desk.run(&[&common, command.as_slice(), force].concat());
        let after = desk.run(&[command.as_slice(), force, &common].concat());
        for run in [&before, &after] {
            let told = String::from_utf8_lossy(&run.stderr);
            assert!(matches!(run.status.code(), Some(0 | 1)), "{command:?} {told}");
            assert_eq!(han(&told), None, "{command:?}");
        }
        assert_eq!(before.stdout, after.stdout, "{command:?}");
    }
    // Quiet is quiet.
    assert!(desk.run(&["-q", "template", "-o", "u.xlsx"]).stderr.is_empty());
    assert!(desk.run(&["-q", "demo", "--out-dir", "."]).stderr.is_empty());
}

#[test]
fn alone_it_says_in_three_lines_what_to_do() {
    let desk = Desk::new();
    for (lang, word) in [("zh", "拖到程序上"), ("en", "drop the list")] {
        let run = desk.run(&["--lang", lang]);
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!((run.status.code(), told.lines().count()), (Some(2), 3), "{told}");
        assert!(told.contains(word), "{told}");
    }
    if cfg!(windows) {
        // There the system says the language, no variable.
        return;
    }
    for (locale, word) in [("zh_CN.UTF-8", "拖到程序上"), ("de_DE.UTF-8", "drop the list"), ("C", "drop")]
    {
        let run = desk.run_with(&[("LC_ALL", locale), ("LANG", locale)], &[]);
        assert!(String::from_utf8_lossy(&run.stderr).contains(word), "{locale}");
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// The texts in quotation marks of a source file, without comments, attributes and its test module.
fn literals(source: &str) -> Vec<String> {
    let body = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = |line: &&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('#');
    let body: String = body.lines().filter(code).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let mut chars = body.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if c == '"' && before != '\'' {
            let mut text = String::new();
            while let Some(inner) = chars.next() {
                match inner {
                    '\\' => text.extend(chars.next()),
                    '"' => break,
                    inner => text.push(inner),
                }
            }
            found.push(text);
        }
        before = c;
    }
    found
}

/// A sentence: two words of two letters or more with a blank between them, the second in small letters, once the
/// places for values and names of files are taken away; or six Han characters. Formulas, keys, codes, formats and
/// words of lists have none of these.
fn sentence(text: &str) -> bool {
    if text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count() >= 6 {
        return !text.contains("零一二三");
    }
    let mut bare = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> =
        bare.split(' ').filter(|word| !word.contains(".toml:") && !word.contains(".xml:")).collect();
    words.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        let first = first.trim_end_matches([',', ';', ':']);
        let letters = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        letters(first)
            && letters(second.trim_end_matches([',', '.', ';', ':', '?']))
            && second.chars().all(|c| !c.is_ascii_uppercase())
    })
}

/// Files that hold the words of others: of libraries and formats, to be recognised, never shown.
const WORDS_OF_OTHERS: [&str; 3] = ["import/raw/cause.rs", "import/raw/child.rs", "import/raw/detect.rs"];

#[test]
fn no_text_that_a_user_reads_stands_in_code() {
    assert!(sentence("{rows} rows do not fit a sheet") && sentence("unknown key {key}, expected one"));
    assert!(
        sentence("这个文件无法读取")
            && !sentence("IF({a}=\"\",\"\",{b})")
            && !sentence("rules.toml: stages.x")
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 200, "the walk found the sources");
    for path in files {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&path).unwrap();
        let texts = literals(&source);
        if !WORDS_OF_OTHERS.contains(&name.as_str()) {
            let found = texts.iter().find(|text| sentence(text));
            assert_eq!(found, None, "{name}: texts stand in templates/labels.*.toml");
        }
        // An error without a key cannot be put into words.
        let body = source.split("#[cfg(test)]").next().unwrap_or_default();
        for word in [
            "anyhow!(",
            "bail!(",
            "ensure!(",
            ".with_context(",
            ".context(\"",
            "Error::msg(",
            "Err(\"",
            "ok_or(\"",
        ] {
            assert!(!body.contains(word), "{name}: {word} where config::Said is meant");
        }
    }
}

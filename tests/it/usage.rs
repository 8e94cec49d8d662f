//! What a person reads who mistypes: short, in the language asked for or in both, never the parser's words.

use crate::support::Desk;

/// Exit code and what stands on stderr.
fn run(desk: &Desk, args: &[&str]) -> (Option<i32>, String) {
    let run = desk.run(args);
    assert!(run.stdout.is_empty(), "nothing on stdout");
    (run.status.code(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn mistakes_are_told_in_the_language_asked_for() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAcme,5\n");
    for (args, zh, en) in [
        (vec!["plan"], "请写上名单文件", "name a list"),
        (vec!["plan", "a.csv", "--frob"], "没有 --frob 这个选项", "no option --frob"),
        (vec!["check", "--jsn", "-", "a.csv"], "是不是 --json", "did you mean --json"),
        (vec!["plan", "a.csv", "--map", "anual_revenue=C"], "annual_revenue？", "annual_revenue?"),
        (vec!["plan", "a.csv", "--unit", "annual_revenue=x"], "大于 0 的倍数", "factor above 0"),
        (vec!["plan", "a.csv", "--header-row", "0"], "1048576 的行号", "a row from 1"),
        (vec!["plan", "a.csv", "--today", "2026-13-01"], "2026-01-31", "2026-01-31"),
        (vec!["plan", "a.csv", "--sheet", "x"], "没有这张工作表", "no such sheet"),
        (vec!["plan", "a.csv", "--map", "id=Nowhere"], "没有这一列", "no such column"),
        (vec!["plan", "a.csv", "--config", "no.toml"], "读不了设置文件 no.toml", "settings no.toml cannot"),
    ] {
        let both = run(&desk, &args);
        let chinese = run(&desk, &[args.clone(), vec!["--lang", "zh"]].concat());
        let english = run(&desk, &[args.clone(), vec!["--lang=en"]].concat());
        for (code, text) in [&both, &chinese, &english] {
            assert_eq!(*code, Some(2), "{args:?} {text}");
            assert!(!text.contains("error:") && !text.contains("os error"), "{text}");
        }
        assert!(both.1.contains(zh) && both.1.contains(en), "{}", both.1);
        assert!(chinese.1.contains(zh) && (zh == en || !chinese.1.contains(en)), "{}", chinese.1);
        assert!(english.1.contains(en) && (zh == en || !english.1.contains(zh)), "{}", english.1);
    }
    // Once a list is read, its language is known.
    for (more, words) in
        [(&[][..], "Cannot write into the folder no"), (&["--lang", "zh"], "无法写入文件夹 no")]
    {
        let (code, text) = run(&desk, &[&["plan", "a.csv", "-o", "no/x.xlsx"], more].concat());
        assert!(code == Some(2) && text.contains(words), "{text}");
        assert!(!text.contains("os error"), "{text}");
    }
    let (code, text) = run(&desk, &["plna"]);
    assert!(code == Some(2) && text.contains("是不是 plan") && text.lines().count() == 3, "{text}");
}

#[test]
fn help_is_no_mistake() {
    let desk = Desk::new();
    for args in [vec!["--help"], vec!["plan", "--help"], vec!["--version"]] {
        assert_eq!(desk.run(&args).status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_in_plain_words() {
    let desk = Desk::new();
    desk.book(
        "list.xlsx",
        &[("s", vec![vec![crate::support::C::T("Customer")], vec![crate::support::C::T("Acme")]])],
    );
    let whole = std::fs::read(desk.path("list.xlsx")).unwrap();
    desk.text("cut.xlsx", &whole[..whole.len() / 2]);
    for (lang, words) in [("zh", "文件无法读取：文件不完整"), ("en", "cannot be read: it is incomplete")]
    {
        let (code, json) = desk.plan(&["cut.xlsx", "--lang", lang]);
        assert_eq!(code, 2);
        assert_eq!(json["inputs"][0]["error"], "file_unreadable");
        let message = json["issues"][0]["message"].as_str().unwrap();
        assert!(message.contains(words), "{message}");
        let lower = message.to_lowercase();
        assert!(!["zip", "xml", "eof", "invalid", "@"].iter().any(|w| lower.contains(w)), "{message}");
    }
}

//! What stands in a terminal: it fits, it is aligned, colour only repeats what the words say.

use crate::support::Desk;
use unicode_width::UnicodeWidthStr;

/// A list with long headers, bad rows and several issues of one kind.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut list = String::from(
        "客户名称,我司本年度含税销售额合计（万元）（财务口径，截至上月末）,重复销售,Unbelievably long further header of no known meaning\n",
    );
    for row in 0..12 {
        list.push_str(&format!("客户{row},{row},很多很多很多很多很多的重复销售,x\n"));
    }
    list.push_str(",5,1,x\n,6,1,x\n甲,7,1,x\n");
    desk.text("名单.csv", list);
    desk
}

fn shown(desk: &Desk, variables: &[(&str, &str)], args: &[&str]) -> (String, String) {
    let run = desk.run_with(variables, args);
    (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn columns_and_issues_fit_narrow_and_wide_terminals() {
    let desk = desk();
    for width in ["60", "80", "150"] {
        let limit: usize = width.parse().unwrap();
        for lang in ["zh", "en"] {
            let (columns, _) = shown(&desk, &[("COLUMNS", width)], &["columns", "名单.csv", "--lang", lang]);
            let (_, issues) = shown(&desk, &[("COLUMNS", width)], &["check", "名单.csv", "--lang", lang]);
            for line in columns.lines().chain(issues.lines()) {
                assert!(line.width() <= limit, "{width}: {line}");
            }
            let arrows: Vec<usize> =
                columns.lines().filter_map(|l| l.split_once(" → ")).map(|(head, _)| head.width()).collect();
            assert_eq!(arrows.len(), 4, "{columns}");
            assert!(arrows.iter().all(|a| *a == arrows[0]), "aligned\n{columns}");
        }
    }
    let (narrow, _) = shown(&desk, &[("COLUMNS", "60")], &["columns", "名单.csv"]);
    assert!(narrow.contains('…'), "{narrow}");
}

#[test]
fn issues_of_one_kind_stand_together_with_a_count_and_the_first_places() {
    let desk = desk();
    let (_, text) = shown(&desk, &[("COLUMNS", "100")], &["check", "名单.csv"]);
    assert!(text.contains("unreadable_amount × 12"), "{text}");
    assert_eq!(text.matches("missing_name").count(), 1);
    assert!(text.contains("名单 › A14, A15") || text.contains("名单 › B14, B15"), "{text}");
}

#[test]
fn colour_only_when_wanted_and_never_alone() {
    let desk = desk();
    let coloured = |variables: &[(&str, &str)], args: &[&str]| {
        let (_, text) = shown(&desk, variables, args);
        assert!(text.contains("错误"), "the word stands there: {text}");
        text.contains('\u{1b}')
    };
    assert!(!coloured(&[], &["check", "名单.csv"]), "no terminal");
    assert!(coloured(&[("NO_COLOR", "1")], &["check", "名单.csv", "--color", "always"]), "asked for");
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["check", "名单.csv", "--color", "never"]));
}

#[test]
fn quiet_tells_errors_only() {
    let desk = desk();
    let (_, text) = shown(&desk, &[], &["check", "名单.csv", "-q"]);
    assert!(text.contains("错误") && !text.contains("提示") && !text.contains("读入"), "{text}");
    desk.text("good.csv", "Customer,Sales\nAcme,1\n");
    let (out, text) = shown(&desk, &[], &["plan", "good.csv", "-q"]);
    assert_eq!((out.as_str(), text.as_str()), ("", ""));
}

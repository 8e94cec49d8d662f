//! A person's templates are laid over ours key by key; what there is not, what is misnamed and what cannot be is
//! refused with the nearest there is.

use crate::support::Desk;
use serde_json::Value;

const LIST: &str = "Customer,Repeat sales,New business,Probability\nAcme,500,100,high\nBeta,700,0,low\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.text("list.csv", LIST);
    desk
}

/// Exit code and what is told.
fn told(desk: &Desk, args: &[&str]) -> (Option<i32>, String) {
    let all = [&["plan", "list.csv", "-o", "x.xlsx", "--force", "--lang", "en"], args].concat();
    let run = desk.run(&all);
    (run.status.code(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn a_template_with_some_keys_changes_these_alone() {
    let desk = desk();
    let plan = |args: &[&str]| {
        let (code, json) = desk.plan(&[&["list.csv", "--lang", "en"], args].concat());
        assert_eq!(code, 0);
        (json, std::fs::read(desk.path("out.plan.xlsx")).unwrap())
    };
    let (before, book) = plan(&[]);
    // The same values as ours change nothing, byte for byte.
    desk.text("same/theme.toml", "font_en = \"Calibri\"\n[colors]\ncore = \"0072B2\"\n");
    desk.text("same/labels.en.toml", "[severity]\nerror = \"Error\"\n");
    desk.text("same/method.toml", "[core_share]\nunit = \"fraction\"\n");
    desk.text("same/rules.toml", "[role_weights]\napprover = 5\n");
    let (after, same) = plan(&["--templates", "same"]);
    assert!(before == after && book == same);
    // One colour: nothing else turns black.
    desk.text("one/theme.toml", "[colors]\ncore = \"123456\"\n");
    let (_, one) = plan(&["--templates", "one"]);
    let styles = |book: &[u8]| {
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
        std::io::read_to_string(book.by_name("xl/styles.xml").unwrap()).unwrap()
    };
    // Tables mark segments by a tint of their colour.
    let before_as_one = styles(&one).replace("FF123456", "FF0072B2").replace("FFC3CCD4", "FFBFDBEB");
    assert_eq!(before_as_one, styles(&book));
    // One label, one value of the method, one word of lists.
    desk.text("label/labels.en.toml", "[terminal]\nwritten = \"finished: {path}\"\n");
    let (code, said) = told(&desk, &["--templates", "label"]);
    assert!(code == Some(0) && said.contains("finished: x.xlsx") && said.contains("key persons"), "{said}");
    desk.text("value/method.toml", "[probability_high]\nvalue = 0.9\n");
    let (changed, _) = plan(&["--templates", "value"]);
    let probability = |json: &Value| crate::support::account(json, "Acme")["probability"].as_f64();
    assert_eq!((probability(&before), probability(&changed)), (Some(0.8), Some(0.9)));
    desk.text("word/columns.toml", "[accounts]\nname = [\"Firmenkunde\"]\n");
    desk.text("list2.csv", LIST.replace("Customer", "Firmenkunde"));
    let (_, json) = desk.plan(&["list2.csv", "--templates", "word"]);
    assert_eq!(json["totals"]["accounts"], 2);
}

#[test]
fn what_there_is_not_is_refused_with_the_nearest() {
    let desk = desk();
    let cases: &[(&str, &str, &str)] = &[
        ("theme.toml", "[colors]\ncoer = \"123456\"", "did you mean core?"),
        ("theme.toml", "[colour]\ncore = \"123456\"", "did you mean colors?"),
        ("theme.toml", "[colors]\ncore = \"blue\"", "RRGGBB"),
        ("theme.toml", "company = 5", "a text"),
        ("theme.toml", "unit = \"dozen\"", "dozen"),
        ("labels.en.toml", "[severity]\neror = \"x\"", "did you mean error?"),
        ("labels.en.toml", "severity = \"x\"", "a table"),
        ("method.toml", "[core_shar]\nvalue = 0.2", "did you mean core_share?"),
        ("method.toml", "[core_share]\nvalu = 0.2", "did you mean value?"),
        ("method.toml", "[core_share]\nvalue = 7", "between"),
        ("method.toml", "[top_accounts]\nvalue = 2.5", "a whole number"),
        ("method.toml", "[probability_high]\nvalue = 0.1", "must not exceed"),
        ("limits.toml", "[cels]\nvalue = 1", "did you mean cells?"),
        ("rules.toml", "[role_weights]\naprover = 1", "did you mean approver?"),
        (
            "rules.toml",
            "[stages.mine]\noutcome = \"open\"\nnames = [\"x\"]\nprobabilty = 0.1",
            "probabilty is",
        ),
        ("columns.toml", "[acounts]\nname = [\"x\"]", "did you mean accounts?"),
        ("columns.toml", "[accounts]\nname = \"x\"", "a list"),
        ("thema.toml", "company = \"x\"", "did you mean theme.toml?"),
        ("labels.en.tml", "", "did you mean labels.en.toml?"),
        ("readme.txt", "no template at all", "no template"),
    ];
    for (at, (name, text, wanted)) in cases.iter().enumerate() {
        let folder = format!("t{at}");
        desk.text(&format!("{folder}/{name}"), text);
        let (code, said) = told(&desk, &["--templates", &folder]);
        assert_eq!(code, Some(2), "{name} {text}\n{said}");
        assert!(said.contains(wanted), "{name} {text}\n{said}");
        assert!(!desk.path("x.xlsx").exists());
    }
    let (code, said) = told(&desk, &["--templates", "nowhere"]);
    assert!(code == Some(2) && said.contains("nowhere") && said.contains("no such file"), "{said}");
    // A stage of one's own is no mistake.
    desk.text(
        "own/rules.toml",
        "[stages.mine]\noutcome = \"open\"\nnames = [\"Sehr warm\"]\nprobability = 0.7",
    );
    assert_eq!(told(&desk, &["--templates", "own"]).0, Some(0));
}

#[test]
fn settings_that_contradict_one_another_are_refused() {
    let desk = desk();
    for (text, wanted) in [
        (
            "probability_high = 0.1",
            "probability_medium is 0.5 and must not exceed probability_high, which is 0.1",
        ),
        ("probability_low = 0.6", "probability_low is 0.6 and must not exceed"),
        ("laggard_visits_low = 0.9", "laggard_visits_low"),
        ("top_accounts = 2.5", "top_accounts is 2.5; it must be a whole number"),
        ("[resource.visits]\nfloor_core = 9\ncap_core = 3", "resource.visits.floor_core is 9"),
        ("[resource.\"On-site visits\"]\nfloor_core = 9\n[resource.visits]\ncap_core = 3", "floor_core is 9"),
    ] {
        desk.text("mine.toml", text);
        let (code, said) = told(&desk, &["--config", "mine.toml"]);
        assert!(code == Some(2) && said.contains(wanted), "{text}\n{said}");
    }
    desk.text("mine.toml", "probability_high = 0.4\nprobability_medium = 0.3\ntop_accounts = 3.0");
    assert_eq!(told(&desk, &["--config", "mine.toml"]).0, Some(0));
}

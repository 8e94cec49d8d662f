//! `keyplan columns` tells what spoke for and against the kind of each sheet and the field of each column.

use crate::support::Desk;
use serde_json::Value;

const DEALS: &str = "Opportunity,Account,Stage,Amount,Close Date,Gadget Flurbs,Win %\n\
    Line 2,Alder Ltd,Proposal,90,2026-05-01,x,2147852\nParts,Birch plc,Negotiation,40,2026-06-01,y,3147852\n";

fn read(desk: &Desk, args: &[&str]) -> Value {
    let out = desk.run(&[&["columns"], args, &["--json", "-", "-q"]].concat());
    serde_json::from_slice(&out.stdout).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn every_column_says_why_it_is_its_field_or_why_it_is_none() {
    let desk = Desk::new();
    desk.text("deals.csv", DEALS);
    for language in ["en", "zh"] {
        let json = read(&desk, &["deals.csv", "--lang", language]);
        let sheet = &json["inputs"][0]["sheets"][0];
        assert!(!texts(&sheet["for"]).is_empty(), "{sheet:#}");
        for column in sheet["columns"].as_array().unwrap() {
            let (favour, against) = (texts(&column["for"]), texts(&column["against"]));
            assert_eq!(column["field"].is_null(), favour.is_empty(), "{column:#}");
            assert!(!favour.is_empty() || !against.is_empty(), "{column:#}");
            let all = favour.iter().chain(&against);
            assert!(all.clone().all(|text| !text.is_empty() && !text.contains(['{', '@'])), "{column:#}");
        }
    }
    let json = read(&desk, &["deals.csv", "--lang", "en"]);
    let column = |header: &str| {
        let columns = json["inputs"][0]["sheets"][0]["columns"].as_array().unwrap();
        columns.iter().find(|c| c["header"] == header).unwrap().clone()
    };
    assert_eq!(texts(&column("Stage")["for"]), ["its words say it", "2 of 2 texts are known words"]);
    assert_eq!(texts(&column("Amount")["for"])[1], "2 of 2 values are numbers");
    assert_eq!(texts(&column("Win %")["against"]), ["its values do not fit “Probability”"]);
    assert_eq!(texts(&column("Gadget Flurbs")["against"]), ["not known: gadget, flurbs"]);
    let sheet = &json["inputs"][0]["sheets"][0];
    assert!(texts(&sheet["for"])[0].contains("Close Date"), "{sheet:#}");
}

#[test]
fn the_text_says_the_same_behind_a_plus_and_a_minus() {
    let desk = Desk::new();
    desk.text("deals.csv", DEALS);
    for (language, favour, against) in [
        ("en", "+ its words say it; 2 of 2 texts are known words", "− not known: gadget, flurbs"),
        ("zh", "+ 表头用词就是该字段; 2 种文本中 2 种是已知用词", "− 无法识别：gadget, flurbs"),
    ] {
        let out = desk.run(&["columns", "deals.csv", "--lang", language]);
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(text.contains(favour) && text.contains(against), "{text}");
    }
}

/// What stands on another sheet, in legal forms or beside a document's number places the customer, and is told.
#[test]
fn a_customer_that_no_header_names_is_placed_by_its_values() {
    let accounts = "Account,Account no,Revenue\nAlder,K-100,500\nBirch,K-200,700\n";
    let lines = |header: &str, one: &str, two: &str| {
        format!(
            "Invoice No,Invoice Date,{header},Amount\n1,2025-12-01,{one},5\n2,2025-12-02,{two},6\n3,2025-12-03,{one},7\n"
        )
    };
    for (text, field, why) in [
        (lines("Wer", "Alder", "Birch"), "account", "its values are the account names of the sheet accounts"),
        (
            lines("Wer", "K-100", "K-200"),
            "account_id",
            "its values are the account numbers of the sheet accounts",
        ),
        (lines("Wer", "Alder Ltd", "Birch GmbH"), "account", "its values are names of companies"),
    ] {
        let desk = Desk::new();
        desk.text("accounts.csv", accounts);
        desk.text("lines.csv", &text);
        let json = read(&desk, &["accounts.csv", "lines.csv", "--lang", "en"]);
        let sheet = &json["inputs"][1]["sheets"][0];
        assert_eq!(sheet["kind"], "orders", "{text}: {sheet:#}");
        let column = &sheet["columns"][2];
        assert_eq!(column["field"], field, "{text}: {sheet:#}");
        assert_eq!(texts(&column["for"]), [why], "{text}");
        let told = json["issues"].as_array().unwrap().iter().find(|i| i["code"] == "column_placed");
        assert_eq!(told.map(|i| &i["cell"]), Some(&Value::from("C1")), "{text}");
    }
    // Two such columns are a question.
    let desk = Desk::new();
    let two = "Invoice No,Invoice Date,Wer,Wohin,Amount\n1,2025-12-01,Alder Ltd,Oak AG,5\n2,2025-12-02,Birch GmbH,Elm plc,6\n";
    desk.text("lines.csv", two);
    let json = read(&desk, &["lines.csv", "--lang", "en"]);
    assert!(json["issues"].as_array().unwrap().iter().any(|i| i["code"] == "ambiguous_column"), "{json:#}");
}

//! Cells, encodings and formats as strangers' lists have them, through the program.

use crate::support::{C, Desk, account, codes};
use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

fn revenue(json: &serde_json::Value) -> Option<f64> {
    json["totals"]["annual_revenue"].as_f64()
}

fn names(json: &serde_json::Value) -> Vec<String> {
    let name = |a: &serde_json::Value| a["name"].as_str().unwrap().to_owned();
    let mut names: Vec<String> = json["accounts"].as_array().unwrap().iter().map(name).collect();
    names.sort();
    names
}

/// Plans one list of text; exit code 0.
fn planned(text: impl AsRef<[u8]>) -> serde_json::Value {
    let desk = Desk::new();
    desk.text("l.csv", text);
    let (code, json) = desk.plan(&["l.csv"]);
    assert_eq!(code, 0, "{json:#}");
    json
}

#[test]
fn money_as_strangers_write_it() {
    for (cell, amount) in [
        ("20w", 200_000.0),
        ("1.5万", 15_000.0),
        ("\"12,34,567\"", 1_234_567.0),
        ("\"₹ 5,00,000\"", 500_000.0),
        ("Rs 45000", 45_000.0),
        ("1’000’000", 1_000_000.0),
        ("\"1'000'000,00\"", 1_000_000.0),
        ("CHF 3'000.-", 3000.0),
    ] {
        assert_eq!(
            revenue(&planned(format!("Customer,Annual Sales\nAcme,{cell}\n"))),
            Some(amount),
            "{cell}"
        );
    }
}

#[test]
fn semicolons_between_columns_mean_commas_before_decimals_unless_a_cell_proves_otherwise() {
    let read = |rows: &str| planned(format!("Customer;Annual Sales\n{rows}"));
    let json = read("A;1.000\nB;173,900\n");
    assert_eq!(revenue(&json), Some(1173.9));
    assert!(codes(&json).contains(&"doubtful_grouping".to_owned()), "{json:#}");
    assert_eq!(revenue(&read("A;1,234,567\nB;173,900\nC;2,450.75\n")), Some(1_410_917.75));
    assert_eq!(revenue(&planned("Customer,Annual Sales\nA,\"173,900\"\n")), Some(173_900.0));
}

#[test]
fn dates_as_strangers_write_them() {
    for (dates, ambiguous) in [
        (["2025年10月", "25/9/11"], false),
        (["01.03.2025", "02.03.2025"], false),
        (["01.03.25", "2.4.25"], false),
        (["2025-10", "2025/9"], false),
        (["01/02/25", "02/03/25"], true),
    ] {
        let rows: String = dates.iter().map(|date| format!("Acme,{date},100\n")).collect();
        let json = planned(format!("Customer,Order Date,Order Amount\n{rows}"));
        assert_eq!(codes(&json).contains(&"ambiguous_date".to_owned()), ambiguous, "{dates:?}: {json:#}");
        if !ambiguous {
            assert_eq!(revenue(&json), Some(200.0), "{dates:?}");
        }
    }
}

#[test]
fn guarded_numbers_join_the_plain_ones() {
    let desk = Desk::new();
    desk.text("a.csv", "Account ID,Account Name\n=\"00123\",Alfa\n'00124,Beta\n`00125,Gamma\n");
    desk.text(
        "o.csv",
        "Account ID,Order Date,Order Amount\n00123,2025-05-01,10\n00124,2025-05-01,20\n00125,2025-05-01,35\n",
    );
    let (code, json) = desk.plan(&["a.csv", "o.csv"]);
    assert_eq!(code, 0, "{json:#}");
    for (name, id, amount) in [("Alfa", "00123", 10.0), ("Beta", "00124", 20.0), ("Gamma", "00125", 35.0)] {
        let found = account(&json, name);
        assert_eq!(
            (found["id"].as_str(), found["annual_revenue"].as_f64()),
            (Some(id), Some(amount)),
            "{name}"
        );
    }
}

#[test]
fn entities_and_stray_nuls_are_letters_and_nothing() {
    let json = planned("Customer,Annual Sales\nDr&auml;xler &amp; Dahl,100\nAc\0me,5\nR&D; Lab,7\n");
    assert_eq!(names(&json), ["Acme", "Dräxler & Dahl", "R&D; Lab"]);
}

#[test]
fn drawn_lines_are_no_rows() {
    let json =
        planned("客户名称,年销售额\n--------,--------\n北辰机电有限公司,1000000\n======,======\n----\n");
    assert_eq!(
        (names(&json), codes(&json).contains(&"missing_name".to_owned())),
        (vec!["北辰机电有限公司".to_owned()], false)
    );
    let desk = Desk::new();
    desk.book(
        "l.xlsx",
        &[(
            "客户",
            vec![
                vec![C::T("客户名称"), C::T("年销售额")],
                vec![C::T("———"), C::T("———")],
                vec![C::T("甲公司"), C::N(5.0)],
            ],
        )],
    );
    let (code, json) = desk.plan(&["l.xlsx"]);
    assert_eq!((code, names(&json)), (0, vec!["甲公司".to_owned()]));
}

#[test]
fn lists_in_the_encodings_of_the_world() {
    let lists: [(&'static Encoding, &str, &str); 7] = [
        (GB18030, "客户名称,年销售额\n北辰机电有限公司,5\n", "北辰机电有限公司"),
        (BIG5, "客戶名稱,年銷售額\n大立機械股份有限公司,5\n", "大立機械股份有限公司"),
        (BIG5, "Account Name,Annual Sales\n大立機械股份有限公司,5\n", "大立機械股份有限公司"),
        (SHIFT_JIS, "Account Name,Annual Sales\n株式会社アクメ,5\n", "株式会社アクメ"),
        (WINDOWS_1252, "Account Name,Annual Sales\nSociété Générale,5\n", "Société Générale"),
        (WINDOWS_1250, "Account Name,Annual Sales\nŁódzka Spółka Źródło,5\n", "Łódzka Spółka Źródło"),
        (WINDOWS_1251, "Account Name,Annual Sales\nООО Ромашка,5\n", "ООО Ромашка"),
    ];
    for (encoding, list, name) in lists {
        let json = planned(encoding.encode(list).0);
        assert_eq!(names(&json), [name], "{}", encoding.name());
        assert!(codes(&json).contains(&"encoding_assumed".to_owned()), "{json:#}");
    }
    let wide: Vec<u8> = "客户名称,年销售额\n甲公司,5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(names(&planned(wide)), ["甲公司"]);
}

#[test]
fn amounts_beyond_any_list_are_told_and_not_added_up() {
    let json = planned("Customer,Annual Sales,Notes\nA,1e308,x\nB,1e308,y\nC,5,z\n");
    assert_eq!(revenue(&json), Some(5.0));
    let unread =
        json["issues"].as_array().unwrap().iter().filter(|i| i["code"] == "unreadable_value").count();
    assert_eq!(unread, 2, "{json:#}");
}

#[test]
fn a_picture_under_the_name_of_a_list_is_no_list() {
    let desk = Desk::new();
    desk.text("l.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x90\0\0\x01\x90\x08\x06\0\0\0");
    let (code, json) = desk.plan(&["l.csv"]);
    assert_eq!((code, codes(&json)), (2, vec!["file_not_spreadsheet".to_owned()]));
}

#[test]
fn a_probability_column_without_a_probability_is_one_question() {
    let json = planned(
        "客户名称,重复销售额,新业务额,概率\n甲公司,100,50,拿不准\n乙公司,200,60,看情况\n丙公司,200,60,-\n",
    );
    let issues = json["issues"].as_array().unwrap();
    let told: Vec<_> = issues.iter().filter(|i| i["code"] == "column_unreadable").collect();
    assert_eq!((told.len(), told[0]["cell"].as_str()), (1, Some("D1")), "{json:#}");
    assert_eq!(json["totals"]["accounts"], 3);
    assert!(!codes(&json).contains(&"unreadable_amount".to_owned()), "{json:#}");
}

#[test]
fn a_deals_probability_that_nobody_can_read_is_set_aside_and_its_stage_counts() {
    let desk = Desk::new();
    desk.text("a.csv", "客户名称\n甲公司\n乙公司\n丙公司\n");
    desk.text(
        "d.csv",
        "商机名称,客户名称,商机金额,阶段,概率\n一,甲公司,100,谈判,说不清\n二,乙公司,100,谈判,60%\n三,丙公司,100,谈判,140%\n",
    );
    let (code, json) = desk.plan(&["a.csv", "d.csv"]);
    assert_eq!((code, codes(&json).iter().filter(|c| *c == "unreadable_value").count()), (0, 2), "{json:#}");
    let expected = |name: &str| account(&json, name)["expected_value"].as_f64();
    assert_eq!(
        (expected("甲公司"), expected("乙公司"), expected("丙公司")),
        (Some(80.0), Some(60.0), Some(80.0))
    );
}

#[test]
fn a_role_that_nobody_knows_puts_the_value_aside_and_not_the_person() {
    let desk = Desk::new();
    desk.text("a.csv", "客户名称\n甲公司\n");
    desk.text(
        "p.csv",
        "客户名称,姓名,职务,角色,接受度\n甲公司,张三,总经理,大佬,高\n甲公司,李四,经理,决策者,很微妙\n",
    );
    let (code, json) = desk.plan(&["a.csv", "p.csv"]);
    assert_eq!((code, json["totals"]["persons"].as_u64()), (0, Some(2)), "{json:#}");
    assert!(codes(&json).contains(&"unknown_word".to_owned()), "{json:#}");
}

#[test]
fn a_unit_of_a_hundredth() {
    assert_eq!(revenue(&planned("客户名称,年销售额(分)\n北辰机电有限公司,123450000\n")), Some(1_234_500.0));
}

#[test]
fn signs_that_are_part_of_a_name_tell_accounts_apart() {
    let json = planned("客户名称,年销售额\nA+ 科技,1\nA- 科技,2\nA 科技,4\n😀,8\n");
    assert_eq!((names(&json).len(), revenue(&json)), (4, Some(15.0)), "{json:#}");
    let one = planned("Customer,Annual Sales\nCoca-Cola,5\ncoca cola,\nMuster & Co,1\nMuster,\n");
    assert_eq!(names(&one), ["Coca-Cola", "Muster & Co"], "{one:#}");
}

#[test]
fn values_that_differ_by_a_sign_are_parts_of_their_own() {
    let desk = Desk::new();
    desk.text("l.csv", "客户名称,年销售额,等级\n甲,1,A+\n乙,2,A\n丙,3,A-\n丁,4,a\n");
    let run = desk.run(&["plan", "l.csv", "-o", "o.xlsx", "--split-by", "等级"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let files = walk(&desk.path(""));
    let parts = files.iter().filter(|f| f.ends_with(".xlsx") && !f.ends_with("o.xlsx")).count();
    assert_eq!(parts, 3, "{files:?}");
}

/// All files below a folder.
fn walk(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path.to_string_lossy().into_owned()] })
        .collect()
}

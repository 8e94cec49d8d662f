//! One list a flag: what brings it up; and an account in order, which has none.

use crate::support::{Desk, account};
use keyplan::model::Flag;

/// Code, the account's row (or a list with its own header), the rows of its people.
type Case = (&'static str, &'static str, &'static [&'static str]);

const GOOD: &str = "Acme,100,0.5,Price,Transactional";
const ANN: &str = "Acme,Ann,Approver,8,8,2,2026-01-15";
const BOB: &str = "Acme,Bob,Decision maker,8,8,2,2026-01-15";

const CASES: &[Case] = &[
    ("no_approver", GOOD, &[BOB]),
    ("no_decision_maker", GOOD, &[ANN]),
    ("no_champion", GOOD, &["Acme,Ann,Approver,8,2,2,2026-01-15", BOB_SUPPORTS]),
    ("single_contact", GOOD, &[ANN]),
    ("hostile_decider", GOOD, &["Acme,Ann,Approver,2,8,2,2026-01-15", BOB]),
    ("roadblock_without_route", GOOD, &[ANN, BOB, "Acme,Cai,Roadblock,2,2,2,2026-01-15"]),
    ("key_role_not_visited", GOOD, &["Acme,Ann,Approver,8,8,0,2026-01-15", BOB]),
    ("stale_contact", GOOD, &["Acme,Ann,Approver,8,8,2,2020-01-15", BOB]),
    (
        "probability_contradicts_commitment",
        "Acme,100,0.9,Price,Transactional",
        &["Acme,Ann,Approver,2,8,2,2026-01-15", "Acme,Bob,Decision maker,2,8,2,2026-01-15"],
    ),
    ("mode_mismatch", "Acme,100,0.5,Price,Strategic", &[ANN, BOB]),
    ("no_key_person", GOOD, &["Orion,Ann,Approver,8,8,2,2026-01-15"]),
    ("visits_disagree", "Account,Sales,Probability,On-site visits\nAcme,100,0.5,3", &[ANN, BOB]),
    ("losing", "Account,Sales,Previous revenue\nAcme,100,900\nOrion,100,100", &[ANN, BOB]),
    ("loss_making", "Account,Sales,Gross profit\nAcme,100,-20\nOrion,100,30", &[ANN, BOB]),
    ("overdue_deals", GOOD, &[ANN, BOB]),
];

/// A deal that was to close long ago.
const OVERDUE: &str = "Account,Opportunity,Amount,Stage,Close date\nAcme,Deal,100,Proposal,2025-01-15\n";

const BOB_SUPPORTS: &str = "Acme,Bob,Decision maker,8,2,2,2026-01-15";

fn flags(row: &str, people: &[&str], deals: Option<&str>) -> Vec<String> {
    let desk = Desk::new();
    let head = "Account,Sales,Probability,Value Orientation,Selling Mode";
    let own = row.starts_with("Account,");
    desk.text(
        "a.csv",
        if own { format!("{row}\n") } else { format!("{head}\n{row}\nOrion,100,0.5,Price,Transactional\n") },
    );
    let head = "Account,Key person,Decision role,Receptivity (1-10),Dynamics,Visits a Year,Last Contact";
    desk.text("p.csv", format!("{head}\n{}\n", people.join("\n")));
    let mut files = vec!["a.csv", "p.csv"];
    if let Some(deals) = deals {
        desk.text("d.csv", deals);
        files.push("d.csv");
    }
    let (code, json) = desk.plan(&files);
    assert_eq!(code, 0, "{:#}", json["issues"]);
    let flags = account(&json, "Acme")["flags"].as_array().unwrap().clone();
    flags.iter().map(|flag| flag.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_flag_has_a_list_that_raises_it() {
    for flag in Flag::ALL {
        let (code, row, people) = CASES
            .iter()
            .find(|(code, _, _)| *code == flag.code())
            .unwrap_or_else(|| panic!("{flag} has no reproducer"));
        let found = flags(row, people, (*code == "overdue_deals").then_some(OVERDUE));
        assert!(found.iter().any(|f| f == code), "{code} is not among {found:?}");
    }
}

#[test]
fn an_account_in_order_has_no_flag() {
    assert_eq!(flags(GOOD, &[ANN, BOB], None), Vec::<String>::new());
}

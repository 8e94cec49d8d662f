//! Comparing two plans (METHOD §10) on thousands of random pairs: the bridge closes, nothing is nobody's,
//! the same twice is no change, the order of records changes nothing, and backwards is the reverse.

use crate::support::random::{cases, portfolio, shuffled, today};
use chrono::NaiveDate;
use keyplan::config::{Config, Templates};
use keyplan::method::comparison::{
    AccountChange, Cause, Change, Comparison, Outcome, Presence, Record, compare,
};
use keyplan::method::{Plan, plan};
use keyplan::model::{Account, Goal, GoalKind, PlanItem, PlanPart, PlanStatus, Portfolio};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn computed(list: Portfolio) -> Plan {
    plan(list, &CONFIG, today())
}

/// Some accounts have no number, some another name, some are not there.
fn varied(seed: u64) -> Portfolio {
    let mut list = portfolio(seed, 12);
    for (at, account) in list.accounts.iter_mut().enumerate() {
        match (seed as usize + at) % 7 {
            0 => account.id = None,
            1 => account.name = format!("{} Co., Ltd.", account.name),
            2 => account.id = Some(format!("{seed}-{at}")),
            _ => {}
        }
    }
    list
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0) + 1e-6
}

fn compared(old: &Plan, new: &Plan) -> Comparison {
    compare(old, new, &CONFIG)
}

fn reversed<T>(change: Change<T>) -> Change<T> {
    Change { old: change.new, new: change.old }
}

/// By number and name, which no two accounts of these lists share.
fn by_name(comparison: &Comparison) -> BTreeMap<(Option<String>, String), &AccountChange> {
    comparison.accounts.iter().map(|a| ((a.id.clone(), a.name.clone()), a)).collect()
}

/// The bridge between two portfolios of these seeds closes, as a whole, by account and by cause.
fn closes(a: u64, b: u64) -> Result<(), TestCaseError> {
    let (old, new) = (computed(varied(a)), computed(varied(b)));
    let found = compared(&old, &new);
    let bridge = found.bridge;
    prop_assert!(near(bridge.old, old.totals.expected_value.unwrap_or(0.0)));
    // Each account's parts are rounded to 6 decimals; a bridge that falls to little is a difference of much.
    let room = 1e-6 * found.accounts.len() as f64 + 1e-9 * bridge.new.max(bridge.old);
    prop_assert!((bridge.old + bridge.causes.total() - bridge.new).abs() <= room, "{bridge:?}");
    let mut sums = [0.0; 4];
    for account in &found.accounts {
        let value = account.expected_value;
        let delta = value.new.unwrap_or(0.0) - value.old.unwrap_or(0.0);
        prop_assert!(near(account.causes.total(), delta), "{account:?}");
        for (sum, cause) in sums.iter_mut().zip(Cause::ALL) {
            *sum += account.causes.get(*cause);
        }
    }
    for (sum, cause) in sums.iter().zip(Cause::ALL) {
        prop_assert!((sum - bridge.causes.get(*cause)).abs() <= room);
    }
    Ok(())
}

/// Nearly all that there was is gone: what is left is a small difference of large sums.
#[test]
fn a_bridge_that_falls_to_little_closes() {
    closes(8_309_218_683_463_497_903, 18_279_142_035_150_805_900).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn the_bridge_closes(a in any::<u64>(), b in any::<u64>()) {
        closes(a, b)?;
    }

    #[test]
    fn every_account_stands_once(a in any::<u64>(), b in any::<u64>()) {
        let (old, new) = (computed(varied(a)), computed(varied(b)));
        let found = compared(&old, &new);
        let count = |p| found.of(p).count();
        prop_assert_eq!(count(Presence::Kept) + count(Presence::New), new.accounts.len());
        prop_assert_eq!(count(Presence::Kept) + count(Presence::Gone), old.accounts.len());
        let goals = |p: &Plan| p.portfolio.goals.len();
        let entries = |has: fn(&keyplan::method::comparison::EntryChange) -> bool| {
            found.entries.iter().filter(|e| e.record == Record::Goal && has(e)).count()
        };
        prop_assert_eq!(entries(|e| e.old.is_some()), goals(&old));
        prop_assert_eq!(entries(|e| e.new.is_some()), goals(&new));
    }

    #[test]
    fn a_plan_beside_itself_is_empty(a in any::<u64>(), b in any::<u64>()) {
        let list = varied(a);
        let (old, new) = (computed(list.clone()), computed(shuffled(&list, b)));
        let found = compared(&old, &new);
        prop_assert!(found.is_empty(), "{found:#?}");
        prop_assert!(found.ambiguous.is_empty());
        prop_assert_eq!(found.bridge.causes, Default::default());
        prop_assert!(found.movers(1.0).is_empty() && found.movers(-1.0).is_empty());
    }

    #[test]
    fn the_order_of_records_changes_nothing(a in any::<u64>(), b in any::<u64>(), c in any::<u64>()) {
        let (old, new) = (varied(a), varied(b));
        let found = compared(&computed(old.clone()), &computed(new.clone()));
        let other = compared(&computed(shuffled(&old, c)), &computed(shuffled(&new, !c)));
        prop_assert_eq!(found, other);
    }

    #[test]
    fn backwards_is_the_reverse(a in any::<u64>(), b in any::<u64>()) {
        let (old, new) = (computed(varied(a)), computed(varied(b)));
        let (there, back) = (compared(&old, &new), compared(&new, &old));
        prop_assert_eq!(there.accounts.len(), back.accounts.len());
        prop_assert!(near(there.bridge.causes.total(), -back.bridge.causes.total()));
        prop_assert!(near(there.bridge.causes.new, -back.bridge.causes.lost));
        prop_assert!(near(there.bridge.causes.lost, -back.bridge.causes.new));
        let other = by_name(&back);
        for account in there.accounts.iter().filter(|a| a.name_before.is_none()) {
            let Some(mirror) = other.get(&(account.id.clone(), account.name.clone())) else { continue };
            prop_assert_eq!(account.expected_value, reversed(mirror.expected_value));
            prop_assert_eq!(account.rank, reversed(mirror.rank));
            prop_assert_eq!(account.segment, reversed(mirror.segment));
            prop_assert_eq!(account.visits.recommended, reversed(mirror.visits.recommended));
            prop_assert!(near(account.causes.total(), -mirror.causes.total()));
        }
    }
}

fn account(id: Option<&str>, name: &str, repeat: f64, p: f64) -> Account {
    Account {
        id: id.map(str::to_owned),
        name: name.to_owned(),
        repeat_sales: Some(repeat),
        probability: Some(p),
        ..Account::default()
    }
}

fn of(accounts: Vec<Account>) -> Portfolio {
    Portfolio { accounts, ..Portfolio::default() }
}

#[test]
fn the_bridge_by_hand() {
    let old = of(vec![account(Some("1"), "A", 100.0, 0.5), account(Some("2"), "B", 80.0, 0.5)]);
    let new = of(vec![account(Some("1"), "A", 200.0, 0.6), account(Some("3"), "C", 10.0, 1.0)]);
    let found = compared(&computed(old), &computed(new));
    let causes = found.bridge.causes;
    assert_eq!((found.bridge.old, found.bridge.new), (90.0, 130.0));
    // 100 more at 50 %; then 200 at 10 points more; B's 40 are gone, C's 10 are new.
    assert_eq!((causes.potential, causes.probability, causes.lost, causes.new), (50.0, 20.0, -40.0, 10.0));
    assert_eq!(found.movers(1.0)[0].name, "A");
    assert_eq!(found.accounts[0].causes.main(), Some(Cause::Potential));
}

#[test]
fn names_match_only_where_a_number_is_missing() {
    let old = of(vec![
        account(Some("1"), "Acme Co., Ltd.", 1.0, 1.0),
        account(None, "Barton LLC", 2.0, 1.0),
        account(Some("7"), "Kulas", 3.0, 1.0),
        account(None, "Twin", 4.0, 1.0),
        account(None, "Zinc Inc", 5.0, 1.0),
    ]);
    let new = of(vec![
        account(None, "ACME", 1.0, 1.0),
        account(Some("9"), "barton  llc", 2.0, 1.0),
        account(Some("8"), "Kulas", 3.0, 1.0),
        account(Some("5"), "Twin Ltd", 4.0, 1.0),
        account(Some("6"), "Twin Inc", 4.0, 1.0),
        account(None, "Zinc LLC", 5.0, 1.0),
    ]);
    let found = compared(&computed(old), &computed(new));
    let kept: Vec<&str> = found.of(Presence::Kept).map(|a| a.name.as_str()).collect();
    assert_eq!(kept, ["barton  llc", "ACME"], "another number or legal form is another account");
    assert_eq!(found.ambiguous, ["Twin"], "one of two is said, not guessed");
}

#[test]
fn goals_and_actions_are_judged_by_each_plans_day() {
    let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d);
    let goal = |statement: &str, actual: f64, due| Goal {
        account: 0,
        kind: Some(GoalKind::Volume),
        statement: Some(statement.to_owned()),
        metric: None,
        baseline: Some(0.0),
        target: Some(10.0),
        due,
        owner: None,
        actual: Some(actual),
        status: None,
        source: Default::default(),
    };
    let item = |text: &str, status, due| PlanItem {
        account: 0,
        part: Some(PlanPart::Actions),
        topic: None,
        text: text.to_owned(),
        owner: None,
        due,
        amount: None,
        status: Some(status),
        links: None,
        proposal: None,
        choice: None,
        source: Default::default(),
    };
    let mut old = of(vec![account(None, "A", 1.0, 1.0)]);
    let mut new = old.clone();
    old.goals = vec![goal("reach", 3.0, day(12, 1)), goal("late", 3.0, day(2, 1)), goal("was", 10.0, None)];
    new.goals = vec![goal("Reach", 10.0, day(12, 1)), goal("late", 4.0, day(2, 1)), goal("added", 0.0, None)];
    old.plan_items =
        vec![item("call", PlanStatus::Running, day(2, 1)), item("visit", PlanStatus::Draft, day(2, 1))];
    new.plan_items =
        vec![item("call", PlanStatus::Reviewed, day(2, 1)), item("visit", PlanStatus::Draft, day(2, 1))];
    let found = compared(&computed(old), &plan(new, &CONFIG, day(3, 1).unwrap()));
    let told: Vec<(&str, Outcome)> = found.entries.iter().map(|e| (e.text.as_str(), e.outcome)).collect();
    let expected = [
        ("added", Outcome::Open),
        ("late", Outcome::NewlyMissed),
        ("Reach", Outcome::NewlyMet),
        ("was", Outcome::Gone),
        ("call", Outcome::Done),
        ("visit", Outcome::NewlyOverdue),
    ];
    assert_eq!(told, expected);
}

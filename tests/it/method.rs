//! METHOD's invariants on random portfolios: sums, order independence, boundary cases, thread counts.

use crate::support::random::cases;
use chrono::NaiveDate;
use keyplan::config::{Config, Templates};
use keyplan::method::{Plan, plan};
use keyplan::model::{Account, KeyPerson, Language, Portfolio, Role, Scale, Score, Segment, SourceRow};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 31).unwrap()
}

fn portfolio(accounts: Vec<Account>, persons: Vec<KeyPerson>) -> Portfolio {
    Portfolio { accounts, persons, language: Language::En, ..Portfolio::default() }
}

fn computed(accounts: Vec<Account>, persons: Vec<KeyPerson>) -> Plan {
    plan(portfolio(accounts, persons), &CONFIG, today())
}

fn money() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        Just(Some(0.0)),
        (0.0..1e9_f64).prop_map(Some),
        (0_u32..4).prop_map(|n| Some(f64::from(n) * 100.0))
    ]
}

fn probability() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![Just(None), Just(Some(0.0)), Just(Some(1.0)), (0.0..=1.0_f64).prop_map(Some)]
}

prop_compose! {
    fn account()(
        revenue in money(), profit in money(), loss in any::<bool>(), repeat in money(), new in money(),
        p in probability(), p_repeat in probability(), visits in money(), service in money(),
        growth in prop_oneof![Just(None), (-0.5..0.6_f64).prop_map(Some)],
    ) -> Account {
        Account {
            annual_revenue: revenue,
            gross_profit: profit.map(|g| if loss { -g } else { g }),
            repeat_sales: repeat, new_business: new, probability: p, probability_repeat: p_repeat,
            visits, service_cost: service, growth_rate: growth,
            ..Account::default()
        }
    }
}

prop_compose! {
    fn accounts(most: usize)(mut list in prop::collection::vec(account(), 1..most)) -> Vec<Account> {
        for (at, account) in list.iter_mut().enumerate() {
            account.id = Some(format!("{at:05}"));
            account.name = format!("Account {at}");
            account.source = SourceRow { sheet: 0, row: at as u32 + 2 };
        }
        list
    }
}

prop_compose! {
    fn person(accounts: usize)(
        account in 0..accounts, role in 0..Role::ALL.len(),
        r in prop::option::of(1_u8..=10), d in prop::option::of(1_u8..=10), name in 0_u32..1000,
    ) -> KeyPerson {
        KeyPerson {
            account, name: format!("P{name}"), details: Default::default(), role: Role::ALL[role],
            receptivity: r.map(|x| Score::Number(f64::from(x))), dynamics: d.map(|x| Score::Number(f64::from(x))),
            scale: Some(Scale::Ten), stated_commitment: None, visits: None, last_contact: None,
            ..KeyPerson::default()
        }
    }
}

/// Everything computed about an account, by id: comparable whatever the input order.
fn by_id(plan: &Plan) -> BTreeMap<String, String> {
    let row = |a: &keyplan::method::AccountPlan| {
        let mut a = a.clone();
        let id = plan.record(&a).id.clone().unwrap();
        a.account = 0;
        (id, format!("{a:?}"))
    };
    plan.accounts.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn relative_values_sum_to_one_and_ranks_are_complete(list in accounts(60)) {
        let n = list.len();
        let plan = computed(list, Vec::new());
        let sum: f64 = plan.accounts.iter().filter_map(|a| a.relative_value).sum();
        if plan.totals.expected_value.is_some_and(|v| v > 0.0) {
            prop_assert!((sum - 1.0).abs() < 1e-9);
            let last = plan.accounts.iter().rev().find_map(|a| a.cumulative_share).unwrap();
            prop_assert!((last - 1.0).abs() < 1e-9);
        } else {
            prop_assert!(plan.accounts.iter().all(|a| a.relative_value.is_none()));
        }
        let ranks: Vec<u32> = plan.accounts.iter().filter_map(|a| a.rank).collect();
        prop_assert_eq!(ranks, (1..=plan.accounts.iter().filter(|a| a.expected_value.is_some()).count() as u32).collect::<Vec<_>>());
        prop_assert_eq!(plan.accounts.len(), n);
        for pair in plan.accounts.windows(2) {
            prop_assert!(pair[0].expected_value >= pair[1].expected_value.map(|v| v - 1e-6));
        }
    }

    #[test]
    fn segments_cover_all_and_core_keeps_its_quota(list in accounts(60)) {
        let n = list.len();
        let plan = computed(list, Vec::new());
        let count = |s: Segment| plan.accounts.iter().filter(|a| a.segment == s).count();
        prop_assert_eq!(count(Segment::Core) + count(Segment::Growth) + count(Segment::Laggard) + count(Segment::Unassessed), n);
        prop_assert!(count(Segment::Core) <= n.div_ceil(5));
        for account in &plan.accounts {
            prop_assert_eq!(account.drag.is_some(), account.segment == Segment::Laggard);
        }
        let shares: f64 = Segment::ALL.iter().filter_map(|s| plan.diagnosis.of(*s).account_share).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_rows_changes_nothing((list, order) in accounts(40).prop_flat_map(|l| {
        let order: Vec<usize> = (0..l.len()).collect();
        (Just(l), Just(order).prop_shuffle())
    })) {
        let shuffled: Vec<Account> = order.iter().map(|at| list[*at].clone()).collect();
        prop_assert_eq!(by_id(&computed(list, Vec::new())), by_id(&computed(shuffled, Vec::new())));
    }

    #[test]
    fn expected_value_lies_between_zero_and_potential(list in accounts(30)) {
        for account in &computed(list, Vec::new()).accounts {
            match (account.expected_value, account.sales_potential) {
                (Some(value), Some(potential)) => prop_assert!((-1e-9..=potential * (1.0 + 1e-12) + 1e-9).contains(&value)),
                (None, None) => {}
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }

    #[test]
    fn commitment_index_and_coverage_stay_in_their_ranges(people in prop::collection::vec(person(5), 0..40)) {
        let names = (0..5).map(|n| Account { id: Some(n.to_string()), name: n.to_string(), ..Account::default() }).collect();
        let plan = computed(names, people.clone());
        prop_assert_eq!(plan.persons.len(), people.len());
        for account in &plan.accounts {
            prop_assert!(account.commitment_index.is_none_or(|i| (-100.0..=100.0).contains(&i)));
            prop_assert!(account.coverage.is_none_or(|c| (0.0..=1.0).contains(&c)));
            prop_assert_eq!(account.coverage.is_some(), account.persons > 0);
        }
    }
}

fn known(id: &str, repeat: f64, p: f64) -> Account {
    Account {
        id: Some(id.into()),
        name: id.into(),
        repeat_sales: Some(repeat),
        probability: Some(p),
        ..Account::default()
    }
}

#[test]
fn one_account_alone_is_core_with_all_the_value() {
    let plan = computed(vec![known("a", 100.0, 0.5)], Vec::new());
    assert_eq!(plan.accounts[0].relative_value, Some(1.0));
    assert_eq!(plan.accounts[0].segment, Segment::Core);
    assert_eq!(plan.totals.expected_value, Some(50.0));
}

#[test]
fn all_zero_has_no_relative_value_and_says_so() {
    let plan = computed(vec![known("a", 0.0, 0.5), known("b", 10.0, 0.0)], Vec::new());
    assert!(plan.accounts.iter().all(|a| a.relative_value.is_none() && a.segment == Segment::Laggard));
    assert_eq!(plan.issues().iter().filter(|i| i.code.code() == "no_expected_value").count(), 1);
}

#[test]
fn ties_follow_the_order_and_a_fifth_of_fifteen_is_three() {
    let list = (0..15).map(|n| known(&format!("{:02}", 14 - n), 100.0, 0.5)).collect();
    let plan = computed(list, Vec::new());
    let ids: Vec<&str> = plan.accounts.iter().map(|a| plan.record(a).id.as_deref().unwrap()).collect();
    assert!(ids.is_sorted());
    assert_eq!(plan.core_quota, 3);
    assert_eq!(plan.accounts.iter().filter(|a| a.segment == Segment::Core).count(), 3);
}

#[test]
fn blanks_are_assumed_and_marked_but_never_over_something_unreadable() {
    let revenue = Account { name: "a".into(), annual_revenue: Some(1000.0), ..Account::default() };
    let nothing = Account { name: "b".into(), ..Account::default() };
    let plan = computed(vec![revenue, nothing], Vec::new());
    assert_eq!(plan.accounts[0].expected_value, Some(800.0));
    let fields: Vec<&str> = plan.accounts[0].assumed.iter().map(|a| a.field.code()).collect();
    assert_eq!(fields, ["repeat_sales", "probability_repeat"]);
    assert_eq!(plan.accounts[1].expected_value, None);
    assert_eq!(plan.accounts[1].rank, None);
    assert_eq!(plan.totals.assumed_values, 2);
}

#[test]
fn threads_change_nothing() {
    let list: Vec<Account> =
        (0..3000).map(|n| known(&format!("{n:05}"), f64::from(n % 97) * 10.1, 0.37)).collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| by_id(&computed(list.clone(), Vec::new())))
    };
    assert_eq!(with(1), with(7));
}

#[test]
fn a_missing_cost_column_is_left_out_and_named() {
    let codes = |service, support| {
        let account = Account { service_cost: service, support_cost: support, ..known("a", 100.0, 0.5) };
        let plan = computed(vec![account], Vec::new());
        plan.gaps
            .iter()
            .map(|g| g.code())
            .filter(|c| c.contains("service") || c.contains("support"))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(None, None), ["service_cost"]);
    assert_eq!(codes(None, Some(1.0)), ["service_alone"]);
    assert_eq!(codes(Some(1.0), None), ["support_alone"]);
    assert!(codes(Some(1.0), Some(0.0)).is_empty());
}

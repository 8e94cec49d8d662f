//! Allocation (METHOD §4) on thousands of random portfolios: sums, steps, floors and caps, a second naive
//! computation, order of rows, threads.

use crate::support::random::{cases, portfolio, shuffled, today};
use keyplan::config::{Config, Templates};
use keyplan::method::{Plan, plan};
use keyplan::model::{Account, Drag, Portfolio, Resource, Segment};
use proptest::prelude::*;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn computed(list: Portfolio) -> Plan {
    plan(list, &CONFIG, today())
}

fn nine(x: f64) -> f64 {
    if x.abs() > 4e6 { x } else { (x * 1e9).round() / 1e9 }
}

fn bound(of: [Option<f64>; 3], segment: Segment) -> Option<f64> {
    match segment {
        Segment::Core => of[0],
        Segment::Growth => of[1],
        Segment::Laggard => of[2],
        Segment::Unassessed => None,
    }
}

/// What an account may claim.
struct Claim {
    relative_value: Option<f64>,
    floor: f64,
    cap: Option<f64>,
    current: Option<f64>,
    cut: bool,
}

impl Claim {
    fn most(&self, step: f64) -> Option<f64> {
        let held = self.current.filter(|_| self.cut);
        [self.cap, held].into_iter().flatten().map(|c| nine(c / step).floor()).reduce(f64::min)
    }

    fn least(&self, amount: f64, step: f64) -> f64 {
        let floor = nine(amount / step).ceil();
        match self.most(step) {
            Some(most) if most < floor => most,
            _ => floor,
        }
    }
}

/// METHOD §4 word by word, one step handed out at a time. None: the floors do not fit.
fn naive(capacity: f64, step: f64, claims: &[Claim]) -> Option<Vec<f64>> {
    let floors_of = |keep: bool| -> Vec<f64> {
        let floor = |c: &Claim| match c.current {
            Some(current) if keep && c.relative_value.is_none() => c.least(current, step),
            _ => c.least(c.floor, step),
        };
        claims.iter().map(floor).collect()
    };
    let mut whole_floors = floors_of(true);
    if whole_floors.iter().sum::<f64>() > nine(capacity / step) {
        whole_floors = floors_of(false);
    }
    let floors: f64 = whole_floors.iter().sum();
    let units = nine(capacity / step);
    if floors > units {
        return None;
    }
    let mut quotas = Vec::new();
    for (claim, floor) in claims.iter().zip(&whole_floors) {
        let quota = nine(floor + (units - floors) * claim.relative_value.unwrap_or(0.0));
        quotas.push(claim.most(step).map_or(quota, |most| if most < quota { most } else { quota }));
    }
    let mut given: Vec<f64> = quotas.iter().map(|q| q.floor()).collect();
    // RV sums to 1, so nothing is lost but what caps cut.
    let cut: f64 = quotas
        .iter()
        .zip(&whole_floors)
        .zip(claims)
        .map(|((q, f), c)| (nine(f + (units - floors) * c.relative_value.unwrap_or(0.0)) - q).max(0.0))
        .sum();
    let ranked = claims.iter().any(|c| c.relative_value > Some(0.0));
    let exact = if ranked { units - cut } else { floors };
    // A cut of a trace of a step is none.
    let wanted = if (exact - units).abs() < 5e-7 { units } else { (exact * 1e6).round() / 1e6 }.floor();
    let mut served = vec![false; quotas.len()];
    while given.iter().sum::<f64>() < wanted {
        let mut best: Option<usize> = None;
        for (at, taken) in served.iter().enumerate() {
            let rest = |at: usize| nine(quotas[at] - quotas[at].floor());
            if !taken && rest(at) > 0.0 && best.is_none_or(|b| rest(at) > rest(b)) {
                best = Some(at);
            }
        }
        let Some(at) = best else { break };
        served[at] = true;
        given[at] += 1.0;
    }
    Some(given.iter().map(|g| g * step).collect())
}

/// Everything that a plan says, with names for indices.
fn said(plan: &Plan) -> String {
    let mut text = format!("{:?} {:?} {:?}\n", plan.totals, plan.resources, plan.findings);
    for account in &plan.accounts {
        let mut account = account.clone();
        let id = plan.record(&account).id.clone();
        account.account = 0;
        text.push_str(&format!("{id:?} {account:?}\n"));
    }
    for person in &plan.persons {
        let record = plan.person_record(person);
        let mut person = person.clone();
        person.person = 0;
        text.push_str(&format!("{} {:?} {:?} {person:?}\n", record.name, record.role, record.details));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(3000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn recommended_and_reserve_are_the_capacity(seed in any::<u64>()) {
        let plan = computed(portfolio(seed, 12));
        for (at, resource) in plan.resources.iter().enumerate() {
            let amounts: Vec<Option<f64>> = plan.accounts.iter().map(|a| a.resources[at].recommended).collect();
            let claims: Vec<Claim> = plan.accounts.iter().map(|a| Claim {
                relative_value: a.relative_value,
                floor: bound(resource.floor, a.segment).unwrap_or(0.0),
                cap: bound(resource.cap, a.segment),
                current: a.resources[at].current,
                cut: matches!(a.drag, Some(Drag::Confirmed | Drag::OverServed)),
            }).collect();
            let current: Vec<f64> = plan.accounts.iter().filter_map(|a| a.resources[at].current).collect();
            if resource.assumed {
                prop_assert_eq!((resource.capacity, current.is_empty()), (100.0, true));
            } else if !resource.capacity_set {
                prop_assert_eq!(resource.capacity, current.iter().sum::<f64>());
            }
            let Some(expected) = naive(resource.capacity, resource.step, &claims) else {
                prop_assert!(amounts.iter().all(Option::is_none) && resource.reserve.is_none());
                let codes: Vec<&str> = plan.issues().iter().map(|i| i.code.code()).collect();
                prop_assert!(codes.contains(&"floors_exceed_capacity"));
                continue;
            };
            let amounts: Vec<f64> = amounts.into_iter().flatten().collect();
            prop_assert_eq!(&amounts, &expected, "{:?}", resource);
            let total = amounts.iter().sum::<f64>() + resource.reserve.unwrap();
            prop_assert!((total - resource.capacity).abs() <= 1e-9 * resource.capacity.max(1.0));
            prop_assert!(resource.reserve.unwrap() >= 0.0);
            for (amount, claim) in amounts.iter().zip(&claims) {
                let steps = amount / resource.step;
                prop_assert!((steps - steps.round()).abs() < 1e-6, "whole steps: {steps}");
                let most = claim.most(resource.step).map(|most| most * resource.step);
                prop_assert!(most.is_none_or(|m| *amount <= m + 1e-9));
                let floor = (claim.floor / resource.step - 1e-9).ceil() * resource.step;
                prop_assert!(*amount >= most.map_or(floor, |m| m.min(floor)) - 1e-9 || claim.relative_value.is_none());
                if claim.cut && claim.current.is_some() {
                    prop_assert!(Some(*amount) <= claim.current.map(|c| c + 1e-9), "what is taken is not given back");
                }
            }
            let capped = amounts.iter().zip(&claims).any(|(a, c)| {
                c.most(resource.step).is_some_and(|most| *a + resource.step > most * resource.step)
            });
            let ranked = claims.iter().any(|c| c.relative_value > Some(0.0));
            if ranked && !capped {
                prop_assert!(resource.reserve.unwrap() < resource.step, "only what is smaller than a step is left");
            }
        }
        for account in &plan.accounts {
            for used in &account.resources {
                prop_assert_eq!(used.gap(), used.recommended.zip(used.current).map(|(r, c)| r - c));
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(seed in any::<u64>(), order in any::<u64>()) {
        let list = portfolio(seed, 8);
        let other = shuffled(&list, order);
        let (one, other) = (said(&computed(list)), said(&computed(other)));
        for (left, right) in one.lines().zip(other.lines()) {
            prop_assert_eq!(left, right);
        }
    }
}

#[test]
fn threads_change_nothing() {
    let pools: Vec<_> =
        [1, 2, 7].iter().map(|n| rayon::ThreadPoolBuilder::new().num_threads(*n).build().unwrap()).collect();
    for seed in 0..60 {
        let results: Vec<String> =
            pools.iter().map(|pool| pool.install(|| said(&computed(portfolio(seed, 40))))).collect();
        assert!(results.iter().all(|r| *r == results[0]), "seed {seed}");
    }
}

fn known(id: &str, repeat: f64, p: f64, visits: f64) -> Account {
    Account {
        id: Some(id.into()),
        name: id.into(),
        repeat_sales: Some(repeat),
        probability: Some(p),
        visits: Some(visits),
        ..Account::default()
    }
}

fn visits_of(accounts: Vec<Account>, resource: Option<Resource>) -> (Vec<f64>, f64) {
    let list = Portfolio { accounts, resources: resource.into_iter().collect(), ..Portfolio::default() };
    let plan = computed(list);
    let amounts = plan.accounts.iter().map(|a| a.resources[0].recommended.unwrap()).collect();
    (amounts, plan.resources[0].reserve.unwrap())
}

fn capacity(amount: f64) -> Option<Resource> {
    Some(Resource { name: "visits".into(), capacity: Some(amount), ..Resource::default() })
}

#[test]
fn boundary_cases_by_hand() {
    assert_eq!(visits_of(vec![known("a", 10.0, 1.0, 7.0)], None), (vec![7.0], 0.0), "one account gets all");
    let equal = |n: usize| (0..n).map(|i| known(&format!("{i}"), 50.0, 0.5, 0.0)).collect::<Vec<_>>();
    assert_eq!(visits_of(equal(4), capacity(10.0)), (vec![3.0, 3.0, 2.0, 2.0], 0.0), "equal: in Order");
    let zero = vec![known("a", 0.0, 1.0, 3.0), known("b", 9.0, 0.0, 4.0)];
    assert_eq!(visits_of(zero, None), (vec![3.0, 4.0], 0.0), "nothing to rank: they keep what they have");
    let sure = vec![known("a", 10.0, 1.0, 1.0), known("b", 10.0, 0.0, 1.0)];
    assert_eq!(visits_of(sure, None), (vec![2.0, 0.0], 0.0), "P 1 and P 0");
    assert_eq!(visits_of(equal(3), capacity(0.0)), (vec![0.0; 3], 0.0), "nothing to share");
    let floors = Resource { floor: [Some(5.0); 3], ..capacity(15.0).unwrap() };
    assert_eq!(visits_of(equal(3), Some(floors)), (vec![5.0; 3], 0.0), "floors are the capacity");
    let list = vec![known("a", 10.0, 1.0, 1.0), Account { name: "no EV".into(), ..Account::default() }];
    let floor = Resource { floor: [Some(2.0), Some(2.0), Some(2.0)], ..capacity(9.0).unwrap() };
    assert_eq!(visits_of(list, Some(floor)), (vec![9.0, 0.0], 0.0), "to assess: neither floor nor cap");
}

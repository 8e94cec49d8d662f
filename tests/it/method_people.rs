//! Key persons (METHOD §7) on thousands of random portfolios: visits add up, routes are real, no shorter one
//! exists, found a second time by trying every chain.

use crate::support::random::{cases, portfolio, today};
use keyplan::config::{Config, Templates, plain};
use keyplan::method::{PersonPlan, Plan, plan};
use keyplan::model::{CommitmentLevel, Field, Portfolio, Role};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn computed(list: Portfolio) -> Plan {
    plan(list, &CONFIG, today())
}

/// People of an account by name: one name on two rows is one person.
struct People {
    level: BTreeMap<String, BTreeSet<CommitmentLevel>>,
    weight: BTreeMap<String, f64>,
    shown: BTreeMap<String, String>,
    lines: BTreeSet<(String, String)>,
}

fn people(plan: &Plan, group: &[&PersonPlan]) -> People {
    let mut found = People {
        level: BTreeMap::new(),
        weight: BTreeMap::new(),
        shown: BTreeMap::new(),
        lines: BTreeSet::new(),
    };
    for person in group {
        let record = plan.person_record(person);
        let name = plain(&record.name);
        found.level.entry(name.clone()).or_default().insert(person.commitment);
        let weight = found.weight.entry(name.clone()).or_default();
        *weight = weight.max(person.weight);
        found.shown.entry(name).or_insert_with(|| record.name.clone());
    }
    for person in group {
        let record = plan.person_record(person);
        let own = plain(&record.name);
        for field in [Field::ReportsTo, Field::Influences] {
            for other in record.details.get(field).unwrap_or_default().split(['、', ';', ',', '/']) {
                let other = plain(other);
                if found.level.contains_key(&other) && other != own {
                    found.lines.insert((own.clone(), other.clone()));
                    found.lines.insert((other, own.clone()));
                }
            }
        }
    }
    found
}

impl People {
    /// Every chain without a loop from somebody of a level to a person.
    fn chains(&self, level: CommitmentLevel, to: &str) -> Vec<Vec<String>> {
        let starts = self.level.iter().filter(|(_, l)| l.contains(&level)).map(|(n, _)| vec![n.clone()]);
        let mut open: Vec<Vec<String>> = starts.collect();
        let mut found = Vec::new();
        while let Some(chain) = open.pop() {
            let end = chain.last().unwrap();
            if end == to {
                found.push(chain);
                continue;
            }
            for (_, next) in self.lines.iter().filter(|(from, _)| from == end) {
                if !chain.contains(next) {
                    open.push(chain.iter().cloned().chain([next.clone()]).collect());
                }
            }
        }
        found
    }

    /// The shortest; among equals the one that is first by role weight, then name, from its start on.
    fn best(&self, chains: Vec<Vec<String>>) -> Option<Vec<String>> {
        chains.into_iter().min_by(|a, b| {
            let key = |c: &[String]| -> Vec<(i64, String)> {
                c.iter().map(|n| (-(self.weight[n] * 1e6) as i64, self.shown[n].clone())).collect()
            };
            a.len().cmp(&b.len()).then_with(|| key(a).cmp(&key(b)))
        })
    }

    fn route(&self, to: &str) -> Option<Vec<String>> {
        self.best(self.chains(CommitmentLevel::Champion, to))
            .or_else(|| self.best(self.chains(CommitmentLevel::Supporter, to)))
    }
}

fn groups(plan: &Plan) -> BTreeMap<usize, Vec<&PersonPlan>> {
    let mut groups: BTreeMap<usize, Vec<&PersonPlan>> = BTreeMap::new();
    for person in &plan.persons {
        groups.entry(person.account).or_default().push(person);
    }
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(3000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn routes_are_real_and_the_shortest(seed in any::<u64>()) {
        let plan = computed(portfolio(seed, 4));
        for group in groups(&plan).values() {
            let people = people(&plan, group);
            for person in group {
                let record = plan.person_record(person);
                let wanted = matches!(record.role, Role::Approver | Role::DecisionMaker)
                    || matches!(person.commitment, CommitmentLevel::Doubter | CommitmentLevel::Obstructionist);
                let route: Option<Vec<String>> = person.route.as_ref().map(|r| {
                    r.iter().map(|at| plain(&plan.person_record(&plan.persons[*at]).name)).collect()
                });
                let expected = if wanted { people.route(&plain(&record.name)) } else { None };
                prop_assert_eq!(&route, &expected, "{}", record.name);
                let Some(route) = route else { continue };
                for pair in route.windows(2) {
                    prop_assert!(people.lines.contains(&(pair[0].clone(), pair[1].clone())), "{pair:?}");
                }
                let ids = person.route.as_ref().unwrap();
                prop_assert!(ids.iter().all(|at| plan.persons[*at].account == person.account));
                prop_assert!(std::ptr::eq(&plan.persons[*ids.last().unwrap()], *person), "ends at the person");
            }
        }
    }

    #[test]
    fn visits_by_person_sum_to_the_accounts(seed in any::<u64>()) {
        let plan = computed(portfolio(seed, 6));
        let groups = groups(&plan);
        for (at, account) in plan.accounts.iter().enumerate() {
            let Some(group) = groups.get(&at) else { continue };
            let visits = plan.resources.iter().position(|r| r.name == "visits");
            let recommended = visits.and_then(|v| account.resources[v].recommended);
            let split: Vec<Option<f64>> = group.iter().map(|p| p.recommended_visits).collect();
            let Some(total) = recommended else {
                prop_assert!(split.iter().all(Option::is_none));
                continue;
            };
            let split: Vec<f64> = split.into_iter().flatten().collect();
            prop_assert_eq!(split.len(), group.len());
            prop_assert!((split.iter().sum::<f64>() - total).abs() <= 1e-9 * total.max(1.0));
            // First one step each, in turn, then the rest by largest remainder.
            let step = plan.resources[visits.unwrap()].step;
            let units = (total / step + 1e-9).floor();
            let mut turn: Vec<usize> = (0..group.len()).collect();
            turn.sort_by_key(|i| {
                let champion = group[*i].commitment == CommitmentLevel::Champion;
                (plan.person_record(group[*i]).role, !champion, *i)
            });
            let first = |i: usize| {
                let place = turn.iter().position(|at| *at == i).unwrap();
                if (place as f64) < units { step } else { 0.0 }
            };
            let rest = total - (0..group.len()).map(first).sum::<f64>();
            let weight = |p: &PersonPlan| {
                let role = plan.person_record(p).role;
                let factor = match (p.commitment, role) {
                    (CommitmentLevel::Supporter, _) => 1.2,
                    (CommitmentLevel::Doubter, _) => 1.5,
                    (CommitmentLevel::Obstructionist, Role::Approver | Role::DecisionMaker) => 1.0,
                    (CommitmentLevel::Obstructionist, _) => 0.5,
                    _ => 1.0,
                };
                let role = match role {
                    Role::Approver | Role::DecisionMaker => 5.0,
                    Role::InfluencerA => 3.0,
                    Role::InfluencerB | Role::Roadblock => 2.0,
                    _ => 1.0,
                };
                role * factor
            };
            let all: f64 = group.iter().map(|p| weight(p)).sum();
            for (i, (person, visits)) in group.iter().zip(&split).enumerate() {
                let exact = first(i) + rest * weight(person) / all;
                prop_assert!((visits - exact).abs() < step + 1e-9, "{visits} for {exact}, step {step}, {split:?} of {total}");
                prop_assert!(*visits >= 0.0);
            }
        }
    }

    #[test]
    fn flags_and_commitment_follow_the_document(seed in any::<u64>()) {
        let list = portfolio(seed, 6);
        let roles_listed = list.persons.iter().any(|p| p.role != Role::Unknown);
        let plan = computed(list);
        let levels_listed = plan.persons.iter().any(|p| p.commitment != CommitmentLevel::Unknown);
        let groups = groups(&plan);
        for (at, account) in plan.accounts.iter().enumerate() {
            let none = Vec::new();
            let group = groups.get(&at).unwrap_or(&none);
            let role = |r: Role| group.iter().any(|p| plan.person_record(p).role == r);
            let level = |l: CommitmentLevel| group.iter().any(|p| p.commitment == l);
            let has = |code: &str| account.flags.iter().any(|f| f.code() == code);
            prop_assert_eq!(has("no_approver"), !group.is_empty() && roles_listed && !role(Role::Approver));
            prop_assert_eq!(has("no_decision_maker"), !group.is_empty() && roles_listed && !role(Role::DecisionMaker));
            prop_assert_eq!(has("no_champion"), !group.is_empty() && levels_listed && !level(CommitmentLevel::Champion));
            let somebody = !group.is_empty();
            prop_assert_eq!(has("no_key_person"), !plan.persons.is_empty() && !somebody);
            let names: BTreeSet<String> = group.iter().map(|p| plain(&plan.person_record(p).name)).collect();
            prop_assert_eq!(has("single_contact"), names.len() == 1);
            let known: Vec<(f64, f64)> = group.iter().filter_map(|p| {
                let points = match p.commitment {
                    CommitmentLevel::Champion => 2.0,
                    CommitmentLevel::Supporter => 1.0,
                    CommitmentLevel::Doubter => -1.0,
                    CommitmentLevel::Obstructionist => -2.0,
                    CommitmentLevel::Unknown => return None,
                };
                Some((p.weight, points))
            }).collect();
            let weight: f64 = known.iter().map(|k| k.0).sum();
            let index = (!known.is_empty())
                .then(|| known.iter().map(|k| k.0 * k.1).sum::<f64>() / (2.0 * weight) * 100.0);
            match (index, account.commitment_index) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9),
                (a, b) => prop_assert_eq!(a, b),
            }
            let contradicts = !account.assumes_probability
                && account.probability.is_some_and(|p| p >= 0.7 - 5e-10)
                && index.is_some_and(|i| i < -5e-10);
            prop_assert_eq!(has("probability_contradicts_commitment"), contradicts);
        }
    }
}

#[test]
fn without_key_persons_nothing_is_missed() {
    let mut list = portfolio(3, 6);
    list.persons.clear();
    let plan = computed(list);
    for account in &plan.accounts {
        let of_accounts = ["mode_mismatch", "losing", "loss_making", "overdue_deals", "stale_contact"];
        let about_people = account.flags.iter().filter(|f| !of_accounts.contains(&f.code())).count();
        assert_eq!(about_people, 0, "{:?}", account.flags);
        assert_eq!((account.commitment_index, account.coverage), (None, None));
    }
}

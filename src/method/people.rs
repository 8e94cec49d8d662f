//! Key persons of every account (METHOD §7): commitment, routes, contact sub-strategies, visits by person, flags.

use super::PersonPlan;
use super::commitment::{account_commitment, commitment};
use super::contact::{Contact, sub_strategies};
use super::flags::{Circumstances, Member, flags};
use super::potential::Trend;
use super::ranking::Ranked;
use super::resources::Resources;
use super::routes::{Relation, Routes, routes};
use super::visit_split::{Split, split};
use crate::config::{Config, Parameter, name_key};
use crate::model::rounding::comparable_quota;
use crate::model::{
    CellPlace, CommitmentLevel, Field, Flag, Issue, IssueCode, KeyPerson, Outcome, Portfolio, Resource, Role,
    SellingMode,
};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What the people of an account come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Company {
    /// Commitment index, −100…100.
    pub commitment_index: Option<f64>,
    /// Share of role weight whose commitment is known; none without key persons.
    pub coverage: Option<f64>,
    /// Number of key persons.
    pub persons: u32,
    /// Gaps of the account.
    pub flags: Vec<Flag>,
}

/// The people of every account.
#[derive(Debug, Default)]
pub struct People {
    /// By account, in METHOD's Order.
    pub companies: Vec<Company>,
    /// Persons by account, then in role order, then by name and title.
    pub persons: Vec<PersonPlan>,
    /// Findings.
    pub issues: Vec<Issue>,
}

/// What one account's people lead to.
struct Group {
    company: Company,
    persons: Vec<PersonPlan>,
    issues: Vec<Issue>,
}

/// A person with the level in force.
#[derive(Clone, Copy)]
struct Known {
    /// Index into `Portfolio::persons`.
    person: usize,
    /// Index into the ranked accounts.
    account: usize,
    level: CommitmentLevel,
}

/// What the key persons lead to; accounts stand in METHOD's Order.
pub fn people(
    portfolio: &Portfolio,
    (accounts, trends): (&[Ranked], &[Trend]),
    resources: &Resources,
    config: &Config,
    today: NaiveDate,
) -> People {
    let known = sorted(portfolio, accounts, config);
    let list = Circumstances {
        persons_listed: !known.is_empty(),
        roles_listed: portfolio.persons.iter().any(|p| p.role != Role::Unknown),
        levels_listed: known.iter().any(|p| p.level != CommitmentLevel::Unknown),
        ..Circumstances::default()
    };
    let closing = open_deals(portfolio, config, |date| {
        let limit = config.settings.get(Parameter::AccelerateDays);
        (0.0..=limit).contains(&((date - today).num_days() as f64))
    });
    let overdue = open_deals(portfolio, config, |date| {
        (today - date).num_days() as f64 > config.settings.get(Parameter::OverdueDays)
    });
    let mut starts: Vec<(usize, usize)> = vec![(0, 0); accounts.len()];
    let mut first = 0;
    for group in known.chunk_by(|a, b| a.account == b.account) {
        starts[group[0].account] = (first, first + group.len());
        first += group.len();
    }
    let visits = visits_at(&resources.planned);
    let scene = Scene {
        portfolio,
        config,
        today,
        list,
        resources,
        trends,
        visits,
        closing: &closing,
        overdue: &overdue,
    };
    let groups: Vec<Group> = accounts
        .par_iter()
        .zip(&starts)
        .enumerate()
        .map(|(at, (account, (from, to)))| scene.group(at, account, &known[*from..*to], *from))
        .collect();
    let mut found = People::default();
    for group in groups {
        found.companies.push(group.company);
        found.persons.extend(group.persons);
        found.issues.extend(group.issues);
    }
    found
}

/// Key persons by account in rank order, then role order, then name and title.
fn sorted(portfolio: &Portfolio, accounts: &[Ranked], config: &Config) -> Vec<Known> {
    let mut place = vec![0; portfolio.accounts.len()];
    for (at, account) in accounts.iter().enumerate() {
        place[account.own.account] = at;
    }
    let mut persons: Vec<Known> = portfolio
        .persons
        .par_iter()
        .enumerate()
        .map(|(at, person)| Known {
            person: at,
            account: place[person.account],
            level: commitment(person, &config.settings).level,
        })
        .collect();
    persons.par_sort_by(|a, b| {
        let (left, right) = (&portfolio.persons[a.person], &portfolio.persons[b.person]);
        let title = |p: &KeyPerson| p.details.get(Field::Title).map(str::to_owned);
        (a.account, left.role, &left.name)
            .cmp(&(b.account, right.role, &right.name))
            .then_with(|| title(left).cmp(&title(right)))
            .then_with(|| content(left).cmp(&content(right)))
            .then_with(|| left.source.cmp(&right.source))
    });
    persons
}

/// What tells rows of one name and role apart: their content, so that the order of rows does not.
fn content(person: &KeyPerson) -> String {
    let KeyPerson { details, receptivity, dynamics, scale, stated_commitment, visits, .. } = person;
    let dates = (person.last_contact, person.next_contact);
    format!("{:?}", (details, receptivity, dynamics, scale, stated_commitment, visits, dates))
}

struct Scene<'a> {
    portfolio: &'a Portfolio,
    config: &'a Config,
    today: NaiveDate,
    list: Circumstances,
    resources: &'a Resources,
    /// Place of the visits among the resources, and their step.
    visits: Option<(usize, f64)>,
    trends: &'a [Trend],
    closing: &'a BTreeSet<usize>,
    overdue: &'a BTreeSet<usize>,
}

impl Scene<'_> {
    fn group(&self, at: usize, account: &Ranked, known: &[Known], first: usize) -> Group {
        let records: Vec<&KeyPerson> = known.iter().map(|p| &self.portfolio.persons[p.person]).collect();
        let found = routes(&self.relations(known, &records));
        let members: Vec<Member> = known
            .iter()
            .zip(&records)
            .zip(&found.chains)
            .map(|((known, record), chain)| Member {
                role: record.role,
                level: known.level,
                visits: record.visits,
                stale: self.is_old(record.last_contact),
                has_route: chain.is_some(),
            })
            .collect();
        let levels = members.iter().map(|m| (m.role, m.level));
        let (commitment_index, coverage) = account_commitment(levels, &self.config.rules);
        let circumstances = self.circumstances(at, account, &records, commitment_index);
        let order = turns(&members);
        let split = self.split(at, &members, &order);
        let turn = |at: usize| order.iter().position(|person| *person == at).map_or(0, |place| place + 1);
        let of_split = |values: fn(&Split) -> &Vec<f64>, at: usize| split.as_ref().map(|s| values(s)[at]);
        let person = |(at, known): (usize, &Known)| PersonPlan {
            person: known.person,
            account: known.account,
            commitment: known.level,
            weight: self.config.rules.role_weight(members[at].role),
            route: found.chains[at]
                .as_ref()
                .filter(|_| is_target(&members[at]))
                .map(|chain| chain.iter().map(|step| first + step).collect()),
            contact: sub_strategies(&self.contact(account, records[at], &members, at)),
            visit_factor: self.config.rules.visit_factor(members[at].level, members[at].role),
            visit_turn: u32::try_from(turn(at)).unwrap_or(u32::MAX),
            visit_first: of_split(|s| &s.first, at),
            visit_quota: of_split(|s| &s.quotas, at),
            visit_place: split.as_ref().and_then(|s| s.places[at]),
            recommended_visits: of_split(|s| &s.amounts, at),
            stale: members[at].stale,
            flags: person_flags(&members[at]),
        };
        Group {
            persons: known.iter().enumerate().map(person).collect(),
            company: Company {
                commitment_index,
                coverage,
                persons: u32::try_from(known.len()).unwrap_or(u32::MAX),
                flags: flags(&members, &circumstances),
            },
            issues: self.unknown_names(&records, &found),
        }
    }

    /// What the account's flags look at beside its persons.
    fn circumstances(
        &self,
        at: usize,
        account: &Ranked,
        records: &[&KeyPerson],
        index: Option<f64>,
    ) -> Circumstances {
        let settings = &self.config.settings;
        let value = &account.own.value;
        let high = |p| comparable_quota(p) >= settings.get(Parameter::ContradictionProbability);
        let low = |i| comparable_quota(i) < settings.get(Parameter::ContradictionIndex);
        let met: Vec<f64> = records.iter().filter_map(|r| r.visits).collect();
        let sum = (!met.is_empty()).then(|| met.iter().sum::<f64>());
        let record = &self.portfolio.accounts[account.own.account];
        Circumstances {
            contradiction: !value.assumes_probability()
                && value.probability.is_some_and(high)
                && index.is_some_and(low),
            mode_mismatch: self.mismatch(account),
            contacts: records.iter().map(|r| name_key(&r.name)).collect::<BTreeSet<_>>().len(),
            stale_account: records.iter().all(|r| r.last_contact.is_none())
                && self.is_old(record.last_contact),
            visits_disagree: sum
                .zip(account.own.visits)
                .is_some_and(|(sum, own)| comparable_quota(sum) > comparable_quota(own)),
            losing: self.trends[at].losing,
            loss_making: self.trends[at].loss_making,
            overdue_deals: self.overdue.contains(&account.own.account),
            ..self.list
        }
    }

    fn relations<'r>(&self, known: &[Known], records: &[&'r KeyPerson]) -> Vec<Relation<'r>> {
        let relation = |(known, record): (&Known, &&'r KeyPerson)| Relation {
            name: &record.name,
            level: known.level,
            weight: self.config.rules.role_weight(record.role),
            reports_to: record.details.get(Field::ReportsTo),
            influences: record.details.get(Field::Influences),
        };
        known.iter().zip(records).map(relation).collect()
    }

    fn mode(&self, account: &Ranked) -> (Option<SellingMode>, Option<SellingMode>) {
        let record = &self.portfolio.accounts[account.own.account];
        let matching = record.value_orientation.and_then(|o| self.config.rules.matching_mode(o));
        (record.selling_mode, matching)
    }

    fn mismatch(&self, account: &Ranked) -> bool {
        matches!(self.mode(account), (Some(used), Some(matching)) if used != matching)
    }

    fn is_old(&self, contact: Option<NaiveDate>) -> bool {
        let limit = self.config.settings.get(Parameter::StaleContactDays);
        contact.is_some_and(|last| (self.today - last).num_days() as f64 > limit)
    }

    fn contact(&self, account: &Ranked, record: &KeyPerson, all: &[Member], at: usize) -> Contact {
        let (used, matching) = self.mode(account);
        let ours = |m: &Member| matches!(m.level, CommitmentLevel::Champion | CommitmentLevel::Supporter);
        let blocks = |m: &Member| {
            (matches!(m.role, Role::Gatekeeper | Role::Roadblock) && !ours(m))
                || (m.level == CommitmentLevel::Obstructionist && !m.role.decides())
        };
        let member = &all[at];
        Contact {
            role: member.role,
            level: member.level,
            stated: record.stated_commitment,
            mode: used.or(matching),
            blocked_below: all.iter().enumerate().any(|(other, m)| other != at && blocks(m)),
            has_route: member.has_route,
            has_counterpart: record.details.get(Field::Counterpart).is_some(),
            stale: member.stale,
            closes_soon: self.closing.contains(&account.own.account),
        }
    }

    fn split(&self, account: usize, members: &[Member], order: &[usize]) -> Option<Split> {
        let (at, step) = self.visits?;
        let visits = self.resources.uses.get(account)?.get(at)?.recommended?;
        let rules = &self.config.rules;
        let weight = |m: &Member| rules.role_weight(m.role) * rules.visit_factor(m.level, m.role);
        let weights: Vec<f64> = members.iter().map(weight).collect();
        Some(split(visits, step, &weights, order))
    }

    fn unknown_names(&self, records: &[&KeyPerson], found: &Routes) -> Vec<Issue> {
        let issue = |(at, upward, name): &(usize, bool, String)| {
            let person = records[*at];
            let field = if *upward { Field::ReportsTo } else { Field::Influences };
            let sheet = self.portfolio.sheets.get(person.source.sheet as usize);
            let column = sheet.and_then(|s| s.column_of(field));
            let place = CellPlace {
                input: sheet.map(|s| s.input),
                sheet: Some(person.source.sheet),
                row: Some(person.source.row),
                column: column.map(|c| c.column),
            };
            let mut issue = Issue::new(IssueCode::UnknownPerson, place);
            issue.field = Some(field);
            issue.header = column.map(|c| c.header.clone());
            issue.value = Some(name.clone());
            issue.with("person", &person.name)
        };
        found.unknown.iter().map(issue).collect()
    }
}

/// In which order persons get their first visit: they stand in role order, then by name; of one role champions
/// come first.
fn turns(members: &[Member]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|at| (members[*at].role, members[*at].level != CommitmentLevel::Champion, *at));
    order
}

/// Doubters and obstructionists.
pub fn is_against_us(level: CommitmentLevel) -> bool {
    matches!(level, CommitmentLevel::Doubter | CommitmentLevel::Obstructionist)
}

/// Routes are wanted to approvers, decision makers, doubters and obstructionists.
fn is_target(member: &Member) -> bool {
    member.role.decides() || is_against_us(member.level)
}

/// The flags that one person brings about.
fn person_flags(member: &Member) -> Vec<Flag> {
    let nothing = Circumstances::default();
    flags(std::slice::from_ref(member), &nothing)
}

/// Accounts with an open deal whose close date is one of those.
fn open_deals(portfolio: &Portfolio, config: &Config, when: impl Fn(NaiveDate) -> bool) -> BTreeSet<usize> {
    let open = |stage: Option<&str>| {
        stage.and_then(|s| config.rules.stage_of(s)).is_none_or(|rule| rule.outcome == Outcome::Open)
    };
    let deals = portfolio.opportunities.iter();
    deals.filter(|d| d.close_date.is_some_and(&when) && open(d.stage.as_deref())).map(|d| d.account).collect()
}

/// Place of the visits among the resources, and their step.
fn visits_at(resources: &[super::resources::ResourcePlan]) -> Option<(usize, f64)> {
    let at = resources.iter().position(|r| r.name == Resource::VISITS)?;
    Some((at, resources[at].step))
}

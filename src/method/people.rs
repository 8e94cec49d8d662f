//! Key persons of every account (METHOD §7): commitment, routes, contact sub-strategies, visits by person, flags.

use super::PersonPlan;
use super::commitment::{account_commitment, commitment};
use super::contact::{Contact, sub_strategies};
use super::flags::{Circumstances, Member, flags};
use super::ranking::Ranked;
use super::resources::Resources;
use super::routes::{Relation, Routes, routes};
use super::visit_split::{Split, split};
use crate::config::{Config, Parameter, name_key};
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
    accounts: &[Ranked],
    resources: &Resources,
    config: &Config,
    today: NaiveDate,
) -> People {
    let known = sorted(portfolio, accounts, config);
    let list = Circumstances {
        roles_listed: portfolio.persons.iter().any(|p| p.role != Role::Unknown),
        levels_listed: known.iter().any(|p| p.level != CommitmentLevel::Unknown),
        ..Circumstances::default()
    };
    let closing = closing_soon(portfolio, config, today);
    let mut starts: Vec<(usize, usize)> = vec![(0, 0); accounts.len()];
    let mut first = 0;
    for group in known.chunk_by(|a, b| a.account == b.account) {
        starts[group[0].account] = (first, first + group.len());
        first += group.len();
    }
    let visits = visits_at(&resources.planned);
    let scene = Scene { portfolio, config, today, list, resources, visits, closing: &closing };
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
    let KeyPerson { details, receptivity, dynamics, scale, stated_commitment, visits, last_contact, .. } =
        person;
    format!("{:?}", (details, receptivity, dynamics, scale, stated_commitment, visits, last_contact))
}

struct Scene<'a> {
    portfolio: &'a Portfolio,
    config: &'a Config,
    today: NaiveDate,
    list: Circumstances,
    resources: &'a Resources,
    /// Place of the visits among the resources, and their step.
    visits: Option<(usize, f64)>,
    closing: &'a BTreeSet<usize>,
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
                stale: self.is_stale(record),
                has_route: chain.is_some(),
            })
            .collect();
        let levels = members.iter().map(|m| (m.role, m.level));
        let (commitment_index, coverage) = account_commitment(levels, &self.config.rules);
        let settings = &self.config.settings;
        let circumstances = Circumstances {
            contradiction: account
                .own
                .value
                .probability
                .is_some_and(|p| p >= settings.get(Parameter::ContradictionProbability))
                && commitment_index.is_some_and(|i| i < settings.get(Parameter::ContradictionIndex)),
            mode_mismatch: self.mismatch(account),
            contacts: records.iter().map(|r| name_key(&r.name)).collect::<BTreeSet<_>>().len(),
            ..self.list
        };
        let split = self.split(at, &members);
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

    fn is_stale(&self, person: &KeyPerson) -> bool {
        let limit = self.config.settings.get(Parameter::StaleContactDays);
        person.last_contact.is_some_and(|last| (self.today - last).num_days() as f64 > limit)
    }

    fn contact(&self, account: &Ranked, record: &KeyPerson, all: &[Member], at: usize) -> Contact {
        let (used, matching) = self.mode(account);
        let blocks = |m: &Member| {
            matches!(m.role, Role::Gatekeeper | Role::Roadblock)
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

    fn split(&self, account: usize, members: &[Member]) -> Option<Split> {
        let (at, step) = self.visits?;
        let visits = self.resources.uses.get(account)?.get(at)?.recommended?;
        let rules = &self.config.rules;
        let weight = |m: &Member| rules.role_weight(m.role) * rules.visit_factor(m.level, m.role);
        let weights: Vec<f64> = members.iter().map(weight).collect();
        Some(split(visits, step, &weights))
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

/// Routes are wanted to approvers, decision makers, doubters and obstructionists.
fn is_target(member: &Member) -> bool {
    member.role.decides()
        || matches!(member.level, CommitmentLevel::Doubter | CommitmentLevel::Obstructionist)
}

/// The flags that one person brings about.
fn person_flags(member: &Member) -> Vec<Flag> {
    let nothing = Circumstances::default();
    flags(std::slice::from_ref(member), &nothing)
}

/// Accounts with an open deal that closes within the days of the settings, today included.
fn closing_soon(portfolio: &Portfolio, config: &Config, today: NaiveDate) -> BTreeSet<usize> {
    let limit = config.settings.get(Parameter::AccelerateDays);
    let soon = |date: NaiveDate| (0.0..=limit).contains(&((date - today).num_days() as f64));
    portfolio
        .opportunities
        .iter()
        .filter(|d| d.close_date.is_some_and(soon))
        .filter(|d| super::pipeline::reading(d, &config.settings, &config.rules).outcome == Outcome::Open)
        .map(|d| d.account)
        .collect()
}

/// Place of the visits among the resources, and their step.
fn visits_at(resources: &[super::resources::ResourcePlan]) -> Option<(usize, f64)> {
    let at = resources.iter().position(|r| r.name == Resource::VISITS)?;
    Some((at, resources[at].step))
}

//! Key persons of every account (METHOD §7): routes, contact sub-strategies, visits by person, flags.

use super::contact::{Contact, sub_strategies};
use super::flags::{Circumstances, Member, flags};
use super::routes::{Relation, Routes, routes};
use super::visit_split::split;
use super::{AccountPlan, PersonPlan};
use crate::config::{Config, Parameter, plain};
use crate::model::{
    CellPlace, CommitmentLevel, Field, Flag, Issue, IssueCode, KeyPerson, Outcome, Portfolio, Resource, Role,
    SellingMode,
};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What the people of one account lead to.
struct Group {
    first: usize,
    persons: Vec<Advice>,
    flags: Vec<Flag>,
    issues: Vec<Issue>,
}

/// What is computed for one person.
struct Advice {
    route: Option<Vec<usize>>,
    contact: Vec<(crate::model::ContactSubStrategy, crate::model::ContactTrigger)>,
    visits: Option<f64>,
    stale: bool,
    flags: Vec<Flag>,
}

/// Fills in what the key persons lead to. Persons stand by account, in role order, then name.
pub fn people(
    portfolio: &Portfolio,
    accounts: &mut [AccountPlan],
    persons: &mut [PersonPlan],
    visits: Option<(usize, f64)>,
    config: &Config,
    today: NaiveDate,
) -> Vec<Issue> {
    let list = Circumstances {
        roles_listed: portfolio.persons.iter().any(|p| p.role != Role::Unknown),
        levels_listed: persons.iter().any(|p| p.commitment != CommitmentLevel::Unknown),
        ..Circumstances::default()
    };
    let closing = closing_soon(portfolio, config, today);
    let mut starts: Vec<(usize, usize)> = vec![(0, 0); accounts.len()];
    let mut first = 0;
    for group in persons.chunk_by(|a, b| a.account == b.account) {
        starts[group[0].account] = (first, first + group.len());
        first += group.len();
    }
    let scene = Scene { portfolio, config, today, list, visits, closing: &closing };
    let groups: Vec<Group> = accounts
        .par_iter()
        .zip(&starts)
        .map(|(account, (from, to))| scene.group(account, &persons[*from..*to], *from))
        .collect();
    let mut issues = Vec::new();
    for (account, group) in accounts.iter_mut().zip(groups) {
        account.flags = group.flags;
        issues.extend(group.issues);
        for (at, advice) in group.persons.into_iter().enumerate() {
            let person = &mut persons[group.first + at];
            person.route = advice.route.map(|r| r.into_iter().map(|i| group.first + i).collect());
            person.contact = advice.contact;
            person.recommended_visits = advice.visits;
            person.stale = advice.stale;
            person.flags = advice.flags;
        }
    }
    issues
}

struct Scene<'a> {
    portfolio: &'a Portfolio,
    config: &'a Config,
    today: NaiveDate,
    list: Circumstances,
    /// Place of the visits among the resources, and their step.
    visits: Option<(usize, f64)>,
    closing: &'a BTreeSet<usize>,
}

impl Scene<'_> {
    fn group(&self, account: &AccountPlan, persons: &[PersonPlan], first: usize) -> Group {
        let records: Vec<&KeyPerson> = persons.iter().map(|p| &self.portfolio.persons[p.person]).collect();
        let relations: Vec<Relation<'_>> = persons
            .iter()
            .zip(&records)
            .map(|(plan, record)| Relation {
                name: &record.name,
                level: plan.commitment,
                weight: plan.weight,
                reports_to: record.details.get(Field::ReportsTo),
                influences: record.details.get(Field::Influences),
            })
            .collect();
        let found = routes(&relations);
        let members: Vec<Member> = persons
            .iter()
            .zip(&records)
            .zip(&found.chains)
            .map(|((plan, record), chain)| Member {
                role: record.role,
                level: plan.commitment,
                visits: record.visits,
                stale: self.is_stale(record),
                has_route: chain.is_some(),
            })
            .collect();
        let settings = &self.config.settings;
        let circumstances = Circumstances {
            contradiction: account
                .probability
                .is_some_and(|p| p >= settings.get(Parameter::ContradictionProbability))
                && account.commitment_index.is_some_and(|i| i < settings.get(Parameter::ContradictionIndex)),
            mode_mismatch: self.mismatch(account),
            contacts: records.iter().map(|r| plain(&r.name)).collect::<BTreeSet<_>>().len(),
            ..self.list
        };
        let visits = self.split(account, persons, &members);
        let advice = (0..persons.len())
            .map(|at| Advice {
                route: found.chains[at].clone().filter(|_| is_target(&members[at])),
                contact: sub_strategies(&self.contact(account, records[at], &members, at)),
                visits: visits.as_ref().map(|v| v[at]),
                stale: members[at].stale,
                flags: person_flags(&members[at]),
            })
            .collect();
        Group {
            first,
            persons: advice,
            flags: flags(&members, &circumstances),
            issues: self.unknown_names(&records, &found),
        }
    }

    fn mode(&self, account: &AccountPlan) -> (Option<SellingMode>, Option<SellingMode>) {
        let record = &self.portfolio.accounts[account.account];
        let matching = record.value_orientation.and_then(|o| self.config.rules.matching_mode(o));
        (record.selling_mode, matching)
    }

    fn mismatch(&self, account: &AccountPlan) -> bool {
        matches!(self.mode(account), (Some(used), Some(matching)) if used != matching)
    }

    fn is_stale(&self, person: &KeyPerson) -> bool {
        let limit = self.config.settings.get(Parameter::StaleContactDays);
        person.last_contact.is_some_and(|last| (self.today - last).num_days() as f64 > limit)
    }

    fn contact(&self, account: &AccountPlan, record: &KeyPerson, all: &[Member], at: usize) -> Contact {
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
            closes_soon: self.closing.contains(&account.account),
        }
    }

    fn split(&self, account: &AccountPlan, persons: &[PersonPlan], members: &[Member]) -> Option<Vec<f64>> {
        let (at, step) = self.visits?;
        let visits = account.resources.get(at)?.recommended?;
        let weight = |(plan, member): (&PersonPlan, &Member)| {
            plan.weight * self.config.rules.visit_factor(member.level, member.role)
        };
        let weights: Vec<f64> = persons.iter().zip(members).map(weight).collect();
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
pub fn visits_at(resources: &[super::resources::ResourcePlan]) -> Option<(usize, f64)> {
    let at = resources.iter().position(|r| r.name == Resource::VISITS)?;
    Some((at, resources[at].step))
}

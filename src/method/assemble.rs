//! The rules applied in turn: revenue, expected value, order, relative value, segments, commitment.

use super::account_advice::{advise, decisions};
use super::alliance::Alliance;
use super::commitment::{account_commitment, commitment};
use super::concentration::concentration;
use super::diagnosis::{Member, diagnosis};
use super::expected_value::expected_value;
use super::findings::findings;
use super::gaps::gaps;
use super::people::{people, visits_at};
use super::pipeline::{overdue, pipelines};
use super::potential::{Candidate, basis, cost_to_serve, drag, quota, segments};
use super::relative_value::{OrderKey, compare, shares};
use super::resources::{ResourcePlan, resources};
use super::revenue::{Revenue, revenues};
use super::value::AccountValue;
use super::visits::visits;
use super::{AccountPlan, PersonPlan, Plan, Totals};
use crate::config::{Config, Parameter};
use crate::model::{
    CellPlace, Decision, DecisionReason, Field, Issue, IssueCode, KeyPerson, Portfolio, Segment,
    SegmentReason, SourceRow,
};
use chrono::NaiveDate;
use rayon::prelude::*;

/// Computes the plan of a portfolio. The order of accounts, persons and rows in the portfolio changes
/// nothing but the sources; neither does the number of threads.
pub fn plan(mut portfolio: Portfolio, config: &Config, today: NaiveDate) -> Plan {
    let found = revenues(&portfolio, &config.settings, &config.rules);
    let visited = visits(&portfolio, &config.settings);
    let (pipeline, pipeline_issues) = pipelines(&portfolio, &config.settings, &config.rules);
    let mut accounts: Vec<AccountPlan> = found
        .accounts
        .par_iter()
        .enumerate()
        .map(|(at, revenue)| {
            let value = expected_value(
                &portfolio.accounts[at],
                revenue.annual_revenue,
                pipeline.get(&at),
                &config.settings,
            );
            account_plan(at, revenue, value, visited.accounts[at])
        })
        .collect();
    accounts.par_sort_by(|a, b| compare(&key(&portfolio, a), &key(&portfolio, b)));
    rank(&mut accounts);
    segment(&mut accounts, &portfolio, config);
    let mut persons = persons(&portfolio, &accounts, config);
    commit(&mut accounts, &persons, &portfolio, config);
    let (shared, resource_issues) = resources(&portfolio, &mut accounts, &config.settings);
    decisions(&portfolio, &mut accounts, &shared, config);
    let people_issues = people(&portfolio, &mut accounts, &mut persons, visits_at(&shared), config, today);
    advise(&portfolio, &mut accounts, &shared, config, today);
    portfolio.issues.extend(resource_issues);
    portfolio.issues.extend(people_issues);
    portfolio.issues.extend(overdue(&portfolio, config, today));
    portfolio.issues.extend(found.issues);
    portfolio.issues.extend(pipeline_issues);
    portfolio.issues.extend(visited.issues);
    account_for_rows(&mut portfolio, &found.outside);
    account_for_rows(&mut portfolio, &visited.outside);
    portfolio.issues.extend(conflicts(&portfolio, config));
    finish(portfolio, accounts, persons, shared, found.period, config, today)
}

fn finish(
    mut portfolio: Portfolio,
    accounts: Vec<AccountPlan>,
    persons: Vec<PersonPlan>,
    resources: Vec<ResourcePlan>,
    order_period: Option<(NaiveDate, NaiveDate)>,
    config: &Config,
    today: NaiveDate,
) -> Plan {
    let totals = totals(&accounts);
    if totals.expected_value.is_none_or(|v| v <= 0.0) && !accounts.is_empty() {
        portfolio.issues.push(Issue::new(IssueCode::NoExpectedValue, CellPlace::default()));
    }
    let gaps = gaps(&portfolio, &totals);
    for gap in &gaps {
        let issue = Issue::new(IssueCode::MissingColumn, CellPlace::default());
        portfolio.issues.push(issue.with("unlocks", format!("@workbook.missing.{gap}")));
    }
    let share = config.settings.get(Parameter::ConcentrationShare);
    let column = |field: fn(&AccountPlan) -> Option<f64>| accounts.iter().map(field).collect::<Vec<_>>();
    let members: Vec<Member> = accounts.iter().map(member).collect();
    Plan {
        gaps,
        totals,
        basis: basis(&accounts.iter().map(|a| candidate(&portfolio, a)).collect::<Vec<_>>()),
        core_quota: quota(config.settings.get(Parameter::CoreShare), accounts.len()),
        growth_quota: quota(config.settings.get(Parameter::GrowthRankShare), accounts.len()),
        ev_concentration: concentration(&column(|a| a.expected_value), share),
        profit_concentration: concentration(&column(|a| a.gross_profit), share),
        diagnosis: diagnosis(&members, &config.settings),
        findings: findings(&accounts, &resources, config.settings.get(Parameter::FindingsShown) as usize),
        resources,
        order_period,
        today,
        portfolio,
        accounts,
        persons,
    }
}

fn account_plan(
    at: usize,
    revenue: &Revenue,
    value: super::expected_value::ExpectedValue,
    visits: Option<f64>,
) -> AccountPlan {
    AccountPlan {
        account: at,
        order: 0,
        annual_revenue: revenue.annual_revenue,
        revenue_source: revenue.source,
        gross_profit: revenue.gross_profit,
        visits,
        repeat_sales: value.repeat_sales,
        new_business: value.new_business,
        potential_source: value.source,
        sales_potential: value.sales_potential,
        probability_entered: value.probability_entered,
        probability_repeat: value.probability_repeat,
        probability_new: value.probability_new,
        probability: value.probability,
        expected_value: value.expected_value,
        new_business_value: value.new_business_value,
        relative_value: None,
        value_index: None,
        rank: None,
        cumulative_share: None,
        assumed: value.assumed,
        segment: Segment::Laggard,
        segment_reason: SegmentReason::Rest,
        drag: None,
        cost_to_serve: None,
        net_contribution: None,
        visit_share: None,
        gross_profit_share: None,
        commitment_index: None,
        coverage: None,
        persons: 0,
        resources: Vec::new(),
        margin: None,
        resource_cost: None,
        expected_roi: None,
        decision: Decision::Hold,
        decision_reason: DecisionReason::UseUnknown,
        resource_sub_strategies: Vec::new(),
        matching_mode: None,
        alliance: Alliance::default(),
        flags: Vec::new(),
        value: AccountValue::default(),
        iceberg: None,
        completeness: None,
        proposals: Vec::new(),
    }
}

fn key<'a>(portfolio: &'a Portfolio, account: &AccountPlan) -> OrderKey<'a> {
    let record = &portfolio.accounts[account.account];
    OrderKey {
        expected_value: account.expected_value,
        gross_profit: account.gross_profit,
        annual_revenue: account.annual_revenue,
        id: record.id.as_deref(),
        name: &record.name,
    }
}

fn rank(accounts: &mut [AccountPlan]) {
    let values: Vec<Option<f64>> = accounts.iter().map(|a| a.expected_value).collect();
    let n = accounts.len() as f64;
    let shares = shares(&values);
    for (place, (account, share)) in (1_u32..).zip(accounts.iter_mut().zip(shares)) {
        account.order = place;
        account.rank = account.expected_value.map(|_| place);
        account.relative_value = share.map(|s| s.0);
        account.value_index = share.map(|s| s.0 * n);
        account.cumulative_share = share.map(|s| s.1);
    }
}

fn segment(accounts: &mut [AccountPlan], portfolio: &Portfolio, config: &Config) {
    let candidates: Vec<Candidate> = accounts.iter().map(|a| candidate(portfolio, a)).collect();
    let decided = segments(&candidates, &config.settings);
    let visits: f64 = accounts.iter().filter_map(|a| a.visits).sum();
    let profit: f64 = accounts.iter().filter_map(|a| a.gross_profit).map(|g| g.max(0.0)).sum();
    let visit_cost = config.settings.get(Parameter::CostPerVisit);
    for (account, (segment, reason)) in accounts.iter_mut().zip(decided) {
        let record = &portfolio.accounts[account.account];
        let cost = cost_to_serve(
            account.gross_profit,
            record.service_cost,
            record.support_cost,
            account.visits,
            visit_cost,
        );
        account.segment = segment;
        account.segment_reason = reason;
        account.cost_to_serve = cost.cost;
        account.net_contribution = cost.net_contribution;
        account.visit_share = account.visits.filter(|_| visits > 0.0).map(|v| v / visits);
        account.gross_profit_share = account.gross_profit.filter(|_| profit > 0.0).map(|g| g / profit);
        if segment == Segment::Laggard {
            let served = account.visits.is_some() || record.service_cost.is_some();
            account.drag =
                Some(drag(cost.net_contribution, served, account.visit_share, account.gross_profit_share));
        }
    }
}

fn candidate(portfolio: &Portfolio, account: &AccountPlan) -> Candidate {
    Candidate {
        gross_profit: account.gross_profit,
        annual_revenue: account.annual_revenue,
        expected_value: account.expected_value,
        rank: account.rank,
        new_business_value: account.new_business_value,
        growth_rate: portfolio.accounts[account.account].growth_rate,
    }
}

pub(super) fn member(account: &AccountPlan) -> Member {
    Member {
        segment: account.segment,
        visits: account.visits,
        gross_profit: account.gross_profit,
        annual_revenue: account.annual_revenue,
        expected_value: account.expected_value,
    }
}

/// Key persons by account in rank order, then role order, then name and title.
fn persons(portfolio: &Portfolio, accounts: &[AccountPlan], config: &Config) -> Vec<PersonPlan> {
    let mut place = vec![0; portfolio.accounts.len()];
    for (at, account) in accounts.iter().enumerate() {
        place[account.account] = at;
    }
    let mut persons: Vec<PersonPlan> = portfolio
        .persons
        .par_iter()
        .enumerate()
        .map(|(at, person)| PersonPlan {
            person: at,
            account: place[person.account],
            commitment: commitment(person, &config.settings).level,
            weight: config.rules.role_weight(person.role),
            route: None,
            contact: Vec::new(),
            recommended_visits: None,
            stale: false,
            flags: Vec::new(),
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

fn commit(accounts: &mut [AccountPlan], persons: &[PersonPlan], portfolio: &Portfolio, config: &Config) {
    for group in persons.chunk_by(|a, b| a.account == b.account) {
        let Some(account) = group.first().and_then(|p| accounts.get_mut(p.account)) else { continue };
        let levels = group.iter().map(|p| (portfolio.persons[p.person].role, p.commitment));
        (account.commitment_index, account.coverage) = account_commitment(levels, &config.rules);
        account.persons = u32::try_from(group.len()).unwrap_or(u32::MAX);
    }
}

/// Orders outside the period are ignored rows, not planned ones.
fn account_for_rows(portfolio: &mut Portfolio, outside: &[SourceRow]) {
    for row in outside {
        if let Some(sheet) = portfolio.sheets.get_mut(row.sheet as usize) {
            sheet.rows.planned = sheet.rows.planned.saturating_sub(1);
            sheet.rows.ignored += 1;
        }
    }
    for issue in &mut portfolio.issues {
        issue.place.input = issue
            .place
            .input
            .or_else(|| issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize)).map(|s| s.input));
    }
}

fn conflicts(portfolio: &Portfolio, config: &Config) -> Vec<Issue> {
    let conflict = |person: &KeyPerson| {
        let found = commitment(person, &config.settings);
        if !found.conflict {
            return None;
        }
        let sheet = portfolio.sheets.get(person.source.sheet as usize);
        let column = sheet.and_then(|s| s.column_of(Field::Commitment));
        let place = CellPlace {
            input: sheet.map(|s| s.input),
            sheet: Some(person.source.sheet),
            row: Some(person.source.row),
            column: column.map(|c| c.column),
        };
        let mut issue = Issue::new(IssueCode::CommitmentConflict, place).with("person", &person.name);
        issue.field = Some(Field::Commitment);
        issue.header = column.map(|c| c.header.clone());
        issue.value = person.details.get(Field::Commitment).map(str::to_owned);
        Some(issue.with("level", format!("@commitment.{}", found.level)))
    };
    portfolio.persons.iter().filter_map(conflict).collect()
}

pub(super) fn totals(accounts: &[AccountPlan]) -> Totals {
    let sum = |field: &dyn Fn(&AccountPlan) -> Option<f64>| {
        let known: Vec<f64> = accounts.iter().filter_map(field).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>())
    };
    Totals {
        annual_revenue: sum(&|a| a.annual_revenue),
        gross_profit: sum(&|a| a.gross_profit),
        sales_potential: sum(&|a| a.sales_potential),
        expected_value: sum(&|a| a.expected_value),
        visits: sum(&|a| a.visits),
        assumed_values: accounts.iter().map(|a| a.assumed.len() as u64).sum(),
    }
}

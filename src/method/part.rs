//! A part of a plan, for whoever answers for it: some of its accounts with all that hangs on them. What compares
//! an account with the whole list (RV, rank, cumulative share, segment, allocation, decision) stays what it is in
//! the whole; sums and shares of segments are the part's own.

use super::assemble::{member, totals};
use super::concentration::concentration;
use super::diagnosis::{Member, diagnosis};
use super::history::History;
use super::movement::customers;
use super::potential::quota;
use super::{AccountPlan, Plan};
use crate::config::{Parameter, Settings};
use crate::model::{Issue, Portfolio, SourceRow};
use std::collections::HashSet;

/// The accounts whose indices in `whole.accounts` are given, in rising order.
pub fn part(whole: &Plan, keep: &[usize], settings: &Settings) -> Plan {
    let records: Vec<usize> = keep.iter().map(|at| whole.accounts[*at].account).collect();
    let new_record = places(&records, whole.portfolio.accounts.len());
    let new_account = places(keep, whole.accounts.len());
    let persons: Vec<usize> =
        (0..whole.persons.len()).filter(|at| new_account[whole.persons[*at].account].is_some()).collect();
    let new_person = places(&persons, whole.persons.len());
    let person_records: Vec<usize> = persons.iter().map(|at| whole.persons[*at].person).collect();
    let accounts: Vec<AccountPlan> = (1_u32..)
        .zip(keep.iter().enumerate())
        .map(|(order, (record, at))| AccountPlan { account: record, order, ..whole.accounts[*at].clone() })
        .collect();
    let portfolio = records_of(whole, &records, &new_record, &person_records);
    let column = |value: fn(&AccountPlan) -> Option<f64>| accounts.iter().map(value).collect::<Vec<_>>();
    let share = settings.get(Parameter::ConcentrationShare);
    let members: Vec<Member> = accounts.iter().map(member).collect();
    Plan {
        persons: persons
            .iter()
            .enumerate()
            .map(|(record, at)| {
                let mut person = whole.persons[*at].clone();
                person.person = record;
                person.account = new_account[person.account].unwrap_or_default();
                person.route =
                    person.route.and_then(|route| route.into_iter().map(|step| new_person[step]).collect());
                person
            })
            .collect(),
        totals: totals(&accounts),
        customers: customers(&accounts),
        open_deals: None,
        checks: Vec::new(),
        basis: whole.basis,
        core_quota: quota(settings.get(Parameter::CoreShare), accounts.len()),
        growth_quota: quota(settings.get(Parameter::GrowthRankShare), accounts.len()),
        ev_concentration: concentration(&column(|a| a.expected_value), share),
        profit_concentration: concentration(&column(|a| a.gross_profit), share),
        diagnosis: diagnosis(&members, settings),
        mean_revenue: whole.mean_revenue,
        list_margin: whole.list_margin,
        cost_per_visit: whole.cost_per_visit,
        history: History {
            accounts: records.iter().map(|at| whole.history.accounts[*at].clone()).collect(),
            ..whole.history.clone()
        },
        chances: whole.chances.restricted(&new_record),
        back_test: whole.back_test,
        age: whole.age,
        resources: whole.resources.clone(),
        products: whole.products.as_ref().map(|all| all.restricted(&records)),
        findings: whole
            .findings
            .iter()
            .filter_map(|finding| {
                let mut finding = finding.clone();
                let inside: Option<Vec<usize>> = finding.accounts.iter().map(|at| new_account[*at]).collect();
                finding.accounts = inside?;
                finding.person = finding.person.and_then(|at| new_person[at]);
                (!finding.accounts.is_empty()).then_some(finding)
            })
            .collect(),
        gaps: whole.gaps.clone(),
        today: whole.today,
        accounts,
        portfolio,
    }
}

/// Where each of `count` things stands among those kept.
fn places(kept: &[usize], count: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; count];
    for (new, old) in kept.iter().enumerate() {
        if let Some(place) = places.get_mut(*old) {
            *place = Some(new);
        }
    }
    places
}

/// The records of the accounts. Rejected rows belong to no account: they stay with the whole.
fn records_of(whole: &Plan, records: &[usize], new: &[Option<usize>], person_records: &[usize]) -> Portfolio {
    let all = &whole.portfolio;
    macro_rules! kept {
        ($records:ident) => {
            all.$records
                .iter()
                .filter_map(|record| {
                    let account = *new.get(record.account)?;
                    account.map(|account| {
                        let mut record = record.clone();
                        record.account = account;
                        record
                    })
                })
                .collect::<Vec<_>>()
        };
    }
    let mut portfolio = Portfolio {
        inputs: all.inputs.clone(),
        sheets: all.sheets.clone(),
        accounts: records.iter().map(|at| all.accounts[*at].clone()).collect(),
        persons: person_records.iter().map(|at| all.persons[*at].clone()).collect(),
        opportunities: kept!(opportunities),
        orders: kept!(orders),
        visits: kept!(visits),
        values: kept!(values),
        costs: kept!(costs),
        goals: kept!(goals),
        plan_items: kept!(plan_items),
        resources: all.resources.clone(),
        stated_settings: all.stated_settings.clone(),
        // What somebody added concerns the whole.
        added_sheets: Vec::new(),
        own_columns: all.own_columns.clone(),
        extra_columns: all.extra_columns.clone(),
        issues: Vec::new(),
        rejected: Vec::new(),
        mended: all.mended.clone(),
        language: all.language,
        currency: all.currency.clone(),
    };
    for person in &mut portfolio.persons {
        person.account = new.get(person.account).copied().flatten().unwrap_or_default();
    }
    portfolio.issues = issues(whole, &portfolio);
    portfolio
}

/// Issues of the part's rows, those that name one of its accounts, and those of whole files, sheets and columns.
fn issues(whole: &Plan, part: &Portfolio) -> Vec<Issue> {
    let mut rows: HashSet<SourceRow> = HashSet::new();
    rows.extend(part.accounts.iter().map(|r| r.source));
    rows.extend(part.persons.iter().map(|r| r.source));
    rows.extend(part.opportunities.iter().map(|r| r.source));
    rows.extend(part.orders.iter().map(|r| r.source));
    rows.extend(part.visits.iter().map(|r| r.source));
    rows.extend(part.values.iter().map(|r| r.source));
    rows.extend(part.costs.iter().map(|r| r.source));
    rows.extend(part.goals.iter().map(|r| r.source));
    rows.extend(part.plan_items.iter().map(|r| r.source));
    rows.extend(part.resources.iter().filter_map(|r| r.source));
    let names: HashSet<&str> = part.accounts.iter().map(|a| a.name.as_str()).collect();
    let ours = |issue: &&Issue| {
        let Some((sheet, row)) = issue.place.sheet.zip(issue.place.row) else { return true };
        rows.contains(&SourceRow { sheet, row })
            || issue.args.iter().any(|(key, value)| *key == "account" && names.contains(value.as_str()))
    };
    whole.portfolio.issues.iter().filter(ours).cloned().collect()
}

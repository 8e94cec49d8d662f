//! The rules applied in turn: revenue, expected value, order, relative value, segments, commitment.

use super::account_advice::{Advice, Results, advise};
use super::concentration::concentration;
use super::decision::{Decided, decisions};
use super::diagnosis::{Member, diagnosis};
use super::expected_value::expected_value;
use super::findings::findings;
use super::gaps::gaps;
use super::people::{Company, People, people};
use super::pipeline::{overdue, pipelines};
use super::potential::{Potential, basis, candidate, potentials, quota};
use super::ranking::{Ranked, Valued, ranked};
use super::resources::{ResourcePlan, ResourceUse, resources};
use super::revenue::revenues;
use super::visits::visits;
use super::{AccountPlan, PersonPlan, Plan, Totals, commitment::commitment};
use crate::config::{Config, Parameter};
use crate::model::{
    Basis, CellPlace, Field, Issue, IssueCode, KeyPerson, LeftOut, Portfolio, Segment, SourceRow,
};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

/// Computes the plan of a portfolio. The order of accounts, persons and rows in the portfolio changes
/// nothing but the sources; neither does the number of threads.
pub fn plan(mut portfolio: Portfolio, config: &Config, today: NaiveDate) -> Plan {
    let found = revenues(&portfolio, &config.settings, &config.rules);
    let visited = visits(&portfolio, &config.settings);
    let (pipeline, pipeline_issues) = pipelines(&portfolio, &config.settings, &config.rules);
    let valued = found.accounts.par_iter().enumerate().map(|(at, revenue)| {
        let (own, deals) = (&portfolio.accounts[at], pipeline.get(&at));
        let value = expected_value(own, revenue.annual_revenue, deals, &config.settings);
        Valued { account: at, revenue: *revenue, visits: visited.accounts[at], value }
    });
    let accounts = ranked(&portfolio, valued.collect());
    let potentials = potentials(&portfolio, &accounts, &config.settings);
    let segments: Vec<Segment> = potentials.iter().map(|p| p.segment).collect();
    let shared = resources(&portfolio, &accounts, &segments, &config.settings);
    let decided = decisions(&portfolio, &accounts, &potentials, &shared, &config.rules);
    let People { companies, persons, issues } = people(&portfolio, &accounts, &shared, config, today);
    let results =
        Results { accounts: &accounts, resources: &shared, decided: &decided, companies: &companies };
    let advice = advise(&portfolio, results, config, today);
    portfolio.issues.extend(shared.issues);
    portfolio.issues.extend(issues);
    portfolio.issues.extend(overdue(&portfolio, config, today));
    portfolio.issues.extend(found.issues);
    portfolio.issues.extend(pipeline_issues);
    portfolio.issues.extend(visited.issues);
    account_for_rows(&mut portfolio, &found.outside);
    account_for_rows(&mut portfolio, &visited.outside);
    portfolio.issues.extend(conflicts(&portfolio, config));
    let candidates: Vec<_> = accounts.iter().map(|a| candidate(&portfolio, a)).collect();
    let basis = basis(&candidates);
    let accounts = accounts
        .into_iter()
        .zip(potentials)
        .zip(shared.uses)
        .zip(decided)
        .zip(companies)
        .zip(advice)
        .map(|(((((ranked, potential), uses), decided), company), advice)| {
            account_plan(ranked, potential, uses, decided, company, advice)
        })
        .collect();
    finish(portfolio, accounts, persons, shared.planned, (found.period, basis), config, today)
}

fn finish(
    mut portfolio: Portfolio,
    accounts: Vec<AccountPlan>,
    persons: Vec<PersonPlan>,
    resources: Vec<ResourcePlan>,
    (order_period, basis): (Option<(NaiveDate, NaiveDate)>, Basis),
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
        basis,
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

/// The results of all rules on one account.
fn account_plan(
    Ranked { own, standing }: Ranked,
    potential: Potential,
    resources: Vec<ResourceUse>,
    decided: Decided,
    company: Company,
    advice: Advice,
) -> AccountPlan {
    AccountPlan {
        account: own.account,
        order: standing.order,
        annual_revenue: own.revenue.annual_revenue,
        revenue_source: own.revenue.source,
        gross_profit: own.revenue.gross_profit,
        visits: own.visits,
        repeat_sales: own.value.repeat_sales,
        new_business: own.value.new_business,
        potential_source: own.value.source,
        sales_potential: own.value.sales_potential,
        probability_entered: own.value.probability_entered,
        probability_repeat: own.value.probability_repeat,
        probability_new: own.value.probability_new,
        probability: own.value.probability,
        expected_value: own.value.expected_value,
        new_business_value: own.value.new_business_value,
        relative_value: standing.relative_value,
        value_index: standing.value_index,
        rank: standing.rank,
        cumulative_share: standing.cumulative_share,
        assumed: own.value.assumed,
        segment: potential.segment,
        segment_reason: potential.reason,
        core_place: potential.core_place,
        drag: potential.drag,
        cost_to_serve: potential.cost_to_serve,
        net_contribution: potential.net_contribution,
        visit_share: potential.visit_share,
        gross_profit_share: potential.gross_profit_share,
        commitment_index: company.commitment_index,
        coverage: company.coverage,
        persons: company.persons,
        resources,
        margin: decided.margin,
        resource_cost: decided.resource_cost,
        expected_roi: decided.expected_roi,
        decision: decided.decision,
        decision_reason: decided.reason,
        resource_sub_strategies: decided.sub_strategies,
        matching_mode: advice.matching_mode,
        alliance: advice.alliance,
        flags: company.flags,
        value: advice.value,
        iceberg: advice.iceberg,
        completeness: advice.completeness,
        proposals: advice.proposals,
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

/// Orders outside the period are ignored rows, not planned ones.
fn account_for_rows(portfolio: &mut Portfolio, outside: &[SourceRow]) {
    for row in outside {
        if let Some(sheet) = portfolio.sheets.get_mut(row.sheet as usize) {
            sheet.rows.planned = sheet.rows.planned.saturating_sub(1);
            sheet.rows.ignored += 1;
        }
    }
    let old: HashSet<SourceRow> = outside.iter().copied().collect();
    let mut money: BTreeMap<(u32, Field), Vec<f64>> = BTreeMap::new();
    for order in portfolio.orders.iter().filter(|order| old.contains(&order.source)) {
        let amounts =
            [(Field::Amount, Some(order.amount)), (Field::Profit, order.profit), (Field::Cost, order.cost)];
        for (field, amount) in amounts {
            money.entry((order.source.sheet, field)).or_default().extend(amount);
        }
    }
    for ((sheet, field), mut amounts) in money {
        amounts.sort_by(f64::total_cmp);
        let reading = portfolio.sheets.get_mut(sheet as usize).map(|sheet| &mut sheet.money);
        if let Some(reading) = reading.into_iter().flatten().find(|m| m.field == Some(field)) {
            reading.leave_out(LeftOut::EarlierPeriod, amounts.iter().sum());
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

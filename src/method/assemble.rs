//! The rules applied in turn: revenue, expected value, order, relative value, segments, commitment.

use super::account_advice::{Advice, Results, advise};
use super::account_history::AccountHistory;
use super::age::age;
use super::back_test::back_test;
use super::carried::Carried;
use super::chances::Chances;
use super::checks::checks;
use super::concentration::concentration;
use super::decision::{Decided, decisions, list_margin};
use super::diagnosis::{Member, diagnosis};
use super::expected_value::expected_value;
use super::findings::{Scene, findings};
use super::gaps::gaps;
use super::history::{History, counted, history, lines};
use super::movement::{customers, open_deals};
use super::people::{Company, People, people};
use super::pipeline::pipelines;
use super::potential::{Candidate, Potential, basis, candidate, mean_revenue, potentials, quota, trends};
use super::ranking::{Ranked, Valued, ranked};
use super::resources::{ResourcePlan, ResourceUse, cost_per_visit, resources};
use super::revenue::{left_out, revenue};
use super::sources::Split;
use super::visits::visits;
use super::whitespace::{self, Products, products};
use super::windows::Windows;
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
    let settings = &config.settings;
    let carried = Carried::of(&portfolio, &config.rules);
    let lines = lines(&portfolio, carried, &config.rules);
    let windows = Windows::of(lines.iter().filter_map(|l| l.date), today, settings);
    let windows = carried.windows(&portfolio, windows);
    let counted = counted(&lines, windows.as_ref(), today);
    let history = history(&portfolio, &lines, &counted, windows, (config, today));
    let chances = Chances::new(&history, settings);
    let (accounts, mut found) = valued(&portfolio, &history, &chances, config, today);
    let accounts = ranked(&portfolio, accounts);
    let cost_per_visit = cost_per_visit(&portfolio, settings);
    let potentials = potentials(&portfolio, &accounts, cost_per_visit, settings);
    let trends = trends(&accounts, &potentials, settings);
    let shared = resources(&portfolio, &accounts, &potentials, settings);
    let decided = decisions(&portfolio, &accounts, &potentials, &shared, (&config.rules, settings));
    let People { companies, persons, issues } =
        people(&portfolio, (&accounts, &trends), &shared, config, today);
    let segments: Vec<Segment> = potentials.iter().map(|p| p.segment).collect();
    let products = products(&portfolio, &lines, &counted, &history, settings);
    let gaps = whitespace::gaps(&portfolio, &accounts, &segments, &history, products.as_ref(), settings);
    let results = Results {
        accounts: &accounts,
        resources: &shared,
        decided: &decided,
        companies: &companies,
        whitespace: &gaps,
    };
    let advice = advise(&portfolio, results, config, today);
    let left_out = left_out(&lines, &counted, &history, today);
    let candidates: Vec<Candidate> = accounts.iter().map(candidate).collect();
    let (basis, mean_revenue) =
        (basis(&candidates, settings), mean_revenue(candidates.iter().filter_map(|a| a.annual_revenue)));
    found.rows.extend(left_out.rows);
    found.issues.extend(left_out.issues);
    portfolio.issues.extend(shared.issues);
    portfolio.issues.extend(issues);
    portfolio.issues.extend(found.issues);
    account_for_rows(&mut portfolio, &found.rows);
    portfolio.issues.extend(conflicts(&portfolio, config));
    let accounts = accounts
        .into_iter()
        .zip(potentials)
        .zip(shared.uses)
        .zip(decided)
        .zip(companies)
        .zip(advice)
        .zip(gaps)
        .map(|((((((ranked, potential), uses), decided), company), advice), gaps)| {
            let past = history.accounts[ranked.own.account].clone();
            account_plan((ranked, past), potential, uses, decided, company, (advice, gaps))
        })
        .collect();
    let results = Computed { accounts, persons, resources: shared.planned, products, history, chances };
    finish(portfolio, results, (basis, mean_revenue, cost_per_visit), config, today)
}

/// Rows that count for nothing, and what is to be said.
#[derive(Default)]
struct Found {
    rows: Vec<SourceRow>,
    issues: Vec<Issue>,
}

/// Revenue, visits and expected value of every account, in the order of the portfolio.
fn valued(
    portfolio: &Portfolio,
    history: &History,
    chances: &Chances,
    config: &Config,
    today: NaiveDate,
) -> (Vec<Valued>, Found) {
    let visited = visits(portfolio, today);
    let (pipeline, issues) = pipelines(portfolio, chances, config, today);
    let valued = portfolio.accounts.par_iter().enumerate().map(|(at, own)| {
        let revenue = revenue(own, &history.accounts[at], history.windows.as_ref());
        let value = expected_value((at, own), revenue.annual_revenue, pipeline.get(&at), chances);
        Valued { account: at, revenue, visits: visited.accounts[at], value }
    });
    let mut found = Found { rows: visited.outside, issues };
    found.issues.extend(visited.issues);
    (valued.collect(), found)
}

/// What the rules computed, account by account and for the list.
struct Computed {
    accounts: Vec<AccountPlan>,
    persons: Vec<PersonPlan>,
    resources: Vec<ResourcePlan>,
    products: Option<Products>,
    history: History,
    chances: Chances,
}

fn finish(
    mut portfolio: Portfolio,
    computed: Computed,
    (basis, mean_revenue, cost_per_visit): (Basis, Option<f64>, Option<f64>),
    config: &Config,
    today: NaiveDate,
) -> Plan {
    let Computed { accounts, persons, resources, products, history, chances } = computed;
    let totals = totals(&accounts);
    if totals.expected_value.is_none_or(|v| v <= 0.0) && !accounts.is_empty() {
        let potential = accounts.iter().any(|a| a.sales_potential.is_some_and(|sp| sp > 0.0));
        let reason = if potential { "no_chance" } else { "no_potential" };
        let issue = Issue::new(IssueCode::NoExpectedValue, CellPlace::default());
        portfolio.issues.push(issue.with("reason", format!("@no_expected_value.{reason}")));
    }
    let age = age(&portfolio, &history, config, today);
    portfolio.issues.extend(age.issue());
    let gaps = gaps(&portfolio, &totals, cost_per_visit);
    for gap in &gaps {
        let issue = Issue::new(IssueCode::MissingColumn, CellPlace::default());
        portfolio.issues.push(issue.with("unlocks", format!("@workbook.missing.{gap}")));
    }
    let settings = &config.settings;
    let share = settings.get(Parameter::ConcentrationShare);
    let column = |field: fn(&AccountPlan) -> Option<f64>| accounts.iter().map(field).collect::<Vec<_>>();
    let members: Vec<Member> = accounts.iter().map(member).collect();
    let scene = Scene {
        portfolio: &portfolio,
        accounts: &accounts,
        persons: &persons,
        resources: &resources,
        settings,
        today,
    };
    let mut plan = Plan {
        customers: customers(&accounts),
        open_deals: None,
        checks: Vec::new(),
        gaps,
        totals,
        basis,
        core_quota: quota(settings.get(Parameter::CoreShare), accounts.len()),
        growth_quota: quota(settings.get(Parameter::GrowthRankShare), accounts.len()),
        ev_concentration: concentration(&column(|a| a.expected_value), share),
        profit_concentration: concentration(&column(|a| a.gross_profit), share),
        diagnosis: diagnosis(&members, settings),
        findings: findings(scene),
        mean_revenue,
        list_margin: list_margin(accounts.iter().map(|a| (a.gross_profit, a.annual_revenue))),
        cost_per_visit,
        back_test: back_test(&portfolio, &history, settings),
        age,
        history,
        chances,
        resources,
        products,
        today,
        portfolio,
        accounts,
        persons,
    };
    plan.open_deals = open_deals(&plan, config);
    plan.checks = checks(&plan, &config.rules);
    plan
}

/// The results of all rules on one account.
fn account_plan(
    (Ranked { own, standing }, history): (Ranked, AccountHistory),
    potential: Potential,
    resources: Vec<ResourceUse>,
    decided: Decided,
    company: Company,
    (advice, whitespace): (Advice, Vec<whitespace::Gap>),
) -> AccountPlan {
    let mut derived = own.revenue.derived;
    derived.extend(own.value.derived.iter().map(|d| d.field));
    AccountPlan {
        account: own.account,
        order: standing.order,
        annual_revenue: own.revenue.annual_revenue,
        revenue_source: own.revenue.source,
        previous_revenue: own.revenue.previous_revenue,
        growth_rate: own.revenue.growth_rate,
        last_order: own.revenue.last_order,
        order_count: own.revenue.order_count,
        history,
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
        assumes_probability: own.value.assumes_probability(),
        assumed: own.value.assumed,
        derived,
        derived_chances: own.value.derived,
        split: own.value.split,
        unreadable: own.value.unreadable,
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
        own_margin: decided.own_margin,
        break_even: decided.break_even,
        change: decided.change,
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
        whitespace,
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
    let total = |field: &dyn Fn(&AccountPlan) -> f64| accounts.iter().map(field).sum::<f64>();
    Totals {
        annual_revenue: sum(&|a| a.annual_revenue),
        gross_profit: sum(&|a| a.gross_profit),
        sales_potential: sum(&|a| a.sales_potential),
        expected_value: sum(&|a| a.expected_value),
        visits: sum(&|a| a.visits),
        split: Split {
            entered: total(&|a| a.split.entered),
            derived: total(&|a| a.split.derived),
            assumed: total(&|a| a.split.assumed),
            overdue: total(&|a| a.split.overdue),
        },
        unranked_revenue: total(&|a| a.annual_revenue.filter(|_| a.unreadable).unwrap_or(0.0)),
        growth_known: accounts.iter().any(|a| a.growth_rate.is_some()),
        assumed_values: accounts.iter().map(|a| a.assumed.len() as u64).sum(),
    }
}

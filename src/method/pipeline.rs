//! Potential from opportunities (METHOD §2): sums over the open rows that have an amount.

use super::Assumption;
use crate::config::{Config, Parameter, Rules, Settings};
use crate::model::{CellPlace, Field, Issue, IssueCode, Opportunity, OpportunityKind, Outcome, Portfolio};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What an account's open opportunities add up to, money.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pipeline {
    /// Σ amount of repeat business; none without a row.
    pub repeat_sales: Option<f64>,
    /// Σ amount of new business.
    pub new_business: Option<f64>,
    /// Σ amount × P of repeat business.
    pub repeat_value: f64,
    /// Σ amount × P of new business.
    pub new_value: f64,
    /// Probabilities that were assumed.
    pub assumed: Vec<Assumption>,
}

/// What one opportunity counts for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Open, won or lost.
    pub outcome: Outcome,
    /// P in force for an open one: its own, its stage's, else assumed.
    pub probability: Option<f64>,
    /// P is assumed.
    pub assumed: bool,
    /// The stage table does not know the stage.
    pub unknown_stage: bool,
}

/// Reads outcome and probability of an opportunity from its own P and the stage table.
pub fn reading(deal: &Opportunity, settings: &Settings, rules: &Rules) -> Reading {
    let rule = deal.stage.as_deref().and_then(|s| rules.stage_of(s));
    let outcome = rule.as_ref().map_or(Outcome::Open, |r| r.outcome);
    let known = deal.probability.or(rule.as_ref().and_then(|r| r.probability));
    let probability = match outcome {
        Outcome::Open => Some(known.unwrap_or_else(|| settings.get(assumed_parameter(kind(deal))))),
        Outcome::Won | Outcome::Lost => None,
    };
    Reading {
        outcome,
        probability,
        assumed: outcome == Outcome::Open && known.is_none(),
        unknown_stage: deal.stage.is_some() && rule.is_none() && deal.probability.is_none(),
    }
}

/// Kind of an opportunity: blank means new business (METHOD §2).
pub fn kind(deal: &Opportunity) -> OpportunityKind {
    deal.kind.unwrap_or(OpportunityKind::New)
}

fn assumed_parameter(kind: OpportunityKind) -> Parameter {
    match kind {
        OpportunityKind::Repeat => Parameter::ProbabilityRepeat,
        OpportunityKind::New => Parameter::ProbabilityNew,
    }
}

/// Pipelines by account index, of accounts with at least one open opportunity that has an amount.
pub fn pipelines(
    portfolio: &Portfolio,
    settings: &Settings,
    rules: &Rules,
) -> (BTreeMap<usize, Pipeline>, Vec<Issue>) {
    let mut rows: BTreeMap<usize, Vec<(OpportunityKind, f64, f64, bool)>> = BTreeMap::new();
    let mut issues = Vec::new();
    for deal in &portfolio.opportunities {
        let read = reading(deal, settings, rules);
        if read.unknown_stage {
            let mut issue = Issue::new(IssueCode::UnknownStage, place(portfolio, deal, Field::Stage));
            issue.field = Some(Field::Stage);
            issue.value.clone_from(&deal.stage);
            issues.push(issue.with("probability", read.probability.unwrap_or_default()));
        }
        match (read.probability, deal.amount) {
            (Some(p), Some(amount)) => {
                rows.entry(deal.account).or_default().push((kind(deal), amount, p, read.assumed));
            }
            (Some(_), None) => {
                let mut issue =
                    Issue::new(IssueCode::OpportunityWithoutAmount, place(portfolio, deal, Field::Amount));
                issue.field = Some(Field::Amount);
                issues.push(issue.with("account", &portfolio.accounts[deal.account].name));
            }
            (None, _) => {}
        }
    }
    let sums = rows.into_iter().map(|(account, rows)| (account, sum(rows, settings))).collect();
    (sums, issues)
}

/// Open opportunities whose close date has passed: they still count, but somebody should look.
pub fn overdue(portfolio: &Portfolio, config: &Config, today: NaiveDate) -> Vec<Issue> {
    let late = |deal: &&Opportunity| {
        deal.close_date.is_some_and(|d| d < today)
            && reading(deal, &config.settings, &config.rules).outcome == Outcome::Open
    };
    let issue = |deal: &Opportunity| {
        let mut issue = Issue::new(IssueCode::OpportunityOverdue, place(portfolio, deal, Field::CloseDate));
        issue.field = Some(Field::CloseDate);
        issue.value = deal.close_date.map(|d| d.to_string());
        issue.with("account", &portfolio.accounts[deal.account].name)
    };
    portfolio.opportunities.iter().filter(late).map(issue).collect()
}

/// Sums in a fixed order, so that shuffled rows give the same bits.
fn sum(mut rows: Vec<(OpportunityKind, f64, f64, bool)>, settings: &Settings) -> Pipeline {
    rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    let mut pipeline = Pipeline::default();
    for (kind, amount, probability, assumed) in rows {
        let (total, value, field) = match kind {
            OpportunityKind::Repeat => {
                (&mut pipeline.repeat_sales, &mut pipeline.repeat_value, Field::ProbabilityRepeat)
            }
            OpportunityKind::New => {
                (&mut pipeline.new_business, &mut pipeline.new_value, Field::ProbabilityNew)
            }
        };
        *total = Some(total.unwrap_or(0.0) + amount);
        *value += amount * probability;
        if assumed && !pipeline.assumed.iter().any(|a| a.field == field) {
            pipeline.assumed.push(Assumption { field, value: settings.get(assumed_parameter(kind)) });
        }
    }
    pipeline
}

fn place(portfolio: &Portfolio, deal: &Opportunity, field: Field) -> CellPlace {
    let sheet = portfolio.sheets.get(deal.source.sheet as usize);
    CellPlace {
        input: sheet.map(|s| s.input),
        sheet: Some(deal.source.sheet),
        row: Some(deal.source.row),
        column: sheet.and_then(|s| s.column_of(field)).map(|c| c.column),
    }
}

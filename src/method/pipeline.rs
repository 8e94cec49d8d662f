//! Potential from opportunities (METHOD §2): sums over the open rows that have an amount; each row's P is its
//! own, its stage's, that of history, or assumed.

use super::chances::{Chances, Origin};
use super::sources::{Assumption, Split};
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
    /// Σ amount × P by where the P comes from, and of overdue deals.
    pub split: Split,
    /// Probabilities that were assumed.
    pub assumed: Vec<Assumption>,
    /// Probabilities that history gave.
    pub derived: Vec<Assumption>,
}

/// Where the P of an opportunity comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChanceSource {
    /// The row states it.
    Own,
    /// The stage table.
    Stage,
    /// The list's own history.
    History,
    /// A default of ours.
    Assumed,
}

impl ChanceSource {
    /// Entered, derived or assumed.
    pub fn origin(self) -> Origin {
        match self {
            ChanceSource::Own => Origin::Entered,
            ChanceSource::Stage | ChanceSource::History => Origin::Derived,
            ChanceSource::Assumed => Origin::Assumed,
        }
    }
}

/// What one opportunity counts for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Open, won or lost.
    pub outcome: Outcome,
    /// P in force, of an open one.
    pub probability: Option<f64>,
    /// Where that comes from.
    pub source: ChanceSource,
    /// The stage table does not know the stage.
    pub unknown_stage: bool,
}

impl Reading {
    /// P is assumed.
    pub fn assumed(&self) -> bool {
        self.probability.is_some() && self.source == ChanceSource::Assumed
    }
}

/// Reads outcome and probability of an opportunity from its own P, the stage table, history or the settings.
pub fn reading(deal: &Opportunity, chances: &Chances, rules: &Rules) -> Reading {
    let rule = deal.stage.as_deref().and_then(|s| rules.stage_of(s));
    let outcome = rule.as_ref().map_or(Outcome::Open, |r| r.outcome);
    let (probability, source) = if let Some(own) = deal.probability {
        (own, ChanceSource::Own)
    } else if let Some(of_stage) = rule.as_ref().and_then(|r| r.probability) {
        (of_stage, ChanceSource::Stage)
    } else {
        let chance = chances.of(kind(deal), deal.account);
        let derived = chance.origin == Origin::Derived;
        (chance.value, if derived { ChanceSource::History } else { ChanceSource::Assumed })
    };
    Reading {
        outcome,
        probability: (outcome == Outcome::Open).then_some(probability),
        source,
        unknown_stage: deal.stage.is_some() && rule.is_none() && deal.probability.is_none(),
    }
}

/// Kind of an opportunity: blank means new business (METHOD §2).
pub fn kind(deal: &Opportunity) -> OpportunityKind {
    deal.kind.unwrap_or(OpportunityKind::New)
}

/// An open deal whose close date is long past.
pub fn is_overdue(deal: &Opportunity, today: NaiveDate, settings: &Settings) -> bool {
    let limit = settings.get(Parameter::OverdueDays);
    deal.close_date.is_some_and(|date| (today - date).num_days() as f64 > limit)
}

/// What one open row adds.
struct Row {
    kind: OpportunityKind,
    amount: f64,
    probability: f64,
    source: ChanceSource,
    overdue: bool,
}

/// Pipelines by account index, of accounts with at least one open opportunity that has an amount.
pub fn pipelines(
    portfolio: &Portfolio,
    chances: &Chances,
    config: &Config,
    today: NaiveDate,
) -> (BTreeMap<usize, Pipeline>, Vec<Issue>) {
    let mut rows: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    let mut issues = Vec::new();
    for deal in &portfolio.opportunities {
        let read = reading(deal, chances, &config.rules);
        if read.unknown_stage {
            let mut issue = Issue::new(IssueCode::UnknownStage, place(portfolio, deal, Field::Stage));
            issue.field = Some(Field::Stage);
            issue.value.clone_from(&deal.stage);
            issues.push(issue.with("probability", read.probability.unwrap_or_default()));
        }
        let Some(probability) = read.probability else { continue };
        let overdue = is_overdue(deal, today, &config.settings);
        match deal.amount {
            Some(amount) => rows.entry(deal.account).or_default().push(Row {
                kind: kind(deal),
                amount,
                probability,
                source: read.source,
                overdue,
            }),
            None => {
                let mut issue =
                    Issue::new(IssueCode::OpportunityWithoutAmount, place(portfolio, deal, Field::Amount));
                issue.field = Some(Field::Amount);
                issues.push(issue.with("account", &portfolio.accounts[deal.account].name));
            }
        }
        if overdue {
            let mut issue =
                Issue::new(IssueCode::OpportunityOverdue, place(portfolio, deal, Field::CloseDate));
            issue.field = Some(Field::CloseDate);
            issue.value = deal.close_date.map(|d| d.to_string());
            issues.push(issue.with("account", &portfolio.accounts[deal.account].name));
        }
    }
    let sums = rows.into_iter().map(|(account, rows)| (account, sum(rows))).collect();
    (sums, issues)
}

/// Sums in a fixed order, so that shuffled rows give the same bits.
fn sum(mut rows: Vec<Row>) -> Pipeline {
    rows.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then(a.amount.total_cmp(&b.amount))
            .then(a.probability.total_cmp(&b.probability))
            .then((a.source as u8, a.overdue).cmp(&(b.source as u8, b.overdue)))
    });
    let mut pipeline = Pipeline::default();
    for row in rows {
        let (total, value, field) = match row.kind {
            OpportunityKind::Repeat => {
                (&mut pipeline.repeat_sales, &mut pipeline.repeat_value, Field::ProbabilityRepeat)
            }
            OpportunityKind::New => {
                (&mut pipeline.new_business, &mut pipeline.new_value, Field::ProbabilityNew)
            }
        };
        let expected = row.amount * row.probability;
        *total = Some(total.unwrap_or(0.0) + row.amount);
        *value += expected;
        pipeline.split.add(row.source.origin(), expected);
        if row.overdue {
            pipeline.split.overdue += expected;
        }
        let told = match row.source {
            ChanceSource::Own | ChanceSource::Stage => continue,
            ChanceSource::History => &mut pipeline.derived,
            ChanceSource::Assumed => &mut pipeline.assumed,
        };
        if !told.iter().any(|a| a.field == field) {
            told.push(Assumption { field, value: row.probability });
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

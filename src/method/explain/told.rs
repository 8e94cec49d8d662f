//! What an explanation consists of, and how its parts are made.

use crate::config::{Config, Parameter};
use crate::method::chances::Origin;
use crate::method::{AccountPlan, Plan};
use crate::model::{Account, CellPlace, Field, Portfolio, SourceRow};
use chrono::NaiveDate;

codes! {
    /// Where a figure comes from.
    Source {
        /// The list says so.
        Entered = "entered",
        /// From the list's own history or other columns.
        Derived = "derived",
        /// A default of ours.
        Assumed = "assumed",
        /// By a rule from figures that stand above it.
        Computed = "computed",
        /// Nothing says it.
        Unknown = "unknown",
    }
}

codes! {
    /// What became of a rule.
    Outcome {
        /// It decided, or it is among what was found.
        Hit = "hit",
        /// Its condition does not hold.
        Missed = "missed",
        /// A rule before it hit.
        NotReached = "not_reached",
    }
}

/// A number, date or word in a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// Money, a count, an index; none: unknown.
    Number(Option<f64>),
    /// A fraction that is shown as per cent; none: unknown.
    Share(Option<f64>),
    /// A day; none: unknown.
    Date(Option<NaiveDate>),
    /// A text, or a label `@group.code`.
    Text(String),
}

/// A named number of a formula.
pub type Part = (&'static str, Amount);

/// A figure: what it is, what it comes to, how.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable code; its label is `explain.figure.<code>`.
    pub code: &'static str,
    /// The resource that it is of.
    pub resource: Option<String>,
    /// What it comes to.
    pub value: Amount,
    /// Where it comes from.
    pub source: Source,
    /// The cell that states it.
    pub cell: Option<CellPlace>,
    /// Code of the formula; its label is `explain.how.<code>`.
    pub how: &'static str,
    /// The numbers in it.
    pub parts: Vec<Part>,
}

/// A rule that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What it would decide: `segment`, `evidence`, `decision`, `flag`, `sub_strategy`…
    pub of: &'static str,
    /// Stable code of the rule.
    pub code: &'static str,
    /// Group of its label.
    pub group: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Code of its condition; its label is `explain.rule.<code>`.
    pub how: &'static str,
    /// The numbers in it.
    pub parts: Vec<Part>,
}

/// A key person explained.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonExplained {
    /// Index into `Plan::persons`.
    pub person: usize,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Rules of sub-strategy and flags.
    pub trials: Vec<Trial>,
}

/// An account explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Index into `Plan::accounts`.
    pub account: usize,
    /// Its figures, those that others are made of first.
    pub figures: Vec<Figure>,
    /// Rules of segment, evidence, decision and flags.
    pub trials: Vec<Trial>,
    /// Its key persons.
    pub persons: Vec<PersonExplained>,
}

/// What an explanation is made from.
pub(super) struct Scene<'a> {
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub at: usize,
    pub account: &'a AccountPlan,
    pub record: &'a Account,
}

impl Scene<'_> {
    pub(super) fn setting(&self, parameter: Parameter) -> f64 {
        self.config.settings.get(parameter)
    }

    /// The cell of the account's row that states a field.
    pub(super) fn cell(&self, field: Field) -> Option<CellPlace> {
        cell(&self.plan.portfolio, self.record.row_of(field), field)
    }

    pub(super) fn is_derived(&self, field: Field) -> bool {
        self.account.derived.contains(&field)
    }

    pub(super) fn assumed(&self, field: Field) -> bool {
        self.account.assumed.iter().any(|a| a.field == field)
    }

    /// A figure that a column of the list holds, or nothing.
    pub(super) fn stated(&self, code: &'static str, field: Field, value: Option<f64>) -> Figure {
        let cell = value.and_then(|_| self.cell(field));
        let source = if value.is_some() { Source::Entered } else { Source::Unknown };
        Figure { source, cell, ..figure(code, number(value), "stated", vec![]) }
    }
}

/// The cell of a row that states a field.
pub(super) fn cell(portfolio: &Portfolio, row: SourceRow, field: Field) -> Option<CellPlace> {
    let sheet = portfolio.sheets.get(row.sheet as usize)?;
    let column = sheet.column_of(field)?.column;
    Some(CellPlace {
        input: Some(sheet.input),
        sheet: Some(row.sheet),
        row: Some(row.row),
        column: Some(column),
    })
}

/// A computed figure.
pub(super) fn figure(code: &'static str, value: Amount, how: &'static str, parts: Vec<Part>) -> Figure {
    let source = if value.is_unknown() { Source::Unknown } else { Source::Computed };
    Figure { code, resource: None, value, source, cell: None, how, parts }
}

impl Figure {
    pub(super) fn from(self, source: Source) -> Self {
        if self.value.is_unknown() { self } else { Figure { source, ..self } }
    }
}

impl Amount {
    /// Nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Amount::Number(None) | Amount::Share(None) | Amount::Date(None))
    }
}

pub(super) fn number(value: Option<f64>) -> Amount {
    Amount::Number(value)
}

pub(super) fn count(value: impl Into<f64>) -> Amount {
    Amount::Number(Some(value.into()))
}

pub(super) fn share(value: Option<f64>) -> Amount {
    Amount::Share(value)
}

pub(super) fn word(group: &str, code: &str) -> Amount {
    Amount::Text(format!("@{group}.{code}"))
}

pub(super) fn truth(known: bool) -> Amount {
    word("truth", if known { "yes" } else { "no" })
}

pub(super) fn by_origin(origin: Origin) -> Source {
    match origin {
        Origin::Entered => Source::Entered,
        Origin::Derived => Source::Derived,
        Origin::Assumed => Source::Assumed,
    }
}

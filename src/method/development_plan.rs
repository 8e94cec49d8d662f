//! The nine-part development plan of an account (METHOD §9): completeness by part, what is missing, what is
//! overdue. Completeness (D) is the mean of the nine parts, each 0…1 by the rule of its part below.

use super::goals::{GoalGap, goal_gaps};
use crate::model::rounding::comparable_money;
use crate::model::{Account, Field, Goal, PlanItem, PlanPart, PlanStatus};
use chrono::NaiveDate;

codes! {
    /// What a plan lacks.
    PlanGap {
        /// Needs, characteristics or concerns are not all described.
        TargetNotDescribed = "target_not_described",
        /// No problem is written down.
        NoProblem = "no_problem",
        /// A problem that no strategy or action answers.
        ProblemUnanswered = "problem_unanswered",
        /// No strategy.
        NoStrategy = "no_strategy",
        /// No action.
        NoAction = "no_action",
        /// An action without owner or due date.
        ActionIncomplete = "action_incomplete",
        /// No budget.
        NoBudget = "no_budget",
        /// A budget item without amount, or a sum above the recommended budget or below that of the actions.
        BudgetDoesNotAddUp = "budget_does_not_add_up",
        /// Not approved.
        NotApproved = "not_approved",
        /// Nothing is running.
        NotExecuted = "not_executed",
        /// No review.
        NoReview = "no_review",
        /// An item is overdue.
        ItemOverdue = "item_overdue",
    }
}

/// A traffic light: colour never alone, so it has a word too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Complete.
    Green,
    /// Begun.
    Amber,
    /// Nothing there.
    Red,
}

impl Light {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Light::Green => "complete",
            Light::Amber => "begun",
            Light::Red => "missing",
        }
    }

    /// The light of a completeness 0…1.
    pub fn of(completeness: f64) -> Self {
        if completeness >= 1.0 {
            Light::Green
        } else if completeness > 0.0 {
            Light::Amber
        } else {
            Light::Red
        }
    }
}

/// How complete a plan is.
#[derive(Debug, Clone, PartialEq)]
pub struct Completeness {
    /// By part, 0…1.
    pub parts: [f64; 9],
    /// What is missing.
    pub gaps: Vec<PlanGap>,
    /// What the goals lack.
    pub goal_gaps: Vec<GoalGap>,
    /// Items past their due date that are not reviewed.
    pub overdue: u32,
}

impl Completeness {
    /// Mean of the nine parts, 0…1.
    pub fn overall(&self) -> f64 {
        self.parts.iter().sum::<f64>() / self.parts.len() as f64
    }
}

/// Checks one account's plan. `budget` is the recommended amount, which its budget items may not exceed.
pub fn completeness(
    account: &Account,
    goals: &[&Goal],
    items: &[&PlanItem],
    budget: Option<f64>,
    today: NaiveDate,
) -> Completeness {
    let goal_gaps = goal_gaps(goals, today);
    let of = |part: PlanPart| items.iter().copied().filter(move |i| i.part == Some(part));
    let overdue = items.iter().filter(|i| is_overdue(i, today)).count();
    let mut gaps = Vec::new();
    let mut missing = |gap: PlanGap, hit: bool| {
        if hit {
            gaps.push(gap);
        }
    };
    let described = described(account);
    missing(PlanGap::TargetNotDescribed, described < 1.0);
    missing(PlanGap::NoProblem, of(PlanPart::Problems).next().is_none());
    let answered = answered(items);
    missing(PlanGap::ProblemUnanswered, answered.contains(&false));
    missing(PlanGap::NoStrategy, of(PlanPart::Strategy).next().is_none());
    missing(PlanGap::NoAction, of(PlanPart::Actions).next().is_none());
    let ready: Vec<bool> = of(PlanPart::Actions).map(|a| a.owner.is_some() && a.due.is_some()).collect();
    missing(PlanGap::ActionIncomplete, ready.contains(&false));
    let funded: Vec<Option<f64>> = of(PlanPart::Budget).map(|b| b.amount).collect();
    let spent: f64 = funded.iter().flatten().sum();
    let needed: f64 = of(PlanPart::Actions).filter_map(|a| a.amount).sum();
    let wrong = budget.is_some_and(|b| comparable_money(spent) > comparable_money(b))
        || comparable_money(spent) < comparable_money(needed);
    missing(PlanGap::NoBudget, funded.is_empty());
    missing(PlanGap::BudgetDoesNotAddUp, funded.contains(&None) || (wrong && !funded.is_empty()));
    let approval = approval(items);
    missing(PlanGap::NotApproved, approval < 1.0);
    let execution = execution(items);
    missing(PlanGap::NotExecuted, execution <= 0.0);
    let review = review(items);
    missing(PlanGap::NoReview, review <= 0.0);
    missing(PlanGap::ItemOverdue, overdue > 0);
    let budgeted = share(&funded.iter().map(Option::is_some).collect::<Vec<_>>());
    let parts = [
        described.max(begun(of(PlanPart::Preparation).next().is_some())),
        goal_share(goals),
        share(&answered),
        begun(of(PlanPart::Strategy).next().is_some()),
        share(&ready),
        if wrong { budgeted / 2.0 } else { budgeted },
        approval,
        execution,
        review,
    ];
    Completeness { parts, gaps, goal_gaps, overdue: u32::try_from(overdue).unwrap_or(u32::MAX) }
}

/// Past its due date and not reviewed.
pub fn is_overdue(item: &PlanItem, today: NaiveDate) -> bool {
    item.due.is_some_and(|due| due < today) && item.status != Some(PlanStatus::Reviewed)
}

/// Preparation: share of needs, characteristics and concerns that are described.
fn described(account: &Account) -> f64 {
    let fields = [Field::Needs, Field::Characteristics, Field::Concerns];
    share(&fields.map(|f| account.details.get(f).is_some()))
}

/// Goals: share of the three kinds that have a due date, the volume also a target.
fn goal_share(goals: &[&Goal]) -> f64 {
    use crate::model::GoalKind;
    share(&[GoalKind::Strategic, GoalKind::Volume, GoalKind::Value].map(|kind| {
        goals.iter().any(|g| {
            g.kind == Some(kind) && g.due.is_some() && (kind != GoalKind::Volume || g.target.is_some())
        })
    }))
}

/// Which problems are answered: those that a strategy or action names; where none names any, one answers all.
fn answered(items: &[&PlanItem]) -> Vec<bool> {
    let problems: Vec<&str> =
        items.iter().filter(|i| i.part == Some(PlanPart::Problems)).map(|i| i.text.trim()).collect();
    let answers: Vec<&&PlanItem> =
        items.iter().filter(|i| matches!(i.part, Some(PlanPart::Strategy | PlanPart::Actions))).collect();
    let names = |text: &str| answers.iter().any(|a| a.links.as_deref().is_some_and(|l| l.trim() == text));
    let named: Vec<bool> = problems.iter().map(|text| names(text)).collect();
    if named.contains(&true) { named } else { vec![!answers.is_empty(); problems.len()] }
}

/// Approval comes from its own part alone: done once an item is approved, half once submitted.
fn approval(items: &[&PlanItem]) -> f64 {
    let state = |i: &&PlanItem| match i.status {
        Some(PlanStatus::Approved | PlanStatus::Running | PlanStatus::Reviewed) => 1.0,
        Some(PlanStatus::Submitted) => 0.5,
        _ => 0.0,
    };
    items.iter().filter(|i| i.part == Some(PlanPart::Approval)).map(state).fold(0.0, f64::max)
}

/// Execution: share of actions that run or are reviewed; an execution item counts as begun.
fn execution(items: &[&PlanItem]) -> f64 {
    let running = |i: &&PlanItem| matches!(i.status, Some(PlanStatus::Running | PlanStatus::Reviewed));
    let actions: Vec<bool> =
        items.iter().filter(|i| i.part == Some(PlanPart::Actions)).map(running).collect();
    let noted: Vec<bool> =
        items.iter().filter(|i| i.part == Some(PlanPart::Execution)).map(running).collect();
    let own = if noted.is_empty() { 0.0 } else { share(&noted).max(0.5) };
    share(&actions).max(own)
}

/// Review: done once reviewed, half while only planned.
fn review(items: &[&PlanItem]) -> f64 {
    items
        .iter()
        .filter(|i| i.part == Some(PlanPart::Review))
        .map(|i| if i.status == Some(PlanStatus::Reviewed) { 1.0 } else { 0.5 })
        .fold(0.0, f64::max)
}

fn begun(there: bool) -> f64 {
    if there { 1.0 } else { 0.0 }
}

/// Share that holds; 0 of nothing.
fn share(holds: &[bool]) -> f64 {
    if holds.is_empty() {
        return 0.0;
    }
    holds.iter().filter(|h| **h).count() as f64 / holds.len() as f64
}

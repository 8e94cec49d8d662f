//! What people wrote, old and new: goals met and missed, plan items done and overdue. An entry is the same in
//! both plans if account, kind and words are; each plan is judged by its own day.

use super::super::{Plan, development_plan, goals};
use super::change::Change;
use super::matching::Matched;
use crate::config::name_key;
use crate::model::{Choice, Goal, GoalKind, GoalStatus, PlanItem, PlanPart, PlanStatus};
use chrono::NaiveDate;
use std::collections::BTreeMap;

codes! {
    /// What an entry is.
    Record {
        /// Goal.
        Goal = "goal",
        /// Plan item.
        Item = "item",
    }
}

codes! {
    /// What became of an entry.
    Outcome {
        /// Goal met now, not before.
        NewlyMet = "newly_met",
        /// Goal met before already.
        Met = "met",
        /// Goal missed now, not before.
        NewlyMissed = "newly_missed",
        /// Goal missed before already.
        Missed = "missed",
        /// Plan item reviewed now, not before.
        Done = "done",
        /// Plan item reviewed before already.
        DoneBefore = "done_before",
        /// Plan item overdue now, not before.
        NewlyOverdue = "newly_overdue",
        /// Plan item overdue before already.
        Overdue = "overdue",
        /// Still to come.
        Open = "open",
        /// Not in the new plan.
        Gone = "gone",
    }
}

/// An entry in one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryState {
    /// Status in that plan: a code of `GoalStatus`, of `PlanStatus`, or none stated.
    pub status: Option<&'static str>,
    /// Due date.
    pub due: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Metric aimed at; a plan item's money.
    pub target: Option<f64>,
    /// Metric reached.
    pub actual: Option<f64>,
    /// Met or reviewed; overdue.
    done: bool,
    late: bool,
}

/// A goal or plan item in both plans.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryChange {
    /// What it is.
    pub record: Record,
    /// Number and name of its account.
    pub account: (Option<String>, String),
    /// Code of the goal's kind or the plan's part.
    pub kind: Option<&'static str>,
    /// Its words.
    pub text: String,
    /// In the old plan.
    pub old: Option<EntryState>,
    /// In the new plan.
    pub new: Option<EntryState>,
    /// What became of it.
    pub outcome: Outcome,
}

impl EntryChange {
    /// Something of it differs.
    pub fn moved(&self) -> bool {
        self.old != self.new
    }

    /// Overdue or missed in the old plan already.
    pub fn was_late(&self) -> bool {
        self.old.as_ref().is_some_and(|state| state.late)
    }

    /// What is known of it last.
    pub fn last(&self) -> Option<&EntryState> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// Metric reached, before and now.
    pub fn actual(&self) -> Change<f64> {
        let of = |state: &Option<EntryState>| state.as_ref().and_then(|s| s.actual);
        Change { old: of(&self.old), new: of(&self.new) }
    }
}

/// An account's place in the comparison, kind of record, kind, words as compared, and which of several.
type Key = (usize, Record, Option<&'static str>, String, usize);

struct Entry {
    text: String,
    state: EntryState,
}

/// Goals and plan items by account in the comparison's order, goals first.
pub(super) fn changes(old: &Plan, new: &Plan, matched: &Matched) -> Vec<EntryChange> {
    let mut places_of_old = vec![0; old.accounts.len()];
    for (at, before) in matched.old_of.iter().enumerate() {
        if let Some(before) = before {
            places_of_old[*before] = at;
        }
    }
    for (at, before) in (new.accounts.len()..).zip(&matched.gone) {
        places_of_old[*before] = at;
    }
    let names = |plan: &Plan, at: usize| {
        let record = plan.record(&plan.accounts[at]);
        (record.id.clone(), record.name.clone())
    };
    let account = |place: usize| match place.checked_sub(new.accounts.len()) {
        None => names(new, place),
        Some(gone) => names(old, matched.gone[gone]),
    };
    let now: Vec<usize> = (0..new.accounts.len()).collect();
    let mut both: BTreeMap<Key, (Option<Entry>, Option<Entry>)> = BTreeMap::new();
    for (key, entry) in entries(old, &places_of_old) {
        both.entry(key).or_default().0 = Some(entry);
    }
    for (key, entry) in entries(new, &now) {
        both.entry(key).or_default().1 = Some(entry);
    }
    let change = |(key, (old, new)): (Key, (Option<Entry>, Option<Entry>))| {
        let text = new.as_ref().or(old.as_ref()).map_or_else(String::new, |e| e.text.clone());
        let (old, new) = (old.map(|e| e.state), new.map(|e| e.state));
        let outcome = outcome(key.1, old.as_ref(), new.as_ref());
        EntryChange { record: key.1, account: account(key.0), kind: key.2, text, old, new, outcome }
    };
    both.into_iter().map(change).collect()
}

fn outcome(record: Record, old: Option<&EntryState>, new: Option<&EntryState>) -> Outcome {
    let Some(new) = new else { return Outcome::Gone };
    let (done, late) = (old.is_some_and(|o| o.done), old.is_some_and(|o| o.late));
    match (record, new.done, new.late) {
        (Record::Goal, true, _) if done => Outcome::Met,
        (Record::Goal, true, _) => Outcome::NewlyMet,
        (Record::Item, true, _) if done => Outcome::DoneBefore,
        (Record::Item, true, _) => Outcome::Done,
        (Record::Goal, _, true) if late => Outcome::Missed,
        (Record::Goal, _, true) => Outcome::NewlyMissed,
        (Record::Item, _, true) if late => Outcome::Overdue,
        (Record::Item, _, true) => Outcome::NewlyOverdue,
        _ => Outcome::Open,
    }
}

/// The entries of a plan; several of the same words are told apart by due date and status.
fn entries(plan: &Plan, places: &[usize]) -> Vec<(Key, Entry)> {
    let mut place_of = vec![None; plan.portfolio.accounts.len()];
    for (account, place) in plan.accounts.iter().zip(places) {
        place_of[account.account] = Some(*place);
    }
    let place = |account: usize| place_of.get(account).copied().flatten();
    let goals = plan.portfolio.goals.iter().filter_map(|g| {
        let text = g.statement.clone().or_else(|| g.metric.clone()).unwrap_or_default();
        let kind = g.kind.map(GoalKind::code);
        Some(((place(g.account)?, Record::Goal, kind, name_key(&text), 0), goal(g, text, plan.today)))
    });
    // A proposal that nobody answered or somebody dismissed is no entry.
    let items = plan.portfolio.plan_items.iter().filter(|i| i.choice != Some(Choice::Dismiss));
    let items = items.filter_map(|i| {
        let kind = i.part.map(PlanPart::code);
        Some(((place(i.account)?, Record::Item, kind, name_key(&i.text), 0), item(i, plan.today)))
    });
    let mut all: Vec<(Key, Entry)> = goals.chain(items).collect();
    let order = |e: &Entry| (e.state.due, e.state.status, e.text.clone(), e.state.owner.clone());
    all.sort_by(|a, b| {
        let numbers = |e: &Entry| [e.state.target, e.state.actual].map(|v| v.map(f64::to_bits));
        a.0.cmp(&b.0)
            .then_with(|| order(&a.1).cmp(&order(&b.1)))
            .then_with(|| numbers(&a.1).cmp(&numbers(&b.1)))
    });
    for at in 1..all.len() {
        let (before, here) = all.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last(), here.first_mut()) else { continue };
        if (before.0.0, before.0.1, before.0.2, &before.0.3) == (here.0.0, here.0.1, here.0.2, &here.0.3) {
            here.0.4 = before.0.4 + 1;
        }
    }
    all
}

fn goal(goal: &Goal, text: String, today: NaiveDate) -> Entry {
    let status = goals::status(goal, today);
    let state = EntryState {
        status: Some(status.code()),
        due: goal.due,
        owner: goal.owner.clone(),
        target: goal.target,
        actual: goal.actual,
        done: status == GoalStatus::Met,
        late: status == GoalStatus::Missed,
    };
    Entry { text, state }
}

fn item(item: &PlanItem, today: NaiveDate) -> Entry {
    let state = EntryState {
        status: item.status.map(PlanStatus::code),
        due: item.due,
        owner: item.owner.clone(),
        target: item.amount,
        actual: None,
        done: item.status == Some(PlanStatus::Reviewed),
        late: development_plan::is_overdue(item, today),
    };
    Entry { text: item.text.clone(), state }
}

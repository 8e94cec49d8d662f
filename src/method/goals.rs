//! Triple goals (METHOD §9) (S): all three kinds, each with a due date, the volume quantified.

use crate::model::rounding::comparable_money;
use crate::model::{Goal, GoalKind, GoalStatus};
use chrono::NaiveDate;

codes! {
    /// What a set of goals lacks.
    GoalGap {
        /// No strategic goal.
        NoStrategicGoal = "no_strategic_goal",
        /// No volume goal.
        NoVolumeGoal = "no_volume_goal",
        /// No value goal.
        NoValueGoal = "no_value_goal",
        /// A goal without a due date.
        GoalWithoutDue = "goal_without_due",
        /// A volume goal without a target number.
        VolumeNotQuantified = "volume_not_quantified",
        /// A goal whose due date has passed and that is not met.
        GoalOverdue = "goal_overdue",
    }
}

/// Status of a goal: as stated, else met once the actual value reaches the target, missed once it is
/// overdue, else open. A target below the baseline is reached from above.
pub fn status(goal: &Goal, today: NaiveDate) -> GoalStatus {
    if let Some(stated) = goal.status.filter(|s| *s != GoalStatus::Open) {
        return stated;
    }
    let downward = matches!((goal.baseline, goal.target), (Some(b), Some(t)) if t < b);
    let met = match (goal.actual, goal.target) {
        (Some(actual), Some(target)) if downward => comparable_money(actual) <= comparable_money(target),
        (Some(actual), Some(target)) => comparable_money(actual) >= comparable_money(target),
        _ => false,
    };
    if met {
        GoalStatus::Met
    } else if goal.due.is_some_and(|due| due < today) {
        GoalStatus::Missed
    } else {
        GoalStatus::Open
    }
}

/// Share of the way from baseline (blank: 0) to target that is done; none without actual or target.
pub fn progress(goal: &Goal) -> Option<f64> {
    let baseline = goal.baseline.unwrap_or(0.0);
    let way = goal.target? - baseline;
    (way != 0.0).then_some(())?;
    Some((goal.actual? - baseline) / way)
}

/// What the goals of one account lack, in the order of the catalogue.
pub fn goal_gaps(goals: &[&Goal], today: NaiveDate) -> Vec<GoalGap> {
    let lacks = |kind| !goals.iter().any(|g| g.kind == Some(kind));
    let hits = |gap: &GoalGap| match gap {
        GoalGap::NoStrategicGoal => lacks(GoalKind::Strategic),
        GoalGap::NoVolumeGoal => lacks(GoalKind::Volume),
        GoalGap::NoValueGoal => lacks(GoalKind::Value),
        GoalGap::GoalWithoutDue => goals.iter().any(|g| g.due.is_none()),
        GoalGap::VolumeNotQuantified => {
            goals.iter().any(|g| g.kind == Some(GoalKind::Volume) && g.target.is_none())
        }
        GoalGap::GoalOverdue => goals.iter().any(|g| is_overdue(g, today)),
    };
    GoalGap::ALL.iter().copied().filter(hits).collect()
}

/// Past its due date and not met.
pub fn is_overdue(goal: &Goal, today: NaiveDate) -> bool {
    goal.due.is_some_and(|due| due < today) && status(goal, today) != GoalStatus::Met
}

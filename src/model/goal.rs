//! Triple goals and plan items, as the list states them (METHOD §9).

use super::SourceRow;
use chrono::NaiveDate;

codes! {
    /// Kind of a goal (S): all three belong to a plan.
    GoalKind {
        /// Strategic 战略意义.
        Strategic = "strategic",
        /// Volume 销量.
        Volume = "volume",
        /// Value 价值.
        Value = "value",
    }
}

codes! {
    /// Status of a goal (D).
    GoalStatus {
        /// Open 进行中.
        Open = "open",
        /// Met 已达成.
        Met = "met",
        /// Missed 未达成.
        Missed = "missed",
    }
}

codes! {
    /// The nine parts of a development plan (S).
    PlanPart {
        /// Preparation 准备.
        Preparation = "preparation",
        /// Goals 目标.
        Goals = "goals",
        /// Problems 问题.
        Problems = "problems",
        /// Strategy 策略.
        Strategy = "strategy",
        /// Actions 行动方案.
        Actions = "actions",
        /// Budget 预算.
        Budget = "budget",
        /// Approval 批准.
        Approval = "approval",
        /// Execution 执行.
        Execution = "execution",
        /// Review 检讨.
        Review = "review",
    }
}

codes! {
    /// Status of a plan item (D).
    PlanStatus {
        /// Draft 草稿.
        Draft = "draft",
        /// Submitted 待批.
        Submitted = "submitted",
        /// Approved 已批.
        Approved = "approved",
        /// Running 执行中.
        Running = "running",
        /// Reviewed 已检讨.
        Reviewed = "reviewed",
    }
}

codes! {
    /// What a person made of a proposal.
    Choice {
        /// Accepted 采用.
        Accept = "accept",
        /// Dismissed 忽略.
        Dismiss = "dismiss",
    }
}

/// A goal 目标.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Strategic, volume or value.
    pub kind: Option<GoalKind>,
    /// The goal in words.
    pub statement: Option<String>,
    /// What is measured.
    pub metric: Option<String>,
    /// Metric at the start.
    pub baseline: Option<f64>,
    /// Metric aimed at.
    pub target: Option<f64>,
    /// Due date.
    pub due: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Metric reached.
    pub actual: Option<f64>,
    /// Status, as stated.
    pub status: Option<GoalStatus>,
    /// Where it was read.
    pub source: SourceRow,
}

/// A plan item 计划项.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanItem {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Part of the plan.
    pub part: Option<PlanPart>,
    /// The item in words.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// Due date.
    pub due: Option<NaiveDate>,
    /// Money, for a budget.
    pub amount: Option<f64>,
    /// Status.
    pub status: Option<PlanStatus>,
    /// The problem or strategy that it answers, in its words.
    pub links: Option<String>,
    /// Code of the program's proposal that it answers.
    pub proposal: Option<String>,
    /// What the person made of that proposal.
    pub choice: Option<Choice>,
    /// Where it was read.
    pub source: SourceRow,
}

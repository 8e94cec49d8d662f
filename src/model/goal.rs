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

record! {
    /// A goal 目标.
    Goal of Goals
    held {
        /// Strategic, volume or value.
        kind: Option<GoalKind> = Kind Word("goal_kind", GoalKind::CODES);
        /// The goal in words.
        statement: Option<String> = Statement Text;
        /// What is measured.
        metric: Option<String> = Metric Text;
        /// Metric at the start.
        baseline: Option<f64> = Baseline Metric;
        /// Metric aimed at.
        target: Option<f64> = Target Metric;
        /// Due date.
        due: Option<NaiveDate> = Due Date;
        /// Who answers for it.
        owner: Option<String> = Owner Text;
        /// Metric reached.
        actual: Option<f64> = Actual Metric;
        /// Status, as stated.
        status: Option<GoalStatus> = Status Word("goal_status", GoalStatus::CODES);
    }
    passing {
        Account Name;
        AccountId Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}

record! {
    /// A plan item 计划项.
    PlanItem of PlanItems
    held {
        /// Part of the plan.
        part: Option<PlanPart> = Part Word("plan_part", PlanPart::CODES);
        /// What it is about within its part.
        topic: Option<String> = Topic Text;
        /// The item in words.
        text: String = Text Text, by_hand;
        /// Who does it.
        owner: Option<String> = Owner Text;
        /// Due date.
        due: Option<NaiveDate> = Due Date;
        /// Money, for a budget.
        amount: Option<f64> = Amount Money;
        /// Status.
        status: Option<PlanStatus> = Status Word("plan_status", PlanStatus::CODES);
        /// The problem or strategy that it answers, in its words.
        links: Option<String> = Links Text;
        /// Code of the program's proposal that it answers.
        proposal: Option<String> = Proposal Word("proposal", &[]);
        /// What the person made of that proposal.
        choice: Option<Choice> = Choice Word("choice", Choice::CODES), by_hand;
    }
    passing {
        Account Name;
        AccountId Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}

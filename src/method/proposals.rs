//! Proposals (METHOD §9): plan items from flags, unmet conditions, decisions and gaps, always apart from
//! what a person entered. A proposal that a person accepted or dismissed is not made again.

use super::alliance::Alliance;
use super::development_plan::{Completeness, PlanGap};
use super::goals::GoalGap;
use crate::model::{Decision, Flag, PlanItem};

/// What a proposal comes from, most pressing first. The code is what a person's choice is remembered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proposal {
    /// A flag of the account.
    Flag(Flag),
    /// Condition 1…6 of the alliance is unmet or unknown, while the target lies behind the gate.
    Condition(u8),
    /// The resource decision.
    Decision(Decision),
    /// Peers buy products that the account does not.
    Whitespace,
    /// The goals lack something.
    Goal(GoalGap),
    /// The plan lacks something.
    Plan(PlanGap),
}

impl Proposal {
    /// Stable code; labels have its texts under `proposal`.
    pub fn code(self) -> String {
        match self {
            Proposal::Flag(flag) => flag.code().to_owned(),
            Proposal::Condition(number) => format!("condition_{number}"),
            Proposal::Decision(decision) => decision.code().to_owned(),
            Proposal::Whitespace => "whitespace".to_owned(),
            Proposal::Goal(gap) => gap.code().to_owned(),
            Proposal::Plan(gap) => gap.code().to_owned(),
        }
    }

    /// Every proposal there can be.
    pub fn all() -> Vec<Proposal> {
        let flags = Flag::ALL.iter().copied().map(Proposal::Flag);
        let decisions =
            Decision::ALL.iter().filter(|d| **d != Decision::Hold).copied().map(Proposal::Decision);
        flags
            .chain((1..=6).map(Proposal::Condition))
            .chain(decisions)
            .chain([Proposal::Whitespace])
            .chain(GoalGap::ALL.iter().copied().map(Proposal::Goal))
            .chain(PlanGap::ALL.iter().copied().map(Proposal::Plan))
            .collect()
    }
}

/// Flags in the order in which they press.
const PRESSING: [Flag; 15] = [
    Flag::LossMaking,
    Flag::Losing,
    Flag::HostileDecider,
    Flag::ProbabilityContradictsCommitment,
    Flag::NoChampion,
    Flag::NoDecisionMaker,
    Flag::NoApprover,
    Flag::RoadblockWithoutRoute,
    Flag::KeyRoleNotVisited,
    Flag::StaleContact,
    Flag::NoKeyPerson,
    Flag::SingleContact,
    Flag::OverdueDeals,
    Flag::VisitsDisagree,
    Flag::ModeMismatch,
];

/// Proposals of an account, most pressing first. Gaps of goals and plan are proposed only where somebody has
/// begun a plan: an empty plan is one proposal, not eighteen.
pub fn proposals(
    (flags, whitespace): (&[Flag], bool),
    alliance: &Alliance,
    decision: Option<Decision>,
    plan: Option<&Completeness>,
    entered: &[&PlanItem],
) -> Vec<Proposal> {
    let pressing = PRESSING.iter().filter(|f| flags.contains(f)).copied().map(Proposal::Flag);
    let closed = alliance.gate_open == Some(false);
    let mut unmet: Vec<u8> =
        alliance.unmet.iter().chain(&alliance.unknown).copied().filter(|_| closed).collect();
    unmet.sort_unstable();
    // To share out by value is what the whole sheet of resources says.
    let silent = [Decision::Hold, Decision::Assign];
    let decisions = decision.filter(|d| !silent.contains(d)).map(Proposal::Decision);
    let goals = plan.into_iter().flat_map(|p| p.goal_gaps.iter().copied().map(Proposal::Goal));
    let gaps = plan.into_iter().flat_map(|p| p.gaps.iter().copied().map(Proposal::Plan));
    let answered = |p: &Proposal| {
        let code = p.code();
        entered.iter().any(|i| i.proposal.as_deref() == Some(&code))
    };
    pressing
        .chain(unmet.into_iter().map(Proposal::Condition))
        .chain(decisions)
        .chain(whitespace.then_some(Proposal::Whitespace))
        .chain(goals)
        .chain(gaps)
        .filter(|p| !answered(p))
        .collect()
}

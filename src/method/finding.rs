//! A decision to take: its kinds, and what each is measured by.

use crate::model::{Decision, Flag, Note};
use chrono::NaiveDate;

codes! {
    /// Kinds of decisions, in the order that breaks ties.
    Kind {
        /// More resources.
        Invest = "invest",
        /// P is high while the key persons are against us.
        ProbabilityContradictsCommitment = "probability_contradicts_commitment",
        /// Who approves or decides is an obstructionist.
        HostileDecider = "hostile_decider",
        /// No decision maker is known.
        NoDecisionMaker = "no_decision_maker",
        /// No approver is known.
        NoApprover = "no_approver",
        /// Nobody inside works for us.
        NoChampion = "no_champion",
        /// Confirmed laggards.
        LowCostService = "low_cost_service",
        /// Fewer resources.
        Reduce = "reduce",
        /// Great accounts that buy far less.
        Losing = "losing",
        /// Open deals whose close date is long past.
        OverdueDeals = "overdue_deals",
        /// Accounts without EV, since a figure cannot be read.
        Unreadable = "unreadable",
        /// Accounts of which no current use is known.
        Assign = "assign",
        /// One contact only.
        SingleContact = "single_contact",
        /// Nobody is known.
        NoKeyPerson = "no_key_person",
        /// Nobody has been in touch for long.
        StaleContact = "stale_contact",
        /// EV rests on an assumed probability.
        AssumedProbability = "assumed_probability",
    }
}

codes! {
    /// What a decision is measured by, money.
    Measure {
        /// EV of the account.
        ExpectedValue = "expected_value",
        /// EV × missing part of the recommended resources.
        ExpectedValueMissing = "expected_value_missing",
        /// Money that is freed.
        Freed = "freed",
        /// Revenue lost since the year before.
        RevenueLost = "revenue_lost",
        /// EV in overdue deals.
        OverdueValue = "overdue_value",
        /// Revenue without rank.
        UnrankedRevenue = "unranked_revenue",
        /// EV that rests on assumptions.
        AssumedValue = "assumed_value",
    }
}

impl Kind {
    /// What decisions of this kind are measured by.
    pub fn measure(self) -> Measure {
        match self {
            Kind::Invest => Measure::ExpectedValueMissing,
            Kind::LowCostService | Kind::Reduce => Measure::Freed,
            Kind::Losing => Measure::RevenueLost,
            Kind::OverdueDeals => Measure::OverdueValue,
            Kind::Unreadable => Measure::UnrankedRevenue,
            Kind::AssumedProbability => Measure::AssumedValue,
            Kind::ProbabilityContradictsCommitment
            | Kind::HostileDecider
            | Kind::NoDecisionMaker
            | Kind::NoApprover
            | Kind::NoChampion
            | Kind::Assign
            | Kind::SingleContact
            | Kind::NoKeyPerson
            | Kind::StaleContact => Measure::ExpectedValue,
        }
    }

    /// Many accounts of this kind are one line.
    pub fn is_grouped(self) -> bool {
        self >= Kind::LowCostService
    }

    /// The flag that it comes from.
    pub fn flag(self) -> Option<Flag> {
        match self {
            Kind::ProbabilityContradictsCommitment
            | Kind::HostileDecider
            | Kind::NoDecisionMaker
            | Kind::NoApprover
            | Kind::NoChampion
            | Kind::Losing
            | Kind::OverdueDeals
            | Kind::SingleContact
            | Kind::NoKeyPerson
            | Kind::StaleContact => Flag::from_code(self.code()),
            Kind::Invest
            | Kind::LowCostService
            | Kind::Reduce
            | Kind::Unreadable
            | Kind::Assign
            | Kind::AssumedProbability => None,
        }
    }

    /// The resource decision that it is.
    pub fn decision(self) -> Option<Decision> {
        match self {
            Kind::Invest | Kind::LowCostService | Kind::Reduce | Kind::Assign => {
                Decision::from_code(self.code())
            }
            _ => None,
        }
    }
}

/// A decision to take.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub kind: Kind,
    /// Money, in the measure of its kind.
    pub money: f64,
    /// Indices into `Plan::accounts`, the weightiest first.
    pub accounts: Vec<usize>,
    /// The person concerned, where it is one: an index into `Plan::persons`.
    pub person: Option<usize>,
    /// Why, in figures: a labels key and its values.
    pub figures: Note,
    /// Who: the owner of the accounts, where they have one in common.
    pub owner: Option<String>,
    /// By when.
    pub due: NaiveDate,
}

//! Flags of an account (D) (METHOD §2, §3, §5, §7): what is missing or contradicts itself. A flag needs its input:
//! without roles anywhere in the list no role is missed, without commitment levels no champion, without key
//! persons nobody.

use crate::model::{CommitmentLevel, Flag, Role};

/// What the flags look at in a key person.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Decision role.
    pub role: Role,
    /// Commitment level in force.
    pub level: CommitmentLevel,
    /// Visits a year now.
    pub visits: Option<f64>,
    /// The last contact is too old.
    pub stale: bool,
    /// A champion or supporter reaches this person.
    pub has_route: bool,
}

/// What the flags look at in an account and its list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// People of the account; one name on several rows is one of them, as in the routes.
    pub contacts: usize,
    /// The list has key persons.
    pub persons_listed: bool,
    /// Some key person of the list has a role.
    pub roles_listed: bool,
    /// Some key person of the list has a commitment level.
    pub levels_listed: bool,
    /// P is high while the commitment index is low.
    pub contradiction: bool,
    /// The selling mode is stated and is not the one that matches.
    pub mode_mismatch: bool,
    /// No person has a date of contact, and the account's is too old.
    pub stale_account: bool,
    /// The persons' visits sum to more than the account's.
    pub visits_disagree: bool,
    /// A great account of the year before has lost much of its revenue.
    pub losing: bool,
    /// Net contribution is negative.
    pub loss_making: bool,
    /// It has an open deal whose close date is long past.
    pub overdue_deals: bool,
}

/// Flags of an account, each once, in the order of the catalogue.
pub fn flags(members: &[Member], c: &Circumstances) -> Vec<Flag> {
    let any = |test: &dyn Fn(&Member) -> bool| members.iter().any(test);
    let somebody = !members.is_empty();
    let hits = |flag: &Flag| match flag {
        Flag::NoKeyPerson => c.persons_listed && !somebody,
        Flag::NoApprover => somebody && c.roles_listed && !any(&|m| m.role == Role::Approver),
        Flag::NoDecisionMaker => somebody && c.roles_listed && !any(&|m| m.role == Role::DecisionMaker),
        Flag::NoChampion => somebody && c.levels_listed && !any(&|m| m.level == CommitmentLevel::Champion),
        Flag::SingleContact => c.contacts == 1,
        Flag::HostileDecider => any(&|m| m.role.decides() && m.level == CommitmentLevel::Obstructionist),
        Flag::RoadblockWithoutRoute => any(&|m| m.role == Role::Roadblock && !m.has_route),
        // A visit count that nobody stated is unknown, not 0.
        Flag::KeyRoleNotVisited => any(&|m| m.role.decides() && m.visits.is_some_and(|v| v <= 0.0)),
        Flag::StaleContact => c.stale_account || any(&|m| m.stale),
        Flag::ProbabilityContradictsCommitment => c.contradiction,
        Flag::ModeMismatch => c.mode_mismatch,
        Flag::VisitsDisagree => c.visits_disagree,
        Flag::Losing => c.losing,
        Flag::LossMaking => c.loss_making,
        Flag::OverdueDeals => c.overdue_deals,
    };
    Flag::ALL.iter().copied().filter(hits).collect()
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Member, flags};
    use crate::model::{CommitmentLevel, Flag, Role};

    fn member(role: Role, level: CommitmentLevel) -> Member {
        Member { role, level, visits: None, stale: false, has_route: false }
    }

    #[test]
    fn a_flag_needs_its_input() {
        let contact = member(Role::Unknown, CommitmentLevel::Unknown);
        let listed = Circumstances { contacts: 2, ..Circumstances::default() };
        assert!(flags(&[contact, contact], &listed).is_empty());
        let twice = Circumstances { contacts: 1, ..listed };
        assert_eq!(flags(&[contact, contact], &twice), [Flag::SingleContact], "one person in two roles");
        let all = Circumstances { persons_listed: true, roles_listed: true, levels_listed: true, ..listed };
        assert_eq!(flags(&[contact], &all), [Flag::NoApprover, Flag::NoDecisionMaker, Flag::NoChampion]);
        assert_eq!(flags(&[], &all), [Flag::NoKeyPerson], "nothing else is missed where there is nobody");
    }

    #[test]
    fn hostile_and_unvisited_deciders() {
        let hostile = member(Role::Approver, CommitmentLevel::Obstructionist);
        let unvisited = Member { visits: Some(0.0), ..hostile };
        let c = Circumstances::default();
        assert_eq!(flags(&[hostile], &c), [Flag::HostileDecider]);
        assert_eq!(flags(&[unvisited], &c), [Flag::HostileDecider, Flag::KeyRoleNotVisited]);
        assert_eq!(
            flags(&[member(Role::Roadblock, CommitmentLevel::Doubter)], &c),
            [Flag::RoadblockWithoutRoute]
        );
    }
}

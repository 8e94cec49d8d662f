//! Contact sub-strategies (METHOD §7) (S names, D triggers): every trigger is asked in turn; the first hit
//! is suggested, the others are runners-up. Entertainment is never suggested.

use crate::model::{CommitmentLevel, ContactSubStrategy, ContactTrigger, Role, SellingMode};

/// What the triggers look at.
#[derive(Debug, Clone, Copy)]
pub struct Contact {
    /// Decision role.
    pub role: Role,
    /// Commitment level in force.
    pub level: CommitmentLevel,
    /// Commitment level that the list states.
    pub stated: Option<CommitmentLevel>,
    /// Mode in which the account is sold to, else the one that matches its value orientation.
    pub mode: Option<SellingMode>,
    /// Somebody else blocks: a gatekeeper or roadblock who is not on our side, or an obstructionist who does not
    /// decide.
    pub blocked_below: bool,
    /// A champion or supporter reaches this person.
    pub has_route: bool,
    /// We have a counterpart for this person.
    pub has_counterpart: bool,
    /// The last contact is too old.
    pub stale: bool,
    /// An open deal of the account closes soon.
    pub closes_soon: bool,
}

/// Suggested sub-strategies with what hit, the first one first.
pub fn sub_strategies(contact: &Contact) -> Vec<(ContactSubStrategy, ContactTrigger)> {
    ContactSubStrategy::ALL.iter().filter_map(|s| Some((*s, trigger(*s, contact)?))).collect()
}

fn trigger(strategy: ContactSubStrategy, c: &Contact) -> Option<ContactTrigger> {
    use ContactTrigger as T;
    let when = |condition: bool, trigger: T| condition.then_some(trigger);
    let strategic = c.mode == Some(SellingMode::Strategic);
    match strategy {
        // Who is on our side and acts is asked to help before anything else.
        ContactSubStrategy::Champion => when(c.level == CommitmentLevel::Champion, T::IsChampion),
        // Selling high means to those who decide.
        ContactSubStrategy::SellHigh => when(c.role.decides() && strategic, T::StrategicMode)
            .or(when(c.role.decides() && c.blocked_below, T::BlockedBelow)),
        ContactSubStrategy::AlternativeContact => when(c.role == Role::Gatekeeper, T::Gatekeeper)
            .or(when(c.role == Role::Roadblock, T::Roadblock))
            .or(when(c.level == CommitmentLevel::Obstructionist, T::Obstructionist)),
        ContactSubStrategy::InfluenceSelling => {
            when(c.level == CommitmentLevel::Doubter && c.has_route, T::DoubterWithRoute)
        }
        ContactSubStrategy::LevelMatching => {
            when(c.role == Role::Approver && !c.has_counterpart, T::NoCounterpart)
        }
        ContactSubStrategy::NewFace => when(c.stale, T::StaleContact).or(when(soured(c), T::Soured)),
        ContactSubStrategy::InternalFollowUp => when(c.level == CommitmentLevel::Supporter, T::IsSupporter),
        ContactSubStrategy::Accelerate => when(c.closes_soon, T::ClosesSoon),
        ContactSubStrategy::Entertainment => None,
    }
}

/// Stated as on our side, but the axes say doubter or obstructionist.
fn soured(c: &Contact) -> bool {
    let ours = |l| matches!(l, CommitmentLevel::Champion | CommitmentLevel::Supporter);
    let theirs = |l| matches!(l, CommitmentLevel::Doubter | CommitmentLevel::Obstructionist);
    c.stated.is_some_and(ours) && theirs(c.level)
}

#[cfg(test)]
mod tests {
    use super::{Contact, sub_strategies};
    use crate::model::{CommitmentLevel, ContactSubStrategy as S, ContactTrigger as T, Role, SellingMode};

    const NOBODY: Contact = Contact {
        role: Role::Unknown,
        level: CommitmentLevel::Unknown,
        stated: None,
        mode: None,
        blocked_below: false,
        has_route: false,
        has_counterpart: false,
        stale: false,
        closes_soon: false,
    };

    #[test]
    fn the_first_hit_comes_first_and_the_others_follow() {
        assert!(sub_strategies(&NOBODY).is_empty());
        let approver = Contact { role: Role::Approver, level: CommitmentLevel::Champion, ..NOBODY };
        assert_eq!(
            sub_strategies(&Contact { mode: Some(SellingMode::Strategic), ..approver }),
            [
                (S::Champion, T::IsChampion),
                (S::SellHigh, T::StrategicMode),
                (S::LevelMatching, T::NoCounterpart)
            ]
        );
        let doubter = Contact { level: CommitmentLevel::Doubter, closes_soon: true, ..NOBODY };
        assert_eq!(sub_strategies(&doubter), [(S::Accelerate, T::ClosesSoon)]);
        let reached = Contact { has_route: true, ..doubter };
        assert_eq!(sub_strategies(&reached)[0], (S::InfluenceSelling, T::DoubterWithRoute));
        let soured = Contact { stated: Some(CommitmentLevel::Champion), ..doubter };
        assert_eq!(sub_strategies(&soured)[0], (S::NewFace, T::Soured));
    }
}

//! Commitment (METHOD §7): a person's level from two axes, an account's index and coverage.

use crate::config::{Parameter, Rules, Settings};
use crate::model::{CommitmentLevel, KeyPerson, Role, Scale, Score};

/// A person's commitment level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment {
    /// Level in force: computed if both axes are there, else stated, else unknown.
    pub level: CommitmentLevel,
    /// The stated level contradicts the axes that are there.
    pub conflict: bool,
}

/// Level from receptivity and dynamics; the stated one where an axis is missing.
pub fn commitment(person: &KeyPerson, settings: &Settings) -> Commitment {
    let receptive = person.receptivity.and_then(|s| is_high(s, person.scale, settings));
    let dynamic = person.dynamics.and_then(|s| is_high(s, person.scale, settings));
    let stated = person.stated_commitment.filter(|l| *l != CommitmentLevel::Unknown);
    let conflict = stated.is_some_and(|level| {
        let (r, d) = axes(level);
        receptive.is_some_and(|x| x != r) || dynamic.is_some_and(|x| x != d)
    });
    let level = match (receptive, dynamic) {
        (Some(r), Some(d)) => level(r, d),
        _ => stated.unwrap_or(CommitmentLevel::Unknown),
    };
    Commitment { level, conflict }
}

/// Which corner is whose.
fn level(receptive: bool, dynamic: bool) -> CommitmentLevel {
    match (receptive, dynamic) {
        (true, true) => CommitmentLevel::Champion,
        (true, false) => CommitmentLevel::Supporter,
        (false, false) => CommitmentLevel::Doubter,
        (false, true) => CommitmentLevel::Obstructionist,
    }
}

fn axes(level: CommitmentLevel) -> (bool, bool) {
    let receptive = matches!(level, CommitmentLevel::Champion | CommitmentLevel::Supporter);
    let dynamic = matches!(level, CommitmentLevel::Champion | CommitmentLevel::Obstructionist);
    (receptive, dynamic)
}

/// Whether a score is high on its scale; a number without a scale is read as 1–10.
pub fn is_high(score: Score, scale: Option<Scale>, settings: &Settings) -> Option<bool> {
    match (score, scale) {
        (Score::High, _) => Some(true),
        (Score::Low, _) => Some(false),
        (Score::Number(n), Some(Scale::Ten) | None) => Some(n >= settings.get(Parameter::HighScoreTen)),
        (Score::Number(n), Some(Scale::Five)) => Some(n >= settings.get(Parameter::HighScoreFive)),
        (Score::Number(_), Some(Scale::Words)) => None,
    }
}

/// Commitment of an account: index −100…100 (none when nobody's level is known) and
/// coverage 0…1 (none without key persons).
pub fn account_commitment(
    persons: impl Iterator<Item = (Role, CommitmentLevel)>,
    rules: &Rules,
) -> (Option<f64>, Option<f64>) {
    let (mut all, mut known, mut points) = (0.0, 0.0, 0.0);
    for (role, level) in persons {
        let weight = rules.role_weight(role);
        all += weight;
        if let Some(p) = rules.commitment_points(level) {
            known += weight;
            points += weight * p;
        }
    }
    let index = (known > 0.0).then(|| points / (2.0 * known) * 100.0);
    (index, (all > 0.0).then(|| known / all))
}

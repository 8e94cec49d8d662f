//! The key person, as the list states it.

use super::{CommitmentLevel, Details, Role, Scale, Score, SourceRow};
use chrono::NaiveDate;

/// A key person 关键人物 of an account (METHOD §1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyPerson {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Name.
    pub name: String,
    /// Title, email, phone, needs, priority focus, reports to, influences, counterpart and the other texts.
    pub details: Details,
    /// Decision role; `Unknown` where blank.
    pub role: Role,
    /// Receptivity 接受度.
    pub receptivity: Option<Score>,
    /// Dynamics 活力.
    pub dynamics: Option<Score>,
    /// Scale of both scores.
    pub scale: Option<Scale>,
    /// Commitment level that the list states.
    pub stated_commitment: Option<CommitmentLevel>,
    /// Visits a year now.
    pub visits: Option<f64>,
    /// Date of the last contact.
    pub last_contact: Option<NaiveDate>,
    /// Date of the next contact.
    pub next_contact: Option<NaiveDate>,
    /// Where it was read.
    pub source: SourceRow,
}

//! The key person, as the list states it.

use super::{CommitmentLevel, Details, Role, Scale, Score, SourceRow};
use chrono::NaiveDate;

record! {
    /// A key person 关键人物 of an account (METHOD §1).
    KeyPerson of Persons
    held {
        /// Name.
        name: String = Name Text, by_hand;
        /// Decision role; `Unknown` where blank.
        role: Role = Role Word("role", Role::CODES);
        /// Receptivity 接受度.
        receptivity: Option<Score> = Receptivity Score, by_hand;
        /// Dynamics 活力.
        dynamics: Option<Score> = Dynamics Score, by_hand;
        /// Scale of both scores.
        scale: Option<Scale> = Scale Word("scale", Scale::CODES), by_hand;
        /// Commitment level that the list states.
        stated_commitment: Option<CommitmentLevel> = Commitment Word("commitment", CommitmentLevel::CODES), quiet;
        /// Visits a year now.
        visits: Option<f64> = Visits Count, quiet;
        /// Date of the last contact.
        last_contact: Option<NaiveDate> = LastContact Date;
        /// Date of the next contact.
        next_contact: Option<NaiveDate> = NextContact Date;
    }
    texts {
        Title;
        Email, quiet;
        Phone;
        Needs, quiet;
        PriorityFocus, quiet;
        ReportsTo, quiet;
        Influences, quiet;
        Counterpart, quiet;
        VisitPurpose, quiet;
        VisitMode, quiet;
        VisitLevel, quiet;
        SubStrategy, quiet;
        Tactics, quiet;
        FollowUp, quiet;
        Risk, quiet;
        Strength, quiet;
        Weakness, quiet;
        Opportunity, quiet;
        NextStep, quiet;
    }
    passing {
        Account Name;
        AccountId Id;
        Domain Text;
        FirstName Text;
        LastName Text;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Title, email, phone, needs, priority focus, reports to, influences, counterpart and the other texts;
        /// the commitment level as the list words it.
        details: Details,
        /// Where it was read.
        source: SourceRow,
    }
}

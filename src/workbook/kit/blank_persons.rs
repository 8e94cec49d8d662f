//! Empty rows for the key persons that accounts lack.

use crate::method::{PersonPlan, Plan};
use crate::model::{CommitmentLevel, KeyPerson, Role};

/// Empty rows of a form without kinds, an account.
pub const ROWS: usize = 3;

/// With more key persons than this nobody reads a contact plan: it is left out, and its entries stand on
/// the sheet of key persons.
pub const MOST_CONTACTS: usize = 5_000;

/// An empty row for a key person of an account.
pub struct BlankPerson {
    pub record: KeyPerson,
    pub person: PersonPlan,
}

/// Empty rows for the key persons that accounts lack, where one sheet holds them with the others.
pub fn blank_persons(plan: &Plan, formed: &[usize], weight: f64, room: usize) -> Vec<BlankPerson> {
    let blank = |(place, account): (usize, usize)| BlankPerson {
        record: KeyPerson { role: Role::Unknown, ..KeyPerson::default() },
        person: PersonPlan {
            person: usize::MAX,
            account,
            commitment: CommitmentLevel::Unknown,
            weight,
            route: None,
            contact: Vec::new(),
            visit_factor: 0.0,
            visit_turn: u32::try_from(place).unwrap_or(0) + 1,
            visit_first: None,
            visit_quota: None,
            visit_place: None,
            recommended_visits: None,
            stale: false,
            flags: Vec::new(),
        },
    };
    let lacking = formed.iter().flat_map(|at| {
        let persons = plan.accounts.get(*at).map_or(ROWS, |a| a.persons as usize);
        std::iter::repeat_n(*at, ROWS.saturating_sub(persons))
    });
    lacking.take(room.saturating_sub(plan.persons.len())).enumerate().map(blank).collect()
}

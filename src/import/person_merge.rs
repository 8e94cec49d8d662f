//! One key person from two sources: blanks are filled, differences are told.

use crate::model::{Field, KeyPerson, Role, Scale, Score};

/// A difference: field, the value kept, the value left out.
pub type Difference = (Field, String, String);

/// Fills the blanks of `into`; returns the fields that differ.
pub fn merge_person(into: &mut KeyPerson, other: KeyPerson) -> Vec<Difference> {
    let mut found = Vec::new();
    if into.role == Role::Unknown {
        into.role = other.role;
    } else if other.role != Role::Unknown && other.role != into.role {
        found.push((Field::Role, into.role.to_string(), other.role.to_string()));
    }
    // Two scores belong together with their scale.
    if into.receptivity.is_none() && into.dynamics.is_none() {
        (into.receptivity, into.dynamics, into.scale) = (other.receptivity, other.dynamics, other.scale);
    } else {
        let same_scale = into.scale == other.scale;
        score(&mut into.receptivity, other.receptivity, same_scale, Field::Receptivity, &mut found);
        score(&mut into.dynamics, other.dynamics, same_scale, Field::Dynamics, &mut found);
        into.scale = into.scale.or(other.scale).or(Some(Scale::Ten));
    }
    fill(&mut into.stated_commitment, other.stated_commitment, Field::Commitment, &mut found);
    fill(&mut into.visits, other.visits, Field::Visits, &mut found);
    fill(&mut into.last_contact, other.last_contact, Field::LastContact, &mut found);
    fill(&mut into.next_contact, other.next_contact, Field::NextContact, &mut found);
    for (field, text) in other.details.iter() {
        match into.details.get(field) {
            None => into.details.set(field, text),
            Some(known) if known != text => found.push((field, known.to_owned(), text.to_owned())),
            Some(_) => {}
        }
    }
    found
}

fn fill<T: PartialEq + ToString>(
    mine: &mut Option<T>,
    other: Option<T>,
    field: Field,
    found: &mut Vec<Difference>,
) {
    match (mine.as_ref(), other) {
        (None, other) => *mine = other,
        (Some(known), Some(other)) if *known != other => {
            found.push((field, known.to_string(), other.to_string()));
        }
        _ => {}
    }
}

fn score(
    mine: &mut Option<Score>,
    other: Option<Score>,
    same_scale: bool,
    field: Field,
    found: &mut Vec<Difference>,
) {
    let text = |score: Score| match score {
        Score::Number(number) => number.to_string(),
        Score::High => "@score.high".to_owned(),
        Score::Low => "@score.low".to_owned(),
    };
    match (*mine, other) {
        (None, other) if same_scale => *mine = other,
        (Some(known), Some(other)) if known != other || !same_scale => {
            found.push((field, text(known), text(other)));
        }
        _ => {}
    }
}

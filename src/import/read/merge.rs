//! Two rows of one record: the first wins, blanks are filled, differences are told.

use crate::config::name_key;
use crate::model::{Account, Field, FieldType, KeyPerson, Record, Scale, Score};

/// Where two rows of one account differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a field.
    Field(Field),
    /// In a further column, by index into `Portfolio::extra_columns`.
    Further(u32),
}

/// A difference between two rows of an account: where, the value kept, the value left out.
pub type Conflict = (Place, String, String);

/// A difference between two rows of a record: field, the value kept, the value left out.
pub type Difference = (Field, String, String);

/// Fills the blank fields of `into`; returns those that differ. Another spelling of a name is no difference.
pub fn fill<R: Record>(into: &mut R, later: &R, but: &[Field]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for spec in R::FIELDS.iter().filter(|spec| !spec.passing && !but.contains(&spec.field)) {
        let Some(other) = later.get(spec.field) else { continue };
        let Some(mine) = into.get(spec.field) else {
            into.put(spec.field, Some(other));
            continue;
        };
        let same_name = || name_key(&mine.to_string()) == name_key(&other.to_string());
        if mine != other && !(spec.reads == FieldType::Name && same_name()) {
            differences.push((spec.field, mine.to_string(), other.to_string()));
        }
    }
    differences
}

/// Fills the blanks of `into` from a later row of the same account; returns where they differ.
pub fn merge(into: &mut Account, later: Account) -> Vec<Conflict> {
    let filled = Account::FIELDS.iter().map(|spec| spec.field);
    let filled = filled.filter(|f| into.get(*f).is_none() && later.get(*f).is_some());
    let filled: Vec<_> = filled.map(|field| (field, later.row_of(field))).collect();
    let differences = fill(into, &later, &[]).into_iter();
    let mut conflicts: Vec<Conflict> =
        differences.map(|(f, mine, other)| (Place::Field(f), mine, other)).collect();
    for (column, text) in later.extra {
        match into.extra.iter().find(|(known, _)| *known == column) {
            None => into.extra.push((column, text)),
            Some((_, known)) if *known != text => {
                conflicts.push((Place::Further(column), known.clone(), text))
            }
            Some(_) => {}
        }
    }
    into.extra.sort_by_key(|(column, _)| *column);
    into.elsewhere.extend(filled);
    into.unreadable.extend(later.unreadable);
    // What another row states is read.
    let unread = std::mem::take(&mut into.unreadable);
    into.unreadable = unread.into_iter().filter(|field| into.get(*field).is_none()).collect();
    conflicts
}

/// Fills the blanks of `into` from another row of the same person; returns the fields that differ.
pub fn merge_person(into: &mut KeyPerson, other: KeyPerson) -> Vec<Difference> {
    let mut found = Vec::new();
    // Two scores belong together with their scale.
    if into.receptivity.is_none() && into.dynamics.is_none() {
        (into.receptivity, into.dynamics, into.scale) = (other.receptivity, other.dynamics, other.scale);
    } else {
        let same_scale = into.scale == other.scale;
        score(&mut into.receptivity, other.receptivity, same_scale, Field::Receptivity, &mut found);
        score(&mut into.dynamics, other.dynamics, same_scale, Field::Dynamics, &mut found);
        into.scale = into.scale.or(other.scale).or(Some(Scale::Ten));
    }
    if into.stated_commitment.is_none()
        && let Some(text) = other.details.get(Field::Commitment)
    {
        into.details.set(Field::Commitment, text);
    }
    found.extend(fill(into, &other, &[Field::Receptivity, Field::Dynamics, Field::Scale, Field::Name]));
    found
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

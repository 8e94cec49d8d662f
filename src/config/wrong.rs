//! What can be wrong in a settings or template file: the place, what is found there, what is expected.

use super::{Said, nearest};
use std::fmt::Display;

/// So many known names are told where none is near.
const FEW: usize = 12;

/// A name that there is not, with the known one that it is most like, or all if they are few.
pub fn unknown<'a>(place: &str, found: &str, known: impl IntoIterator<Item = &'a str>) -> Said {
    let known: Vec<&str> = known.into_iter().collect();
    let said = |key| Said::new(key).with("place", place).with("found", found);
    match nearest(found, known.iter().copied()) {
        Some(near) => said("wrong.unknown_near").with("near", near),
        None if known.len() <= FEW => said("wrong.unknown_of").with("known", known.join(", ")),
        None => said("wrong.unknown"),
    }
}

/// Something necessary that is not there.
pub fn missing(place: &str, name: impl Display) -> Said {
    Said::new("wrong.missing").with("place", place).with("name", name)
}

/// A value of another kind; what is expected is the key of a label, as in `@expected.number`.
pub fn expected(place: &str, found: impl Display, expected: &'static str) -> Said {
    let found: String = found.to_string().chars().take(40).collect();
    Said::new("wrong.value").with("place", place).with("found", found).with("expected", expected)
}

/// A number out of its range.
pub fn out_of_range(place: &str, found: f64, min: f64, max: f64) -> Said {
    let said = Said::new("wrong.range").with("place", place);
    said.with("found", found).with("min", min).with("max", max)
}

/// A value above another that it must not exceed.
pub fn exceeds(low: &str, found: f64, high: &str, limit: f64) -> Said {
    let said = Said::new("wrong.exceeds").with("low", low).with("found", found);
    said.with("high", high).with("limit", limit)
}

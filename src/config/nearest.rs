//! Did you mean …?

/// From here on a name is worth proposing.
const LIKELY: f64 = 0.8;

/// The known name that is most like a mistyped one, if any is like it.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = names.into_iter().map(|name| (strsim::jaro_winkler(text, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LIKELY).then_some(best.1)
}

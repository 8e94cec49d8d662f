//! What a field of a text list means: exports guard numbers from spreadsheet programs, web exports write
//! entities, and a stray NUL is no letter.

use memchr::memchr;
use quick_xml::escape::resolve_html5_entity;
use std::borrow::Cow;

/// The longest entity with its signs: `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 34;

/// The text of a field without what only guards it.
pub(super) fn meant(field: &str) -> Cow<'_, str> {
    let text = without_nul(unguarded(field));
    match text {
        Cow::Borrowed(text) => without_entities(text),
        Cow::Owned(text) => Cow::Owned(without_entities(&text).into_owned()),
    }
}

/// `="00123"`, `'00125` and `` `00126 `` are numbers kept as text.
fn unguarded(field: &str) -> &str {
    let text = field.trim();
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return if inner.contains('"') { field } else { inner };
    }
    match text.strip_prefix(['\'', '`', '’']) {
        Some(rest) if is_number(rest) => rest,
        _ => field,
    }
}

/// Digits, perhaps with a sign between them: 00125, 86-138 is no word.
fn is_number(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '/');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(inside)
}

fn without_nul(text: &str) -> Cow<'_, str> {
    match memchr(0, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace('\0', "")),
        None => Cow::Borrowed(text),
    }
}

/// `Dr&auml;xler &amp; Dahl`; what is no entity stays as it stands.
fn without_entities(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    if memchr(b';', &text.as_bytes()[first..]).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = memchr(b';', &rest.as_bytes()[..rest.len().min(LONGEST_ENTITY)]);
        match end.and_then(|end| Some((entity(rest.get(..end)?)?, end))) {
            Some((letters, end)) => {
                plain.push_str(&letters);
                rest = &rest[end + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    let letters = resolve_html5_entity(name)?;
    Some(if letters == "\u{a0}" { " ".to_owned() } else { letters.to_owned() })
}

/// Whether a text is a line drawn with signs.
pub(super) fn is_drawn(text: &str) -> bool {
    let sign = |c: char| {
        matches!(c, '-' | '=' | '_' | '*' | '~' | '+' | '|' | ':' | '–' | '—' | '─' | '━' | '═' | '－')
    };
    let text = text.trim();
    text.len() >= 3 && text.starts_with(sign) && text.chars().all(sign) && text.chars().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_fields_mean() {
        for (field, text) in [
            ("=\"00123\"", "00123"),
            ("'00125", "00125"),
            ("`00126", "00126"),
            ("'90s Diner", "'90s Diner"),
            ("'quoted'", "'quoted'"),
            ("'5 stars'", "'5 stars'"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("Dr&auml;xler &amp; Dahl", "Dräxler & Dahl"),
            ("A&#38;B&#x26;C&nbsp;D", "A&B&C D"),
            ("R&D; AT&T", "R&D; AT&T"),
            ("A & B", "A & B"),
            ("甲&乙;丙", "甲&乙;丙"),
            ("Ac\0me", "Acme"),
            ("&#0;&#xFFFFFF;&", "&#0;&#xFFFFFF;&"),
        ] {
            assert_eq!(meant(field), text, "{field:?}");
        }
    }
}

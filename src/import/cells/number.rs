//! A number as people write it: grouping, decimal comma, full width, brackets for negative.

use unicode_normalization::UnicodeNormalization;

/// Reads a plain number without units; none if it is not clearly one.
pub fn number(text: &str) -> Option<f64> {
    let wide: String = text.nfkc().collect();
    let mut body = wide.trim();
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        negative = true;
        body = inner.trim();
    }
    if let Some(rest) = body.strip_prefix(['-', '−', '–']) {
        negative = !negative;
        body = rest.trim_start();
    } else if let Some(rest) = body.strip_prefix('+') {
        body = rest.trim_start();
    }
    let value: f64 = ungroup(body)?.parse().ok()?;
    value.is_finite().then_some(if negative { -value } else { value })
}

/// Digits with at most one decimal point; groups must be groups of three.
fn ungroup(body: &str) -> Option<String> {
    if body.is_empty() || !body.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let spaced = |c: char| c == ' ' || c == '\u{a0}' || c == '\u{202f}' || c == '\'';
    let separators: Vec<char> = body.chars().filter(|c| !c.is_ascii_digit()).collect();
    if separators.iter().any(|c| !(matches!(c, ',' | '.') || spaced(*c))) {
        // 1.5e6 is how exports write large numbers.
        let scientific = body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
        let digits_last = body.ends_with(|c: char| c.is_ascii_digit());
        return (scientific && digits_last).then(|| body.to_owned());
    }
    let decimal = decimal_separator(body, &separators)?;
    let (whole, fraction) = match decimal {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, ""),
    };
    if !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let grouped = groups.len() == 1
        || (groups.iter().skip(1).all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len()));
    if !grouped || (groups.len() > 1 && mixed(whole)) {
        return None;
    }
    Some(format!("{}.{}", groups.concat(), if fraction.is_empty() { "0" } else { fraction }))
}

/// Two kinds of group separators in one number.
fn mixed(whole: &str) -> bool {
    let mut kinds = whole.chars().filter(|c| !c.is_ascii_digit());
    kinds.next().is_some_and(|first| kinds.any(|c| c != first))
}

/// Where the decimal separator stands; the outer option is none if that cannot be told.
fn decimal_separator(body: &str, separators: &[char]) -> Option<Option<usize>> {
    let (commas, points) =
        (separators.iter().filter(|c| **c == ',').count(), separators.iter().filter(|c| **c == '.').count());
    let last = body.rfind([',', '.']);
    match (commas, points) {
        (0, 0) => Some(None),
        (0, 1) => Some(last),
        // 1.234.567 is grouped; 1,234 likewise, while 12,5 has a decimal comma.
        (0, _) => Some(None),
        (1, 0) => {
            let after = body.len() - last? - 1;
            Some(if after == 3 && !body.starts_with("0,") && separators.len() == 1 { None } else { last })
        }
        (_, 0) => Some(None),
        // Both: the later one is the decimal separator, and stands once.
        _ => {
            let decimal = body[last?..].chars().next()?;
            let once = if decimal == ',' { commas == 1 } else { points == 1 };
            once.then_some(last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value) in [
            ("1200", 1200.0),
            ("1,200", 1200.0),
            ("1,234,567.89", 1_234_567.89),
            ("1.234.567,89", 1_234_567.89),
            ("1 200,50", 1200.5),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("(1,200)", -1200.0),
            ("-5", -5.0),
            ("１２０", 120.0),
            (".5", 0.5),
            ("1.5E6", 1_500_000.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "101,2000.00",
            "1,20,000",
            "150-500",
            "Closed",
            "",
            "-",
            "1.2.3,4.5",
            "12abc",
            "inf",
            "NaN",
            "1,234 567",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}

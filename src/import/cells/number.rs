//! A number as people write it: grouping, decimal comma, full width, brackets for negative.

use unicode_normalization::UnicodeNormalization;

/// How a column writes 1.200 and 1,200: what its other cells prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimal {
    /// Nothing proves anything, or cells contradict each other.
    #[default]
    Unknown,
    /// A comma before the decimals: 1.200 is twelve hundred.
    Comma,
    /// A point before the decimals.
    Point,
}

/// What one text says about the decimals of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It can only be read with a decimal comma: 1.200,50 or 12,5 or 1.200.000.
    Comma,
    /// It can only be read with a decimal point.
    Point,
    /// 1.200 can be read both ways.
    DoubtfulPoint,
    /// 1,200 can be read both ways.
    DoubtfulComma,
}

/// Bytes of the longest number, its currency and unit included.
const LONGEST: usize = 120;

/// Whether a text is too long for a number or a date.
pub fn too_long(text: &str) -> bool {
    text.len() > LONGEST && text.trim().len() > LONGEST
}

/// What a text says about the decimals of its column; none for anything but a number with separators.
pub fn shape(text: &str) -> Option<Shape> {
    if too_long(text) {
        return None;
    }
    if text.is_ascii() && !text.contains(['.', ',']) {
        return None;
    }
    let wide: String = text.nfkc().collect();
    let digit = |c: char| c.is_ascii_digit();
    let core = &wide[wide.find(digit)?..=wide.rfind(digit)?];
    if !core.chars().all(|c| digit(c) || spaced(c) || matches!(c, '.' | ',')) {
        return None;
    }
    let (points, commas) = (core.matches('.').count(), core.matches(',').count());
    let groups = |separator| {
        let mut parts = core.split(separator);
        parts.next().is_some_and(|p| (1..=3).contains(&p.len())) && parts.all(|p| p.len() == 3)
    };
    match (points, commas) {
        (0, 0) => None,
        (1, 0) | (0, 1) => {
            let (whole, fraction) = core.split_once(['.', ','])?;
            let both = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
            Some(match (points == 1, both) {
                (true, true) => Shape::DoubtfulPoint,
                (true, false) => Shape::Point,
                // A full-width comma is Chinese, and groups.
                (false, true) if text.contains('，') => Shape::Point,
                (false, true) => Shape::DoubtfulComma,
                (false, false) => Shape::Comma,
            })
        }
        (_, 0) => groups('.').then_some(Shape::Comma),
        (0, _) => {
            let lakhs = in_lakhs(&core.split(',').collect::<Vec<_>>());
            (groups(',') || lakhs).then_some(Shape::Point)
        }
        _ => {
            let point_last = core.rfind('.') > core.rfind(',');
            let once = if point_last { points == 1 } else { commas == 1 };
            once.then_some(if point_last { Shape::Point } else { Shape::Comma })
        }
    }
}

/// Spaces of all kinds and the Swiss apostrophe, straight or curled, group thousands.
fn spaced(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | 'ʼ' | '´')
}

/// What stands for no cents: 3'000.-, 5,--.
const NO_CENTS: [&str; 8] = [".-", ",-", ".–", ",–", ".—", ",—", ".--", ",--"];

/// Groups of the Indian system: 12,34,567.
fn in_lakhs(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    !middle.is_empty()
        && (1..=2).contains(&first.len())
        && middle.iter().all(|group| group.len() == 2)
        && last.len() == 3
}

/// Reads a plain number without units; none if it is not clearly one.
pub fn number(text: &str, style: Decimal) -> Option<f64> {
    if too_long(text) {
        return None;
    }
    let wide: std::borrow::Cow<'_, str> =
        if text.is_ascii() { text.into() } else { text.nfkc().collect::<String>().into() };
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
    if let Some(rest) = NO_CENTS.iter().find_map(|end| body.strip_suffix(end)) {
        body = rest;
    }
    // 1.200,50- is how SAP writes a negative amount.
    if let Some(rest) = body.strip_suffix('-').filter(|_| !negative) {
        negative = true;
        body = rest.trim_end();
    }
    let value: f64 = ungroup(body, style)?.parse().ok()?;
    value.is_finite().then_some(if negative { -value } else { value })
}

/// Digits with at most one decimal point; groups must be groups of three.
fn ungroup(body: &str, style: Decimal) -> Option<String> {
    if body.is_empty() || !body.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let separators: Vec<char> = body.chars().filter(|c| !c.is_ascii_digit()).collect();
    if separators.iter().any(|c| !(matches!(c, ',' | '.') || spaced(*c))) {
        // 1.5e6 is how exports write large numbers.
        let scientific = body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
        let digits_last = body.ends_with(|c: char| c.is_ascii_digit());
        return (scientific && digits_last).then(|| body.to_owned());
    }
    let decimal = decimal_separator(body, &separators, style)?;
    let (whole, fraction) = match decimal {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, ""),
    };
    if !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let threes = groups.iter().skip(1).all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len());
    let grouped = groups.len() == 1 || threes || (whole.contains(',') && in_lakhs(&groups));
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
fn decimal_separator(body: &str, separators: &[char], style: Decimal) -> Option<Option<usize>> {
    let (commas, points) =
        (separators.iter().filter(|c| **c == ',').count(), separators.iter().filter(|c| **c == '.').count());
    let last = body.rfind([',', '.']);
    match (commas, points) {
        (0, 0) => Some(None),
        (0, 1) => {
            let after = body.len() - last? - 1;
            Some(if after == 3 && style == Decimal::Comma && !body.starts_with("0.") { None } else { last })
        }
        // 1.234.567 is grouped; 1,234 likewise, while 12,5 has a decimal comma.
        (0, _) => Some(None),
        (1, 0) => {
            let after = body.len() - last? - 1;
            let grouped = after == 3 && !body.starts_with("0,") && separators.len() == 1;
            Some(if grouped && style != Decimal::Comma { None } else { last })
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
    use super::{Decimal, Shape, number, shape};

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
            ("1’000’000", 1_000_000.0),
            ("1'000'000,00", 1_000_000.0),
            ("3'000.-", 3000.0),
            ("1200,--", 1200.0),
            ("12,34,567", 1_234_567.0),
            ("1,20,000.50", 120_000.5),
            ("1,200.50-", -1200.5),
            ("-5", -5.0),
            ("１２０", 120.0),
            (".5", 0.5),
            ("1.5E6", 1_500_000.0),
        ] {
            assert_eq!(number(text, Decimal::Unknown), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "101,2000.00",
            "1,2,000",
            "1,20,00",
            "1.20.000",
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
            assert_eq!(number(text, Decimal::Unknown), None, "{text}");
        }
    }

    #[test]
    fn a_column_with_a_decimal_comma_groups_with_points() {
        for (text, value) in [
            ("1.200", 1200.0),
            ("1.200,50", 1200.5),
            ("1,200", 1.2),
            ("1 200,5", 1200.5),
            ("12.5", 12.5),
            ("0.125", 0.125),
        ] {
            assert_eq!(number(text, Decimal::Comma), Some(value), "{text}");
        }
    }

    #[test]
    fn what_a_number_proves() {
        for (text, found) in [
            ("€ 1.200,50", Some(Shape::Comma)),
            ("1.200.000", Some(Shape::Comma)),
            ("12,5 %", Some(Shape::Comma)),
            ("1,200.50", Some(Shape::Point)),
            ("1,200,000", Some(Shape::Point)),
            ("0.125", Some(Shape::Point)),
            ("12,34,567", Some(Shape::Point)),
            ("1.200", Some(Shape::DoubtfulPoint)),
            ("1,200", Some(Shape::DoubtfulComma)),
            ("1234.500", Some(Shape::Point)),
            ("2026.3.1", None),
            ("150-500", None),
            ("1200", None),
        ] {
            assert_eq!(shape(text), found, "{text}");
        }
    }
}

//! Dates: real ones, texts in many forms, serial numbers, 20260301.

use super::{Unread, too_long};
use crate::import::raw_sheet::Cell;
use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// How a column writes 03/01/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first.
    DayFirst,
    /// Month first.
    MonthFirst,
    /// The column does not say.
    Unknown,
}

/// Reads a date.
///
/// # Errors
/// Not a date; or one that can be read two ways while the column does not say which.
pub fn date(cell: Cell<'_>, order: DateOrder) -> Result<NaiveDate, Unread> {
    match cell {
        Cell::Date(date) => Ok(date.date()),
        Cell::Number(n, _) => from_number(n).ok_or(Unread::Unreadable),
        Cell::Text(text) => from_text(text, order),
        Cell::Error(_) => Err(Unread::ErrorCell),
        Cell::Bool(_) => Err(Unread::Unreadable),
    }
}

/// A serial number of 1954–2119, or 20260301.
fn from_number(n: f64) -> Option<NaiveDate> {
    if (20_000.0..80_000.0).contains(&n) {
        return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(n.floor() as u64));
    }
    if n.fract() == 0.0 && (19_000_101.0..=21_001_231.0).contains(&n) {
        let n = n as i32;
        return NaiveDate::from_ymd_opt(
            n / 10_000,
            u32::try_from(n / 100 % 100).ok()?,
            u32::try_from(n % 100).ok()?,
        );
    }
    None
}

fn from_text(text: &str, order: DateOrder) -> Result<NaiveDate, Unread> {
    if too_long(text) {
        return Err(Unread::Unreadable);
    }
    let folded: String = text.nfkc().collect();
    let body = folded.trim();
    if let Some(found) = body.parse().ok().and_then(from_number) {
        return Ok(found);
    }
    // A time of day behind the date does not matter.
    let day = body.split_once('T').map_or(body, |(d, _)| d);
    let day = day.split_once(' ').filter(|(_, t)| t.contains(':')).map_or(day, |(d, _)| d);
    if let Some((first, second, year)) = three_numbers(day) {
        return day_and_month(first, second, year, order);
    }
    named(day).or_else(|| year_first(day)).ok_or(Unread::Unreadable)
}

/// 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日.
fn year_first(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let signs = text.chars().filter(|c| !c.is_ascii_digit()).all(|c| "-/.年月日 ".contains(c));
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 && signs => {
            NaiveDate::from_ymd_opt(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
        }
        _ => None,
    }
}

/// 03/01/2026 and its kin: two small numbers, then the year.
fn three_numbers(text: &str) -> Option<(u32, u32, i32)> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [a, b, y] = parts.as_slice() else { return None };
    if a.len() > 2 || y.len() != 4 {
        return None;
    }
    Some((a.trim().parse().ok()?, b.trim().parse().ok()?, y.trim().parse().ok()?))
}

fn day_and_month(first: u32, second: u32, year: i32, order: DateOrder) -> Result<NaiveDate, Unread> {
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    match (month_first, day_first, order) {
        (Some(a), Some(b), _) if a == b => Ok(a),
        (Some(a), Some(_), DateOrder::MonthFirst) | (Some(a), None, _) => Ok(a),
        (Some(_), Some(b), DateOrder::DayFirst) | (None, Some(b), _) => Ok(b),
        (Some(_), Some(_), DateOrder::Unknown) => Err(Unread::Ambiguous),
        (None, None, _) => Err(Unread::Unreadable),
    }
}

/// 1-Mar-26, 1 March 2026, Mar 1, 2026.
fn named(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let [a, b, y] = parts.as_slice() else { return None };
    let month = |word: &str| {
        let short = word.get(..3).filter(|_| word.chars().all(char::is_alphabetic))?;
        (1_u32..).zip(MONTHS).find(|(_, m)| *m == short).map(|(n, _)| n)
    };
    let (month, day) = match (month(a), month(b)) {
        (Some(m), None) => (m, b.parse().ok()?),
        (None, Some(m)) => (m, a.parse().ok()?),
        _ => return None,
    };
    let year: i32 = y.parse().ok()?;
    NaiveDate::from_ymd_opt(if y.len() == 2 { 2000 + year } else { year }, month, day)
}

/// What the texts of a column say about 03/01/2026: one number above 12 decides.
pub fn day_first_or_month_first<'a>(texts: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in texts.filter_map(|t| three_numbers(t.split(' ').next().unwrap_or(t))) {
        day_first |= first > 12;
        month_first |= second > 12;
    }
    match (day_first, month_first) {
        (true, false) => DateOrder::DayFirst,
        (false, true) => DateOrder::MonthFirst,
        _ => DateOrder::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::raw_sheet::FormatHint;

    #[test]
    fn dates_as_people_write_them() {
        let first = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        for text in [
            "2026/3/1",
            "2026-03-01",
            "2026年3月1日",
            "1-Mar-26",
            "1 March 2026",
            "Mar 1, 2026",
            "20260301",
            "2026-03-01T10:00:00",
            "2026/3/1 10:30",
            "２０２６/３/１",
        ] {
            assert_eq!(date(Cell::Text(text), DateOrder::Unknown), Ok(first), "{text}");
        }
        assert_eq!(date(Cell::Number(46_082.0, FormatHint::Plain), DateOrder::Unknown), Ok(first));
        assert_eq!(date(Cell::Text("03/01/2026"), DateOrder::MonthFirst), Ok(first));
        assert_eq!(date(Cell::Text("03/01/2026"), DateOrder::Unknown), Err(Unread::Ambiguous));
        assert_eq!(date(Cell::Text("soon"), DateOrder::Unknown), Err(Unread::Unreadable));
        assert_eq!(day_first_or_month_first(["03/01/2026", "25/12/2025"].into_iter()), DateOrder::DayFirst);
    }
}

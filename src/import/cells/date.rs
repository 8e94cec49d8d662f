//! Dates: real ones, texts in many forms, serial numbers, 20260301.

use super::{Unread, too_long};
use crate::config::Periods;
use crate::import::raw::raw_sheet::Cell;
use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// How a column writes 03/01/2026 and 25/3/1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Year first; dates that end with the year are read either way.
    YearFirst,
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
    let day = without_time(body);
    if let Some((first, second, year)) = three_numbers(day) {
        // 01.03.2026: points are German, and day first.
        let order = if day.contains('.') { DateOrder::DayFirst } else { order };
        return day_and_month(first, second, year, order);
    }
    if let Some(numbers) = short_numbers(day) {
        return short_year(numbers, day.contains('.'), order);
    }
    named(day).or_else(|| year_first(day)).or_else(|| month_only(day)).ok_or(Unread::Unreadable)
}

/// A time of day behind the date does not matter.
fn without_time(text: &str) -> &str {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    day.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(day, |(day, _)| day)
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

/// 2025年10月, 2025-10: the first of the month. 2025.10 is a number.
fn month_only(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.trim().split_once(['年', '-', '/'])?;
    let month = rest.trim().trim_end_matches(['月', '份']);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.trim().len() != 4 || !(1..=2).contains(&month.len()) || !digits(year.trim()) || !digits(month) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.trim().parse().ok()?, month.parse().ok()?, 1)
}

/// 25/9/11, 01.03.26: three numbers of at most two digits.
fn short_numbers(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [a, b, c] if short(a) && short(b) && short(c) => {
            Some([a.parse().ok()?, b.parse().ok()?, c.parse().ok()?])
        }
        _ => None,
    }
}

/// Years that two digits mean in a list of customers.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 15..=39;

/// The date of three short numbers in an order, if its year is likely.
fn in_order(numbers: [u32; 3], order: DateOrder) -> Option<NaiveDate> {
    let [a, b, c] = numbers;
    let (year, month, day) = match order {
        DateOrder::YearFirst => (a, b, c),
        DateOrder::DayFirst => (c, b, a),
        DateOrder::MonthFirst => (c, a, b),
        DateOrder::Unknown => return None,
    };
    let year = i32::try_from(2000 + year).ok().filter(|_| SHORT_YEARS.contains(&year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

const ORDERS: [DateOrder; 3] = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst];

fn short_year(numbers: [u32; 3], points: bool, order: DateOrder) -> Result<NaiveDate, Unread> {
    let order = if points && order != DateOrder::YearFirst { DateOrder::DayFirst } else { order };
    if let Some(found) = in_order(numbers, order) {
        return Ok(found);
    }
    let mut found: Vec<NaiveDate> = ORDERS.iter().filter_map(|order| in_order(numbers, *order)).collect();
    found.dedup();
    match found.as_slice() {
        [] => Err(Unread::Unreadable),
        [one] => Ok(*one),
        _ => Err(Unread::Ambiguous),
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
        (Some(_), Some(_), DateOrder::Unknown | DateOrder::YearFirst) => Err(Unread::Ambiguous),
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

/// 12. März 2026, 12 de marzo de 2026, 1er mars 2026, März 2026: by the names of months in any language.
pub fn month_by_name(text: &str, words: &Periods) -> Option<NaiveDate> {
    if too_long(text) {
        return None;
    }
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
    let (mut month, mut numbers) = (None, Vec::new());
    for part in parts {
        let digits = part.trim_end_matches(char::is_alphabetic);
        match (part.parse::<u32>(), words.month_named(part)) {
            (Ok(number), _) => numbers.push((number, part.len())),
            (_, Some(found)) if month.is_none() => month = Some(found),
            // de, di, of; 1er, 2nd.
            _ if digits.is_empty() && part.chars().count() <= 3 => {}
            _ => numbers.push((digits.parse().ok()?, digits.len())),
        }
    }
    let (day, (year, width)) = match numbers.as_slice() {
        [day, year] => (day.0, *year),
        [year] if year.1 == 4 => (1, *year),
        _ => return None,
    };
    let year = i32::try_from(if width == 2 { 2000 + year } else { year }).ok()?;
    NaiveDate::from_ymd_opt(year, u32::from(month?), day)
}

/// What the texts of a column say about 03/01/2026: one number above 12 decides. Of dates with a short
/// year the order decides that all of them can have.
pub fn day_first_or_month_first<'a>(texts: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first, mut year_first_seen) = (false, false, false);
    let mut possible = [true; 3];
    let mut short = false;
    for text in texts.filter(|text| !too_long(text)) {
        let day = without_time(text.trim());
        if let Some((first, second, _)) = three_numbers(day.split(' ').next().unwrap_or(day)) {
            day_first |= first > 12;
            month_first |= second > 12;
        } else if let Some(numbers) = short_numbers(day) {
            short = true;
            for (possible, order) in possible.iter_mut().zip(ORDERS) {
                *possible &= in_order(numbers, order).is_some();
            }
        } else {
            year_first_seen |= year_first(day).or_else(|| month_only(day)).is_some();
        }
    }
    let left: Vec<DateOrder> = ORDERS.into_iter().zip(possible).filter(|(_, p)| *p).map(|(o, _)| o).collect();
    match (day_first, month_first, left.as_slice()) {
        (true, false, _) => DateOrder::DayFirst,
        (false, true, _) => DateOrder::MonthFirst,
        (_, _, [one]) if short => *one,
        // 2025/9/1 beside 25/9/11.
        (false, false, [DateOrder::YearFirst, ..]) if short && year_first_seen => DateOrder::YearFirst,
        _ => DateOrder::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::raw::raw_sheet::FormatHint;

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
            "01.03.2026",
            "1.3.2026",
            "01.03.26",
            "2026年3月",
            "2026年3月份",
            "2026-03",
            "2026/3",
        ] {
            assert_eq!(date(Cell::Text(text), DateOrder::Unknown), Ok(first), "{text}");
        }
        assert_eq!(date(Cell::Number(46_082.0, FormatHint::Plain), DateOrder::Unknown), Ok(first));
        assert_eq!(date(Cell::Text("03/01/2026"), DateOrder::MonthFirst), Ok(first));
        assert_eq!(date(Cell::Text("03/01/2026"), DateOrder::Unknown), Err(Unread::Ambiguous));
        for text in ["2026.3", "1.3", "2026-3-1-1", "99/99/99", "26年"] {
            assert!(date(Cell::Text(text), DateOrder::Unknown).is_err(), "{text}");
        }
        assert_eq!(date(Cell::Text("soon"), DateOrder::Unknown), Err(Unread::Unreadable));
        assert_eq!(day_first_or_month_first(["03/01/2026", "25/12/2025"].into_iter()), DateOrder::DayFirst);
    }

    #[test]
    fn short_years_in_the_order_of_their_column() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (column, text, found) in [
            (&["25/9/11"][..], "25/9/11", Ok(day(2025, 9, 11))),
            (&["25/9/11", "25/12/31"], "25/9/26", Ok(day(2025, 9, 26))),
            (&["2025/9/1", "25/9/26"], "25/9/26", Ok(day(2025, 9, 26))),
            (&["31/12/25", "01/02/26"], "01/02/26", Ok(day(2026, 2, 1))),
            (&["12/31/25", "01/02/26"], "01/02/26", Ok(day(2026, 1, 2))),
            (&["01/02/26"], "01/02/26", Err(Unread::Ambiguous)),
            (&["20.01.26"], "05.02.26", Ok(day(2026, 2, 5))),
        ] {
            let order = day_first_or_month_first(column.iter().copied());
            assert_eq!(date(Cell::Text(text), order), found, "{column:?} {text}");
        }
    }
}

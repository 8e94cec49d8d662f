//! Values as the spreadsheet reader gives them become cells.

use super::raw_sheet::{Cell, FormatHint};
use calamine::{CellErrorType, DataType, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// First serial number after 9999-12-31.
const END_OF_DATES: f64 = 2_958_466.0;

/// The cell of a value; `None` if it is blank.
pub(super) fn cell_of<V: DataType>(value: &V, hint: FormatHint) -> Option<Cell<'_>> {
    if let Some(text) = value.get_string() {
        return Some(Cell::Text(text));
    }
    if let Some(number) = value.get_float() {
        return Some(Cell::Number(number, hint));
    }
    if let Some(number) = value.get_int() {
        return Some(Cell::Number(number as f64, hint));
    }
    if let Some(date) = value.get_datetime() {
        return Some(date_cell(date));
    }
    if let Some(truth) = value.get_bool() {
        return Some(Cell::Bool(truth));
    }
    if let Some(error) = value.get_error() {
        return Some(Cell::Error(error_text(error)));
    }
    if let Some(text) = value.get_datetime_iso() {
        return Some(iso_date(text).map_or(Cell::Text(text), Cell::Date));
    }
    let text = value.get_duration_iso()?;
    Some(iso_days(text).map_or(Cell::Text(text), |days| Cell::Number(days, FormatHint::Plain)))
}

/// A serial number with a date format. Durations, times of day and numbers that are no date of the
/// calendar stay numbers.
fn date_cell(date: ExcelDateTime) -> Cell<'static> {
    let serial = date.as_f64();
    let number = Cell::Number(serial, FormatHint::Plain);
    if date.is_duration() || !(1.0..END_OF_DATES).contains(&serial) {
        return number;
    }
    date.as_datetime().map_or(number, Cell::Date)
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

pub(super) fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim_end_matches('Z');
    match text.split_once('T') {
        None => Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)),
        Some((_, time)) if time.matches(':').count() == 1 => format!("{text}:00").parse().ok(),
        Some(_) => text.parse().ok(),
    }
}

/// A duration such as `PT12H30M00S`, in days.
fn iso_days(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut digits = String::new();
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (days, time) = rest.strip_prefix('P')?.split_once('T')?;
    if let Some(days) = days.strip_suffix('D') {
        seconds += days.parse::<f64>().ok()? * 86_400.0;
    }
    for letter in time.chars() {
        let unit = match letter {
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                digits.push(letter);
                continue;
            }
        };
        seconds += std::mem::take(&mut digits).parse::<f64>().ok()? * unit;
    }
    Some(sign * seconds / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, ExcelDateTimeType};

    fn serial(value: f64, is_1904: bool) -> Option<Cell<'static>> {
        Some(date_cell(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)))
    }

    fn day(y: i32, m: u32, d: u32) -> Option<Cell<'static>> {
        Some(Cell::Date(NaiveDate::from_ymd_opt(y, m, d)?.and_time(NaiveTime::MIN)))
    }

    #[test]
    fn dates_of_both_systems() {
        assert_eq!(serial(46_023.0, false), day(2026, 1, 1));
        assert_eq!(serial(44_561.0, true), day(2026, 1, 1));
        assert_eq!(serial(1.0, false), day(1900, 1, 1));
        assert_eq!(serial(61.0, false), day(1900, 3, 1));
    }

    #[test]
    fn no_dates() {
        for value in [0.5, 0.0, -1e300, -3.0, 1e300, 3e6] {
            assert_eq!(serial(value, false), Some(Cell::Number(value, FormatHint::Plain)));
        }
        assert!(matches!(serial(f64::NAN, false), Some(Cell::Number(..))));
    }

    #[test]
    fn iso_texts() {
        assert_eq!(cell_of(&Data::DateTimeIso("2026-01-01".into()), FormatHint::Plain), day(2026, 1, 1));
        assert_eq!(
            cell_of(&Data::DateTimeIso("2026-01-01T00:00".into()), FormatHint::Plain),
            day(2026, 1, 1)
        );
        let half = Some(Cell::Number(0.5, FormatHint::Plain));
        assert_eq!(cell_of(&Data::DurationIso("PT12H00M00S".into()), FormatHint::Plain), half);
        assert_eq!(cell_of(&Data::DateTimeIso("soon".into()), FormatHint::Plain), Some(Cell::Text("soon")));
    }
}

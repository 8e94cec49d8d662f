//! The two order windows (METHOD §1, order line): this one ends with the newest order dated today or before,
//! the previous one lies as many months before it and counts only where the data reaches back to its start.

use crate::config::{Parameter, Settings};
use chrono::{Days, Months, NaiveDate};

/// Two windows of as many months, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// Last day of this window.
    pub end: NaiveDate,
    /// The day before this window, the last one of the previous.
    pub start: NaiveDate,
    /// The day before the previous window.
    pub previous_start: NaiveDate,
    /// The data reaches back to the start of the previous window.
    pub previous_full: bool,
    /// Months of each.
    pub months: u32,
}

/// Which window a date falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// This one.
    This,
    /// The previous one, where it is full.
    Previous,
    /// Before both, or in a previous window that is not full.
    Before,
    /// After today.
    Later,
}

impl Windows {
    /// The windows of these dates; none where no date is today or before.
    pub fn of(
        dates: impl Iterator<Item = NaiveDate> + Clone,
        today: NaiveDate,
        settings: &Settings,
    ) -> Option<Self> {
        let end = dates.clone().filter(|d| *d <= today).max()?;
        let windows = Windows::ending(end, settings.get(Parameter::OrderPeriodMonths))?;
        let slack = settings.get(Parameter::PreviousWindowSlack).round().max(0.0) as u64;
        let reached = windows.previous_start.checked_add_days(Days::new(slack))?;
        Some(Windows { previous_full: dates.min().is_some_and(|first| first <= reached), ..windows })
    }

    /// The windows of so many months that end on a day; whether the previous one is full is not known yet.
    pub fn ending(end: NaiveDate, months: f64) -> Option<Self> {
        let months = months.round().clamp(1.0, 120.0) as u32;
        let start = end.checked_sub_months(Months::new(months))?;
        let previous_start = end.checked_sub_months(Months::new(2 * months))?;
        Some(Windows { end, start, previous_start, previous_full: false, months })
    }

    /// Where a date falls.
    pub fn place(&self, date: NaiveDate) -> Window {
        if date > self.end {
            Window::Later
        } else if date > self.start {
            Window::This
        } else if date > self.previous_start && self.previous_full {
            Window::Previous
        } else {
            Window::Before
        }
    }

    /// What makes the sum of a window that of a year.
    pub fn yearly(&self) -> f64 {
        12.0 / f64::from(self.months)
    }
}

#[cfg(test)]
mod tests {
    use super::{Window, Windows};
    use crate::config::{Config, Templates};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn windows_end_today_at_the_latest_and_with_the_month() {
        let settings = Config::load(&Templates::default()).unwrap().settings;
        let of = |dates: &[&str]| Windows::of(dates.iter().map(|d| day(d)), day("2025-03-15"), &settings);
        let found = of(&["2025-02-28", "2026-01-01", "2023-04-01"]).unwrap();
        assert_eq!((found.end, found.start), (day("2025-02-28"), day("2024-02-28")));
        assert_eq!(found.previous_start, day("2023-02-28"));
        assert!(!found.previous_full, "2023-03-31 is the last day that would do");
        assert_eq!(found.place(day("2023-04-01")), Window::Before);
        assert!(of(&["2025-02-28", "2023-03-31"]).unwrap().previous_full);
        assert_eq!(found.place(day("2026-01-01")), Window::Later);
        assert_eq!(of(&["2025-03-16"]), None);
    }
}

//! Text and TOML dates -> `Day`, a date in the civil calendar, and back to words a reader knows.
//!
//! Nothing here knows what day it is: "today" is never asked for.

use jiff::civil::Date;
use std::fmt;

/// A day in the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(Date);

impl Day {
    /// The day with these numbers, or nothing when the calendar has no such day.
    pub fn from_numbers(year: u16, month: u8, day: u8) -> Option<Day> {
        let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        let month = i8::try_from(month).ok()?;
        let day = i8::try_from(day).ok()?;
        Date::new(year, month, day).ok().map(Day)
    }

    /// Reads `2026-09-30`, and only that form.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        Day::from_numbers(text[0..4].parse().ok()?, text[5..7].parse().ok()?, text[8..10].parse().ok()?)
    }

    /// Whole months from `start` to this day: 31 January to 28 February is 0, to 1 March is 1.
    ///
    /// Nothing when this day is before `start`. The rule is section 6 of the scoring definitions.
    pub fn months_since(self, start: Day) -> Option<u32> {
        let (from, to) = (start.0, self.0);
        if to < from {
            return None;
        }
        let years = i32::from(to.year()) - i32::from(from.year());
        let months = 12 * years + i32::from(to.month()) - i32::from(from.month());
        let unfinished = i32::from(to.day() < from.day());
        u32::try_from(months - unfinished).ok()
    }

    /// Days from `start` to this day; negative when this day is earlier.
    pub fn days_since(self, start: Day) -> i64 {
        (self.0 - start.0).get_days().into()
    }

    /// The last day of the quarter of the year that this day is in: 31 March, 30 June, 30 September or 31 December.
    pub fn quarter_end(self) -> Day {
        let last_month = (self.0.month() - 1) / 3 * 3 + 3;
        // The first of a month that every year has, so the day itself never stands in for it.
        Date::new(self.0.year(), last_month, 1).map_or(self, |first| Day(first.last_of_month()))
    }

    /// The day after this one; nothing after the last day of year 9999.
    pub fn next(self) -> Option<Day> {
        self.0.tomorrow().ok().map(Day)
    }

    /// The month in words, as in "Nov 2026".
    pub fn month_in_words(self) -> String {
        let month: String = month_name(self.0.month()).chars().take(3).collect();
        format!("{month} {}", self.0.year())
    }

    /// The day in words, as in "22 November 2026".
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.0.day(), month_name(self.0.month()), self.0.year())
    }
}

impl fmt::Display for Day {
    /// Writes `2026-09-30`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn months_are_whole_ones_only() {
        // The first three rows are the examples of the scoring definitions, section 6.
        for (start, end, months) in [
            ("2026-01-31", "2026-02-28", Some(0)),
            ("2026-01-31", "2026-03-01", Some(1)),
            ("2024-02-29", "2025-02-28", Some(11)),
            ("2024-02-29", "2025-03-01", Some(12)),
            ("2025-10-01", "2026-09-30", Some(11)),
            ("2025-10-01", "2026-10-01", Some(12)),
            ("2026-05-05", "2026-05-05", Some(0)),
            ("2026-05-06", "2026-05-05", None),
        ] {
            assert_eq!(day(end).months_since(day(start)), months, "{start} to {end}");
        }
    }

    #[test]
    fn quarters_end_with_their_third_month() {
        for (within, end) in [
            ("2026-01-01", "2026-03-31"),
            ("2026-03-31", "2026-03-31"),
            ("2026-04-01", "2026-06-30"),
            ("2024-09-30", "2024-09-30"),
            ("2025-10-01", "2025-12-31"),
            ("9999-12-31", "9999-12-31"),
        ] {
            assert_eq!(day(within).quarter_end(), day(end), "{within}");
        }
        assert_eq!(day("2024-02-28").next(), Some(day("2024-02-29")));
        assert_eq!(day("9999-12-31").next(), None);
        assert_eq!(day("2026-11-22").month_in_words(), "Nov 2026");
    }

    #[test]
    fn only_real_days_in_the_one_form_are_read() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "26-01-01",
            "2026-1-1",
            "2026/01/01",
            " 2026-01-01",
            "２026-01-0",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        assert_eq!(day("2026-11-02").in_words(), "2 November 2026");
    }

    #[test]
    fn days_are_counted_across_years() {
        assert_eq!(day("2025-03-01").days_since(day("2024-02-28")), 367);
        assert_eq!(day("2024-02-28").days_since(day("2025-03-01")), -367);
    }
}

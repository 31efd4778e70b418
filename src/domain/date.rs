//! Calendar days, years and validity.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A calendar day, as days since 1 January 1970: small enough for columns of millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub i32);

impl Date {
    pub const MIN: Date = Date(i32::MIN);
    pub const MAX: Date = Date(i32::MAX);

    /// The day, if it exists and its year has four digits.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        (1900..=9999).contains(&year).then(|| Date(day.to_epoch_days()))
    }

    /// Reads `2026-03-01`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
        };
        Date::new(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
    }

    fn naive(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(NaiveDate::MAX)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.naive().year()
    }

    /// The same day so many years later; 29 February becomes 28 in a year without one. `None` outside the calendar.
    pub fn plus_years(self, years: i32) -> Option<Date> {
        let (year, month, day) = self.parts();
        let year = year.checked_add(years)?;
        Date::new(year, month, day).or_else(|| if (month, day) == (2, 29) { Date::new(year, 2, 28) } else { None })
    }

    /// The day before, or after where `days` is positive. The ends of time stay where they are.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        if self == Date::MIN || self == Date::MAX { self } else { Date(self.0.saturating_add(days)) }
    }

    /// (year, month, day).
    pub fn parts(self) -> (i32, u32, u32) {
        let naive = self.naive();
        (naive.year(), naive.month(), naive.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    /// As it is written.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        Date::parse(&String::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("no day"))
    }
}

/// The first day of a year. Years outside the calendar give the far ends.
pub fn first_day(year: i32) -> Date {
    Date::new(year, 1, 1).unwrap_or(if year < 1900 { Date::MIN } else { Date::MAX })
}

/// The last day of a year.
pub fn last_day(year: i32) -> Date {
    Date::new(year, 12, 31).unwrap_or(if year < 1900 { Date::MIN } else { Date::MAX })
}

/// Days of `year` up to and including `to`, and days in the year: what yearly amounts of an interim run are scaled by.
pub fn days_of_year(year: i32, to: Date) -> (i64, i64) {
    let first = i64::from(first_day(year).0);
    (i64::from(to.0) - first + 1, i64::from(last_day(year).0) - first + 1)
}

/// From and to, both inclusive; an open end is the end of time (spec 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    pub from: Date,
    pub to: Date,
}

impl Validity {
    pub const ALWAYS: Validity = Validity { from: Date::MIN, to: Date::MAX };

    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    pub fn overlaps(self, other: Validity) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |day: Date| if day == Date::MIN || day == Date::MAX { "…".to_owned() } else { day.to_string() };
        write!(f, "{}–{}", end(self.from), end(self.to))
    }
}

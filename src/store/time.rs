//! A moment as it is stored: RFC 3339 in UTC with milliseconds, always 24 characters, so that the order of the texts is the
//! order of the moments on both databases, whatever their collation.

use super::StoreFault;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;

/// A moment in UTC in whole milliseconds, from the year 0 to 9999: `2026-11-22T08:51:48.123Z`. The store has no clock; moments come
/// from the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// The milliseconds of 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;
/// The milliseconds of 0000-01-01T00:00:00.000Z.
const FIRST: i64 = -62_167_219_200_000;

impl Time {
    /// From milliseconds since 1970; beyond the years that can be written, the nearest that can.
    pub fn from_millis(millis: i64) -> Time {
        Time(millis.clamp(FIRST, LAST))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Time {
        Time::from_millis(self.0.saturating_add(millis))
    }

    /// From RFC 3339 with any offset; what is finer than a millisecond is left off.
    pub fn parse(text: &str) -> Option<Time> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Time::from_millis(moment.timestamp_millis()))
    }

    /// As it was stored.
    pub(super) fn stored(text: &str) -> Result<Time, StoreFault> {
        Time::parse(text).ok_or(StoreFault::Corrupt("a time is no time"))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment: DateTime<Utc> = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        f.write_str(&moment.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

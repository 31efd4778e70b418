//! Values that change by date.

use crate::domain::date::Date;

/// Entries by date, ascending; the value at a date is that of the latest entry on or before it (spec 2.11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule<T> {
    entries: Vec<(Date, T)>,
}

impl<T: Copy> Schedule<T> {
    pub fn new(mut entries: Vec<(Date, T)>) -> Schedule<T> {
        entries.sort_by_key(|(from, _)| *from);
        Schedule { entries }
    }

    /// `None` before the first entry: the error `schedule_gap`.
    pub fn at(&self, day: Date) -> Option<T> {
        let after = self.entries.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).map(|last| self.entries[last].1)
    }

    /// The first day with a value.
    pub fn begins(&self) -> Option<Date> {
        self.entries.first().map(|(from, _)| *from)
    }

    pub fn entries(&self) -> &[(Date, T)] {
        &self.entries
    }
}

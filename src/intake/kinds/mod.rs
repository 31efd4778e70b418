//! Rows to nouns: per kind of file what concerns several cells, several rows or several files.

pub mod care;
pub mod chains;
pub mod claims;
pub mod deliveries;
pub mod episodes;
pub mod parties;
pub mod settlement;
pub mod tariffs;

use super::columns::Kind;
use super::convention::Conventions;
use super::gather::Gather;
use super::keys::Keys;
use super::known::{Codes, Known};
use super::reading::{self, Reading};
use super::report::Report;
use super::row::Row;
use super::source::Source;
use crate::domain::problem::Problems;

/// A dossier being read: what is known so far, and what is wrong so far.
pub struct Intake<'p> {
    pub source: Source<'p>,
    pub conventions: &'p Conventions,
    pub known: Known,
    /// Rows of the kind of file that is read, accepted before; none of a dossier that is read whole.
    pub earlier: Option<&'p dyn Earlier>,
    pub problems: Problems,
}

/// Rows that were accepted before the file that is read.
pub trait Earlier: Sync {
    /// Whether the key of a row was accepted before. Then the row is left out, and the report says why: it is the same
    /// row again, or another one.
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool;
}

impl<'p> Intake<'p> {
    /// One that has read nothing yet.
    pub fn new(source: Source<'p>, conventions: &'p Conventions, known: Known) -> Intake<'p> {
        Intake { source, conventions, known, earlier: None, problems: Problems::default() }
    }

    /// Another one that knows the same, for files that are read beside these.
    pub fn branch(&self) -> Intake<'p> {
        Intake::new(self.source, self.conventions, self.known.codes())
    }

    /// Reads the rows of one file; its report stays open for what can only be seen when all rows are there.
    pub fn read<T: Gather>(
        &self,
        kind: &'static Kind,
        take: impl Fn(&Row<'_>, &mut T, &mut Report) + Sync,
    ) -> Reading<T> {
        let Some(earlier) = self.earlier else {
            return reading::read(self.source, kind, &self.known, self.conventions, &take);
        };
        let take_new = |row: &Row<'_>, gathered: &mut T, report: &mut Report| {
            if !earlier.has(row, report) {
                take(row, gathered, report);
            }
        };
        reading::read(self.source, kind, &self.known, self.conventions, &take_new)
    }

    /// Reads one file about which no more can be said than its rows say.
    pub fn read_all<T: Gather>(
        &mut self,
        kind: &'static Kind,
        take: impl Fn(&Row<'_>, &mut T, &mut Report) + Sync,
    ) -> (T, Keys) {
        let Reading { gathered, keys, report } = self.read(kind, take);
        self.problems.append(report.finish());
        (gathered, keys)
    }
}

/// The codes of a file: at their positions in the sorted list those with a good row, and known also the others.
fn codes<'c>(sorted: impl Iterator<Item = &'c str>, keys: &'c Keys) -> Codes {
    Codes::sorted(sorted).with_faulty(keys.keys.texts().iter()).open_if(keys.unreadable)
}

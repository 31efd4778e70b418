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
    pub problems: Problems,
}

impl<'p> Intake<'p> {
    /// Another one that knows the same, for files that are read beside these.
    pub fn branch(&self) -> Intake<'p> {
        let (source, conventions) = (self.source, self.conventions);
        Intake { source, conventions, known: self.known.codes(), problems: Problems::default() }
    }

    /// Reads the rows of one file; its report stays open for what can only be seen when all rows are there.
    pub fn read<T: Gather>(
        &self,
        kind: &'static Kind,
        take: impl Fn(&Row<'_>, &mut T, &mut Report) + Sync,
    ) -> Reading<T> {
        reading::read(self.source, kind, &self.known, self.conventions, &take)
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

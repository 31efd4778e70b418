//! Rows to nouns: per kind of file what concerns several cells, several rows or several files.

pub mod care;
pub mod chains;
pub mod claims;
pub mod deliveries;
pub mod parties;
pub mod settlement;
pub mod tariffs;

use super::columns::Kind;
use super::keys::Keys;
use super::known::{Codes, Known};
use super::report::Report;
use super::row::Row;
use super::rows;
use super::source::Folder;
use crate::domain::problem::Problems;

/// A dossier being read: what is known so far, and what is wrong so far.
pub struct Intake<'p> {
    pub folder: Folder<'p>,
    pub known: Known,
    pub problems: Problems,
}

impl Intake<'_> {
    /// Reads the rows of one file; its report stays open for what can only be seen when all rows are there.
    pub fn read(&self, kind: &'static Kind, mut take: impl FnMut(&Row<'_>, &mut Report)) -> (Keys, Report) {
        let mut report = Report::new(kind.file);
        let keys = rows::read(&self.folder, kind, &self.known, &mut report, &mut take);
        (keys, report)
    }

    /// Reads one file about which no more can be said than its rows say.
    pub fn read_all(&mut self, kind: &'static Kind, take: impl FnMut(&Row<'_>, &mut Report)) -> Keys {
        let (keys, report) = self.read(kind, take);
        self.problems.append(report.finish());
        keys
    }
}

/// The codes of a file: at their positions in the sorted list those with a good row, and known also the others.
fn codes<'c>(sorted: impl Iterator<Item = &'c str>, keys: &'c Keys) -> Codes {
    Codes::sorted(sorted).with_faulty(keys.keys.texts().iter()).open_if(keys.unreadable)
}

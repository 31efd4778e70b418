//! The header row: which column of the file is which of the kind. The only place that knows how columns may be called.

use super::bsn;
use super::columns::Kind;
use super::report::Report;
use super::sentences;
use csv::StringRecord;

/// Places of the columns of a kind in the cells of a file.
#[derive(Debug)]
pub struct Header {
    /// Per column of the kind.
    places: Vec<Option<usize>>,
    /// Cells in the header row, and so in every row.
    pub width: usize,
    /// Whether every required column is there.
    pub complete: bool,
    /// Whether the columns of the key are there: without them no row can be told from another.
    pub keyed: bool,
}

impl Header {
    /// Columns may come in any order; unknown ones are refused by name (spec 1).
    pub fn read(kind: &Kind, names: &StringRecord, line: u64, report: &mut Report) -> Header {
        let mut places = vec![None; kind.columns.len()];
        for (at, name) in names.iter().enumerate() {
            match kind.columns.iter().position(|column| column.name == name).and_then(|found| places.get_mut(found)) {
                Some(place @ None) => *place = Some(at),
                Some(Some(_)) => report.error(line, name, name, || sentences::column_twice(name)),
                None => {
                    let name = if bsn::may_be_one(name) { "" } else { name };
                    report.error(line, name, name, || sentences::unknown_column(kind, name, at));
                }
            }
        }
        let absent = |at: usize| places.get(at).is_some_and(Option::is_none);
        let mut complete = true;
        for (at, column) in kind.columns.iter().enumerate().filter(|(_, column)| column.required) {
            if absent(at) {
                complete = false;
                report.error(line, column.name, "", || sentences::missing_column(column.name));
            }
        }
        let keyed = !kind.key.iter().any(|at| absent(*at) && kind.columns.get(*at).is_some_and(|c| c.required));
        Header { places, width: names.len(), complete, keyed }
    }

    /// The text of a column of the kind in a row; empty when the file does not have the column.
    pub fn cell<'r>(&self, cells: &'r StringRecord, column: usize) -> &'r str {
        self.places.get(column).copied().flatten().and_then(|place| cells.get(place)).unwrap_or_default()
    }

    pub fn has(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(Option::is_some)
    }
}

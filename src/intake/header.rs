//! The header row: which column of the file is which of the kind. The only place that knows how columns may be called.

use super::bsn;
use super::cells::Cells;
use super::columns::{DUTCH_COLUMNS, Kind};
use super::report::Report;
use super::sentences;

/// The column that a name in the header row stands for: its own name or the Dutch one, in capitals or not, because a
/// spreadsheet may have made a sentence of it.
pub fn column_of(kind: &Kind, name: &str) -> Option<usize> {
    let of_name = |name: &str| kind.columns.iter().position(|column| column.name == name);
    of_name(name).or_else(|| {
        let name = name.trim().to_lowercase();
        let dutch =
            || DUTCH_COLUMNS.iter().filter(|(dutch, _)| *dutch == name).find_map(|(_, english)| of_name(english));
        of_name(&name).or_else(dutch)
    })
}

/// The place of a column that the file does not have; no row has so many cells.
const ABSENT: usize = usize::MAX;

/// Places of the columns of a kind in the cells of a file.
#[derive(Debug)]
pub struct Header {
    /// Per column of the kind.
    places: Vec<usize>,
    /// Per column of the kind, its name as the file has it.
    names: Vec<String>,
    /// Cells in the header row, and so in every row.
    pub width: usize,
    /// Whether every required column is there.
    pub complete: bool,
    /// Whether the columns of the key are there: without them no row can be told from another.
    pub keyed: bool,
}

impl Header {
    /// Columns may come in any order; unknown ones are refused by name (spec 1).
    pub fn read(kind: &Kind, names: &Cells<'_>, line: u64, report: &mut Report) -> Header {
        let mut places = vec![ABSENT; kind.columns.len()];
        let mut shown: Vec<String> = kind.columns.iter().map(|column| column.name.to_owned()).collect();
        let file = report.file().to_owned();
        for (at, name) in names.iter().enumerate() {
            let found = column_of(kind, name);
            match found.and_then(|found| Some((places.get_mut(found)?, shown.get_mut(found)?))) {
                Some((place, shown)) if *place == ABSENT => {
                    *place = at;
                    name.trim().clone_into(shown);
                }
                Some((_, first)) => report.error(line, name, name, || sentences::column_twice(first, name)),
                None => {
                    let name = if bsn::may_have_one(name) { "" } else { name };
                    report.error(line, name, name, || sentences::unknown_column(&file, kind, name, at));
                }
            }
        }
        let absent = |at: usize| places.get(at) == Some(&ABSENT);
        let mut complete = true;
        for (at, column) in kind.columns.iter().enumerate().filter(|(_, column)| column.required) {
            if absent(at) {
                complete = false;
                report.error(line, column.name, "", || sentences::missing_column(column.name));
            }
        }
        let keyed = !kind.key.iter().any(|at| absent(*at) && kind.columns.get(*at).is_some_and(|c| c.required));
        Header { places, names: shown, width: names.len(), complete, keyed }
    }

    /// Whether it has not one column of the kind.
    pub fn is_none(&self) -> bool {
        self.places.iter().all(|place| *place == ABSENT)
    }

    /// Whether the required columns are among the first so many cells of a row.
    pub fn needs_at_most(&self, kind: &Kind, cells: usize) -> bool {
        let of_columns = kind.columns.iter().zip(&self.places).filter(|(column, _)| column.required);
        of_columns.map(|(_, place)| *place).all(|place| place == ABSENT || place < cells)
    }

    /// The text of a column of the kind in a row; empty when the file does not have the column.
    #[inline]
    pub fn cell<'r>(&self, cells: &'r Cells<'r>, column: usize) -> &'r str {
        self.places.get(column).and_then(|place| cells.get(*place)).unwrap_or_default()
    }

    /// The name of a column as the file has it.
    pub fn shown(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// Place of a column in the rows of the file, if it is there.
    pub fn place(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().filter(|place| *place != ABSENT)
    }

    pub fn has(&self, column: usize) -> bool {
        self.place(column).is_some()
    }
}

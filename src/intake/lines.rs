//! The lines of rows, counted only when something is said of one.

use super::encoding::line_ends;
use super::sheet::RowPlace;
use super::table::Table;
use std::cell::Cell;

/// Lines of the rows of one part of a table.
pub struct Lines<'t> {
    table: &'t Table,
    /// A byte and the line that begins there: where counting goes on, since rows are asked for in their order.
    counted: Cell<(usize, u64)>,
}

impl<'t> Lines<'t> {
    /// Of the part that begins at this byte, which is this line.
    pub fn new(table: &'t Table, start: usize, line: u64) -> Lines<'t> {
        Lines { table, counted: Cell::new((start, line)) }
    }

    /// The physical line at which a row begins; in a workbook the number of the row.
    pub fn at(&self, place: RowPlace) -> u64 {
        if self.table.cells.is_some() {
            return u64::try_from(place.row + 1).unwrap_or(u64::MAX);
        }
        let (from, line) = self.counted.get();
        if place.start < from {
            return self.table.line(place.start);
        }
        let between = self.table.text.as_bytes().get(from..place.start).unwrap_or_default();
        let line = line + line_ends(between);
        self.counted.set((place.start, line));
        line
    }
}

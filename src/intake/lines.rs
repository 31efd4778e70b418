//! The lines of rows, counted only when something is said of one.

use super::encoding::line_ends;
use super::sheet::RowPlace;
use super::table::Table;
use std::cell::Cell;

/// Lines of the rows of one part of a table.
pub struct Lines<'t> {
    table: &'t Table,
    /// The first byte and its line.
    first: (usize, u64),
    /// A byte and the line that begins there: where counting goes on, since rows are asked for in their order.
    counted: Cell<(usize, u64)>,
}

impl<'t> Lines<'t> {
    /// Of the part that begins at this byte, which is this line.
    pub fn new(table: &'t Table, start: usize, line: u64) -> Lines<'t> {
        Lines { table, first: (start, line), counted: Cell::new((start, line)) }
    }

    /// The physical line at which a row begins; in a workbook the number of the row.
    pub fn at(&self, place: RowPlace) -> u64 {
        if self.table.cells.is_some() {
            return u64::try_from(place.row + 1).unwrap_or(u64::MAX);
        }
        let (counted, first) = (self.counted.get(), self.first);
        let (from, line) = if place.start < counted.0 { first } else { counted };
        let between = self.table.text.as_bytes().get(from..place.start).unwrap_or_default();
        let line = line + line_ends(between);
        self.counted.set((place.start, line));
        line
    }
}

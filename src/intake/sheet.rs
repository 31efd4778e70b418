//! Text to cells, with the place of every row. The only place that knows quoting.

use super::table::Table;
use csv::{Reader, ReaderBuilder, StringRecord};
use std::ops::Range;

/// Where a row begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// Byte in the text.
    pub start: usize,
    /// Position among the rows; of a workbook, from the first of the sheet.
    pub row: usize,
}

/// The rows of one part of a table. Blank lines are skipped.
pub struct Sheet<'t> {
    table: &'t Table,
    reader: Reader<&'t [u8]>,
    /// Byte in the text at which the reader began.
    base: usize,
    rows: usize,
}

impl<'t> Sheet<'t> {
    /// A part begins where a row begins and ends where one ends; `rows` are above it.
    pub fn new(table: &'t Table, part: Range<usize>, rows: usize) -> Sheet<'t> {
        let text = table.text.get(part.clone()).unwrap_or_default();
        Sheet { table, reader: reader(text, table.separator), base: part.start, rows }
    }

    /// Reads the next row into `cells`: its place and its length in bytes, or `None` after the last.
    pub fn next(&mut self, cells: &mut StringRecord) -> Result<Option<(RowPlace, usize)>, csv::Error> {
        let before = self.base + position(&self.reader);
        if !self.reader.read_record(cells)? {
            return Ok(None);
        }
        // The reader says where the row before this one ended; in between there may be blank lines.
        let between = self.table.text.as_bytes().get(before..).unwrap_or_default();
        let start = before + between.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let place = RowPlace { start, row: self.rows };
        self.rows += 1;
        Ok(Some((place, (self.base + position(&self.reader)).saturating_sub(start))))
    }

    /// Reads a row again, to compare it with a later one of the same key.
    pub fn again(&self, place: RowPlace) -> StringRecord {
        let mut cells = StringRecord::new();
        let rest = self.table.text.get(place.start..).unwrap_or_default();
        // It was read before, so it can be read now; were it not, then it would equal no other row.
        let _read = reader(rest, self.table.separator).read_record(&mut cells);
        cells
    }
}

/// The cells of the first row of a text.
pub fn first_row(text: &str, separator: u8) -> StringRecord {
    let mut cells = StringRecord::new();
    // What cannot be read has no cells.
    let _read = reader(text, separator).read_record(&mut cells);
    cells
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// Rows of unequal length pass here, because each gets a problem of its own.
fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

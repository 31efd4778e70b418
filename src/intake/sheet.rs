//! Text to cells, with the place of every row. The only place that knows quoting.

use super::cells::Cells;
use super::table::Table;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr3;
use std::ops::Range;

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// Byte in the text at which it begins.
    pub start: usize,
    /// Position among the rows; of a workbook, from the first of the sheet.
    pub row: usize,
}

/// The rows of one part of a table. Blank lines are skipped.
///
/// A row without quotes, and nearly all are, is parted where its separators stand; one with quotes goes to the reader of
/// the `csv` library.
pub struct Sheet<'t> {
    text: &'t str,
    separator: u8,
    /// Made when the first row with quotes comes: most files have none, and making one takes a while.
    quoted: Option<Quoted>,
    at: usize,
    end: usize,
    rows: usize,
}

impl<'t> Sheet<'t> {
    /// A part begins where a row begins and ends where one ends; `rows` are above it.
    pub fn new(table: &'t Table, part: Range<usize>, rows: usize) -> Sheet<'t> {
        Sheet::of(&table.text, table.separator, part, rows)
    }

    fn of(text: &'t str, separator: u8, part: Range<usize>, rows: usize) -> Sheet<'t> {
        Sheet { text, separator, quoted: None, at: part.start, end: part.end.min(text.len()), rows }
    }

    /// Reads the next row into `cells`: its place and its length in bytes, or `None` after the last.
    pub fn next(&mut self, cells: &mut Cells<'t>) -> Option<(RowPlace, usize)> {
        let rest = self.text.as_bytes().get(self.at..self.end)?;
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = self.at + blank;
        let row = self.text.get(start..self.end).filter(|row| !row.is_empty())?;
        let length = self.read(row, cells);
        let place = RowPlace { start, row: self.rows };
        self.at = start + length;
        self.rows += 1;
        Some((place, length))
    }

    /// Reads a row again, to compare it with a later one of the same key.
    pub fn again(&self, place: RowPlace) -> Cells<'t> {
        let mut cells = Cells::default();
        Sheet::of(self.text, self.separator, place.start..self.text.len(), place.row).next(&mut cells);
        cells
    }

    /// Reads the row that a text begins with; its length with the first byte of its line end.
    fn read(&mut self, text: &'t str, cells: &mut Cells<'t>) -> usize {
        let bytes = text.as_bytes();
        let end = memchr3(b'\n', b'\r', b'"', bytes).unwrap_or(bytes.len());
        if bytes.get(end) == Some(&b'"') {
            return self.quoted.get_or_insert_with(|| Quoted::new(self.separator)).read(bytes, cells);
        }
        cells.split(text.get(..end).unwrap_or_default(), self.separator);
        (end + 1).min(bytes.len())
    }
}

/// The cells of the first row of a text.
pub fn first_row(text: &str, separator: u8) -> Cells<'_> {
    let mut cells = Cells::default();
    Sheet::of(text, separator, 0..text.len(), 0).next(&mut cells);
    cells
}

/// Rows with quotes.
struct Quoted {
    reader: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Quoted {
    fn new(separator: u8) -> Quoted {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Quoted { reader, output: vec![0; 256], ends: vec![0; 32] }
    }

    /// Reads the first row of some bytes; how many of them it took. The reader can read anything, and says only when it
    /// has no room.
    fn read(&mut self, bytes: &[u8], cells: &mut Cells<'_>) -> usize {
        self.reader.reset();
        // A blank line, which is no row: the reader takes a byte order mark off whatever it begins with, which would be
        // a cell of a row in the middle of a file.
        self.reader.read_record(b"\n", &mut self.output, &mut self.ends);
        let (mut taken, mut written, mut ended) = (0, 0, 0);
        loop {
            let input = bytes.get(taken..).unwrap_or_default();
            let (output, ends) = (&mut self.output[written..], &mut self.ends[ended..]);
            let (result, read, wrote, ends) = self.reader.read_record(input, output, ends);
            (taken, written, ended) = (taken + read, written + wrote, ended + ends);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        let unquoted = self.output.get(..written).unwrap_or_default();
        // A row of a text is cut between characters only, and stays one.
        let unquoted = std::str::from_utf8(unquoted).unwrap_or_default();
        cells.take(unquoted, self.ends.get(..ended).unwrap_or_default());
        taken
    }
}

//! Text to cells, with the place of every row. The only place that knows separators and quoting.

use super::source::line_ends;
use csv::{Reader, ReaderBuilder, StringRecord};

/// Where a row begins.
#[derive(Clone, Copy, Debug)]
pub struct RowPlace {
    /// Byte in the text.
    pub start: usize,
    /// Physical line in the file, from 1.
    pub line: u64,
}

/// The rows of one file, the header row among them. Blank lines are skipped.
pub struct Sheet<'t> {
    text: &'t str,
    delimiter: u8,
    reader: Reader<&'t [u8]>,
    /// How far lines have been counted.
    counted: RowPlace,
}

impl<'t> Sheet<'t> {
    pub fn new(text: &'t str, delimiter: u8) -> Sheet<'t> {
        let counted = RowPlace { start: 0, line: 1 };
        Sheet { text, delimiter, reader: reader(text, delimiter), counted }
    }

    /// Reads the next row into `cells`: its place and its length in bytes, or `None` after the last.
    ///
    /// The reader counts lines too, but a row after `\r\n` or after blank lines would get the line before it; hence
    /// the counting from the first byte of the row itself.
    pub fn next(&mut self, cells: &mut StringRecord) -> Result<Option<(RowPlace, usize)>, csv::Error> {
        let before = position(&self.reader);
        if !self.reader.read_record(cells)? {
            return Ok(None);
        }
        let bytes = self.text.as_bytes();
        let between = bytes.get(before..).unwrap_or_default();
        let start = before + between.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let line = self.counted.line + line_ends(bytes.get(self.counted.start..start).unwrap_or_default());
        self.counted = RowPlace { start, line };
        Ok(Some((self.counted, position(&self.reader).saturating_sub(start))))
    }

    /// Reads a row again, to compare it with a later one of the same key.
    pub fn again(&self, place: RowPlace) -> StringRecord {
        let mut cells = StringRecord::new();
        let rest = self.text.get(place.start..).unwrap_or_default();
        // It was read before, so it can be read now; were it not, then it would equal no other row.
        let _read = reader(rest, self.delimiter).read_record(&mut cells);
        cells
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// Rows of unequal length pass here, because each gets a problem of its own.
fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

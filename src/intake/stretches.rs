//! A large CSV, read stretch by stretch, so that it never stands in memory as a whole.
//!
//! Only UTF-8, which nearly every large file is. Anything unusual ends the reading here, and the file is read whole, where
//! it is told.

use super::convention::{Convention, Encoding};
use super::encoding::{line_ends, without_marks};
use super::parts::last_row_end;
use super::separator::{self, Parted};
use super::source::Large;
use super::table::Table;
use super::workbook;
use std::io::Read;

/// Whole rows of a file.
pub struct Stretch {
    /// The rows as a table of their own.
    pub table: Table,
    /// The line of the file at which they begin.
    pub line: u64,
}

/// The stretches of a file, in their order.
pub struct Stretches<'p> {
    input: Box<dyn Read + Send + 'p>,
    /// Bytes of a stretch. One whose only row is longer becomes as long as it must.
    size: usize,
    separator: u8,
    /// What was read beyond the last row of the last stretch.
    rest: Vec<u8>,
    /// The line at which it begins.
    line: u64,
    has_ended: bool,
    /// Room of stretches that were read, to be used again: new memory costs more than reading into old.
    room: Vec<Vec<u8>>,
}

/// The file cannot be read in stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusual;

impl<'p> Stretches<'p> {
    /// Begins to read a file; `is_known` knows the names of its columns. With the byte at which its header row begins in
    /// the first stretch.
    pub fn begin(
        large: Large<'p>,
        size: usize,
        is_known: impl Fn(&str) -> bool,
        convention: Convention,
    ) -> Result<(Stretches<'p>, usize), Unusual> {
        let mut stretches = Stretches::new(large.input, size, b',');
        stretches.fill(size)?;
        let first = without_marks(&stretches.rest).ok_or(Unusual)?;
        let is_text = !workbook::is_one(first) && !workbook::is_closed_one(first);
        if !is_text || !convention.encoding.is_none_or(|said| said == Encoding::Utf8) {
            return Err(Unusual);
        }
        let marks = stretches.rest.len() - first.len();
        stretches.rest.drain(..marks);
        // The first bytes may end within a character; only the header row is looked at.
        let valid = stretches.rest.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        let Parted { separator, start } = separator::detect(valid, 1, is_known, convention.separator);
        stretches.separator = separator;
        Ok((stretches, start))
    }

    /// The stretches of what begins with a row.
    pub fn new(input: Box<dyn Read + Send + 'p>, size: usize, separator: u8) -> Stretches<'p> {
        let (rest, room) = (Vec::new(), Vec::new());
        Stretches { input, size, separator, rest, line: 1, has_ended: false, room }
    }

    /// The next stretch, or `None` after the last.
    pub fn next(&mut self) -> Result<Option<Stretch>, Unusual> {
        let mut wanted = self.size.max(1);
        let end = loop {
            self.fill(wanted)?;
            if self.has_ended {
                break self.rest.len();
            }
            if let Some(end) = last_row_end(&self.rest, self.separator) {
                break end;
            }
            wanted = self.rest.len() * 2;
        };
        if end == 0 {
            return Ok(None);
        }
        let mut rest = self.room.pop().unwrap_or_default();
        rest.clear();
        rest.extend_from_slice(self.rest.get(end..).unwrap_or_default());
        let mut bytes = std::mem::replace(&mut self.rest, rest);
        bytes.truncate(end);
        let line = self.line;
        self.line += line_ends(&bytes);
        let text = String::from_utf8(bytes).map_err(|_| Unusual)?;
        Ok(Some(Stretch { table: Table { text, start: 0, separator: self.separator, cells: None }, line }))
    }

    /// The next stretches, at most so many; none after the last.
    pub fn next_some(&mut self, most: usize) -> Result<Vec<Stretch>, Unusual> {
        let mut some = Vec::with_capacity(most);
        while some.len() < most
            && let Some(stretch) = self.next()?
        {
            some.push(stretch);
        }
        Ok(some)
    }

    /// Gives the room of stretches back.
    pub fn reuse(&mut self, stretches: Vec<Stretch>) {
        self.room.extend(stretches.into_iter().map(|stretch| stretch.table.text.into_bytes()));
    }

    /// Reads until there are so many bytes, or the file ends.
    fn fill(&mut self, wanted: usize) -> Result<(), Unusual> {
        while !self.has_ended && self.rest.len() < wanted {
            let missing = wanted - self.rest.len();
            let read = self.input.by_ref().take(u64::try_from(missing).map_err(|_| Unusual)?);
            self.rest.reserve(missing + 1);
            // A file that cannot be read further is told where it is read whole.
            let found = { read }.read_to_end(&mut self.rest).map_err(|_| Unusual)?;
            self.has_ended = found < missing;
        }
        Ok(())
    }
}
